/** What the browser must fetch and run for a published edition. */
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { findChromium } from '../run/chromium.mjs'
import { type Caller, idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

/** Script a browser fetched or found inline while it opened an edition, gzipped. */
export async function editionFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const slug = await publish(caller)
    const found = await findChromium()
    const browser = await chromium.launch({ executablePath: found.path, args: found.args })
    const context = await browser.newContext({ extraHTTPHeaders: { cookie: caller.cookie } })
    const page = await context.newPage()
    const scripts: Promise<Buffer>[] = []
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.body())
    })
    const opened = await page.goto(`${caller.address}/editions/${slug}`, { waitUntil: 'networkidle' })
    if (opened?.status() !== 200) throw new Error(`The edition answered ${opened?.status()}.`)
    const inline = await page.locator('script:not([src])').allTextContents()
    const bodies = [...(await Promise.all(scripts)), Buffer.from(inline.join('\n'))]
    await browser.close()
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
  const at = (clock: string) => ({ at: `2026-03-12T${clock}:00.000Z`, precision: 'minute', isAbout: false })
  const incidentId = idOf(
    await caller.ask('openIncident', {
      title: 'The queue stopped draining',
      kind: 'incident',
      severity: 'SEV3',
      startedAt: at('14:00'),
      detectedAt: at('14:01'),
      mitigatedAt: at('14:05'),
      endedAt: at('14:10'),
    }),
  )
  const event = {
    incidentId,
    happenedAt: at('14:00'),
    kind: 'deploy',
    actor: { kind: 'system', name: 'deploy pipeline' },
    text: 'Version 41 went out.',
  }
  const eventId = idOf(await caller.ask('addTimelineEvent', event))
  await caller.ask('markTrigger', { incidentId, eventId })
  const weakness = { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true }
  const statement = 'No alert watched the age of the oldest message.'
  const factorId = idOf(
    await caller.ask('nameFactor', {
      incidentId,
      code: 'DET-1',
      statement,
      certainty: 'observed',
      eventIds: [eventId],
      weakness,
    }),
  )
  await caller.ask('addLesson', { incidentId, kind: 'lucky', text: 'The batch was small that day.' })
  const action = idOf(
    await caller.ask('proposeAction', {
      incidentId,
      title: 'Alert when the oldest message waits for five minutes',
      kind: 'monitoring',
      priority: 'P1',
      strength: 3,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: true,
      factorIds: [factorId],
      howWeWillKnow: 'The alert fires in a drill.',
    }),
  )
  const self = await caller.ask('readSelf', {})
  const personId = typeof self === 'object' && self !== null && 'person' in self ? idOf(self.person) : ''
  await caller.ask('assignAction', {
    id: action,
    version: 1,
    owner: { personId, role: 'queue on-call' },
    dueOn: '2026-12-24',
  })
  const none = { state: 'none', text: '' }
  await caller.ask('correctReview', {
    incidentId,
    version: 1,
    impact: {
      duration: { state: 'known', text: '10 minutes' },
      users: none,
      revenue: none,
      dataLoss: none,
      reputation: none,
    },
  })
  await caller.ask('correctDraft', {
    incidentId,
    version: 1,
    text: '## Summary\n\nThe queue stopped draining for ten minutes because a lease was never given back.\n',
  })
  const published = await caller.ask('publishReview', { incidentId })
  return typeof published === 'object' && published !== null && 'slug' in published
    ? String(published.slug)
    : ''
}
