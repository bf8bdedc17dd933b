import { describe, expect, test } from 'vitest'
import { clockOf, dayOf, isReal, later, lengthInWords, moment, type Precision, reachOf } from './instants.ts'

const MINUTE = 60_000

test.each([
  [0, '0 minutes'],
  [-5 * MINUTE, '0 minutes'],
  [MINUTE, '1 minute'],
  [47 * MINUTE, '47 minutes'],
  [59.6 * MINUTE, '1 h'],
  [185 * MINUTE, '3 h 5 min'],
  [47 * 60 * MINUTE, '47 h'],
  [52 * 60 * MINUTE, '2 days 4 h'],
  [72 * 60 * MINUTE, '3 days'],
])('%d ms reads "%s"', (ms, words) => {
  expect(lengthInWords(ms)).toBe(words)
})

test.each<[Precision, boolean, string]>([
  ['day', false, '2026-03-12'],
  ['hour', false, 'about 14:00'],
  ['minute', false, '14:02'],
  ['minute', true, 'about 14:02'],
  ['second', false, '14:02:09'],
  ['millisecond', false, '14:02:09.123'],
])('a time known to the %s (about: %s) reads "%s"', (precision, isAbout, words) => {
  expect(clockOf(moment('2026-03-12T14:02:09.123Z', precision, isAbout))).toBe(words)
})

describe('real instants', () => {
  test.each([
    ['2026-03-12T14:02:09Z', true],
    ['2000-01-01T00:00:00Z', true],
    ['1999-12-31T23:59:59Z', false],
    ['2100-01-01T00:00:00Z', false],
    ['0001-01-01T00:00:00Z', false],
    ['+275760-09-13T00:00:00Z', false],
    ['not a time', false],
    ['', false],
  ])('%s: %s', (at, expected) => {
    expect(isReal(at)).toBe(expected)
  })
})

test('later crosses midnight and leap days', () => {
  expect(later('2028-02-28T23:30:00Z', 60 * MINUTE)).toBe('2028-02-29T00:30:00.000Z')
  expect(dayOf(later('2026-12-31T23:59:00Z', MINUTE))).toBe('2027-01-01')
})

describe('every instant a moment may mean', () => {
  const of = (precision: Precision, isAbout = false) => {
    const { from_ms, to_ms } = reachOf(moment('2026-03-12T14:05:00.000Z', precision, isAbout))
    return [new Date(from_ms).toISOString().slice(5, 19), new Date(to_ms).toISOString().slice(5, 19)]
  }

  test.each<[Precision, boolean, string, string]>([
    ['second', false, '03-12T14:05:00', '03-12T14:05:01'],
    ['minute', false, '03-12T14:05:00', '03-12T14:06:00'],
    ['minute', true, '03-12T14:00:00', '03-12T14:11:00'],
    ['hour', false, '03-12T14:00:00', '03-12T15:00:00'],
    ['day', false, '03-12T00:00:00', '03-13T00:00:00'],
  ])('%s, about: %s', (precision, isAbout, from, to) => {
    expect(of(precision, isAbout)).toEqual([from, to])
  })
})
