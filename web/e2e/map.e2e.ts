/** The causal map: drawn from the harm back, asked about in five ways, read in two, and changed by two at once. */
import type { Page } from '@playwright/test'
import { workThrough } from '../../run/sample-review.mjs'
import { expect, type House, inspect, shot, test } from './harness.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

interface Row {
  readonly id: string
  readonly version: number
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && 'version' in value
}

async function rowOf(answer: Promise<unknown>): Promise<Row> {
  const row = await answer
  if (!isRow(row)) throw new Error(`Expected a row and found ${JSON.stringify(row)}.`)
  return row
}

/** The record as the API gives it, as far as these stories look. */
interface Read {
  readonly incident: { readonly number: number }
  readonly factors: readonly Row[]
  readonly map: {
    readonly nodes: readonly (Row & {
      readonly kind: string
      readonly control: { readonly state: string } | null
    })[]
    readonly edges: readonly Row[]
  }
}

async function readIncident(house: House, id: string): Promise<Read> {
  return (await house.ask('readIncident', { id })) as Read
}

let sample: { readonly id: string; readonly number: number } | null = null

async function furnish(house: House) {
  sample ??= await workThrough(house.ask)
  return { id: sample.id, path: `/incidents/INC-${sample.number}` }
}

const picture = (page: Page) => page.getByRole('region', { name: 'Picture of the map' })

test('a finished map, in its picture, its outline and each of the five views', async ({ page, house }) => {
  const { path } = await furnish(house)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${path}/factors`)
  await expect(page.getByText('Underlying weaknesses').first()).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/\/map$/)
  await expect(picture(page)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Harm: For 47 minutes/ })).toBeVisible()
  await inspect(page)
  await shot(page, 'map-ladder')
  for (const [view, shows] of [
    ['Five whys', 'what else was also needed'],
    ['Layers', 'A limit on how long a role may hold a lock'],
    ['Control structure', 'Describe the loop'],
    ['Agent steps', 'Only instructed'],
  ] as const) {
    await page.getByRole('tab', { name: view }).click()
    await expect(page.getByRole('tabpanel').getByText(shows).first()).toBeVisible()
    await inspect(page)
    await shot(page, `map-${view.toLowerCase().replaceAll(' ', '-')}`)
  }
})

test('drawn from the harm back: a person is refused, a ladder answered, the outline equal', async ({
  page,
  house,
}) => {
  const { id } = await rowOf(
    house.ask('openIncident', { title: 'Orders were refused', kind: 'incident', severity: 'SEV2' }),
  )
  const { incident } = await readIncident(house, id)
  await page.setViewportSize({ width: 1440, height: 1200 })
  await page.goto(`/incidents/INC-${incident.number}/map`)
  await page.getByRole('button', { name: 'Begin with the harm' }).click()
  const form = page.getByRole('form', { name: 'Say something new on the map' })
  await form.getByLabel('In one sentence').fill('Operator mistake during the rollout')
  await expect(form.getByText('is not a condition of the system')).toBeVisible()
  await expect(form.getByRole('button', { name: 'Put it on the map' })).toBeDisabled()
  await form.getByLabel('In one sentence').fill('One order in five was refused.')
  await form.getByRole('button', { name: 'Put it on the map' }).click()
  await expect(page.getByRole('region', { name: 'Harm' })).toBeVisible()

  await page
    .getByRole('listitem')
    .filter({ hasText: 'How did each layer let it pass?' })
    .getByRole('button', { name: 'Answer' })
    .click()
  const answer = page.getByRole('form', { name: 'How did each layer let it pass?' })
  await answer
    .getByLabel('How did each layer let it pass?')
    .fill('A limit on how long a job may hold a lock.')
  await answer.getByRole('button', { name: 'Add the answer' }).click()
  await expect(answer).toHaveCount(0)
  const node = page.getByRole('button', { name: /^Control, absent(?:, belief so far)?: A limit on how long/ })
  await expect(node.first()).toBeVisible()

  await test.step('arrow keys walk the link and read it aloud, Enter opens', async () => {
    await picture(page)
      .getByRole('button', { name: /^Control, absent/ })
      .focus()
    await page.keyboard.press('ArrowRight')
    await expect(picture(page).getByRole('status')).toHaveText(
      /^Because a limit on how long .* one order in five was refused\.$/,
    )
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Harm' })).toContainText('What led to it')
  })

  await test.step('the outline is one key away and says the same', async () => {
    await page.keyboard.press('o')
    const outline = page.getByRole('list', { name: 'What led to: One order in five was refused.' })
    await expect(outline).toContainText('A limit on how long a job may hold a lock.')
    await expect(outline).toContainText('it could happen that one order in five was refused')
    await page.keyboard.press('o')
    await expect(picture(page)).toBeVisible()
  })

  await test.step('a layer answered in its own view is the same control', async () => {
    await page.getByRole('tab', { name: 'Layers' }).click()
    await page
      .getByLabel('What this layer was doing: A limit on how long a job may hold a lock.')
      .selectOption('off')
    await expect(picture(page).getByRole('button', { name: /^Control, switched off/ })).toBeVisible()
    // The picture changes at once, the server a moment later.
    const stored = async () =>
      (await readIncident(house, id)).map.nodes.find(({ control }) => control !== null)?.control?.state
    await expect.poll(stored).toBe('off')
  })

  await test.step('removed, and taken back with its links', async () => {
    await picture(page)
      .getByRole('button', { name: /^Control/ })
      .click()
    await page.getByRole('region', { name: 'Control' }).getByRole('button', { name: 'Remove' }).click()
    await expect(picture(page).getByRole('button', { name: /^Control/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(picture(page).getByRole('button', { name: /^Control/ })).toBeVisible()
    expect((await readIncident(house, id)).map.edges).toHaveLength(1)
  })

  await test.step('two who correct one statement are shown both versions', async () => {
    await picture(page).getByRole('button', { name: /^Harm/ }).click()
    await page.getByRole('region', { name: 'Harm' }).getByRole('button', { name: 'Edit' }).click()
    const edit = page.getByRole('form', { name: 'Correct what the map says' })
    await edit.getByLabel('In one sentence').fill('A fifth of all orders was refused.')
    const { map } = await readIncident(house, id)
    const harm = map.nodes.find(({ kind }) => kind === 'harm')
    await house.ask('correctMapNode', {
      id: harm?.id,
      version: harm?.version,
      statement: 'Every fifth order failed.',
    })
    await edit.getByRole('button', { name: 'Save' }).click()
    const versions = page.getByRole('region', { name: 'Two versions' })
    await expect(versions).toContainText('A fifth of all orders was refused.')
    await expect(versions).toContainText('Every fifth order failed.')
    await versions.getByRole('button', { name: 'Keep mine' }).click()
    await expect(
      picture(page).getByRole('button', {
        name: /^Harm(?:, belief so far)?: A fifth of all orders was refused\.$/,
      }),
    ).toBeVisible()
  })

  await test.step('taken along as a picture', async () => {
    await page.getByRole('button', { name: 'The map as a file' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Picture (SVG)' }).click()
    expect((await saved).suggestedFilename()).toBe(`inc-${incident.number}-map.svg`)
  })
})

test('weaknesses without an action stand above the actions, with the way to one', async ({ page, house }) => {
  const { id, path } = await furnish(house)
  const { factors } = await readIncident(house, id)
  const named = await rowOf(
    house.ask('nameFactor', {
      incidentId: id,
      code: 'DET-1',
      statement: 'No panel showed which job held a lock.',
      certainty: 'supported',
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    }),
  )
  expect(factors.length).toBeGreaterThan(0)
  await page.setViewportSize({ width: 1440, height: 1200 })
  await page.goto(`${path}/actions`)
  const coverage = page.getByRole('region', { name: 'Weaknesses without an action' })
  // The sample has one of its own; ours is the one this is about.
  const ours = coverage.getByRole('listitem').filter({ hasText: 'No panel showed which job held a lock.' })
  await expect(ours).toHaveCount(1)
  await shot(page, 'coverage')
  await ours.getByRole('button', { name: 'Propose what would change it' }).click()
  await expect(page.getByRole('form').getByText('Signal', { exact: false }).first()).toBeVisible()
  await house.ask('removeFactor', { id: named.id })
})
