/**
 * How much of a large file is held: counted by what readers ask for, not by a clock or a gauge. Nobody holds the
 * gigabyte these files are long; whoever asks for a large part of one at once would.
 */
import { expect, test } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { readEvidence, recognise } from './index.ts'
import { type FileView, fileOf, finish, type ReadOptions } from './source.ts'
import { MOST_TEXT_BYTES } from './words.ts'

const GIGABYTE = 1024 ** 3
/** A window, grown for a long record. */
const MOST_AT_ONCE = 8 * 1024 ** 2
const options: ReadOptions = { now: '2026-11-01T00:00:00Z', zone: 'UTC', day: '2026-02-03' }

/** A file of a gigabyte made of lines of one length, each written when somebody asks for it. */
function made(name: string, lineOf: (number: number) => string) {
  const length = Buffer.byteLength(lineOf(0))
  const asked = { largest: 0, all: 0 }
  const sizeBytes = GIGABYTE - (GIGABYTE % length)
  const file: FileView = {
    name,
    sizeBytes,
    bytes(from = 0, to = sizeBytes) {
      const end = Math.min(to, sizeBytes)
      asked.largest = Math.max(asked.largest, end - from)
      asked.all += end - from
      if (end - from > MOST_AT_ONCE) throw new Error(`${name} asked for ${end - from} bytes at once.`)
      const first = Math.floor(from / length)
      const lines = Array.from({ length: Math.ceil(end / length) - first }, (_, index) =>
        lineOf(first + index),
      )
      return new Uint8Array(Buffer.from(lines.join(''))).subarray(from - first * length, end - first * length)
    },
  }
  return { file, asked, length }
}

function at(number: number): string {
  return new Date(Date.parse('2026-02-03T00:00:00Z') + number * 10).toISOString()
}

const nth = (number: number): string => String(number).padStart(9, '0')

const appointment = (number: number): string => {
  const [start = ''] = at(number).replace(/[-:]/g, '').split('.')
  return `BEGIN:VEVENT\nUID:${nth(number)}\nDTSTART:${start}Z\nSUMMARY:Maintenance ${nth(number)}\nEND:VEVENT\n`
}
const calendarHead = 'BEGIN:VCALENDAR\nX-OF:'

const page = (number: number): string =>
  `${JSON.stringify({
    event: {
      id: nth(number),
      event_type: 'incident.triggered',
      resource_type: 'incident',
      occurred_at: at(number),
      data: { id: `P${nth(number)}`, type: 'incident', title: `Slow ${nth(number)}` },
    },
  })}\n`

const streams: Readonly<Record<string, (number: number) => string>> = {
  'night.txt': (number) => `${at(number)} worker ${nth(number)} retried the write\n`,
  'ops.ics': (number) =>
    number === 0 ? `${calendarHead.padEnd(appointment(0).length - 1, 'x')}\n` : appointment(number),
  'pages.jsonl': page,
}

/** More than any reader collects before it tells. */
const ENOUGH = 60_000

test.each(Object.entries(streams))('a gigabyte of %s is read line by line', (name, lineOf) => {
  const { file, asked, length } = made(name, lineOf)
  let records = 0
  for (const reading of readEvidence(recognise(file), options)) {
    if (reading.outcome === 'read') records++
    if (records === ENOUGH) break
  }
  expect(records).toBe(ENOUGH)
  expect(asked.largest).toBeLessThanOrEqual(MOST_AT_ONCE)
  // What was read, a batch ahead of it, and the openings from which every source knows its own.
  expect(asked.all).toBeLessThan(ENOUGH * length * 2 + 32 * 1024 ** 2)
})

/** One value of more than is parsed whole, written to be read and not to be held. */
function long(name: string, [head, tail]: readonly [string, string], elementOf: (number: number) => object) {
  const elements = Array.from({ length: LONG }, (_, number) => JSON.stringify(elementOf(number)))
  const bytes = new Uint8Array(Buffer.from(`${head}${elements.join(', ')}${tail}`))
  const file: FileView = {
    name,
    sizeBytes: bytes.length,
    bytes(from = 0, to = bytes.length) {
      if (to - from > MOST_AT_ONCE) throw new Error(`${name} asked for ${to - from} bytes at once.`)
      return bytes.subarray(from, to)
    },
  }
  expect(file.sizeBytes).toBeGreaterThan(MOST_TEXT_BYTES)
  return file
}

const LONG = 9000
const words = 'the ledger waits for its pool again '.repeat(110)

function read(file: FileView): readonly EvidenceDraft[] {
  const recognised = recognise(file)
  const { records } = finish(recognised.source.inspect(recognised.file))
  const drafts: EvidenceDraft[] = []
  let all = 0
  for (const reading of readEvidence(recognised, options)) {
    all += 1
    if (reading.outcome === 'read')
      drafts.push({ ...reading.draft, text: reading.draft.text.replaceAll(words, '') })
  }
  expect(records).toBe(all)
  return drafts
}

test("a long page of Slack's history is read a window at a time, with the names that stand behind it", () => {
  const tail = '], "members": [{ "id": "U1", "name": "ines", "real_name": "Ines Moreau" }] }'
  const drafts = read(
    long('C0LEDGER01.json', ['{ "ok": true, "messages": [', tail], (number) => ({
      type: 'message',
      user: 'U1',
      ts: `${1_770_156_300 + number}.000100`,
      text: `${number} ${words}`,
    })),
  )
  expect(new Set(drafts.map(({ key }) => key)).size).toBe(LONG)
  expect(drafts.every(({ speaker }) => speaker?.name === 'Ines Moreau')).toBe(true)
  expect(drafts.at(-1)?.text.trim()).toBe(String(LONG - 1))
})

const frame = '"info": { "exit_status": "exit_cost" }, "environment": "harbour__ledger-412"'
const did = (number: number) => ({
  action: `kubectl rollout restart deploy/ledger-${number}`,
  observation: words,
  thought: '',
})
const said = (number: number) =>
  number % 2 === 0
    ? {
        role: 'assistant',
        content: `restarting ${number}`,
        action: `kubectl rollout restart deploy/l-${number}`,
      }
    : { role: 'user', message_type: 'observation', content: `OBSERVATION: ${number} ${words}${words}` }

test.each([
  ['steps', long('run.traj', [`{ ${frame}, "trajectory": [`, '] }'], did), LONG],
  ['a conversation', long('talk.traj', [`{ ${frame}, "history": [`, '] }'], said), LONG / 2],
])('a long trajectory of %s is read a window at a time, as one run', (_, file, count) => {
  const drafts = read(file)
  expect(drafts.length).toBe(count + 1)
  expect(new Set(drafts.map(({ key }) => key)).size).toBe(count + 1)
  // An answer that stands in the next part is found there.
  expect(drafts.every(({ text }) => !text.includes('No answer is recorded'))).toBe(true)
  expect(drafts.at(-1)?.text).toBe('The run ended: exit_cost.')
})

test('Markdown of more than any document holds is read as the notes it is', () => {
  const { file } = made('night.md', (number) =>
    number === 0
      ? '# Night\n## 3 Feb\n'.padEnd(70, '-')
      : `${`- ${at(number)} worker retried the write`.padEnd(69)}\n`,
  )
  expect(recognise(file).source.name).toBe('notes')
})

test('notes of more than is read whole tell what they tell when they are', () => {
  const lines = Array.from({ length: 3000 }, (_, number) =>
    number % 7 === 3 ? '  and it went on\n' : (streams['night.txt']?.(number) ?? ''),
  )
  const text = lines.join('')
  const told = (file: FileView) => {
    const records: unknown[] = []
    for (const record of recognise(file).source.read(file, options)) {
      records.push(record)
      if (records.length === 2000) break
    }
    return records
  }
  const padding = ' '.repeat(40 * 1024 ** 2)
  const whole = told(fileOf('night.txt', new Uint8Array(Buffer.from(text))))
  expect(told(fileOf('night.txt', new Uint8Array(Buffer.from(text + padding))))).toEqual(whole)
})
