/** What the browser must fetch and run for a published edition. */
import { gzipSync } from 'node:zlib'
import { inBrowser } from './browser.ts'
import { type Caller, idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

/** Script a browser fetched or found inline while it opened an edition, gzipped. */
export async function editionFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const slug = await publish(caller)
    const bodies = await inBrowser(async (browser) => {
      const context = await browser.newContext({ extraHTTPHeaders: { cookie: caller.cookie } })
      const page = await context.newPage()
      const scripts: Promise<Buffer>[] = []
      page.on('response', (answer) => {
        if (answer.request().resourceType() === 'script') scripts.push(answer.body())
      })
      const opened = await page.goto(`${caller.address}/editions/${slug}`, { waitUntil: 'networkidle' })
      if (opened?.status() !== 200) throw new Error(`The edition answered ${opened?.status()}.`)
      const inline = await page.locator('script:not([src])').allTextContents()
      return [...(await Promise.all(scripts)), Buffer.from(inline.join('\n'))]
    })
    const kB =
      bodies.filter(({ length }) => length > 0).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000
    return [
      {
        what: 'script of a published edition',
        found: kB,
        unit: 'kB gzip',
        aim: 30,
        better: 'lower',
        how: 'all a browser fetched and found inline',
      },
    ]
  })
}

/** The shortest record that nothing stands in the way of. */
async function publish(caller: Caller): Promise<string> {
  const incidentId = await open(caller)
  await explain(caller, incidentId)
  const none = { state: 'none', text: '' }
  const duration = { state: 'known', text: '10 minutes' }
  await caller.ask('correctReview', {
    incidentId,
    version: 1,
    impact: { duration, users: none, revenue: none, dataLoss: none, reputation: none },
  })
  const text =
    '## Summary\n\nThe queue stopped draining for ten minutes because a lease was never given back.\n'
  await caller.ask('correctDraft', { incidentId, version: 1, text })
  const published = await caller.ask('publishReview', { incidentId })
  return typeof published === 'object' && published !== null && 'slug' in published
    ? String(published.slug)
    : ''
}

const at = (clock: string) => ({ at: `2026-03-12T${clock}:00.000Z`, precision: 'minute', isAbout: false })

async function open(caller: Caller): Promise<string> {
  const opened = await caller.ask('openIncident', {
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV3',
    startedAt: at('14:00'),
    detectedAt: at('14:01'),
    mitigatedAt: at('14:05'),
    endedAt: at('14:10'),
  })
  return idOf(opened)
}

async function explain(caller: Caller, incidentId: string): Promise<void> {
  const deploy = {
    incidentId,
    happenedAt: at('14:00'),
    kind: 'deploy',
    actor: { kind: 'system', name: 'deploy pipeline' },
    text: 'Version 41 went out.',
  }
  const eventId = idOf(await caller.ask('addTimelineEvent', deploy))
  await caller.ask('markTrigger', { incidentId, eventId })
  const factor = {
    incidentId,
    code: 'DET-1',
    statement: 'No alert watched the age of the oldest message.',
    certainty: 'observed',
    eventIds: [eventId],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  }
  const factorId = idOf(await caller.ask('nameFactor', factor))
  await caller.ask('addLesson', { incidentId, kind: 'lucky', text: 'The batch was small that day.' })
  await agree(caller, incidentId, factorId)
}

async function agree(caller: Caller, incidentId: string, factorId: string): Promise<void> {
  const action = {
    incidentId,
    title: 'Alert when the oldest message waits for five minutes',
    kind: 'monitoring',
    priority: 'P1',
    strength: 3,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: true,
    factorIds: [factorId],
    howWeWillKnow: 'The alert fires in a drill.',
  }
  const id = idOf(await caller.ask('proposeAction', action))
  const self = await caller.ask('readSelf', {})
  const personId = typeof self === 'object' && self !== null && 'person' in self ? idOf(self.person) : ''
  await caller.ask('assignAction', {
    id,
    version: 1,
    owner: { personId, role: 'queue on-call' },
    dueOn: '2026-12-24',
  })
}
