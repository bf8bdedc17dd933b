/** A key in the story of 5,000 words with findings all over it: from the key to the frame that shows it, on a slow machine. */
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { findChromium } from '../run/chromium.mjs'
import { type Caller, idOf, inHouse } from './house.ts'
import { type Figure, median } from './report.ts'

const KEYS = 150
const SLOWER = 4

/** Plain sentences around one that every reader knows: about 5,000 words, 80 findings. */
const paragraph = [
  'The orders table was locked for 47 minutes, and each write waited behind that lock until the pool was full.',
  'The dashboard of the queue showed a flat line, which is also what it shows when nothing arrives at all.',
  'The operator should have checked the schedule before the release went out to the second region.',
  'A page went to the rota of the platform team at 14:05, and the first look at the sessions was at 14:26.',
].join(' ')

/** The middle one and the slowest of twenty, of 150 keys typed in the middle of the text. */
export async function typingFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const reference = await furnish(caller)
    const found = await findChromium()
    const browser = await chromium.launch({
      executablePath: found.path,
      args: found.args,
      env: { ...definedOf(process.env), ...found.env },
    })
    const context = await browser.newContext({ extraHTTPHeaders: { cookie: caller.cookie } })
    const page = await context.newPage()
    await page.goto(`${caller.address}/incidents/${reference}/story`)
    await page.locator('.cm-finding').first().waitFor()
    const slowing = await context.newCDPSession(page)
    const took = await typeSlowly(page, slowing)
    await browser.close()
    const sorted = took.toSorted((a, b) => a - b)
    const how = `from the key to the frame after it, ${KEYS} keys, processor slowed ${SLOWER} times`
    return [
      {
        what: 'key in a story of 5,000 words, median',
        found: median(took),
        unit: 'ms',
        aim: 20,
        better: 'lower',
        how,
      },
      {
        what: 'key in a story of 5,000 words, 95 of 100',
        found: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
        unit: 'ms',
        aim: 40,
        better: 'lower',
        how,
      },
    ]
  })
}

async function typeSlowly(page: Page, slowing: CDPSession): Promise<readonly number[]> {
  const editor = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await editor.click()
  await page.evaluate(() => {
    const took: number[] = []
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        // A message posted in a frame is read right after that frame was painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => took.push(performance.now() - timeStamp)
        requestAnimationFrame(() => port2.postMessage(null))
      },
      { capture: true },
    )
    Object.assign(window, { took })
  })
  await slowing.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const words = 'the second region had its own copy of the schedule and nobody had seen both at once. '
  await page.keyboard.type(words.repeat(Math.ceil(KEYS / words.length)).slice(0, KEYS), { delay: 60 })
  const took: unknown = await page.evaluate(() => Reflect.get(window, 'took'))
  return Array.isArray(took) ? took.map(Number) : []
}

export async function furnish(caller: Caller): Promise<string> {
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

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
