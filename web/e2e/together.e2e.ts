/** Three people at one text: what each writes is with the others, and one who was away brings it along. */
import type { Page } from '@playwright/test'
import { axe, editorOf, enter, expect, lookAt, openIncident, staysInside, test } from './harness.ts'

/** Below the first heading, where every page shows it: an editor draws only what is in sight. */
async function write(page: Page, words: string): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  await page.keyboard.type(`\n${words}`)
}

test('three people write one text; one goes offline and comes back with what was written', async ({
  page,
  browser,
  house,
}) => {
  const opened = await openIncident(house, { title: 'Parcels were routed twice' })
  const [second, third] = [await enter(browser, house), await enter(browser, house)]
  for (const on of [page, second, third]) await on.goto(`/incidents/INC-${opened.number}/story`)
  for (const on of [page, second, third]) await expect(editorOf(on)).toBeVisible()
  await write(page, 'The belt ran on.')
  await expect(editorOf(second)).toContainText('The belt ran on.')
  await expect(editorOf(third)).toContainText('The belt ran on.')
  await expect(second.getByText('Also here: ')).toBeVisible()
  await expect(second.locator('.cm-ySelectionInfo').first()).toBeVisible()

  await third.context().setOffline(true)
  await write(third, 'The scanner was warm.')
  await expect(third.getByText('Kept on this device')).toBeVisible()
  await write(second, 'The lamp was on.')
  await expect(editorOf(page)).toContainText('The lamp was on.')
  await expect(editorOf(page)).not.toContainText('The scanner was warm.')
  await third.context().setOffline(false)
  for (const on of [page, second, third]) {
    await expect(editorOf(on)).toContainText('The scanner was warm.')
    await expect(editorOf(on)).toContainText('The lamp was on.')
    await expect(on.getByText('Saved', { exact: true })).toBeVisible()
  }

  // Undo takes back one's own words alone.
  await editorOf(second).click()
  await second.keyboard.press('Control+z')
  await expect(editorOf(page)).not.toContainText('The lamp was on.')
  await expect(editorOf(page)).toContainText('The belt ran on.')
  await expect(editorOf(page)).toContainText('The scanner was warm.')

  // A paragraph has a history of its own; bringing words back is one step for everybody, and one undo.
  const before = 'The belt ran on with nothing to carry.'
  const text = `## Summary\n\n${before}\n\nThe scanner was warm.`
  // What was just undone may be stored between the reading and the writing.
  await expect(async () => {
    const { version } = Object(await house.ask('readDraft', { incidentId: opened.id }))
    await house.ask('correctDraft', { incidentId: opened.id, version, text })
  }).toPass()
  await expect(editorOf(page)).toContainText('nothing to carry')
  await editorOf(page).getByText(before).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Nobody was told.')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Alt+h')
  const sheet = page.getByRole('dialog', { name: 'History' })
  await sheet.getByRole('button', { name: new RegExp(before) }).click()
  await expect(sheet.locator('ins')).toHaveText(' Nobody was told.')
  await sheet.getByRole('button', { name: 'Bring these words back' }).click()
  await expect(editorOf(third)).not.toContainText('Nobody was told.')
  await page.keyboard.press('Control+z')
  await expect(editorOf(third)).toContainText('Nobody was told.')

  // What somebody adds on another tab is on every page.
  await second.goto(`/incidents/INC-${opened.number}/factors`)
  await house.ask('addLesson', {
    incidentId: opened.id,
    kind: 'went-well',
    text: 'The alert fired within a minute.',
  })
  await expect(second.getByText('The alert fired within a minute.')).toBeVisible()

  await lookAt(page, { width: 1440, height: 900, theme: 'light' })
  await axe(page)
  await lookAt(page, { width: 390, height: 844, theme: 'dark' })
  await staysInside(page)
  await axe(page)
  for (const on of [second, third]) await on.context().close()
})
