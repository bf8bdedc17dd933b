import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockInZone } from './meeting-clock.ts'
import { instantIn } from './meeting-dates.ts'

describe('the day the clocks change', () => {
  test.each([
    ['2026-03-28T10:00', '2026-03-28T09:00:00.000Z'],
    ['2026-03-29T10:00', '2026-03-29T08:00:00.000Z'],
    ['2026-10-25T10:00', '2026-10-25T09:00:00.000Z'],
  ])('%s in Amsterdam', (local, at) => {
    expect(instantIn({ local, zone: 'Europe/Amsterdam' })).toEqual({ at, note: null })
  })

  test('a time the clocks jump over is refused with the next one there is', () => {
    expect(instantIn({ local: '2026-03-29T02:30', zone: 'Europe/Amsterdam' })).toEqual({
      problem: expect.stringContaining('jump over 02:30; the next time there is reads 03:30'),
    })
  })

  test('a time they show twice is the first of the two, and says so', () => {
    expect(instantIn({ local: '2026-10-25T02:30', zone: 'Europe/Amsterdam' })).toEqual({
      at: '2026-10-25T00:30:00.000Z',
      note: expect.stringContaining('twice'),
    })
  })
})

test.each([
  ['2026-02-30T10:00', 'UTC', 'no day and time of the calendar'],
  ['tomorrow', 'UTC', 'no day and time'],
  ['2026-03-30T10:00', 'Mars/Olympus', 'no time zone'],
])('%s in %s: %s', (local, zone, words) => {
  expect(instantIn({ local, zone })).toEqual({ problem: expect.stringContaining(words) })
})

test('what was agreed is what people there read, whatever the zone does', () => {
  const minute = fc.integer({ min: Date.UTC(2001, 0), max: Date.UTC(2090, 0) }).map((ms) => {
    return new Date(Math.floor(ms / 60_000) * 60_000).toISOString().slice(0, 16)
  })
  const zone = fc.constantFrom(
    'Europe/Amsterdam',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
  )
  fc.assert(
    fc.property(minute, zone, (local, zone) => {
      const found = instantIn({ local, zone })
      if ('problem' in found) return
      expect(clockInZone(found.at, zone)).toContain(`, ${local.slice(11)} `)
    }),
  )
})
