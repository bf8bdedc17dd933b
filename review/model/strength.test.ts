import { describe, expect, test } from 'vitest'
import { nullResult, strengthAnswers, strengthChoices, strengthLevel, strengthLevels } from './strength.ts'

describe('the ladder of strength', () => {
  test('goes from 5 down to 0, each rung with a meaning and examples', () => {
    expect(strengthLevels.map(({ strength }) => strength)).toEqual([5, 4, 3, 2, 1, 0])
    for (const { means, examples } of strengthLevels) {
      expect(means).toMatch(/\.$/)
      expect(examples.length).toBeGreaterThan(1)
    }
  })

  test('names a rung by its number', () => {
    expect(strengthLevel(4).name).toBe('Guardrail')
    expect(strengthLevel(0).name).toBe('No change')
  })

  test.each([
    [true, false, [5, 4, 3]],
    [true, true, [3, 2]],
    [false, false, [2, 1]],
    [false, true, [1, 0]],
  ])('works if forgotten %s, bypassed unnoticed %s: levels %j', (forgotten, bypassed, levels) => {
    expect(strengthChoices(forgotten, bypassed)).toEqual(levels)
  })

  test.each(strengthLevels)('level $strength has answers that agree with it', ({ strength }) => {
    const answers = strengthAnswers(strength)
    expect(strengthChoices(answers.worksIfForgotten, answers.canBeBypassedUnnoticed)).toContain(strength)
  })

  test('every level can be reached by some answer', () => {
    const reached = [true, false].flatMap((a) => [true, false].flatMap((b) => strengthChoices(a, b)))
    expect(new Set(reached)).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  })

  test('never less for working by itself, never more for being easy to bypass', () => {
    for (const answer of [true, false]) {
      expect(Math.max(...strengthChoices(true, answer))).toBeGreaterThan(
        Math.max(...strengthChoices(false, answer)),
      )
      expect(Math.max(...strengthChoices(answer, false))).toBeGreaterThan(
        Math.max(...strengthChoices(answer, true)),
      )
    }
  })

  test('meets the null result with a question', () => {
    expect(nullResult.sentence).toContain('null result')
    expect(nullResult.ask).toMatch(/\?$/)
  })
})
