/**
 * How much of a large file is held: counted by what readers ask for, not by a clock or a gauge. Nobody holds the
 * gigabyte these files are long; whoever asks for a large part of one at once would.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readEvidence, recognise } from './index.ts'
import { type FileView, fileOf, type ReadOptions, Unreadable } from './source.ts'

const samples = fileURLToPath(new URL('./samples', import.meta.url))
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

test.each(['slack-api/C0LEDGER01-history.json', 'agent/swe-agent.traj', 'markdown/post-mortem.md'])(
  '%s, which is read whole, is refused by a sentence when it is long, before any of it is held',
  (path) => {
    const bytes = new Uint8Array(readFileSync(`${samples}/${path}`))
    const name = path.split('/').at(-1) ?? path
    const { source } = recognise(fileOf(name, bytes))
    let all = 0
    const long: FileView = {
      name,
      sizeBytes: GIGABYTE,
      bytes(from = 0, to = GIGABYTE) {
        all += to - from
        if (to - from > MOST_AT_ONCE) throw new Error(`${name} asked for ${to - from} bytes at once.`)
        const window = new Uint8Array(to - from).fill(32)
        window.set(bytes.subarray(from, to))
        return window
      },
    }
    for (const run of [() => [...source.read(long, options)], () => [...source.inspect(long)]]) {
      expect(run).toThrow(Unreadable)
      expect(run).toThrow(/we read (?:up to|documents of up to) .* so split it/)
    }
    expect(all).toBeLessThanOrEqual(MOST_AT_ONCE)
  },
)

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
