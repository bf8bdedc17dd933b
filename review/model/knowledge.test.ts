import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorsOf, degreeOfAuthorship, truckFactor } from './knowledge.ts'

describe('degree of authorship', () => {
  test('follows the published formula', () => {
    const file = {
      createdBy: 0,
      commitsBy: new Map([
        [0, 3],
        [1, 5],
      ]),
    }
    expect(degreeOfAuthorship(file, 0)).toBeCloseTo(3.293 + 1.098 + 0.164 * 3 - 0.321 * Math.log(6), 10)
    expect(degreeOfAuthorship(file, 1)).toBeCloseTo(3.293 + 0.164 * 5 - 0.321 * Math.log(4), 10)
    expect(degreeOfAuthorship(file, 2)).toBeCloseTo(3.293 - 0.321 * Math.log(9), 10)
  })

  test('whoever changed it far more often than its creator is an author, and the creator may be none', () => {
    const file = {
      createdBy: 0,
      commitsBy: new Map([
        [0, 1],
        [1, 40],
      ]),
    }
    // 3.293 + 1.098 + 0.164 − 0.321·ln 41 = 3.363 against 3.293 + 6.56 − 0.321·ln 2 = 9.631: less than three quarters.
    expect(authorsOf(file)).toEqual([1])
  })
})

describe('truck factor', () => {
  const files = fc.array(fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 4 }), { maxLength: 30 })

  test('is no more than the authors there are, and 0 exactly when more than half have none, or there is no file', () => {
    fc.assert(
      fc.property(files, (authored) => {
        const taken = truckFactor(authored)
        expect(taken).toBeLessThanOrEqual(new Set(authored.flat()).size)
        const bare = authored.filter((authors) => authors.length === 0).length
        expect(taken === 0).toBe(bare * 2 > authored.length || authored.flat().length === 0)
      }),
    )
  })

  test('an order of files changes nothing where nobody ties', () => {
    expect(truckFactor([[1], [1], [1], [2], [2], [3]])).toBe(2)
    expect(truckFactor([[3], [2], [1], [2], [1], [1]])).toBe(2)
  })
})
