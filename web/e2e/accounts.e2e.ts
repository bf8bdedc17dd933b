/** Accounts: two people, one moment. What one writes the other cannot see until it is released; then both stand side by side. */
import type { Browser, Page } from '@playwright/test'
import { axe, expect, type House, inspect, shot, test } from './harness.ts'

const second = { email: 'second@example.org', password: 'another four quiet words' } as const

function textAt(value: unknown, key: string): string {
  const found = Object.entries(Object(value)).find(([name]) => name === key)
  if (found === undefined) throw new Error(`There is no ${key} in ${JSON.stringify(value)}.`)
  return String(found[1])
}

/** An incident with two roles on its timeline. */
async function prepare(house: House): Promise<{ readonly reference: string; readonly incidentId: string }> {
  const opened = await house.ask('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
    startedAt: { at: '2026-03-12T14:00:00Z' },
  })
  const incidentId = textAt(opened, 'id')
  for (const [clock, role, text] of [
    ['14:02', 'database on-call', 'The lag of the replica went flat.'],
    ['14:10', 'database on-call', 'Traffic was sent to the replica.'],
    ['14:12', 'support lead', 'The first ticket about refused orders arrived.'],
  ]) {
    await house.ask('addTimelineEvent', {
      incidentId,
      happenedAt: { at: `2026-03-12T${clock}:00Z` },
      kind: 'observation',
      actor: { kind: 'role', name: role },
      text,
    })
  }
  return { reference: `INC-${textAt(opened, 'number')}`, incidentId }
}

/** A second member with a page of their own. */
async function secondPage(browser: Browser, house: House): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.address })
  const headers = { 'x-second-story': '1' }
  const known = await context.request.post('/api/startSession', { data: second, headers })
  if (!known.ok()) {
    const invited = await house.ask('invitePerson', {
      email: second.email,
      name: 'Sam Second',
      role: 'member',
    })
    const token = textAt(invited, 'link').split('/').at(-1)
    const accepted = await context.request.post('/api/acceptInvitation', {
      data: { token, name: 'Sam Second', password: second.password },
      headers,
    })
    expect(accepted.ok(), await accepted.text()).toBe(true)
  }
  return context.newPage()
}

async function pickMoment(page: Page, words: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Moments it speaks of' }).fill(words)
  await page.getByRole('list', { name: 'Events found' }).getByRole('button').first().click()
}

test('written alone, kept over a reload, released, and read side by side', async ({
  page,
  house,
  browser,
}) => {
  // Two people, nine pages in four looks.
  test.slow()
  const { reference } = await prepare(house)
  const other = await secondPage(browser, house)

  await page.goto(`/incidents/${reference}/accounts`)
  await expect(page.getByRole('heading', { name: 'How did it look from where you were?' })).toBeVisible()
  await expect(page.getByText('The support lead acts on the timeline')).toBeVisible()
  await axe(page)
  await shot(page, 'accounts-empty')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('button', { name: 'Tell what you saw' }).click()
  await page.getByLabel('Which role did you have that day?').fill('database on-call')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await pickMoment(page, '14:10')
  await page
    .getByRole('textbox', { name: 'What I saw' })
    .fill('The lag went flat, so I took it for recovery.')
  await page
    .getByRole('textbox', { name: 'What I expected' })
    .fill('Writes come back within a minute. I should have known better.')
  await expect(page.getByText('Saved, for you alone.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'For you alone' })).toContainText('should have')
  await axe(page)
  await shot(page, 'accounts-writing')
  await page.setViewportSize({ width: 1440, height: 900 })

  // Typed and left at once: the words are there after the reload.
  await page
    .getByRole('textbox', { name: 'What surprised me' })
    .fill('The graph was flat because the scraper had stopped.')
  await page.reload()
  await page.getByRole('button', { name: 'Go on with the account of database on-call' }).click()
  await expect(page.getByRole('textbox', { name: 'What surprised me' })).toHaveValue(
    'The graph was flat because the scraper had stopped.',
  )
  await page.getByRole('textbox', { name: 'What I expected' }).fill('Writes come back within a minute.')
  await expect(page.getByText('Saved, for you alone.')).toBeVisible()

  await other.goto(`/incidents/${reference}/accounts`)
  await expect(other.getByRole('heading', { name: 'How did it look from where you were?' })).toBeVisible()
  await expect(other.getByText('The database on-call acts on the timeline')).toBeVisible()
  await expect(other.getByText('scraper')).toHaveCount(0)
  for (const name of ['readIncident', 'listAccounts', 'listOwnAccounts', 'listHistory', 'findEvidence']) {
    const record = await (
      await other.request.post('/api/readIncident', {
        data: { reference },
        headers: { 'x-second-story': '1' },
      })
    ).json()
    const incidentId = textAt(Object(record).incident, 'id')
    const input = name === 'readIncident' ? { reference } : { incidentId }
    const answer = await other.request.post(`/api/${name}`, {
      data: input,
      headers: { 'x-second-story': '1' },
    })
    expect(answer.ok(), name).toBe(true)
    expect(await answer.text(), name).not.toContain('scraper')
  }

  await page.getByRole('button', { name: 'Release it as database on-call' }).click()
  await expect(page.getByRole('article', { name: 'The account of database on-call' })).toContainText(
    'scraper',
  )
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('article')).toHaveCount(0)
  await page.getByRole('button', { name: 'Go on with the account of database on-call' }).click()
  await page.getByRole('button', { name: 'Release it as database on-call' }).click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByText('The database on-call acts on the timeline')).toHaveCount(0)

  // The link that asks leads straight to the role.
  await other.goto(`/incidents/${reference}/accounts?role=support+lead`)
  await expect(other.getByLabel('Which role did you have that day?')).toHaveValue('support lead')
  await other.getByRole('button', { name: 'Begin', exact: true }).click()
  await pickMoment(other, '14:10')
  await other
    .getByRole('textbox', { name: 'What I saw' })
    .fill('Tickets about refused orders kept coming, twelve in ten minutes.')
  await other.getByRole('textbox', { name: 'What I believed' }).fill('Nobody had noticed yet.')
  await other.getByRole('button', { name: 'Release it as support lead' }).click()
  const articles = other.getByRole('article')
  await expect(articles).toHaveCount(2)
  await other.getByRole('button', { name: 'Close this message' }).click()

  const boxes = await Promise.all([0, 1].map((place) => articles.nth(place).boundingBox()))
  expect(boxes[0]?.y).toBe(boxes[1]?.y)
  await shot(other, 'accounts-side-by-side')
  await inspect(other)
  await other.setViewportSize({ width: 390, height: 844 })
  const stacked = await Promise.all([0, 1].map((place) => articles.nth(place).boundingBox()))
  expect(stacked[0]?.x).toBe(stacked[1]?.x)
  expect(stacked[1]?.y ?? 0).toBeGreaterThan((stacked[0]?.y ?? 0) + (stacked[0]?.height ?? 0) - 1)
  await other.context().close()
})

test('an account told in an interview waits for its teller', async ({ page, house }) => {
  const { reference } = await prepare(house)
  await page.goto(`/incidents/${reference}/accounts`)
  await page.getByRole('button', { name: 'Note what someone told you' }).click()
  await page.getByLabel('Role of the one who told it').fill('support lead')
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.getByRole('textbox', { name: 'Saw…' }).fill('Twelve tickets in ten minutes.')
  await page.getByRole('button', { name: 'Release it as support lead' }).click()
  await expect(page.getByRole('alert')).toContainText('its teller has the last word')
  await page
    .getByRole('textbox', { name: 'How they agreed to these words' })
    .fill('Read back on 14 March, and agreed to all of it.')
  await page.getByRole('button', { name: 'Release it as support lead' }).click()
  await expect(page.getByRole('article')).toContainText('As told, and noted by a facilitator.')
})
