import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayWithin, readTimeHead, slashOrderOf } from './times.ts'
import { declaredZone, instantMs, isZone } from './zones.ts'

/** A line, and what stands at its head: day, clock, end, zone, about, the rest. */
const lines: readonly (readonly [string, string])[] = [
  ['14:05', '14:05'],
  ['- 14:05:09 restarted', '14:05:09 | restarted'],
  ['2026-03-01 14:05Z - a', '2026-3-1 14:05 UTC | a'],
  ['* **2:05pm** it broke', '14:05 | it broke'],
  ['[14:05] x', '14:05 | x'],
  ['14:05 UTC - deploy', '14:05 UTC | deploy'],
  ['~14:05 things', '~14:05 | things'],
  ['around 2pm we saw', '~14:00 | we saw'],
  ['14:05–14:20 blocked', '14:05 to 14:20 | blocked'],
  ['14:05-14:20: blocked', '14:05 to 14:20 | blocked'],
  ['from 14:05 to 14:20 UTC errors', '14:05 to 14:20 UTC | errors'],
  ['2025-09-04 - 16:20 UTC: The chart', '2025-9-4 16:20 UTC | The chart'],
  ['### 2025-09-04 7:31a', '2025-9-4 07:31'],
  ['### 0:17:42 AM ###', '00:17:42'],
  ['- Sep 4th **03:11** `@ada` Found', '-9-4 03:11 | `@ada` Found'],
  ['**Sep 4th, 2025, 8:15 UTC:** x', '2025-9-4 08:15 UTC | x'],
  ['2026-03-01T14:05:09.123Z foo', '2026-3-1 14:05:09.123 UTC | foo'],
  ['2026-03-01T14:05:09-07:00 foo', '2026-3-1 14:05:09 -07:00 | foo'],
  ['14:05:00 +0200 done', '14:05:00 +02:00 | done'],
  ['12.03.2026 14:05 rollback', '2026-3-12 14:05 | rollback'],
  ['Thursday 12 March 2026', '2026-3-12'],
  ['At 14:05 the pod died', '14:05 | the pod died'],
  ['12:20am lock', '00:20 | lock'],
  ['1405Z foo', '14:05 UTC | foo'],
  ['14:05 (Europe/Berlin) x', '14:05 Europe/Berlin | x'],
  ['**14:05** - **Bold** text', '14:05 | **Bold** text'],
  ['- **14:05** [link](http://x) y', '14:05 | [link](http://x) y'],
  ['noon: all hands', '12:00 | all hands'],
  ['16:9 is the shape', ''],
  ['5 nodes were lost', ''],
  ['1:1 meeting', ''],
  ['25:99 nonsense', ''],
  ['2026-13-45 nonsense', ''],
  ['03/04/2026 14:05 which of the two', ''],
  ['we restarted at 14:05', ''],
]

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function told(line: string): string {
  const head = readTimeHead(line)
  if (head === null) return ''
  const { day, clock, until, zone, isAbout, rest } = head
  const seconds =
    clock?.precision === 'second' || clock?.precision === 'millisecond' ? `:${two(clock.second)}` : ''
  const fraction = clock?.precision === 'millisecond' ? `.${clock.millisecond}` : ''
  const parts = [
    day === null ? '' : `${day.year ?? ''}-${day.month}-${day.day}`,
    clock === null ? '' : `${isAbout ? '~' : ''}${two(clock.hour)}:${two(clock.minute)}${seconds}${fraction}`,
    until === null ? '' : `to ${two(until.hour)}:${two(until.minute)}`,
    zone ?? '',
    rest === '' ? '' : `| ${rest}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

describe('the time at the head of a line', () => {
  it.each(lines)('%j reads as %j', (line, expected) => {
    expect(told(line)).toBe(expected)
  })

  it('reads slash dates when the text settles which number is the month', () => {
    expect(readTimeHead('03/12/2026 14:05 x', slashOrderOf('11/23/2025 and 03/12/2026'))?.day).toEqual({
      year: 2026,
      month: 3,
      day: 12,
    })
    expect(readTimeHead('03/12/2026 14:05 x', slashOrderOf('23/11/2025'))?.day).toEqual({
      year: 2026,
      month: 12,
      day: 3,
    })
    expect(slashOrderOf('23/11/2025 and 11/23/2025')).toBeNull()
  })

  it('finds the day inside a title', () => {
    expect(dayWithin('# What we saw on September 4 2025 - queues full')).toEqual({
      year: 2025,
      month: 9,
      day: 4,
    })
    expect(dayWithin('# Nothing dated')).toBeNull()
  })

  it('never throws and keeps the end of the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const head = readTimeHead(text)
        if (head !== null) expect(text.trim().endsWith(head.rest)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('zones', () => {
  it.each([
    ['All times in UTC', 'UTC'],
    ['## Timeline (times are PST, roughly)', '-08:00'],
    ['| Day | Time (CET) | Event |', '+01:00'],
    ['All times in UTC+1', '+01:00'],
    ['Times are Pacific Time', 'America/Los_Angeles'],
    ['All times in Europe/Lisbon', 'Europe/Lisbon'],
    ['the time it took', null],
    ['Timeline of A B C', null],
  ])('%j declares %j', (line, zone) => {
    expect(declaredZone(line)).toBe(zone)
  })

  const clock = { hour: 14, minute: 5, second: 0, millisecond: 0, precision: 'minute' } as const
  it.each([
    ['UTC', { year: 2026, month: 3, day: 12 }, '2026-03-12T14:05:00.000Z'],
    ['+05:30', { year: 2026, month: 3, day: 12 }, '2026-03-12T08:35:00.000Z'],
    ['-08:00', { year: 2026, month: 12, day: 31 }, '2026-12-31T22:05:00.000Z'],
    ['America/New_York', { year: 2026, month: 3, day: 7 }, '2026-03-07T19:05:00.000Z'],
    ['America/New_York', { year: 2026, month: 3, day: 9 }, '2026-03-09T18:05:00.000Z'],
  ])('14:05 in %s', (zone, day, at) => {
    expect(new Date(instantMs(day, clock, zone) ?? 0).toISOString()).toBe(at)
  })

  it('knows no 30 February and no zone on Mars', () => {
    expect(instantMs({ year: 2026, month: 2, day: 30 }, clock, 'UTC')).toBeNull()
    expect(instantMs({ year: 2026, month: 2, day: 3 }, clock, 'Mars/Olympus')).toBeNull()
    expect([isZone('Europe/Berlin'), isZone('UTC'), isZone('+02:00'), isZone('Mars/Olympus')]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})
