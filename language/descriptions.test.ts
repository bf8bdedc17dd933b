import { describe, expect, test } from 'vitest'
import { findDescriptions } from './descriptions.ts'

const quotes = (text: string) => findDescriptions(text).map(({ quote }) => quote)

describe('words that name nobody and may fit one person', () => {
  test.each([
    ['The new hire ran the script.', ['The new hire']],
    ['It is a team of one, on the night shift.', ['a team of one']],
    ['We called the only remaining database administrator.', ['the only remaining database administrator']],
    ['our most senior network engineer looked', ['our most senior network engineer']],
    ['the head of payments and the CTO agreed', ['the head of payments', 'the CTO']],
    ['in their first week on the team', ['in their first week on the team']],
    ['they were on parental leave', ['on parental leave']],
    ['joining from Lisbon', ['joining from Lisbon']],
    ['The only way out was a restart of the one remaining node.', []],
    ['The senior database was slow and the lead time long.', []],
    ['a new deploy of the head node', []],
  ])('%s', (text, expected) => {
    expect(quotes(text)).toEqual(expected)
  })

  test('offers words that say less, and those are found no more', () => {
    for (const { wider } of findDescriptions('the new hire, a team of one, on sick leave, the CTO')) {
      expect(quotes(wider)).toEqual([])
    }
  })
})
