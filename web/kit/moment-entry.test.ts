import { describe, expect, test } from 'vitest'
import { entryOf, readEntry } from './moment-entry.ts'

describe('a time as it is typed', () => {
  test.each([
    ['', 'day', '2026-03-12T00:00:00.000Z'],
    ['9', 'hour', '2026-03-12T09:00:00.000Z'],
    ['14:05', 'minute', '2026-03-12T14:05:00.000Z'],
    ['14.05', 'minute', '2026-03-12T14:05:00.000Z'],
    [' 14:05:09 ', 'second', '2026-03-12T14:05:09.000Z'],
    ['14:05:09.25', 'millisecond', '2026-03-12T14:05:09.250Z'],
  ])('%j is known to the %s', (clock, precision, at) => {
    expect(readEntry({ day: '2026-03-12', clock, isAbout: true })).toEqual({
      moment: { at, precision, isAbout: true },
      problem: '',
    })
  })

  test('nothing typed is no moment and no problem', () => {
    expect(readEntry({ day: '', clock: ' ', isAbout: false })).toEqual({ moment: null, problem: '' })
  })

  test.each([
    ['2026-03-12', '25:00'],
    ['2026-03-12', '14:65'],
    ['2026-03-12', 'noon'],
    ['2026-03-12', '1'.repeat(10_000)],
    ['', '14:05'],
    ['1926-03-12', '14:05'],
    ['3026-03-12', '14:05'],
    ['2026-13-45', '14:05'],
  ])('%s %s is answered with a sentence', (day, clock) => {
    const reading = readEntry({ day, clock, isAbout: false })
    expect(reading.moment).toBeNull()
    expect(reading.problem).toMatch(/^[A-Z].+\.$/)
  })

  test.each(['day', 'hour', 'minute', 'second', 'millisecond'] as const)(
    'a moment known to the %s goes into the fields and comes back the same',
    (precision) => {
      const at = {
        day: '2026-03-12T00:00:00.000Z',
        hour: '2026-03-12T14:00:00.000Z',
        minute: '2026-03-12T14:05:00.000Z',
        second: '2026-03-12T14:05:09.000Z',
        millisecond: '2026-03-12T14:05:09.123Z',
      }[precision]
      const moment = { at, precision, isAbout: false }
      expect(readEntry(entryOf(moment)).moment).toEqual(moment)
    },
  )
})
