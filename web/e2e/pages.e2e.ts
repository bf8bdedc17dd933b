/** Every page of the frame with something on it: axe, no sideways scroll, in both themes and both widths. */
import type { Page } from '@playwright/test'
import { axe, expect, type House, inspect, shot, test } from './harness.ts'

interface Sample {
  readonly number: number
}

function isSample(value: unknown): value is Sample {
  return typeof value === 'object' && value !== null && 'number' in value && typeof value.number === 'number'
}

/** An installation with the sample, a near miss, an invitation and a token. */
async function furnish(house: House): Promise<string> {
  const sample = await house.ask('addSampleIncident', {})
  if (!isSample(sample)) throw new Error(`addSampleIncident answered ${JSON.stringify(sample)}`)
  const reference = `INC-${sample.number}`
  const misses = await house.ask('listIncidents', { filter: { kind: 'near-miss' } })
  if (JSON.stringify(misses).includes('never been read back')) return reference
  await house.ask('openIncident', {
    title: 'A backup of the billing ledger had never been read back',
    kind: 'near-miss',
    severity: 'SEV4',
    components: ['billing'],
  })
  await house.ask('addToken', { name: 'nightly export', scope: 'read', expiresOn: inDays(90) })
  return reference
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Looks at the page as it stands, four times. */
async function lookOver(page: Page, name: string): Promise<void> {
  await inspect(page)
  await shot(page, name)
}

test.describe('every page, in both themes and both widths', () => {
  const pages = [
    { name: 'home', path: '/', title: 'Home', shows: 'INC-' },
    { name: 'incidents', path: '/incidents', title: 'Incidents', shows: 'never been read back' },
    {
      name: 'incidents-none',
      path: '/incidents?text=zzzz',
      title: 'Incidents',
      shows: 'No incident matches',
    },
    { name: 'open-incident', path: '/incidents/new', title: 'Open an incident', shows: 'SEV1' },
    { name: 'report', path: '/report', title: 'Report a near miss', shows: 'Intake is not open yet' },
    { name: 'actions', path: '/actions', title: 'Actions', shows: 'All open' },
    { name: 'library', path: '/library', title: 'Library', shows: 'Narrow it down' },
    { name: 'settings', path: '/settings', title: 'Settings', shows: 'Theme' },
    { name: 'tokens', path: '/settings?section=tokens', title: 'Settings', shows: 'nightly export' },
    { name: 'people', path: '/settings?section=people', title: 'Settings', shows: 'keeper@example.org' },
    { name: 'nowhere', path: '/nowhere', title: 'There is nothing at this address', shows: 'Go home' },
  ] as const
  for (const { name, path, title, shows } of pages) {
    test(name, async ({ page, house }) => {
      await furnish(house)
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expect(page.getByText(shows).first()).toBeAttached()
      await lookOver(page, name)
    })
  }

  test('evidence', async ({ page, house }) => {
    const reference = await furnish(house)
    await page.goto(`/incidents/${reference}/evidence`)
    await expect(page.getByRole('heading', { name: 'Imported so far' })).toBeVisible()
    await expect(page.getByText('proposed for the timeline').first()).toBeVisible()
    await lookOver(page, 'evidence')
  })

  test('sign-in, invitation and set-up', async ({ visitor, house }) => {
    const invited = await house.ask('invitePerson', {
      email: 'noor@example.org',
      name: 'Noor Haddad',
      role: 'reader',
    })
    const link =
      typeof invited === 'object' && invited !== null && 'link' in invited ? String(invited.link) : ''
    await visitor.goto('/incidents')
    await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await lookOver(visitor, 'sign-in')
    await visitor.goto(new URL(link).pathname)
    await expect(visitor.getByText('noor@example.org')).toBeVisible()
    await lookOver(visitor, 'invitation')
    await visitor.goto('/set-up?token=0123456789012345678901234567890')
    await expect(visitor.getByRole('heading', { name: 'Set up Second Story' })).toBeVisible()
    await lookOver(visitor, 'set-up')
  })
})

test.describe('what opens over a page', () => {
  test('the palette finds an incident and goes there', async ({ page, house }) => {
    const reference = await furnish(house)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+k')
    const field = page.getByRole('combobox', { name: 'Find or do' })
    await expect(field).toBeFocused()
    await axe(page)
    await field.fill(reference)
    await expect(page.getByRole('option', { name: new RegExp(reference) }).first()).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/incidents/${reference}/story`))
  })

  test('the shortcut sheet lists the keys that work here', async ({ page, house }) => {
    const reference = await furnish(house)
    await page.goto(`/incidents/${reference}/evidence`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Shortcuts' })
    await expect(sheet.getByText('Go to timeline')).toBeVisible()
    await axe(page)
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await expect(page).toHaveURL(/\/timeline$/)
  })

  test('a lower severity asks for its reason before the server would refuse', async ({ page, house }) => {
    const reference = await furnish(house)
    await page.goto(`/incidents/${reference}/evidence`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Shift+E')
    const dialog = page.getByRole('dialog', { name: `Edit ${reference}` })
    await dialog.getByRole('radio', { name: /SEV3/ }).check()
    await axe(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('alert')).toContainText('reason')
    await dialog.getByLabel(/Why it is SEV3/).fill('Only a test environment was affected.')
    await dialog.getByRole('radio', { name: /SEV1/ }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
  })
})

test('an incident is opened and its notes are imported, by keyboard and by hand', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/incidents\/new$/)
  await page.getByRole('button', { name: 'Open the incident' }).click()
  await expect(page.getByText('The title is empty.')).toBeVisible()
  await page.getByLabel('Title').fill('Search answered from an old index')
  await page.getByRole('radio', { name: /SEV2/ }).check()
  await page.getByLabel('Ended: day').fill('2026-03-12')
  await page.getByLabel('Ended: time in UTC').fill('14:49')
  await expect(page.getByText('Review due 19 Mar 2026, 14:49 UTC.')).toBeVisible()
  await page.getByRole('button', { name: 'Open the incident' }).click()
  await expect(page).toHaveURL(/\/incidents\/INC-\d+\/evidence$/)
  await page
    .getByLabel('Or paste text')
    .fill('2026-03-12 14:02Z deploy of search 4.18 begins\n2026-03-12 14:05Z first stale answer reported\n')
  await page.getByRole('button', { name: 'Import the text' }).click()
  await expect(page.getByText('proposed for the timeline')).toBeVisible()
  await page.getByLabel('Search the evidence').fill('stale')
  await page.getByRole('button', { name: /first stale answer/ }).click()
  await expect(page.getByRole('heading', { name: 'Around this message' })).toBeVisible()
})

test('a menu opens from the keyboard and gives the focus back', async ({ page, house }) => {
  const reference = await furnish(house)
  await page.goto(`/incidents/${reference}/evidence`)
  const more = page.getByRole('button', { name: 'More about this incident' })
  await more.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /Edit the incident/ })).toBeVisible()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(more).toBeFocused()
})

test('a removed incident is brought back', async ({ page, house }) => {
  await house.ask('openIncident', {
    title: 'A queue grew without an alert',
    kind: 'incident',
    severity: 'SEV3',
  })
  await page.goto('/incidents')
  await page.getByRole('link', { name: /A queue grew without an alert/ }).click()
  await page.getByRole('button', { name: 'More about this incident' }).click()
  await page.getByRole('menuitem', { name: 'Remove the incident' }).click()
  await expect(page).toHaveURL(/\/incidents$/)
  await expect(page.getByRole('link', { name: /A queue grew without an alert/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /A queue grew without an alert/ })).toBeVisible()
})

test('the theme is remembered', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Dark', exact: true }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('home with the sample alone has one next step, and the way in for what almost happened', async ({
  page,
  house,
}) => {
  await house.ask('removeSampleIncident', {}).catch(() => null)
  await furnish(house)
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Next' })).toBeVisible()
  await expect(page.locator('main .bg-accent')).toHaveCount(1)
  await page.getByRole('link', { name: 'Report something that almost happened' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Report a near miss' })).toBeFocused()
})

test('closing an action shows at once, comes back with its words after a no, and can be undone', async ({
  page,
  house,
}) => {
  const opened = JSON.stringify(
    await house.ask('openIncident', { title: 'A cron ran twice', kind: 'incident', severity: 'SEV3' }),
  )
  const incidentId = /"id":"([^"]+)"/.exec(opened)?.[1] ?? ''
  const personId = /"id":"([^"]+)"/.exec(JSON.stringify(await house.ask('listPeople', {})))?.[1] ?? ''
  const title = 'The scheduler refuses a second run while the first one holds the lease'
  const action = JSON.stringify(
    await house.ask('proposeAction', {
      incidentId,
      title,
      kind: 'guardrail',
      priority: 'P2',
      strength: 5,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
    }),
  )
  await house.ask('assignAction', {
    id: /"id":"([^"]+)"/.exec(action)?.[1],
    version: 1,
    owner: { personId, role: 'platform on-call' },
    dueOn: inDays(9),
  })
  await page.goto('/actions')
  const row = page.getByRole('link', { name: new RegExp(title) })
  await page.getByRole('button', { name: `Close: ${title}` }).click()
  const box = page.getByRole('textbox', { name: /What came of it/ })
  await box.fill('A second run was refused in the drill of Tuesday.')

  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/closeAction', async (route) => {
    await held
    await route.abort()
  })
  await page.getByRole('button', { name: 'Close as done' }).click()
  await expect(row).toHaveCount(0)
  release()
  await expect(row).toBeVisible()
  await expect(box).toHaveValue('A second run was refused in the drill of Tuesday.')
  await expect(page.getByRole('alert')).toContainText('out of reach')
  await axe(page)

  await page.unroute('**/api/closeAction')
  await page.getByRole('button', { name: 'Close as done' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
})
