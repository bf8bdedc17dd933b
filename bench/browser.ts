/** The Chromium that speed is measured in, and what its page's thread has worked. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../run/chromium.mjs'

/** Hands over a browser and closes it afterwards. */
export async function inBrowser<Answer>(use: (browser: Browser) => Promise<Answer>): Promise<Answer> {
  const found = await findChromium()
  const browser = await chromium.launch({
    executablePath: found.path,
    args: found.args,
    env: { ...definedOf(process.env), ...found.env },
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}

/** What an act on a page answers, and the processor time it took of the page's main thread, painting included. */
export async function workOf<Answer>(
  page: Page,
  act: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly work_ms: number }> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked_ms = async () => {
    const { metrics } = await tools.send('Performance.getMetrics')
    const worked = metrics.find(({ name }) => name === 'TaskDuration')
    if (worked === undefined) throw new Error('This browser does not say how long its thread has worked.')
    return worked.value * 1000
  }
  const before_ms = await worked_ms()
  const answer = await act()
  const work_ms = (await worked_ms()) - before_ms
  await tools.detach()
  return { answer, work_ms }
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
