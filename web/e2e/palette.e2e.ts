/** The palette: everything a person can start, from wherever they are, with the keyboard alone. */
import type { Page } from '@playwright/test'
import { axe, expect, type House, shot, test } from './harness.ts'

async function openOne(house: House, title: string): Promise<string> {
  const opened = await house.ask('openIncident', { title, kind: 'incident', severity: 'SEV3' })
  if (typeof opened !== 'object' || opened === null || !('number' in opened)) throw new Error('no incident')
  return `INC-${String(opened.number)}`
}

/** Types into the palette and chooses the first line. */
async function choose(page: Page, typed: string, line: string | RegExp): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find or do' })).toBeFocused()
  await page.keyboard.type(typed)
  await expect(
    page.getByRole('listbox', { name: 'Matches' }).getByRole('option', { selected: true }),
  ).toContainText(line)
  await page.keyboard.press('Enter')
}

test('from home to an incident by words of its title, and through its parts', async ({ page, house }) => {
  const reference = await openOne(house, 'The zebra queue stood still')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await choose(page, 'zebra queue', 'The zebra queue stood still')
  await expect(page).toHaveURL(new RegExp(`/incidents/${reference}/story`))

  await expect(page.getByRole('heading', { level: 1, name: 'The zebra queue stood still' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option', { name: 'Name a factor' })).toBeVisible()
  await axe(page)
  await shot(page, 'palette')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('Escape')

  await choose(page, 'nafa', 'Name a factor')
  await expect(page).toHaveURL(/\/factors$/)
  await expect(page.locator('main form')).toBeVisible()

  await choose(page, 'propose', 'Propose an action')
  await expect(page).toHaveURL(/\/actions$/)
  await expect(page.locator('main form')).toBeVisible()

  await choose(page, 'add event', 'Add an event')
  await expect(page).toHaveURL(/\/timeline$/)
  await expect(page.locator('main form')).toBeVisible()

  await page.goto(`/incidents/${reference}/evidence`)
  await expect(page.getByRole('heading', { level: 1, name: 'The zebra queue stood still' })).toBeVisible()
  await choose(page, 'got lucky', 'Add where we got lucky')
  await expect(page).toHaveURL(/\/factors$/)
  await expect(page.getByRole('textbox', { name: 'Where we got lucky' })).toBeFocused()

  await choose(page, 'paste', 'Paste evidence')
  await expect(page.getByLabel('Or paste text')).toBeFocused()

  await choose(page, 'edit inc', 'Edit the incident')
  await expect(page.getByRole('dialog', { name: `Edit ${reference}` })).toBeVisible()
  await page.keyboard.press('Escape')

  await choose(page, 'history', 'History of the incident')
  await expect(page.getByRole('dialog', { name: `History of ${reference}` })).toBeVisible()
  await page.keyboard.press('Escape')
})

test('an incident is removed and the sample is loaded from the palette', async ({ page, house }) => {
  const reference = await openOne(house, 'A lamp that meant nothing')
  await page.goto(`/incidents/${reference}/evidence`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await choose(page, 'remove the inc', 'Remove the incident')
  await expect(page).toHaveURL(/\/incidents$/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /A lamp that meant nothing/ })).toBeVisible()

  await choose(page, 'load sample', 'Load the sample incident')
  await expect(page).toHaveURL(/\/timeline$/)
  await choose(page, 'remove sample', 'Remove the sample incident')
  await expect(page).toHaveURL(/:\d+\/$/)
})

test('a no is read in the palette, which stays open', async ({ page, house }) => {
  const reference = await openOne(house, 'A door that said no')
  await page.goto(`/incidents/${reference}/evidence`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find or do' }).fill('remove the inc')
  await expect(page.getByRole('option', { name: 'Remove the incident' })).toBeVisible()
  await page.context().setOffline(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('out of reach')
  await page.context().setOffline(false)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: 'A door that said no' })).toBeVisible()
})

test('the theme, the settings and the way out', async ({ page }) => {
  await page.goto('/library')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await choose(page, 'dark', 'Dark theme')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await choose(page, 'invite', 'Invite a person')
  await expect(page.getByRole('heading', { name: 'Invite someone' })).toBeVisible()
  await choose(page, 'sign out', 'Sign out')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
