/**
 * What pages.e2e.ts leaves out, with a whole published review on it: every tab at work, the doors to publication, the
 * edition, and the panels that open above a page. Four looks each: axe, no sideways scroll, no word in the console.
 */
import type { Page } from '@playwright/test'
import { workThrough } from '../../run/sample-review.mjs'
import { axe, expect, type House, inspect, lookAt, staysInside, test, twoLooks } from './harness.ts'

/** One worker, one house, one review: publishing is the slow part. */
test.describe.configure({ mode: 'serial', timeout: 180_000 })

interface Furnished {
  readonly name: string
  readonly id: string
}

let furnished: Furnished | null = null

async function furnish(house: House): Promise<Furnished> {
  if (furnished !== null) return furnished
  const { id, number } = await workThrough(house.ask)
  furnished = { name: `INC-${number}`, id }
  return furnished
}

/** Everything the console says louder than a log. */
function listen(page: Page): readonly string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  return said
}

/** Opens something above the page in two looks that differ in everything: a panel may be another one on a phone. */
async function inspectOpened(page: Page, open: () => Promise<void>): Promise<void> {
  for (const look of twoLooks) {
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await lookAt(page, look)
    await open()
    await staysInside(page)
    await axe(page)
  }
}

const tabs = [
  { tab: 'story', shows: 'sensible first step' },
  { tab: 'timeline', shows: 'SEV1 declared' },
  { tab: 'factors', shows: 'Underlying weaknesses' },
  { tab: 'actions', shows: 'The database refuses to hold a lock' },
  { tab: 'publish', shows: 'Nothing stands in the way' },
] as const

for (const { tab, shows } of tabs) {
  test(`the tab ${tab} of a review ready to be published`, async ({ page, house }) => {
    const { name } = await furnish(house)
    const said = listen(page)
    await page.setViewportSize({ width: 1440, height: 3000 })
    await page.goto(`/incidents/${name}/${tab}`)
    await expect(page.getByText(shows).first()).toBeVisible()
    await inspect(page)
    expect(said).toEqual([])
  })
}

test('the forms of the review, while they are filled', async ({ page, house }) => {
  const { name } = await furnish(house)
  const said = listen(page)
  await page.goto(`/incidents/${name}/timeline`)
  await inspectOpened(page, async () => {
    await page.keyboard.press('n')
    await expect(page.getByRole('form', { name: 'Add an event' })).toBeVisible()
  })
  await page.goto(`/incidents/${name}/factors`)
  await inspectOpened(page, async () => {
    await page.getByRole('button', { name: 'Name a factor' }).click()
    await page.getByRole('form').getByLabel('The condition, in one sentence').fill('Human error')
    await expect(page.getByText('is not a condition of the system')).toBeVisible()
  })
  await page.goto(`/incidents/${name}/actions`)
  await inspectOpened(page, async () => {
    await page.getByRole('button', { name: 'Propose an action' }).click()
    await page.getByRole('form').getByLabel('What will be different').fill('Be more careful')
    await expect(page.getByRole('form').getByRole('status')).toBeVisible()
  })
  expect(said).toEqual([])
})

test('what opens above the review: roles, impact, a finding, the history', async ({ page, house }) => {
  const { name } = await furnish(house)
  const said = listen(page)
  await page.goto(`/incidents/${name}/timeline`)
  await inspectOpened(page, async () => {
    await page.getByRole('button', { name: 'Roles' }).click()
    await expect(page.getByRole('dialog', { name: 'Names and roles' })).toBeVisible()
  })
  await page.goto(`/incidents/${name}/story`)
  await inspectOpened(page, async () => {
    await page.getByRole('button', { name: 'Say more' }).click()
    await expect(page.getByLabel('Revenue', { exact: true })).toBeVisible()
  })
  await inspectOpened(page, async () => {
    await page.getByRole('button', { name: 'History' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  })
  expect(said).toEqual([])
})

test('a finding and its card', async ({ page, house }) => {
  const { name } = await furnish(house)
  const said = listen(page)
  await page.goto(`/incidents/${name}/story`)
  const editor = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  const sentence = '\n\nThe operator should have checked the schedule.'
  await page.keyboard.type(sentence)
  await expect(editor.locator('.cm-finding')).toHaveCount(1)
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog', { name: 'An obligation found afterwards' })).toBeVisible()
  await inspect(page)
  await page.keyboard.press('Escape')
  await editor.focus()
  await page.keyboard.press('Control+z')
  for (let typed = 0; typed < 60 && (await editor.locator('.cm-finding').count()) > 0; typed++) {
    await page.keyboard.press('Control+z')
  }
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(said).toEqual([])
})

test('the published review: the tab, the edition, the library, the actions, home', async ({
  page,
  house,
}) => {
  const { name } = await furnish(house)
  const said = listen(page)
  await page.goto(`/incidents/${name}/publish`)
  const margin = page.getByRole('region', { name: 'What the review asks' })
  await expect(margin.getByText('Read it once as a reader would, then publish.')).toBeVisible()
  // The step is taken on this page; a link would lead to itself.
  await expect(margin.getByRole('link')).toHaveCount(0)
  await page.getByRole('button', { name: 'Publish the first edition' }).click()
  const link = page.getByRole('region', { name: 'Published' }).getByRole('link', { name: /\/editions\// })
  await expect(link).toBeVisible()
  await inspect(page)
  await page.goto((await link.getAttribute('href')) ?? '')
  await expect(page.getByRole('heading', { level: 2, name: 'Summary' })).toBeVisible()
  await inspect(page)
  const pages = [
    { path: '/library?text=rollback', shows: '1 edition' },
    { path: '/actions', shows: 'The database refuses to hold a lock' },
    { path: '/', shows: 'What was learned' },
  ]
  for (const { path, shows } of pages) {
    await page.goto(path)
    await expect(page.getByText(shows).first()).toBeVisible()
    await inspect(page)
  }
  expect(said).toEqual([])
})

test('no page says a word in the console', async ({ page, visitor, house }) => {
  const { name } = await furnish(house)
  const said = listen(page)
  for (const path of [
    '/incidents',
    '/incidents/new',
    '/report',
    '/settings',
    '/settings?section=people',
    '/settings?section=tokens',
    `/incidents/${name}/evidence`,
    '/nowhere',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.waitForLoadState('networkidle')
  }
  expect(said).toEqual([])
  const outside = listen(visitor)
  for (const path of ['/sign-in', '/set-up?token=none']) {
    await visitor.goto(path)
    await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible()
    await visitor.waitForLoadState('networkidle')
  }
  expect(outside).toEqual([])
})
