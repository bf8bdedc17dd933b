import { describe, expect, test } from 'vitest'
import { score } from './fuzzy.ts'

const factor = { label: 'Name a factor', also: 'contributing cause weakness' }

describe('a line answers what was typed', () => {
  const cases = [
    { typed: '', isFound: true },
    { typed: 'factor', isFound: true },
    { typed: 'FACTOR name', isFound: true },
    { typed: 'nafa', isFound: true },
    { typed: 'naf', isFound: true },
    { typed: 'weakness', isFound: true },
    { typed: 'actor', isFound: true },
    { typed: 'factor zebra', isFound: false },
    { typed: 'xyz', isFound: false },
    { typed: 'rotcaf', isFound: false },
  ]
  for (const { typed, isFound } of cases) {
    test(`“${typed}” ${isFound ? 'finds' : 'does not find'} it`, () => {
      expect(score(factor, typed) > 0).toBe(isFound)
    })
  }
})

test('the beginning of the label outranks a word beside it', () => {
  const beside = { label: 'Mark the trigger', also: 'factor' }
  expect(score(factor, 'factor')).toBeGreaterThan(score(beside, 'factor'))
})

test('a long line and long typing end at once', () => {
  const long = { label: 'a '.repeat(2_000), also: '' }
  expect(score(long, 'ab'.repeat(100))).toBe(0)
})
