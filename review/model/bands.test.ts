import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandsOf } from './bands.ts'

describe('answers in bands', () => {
  const choices = ['yes', 'no'] as const
  test('nothing of four', () => {
    expect(bandsOf(['yes', 'yes', 'yes', 'yes'], choices)).toBeNull()
  })
  test('one more answer moves nothing until there are five more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...choices), { minLength: 5, maxLength: 60 }), (answers) => {
        const whole = answers.slice(0, Math.floor(answers.length / 5) * 5)
        expect(bandsOf(answers, choices)).toEqual(bandsOf(whole, choices))
        expect(JSON.stringify(bandsOf(answers, choices))).not.toMatch(/\d/)
      }),
    )
  })
})
