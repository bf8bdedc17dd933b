/** A causal map of 200 nodes in Chromium: how soon it stands, how smoothly it moves, and what a key costs while one edits. */
import type { Page } from '@playwright/test'
import { inBrowser, workOf } from './browser.ts'
import { figuresOf, type Moved, moved } from './frames.ts'
import { type Caller, inHouse } from './house.ts'
import { type Figure, median } from './report.ts'

const NODES = 200
const EDGES = 320
const ROUNDS = 3
const KEYS = 60
const SURFACE = '.causal-map [role="group"]'

/** First picture, frames while panning and zooming, and the work of a key while a statement is written. */
export async function mapPageFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const address = `${caller.address}/incidents/INC-${await furnish(caller)}/map`
    const drawn: number[] = []
    const pans: Moved[] = []
    const zooms: Moved[] = []
    const keys: number[] = []
    await inBrowser(async (browser) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const context = await browser.newContext({
          extraHTTPHeaders: { cookie: caller.cookie },
          viewport: { width: 1440, height: 900 },
        })
        const page = await context.newPage()
        await page.goto(`${address.replace(/map$/, 'factors')}`)
        await page.getByRole('link', { name: 'Map', exact: true }).first().waitFor()
        drawn.push(await timeToDraw(page))
        pans.push(await moved(page, SURFACE, 'pan'))
        zooms.push(await moved(page, SURFACE, 'zoom'))
        keys.push(await workOfAKey(page))
        await context.close()
      }
    })
    const how = `${NODES} nodes, ${EDGES} links, median of ${ROUNDS}`
    return [
      {
        what: `map of ${NODES} nodes, laid out and drawn on the page`,
        found: median(drawn),
        unit: 'ms',
        aim: 500,
        better: 'lower',
        how: `from the press on its tab to the last node, ${how}`,
      },
      ...figuresOf(`map of ${NODES} nodes`, 'panning', pans),
      ...figuresOf(`map of ${NODES} nodes`, 'zooming', zooms),
      {
        what: `map of ${NODES} nodes, work of a key while a statement is written`,
        found: median(keys),
        unit: 'ms',
        aim: 16.7,
        better: 'lower',
        how: `${KEYS} keys in the form, time of the main thread alone; a frame at 60 a second lasts 16.7 ms`,
      },
    ]
  })
}

/** From one tab to the other, as anyone goes there: the record is known already, the map is not. */
async function timeToDraw(page: Page): Promise<number> {
  const began = performance.now()
  await page.getByRole('link', { name: 'Map', exact: true }).first().click()
  await page
    .locator('.causal-map .node')
    .nth(NODES - 1)
    .waitFor({ state: 'attached' })
  return performance.now() - began
}

async function workOfAKey(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'New statement' }).click()
  await page.getByLabel('In one sentence').focus()
  const words = 'The queue behind the service grew while its limit stood as it was. '.slice(0, KEYS)
  const { work_ms } = await workOf(page, () => page.keyboard.type(words, { delay: 30 }))
  return work_ms / KEYS
}

/** A map as a long review grows it, imported as an edition is. */
async function furnish(caller: Caller): Promise<number> {
  const kinds = ['mechanism', 'control', 'mechanism', 'mitigator']
  const nodes = Array.from({ length: NODES }, (_, row) => ({
    kind: row === 0 ? 'harm' : kinds[row % kinds.length],
    statement: `Statement ${row}: the queue behind service ${row % 17} grew while its limit stood at ${row * 7}.`,
  }))
  const edges = Array.from({ length: EDGES }, (_, row) => {
    const from = 1 + (row % (NODES - 1))
    const to = Math.max(0, from - 1 - ((row * 7919) % Math.min(from, 23)))
    return { from: { list: 'nodes', row: from }, to: { list: 'nodes', row: to }, kind: 'enabled' }
  })
  const text = JSON.stringify({
    format: 'second-story/1',
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV2',
    map: { nodes, edges },
  })
  const answer: { readonly incident?: { readonly number?: number } } = Object(
    await caller.ask('importEdition', { text, format: 'json' }),
  )
  return answer.incident?.number ?? 0
}
