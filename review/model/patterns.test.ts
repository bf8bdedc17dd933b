import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patternsOf, type ReviewCodes, shareSentence, wilson } from './patterns.ts'
import { factorEntries } from './taxonomy.ts'

const review = (at: string, ...factorCodes: readonly string[]): ReviewCodes => ({ at, factorCodes })
const codes = factorEntries.map(({ code }) => code)

describe('factor patterns', () => {
  test('four reviews tell nothing, five do', () => {
    const four = ['01', '02', '03', '04'].map((day) => review(`2026-01-${day}T00:00:00Z`, 'GRD-1'))
    expect(patternsOf(four)).toEqual({ reviews: 4, fewestReviews: 5, patterns: [] })
    const five = patternsOf([...four, review('2026-03-30T00:00:00Z', 'DET-1')])
    expect(five.patterns.map(({ code, share }) => [code, share.named])).toEqual([
      ['GRD-1', 4],
      ['DET-1', 1],
    ])
    expect(five.patterns[0]?.quarters.map(({ quarter, share }) => [quarter, share?.named])).toEqual([
      ['2026 Q1', 4],
    ])
  })

  test('a quarter with fewer than five reviews is empty, and one without any stays where it is', () => {
    const full = Array.from({ length: 5 }, (_, day) => review(`2025-11-0${day + 1}T00:00:00Z`, 'REC-1'))
    const [pattern] = patternsOf([...full, review('2026-04-01T00:00:00Z', 'REC-1')]).patterns
    expect(pattern?.quarters.map(({ quarter, share }) => [quarter, share?.named ?? null])).toEqual([
      ['2025 Q4', 5],
      ['2026 Q1', null],
      ['2026 Q2', null],
    ])
  })

  test('they stand in the order of the taxonomy, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...codes), { maxLength: 6 }), { minLength: 5, maxLength: 20 }),
        (drawn) => {
          const { patterns } = patternsOf(drawn.map((each) => review('2026-02-01T00:00:00Z', ...each)))
          const places = patterns.map(({ code }) => codes.indexOf(code))
          expect(places).toEqual(places.toSorted((a, b) => a - b))
          expect(new Set(patterns.map(({ code }) => code))).toEqual(new Set(drawn.flat()))
        },
      ),
    )
  })

  test('the interval holds the share and stays between nothing and all; counted by hand for 4 of 12', () => {
    const { low, high } = wilson(4, 12)
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.1381', '0.6094'])
    expect(shareSentence({ named: 4, reviews: 12, low, high })).toBe(
      'Named in 4 of 12 reviews: 33 in 100, between 14 and 61.',
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (reviews, some) => {
        const named = some % (reviews + 1)
        const interval = wilson(named, reviews)
        expect(interval.low).toBeGreaterThanOrEqual(0)
        expect(interval.high).toBeLessThanOrEqual(1)
        expect(interval.low).toBeLessThanOrEqual(named / reviews + 1e-9)
        expect(interval.high).toBeGreaterThanOrEqual(named / reviews - 1e-9)
      }),
    )
  })
})
