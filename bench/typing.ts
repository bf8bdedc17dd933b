/** A key in the story of 5,000 words with findings all over it: what it costs the thread of the page. */
import type { Page } from '@playwright/test'
import { inBrowser, workOf } from './browser.ts'
import { type Caller, idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

const KEYS = 150

/** Plain sentences around one that every reader knows: about 5,000 words, 70 findings. */
const paragraph = [
  'The orders table was locked for 47 minutes, and each write waited behind that lock until the pool was full.',
  'The dashboard of the queue showed a flat line, which is also what it shows when nothing arrives at all.',
  'The operator should have checked the schedule before the release went out to the second region.',
  'A page went to the rota of the platform team at 14:05, and the first look at the sessions was at 14:26.',
].join(' ')

/** Time of the processor, not of the clock: other work on the machine does not count. */
export async function typingFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const reference = await furnish(caller)
    const cost_ms = await inBrowser(async (browser) => {
      const context = await browser.newContext({ extraHTTPHeaders: { cookie: caller.cookie } })
      const page = await context.newPage()
      await page.goto(`${caller.address}/incidents/${reference}/story`)
      await page.locator('.cm-finding').first().waitFor()
      return typeWithCost(page)
    })
    return [
      {
        what: 'key in a story of 5,000 words with 70 findings',
        found: cost_ms / KEYS,
        unit: 'ms',
        aim: 16,
        better: 'lower',
        how: `processor time of the page's thread, painting included, mean of ${KEYS} keys`,
      },
    ]
  })
}

async function typeWithCost(page: Page): Promise<number> {
  await page.getByRole('textbox', { name: 'The story, in Markdown' }).click()
  const words = 'the second region had its own copy of the schedule and nobody had seen both at once. '
  const typed = words.repeat(Math.ceil(KEYS / words.length)).slice(0, KEYS)
  const { work_ms } = await workOf(page, () => page.keyboard.type(typed, { delay: 60 }))
  return work_ms
}

async function furnish(caller: Caller): Promise<string> {
  const opened = await caller.ask('openIncident', {
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV1',
  })
  const incidentId = idOf(opened)
  const text = Array.from({ length: 70 }, (_, at) => `## Part ${at + 1}\n\n${paragraph}`).join('\n\n')
  const draft = await caller.ask('readDraft', { incidentId })
  const version = typeof draft === 'object' && draft !== null && 'version' in draft ? draft.version : 1
  await caller.ask('correctDraft', { incidentId, version, text })
  return `INC-${typeof opened === 'object' && opened !== null && 'number' in opened ? Number(opened.number) : 0}`
}
