import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bands, type PulseAnswer, pulseQuestions, pulseResult } from './pulse.ts'

const answer = fc.constantFrom<boolean | null>(true, false, null)

describe('bands', () => {
  test('fewer than five who say something show nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 4 }), fc.nat(20), (said, silent) => {
        expect(bands([...said, ...Array.from({ length: silent }, () => null)])).toBeNull()
      }),
    )
  })

  test('one answer more or less than all looks like all, and like none', () => {
    for (const size of [5, 6, 9, 12, 40]) {
      const all = Array.from({ length: size }, () => true)
      const none = all.map(() => false)
      expect(bands(all)).toEqual(bands([false, ...all.slice(1)]))
      expect(bands(none)).toEqual(bands([true, ...none.slice(1)]))
    }
  })

  test('what is shown can always mean at least three ways a group may have answered', () => {
    const ways = new Map<string, number>()
    for (let size = 5; size <= 60; size += 1) {
      for (let yes = 0; yes <= size; yes += 1) {
        const shown = JSON.stringify(bands(Array.from({ length: size }, (_each, at) => at < yes)))
        ways.set(shown, (ways.get(shown) ?? 0) + 1)
      }
    }
    expect(Math.min(...ways.values())).toBeGreaterThan(2)
  })

  test('more who agree never read as fewer', () => {
    const order = ['few or none', 'fewer than half', 'about half or more', 'most or all']
    fc.assert(
      fc.property(fc.array(answer, { minLength: 5, maxLength: 40 }), (answers) => {
        const at = answers.indexOf(false)
        const before = bands(answers)
        const after = bands(answers.with(at === -1 ? 0 : at, at === -1 ? (answers[0] ?? null) : true))
        if (before === null || after === null) return
        expect(order.indexOf(after.yes)).toBeGreaterThanOrEqual(order.indexOf(before.yes))
      }),
    )
  })
})

describe('a round', () => {
  const all = (value: PulseAnswer): readonly PulseAnswer[] => pulseQuestions.map(() => value)

  test('of four shows nothing at all', () => {
    expect(pulseResult([all(5), all(5), all(1), all(1)])).toBeNull()
  })

  test('of five shows bands, and holds back a question that fewer answered', () => {
    const shy = all(5).with(3, null)
    const result = pulseResult([all(5), all(4), all(5), all(5), shy])
    expect(result?.answered).toBe('5 to 9')
    expect(result?.agreed[0]).toEqual({ yes: 'most or all', answered: '5 to 9' })
    expect(result?.agreed[3]).toBeNull()
    expect(JSON.stringify(result)).not.toMatch(/0\.\d|:\d/)
  })
})
