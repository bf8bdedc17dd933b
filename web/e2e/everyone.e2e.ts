/** For everyone: enlarged twofold, from right to left, on paper, by keyboard, and with two people at one incident. */
import type { Page } from '@playwright/test'
import { axe, expect, type House, shot, staysInside, test } from './harness.ts'

async function furnish(house: House): Promise<string> {
  const sample = await house.ask('addSampleIncident', {})
  return `INC-${JSON.stringify(sample).match(/"number":(\d+)/)?.[1] ?? '0'}`
}

async function addresses(house: House): Promise<readonly string[]> {
  const incident = `/incidents/${await furnish(house)}`
  return [
    '/',
    '/incidents',
    '/incidents/new',
    '/report',
    '/actions',
    '/library',
    '/settings',
    '/settings?section=tokens',
    '/settings?section=people',
    `${incident}/evidence`,
    '/nowhere',
  ]
}

async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
}

test('enlarged twofold on a wide screen, nothing sticks out to the side', async ({ page, house }) => {
  // 200 % on 1440 × 900 leaves 720 × 450.
  await page.setViewportSize({ width: 720, height: 450 })
  for (const path of await addresses(house)) {
    await arrive(page, path)
    await staysInside(page)
  }
  await page.screenshot({ path: 'test-results/shots/enlarged-evidence.png' })
})

test('from right to left, nothing sticks out and dialogs stand where they should', async ({
  page,
  house,
}) => {
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('dir', 'rtl'))
  })
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    for (const path of await addresses(house)) {
      await arrive(page, path)
      await staysInside(page)
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await arrive(page, `/incidents/${await furnish(house)}/evidence`)
  await page.screenshot({ path: 'test-results/shots/rtl-evidence.png' })
  await page.keyboard.press('Shift+E')
  const box = await page.getByRole('dialog').boundingBox()
  expect(box === null ? null : Math.round(box.x + box.width / 2)).toBe(720)
})

test('on paper the page has the whole width and no rail', async ({ page, house }) => {
  await page.setViewportSize({ width: 1000, height: 1400 })
  for (const path of await addresses(house)) {
    await arrive(page, path)
    await page.emulateMedia({ media: 'print' })
    await staysInside(page)
    for (const rail of await page.getByRole('navigation', { name: 'Main' }).all())
      await expect(rail).toBeHidden()
    const main = await page.locator('main').boundingBox()
    expect(main?.width, path).toBeGreaterThan(800)
    await page.emulateMedia({ media: 'screen' })
  }
})

test('reading starts at the title of a page that was gone to', async ({ page }) => {
  await arrive(page, '/')
  for (const [link, title] of [
    ['Library', 'Library'],
    ['Settings', 'Settings'],
    ['Incidents', 'Incidents'],
  ] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused()
    await expect(page).toHaveTitle(`${title} · Second Story`)
  }
})

test('a tab of an incident keeps the focus, so that the next one is a key away', async ({ page, house }) => {
  const reference = await furnish(house)
  await arrive(page, `/incidents/${reference}/evidence`)
  const tab = page
    .getByRole('navigation', { name: `Parts of ${reference}` })
    .getByRole('link', { name: 'Factors' })
  await tab.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/factors$/)
  await expect(page.getByRole('heading', { name: 'Trigger' })).toBeVisible()
  await expect(tab).toBeFocused()
})

/** Dots between facts that begin or end a line: drawn there, and not clipped away. */
function strayDots(): readonly string[] {
  const isAbove = (a: Element | null | undefined, b: Element | null | undefined) =>
    a != null && b != null && a.getBoundingClientRect().bottom <= b.getBoundingClientRect().top + 1
  const hasDot = (element: Element, where: '::before' | '::after') =>
    getComputedStyle(element, where).content.includes('·')
  const isClipped = (element: Element) => {
    const row = element.parentElement
    if (row === null || getComputedStyle(row).overflowX !== 'clip') return false
    const dot = getComputedStyle(element, '::before')
    const from = element.getBoundingClientRect().left + Number.parseFloat(dot.insetInlineStart)
    return from + Number.parseFloat(dot.width) <= row.getBoundingClientRect().left + 1
  }
  return [...document.querySelectorAll('main *')]
    .filter(
      (element) =>
        (hasDot(element, '::before') &&
          isAbove(element.previousElementSibling, element) &&
          !isClipped(element)) ||
        (hasDot(element, '::after') && isAbove(element, element.nextElementSibling)) ||
        (element.textContent?.trim() === '·' && isAbove(element, element.nextElementSibling)),
    )
    .map((element) => element.parentElement?.textContent ?? '')
}

/** Names of lanes that stick out of the plate that keeps lines behind them. */
function bareNames(): readonly string[] {
  return [...document.querySelectorAll('[data-plate]')].flatMap((plate) => {
    const name = plate.nextElementSibling
    if (name === null) return ['a plate without a name']
    const [under, over] = [plate.getBoundingClientRect(), name.getBoundingClientRect()]
    const isCovered = under.left <= over.left && under.right >= over.right && under.top <= over.top + 1
    return isCovered ? [] : [name.textContent ?? '']
  })
}

test('on a phone no line of facts begins or ends with a dot, and no line runs through a name', async ({
  page,
  house,
}) => {
  const reference = await furnish(house)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/', '/incidents', `/incidents/${reference}/timeline`]) {
    await arrive(page, path)
    await expect(page.locator('main [class*="·"]').first()).toBeVisible()
    expect(await page.evaluate(strayDots), path).toEqual([])
  }
  await expect(page.locator('[data-plate]').first()).toBeVisible()
  expect(await page.evaluate(bareNames)).toEqual([])
})

test('the faces of the first screen are fetched before anything is answered', async ({ page }) => {
  await page.route('**/api/**', () => undefined)
  await page.goto('/')
  const areUsed = () =>
    page.evaluate(() =>
      ['Inter Variable', 'Source Serif 4 Variable'].every((family) =>
        document.fonts.check(`1rem "${family}"`),
      ),
    )
  await expect.poll(areUsed).toBe(true)
})

test('an address with nothing at it keeps the rail, and a visitor is told so without signing in', async ({
  page,
  visitor,
}) => {
  await page.goto('/nowhere/at-all')
  await expect(
    page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }),
  ).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await visitor.goto('/nowhere/at-all')
  await expect(
    visitor.getByRole('heading', { level: 1, name: 'There is nothing at this address' }),
  ).toBeVisible()
  await expect(visitor.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
})

test('the first key leads past the rail', async ({ page }) => {
  await arrive(page, '/library')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
  await expect(page).toHaveURL(/\/library$/)
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Search the library')).toBeFocused()
})

test('nothing moves when reduced motion is asked for', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await arrive(page, '/library')
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return `${transitionDuration},${animationDuration}`.split(',').map((each) => Number.parseFloat(each))
      }),
    ),
  )
  expect(longest).toBeLessThanOrEqual(0.001)
})

test('two people edit one incident: both versions stand side by side and nothing typed is lost', async ({
  page,
  house,
}) => {
  const opened = await house.ask('openIncident', {
    title: 'Search answered from an old index',
    kind: 'incident',
    severity: 'SEV3',
    summary: 'A deploy.',
  })
  const [id, number] = [
    JSON.stringify(opened).match(/"id":"([^"]+)"/)?.[1],
    JSON.stringify(opened).match(/"number":(\d+)/)?.[1],
  ]
  await arrive(page, `/incidents/INC-${number}/evidence`)
  await page.keyboard.press('Shift+E')
  const dialog = page.getByRole('dialog', { name: `Edit INC-${number}` })
  await dialog.getByLabel('Title').fill('Search served yesterday')
  await dialog.getByLabel(/First story/).fill('The index was not rebuilt after the deploy.')
  // Someone else saves first: another title, another severity.
  await house.ask('correctIncident', { id, version: 1, title: 'Search was stale', severity: 'SEV2' })
  await dialog.getByRole('button', { name: 'Save' }).click()

  const title = dialog.getByRole('group', { name: 'Title' })
  await expect(title.getByRole('radio', { name: /Keep mine\s*Search served yesterday/ })).toBeChecked()
  await expect(title).toBeInViewport()
  const severity = dialog.getByRole('group', { name: 'Severity', exact: true }).first()
  await expect(severity.getByRole('radio', { name: /Take theirs/ })).toBeChecked()
  await expect(dialog.getByRole('group', { name: 'Components' })).toHaveCount(0)
  await axe(page)
  await shot(page, 'two-versions')
  await page.setViewportSize({ width: 1440, height: 900 })

  await title.getByRole('radio', { name: /Take theirs/ }).check()
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Search was stale')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const now = await house.ask('readIncident', { id })
  expect(now).toMatchObject({
    incident: {
      title: 'Search was stale',
      severity: 'SEV2',
      summary: 'The index was not rebuilt after the deploy.',
    },
  })
})
