/** Two people beside one text: a question that names somebody, other words for a stretch, and what becomes of both. */
import type { Page } from '@playwright/test'
import { axe, editorOf, enter, expect, lookAt, openIncident, staysInside, test } from './harness.ts'

/** Selects the last words of the text, as many letters as they have. */
async function selectLast(page: Page, letters: number): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('Control+End')
  for (let count = 0; count < letters; count += 1) await page.keyboard.press('Shift+ArrowLeft')
}

/** The line of a thread beside its words. */
function noteOf(page: Page, name: RegExp) {
  return page.getByRole('list', { name: 'Notes beside the text' }).getByRole('button', { name })
}

/** How far below its words a note stands, in pixels. */
async function below(page: Page, name: RegExp): Promise<number> {
  const [words, note] = [
    await page.locator('.cm-comment').first().boundingBox(),
    await noteOf(page, name).boundingBox(),
  ]
  return (note?.y ?? Number.NaN) - (words?.y ?? Number.NaN)
}

test('a question and a suggestion beside the text are answered, accepted and taken back on another page', async ({
  page,
  browser,
  house,
}) => {
  const opened = await openIncident(house, { title: 'Labels were printed twice' })
  const words = 'the queue was cold'
  await house.ask('correctDraft', {
    incidentId: opened.id,
    version: 1,
    text: `## Summary\n\nWe saw ${words}`,
  })
  const second = await enter(browser, house)
  for (const on of [page, second]) {
    await on.setViewportSize({ width: 1440, height: 900 })
    await on.goto(`/incidents/INC-${opened.number}/story`)
    await expect(editorOf(on)).toContainText(words)
  }

  await selectLast(page, words.length)
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  const form = page.getByRole('form', { name: 'New comment' })
  await form.getByRole('combobox', { name: 'Comment' }).fill('Which queue, @')
  await page.getByRole('option').first().click()
  await form.getByRole('button', { name: 'Comment', exact: true }).click()
  // Folded beside its words until somebody wants it.
  const thread = second.getByRole('article', { name: /^Comment by/ })
  await expect(noteOf(second, /Which queue/)).toBeVisible()
  await expect(thread).toBeHidden()
  expect(Math.abs(await below(second, /Which queue/))).toBeLessThan(12)
  await noteOf(second, /Which queue/).click()
  await expect(thread).toContainText('Which queue, @')
  await expect(second.locator('.cm-comment')).toHaveText(words)

  await thread.getByRole('button', { name: 'Answer' }).click()
  await thread.getByRole('combobox', { name: 'Answer' }).fill('The one of labels.')
  await thread.getByRole('button', { name: 'Send' }).click()
  await noteOf(page, /Which queue.*1 answer/).click()
  await expect(page.getByText('The one of labels.')).toBeVisible()

  // The words are marked where they are now, whatever is written before them.
  await editorOf(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Before all of it. ')
  await expect(second.locator('.cm-comment')).toHaveText(words)
  expect(Math.abs(await below(second, /Which queue/))).toBeLessThan(12)

  await selectLast(second, words.length)
  await second.getByRole('button', { name: 'Comment', exact: true }).click()
  await second.getByRole('button', { name: 'Suggest other words' }).click()
  await second.getByLabel('Words to put in their place').fill('the queue was empty')
  await second.getByRole('button', { name: 'Suggest', exact: true }).click()
  const suggestion = page.getByRole('article', { name: /^Suggestion by/ })
  await noteOf(page, /the queue was empty/).click()
  await suggestion.getByRole('button', { name: 'Accept' }).click()
  await expect(editorOf(second)).toContainText('the queue was empty')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(editorOf(second)).toContainText(words)

  await second
    .getByRole('article', { name: /^Comment by/ })
    .getByRole('button', { name: 'Resolve' })
    .click()
  await expect(page.getByRole('article', { name: /^Comment by/ })).toBeHidden()

  await lookAt(page, { width: 1440, height: 900, theme: 'light' })
  await axe(page)
  await lookAt(page, { width: 390, height: 844, theme: 'dark' })
  await page.locator('.cm-comment').first().click()
  await expect(page.getByRole('dialog', { name: 'Beside the text' })).toBeVisible()
  await staysInside(page)
  await axe(page)
  await second.context().close()
})
