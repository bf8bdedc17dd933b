/** Four tools kept a record of one incident. Dropped at once, they become one timeline, and accepting it takes clicks. */
import type { Locator, Page } from '@playwright/test'
import { expect, keeper, shot, startHouse, test } from './harness.ts'
import { mergedRecord } from './merged-record.ts'

const TALL = { width: 1440, height: 2400 }

const SOURCES = {
  'export.zip': 'Slack',
  'alerts.json': 'Alertmanager',
  'deployments.json': 'GitHub',
  'session.jsonl': 'Agent transcript',
} as const

test('chat, alerts, deployments and an agent become one timeline', async ({ browser }) => {
  test.setTimeout(300_000)
  // A house of its own, so that its incident is the only one.
  const house = await startHouse()
  try {
    // Tall, because the timeline draws only the rows that are in view.
    const context = await browser.newContext({ baseURL: house.address, viewport: TALL })
    await context.request.post('/api/startSession', { data: keeper, headers: { 'x-second-story': '1' } })
    const page = await context.newPage()
    await test.step('open the incident', () => openIncident(page))
    await test.step('drop four files at once', () => dropRecord(page))
    await test.step('see one timeline', () => seeTimeline(page))
    await test.step('accept it', () => acceptAll(page))
    await context.close()
  } finally {
    await house.stop()
  }
})

async function openIncident(page: Page): Promise<void> {
  await page.goto('/incidents/new')
  await page.getByLabel('Title').fill('Checkout refused one in five orders')
  await page.getByRole('radio', { name: /SEV1/ }).check()
  await page.getByRole('button', { name: 'Open the incident' }).click()
  await expect(page).toHaveURL(/\/evidence$/)
}

/** A real drop of real bytes, as the operating system would hand them over. */
async function dropRecord(page: Page): Promise<void> {
  const files = mergedRecord().map(({ name, bytes }) => ({
    name,
    text: Buffer.from(bytes).toString('base64'),
  }))
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, text } of given) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name))
    }
    return transfer
  }, files)
  await page.getByText('Drop the record here, or choose files').dispatchEvent('drop', { dataTransfer })
  await page.getByRole('button', { name: 'Import 4 files' }).click()
  const receipts = page.locator('section', { has: page.getByRole('heading', { name: 'Imported so far' }) })
  for (const [name, source] of Object.entries(SOURCES)) {
    const receipt = receipts.getByRole('listitem').filter({ hasText: name })
    await expect(receipt.getByText(source, { exact: true })).toBeVisible()
    await expect(receipt.getByText('proposed for the timeline')).toBeVisible()
  }
}

function row(page: Page, words: string | RegExp): Locator {
  return page.getByRole('grid', { name: 'Timeline' }).getByRole('row').filter({ hasText: words })
}

async function seeTimeline(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: /^Parts of INC-/ })
    .getByRole('link', { name: 'Timeline' })
    .click()
  // The alert, told by Alertmanager and by the bot in chat, is one event that keeps both.
  const alert = row(page, 'CheckoutErrorRateHigh (critical)').first()
  await expect(alert.getByText('pieces of evidence')).toBeVisible()
  await expect(row(page, 'Deployed v4.18.0')).toHaveCount(1)
  const step = row(page, 'kubectl scale deployment/order-archiver')
  await expect(step).toHaveCount(1)
  await expect(step.getByText('Claude Code')).toBeVisible()
  await shot(page, 'merged-timeline')
  await page.setViewportSize(TALL)
}

async function acceptAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose all' }).click()
  await page
    .getByRole('toolbar', { name: 'The chosen events' })
    .getByRole('button', { name: 'Accept' })
    .click()
  await expect(page.getByText('Every proposal is answered')).toBeVisible()
}
