/** A reader sees what a reader may do, and nothing that would be refused. */
import type { Browser, Page } from '@playwright/test'
import { workThrough } from '../../run/sample-review.mjs'
import { axe, expect, type House, openIncident, shot, test } from './harness.ts'

/** A page signed in as somebody who came by an invitation. */
async function enterAs(
  role: 'reader' | 'member',
  browser: Browser,
  house: House,
  email: string,
): Promise<Page> {
  const invited = await house.ask('invitePerson', { email, name: 'Noor Haddad', role })
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
  const page = await enterAs('reader', browser, house, 'noor.reads@example.org')
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
  const page = await enterAs('reader', browser, house, 'noor.wanders@example.org')
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

const aLimit = {
  title: 'A queue that stands still for a minute pages its team',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  howWeWillKnow: 'A queue stopped in staging pages within a minute.',
}

/** What changes something: none of it may stand on a tab of somebody who only reads. */
const changing =
  /^(?:Add|Edit|Remove|Delete|Propose|Name (?:a|the first)|Accept|Reject|Take out|Choose|Mark|Merge|Close as|Drop|Open it|Open the calibration|Publish|Withdraw|Save|Say more|New statement|Link$|Begin|Answer$|Another answer|Move this layer|An agent took part|We leave this out|Bring in|Create issue|Link issue|New date|It waits|What was seen of it|More about the question|Import|Choose files|Paste|Ask )/

test('a member who reads a record finds its words on every tab, and no button that would be refused', async ({
  browser,
  house,
}) => {
  const { id: incidentId, name } = await openIncident(house, { title: 'A queue stood still' })
  const happenedAt = { at: '2026-03-12T14:02:00Z' }
  const actor = { kind: 'system', name: 'queue' }
  const event = await house.ask('addTimelineEvent', {
    ...{ incidentId, happenedAt, actor, kind: 'system', text: 'The queue stopped.' },
  })
  const eventId = String(Object(event).id)
  const certainty = 'observed'
  await house.ask('nameFactor', { incidentId, code: 'GRD-1', statement: 'Nothing limited it.', certainty })
  await house.ask('addDecision', { incidentId, eventId, role: 'queue on-call' })
  await house.ask('addLesson', { incidentId, kind: 'lucky', text: 'It was a quiet day.' })
  await house.ask('addMapNode', { incidentId, kind: 'harm', statement: 'Orders waited.' })
  await house.ask('proposeAction', { incidentId, ...aLimit })
  const me = Object(await house.ask('readSelf', {}))
  const team = Object(await house.ask('addTeam', { name: 'Harbour', memberIds: [String(me.person.id)] }))
  await house.ask('assignTeam', { incidentId, teamId: String(team.id) })
  await house.ask('openCalibration', { incidentId })
  const page = await enterAs('member', browser, house, 'noor.follows@example.org')
  const self = Object(await (await page.request.post('/api/readSelf', { data: {} })).json())
  await house.ask('nameReviewRoles', { incidentId, personId: self.person.id, roles: ['reader'] })
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(answer.url())
  })
  const tabs = [
    'story',
    'timeline',
    'decisions',
    'factors',
    'map',
    'actions',
    'publish',
    'accounts',
    'evidence',
  ]
  for (const tab of tabs) {
    await page.goto(`/incidents/${name}/${tab}`)
    await expect(page.getByText('This record is written by its team')).toBeVisible()
    await page.waitForLoadState('networkidle')
    const names = await page
      .getByRole('main')
      .locator('button:visible, [role=button]:visible')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''))
    expect(
      names.filter((name) => changing.test(name.trim())),
      tab,
    ).toEqual([])
  }
  expect(refused).toEqual([])
  await page.goto(`/incidents/${name}/story`)
  const story = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await expect(story).toHaveAttribute('contenteditable', 'false')
  await axe(page)
  await shot(page, 'reads-only')
  await page.context().close()
  await house.ask('removeTeam', { id: String(team.id) })
})
