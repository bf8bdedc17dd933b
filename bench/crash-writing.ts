/**
 * `npm run crash:writing`: five people type into one text over real sockets while the server is killed twenty times.
 * After each kill, before anybody is back, the text that the database has is read: every character that was acknowledged
 * has to be in it, in the words every operation reads and in the live text as well. At the end everything that was typed
 * has to be there, because what was not stored is brought back by whoever typed it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { type Site, startServer, stopServer } from '../run/crashes.mjs'
import { openWriter, type Writer } from '../server/doors/testing-live.ts'

const WRITERS = 5
const ROUNDS = Number(process.env.ROUNDS ?? 20)

/** Words of one hand: each is found again in the text, whoever writes around it. */
interface Hand {
  readonly name: string
  readonly document: Y.Doc
  /** Every word that was typed, with the mark it was sent under. */
  readonly typed: { readonly word: string; readonly mark: number; readonly writer: Writer }[]
  writer: Writer | null
}

interface Caller {
  readonly headers: Readonly<Record<string, string>>
  ask(operation: string, input: unknown): Promise<Readonly<Record<string, unknown>>>
}

async function signedIn(site: Site): Promise<Caller> {
  const call = (operation: string, input: unknown, cookie: string) =>
    fetch(`${site.address}/api/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-second-story': '1', cookie },
      body: JSON.stringify(input),
    })
  const keeper = { email: 'keeper@example.org', password: 'a password for twenty crashes' }
  const answer = await call('startSession', keeper, '')
  const cookie = answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  return {
    headers: { cookie, origin: site.address },
    ask: async (operation, input) => {
      const said = await call(operation, input, cookie)
      const read: unknown = await said.json()
      if (!said.ok || typeof read !== 'object' || read === null) {
        throw new Error(`${operation} answered ${said.status}: ${JSON.stringify(read)}`)
      }
      return { ...read }
    },
  }
}

/** Types until it is told to stop, somewhere in the text; a broken line ends it. */
async function type(hand: Hand, isOver: () => boolean): Promise<void> {
  const { writer } = hand
  if (writer === null) return
  let isClosed = false
  void writer.closed.then(() => {
    isClosed = true
  })
  while (!isOver() && !isClosed) {
    const word = `${hand.name}${hand.typed.length}.`
    const text = writer.text()
    // Between words of others, never inside one.
    const at = text.lastIndexOf('.', Math.floor(Math.random() * text.length)) + 1
    writer.type(at, word)
    hand.typed.push({ word, mark: writer.marks().sent, writer })
    await pause(4 + Math.random() * 12)
  }
}

/** Characters that were acknowledged and are not in this text. */
function missingIn(text: string, words: readonly string[]): number {
  const there = new Set(text.split('.').map((word) => `${word}.`))
  return words.filter((word) => !there.has(word)).reduce((sum, word) => sum + word.length, 0)
}

function acknowledged(hands: readonly Hand[]): readonly string[] {
  return hands.flatMap(({ typed }) =>
    typed.filter(({ mark, writer }) => mark <= writer.marks().stored).map(({ word }) => word),
  )
}

async function killed(site: Site): Promise<void> {
  const { ended } = site
  site.child?.kill('SIGKILL')
  await ended
  await startServer(site)
}

/** One kill in the middle of the typing, and what was missing afterwards. */
async function round(
  site: Site,
  incidentId: string,
  hands: readonly Hand[],
): Promise<readonly [number, number]> {
  const caller = await signedIn(site)
  const to = () => ({ address: site.address, incidentId, headers: caller.headers })
  for (const hand of hands) hand.writer = await openWriter(to(), hand.document)
  let isOver = false
  const typing = hands.map((hand) => type(hand, () => isOver))
  await pause(400 + Math.random() * 800)
  await killed(site)
  isOver = true
  await Promise.all(typing)
  const promised = acknowledged(hands)
  const { text } = await (await signedIn(site)).ask('readDraft', { incidentId })
  const fresh = await openWriter(to())
  const missing = missingIn(String(text), promised) + missingIn(fresh.text(), promised)
  fresh.leave()
  return [promised.reduce((sum, word) => sum + word.length, 0), missing]
}

/** Everybody comes back, and what they still have is stored. */
async function settled(site: Site, incidentId: string, hands: readonly Hand[]): Promise<string> {
  const caller = await signedIn(site)
  const to = { address: site.address, incidentId, headers: caller.headers }
  for (const hand of hands) hand.writer = await openWriter(to, hand.document)
  while (hands.some(({ writer }) => writer?.isStored() !== true)) await pause(20)
  for (const { writer } of hands) writer?.leave()
  return String((await caller.ask('readDraft', { incidentId })).text)
}

async function run(site: Site): Promise<boolean> {
  await startServer(site)
  const caller = await signedIn(site)
  const opened = await caller.ask('openIncident', { title: 'Five hands', kind: 'incident', severity: 'SEV3' })
  const incidentId = String(opened.id)
  const hands = Array.from({ length: WRITERS }, (_, at): Hand => {
    return { name: String.fromCharCode(97 + at), document: new Y.Doc(), typed: [], writer: null }
  })
  console.log('round  characters acknowledged  missing')
  let lost = 0
  for (let at = 1; at <= ROUNDS; at += 1) {
    const [promised, missing] = await round(site, incidentId, hands)
    lost += missing
    console.log(
      [String(at).padStart(5), String(promised).padStart(23), String(missing).padStart(7)].join('  '),
    )
  }
  const all = hands.flatMap(({ typed }) => typed.map(({ word }) => word))
  const left = missingIn(await settled(site, incidentId, hands), all)
  const length = all.reduce((sum, word) => sum + word.length, 0)
  console.log(
    `${ROUNDS} kills, ${WRITERS} writers: ${lost} acknowledged characters missing; at the end ${length - left} of ${length} typed characters are there`,
  )
  return lost === 0 && left === 0
}

const site: Site = {
  directory: mkdtempSync(join(tmpdir(), 'second-story-writing-')),
  child: null,
  address: '',
}
try {
  process.exitCode = (await run(site)) ? 0 : 1
} finally {
  await stopServer(site)
  rmSync(site.directory, { recursive: true, force: true })
}
