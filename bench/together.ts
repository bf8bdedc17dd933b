/** Fifty writers in one text: how soon each word is on every other page, beside a server that passes bytes on and nothing else. */
import { createServer } from 'node:http'
import { openWriter, type Writer } from '@secondstory/server/doors/testing-live'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

const WRITERS = 50
const WORDS = 12
const BETWEEN_MS = 500

/** Runs of a few seconds on a machine that does other things too: the middle one of so many pairs is told. */
const PAIRS = 3

/** Both are written to from this process, so what sending and reading cost here counts in both. */
export async function togetherFigures(): Promise<readonly Figure[]> {
  const pairs: { readonly bare_ms: number; readonly ours_ms: number }[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    pairs.push({ bare_ms: await bareRun(), ours_ms: await ourRun() })
  }
  pairs.sort((one, other) => one.ours_ms / one.bare_ms - other.ours_ms / other.bare_ms)
  const { bare_ms, ours_ms } = pairs[Math.floor(PAIRS / 2)] ?? { bare_ms: Number.NaN, ours_ms: Number.NaN }
  const how = `${WRITERS} writers, ${WORDS} words each, one in ${BETWEEN_MS} ms; from the key to every other page`
  return [
    {
      what: 'a word of 50 writers on every page, p99, beside bare',
      found: ours_ms / bare_ms,
      unit: '×',
      aim: 1.5,
      better: 'lower',
      how: `bare server of the same library: ${bare_ms.toFixed(1)} ms; the middle of ${PAIRS} pairs`,
    },
    {
      what: 'a word of 50 writers on every page, p99',
      found: ours_ms,
      unit: 'ms',
      aim: 100,
      better: 'lower',
      how: `${how}; stored in PostgreSQL meanwhile`,
    },
  ]
}

function ourRun(): Promise<number> {
  return inHouse(async (_server, caller) => {
    const opened = await caller.ask('openIncident', {
      title: 'The queue stopped draining',
      kind: 'incident',
      severity: 'SEV1',
    })
    const { address } = caller
    const headers = { ...caller.headers, origin: address }
    return run(() => openWriter({ address, incidentId: idOf(opened), headers }))
  })
}

/** Everybody types a word of their own at the same pace, one after the other within it; p99 over words and readers. */
async function run(open: () => Promise<Writer>): Promise<number> {
  const writers = await Promise.all(Array.from({ length: WRITERS }, open))
  const sentAt = new Map<string, number>()
  const took_ms: number[] = []
  for (const writer of writers) {
    writer.document.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.local) return
      const now = performance.now()
      for (const word of arrivedIn(transaction)) took_ms.push(now - (sentAt.get(word) ?? Number.NaN))
    })
  }
  for (let turn = 0; turn < WORDS; turn += 1) {
    for (const [at, writer] of writers.entries()) {
      const word = `w${at}-${turn} `
      sentAt.set(word, performance.now())
      writer.type(0, word)
      await pause(BETWEEN_MS / WRITERS)
    }
  }
  const expected = WRITERS * WORDS * (WRITERS - 1)
  for (let tries = 0; took_ms.length < expected && tries < 100; tries += 1) await pause(50)
  if (took_ms.length !== expected) {
    throw new Error(`${took_ms.length} of ${expected} words arrived; the figure would leave the others out.`)
  }
  for (const writer of writers) writer.leave()
  took_ms.sort((a, b) => a - b)
  return took_ms[Math.floor(took_ms.length * 0.99)] ?? Number.NaN
}

/**
 * Words that came with a change, read from what was added. The library would tell them as a difference of the whole text,
 * and fifty pages in one process that ask for it would be most of what is measured.
 */
function arrivedIn({ doc, beforeState, afterState }: Y.Transaction): readonly string[] {
  return [...afterState].flatMap(([client, clock]) => {
    const before = beforeState.get(client) ?? 0
    const added = clock > before ? (doc.store.clients.get(client) ?? []) : []
    return added.flatMap((each) => (each.id.clock >= before ? wordsOf(each) : []))
  })
}

function wordsOf(struct: Y.AbstractStruct): readonly string[] {
  if (!(struct instanceof Y.Item)) return []
  const { content } = struct
  return content instanceof Y.ContentString ? (content.str.match(/w\d+-\d+ /g) ?? []) : []
}

function pause(length_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length_ms))
}

/** A server that speaks to the same writers: it joins what comes in, passes it on, and stores nothing. */
async function bareRun(): Promise<number> {
  const document = new Y.Doc()
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      if (message[0] === 0) {
        const vector = Y.encodeStateVector(document)
        const missing = Y.encodeStateAsUpdate(document, message.subarray(1))
        const head = Buffer.alloc(5)
        head.writeUInt32BE(vector.length, 1)
        socket.send(Buffer.concat([head, vector, missing]))
        return
      }
      const written = message.subarray(5)
      Y.applyUpdate(document, written)
      const told = Buffer.concat([Buffer.from([1]), written])
      for (const other of sockets.clients) if (other !== socket) other.send(told)
      socket.send(Buffer.concat([Buffer.from([4]), message.subarray(1, 5)]))
    })
  })
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve))
  const bound = http.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  try {
    return await run(() =>
      openWriter({ address: `http://127.0.0.1:${port}`, incidentId: 'bare', headers: {} }),
    )
  } finally {
    for (const each of sockets.clients) each.terminate()
    sockets.close()
    await new Promise((resolve) => http.close(resolve))
  }
}
