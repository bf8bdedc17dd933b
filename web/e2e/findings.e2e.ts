/** Findings in the story: where they stand while one writes, and the keys that walk them. */
import type { Locator, Page } from '@playwright/test'
import { axe, expect, type House, lookAt, looks, openIncident, staysInside, test } from './harness.ts'

async function openStory(page: Page, house: House): Promise<Locator> {
  const opened = await openIncident(house, { title: 'The tide table was a day late' })
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/incidents/INC-${opened.number}/story`)
  const editor = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('The table was loaded at noon.\n\nThe operator should have checked the date.\n\n')
  await page.keyboard.type('The root cause was human error.')
  await expect(editor.locator('.cm-finding', { hasText: 'should have checked' })).toBeVisible()
  await expect(editor.locator('.cm-finding', { hasText: 'human error' })).toBeVisible()
  return editor
}

test('the button opens a card although words were put in just before', async ({ page, house }) => {
  await openStory(page, house)
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('At first nobody noticed. ')
  await page.getByRole('button', { name: /phrases? worth another look/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Then. ')
  await page
    .getByRole('list', { name: 'Notes beside the text' })
    .getByRole('button', { name: 'An error named as a cause' })
    .click()
  await expect(page.getByRole('dialog', { name: 'An error named as a cause' })).toBeVisible()
})

test('underlines stay on their words while one types without a pause', async ({ page, house }) => {
  const editor = await openStory(page, house)
  await page.keyboard.press('Control+Home')
  for (const word of 'Here is a longer beginning that pushes every later sentence along. '.split(' ')) {
    await page.keyboard.type(`${word} `)
    const underlined = await editor.locator('.cm-finding').allInnerTexts()
    expect(underlined.join(' ')).toContain('should have checked')
    expect(underlined.join(' ')).toContain('human error')
    expect(underlined.join(' ')).not.toContain('date')
  }
})

test('keys walk, take and open, and the sheet lists them', async ({ page, house }) => {
  const editor = await openStory(page, house)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('F8')
  const card = page.getByRole('dialog', { name: 'An obligation found afterwards' })
  await expect(card).toContainText('knowledge nobody had then')
  await page.keyboard.press('a')
  await expect(editor).toContainText('Nothing in … prompted the operator to check')
  await page.keyboard.type('the upload form')
  await expect(editor).toContainText('Nothing in the upload form prompted the operator to check')
  // One undo for what was typed, one for the rewrite.
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(editor).toContainText('The operator should have checked the date.')
  await expect(editor.locator('.cm-finding', { hasText: 'should have checked' })).toBeVisible()
  await page.keyboard.press('Control+.')
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' })
  await expect(sheet.getByText('Next phrase worth another look')).toBeVisible()
  await expect(sheet.getByText('In its card: keep the words, because…')).toBeVisible()
})

test('an open card, in both themes and both widths', async ({ page, house }) => {
  await openStory(page, house)
  for (const look of looks) {
    await lookAt(page, look)
    await page
      .getByRole('button', { name: /phrases/ })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await staysInside(page)
    await axe(page)
    await page.keyboard.press('Escape')
  }
})
