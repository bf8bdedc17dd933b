/** A reader sees what a reader may do, and nothing that would be refused. */
import type { Browser, Page } from '@playwright/test'
import { workThrough } from '../../run/sample-review.mjs'
import { axe, expect, type House, shot, test } from './harness.ts'

/** A page signed in as a reader, who came by an invitation. */
async function enterAsReader(browser: Browser, house: House, email: string): Promise<Page> {
  const invited = await house.ask('invitePerson', { email, name: 'Noor Haddad', role: 'reader' })
  const link =
    typeof invited === 'object' && invited !== null && 'link' in invited ? String(invited.link) : ''
  const context = await browser.newContext({ baseURL: house.address })
  const accepted = await context.request.post('/api/acceptInvitation', {
    data: { token: link.split('/').at(-1), name: 'Noor Haddad', password: 'five quiet words for reading' },
    headers: { 'x-second-story': '1' },
  })
  expect(accepted.ok(), await accepted.text()).toBe(true)
  return context.newPage()
}

async function publishSample(house: House): Promise<string> {
  const incident = await workThrough(house.ask)
  // Two stories share a house, and the second edition says what is different.
  await house.ask('publishReview', { incidentId: incident.id, changed: 'The words stayed as they were.' })
  return `INC-${incident.number}`
}

test('a reader comes home to the library and is offered nothing that would be refused', async ({
  browser,
  house,
}) => {
  const reference = await publishSample(house)
  const page = await enterAsReader(browser, house, 'noor.reads@example.org')
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(answer.url())
  })

  await page.goto('/')
  await expect(page).toHaveURL(/\/library$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await expect(page.getByText(reference).first()).toBeVisible()
  await axe(page)
  await shot(page, 'reader-library')
  await page.setViewportSize({ width: 1440, height: 900 })

  const rail = page.getByRole('navigation', { name: 'Main' }).first()
  await expect(rail.getByRole('link')).toHaveText([
    'Second Story',
    'Library',
    'Patterns',
    'Report a near miss',
    'Settings',
  ])

  await page.keyboard.press('ControlOrMeta+k')
  const options = page.getByRole('listbox', { name: 'Matches' }).getByRole('option')
  await expect(options.filter({ hasText: 'Library' })).toBeVisible()
  for (const absent of ['Open an incident', 'My actions', 'Invite a person', 'Home']) {
    await expect(options.filter({ hasText: absent })).toHaveCount(0)
  }
  await page.getByRole('combobox', { name: 'Find or do' }).fill(reference)
  await expect(options.filter({ hasText: reference }).first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' })
  await expect(sheet.getByText('Go to the library')).toBeVisible()
  await expect(sheet.getByText('Open an incident')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/library$/)

  await page.goto('/settings')
  const parts = page.getByRole('navigation', { name: 'Parts of the settings' })
  await expect(parts.getByRole('link')).toHaveText([
    'You',
    'Notifications',
    'API tokens',
    'Teams',
    'What is kept',
  ])
  expect(refused).toEqual([])
  await page.context().close()
})

test('an address for members says so calmly and leads to the library', async ({ browser, house }) => {
  const reference = await publishSample(house)
  const page = await enterAsReader(browser, house, 'noor.wanders@example.org')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname)
  })
  for (const path of ['/incidents', '/incidents/new', '/actions', `/incidents/${reference}/timeline`]) {
    await page.goto(path)
    await expect(
      page.getByRole('heading', { level: 1, name: 'This page is for members' }),
      path,
    ).toBeVisible()
  }
  // What is not shown is not asked for either. The record alone is asked for before we know who is here, for speed.
  expect(new Set(asked.filter((path) => path !== '/api/readIncident'))).toEqual(new Set(['/api/readSelf']))
  await axe(page)
  await shot(page, 'reader-not-for-you')
  await page.getByRole('link', { name: 'Open the library' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await page.context().close()
})
