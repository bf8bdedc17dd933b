/** The timeline with 5,000 events in Chromium: how soon its picture stands, and how smoothly it moves and zooms. */
import type { Page } from '@playwright/test'
import { inBrowser } from './browser.ts'
import { figuresOf, type Moved, moved } from './frames.ts'
import { type Caller, idOf, inHouse } from './house.ts'
import { type Figure, median } from './report.ts'

const EVENTS = 5000
const ROUNDS = 3
const SURFACE = '[aria-label*="drawn to scale"]'

/** First picture, frames per second while panning and zooming, and the long tasks meanwhile. */
export async function timelineFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const reference = await furnish(caller)
    const firsts: number[] = []
    const pans: Moved[] = []
    const zooms: Moved[] = []
    await inBrowser(async (browser) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        // A context of its own each time: nothing is cached, as on somebody's first visit.
        const context = await browser.newContext({
          extraHTTPHeaders: { cookie: caller.cookie },
          viewport: { width: 1440, height: 900 },
        })
        const page = await context.newPage()
        firsts.push(
          await firstPicture(page, `${caller.address}/incidents/${reference}/timeline?lanes=component`),
        )
        pans.push(await moved(page, SURFACE, 'pan'))
        zooms.push(await moved(page, SURFACE, 'zoom'))
        await context.close()
      }
    })
    for (const [what, all] of [
      ['panning', pans],
      ['zooming', zooms],
    ] as const)
      console.log(
        `        long tasks while ${what}: ${all.map(({ long_ms }) => long_ms.join(', ') || 'none').join(' | ')} ms`,
      )
    return [
      {
        what: `timeline with ${EVENTS} events, first picture`,
        found: median(firsts) / 1000,
        unit: 's',
        aim: 1.5,
        better: 'lower',
        how: `from the address to the drawn lanes, empty cache, median of ${ROUNDS}`,
      },
      ...figuresOf(`timeline with ${EVENTS} events`, 'panning', pans),
      ...figuresOf(`timeline with ${EVENTS} events`, 'zooming', zooms),
    ]
  })
}

/** Milliseconds from asking for the address until shapes stand in the lanes. */
async function firstPicture(page: Page, address: string): Promise<number> {
  const began = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page
    .getByRole('region', { name: 'Picture of the timeline' })
    .locator('path[d^="M"]')
    .first()
    .waitFor()
  return performance.now() - began
}

const components = [
  'broker-1',
  'broker-2',
  'checkout-api',
  'orders-db',
  'search',
  'billing',
  'scheduler',
] as const

/** A day of a busy incident as one table, imported as anyone would, most of it accepted. */
async function furnish(caller: Caller): Promise<string> {
  const opened = await caller.ask('openIncident', {
    title: 'The broker lost a partition',
    kind: 'incident',
    severity: 'SEV1',
    components: [...components],
    startedAt: { at: '2026-03-12T10:05:00.000Z', precision: 'minute', isAbout: false },
    endedAt: { at: '2026-03-12T12:40:00.000Z', precision: 'minute', isAbout: false },
  })
  const incidentId = idOf(opened)
  const uploaded = await fetch(`${caller.address}/api/uploads?name=day.csv`, {
    method: 'POST',
    headers: { ...caller.headers, 'content-type': 'application/octet-stream' },
    body: table(),
  })
  const upload: unknown = await uploaded.json()
  const uploadId =
    typeof upload === 'object' && upload !== null && 'uploadId' in upload ? upload.uploadId : ''
  await caller.ask('importEvidence', { incidentId, uploadIds: [uploadId] })
  await ended(caller, incidentId)
  const record = await caller.ask('readIncident', { id: incidentId })
  const ids = eventIdsOf(record)
  if (ids.length < EVENTS * 0.9) throw new Error(`Only ${ids.length} events were proposed.`)
  await caller.ask('markTimelineEvents', {
    incidentId,
    ids: ids.filter((_, at) => at % 5 > 0),
    state: 'accepted',
  })
  return typeof opened === 'object' && opened !== null && 'number' in opened
    ? `INC-${Number(opened.number)}`
    : ''
}

/** Every row says something of its own, so that none is taken for a repetition. */
function table(): string {
  const kinds = ['alert', 'deploy', 'config change', 'observation', 'mitigation']
  const rows = Array.from({ length: EVENTS }, (_, index) => {
    // Two thirds fall into the three hours of harm.
    const minutes = index % 3 === 0 ? (index * 7.3) % 2160 : 840 + ((index * 3.7) % 180)
    const at = new Date(Date.UTC(2026, 2, 11, 20) + minutes * 60_000 + (index % 60) * 1000).toISOString()
    const component = components[index % components.length] ?? ''
    return `${at},${kinds[index % kinds.length]},${component} reported state ${index} of partition ${index % 64},${component}`
  })
  return ['time,kind,event,actor', ...rows].join('\n')
}

/** Waits until the import is no longer read. */
async function ended(caller: Caller, incidentId: string): Promise<void> {
  for (;;) {
    const imports = await caller.ask('listImports', { incidentId })
    if (!JSON.stringify(imports).includes('"state":"reading"')) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function eventIdsOf(record: unknown): readonly string[] {
  if (typeof record !== 'object' || record === null || !('timeline' in record)) return []
  return Array.isArray(record.timeline) ? record.timeline.map(idOf) : []
}
