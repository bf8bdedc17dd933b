/** The causal map: drawn from the harm back, asked about in five ways, read in two, and changed by two at once. */
import type { Page } from '@playwright/test'
import { workThrough } from '../../run/sample-review.mjs'
import { axe, expect, type House, lookAt, looks, shot, staysInside, test } from './harness.ts'

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

let sample: { readonly id: string; readonly number: number } | null = null

async function furnish(house: House) {
  sample ??= await workThrough(house.ask)
  return { id: sample.id, path: `/incidents/INC-${sample.number}` }
}

async function inspect(page: Page): Promise<void> {
  for (const look of looks) {
    await lookAt(page, look)
    await staysInside(page)
    await axe(page)
  }
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
