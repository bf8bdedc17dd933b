import { expect, test } from 'vitest'
import {
  agoInWords,
  counted,
  dayInWords,
  dueDayInWords,
  dueInWords,
  instantInWords,
  sizeInWords,
} from './words.ts'

test('days and instants read as people write them', () => {
  expect(dayInWords('2026-03-02')).toBe('2 Mar 2026')
  expect(instantInWords('2026-03-12T14:05:09.000Z')).toBe('12 Mar 2026, 14:05 UTC')
})

test.each([
  ['2026-03-14T03:00:00Z', 'due in 27 h'],
  ['2026-03-13T00:20:00Z', 'due in 20 minutes'],
  ['2026-03-20T00:00:00Z', 'due in 7 days'],
  ['2026-03-12T20:00:00Z', 'was due 4 h ago'],
])('%s is %s', (dueAt, words) => {
  expect(dueInWords(dueAt, '2026-03-13T00:00:00Z')).toBe(words)
})

test.each([
  ['2026-03-13', 'due today'],
  ['2026-03-14', 'due 14 Mar 2026'],
  ['2026-03-12', 'was due 12 Mar 2026'],
])('an action for %s is %s', (dueOn, words) => {
  expect(dueDayInWords(dueOn, '2026-03-13T09:00:00Z')).toBe(words)
})

test.each([
  ['2026-03-13T08:59:40Z', 'just now'],
  // A delivery of this minute is newer than the minute the page stands at.
  ['2026-03-13T09:00:30Z', 'just now'],
  ['2026-03-13T08:56:00Z', '4 minutes ago'],
  ['2026-03-13T06:00:00Z', '3 h ago'],
  ['2026-03-10T09:00:00Z', '3 days ago'],
])('%s is %s', (at, words) => {
  expect(agoInWords(at, '2026-03-13T09:00:00Z')).toBe(words)
})

test('sizes and counts carry their unit', () => {
  expect([sizeInWords(12), sizeInWords(41_500), sizeInWords(4_210_000)]).toEqual([
    '12 bytes',
    '42 kB',
    '4.2 MB',
  ])
  expect([counted(1, 'action'), counted(1382, 'action')]).toEqual(['1 action', '1,382 actions'])
})
