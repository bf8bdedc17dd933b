import { expect, test } from 'vitest'
import { moment, type Precision } from '../model/instants.ts'
import { momentText, readMoment } from './moments.ts'

test.each<[string, Precision, boolean, string]>([
  ['2026-03-12T14:02:09.123Z', 'millisecond', false, '2026-03-12T14:02:09.123Z'],
  ['2026-03-12T14:02:09.000Z', 'second', false, '2026-03-12T14:02:09Z'],
  ['2026-03-12T14:02:00.000Z', 'minute', true, 'about 2026-03-12T14:02Z'],
  ['2026-03-12T14:00:00.000Z', 'hour', false, '2026-03-12T14Z'],
  ['2026-03-12T00:00:00.000Z', 'day', false, '2026-03-12'],
  ['2026-03-12T14:02:30.000Z', 'minute', false, '2026-03-12T14:02:30.000Z (minute)'],
  ['2026-03-12T14:02:09Z', 'second', true, 'about 2026-03-12T14:02:09Z (second)'],
])('%s known to the %s (about: %s) is written %s and read back', (at, precision, isAbout, text) => {
  expect(momentText(moment(at, precision, isAbout))).toBe(text)
  expect(readMoment(text)).toEqual(moment(at, precision, isAbout))
})

test.each([
  ['2026-03-12 14:05 UTC', '2026-03-12T14:05:00.000Z'],
  ['2026-03-12 14:05', '2026-03-12T14:05:00.000Z'],
  ['~2026-03-12T14:05Z', '2026-03-12T14:05:00.000Z'],
  ['  2026-03-12  ', '2026-03-12T00:00:00.000Z'],
])('%j, written by hand, is %s', (text, at) => {
  expect(readMoment(text)?.at).toBe(at)
})

test.each([
  '',
  '14:05',
  'yesterday',
  '2026-02-30',
  '2026-03-12T25:00Z',
  '0001-01-01',
  '3026-01-01',
  '2026-03-12T14:05+01:00',
  '2026-03-12T14:05Z (week)',
  '9'.repeat(100_000),
])('%.40s names no moment', (text) => {
  expect(readMoment(text)).toBeNull()
})

test('nothing is written as nothing', () => {
  expect(momentText(null)).toBe('')
})
