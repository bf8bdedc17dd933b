/** The playground and the rules, as somebody without an account meets them. What is typed stays in the browser. */
import type { Page } from '@playwright/test'
import { axe, expect, inspect, lookAt, looks, staysInside, test } from './harness.ts'

const secret = 'The operator should have checked the zanzibar ledger'

function editorOf(page: Page) {
  return page.getByRole('textbox', { name: 'The text, in Markdown' })
}

async function open(page: Page): Promise<void> {
  await page.goto('/playground')
  await expect(editorOf(page).locator('.cm-finding').first()).toBeVisible()
}

test('no request carries the text, and typing asks for nothing at all', async ({ visitor }) => {
  const before: string[] = []
  const asked: string[] = []
  let isTyping = false
  // Also requests of workers, beacons and sockets: everything the browser sends is seen here.
  visitor.context().on('request', (request) => {
    const line = `${request.method()} ${request.url()} ${request.postData() ?? ''}`
    ;(isTyping ? asked : before).push(line)
  })
  visitor.on('websocket', (socket) => asked.push(`websocket ${socket.url()}`))
  await open(visitor)
  // A face of this machine that is not on it ends as an error, and asks for nothing.
  const areFacesThere = () =>
    visitor.evaluate(() => [...document.fonts].every(({ status }) => /^(loaded|error)$/.test(status)))
  await expect.poll(areFacesThere).toBe(true)
  expect(before.filter((line) => line.includes('/api/'))).toEqual([])
  isTyping = true
  const editor = editorOf(visitor)
  await editor.click()
  await visitor.keyboard.press('Control+a')
  await visitor.keyboard.type(`${secret}. `)
  const words = editor.locator('.cm-finding', { hasText: 'should have checked' })
  await expect(words).toBeVisible()
  await visitor.keyboard.press('F8')
  const card = visitor.getByRole('dialog', { name: 'An obligation found afterwards' })
  await expect(card).toBeVisible()
  await visitor.keyboard.press('a')
  await expect(editor).toContainText(/prompted/)
  await visitor.keyboard.type('the tide table')
  await expect(editor).toContainText('Nothing in the tide table prompted')
  // Letters and looks that need another face of the fonts tell nothing either.
  await visitor.keyboard.press('Control+End')
  await visitor.keyboard.type(' *Zażółć* `lock` **gęślą** ')
  await visitor.getByLabel('Read what has no heading as').selectOption('actions')
  await visitor.getByText(/^Known here/).click()
  await visitor.getByLabel('People').fill('Zanzibar Quist')
  await visitor.keyboard.press('Tab')
  expect(asked).toEqual([])
  expect(before.filter((line) => line.includes('zanzibar'))).toEqual([])
  const kept = await visitor.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain('zanzibar')
  await visitor.reload()
  await expect(editor).not.toContainText('zanzibar')
  await expect(editor).toContainText('fare-engine')
})

test('the text is rewritten by keyboard alone, kept with a reason, and copied', async ({ visitor }) => {
  await visitor.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(visitor)
  const editor = editorOf(visitor)
  const count = await editor.locator('.cm-finding').count()
  await visitor.keyboard.press('F8')
  const card = visitor.getByRole('dialog')
  await expect(card).toHaveAttribute('aria-label', 'A named person as the cause')
  await visitor.keyboard.press('F8')
  await expect(card).toHaveAttribute('aria-label', 'An obligation found afterwards')
  await visitor.keyboard.press('Shift+F8')
  await expect(card).toHaveAttribute('aria-label', 'A named person as the cause')
  await visitor.keyboard.press('k')
  await visitor.keyboard.type('the person asked for it')
  await visitor.keyboard.press('Enter')
  await expect(card).toHaveCount(0)
  await expect(editor).toContainText('because the person asked for it')
  await expect(editor.locator('.cm-finding')).toHaveCount(count - 1)
  await visitor.keyboard.press('F8')
  await expect(card).toBeVisible()
  await visitor.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(editor).toBeFocused()
  await visitor.getByRole('button', { name: 'Copy the text' }).click()
  await expect(visitor.getByText('Copied')).toBeVisible()
  const copied = await visitor.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('secondstory-keep named-person-harm: because the person asked for it')
})

test('an empty page teaches, and names known here are told apart', async ({ visitor }) => {
  await open(visitor)
  const editor = editorOf(visitor)
  await visitor.getByRole('button', { name: 'Clear' }).click()
  await expect(visitor.getByText('Nothing to read yet')).toBeVisible()
  await expect(visitor.getByText('Try a sentence that names a cause')).toBeVisible()
  await editor.click()
  await visitor.keyboard.type('Writes waited behind one lock.')
  await expect(visitor.getByText('No phrase asks for another look')).toBeVisible()
  await visitor.keyboard.press('Control+a')
  await visitor.keyboard.type('Brisk broke the price list.')
  await visitor.getByText(/^Known here/).click()
  await visitor.getByLabel('Services').fill('Brisk')
  await expect(editor.locator('.cm-finding')).toHaveCount(0)
  await visitor.getByLabel('Services').fill('')
  await visitor.getByLabel('People').fill('Brisk')
  await expect(editor.locator('.cm-finding')).toHaveCount(1)
  await visitor.getByRole('button', { name: 'Clear' }).click()
  await visitor.getByRole('button', { name: 'Put the sample back' }).click()
  await expect(editor).toContainText('214 ferry crossings')
})

test('a note beside the text opens the card, also right after typing', async ({ visitor }) => {
  await open(visitor)
  await editorOf(visitor).click()
  await visitor.keyboard.press('Control+Home')
  await visitor.keyboard.type('A line that moves all others down.\n\n')
  await visitor.getByRole('button', { name: /phrases worth another look/ }).click()
  await expect(visitor.getByRole('dialog')).toBeVisible()
  await visitor.keyboard.press('Escape')
  await visitor.keyboard.press('Control+Home')
  await visitor.keyboard.type('More. ')
  await visitor.getByRole('button', { name: /An error named as a cause/ }).click()
  await expect(visitor.getByRole('dialog', { name: 'An error named as a cause' })).toBeVisible()
})

test('both pages in both themes and both widths, with an open card', async ({ visitor }) => {
  const said: string[] = []
  visitor.on('pageerror', (error) => said.push(error.message))
  await open(visitor)
  for (const look of looks) {
    await lookAt(visitor, look)
    await staysInside(visitor)
    await axe(visitor)
    await visitor
      .getByRole('button', { name: /phrases/ })
      .first()
      .click()
    await expect(visitor.getByRole('dialog')).toBeVisible()
    await staysInside(visitor)
    await axe(visitor)
    await visitor.keyboard.press('Escape')
  }
  await visitor.keyboard.press('Tab')
  await visitor.goto('/sign-in')
  await visitor.getByRole('link', { name: 'try it on a text' }).click()
  await visitor.getByRole('link', { name: 'The rules', exact: true }).click()
  await expect(visitor.getByRole('heading', { level: 1, name: /rules, and why/ })).toBeVisible()
  await expect(visitor.getByRole('heading', { level: 3, name: /An error named as a cause/ })).toBeVisible()
  await inspect(visitor)
  expect(said).toEqual([])
})
