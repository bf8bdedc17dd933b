/** A tool is connected, what it sends shows, and lands on the timeline of the incident under way. */
import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, type House, inspect, lookAt, looks, openIncident, shot, test } from './harness.ts'

const minute_ms = 60_000

function ago(minutes: number): string {
  return `${new Date(Date.now() - minutes * minute_ms).toISOString().slice(0, 19)}Z`
}

function deploymentStatus(id: number, minutes: number, ref = 'main') {
  const created_at = ago(minutes)
  return {
    action: 'created',
    deployment_status: {
      id,
      node_id: `DES_${id}`,
      state: 'success',
      environment: 'production',
      created_at,
      creator: { login: 'deployer[bot]', type: 'Bot' },
      deployment_url: 'https://api.github.com/repos/harbour/checkout/deployments/71',
    },
    deployment: {
      id: 71,
      node_id: 'DE_71',
      sha: 'a1b2c3d4'.repeat(5),
      ref,
      environment: 'production',
    },
    repository: { id: 1, full_name: 'harbour/checkout', html_url: 'https://github.com/harbour/checkout' },
    sender: { login: 'deployer[bot]', type: 'Bot' },
  }
}

/** Sends a delivery as GitHub sends it. */
async function deliver(to: { address: string; secret: string }, event: object, id: number): Promise<number> {
  const body = JSON.stringify(event)
  const signature = createHmac('sha256', to.secret).update(body).digest('hex')
  const answer = await fetch(to.address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'deployment_status',
      'x-github-delivery': `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  })
  return answer.status
}

const open = (house: House, title: string, startedAt: string, more: object = {}) =>
  openIncident(house, { title, severity: 'SEV2', startedAt: { at: startedAt }, ...more })

/** Looks at the page as it stands, four times. */
async function lookOver(page: Page, name: string): Promise<void> {
  await inspect(page)
  await shot(page, name)
  await lookAt(page, looks[0])
}

test('a tool is connected, and what it sends lands on the timeline of the incident under way', async ({
  page,
  house,
}) => {
  await page.goto('/settings?section=integrations')
  await expect(page.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible()

  await page.getByRole('link', { name: 'Connect the first tool' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Add an integration' })).toBeVisible()
  await page.getByRole('link', { name: /^GitHub/ }).click()
  await page.getByLabel('What we call it').fill('GitHub, checkout')
  await page.getByLabel('Repository').fill('harbour/checkout')
  await page.getByLabel('A token to ask it with').fill('github_pat_of_nobody')
  await page.getByRole('button', { name: 'Make its address' }).click()
  await expect(page.getByRole('heading', { name: 'The secret' })).toBeVisible()
  const [address = '', secret = ''] = await page.locator('code').allTextContents()
  expect(address).toContain(`${house.address}/hooks/`)

  await page.getByRole('link', { name: 'Done, go to its page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub, checkout' })).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.getByRole('button', { name: 'Try it out' }).click()
  await expect(page.getByText('A delivery signed as GitHub signs would be taken and read.')).toBeVisible()
  await expect(page.getByText('The same signature on another body is turned away.')).toBeVisible()

  // Before anything is open, what arrives waits; nobody's incident takes it in.
  expect(await deliver({ address, secret }, deploymentStatus(1, 300), 1)).toBe(202)
  await expect(page.getByText('1 delivery belongs to no incident yet.')).toBeVisible()

  // Other stories leave incidents under way in this house; its component says which one is meant.
  const incident = await open(house, 'Checkout writes were refused', ago(20), { components: ['tidegate'] })
  expect(await deliver({ address, secret }, deploymentStatus(2, 12, 'tidegate'), 2)).toBe(202)
  await page.reload()
  await expect(page.getByRole('link', { name: incident.name }).first()).toBeVisible()
  await expect(page.getByText('Last delivery just now')).toBeVisible()
  await expect(page.getByText('Working')).toBeVisible()
  await lookOver(page, 'integration')

  expect(await deliver({ address, secret: 'a forgery' }, deploymentStatus(3, 10), 3)).toBe(401)

  await page.goto(`/incidents/${incident.name}/timeline`)
  await expect(page.getByText('Deployed tidegate (a1b2c3d4) to production').first()).toBeVisible()

  await page.goto('/settings?section=integrations')
  await expect(page.getByText('GitHub, checkout')).toBeVisible()
})

/** One of each sort of page, as a keeper first meets it. */
const pages = [
  { name: 'integration-kinds', path: '/settings/integrations/new', shows: 'Another sender' },
  { name: 'integration-new', path: '/settings/integrations/new?kind=pagerduty', shows: 'Make its address' },
  { name: 'integrations', path: '/settings?section=integrations', shows: 'no delivery yet' },
] as const
for (const { name, path, shows } of pages) {
  test(`${name}, in both themes and both widths`, async ({ page, house }) => {
    if (name === 'integrations')
      await house.ask('addIntegration', { kind: 'alertmanager', name: 'Alerts of the harbour' })
    await page.goto(path)
    await expect(page.getByText(shows).first()).toBeVisible()
    await lookOver(page, name)
  })
}

test('what arrived before its incident was opened is brought in from the evidence', async ({
  page,
  house,
}) => {
  const made = await house.ask('addIntegration', {
    kind: 'github',
    name: 'GitHub, ledger',
    routing: 'by-hand',
    apiToken: 'github_pat_of_nobody',
    settings: { place: 'harbour/ledger' },
  })
  const { integration, secret } = made as {
    readonly integration: { readonly address: string }
    readonly secret: string
  }
  for (const id of [11, 12, 13])
    expect(
      await deliver({ address: integration.address, secret }, deploymentStatus(id, 4_000 - id), id),
    ).toBe(202)
  const incident = await open(house, 'The ledger was out of step', ago(4_050), {
    endedAt: { at: ago(3_900) },
  })
  await page.goto(`/incidents/${incident.name}/evidence`)
  await expect(page.getByText('3 deliveries arrived in these hours')).toBeVisible()
  await page.getByText(/^Or ask .* for these hours$/).click()
  await expect(page.getByLabel('From, in UTC')).not.toHaveValue('')
  await lookOver(page, 'evidence-arrivals')
  await page.getByRole('button', { name: `Bring them into ${incident.name}` }).click()
  await expect(page.getByText('3 deliveries arrived in these hours')).toHaveCount(0)
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await expect(page.getByText('Deployed main (a1b2c3d4) to production').first()).toBeVisible()
})

test('a tool that cannot be reached is a receipt with a sentence', async ({ page, house }) => {
  const incident = await open(house, 'Search was slow', ago(30))
  const made = await house.ask('addIntegration', {
    kind: 'github',
    name: 'GitHub inside',
    apiToken: 'github_pat_of_nobody',
    settings: { place: 'https://127.0.0.1/harbour/search' },
  })
  const { integration } = made as { readonly integration: { readonly id: string } }
  await page.goto(`/settings/integrations/${integration.id}`)
  await page.getByLabel('For the incident').selectOption({ label: `${incident.name} Search was slow` })
  await page.getByRole('button', { name: 'Ask for these hours' }).click()
  await expect(page.getByText(/127\.0\.0\.1 leads to 127\.0\.0\.1, which is no public address/)).toBeVisible()
})

test('the Slack app comes with its manifest, and is paused, gone and back', async ({ page }) => {
  await page.goto('/settings/integrations/new?kind=slack')
  await page.getByLabel('What we call it').fill('Slack of the harbour')
  await page.getByRole('button', { name: 'Make its address' }).click()
  await expect(page.getByRole('region', { name: 'The manifest of the app' })).toContainText('"/secondstory"')
  await lookOver(page, 'integration-slack')
  await page.getByRole('link', { name: 'Done, go to its page' }).click()
  await expect(page.getByText('Not finished')).toBeVisible()
  await page.getByLabel('The secret Slack shows').fill('8f742231b10e8888abcd99yyyzzz85a5')
  await page.getByRole('button', { name: 'Keep it', exact: true }).first().click()
  await expect(page.getByText('One is known, sealed, and shown to nobody.')).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Waiting')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('The integration is removed.')).toBeVisible()
  await expect(page.getByRole('link', { name: /Slack of the harbour/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: /Slack of the harbour/ })).toBeVisible()
})
