/** The incident page with 500 events: from the end of the HTML to a key press that moves the list. */
import type { Page } from '@playwright/test'
import { inBrowser } from './browser.ts'
import { type Caller, idOf, inHouse } from './house.ts'
import { type Figure, median } from './report.ts'

const EVENTS = 500
const ROUNDS = 5

/** Interactive means: the first event is drawn and the key `j` has moved to it. */
export async function pageFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const number = await furnish(caller)
    const took: number[] = []
    await inBrowser(async (browser) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        // A context of its own each time: nothing is cached, as on somebody's first visit.
        const context = await browser.newContext({ extraHTTPHeaders: { cookie: caller.cookie } })
        took.push(
          await timeToInteract(await context.newPage(), `${caller.address}/incidents/INC-${number}/timeline`),
        )
        await context.close()
      }
    })
    return [
      {
        what: `incident page with ${EVENTS} events, interactive after its HTML`,
        found: median(took) / 1000,
        unit: 's',
        aim: 1,
        better: 'lower',
        how: `empty cache, key j answered, median of ${ROUNDS}`,
      },
    ]
  })
}

async function timeToInteract(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  // Looked at with each frame: a locator that waits looks again after up to half a second, which would be measured too.
  const polling = 'raf'
  await page.waitForFunction(
    () => document.querySelectorAll('[role="grid"] [data-event], [role="grid"] [role="row"]').length > 3,
    undefined,
    { polling },
  )
  await page.getByRole('grid', { name: 'Timeline' }).focus()
  await page.keyboard.press('j')
  await page.waitForFunction(() => document.activeElement?.matches('[role="grid"] *') === true, undefined, {
    polling,
  })
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation')
    return (
      performance.now() - (navigation instanceof PerformanceNavigationTiming ? navigation.responseEnd : 0)
    )
  })
}

/** 500 lines of notes, imported as anyone would and accepted. */
async function furnish(caller: Caller): Promise<number> {
  const opened = await caller.ask('openIncident', {
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV1',
  })
  const incidentId = idOf(opened)
  for (let index = 0; index < EVENTS; index += 1) {
    const minute = String(index % 60).padStart(2, '0')
    const hour = String(8 + Math.floor(index / 60)).padStart(2, '0')
    await caller.ask('addTimelineEvent', {
      incidentId,
      happenedAt: { at: `2026-03-12T${hour}:${minute}:00.000Z`, precision: 'minute', isAbout: false },
      kind: (['observation', 'alert', 'mitigation', 'chat', 'deploy'] as const)[index % 5],
      actor: { kind: 'system', name: ['queue monitor', 'deploy pipeline', 'Alertmanager'][index % 3] },
      text: `The queue held ${index * 1000} messages and worker group ${index % 7} was waiting for a lease.`,
    })
  }
  return typeof opened === 'object' && opened !== null && 'number' in opened ? Number(opened.number) : 0
}
