import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEWEST_ANSWERS, SOMETHING_ELSE, talliesOf, tallyOf } from './drills.ts'

const decision = {
  role: 'incident commander',
  chosen: 'Roll back',
  options: [
    { text: 'Roll back', costThen: '', seenThen: true },
    { text: 'Page the database on-call', costThen: '', seenThen: true },
    { text: 'Suspend the job', costThen: '', seenThen: false },
  ],
}

describe('how a group chose', () => {
  test.each([0, 1, 4])('is not told of %i answers', (count) => {
    expect(
      tallyOf(
        decision,
        Array.from({ length: count }, () => 0),
      ),
    ).toEqual({
      role: 'incident commander',
      chosen: 'Roll back',
      options: null,
      isParted: null,
    })
  })

  test('is told of five, by option, beside what was chosen then', () => {
    const { options, isParted } = tallyOf(decision, [0, 1, 1, SOMETHING_ELSE, 1])
    expect(options).toEqual([
      { text: 'Roll back', answers: 1, isHistory: true },
      { text: 'Page the database on-call', answers: 3, isHistory: false },
      { text: 'Something else', answers: 1, isHistory: false },
    ])
    expect(isParted).toBe(true)
    expect(tallyOf(decision, [0, 0, 0, 1, 1]).isParted).toBe(false)
  })

  test('keeps every answer and invents none, and offers nothing that was seen afterwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 30 }), (answers) => {
        const { options } = tallyOf(decision, answers)
        if (answers.length < FEWEST_ANSWERS) {
          expect(options).toBe(null)
          return
        }
        expect(options?.reduce((sum, each) => sum + each.answers, 0)).toBe(answers.length)
        expect(options?.map(({ text }) => text)).not.toContain('Suspend the job')
      }),
    )
  })

  test('belongs to its decision', () => {
    const choices = Array.from({ length: 5 }, () => ({ decision: 1, option: 0 }))
    expect(talliesOf([decision, decision], choices).map(({ isParted }) => isParted)).toEqual([null, false])
  })
})
