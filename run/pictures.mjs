/**
 * The pictures of the README, from the product itself: a house with the sample incident worked through, photographed
 * in a real Chromium. `--all DIR` photographs every page instead, light and dark, at 1440 and 390 pixels; with words
 * behind it only those whose name begins with one of them: `--all /tmp/shots map decision foresight drill coverage`.
 * `--room DIR` photographs those a team works on together.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkNode, runToEnd } from './node.mjs'
import { takeRoom } from './pictures-room.mjs'
import { Obstacle, root, step } from './progress.mjs'
import { workThrough } from './sample-review.mjs'

const keeper = { email: 'keeper@example.org', password: 'four quiet words here' }
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

checkNode()
runToEnd(async () => {
  const { ensureInstalled } = await import('./install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt()
  const [option, chosen] = process.argv.slice(2)
  const directory = option === undefined ? join(root, 'pictures') : chosen
  if (directory === undefined || ![undefined, '--all', '--room'].includes(option))
    throw new Obstacle('`--all` and `--room` need a directory for the pictures: --all /tmp/shots.')
  mkdirSync(directory, { recursive: true })
  await withHouse((house) =>
    withBrowser((browser) =>
      photograph({ browser, house, directory, option, wanted: process.argv.slice(4) }),
    ),
  )
  return 0
})

/** A server with an empty database in a temporary directory, gone afterwards. */
async function withHouse(use) {
  const { startServer } = await import(new URL('../server/dist/main.js', import.meta.url).href)
  const directory = mkdtempSync(join(tmpdir(), 'second-story-pictures-'))
  const server = await startServer({
    PORT: '0',
    DATA_DIR: directory,
    LOG_LEVEL: 'error',
    SECONDSTORY_KEEPER_EMAIL: keeper.email,
    SECONDSTORY_KEEPER_PASSWORD: keeper.password,
  })
  try {
    await use({ address: server.address, ask: await askerAt(server.address) })
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function askerAt(address) {
  let cookie = ''
  const ask = async (name, input) => {
    const answer = await fetch(`${address}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-second-story': '1', cookie },
      body: JSON.stringify(input),
    })
    const set = answer.headers.getSetCookie().map((each) => each.split(';')[0])
    if (set.length > 0) cookie = set.join('; ')
    const body = await answer.json()
    if (!answer.ok) throw new Obstacle(`${name} answered ${answer.status}: ${body.error?.sentence ?? ''}`)
    return body
  }
  await ask('startSession', keeper)
  return ask
}

async function withBrowser(use) {
  const { findChromium } = await import('./chromium.mjs')
  const { chromium } = await import('@playwright/test')
  const found = await findChromium()
  const browser = await chromium.launch({
    executablePath: found.path,
    args: found.args,
    env: { ...process.env, ...found.env },
  })
  try {
    await use(browser)
  } finally {
    await browser.close()
  }
}

/** Fills the house in two steps: half worked for the timeline, published for the rest. */
async function photograph({ browser, house, directory, option, wanted }) {
  const { person } = await house.ask('readSelf', {})
  await house.ask('correctPerson', { id: person.id, name: 'Mara Lindqvist' })
  const sample = await step('Working the sample incident through', () => workThrough(house.ask))
  const name = `INC-${sample.number}`
  const studio = await openStudio(browser, house)
  const take = (file, view) => step(file, () => studio.take(join(resolve(directory), `${file}.png`), view))
  try {
    if (option === undefined) await takeReadme(take, house, { name, id: sample.id })
    else if (option === '--room') await takeRoom(take, { house, name, id: sample.id, sizes: [wide, phone] })
    else await takeAll(take, house, { name, id: sample.id, wanted })
  } finally {
    await studio.close()
  }
}

/** The pictures the README and the papers show. */
async function takeReadme(take, house, { name, id }) {
  const timeline = { path: `/incidents/${name}/timeline`, shows: 'SEV1 declared' }
  await take('timeline-light', { ...timeline, theme: 'light' })
  await take('timeline-dark', { ...timeline, theme: 'dark' })
  const map = { path: `/incidents/${name}/map`, shows: 'What made it possible' }
  await take('map-light', { ...map, theme: 'light' })
  await take('map-dark', { ...map, theme: 'dark' })
  await take('decisions-light', { path: `/incidents/${name}/decisions`, theme: 'light' })
  const { draft } = await house.ask('readIncident', { id })
  await take('story-light', {
    path: `/incidents/${name}/story#how-we-responded`,
    theme: 'light',
    prepare: openFinding,
  })
  // The sentence is in the draft by now; the same view by night needs only the card.
  await take('story-dark', { path: `/incidents/${name}/story`, theme: 'dark', prepare: openCard })
  await restoreStory(house, id, draft.text)
  for (const theme of ['light', 'dark']) {
    await take(`playground-${theme}`, { path: '/playground', theme, prepare: openCard })
    await take(`playground-phone-${theme}`, { path: '/playground', theme, size: phone, prepare: openCard })
  }
  await take('publish-light', {
    path: `/incidents/${name}/publish`,
    theme: 'light',
    shows: 'As readers see it',
  })
  const { slug } = await house.ask('publishReview', { incidentId: id })
  await house.ask('openIncident', nearMiss)
  await take('edition-light', { path: `/editions/${slug}`, theme: 'light' })
  await take('edition-phone', { path: `/editions/${slug}`, theme: 'light', size: phone })
  await take('home-light', { path: '/', theme: 'light', shows: 'checkout' })
}

const nearMiss = {
  title: 'A backup of the billing ledger had never been read back',
  kind: 'near-miss',
  severity: 'SEV4',
  components: ['billing'],
}

/** A sentence that blames, typed in front of the camera; one `undo` takes it out again. */
async function openFinding(page) {
  const editor = page.getByRole('textbox', { name: 'The story, in Markdown' })
  await editor.waitFor()
  await page.getByText('spoke at 14:41').click()
  // Once to the end of the line as it is wrapped, once to the end of the paragraph.
  await page.keyboard.press('End')
  await page.keyboard.press('End')
  await page.keyboard.type(' The operator should have looked at the sessions first.')
  await editor.locator('.cm-finding').first().waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.keyboard.press('F8')
  await page.getByRole('dialog').waitFor()
}

/** The card of a finding that is there already. */
async function openCard(page) {
  await page.locator('.cm-finding').first().waitFor()
  await page.keyboard.press('F8')
  await page.getByRole('dialog').waitFor()
}

async function openDialog(page, keys) {
  await page.keyboard.press(keys)
  await page.getByRole('dialog').waitFor()
}

/** Takes the sentence of `openFinding` out, so that the edition does not carry it. */
async function restoreStory(house, id, text) {
  const { draft } = await house.ask('readIncident', { id })
  await house.ask('correctDraft', { incidentId: id, version: draft.version, text })
}

/** Every page, twice in each theme. Before publication first, because it changes what the review says. */
async function takeAll(take, house, { name, id, wanted }) {
  const everywhere = async (pages) => {
    for (const [file, path, prepare] of pages) {
      if (wanted.length > 0 && !wanted.some((word) => file.startsWith(word))) continue
      for (const theme of ['light', 'dark']) {
        for (const size of [wide, phone])
          await take(`${file}-${size.width}-${theme}`, { path, theme, size, prepare })
      }
    }
  }
  const tabs = [
    'story',
    'evidence',
    'timeline',
    'accounts',
    'decisions',
    'factors',
    'map',
    'actions',
    'publish',
    'foresight',
  ]
  await everywhere(tabs.map((tab) => [tab, `/incidents/${name}/${tab}`]))
  await everywhere([['home-sample', '/']])
  await everywhere(await secondStory(house, { name, id }))
  const { slug } = await house.ask('publishReview', { incidentId: id })
  await house.ask('openIncident', nearMiss)
  const { link } = await house.ask('invitePerson', {
    email: 'lucia@example.org',
    name: 'Lucía Ferrer',
    role: 'reader',
  })
  await everywhere([
    ['home', '/'],
    ['incidents', '/incidents'],
    ['open-incident', '/incidents/new'],
    ['integrations', '/settings?section=integrations'],
    ['questions', '/settings?section=questions'],
    ['kept', '/settings?section=kept'],
    ['report', '/report'],
    ['all-actions', '/actions'],
    ['library', '/library'],
    ['library-found', '/library?text=rollback'],
    ['edition', `/editions/${slug}`],
    ['settings', '/settings'],
    ['people', '/settings?section=people'],
    ['tokens', '/settings?section=tokens'],
    ['nowhere', '/nowhere'],
    ['published', `/incidents/${name}/publish`],
    ['sign-in', '/sign-in'],
    ['playground', '/playground'],
    ['playground-card', '/playground', openCard],
    ['rules', '/rules'],
    ['set-up', '/set-up?token=none'],
    ['invitation', new URL(link).pathname],
    ['palette', '/', (page) => openDialog(page, 'ControlOrMeta+k')],
    ['shortcuts', `/incidents/${name}/timeline`, (page) => openDialog(page, '?')],
  ])
}

/** The second story: each view of the map, a decision, the reader that hides the future, a drill, and what is not covered. */
async function secondStory(house, { name, id }) {
  const [, agentReview] = await house.ask('addSampleReviews', {})
  const { decisions } = await house.ask('readIncident', { id })
  const { items } = await house.ask('listEditions', {})
  const drill = await house.ask('openDrill', { editionId: items[0].id })
  const view = (tab) => async (page) => {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('tab', { name: tab }).evaluate((shown) => shown.scrollIntoView({ block: 'start' }))
  }
  return [
    ['map-ladder', `/incidents/${name}/map`, view('Ladder')],
    ['map-whys', `/incidents/${name}/map`, view('Five whys')],
    ['map-layers', `/incidents/${name}/map`, view('Layers')],
    ['map-structure', `/incidents/${name}/map`, view('Control structure')],
    ['map-agent', `/incidents/INC-${agentReview.number}/map`, view('Agent steps')],
    ['decision-point', `/incidents/${name}/decisions#${decisions[0].id}`],
    ['foresight-decision', `/incidents/${name}/foresight`, askForesight],
    ['drill', `/drill/${drill.id}`],
    ['coverage', `/incidents/${name}/actions`, showCoverage],
    ['agents', `/incidents/INC-${agentReview.number}/factors#agents`],
  ]
}

async function askForesight(page) {
  await page.getByText('What comes next is not known yet.').waitFor()
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: '--:--' }).waitFor()
  await page.keyboard.press('d')
  await page.getByRole('heading', { name: 'What would you do?' }).waitFor()
}

async function showCoverage(page) {
  await page.getByRole('region', { name: 'Weaknesses without an action' }).scrollIntoViewIfNeeded()
}

/** One signed-in page, and one that is signed out for the doors. */
async function openStudio(browser, { address }) {
  const context = await browser.newContext({ baseURL: address, viewport: wide })
  await context.request.post('/api/startSession', { data: keeper, headers: { 'x-second-story': '1' } })
  const inside = await context.newPage()
  const outside = await (await browser.newContext({ baseURL: address, viewport: wide })).newPage()
  const take = async (file, { path, theme, size = wide, shows, prepare }) => {
    const page = /^\/(sign-in|set-up|invitation|meeting|playground|rules)/.test(path) ? outside : inside
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    if (shows !== undefined) await page.getByText(shows, { exact: false }).first().waitFor()
    await prepare?.(page)
    // Not `networkidle`: with a worker on the page Chromium never calls the network idle.
    await page.locator('.after-200ms').first().waitFor({ state: 'detached' })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  }
  return { take, close: () => context.close() }
}
