/** The timeline looked at: lanes, zoom, filters, many at once, the record behind an event, a table, files to take along. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { loadSample } from '../../run/sample-review.mjs'
import { axe, expect, type House, shot, staysInside, test } from './harness.ts'

/** An incident whose alert of 14:02 was known by the page of 14:07, with a tie, a day and an "about". */
async function furnish(house: House): Promise<{ readonly id: string; readonly name: string }> {
  const opened: unknown = await house.ask('openIncident', {
    title: 'Orders waited in the queue',
    kind: 'incident',
    severity: 'SEV2',
    components: ['orders-queue', 'orders-db'],
    startedAt: { at: '2026-03-12T14:00:00.000Z' },
    endedAt: { at: '2026-03-12T14:50:00.000Z' },
  })
  const { id, number } = opened as { readonly id: string; readonly number: number }
  const add = (text: string, at: string, more: object = {}) =>
    house.ask('addTimelineEvent', {
      incidentId: id,
      happenedAt: { at: `2026-03-12T${at}:00.000Z`, precision: 'minute', isAbout: false },
      kind: 'observation',
      actor: { kind: 'role', name: 'queue on-call' },
      text,
      ...more,
    })
  await add('orders-queue was deployed.', '13:55', {
    kind: 'deploy',
    actor: { kind: 'system', name: 'deploy pipeline' },
    until: '2026-03-12T14:01:00.000Z',
  })
  await add('The backlog grew to 40,000 orders.', '14:10')
  await add('orders-db showed no load.', '14:10')
  await add('Consumers were restarted.', '14:31', { kind: 'mitigation' })
  await add('The backlog was gone.', '14:45', {
    kind: 'recovery',
    happenedAt: { at: '2026-03-12T14:45:00.000Z', isAbout: true },
  })
  await add('Sales noticed fewer orders.', '00:00', {
    happenedAt: { at: '2026-03-12T00:00:00.000Z', precision: 'day' },
  })
  await bringIn(house, id, 'alerts.json', alerts)
  await bringIn(house, id, 'pages.json', paged)
  return { id, name: `INC-${number}` }
}

async function bringIn(house: House, incidentId: string, name: string, body: unknown): Promise<void> {
  await house.ask('importEvidence', { incidentId, pasted: [{ name, text: JSON.stringify(body) }] })
  await expect
    .poll(async () => JSON.stringify(await house.ask('listImports', { incidentId })))
    .not.toContain('"state":"reading"')
}

const alerts = {
  version: '4',
  groupKey: '{}:{alertname="QueueStuck"}',
  status: 'firing',
  receiver: 'queue-oncall',
  groupLabels: { alertname: 'QueueStuck' },
  commonLabels: { alertname: 'QueueStuck', severity: 'critical' },
  commonAnnotations: {},
  externalURL: 'http://alerts.example',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'QueueStuck', severity: 'critical' },
      annotations: { summary: 'orders wait' },
      startsAt: '2026-03-12T14:02:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://metrics.example',
      fingerprint: 'aa11bb22cc33dd44',
    },
  ],
}

const paged = {
  event: {
    id: '01EVENT',
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: '2026-03-12T14:07:00Z',
    agent: null,
    client: null,
    data: {
      id: 'PAGE1',
      type: 'incident',
      html_url: 'https://pages.example/incidents/PAGE1',
      title: 'QueueStuck on orders',
      service: { id: 'S1', summary: 'orders', type: 'service_reference' },
    },
  },
}

/** Tall, because the list draws only the rows that are in view. */
async function open(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 2400 })
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

function row(page: Page, words: string): Locator {
  return page.getByRole('grid', { name: 'Timeline' }).getByRole('row').filter({ hasText: words })
}

function picture(page: Page): Locator {
  return page.getByRole('region', { name: 'Picture of the timeline' })
}

test('lanes are chosen, kept in the address, remembered, and fold', async ({ page, house }) => {
  const { name } = await furnish(house)
  await open(page, `/incidents/${name}/timeline`)
  const lane = (words: string | RegExp) => picture(page).getByRole('button', { name: words })
  await expect(lane(/^Lane alertmanager/)).toBeVisible()
  await picture(page).getByRole('button', { name: 'component' }).click()
  await expect(page).toHaveURL(/lanes=component/)
  await expect(lane(/^Lane orders-db, one event/)).toBeVisible()
  await picture(page).getByRole('button', { name: 'role' }).click()
  // A role may be one person, and its events are not counted.
  await expect(lane('Lane queue on-call')).toHaveAccessibleName('Lane queue on-call')
  await lane('Lane queue on-call').click()
  await expect(lane('Lane queue on-call')).toHaveAttribute('aria-expanded', 'false')
  await open(page, `/incidents/${name}/timeline`)
  await expect(lane('Lane queue on-call')).toHaveAttribute('aria-expanded', 'true')
  await axe(page)
})

test('the picture is moved and zoomed by key, by wheel and by its window', async ({ page, house }) => {
  const { name } = await furnish(house)
  await open(page, `/incidents/${name}/timeline`)
  const surface = picture(page).getByRole('group', { name: /drawn to scale/ })
  await surface.focus()
  await page.keyboard.press('0')
  const all = picture(page).getByRole('button', { name: 'Show all' })
  await expect(all).toBeHidden()
  await page.keyboard.press('+')
  await expect(all).toBeVisible()
  // The scale says where one looks: at the ends it tells other times.
  const scale = () => surface.locator('svg text').allTextContents()
  await page.keyboard.press('Home')
  const first = await scale()
  await page.keyboard.press('End')
  await expect.poll(scale).not.toEqual(first)
  await page.keyboard.press('0')
  await expect(all).toBeHidden()
  await surface.hover()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -120)
  await expect(all).toBeVisible()
  await page.keyboard.up('Control')
})

test('what is looked for is shown and marked, and the address carries it', async ({ page, house }) => {
  const { name } = await furnish(house)
  await open(page, `/incidents/${name}/timeline`)
  await expect(row(page, 'Consumers were restarted')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('backlog')
  await expect(page.getByText('2 of 8 events are shown.')).toBeVisible()
  await expect(row(page, 'Consumers were restarted')).toHaveCount(0)
  await expect(row(page, 'The backlog grew').locator('mark')).toHaveText('backlog')
  await expect(page).toHaveURL(/text=backlog/)
  await page.getByRole('button', { name: 'Show the draft' }).click()
  await page.getByLabel('Kind of event').selectOption('mitigation')
  await expect(page.getByText('1 of 8 events are shown.')).toBeVisible()
  await open(page, `/incidents/${name}/timeline?state=rejected`)
  await expect(page.getByText('No event passes this filter.')).toBeVisible()
})

test('an event says when it became known, what it ties with, and no more than its precision', async ({
  page,
  house,
}) => {
  const { name } = await furnish(house)
  await open(page, `/incidents/${name}/timeline`)
  await expect(row(page, 'QueueStuck (critical)')).toContainText('known 14:07')
  await expect(row(page, 'The backlog grew')).toContainText('order not known')
  await expect(row(page, 'Consumers were restarted')).not.toContainText('order not known')
  await expect(row(page, 'Sales noticed')).toContainText('that day')
  await expect(row(page, 'The backlog was gone')).toContainText('about 14:45')
  await shot(page, 'timeline-precision')
})

test('many are chosen by key, answered at once, and one undo takes it back', async ({ page, house }) => {
  const { id, name } = await furnish(house)
  const states = async () => {
    const record = JSON.stringify(await house.ask('readIncident', { id }))
    return record.match(/"state":"rejected"/g)?.length ?? 0
  }
  await open(page, `/incidents/${name}/timeline`)
  await row(page, 'The backlog grew').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('toolbar', { name: 'The chosen events' })
  await expect(bar).toContainText('3 chosen')
  await page.keyboard.press('x')
  await expect(page.getByText('3 events rejected.')).toBeVisible()
  await expect.poll(states).toBe(3)
  await page.keyboard.press('u')
  await expect(row(page, 'The backlog grew')).toBeVisible()
  await expect.poll(states).toBe(0)
  // A correction is taken back like everything else.
  await row(page, 'Consumers were restarted').click()
  await page.keyboard.press('t')
  await expect(row(page, 'Consumers were restarted').getByText('trigger', { exact: true })).toBeVisible()
  await expect(page.getByText('Marked as the trigger.')).toBeVisible()
  await page.keyboard.press('u')
  await expect(row(page, 'Consumers were restarted').getByText('trigger', { exact: true })).toBeHidden()
})

test('the record behind an event opens with Enter, follows j and k, and closes with Escape', async ({
  page,
  house,
}) => {
  const sample = await loadSample(house.ask)
  await open(page, `/incidents/INC-${sample.number}/timeline`)
  const event = row(page, 'reproduce on production with a test card')
  await event.first().click()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'Evidence' })
  // The whole thread, the piece itself marked.
  await expect(panel).toContainText('pool timeout after 30000 ms')
  await expect(panel.locator('[aria-current="true"]')).toContainText('I can reproduce on production')
  await page.keyboard.press('j')
  await expect(panel).not.toContainText('I can reproduce on production')
  await page.keyboard.press('k')
  await expect(panel).toContainText('I can reproduce on production')
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await page.setViewportSize({ width: 390, height: 844 })
  await event.first().getByRole('button', { name: 'Show the evidence' }).click()
  await expect(page.getByRole('dialog', { name: 'The record behind it' })).toContainText('I can reproduce')
})

test('the same events stand in a table with headers', async ({ page, house }) => {
  const { name } = await furnish(house)
  await open(page, `/incidents/${name}/timeline`)
  await page.getByRole('button', { name: 'Table' }).click()
  await expect(page).toHaveURL(/look=table/)
  const table = page.getByRole('table', { name: /Events 1 to 8 of 8/ })
  await expect(table.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible()
  // Beside the margin every column is in view: nobody scrolls sideways for one.
  const frame = page.getByRole('region', { name: 'Timeline as a table' })
  expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  const alert = table.getByRole('row').filter({ hasText: 'QueueStuck (critical)' })
  await expect(alert.getByRole('rowheader')).toContainText('QueueStuck')
  await expect(alert).toContainText('14:07')
  await alert.getByRole('checkbox').check()
  await expect(page.getByRole('toolbar', { name: 'The chosen events' })).toContainText('One chosen')
  await alert.getByRole('button', { name: /Show the evidence/ }).click()
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('orders wait')
  await axe(page)
  await page.keyboard.press('Escape')
  await alert.getByRole('button', { name: /^Accept: / }).click()
  await expect(alert).toContainText('accepted')
  await alert.getByRole('rowheader').click()
  await page.keyboard.press('x')
  await expect(page.getByRole('table', { name: /Events 1 to 7 of 7/ })).toBeVisible()
  await expect(page.getByText('One event rejected.')).toBeVisible()
  await page.keyboard.press('u')
  await expect(alert).toContainText('accepted')
  await shot(page, 'timeline-table')
  await page.setViewportSize({ width: 390, height: 844 })
  await staysInside(page)
})

test('the timeline is taken along as CSV, Markdown, SVG and PNG', async ({ page, house }) => {
  const { id, name } = await furnish(house)
  await house.ask('addParticipant', {
    incidentId: id,
    name: 'Anouk Verhoeven',
    handles: ['anouk'],
    role: 'queue on-call',
  })
  await house.ask('addTimelineEvent', {
    incidentId: id,
    happenedAt: { at: '2026-03-12T14:20:00.000Z' },
    kind: 'note',
    actor: { kind: 'system', name: 'deploy pipeline' },
    text: '=SUM(A1) was typed by Anouk Verhoeven',
  })
  await open(page, `/incidents/${name}/timeline`)
  await expect(row(page, '=SUM(A1)')).toBeVisible()
  const take = async (words: string) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: words }).click(),
    ])
    return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }
  const csv = await take('Table (CSV), everything')
  expect(csv.file).toBe(`${name}-timeline.csv`)
  expect(csv.bytes.toString()).toContain("'=SUM(A1) was typed by the queue on-call")
  expect(csv.bytes.toString()).toContain('2026-03-12T14:02Z'.replace('Z', ':00Z'))
  const markdown = await take('Table (Markdown), what is shown')
  expect(markdown.bytes.toString()).toContain('(known 14:07')
  const svg = await take('Picture (SVG), everything')
  expect(svg.bytes.toString()).toContain('<title>')
  for (const { bytes } of [csv, markdown, svg]) expect(bytes.toString()).not.toMatch(/Anouk|Verhoeven/)
  const png = await take('Picture (PNG), what is shown')
  expect(png.file).toBe(`${name}-timeline.png`)
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
})

test.describe('a reader in Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' })

  test('sees the own clock beside UTC', async ({ page, house }) => {
    const { name } = await furnish(house)
    await open(page, `/incidents/${name}/timeline`)
    await expect(row(page, 'Consumers were restarted')).toContainText('14:31')
    await expect(row(page, 'Consumers were restarted')).not.toContainText('15:31')
    await page.getByRole('button', { name: 'UTC and Berlin' }).click()
    await expect(row(page, 'Consumers were restarted')).toContainText('15:31')
    await expect(page).toHaveURL(/clock=own/)
    await shot(page, 'timeline-two-clocks')
  })
})
