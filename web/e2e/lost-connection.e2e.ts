/** What somebody typed is theirs: it outlives a lost connection, and another person's words beside it. */
import type { Page } from '@playwright/test'
import { editorOf, enter, expect, type House, openIncident, test } from './harness.ts'

/** Writes below the first heading. */
async function writeBelowHeading(page: Page, words: string): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.type(`\n\n${words}`)
}

async function draftOf(house: House, incidentId: string): Promise<string> {
  const draft = await house.ask('readDraft', { incidentId })
  return typeof draft === 'object' && draft !== null && 'text' in draft ? String(draft.text) : ''
}

test('words typed while the server is out of reach arrive when it is back', async ({ page, house }) => {
  const { id, name } = await openIncident(house, { title: 'Search answered from an old index' })
  await page.goto(`/incidents/${name}/story`)
  await writeBelowHeading(page, 'Answers were hours old.')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.context().setOffline(true)
  await page.keyboard.type(' The index had stopped at midnight.')
  await expect(page.getByText('Kept on this device')).toBeVisible()
  await page.keyboard.type(' Nobody was told.')
  expect(await draftOf(house, id)).not.toContain('midnight')
  await page.context().setOffline(false)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(editorOf(page)).toContainText(
    'Answers were hours old. The index had stopped at midnight. Nobody was told.',
  )
  expect(await draftOf(house, id)).toContain('The index had stopped at midnight. Nobody was told.')
})

test('words typed while the server is out of reach outlive the closing of the page', async ({
  page,
  house,
}) => {
  const { id, name } = await openIncident(house, { title: 'Thumbnails came out grey' })
  await page.goto(`/incidents/${name}/story`)
  await expect(editorOf(page)).toBeVisible()
  const context = page.context()
  await context.setOffline(true)
  await writeBelowHeading(page, 'The colour profile was missing.')
  await expect(page.getByText('Kept on this device')).toBeVisible()
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(`/incidents/${name}/story`)
  await expect(editorOf(again)).toContainText('The colour profile was missing.')
  await expect(again.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => draftOf(house, id)).toContain('The colour profile was missing.')
})

test('what others changed while the line was lost is shown when it is back', async ({ page, house }) => {
  const { id, name } = await openIncident(house, { title: 'The cache answered for another shop' })
  let [isCut, lines] = [false, 0]
  const open = new Set<{ readonly close: () => Promise<void> }>()
  await page.routeWebSocket(/\/live\//, async (line) => {
    if (isCut) return line.close()
    line.connectToServer()
    open.add(line)
    lines += 1
  })
  await page.goto(`/incidents/${name}/timeline`)
  await expect.poll(() => lines).toBe(1)
  isCut = true
  for (const line of open) await line.close()
  await house.ask('addTimelineEvent', {
    incidentId: id,
    happenedAt: { at: '2026-03-12T14:05:00Z', precision: 'minute' },
    kind: 'observation',
    actor: { kind: 'role', name: 'shop on-call' },
    text: 'Prices of another shop were shown.',
  })
  isCut = false
  await expect.poll(() => lines).toBe(2)
  await expect(page.getByText('Prices of another shop were shown.').first()).toBeVisible()
})

test('what others changed before the first line was there is shown when it is', async ({ page, house }) => {
  const { id, name } = await openIncident(house, { title: 'Receipts went to the shop next door' })
  let goOn = () => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.routeWebSocket(/\/live\//, async (line) => {
    await gate
    line.connectToServer()
  })
  await page.goto(`/incidents/${name}/factors`)
  await expect(page.getByRole('heading', { name: 'What went well' })).toBeVisible()
  await house.ask('addLesson', {
    incidentId: id,
    kind: 'went-well',
    text: 'A clerk kept the second receipt.',
  })
  goOn()
  await expect(page.getByText('A clerk kept the second receipt.')).toBeVisible()
})

test('two people who write different parts keep both', async ({ page, browser, house }) => {
  const { id, name } = await openIncident(house, { title: 'Mail went out twice' })
  const other = await enter(browser, house)
  await page.goto(`/incidents/${name}/story`)
  await other.goto(`/incidents/${name}/story`)
  await expect(editorOf(other)).toBeVisible()
  await writeBelowHeading(page, 'Two workers took the same letter.')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await editorOf(other).click()
  await other.keyboard.press('Control+End')
  await other.keyboard.type('\nHow many went out twice is still being counted.')
  await expect(other.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => draftOf(house, id)).toContain('still being counted')
  expect(await draftOf(house, id)).toContain('Two workers took the same letter.')
  await other.context().close()
})

test('where no socket is possible, two people who write the same lines see both versions, and neither is lost', async ({
  page,
  browser,
  house,
}) => {
  const { id, name } = await openIncident(house, { title: 'Logins were slow' })
  const other = await enter(browser, house)
  // Where something on the way lets no socket through, a page saves after each pause in typing.
  for (const on of [page, other]) await on.routeWebSocket(/\/live\//, (socket) => socket.close())
  await page.goto(`/incidents/${name}/story`)
  await other.goto(`/incidents/${name}/story`)
  await expect(editorOf(other)).toBeVisible()
  await writeBelowHeading(page, 'The token cache was cold.')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => draftOf(house, id)).toContain('cold')
  await writeBelowHeading(other, 'The session table was locked.')
  const choice = other.getByRole('region', { name: 'Two versions of the text' })
  await expect(choice).toContainText('The token cache was cold.')
  await expect(choice).toContainText('The session table was locked.')
  expect(await draftOf(house, id)).toContain('The token cache was cold.')
  await choice.getByRole('button', { name: 'Put both in, I will sort it' }).click()
  await expect(choice).toBeHidden()
  await expect(other.getByText('Saved', { exact: true })).toBeVisible()
  await expect.poll(() => draftOf(house, id)).toContain('The session table was locked.')
  expect(await draftOf(house, id)).toContain('The token cache was cold.')
  await other.context().close()
})

test('two people who correct one event see both versions', async ({ page, browser, house }) => {
  const { id, name } = await openIncident(house, { title: 'Orders were shipped late' })
  await house.ask('addTimelineEvent', {
    incidentId: id,
    happenedAt: { at: '2026-03-12T14:05:00.000Z', precision: 'minute', isAbout: false },
    kind: 'observation',
    actor: { kind: 'role', name: 'warehouse lead' },
    text: 'The belt stood still.',
  })
  const other = await enter(browser, house)
  const row = (on: Page) => on.getByRole('row').filter({ hasText: 'The belt stood still.' })
  const form = (on: Page) => on.getByRole('form', { name: 'Edit the event' })
  for (const on of [page, other]) {
    await on.goto(`/incidents/${name}/timeline`)
    // The picture comes above the list; a click meant for a row waits for it.
    await expect(on.getByRole('button', { name: 'Zoom in' })).toBeVisible()
    await row(on).dblclick()
    await expect(form(on)).toBeVisible()
  }
  await form(page).getByLabel('What happened').fill('The belt stood still for two minutes.')
  await form(page).getByRole('button', { name: 'Save' }).click()
  await expect(form(page)).toBeHidden()
  await form(other).getByLabel('What happened').fill('The belt stood still, and a lamp went on.')
  await form(other).getByRole('button', { name: 'Save' }).click()
  const versions = other.getByRole('region', { name: 'Two versions' })
  await expect(versions).toContainText('The belt stood still for two minutes.')
  await expect(versions).toContainText('The belt stood still, and a lamp went on.')
  await versions.getByRole('button', { name: 'Keep mine' }).click()
  await expect(versions).toBeHidden()
  await expect(other.getByText('The belt stood still, and a lamp went on.')).toBeVisible()
  // The page shows what was chosen at once; the record has it when the server has answered.
  const record = async () => JSON.stringify(await house.ask('readIncident', { id }))
  await expect.poll(record).toContain('and a lamp went on')
  await other.context().close()
})
