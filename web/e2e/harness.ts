/** What every browser story stands on: a server of its own on a free port, a signed-in page, axe and screenshots. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, test as base, expect, type Locator, type Page } from '@playwright/test'

const top = join(import.meta.dirname, '..', '..')
const server = join(top, 'server', 'dist', 'main.js')

/** The first keeper of every house. */
export const keeper = { email: 'keeper@example.org', password: 'four quiet words here' } as const

/** A running server with its own empty database. */
export interface House {
  readonly address: string
  /** Calls an operation as the keeper, through the API. */
  readonly ask: (name: string, input: unknown) => Promise<unknown>
}

/** The widths and themes every page is looked at in. */
export const looks = [
  { width: 1440, height: 900, theme: 'light' },
  { width: 1440, height: 900, theme: 'dark' },
  { width: 390, height: 844, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const

type Look = (typeof looks)[number]

/** Two looks that differ in everything: wide and light, narrow and dark. */
export const twoLooks: readonly Look[] = looks.filter(
  ({ width, theme }) => (width === 390) === (theme === 'dark'),
)

/** What the server prints when it is ready. */
interface Ready {
  readonly address: string
  /** The one-time link of the first keeper; null where there is a keeper already. */
  readonly setUpLink: string | null
}

/** Answers the address the server prints, or rejects with what it wrote when it ended. */
function readyLineOf(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let written = ''
    const read = (chunk: unknown) => {
      written += String(chunk)
      const found = /Second Story is at (https?:\/\/[^\s,]+)(?:, first keeper: (\S+))?.*\n/.exec(written)
      if (found?.[1] !== undefined) resolve({ address: found[1], setUpLink: found[2] ?? null })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it was ready:\n${written}`)),
    )
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.on('exit', () => resolve())
  })
}

/** Starts the built server; `stop` ends it and removes its data. Without a keeper it waits for its set-up link. */
export async function startHouse({
  hasKeeper = true,
  outboundAllow = '',
  host = '127.0.0.1',
  smtpUrl = '',
}: {
  readonly hasKeeper?: boolean
  /** Hosts of this machine it may call. */
  readonly outboundAllow?: string
  /** `localhost` where a browser wants a name. */
  readonly host?: string
  /** Where its mail goes; without it mail waits. */
  readonly smtpUrl?: string
} = {}): Promise<Ready & { readonly stop: () => Promise<void> }> {
  if (!existsSync(server)) {
    throw new Error(
      'server/dist/main.js is not there; `npm run build` makes it, and `npm test` does so by itself.',
    )
  }
  const data = await mkdtemp(join(tmpdir(), 'second-story-e2e-'))
  const code = `import { runServer } from ${JSON.stringify(pathToFileURL(server).href)}; process.exit(await runServer(process.env))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: top,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      HOST: host,
      DATA_DIR: data,
      DATABASE_URL: '',
      PUBLIC_URL: '',
      LOG_LEVEL: 'error',
      OUTBOUND_ALLOW: outboundAllow,
      SMTP_URL: smtpUrl,
      MAIL_FROM: smtpUrl === '' ? '' : 'Second Story <reviews@example.org>',
      SECONDSTORY_KEEPER_EMAIL: hasKeeper ? keeper.email : '',
      SECONDSTORY_KEEPER_PASSWORD: hasKeeper ? keeper.password : '',
    },
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended(child)
    await rm(data, { recursive: true, force: true })
  }
  const ready = await readyLineOf(child).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { ...ready, stop }
}

/** Calls operations with the cookie of a session. */
export async function askerAt(address: string): Promise<House['ask']> {
  const headers = { 'content-type': 'application/json', 'x-second-story': '1' }
  const call = (name: string, input: unknown, cookie: string) =>
    fetch(`${address}/api/${name}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(input),
    })
  const session = await call('startSession', keeper, '')
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return async (name, input) => {
    const answer = await call(name, input, cookie)
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(body)}`)
    return body
  }
}

/** The tools of a story. `page` is signed in as the keeper; `visitor` is nobody yet. */
interface Tools {
  readonly visitor: Page
}

export const test = base.extend<Tools, { readonly house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const { address, stop } = await startHouse()
      await use({ address, ask: await askerAt(address) })
      await stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ house }, use) => use(house.address),
  page: async ({ browser, house }, use) => {
    const context = await browser.newContext({ baseURL: house.address })
    const entered = await context.request.post('/api/startSession', {
      data: keeper,
      headers: { 'x-second-story': '1' },
    })
    expect(entered.ok(), await entered.text()).toBe(true)
    await use(await context.newPage())
    await context.close()
  },
  visitor: async ({ browser, house }, use) => {
    const context = await browser.newContext({ baseURL: house.address })
    await use(await context.newPage())
    await context.close()
  },
})

export { expect }

/** The rules whose answer a theme can change; everything else of a page is the same in the dark. */
const COLOURS = ['color-contrast']

/** Fails when axe finds anything serious or critical, with the rule, the place and the cure. */
export async function axe(page: Page, rules?: readonly string[]): Promise<void> {
  // Legacy mode reads this page alone and opens no second one to add up frames: there are none here, and a new page for
  // every look takes longer than the look.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules === undefined ? builder : builder.withRules([...rules])).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html.slice(0, 240)}`))
  expect(grave, `${new URL(page.url()).pathname} at ${page.viewportSize()?.width} px`).toEqual([])
}

/** Nothing may stick out to the side. */
export async function staysInside(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(excess, `${new URL(page.url()).pathname} scrolls sideways at ${page.viewportSize()?.width} px`).toBe(
    0,
  )
}

/** Puts the page into one look and waits until it stands still: fonts there, transitions over. */
export async function lookAt(page: Page, { width, height, theme }: Look): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
}

/**
 * Looks at what is on the screen in every look, or in those named: nothing sticks out, and axe finds nothing. In the dark
 * axe is asked for colours alone where the same width was looked at in the light.
 */
export async function inspect(page: Page, among: readonly Look[] = looks): Promise<void> {
  for (const look of among) {
    await lookAt(page, look)
    await staysInside(page)
    const wasLight = among.some(({ width, theme }) => theme === 'light' && width === look.width)
    await axe(page, look.theme === 'dark' && wasLight ? COLOURS : undefined)
  }
}

/** Keeps a picture of the page in every look: `test-results/shots/<name>-<width>-<theme>.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  // Pictures for people to open; asked for with SHOTS=1, because four of each page take their time.
  if (process.env.SHOTS === undefined) return
  for (const look of looks) {
    await lookAt(page, look)
    await page.screenshot({
      path: join(top, 'test-results', 'shots', `${name}-${look.width}-${look.theme}.png`),
    })
  }
}

/** An incident for one story, opened by the API. */
export async function openIncident(
  house: House,
  input: Readonly<Record<string, unknown>> & { readonly title: string },
): Promise<{ readonly id: string; readonly number: number; readonly name: string }> {
  const opened = await house.ask('openIncident', { kind: 'incident', severity: 'SEV3', ...input })
  if (typeof opened !== 'object' || opened === null || !('id' in opened) || !('number' in opened)) {
    throw new Error(`openIncident answered ${JSON.stringify(opened)}`)
  }
  return { id: String(opened.id), number: Number(opened.number), name: `INC-${opened.number}` }
}

/** A second browser of the same person, which knows nothing of what the first one typed. */
export async function enter(browser: Browser, house: House): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.address })
  const entered = await context.request.post('/api/startSession', {
    data: keeper,
    headers: { 'x-second-story': '1' },
  })
  expect(entered.ok()).toBe(true)
  return context.newPage()
}

/** Where the text of a review is written. */
export function editorOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'The story, in Markdown' })
}
