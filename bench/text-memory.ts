/** What an open text takes in the memory of the server, beside its words. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openLiveText } from '@secondstory/server/store/live-text'
import * as Y from 'yjs'
import type { Figure } from './report.ts'

const WRITERS = 5
/** A page of a book has about 2,000 characters; a review has some of them. */
const CHARACTERS = 200_000
const TEXTS = 8

/** Keys typed into each open text, and how many come before the text is stored once. */
const KEYS = 400
const KEYS_A_ROW = 4

/** Five people write a text in turns, a sentence each, and correct words of it here and there. */
export function memoryFigures(): readonly Figure[] {
  const { state, length } = written()
  const keys = typed(state)
  const sweep = openSweep()
  const before = sweep()
  const open = Array.from({ length: TEXTS }, () => openLiveText([Uint8Array.from(state)]))
  for (const text of open) text.rest()
  const resting_bytes = (sweep() - before) / TEXTS
  const took_ms: number[] = []
  for (const [at, key] of keys.entries()) {
    for (const text of open) {
      text.take(Uint8Array.from(key))
      if (at % KEYS_A_ROW !== 0) continue
      const from = process.cpuUsage()
      text.text()
      text.rest()
      took_ms.push(process.cpuUsage(from).user / 1_000)
    }
  }
  const written_bytes = (sweep() - before) / TEXTS
  for (const text of open) text.close()
  took_ms.sort((one, other) => one - other)
  const how = `${length.toLocaleString('en')} characters by ${WRITERS} writers, a sentence in turn, every second time a word corrected; mean of ${TEXTS}`
  const figure = { unit: '×', aim: 3, better: 'lower', how } as const
  return [
    { ...figure, what: 'an open text in memory, beside its words', found: resting_bytes / length },
    {
      ...figure,
      what: 'the same while it is written',
      found: written_bytes / length,
      how: `after ${KEYS} keys in each, between two rows of its log; one text of a server stands at a time`,
    },
    {
      what: 'the words of such a text for a row of its log, median',
      found: took_ms[Math.floor(took_ms.length / 2)] ?? Number.NaN,
      unit: 'ms',
      aim: 16,
      better: 'lower',
      how: 'processor time; at most twelve rows a second are written',
    },
  ]
}

/** What somebody sends who types at the end of this text, key by key. */
function typed(state: Uint8Array): readonly Uint8Array[] {
  const writer = new Y.Doc()
  Y.applyUpdate(writer, state)
  const sent: Uint8Array[] = []
  writer.on('update', (update: Uint8Array) => void sent.push(update))
  const text = writer.getText('text')
  for (let key = 0; key < KEYS; key += 1) text.insert(text.length, sentence[key % sentence.length] ?? ' ')
  return sent
}

const sentence = 'The queue took a job that it could not hold, and every worker waited for the same lock. '

function written(): { readonly state: Uint8Array; readonly length: number } {
  const writers = Array.from({ length: WRITERS }, () => new Y.Doc())
  for (const from of writers) {
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'passed') return
      for (const to of writers) if (to !== from) Y.applyUpdate(to, update, 'passed')
    })
  }
  const text = (turn: number) => (writers[turn % WRITERS] ?? new Y.Doc()).getText('text')
  const turns = Math.ceil(CHARACTERS / sentence.length)
  for (let turn = 0; turn < turns; turn += 1) {
    const mine = text(turn)
    mine.insert(mine.length, sentence)
    // A sentence has seventeen words, so this is one word in thirty-four.
    if (turn % 2 === 0) {
      const at = (turn * 7919) % Math.max(1, mine.length - 20)
      mine.delete(at, 6)
      mine.insert(at, 'steady')
    }
  }
  const [first = new Y.Doc()] = writers
  return { state: Y.encodeStateAsUpdate(first), length: first.getText('text').length }
}

/** Sweeps what nobody holds and answers how much is held, in bytes. */
function openSweep(): () => number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return () => {
    for (let round = 0; round < 3; round += 1) if (typeof collect === 'function') collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
}
