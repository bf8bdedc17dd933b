import { describe, expect, it } from 'vitest'
import { aheadOf, dayInWords, localClock, localDay, zoneWord } from './local-clock.ts'

const winter = { at: '2026-03-12T23:30:00.000Z', precision: 'minute', isAbout: true } as const

describe("the reader's clock", () => {
  it('follows daylight saving and the day', () => {
    expect(localClock(winter, 'Europe/Berlin')).toBe('about 00:30')
    expect(localDay(winter.at, 'Europe/Berlin')).toBe('2026-03-13')
    expect(localClock({ ...winter, at: '2026-07-12T10:30:00.000Z', isAbout: false }, 'Europe/Berlin')).toBe(
      '12:30',
    )
  })

  it.each([
    ['second', '00:30:00'],
    ['minute', '00:30'],
    ['hour', 'about 00:30'],
    ['day', ''],
  ] as const)('known to the %s reads "%s"', (precision, words) => {
    expect(localClock({ ...winter, precision, isAbout: false }, 'Europe/Berlin')).toBe(words)
  })

  it('names a zone and a day as people say them', () => {
    expect(zoneWord('America/New_York')).toBe('New York')
    expect(dayInWords('2026-03-12')).toBe('Thursday, 12 March 2026')
    expect(dayInWords('soon')).toBe('soon')
  })
})

it('a clock is ahead of UTC by the zone and the season', () => {
  const hour = 3_600_000
  expect(aheadOf(Date.parse('2026-01-15T12:00:00Z'), 'Europe/Berlin')).toBe(hour)
  expect(aheadOf(Date.parse('2026-07-15T12:00:00Z'), 'Europe/Berlin')).toBe(2 * hour)
  expect(aheadOf(Date.parse('2026-01-15T12:00:00.250Z'), 'Asia/Kolkata')).toBe(5.5 * hour)
  expect(aheadOf(Date.parse('2026-01-15T02:00:00Z'), 'America/New_York')).toBe(-5 * hour)
})
