import { describe, expect, test } from 'vitest'
import { type GateAnswers, noAnswers } from './gate-answers.ts'
import { answerBlockers, answersBlockers, answersWarnings, followUpBlockers } from './gate-policy.ts'
import { type Depth, depthOf, potentialBeyond, reviewDue } from './incident.ts'
import { moment } from './instants.ts'
import type { WorkingRecord } from './reviews.ts'

const said: GateAnswers = {
  madePossible: 'Any job could hold the lock without a limit.',
  impossibleNext: 'The database ends it after two seconds.',
  secondLoop: 'That a rollback covers everything.',
  secondLoopResult: 'Platform changed the rule.',
}

type Answered = Pick<WorkingRecord, 'incident' | 'review'>

function record(depth: Depth, answers: Partial<GateAnswers>): Answered {
  const incident = { ...({} as Answered['incident']), potentialSeverity: null, ...depth }
  const review = { ...({} as Answered['review']), answers: { ...said, ...answers } }
  return { incident, review }
}

const rules = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule)

describe('the two questions', () => {
  test.each([
    [{ severity: 'SEV1' }, true],
    [{ severity: 'SEV2' }, true],
    [{ severity: 'SEV3' }, false],
    [{ severity: 'SEV4', potentialSeverity: 'SEV2' }, true],
    [{ severity: 'SEV4', potentialSeverity: 'SEV3' }, false],
  ] as const)('of %j hold an edition up: %s', (depth, isHeld) => {
    const open = record(depth, { madePossible: ' ', impossibleNext: '' })
    const both = ['no-answer-possible', 'no-answer-impossible']
    expect(rules(answersBlockers(open))).toEqual(isHeld ? both : [])
    expect(rules(answersWarnings(open))).toEqual(isHeld ? [] : both)
  })

  test('each blocker leads to its own question', () => {
    const [only] = answersBlockers(record({ severity: 'SEV1' }, { impossibleNext: '' }))
    expect(only?.place).toEqual({ tab: 'story', id: 'answer-impossibleNext' })
    expect(only?.sentence).toContain('What would make it impossible next time?')
    expect(answersBlockers(record({ severity: 'SEV1' }, {}))).toEqual([])
  })

  test('a person is no answer to what made it possible, and care makes nothing impossible', () => {
    const words = { personShaped: '"the operator"', isNull: true }
    expect(rules(answerBlockers({ question: 'madePossible', text: '', ...words }))).toEqual([
      'person-as-answer',
    ])
    expect(rules(answerBlockers({ question: 'impossibleNext', text: '', ...words }))).toEqual(['null-answer'])
    expect(answerBlockers({ question: 'secondLoop', text: '', ...words })).toEqual([])
  })
})

describe('the second loop', () => {
  test('is asked after a grave incident and never forced', () => {
    const open = record({ severity: 'SEV1' }, { secondLoop: '', secondLoopResult: '' })
    expect(rules(answersWarnings(open))).toEqual(['no-second-loop'])
    expect(answersBlockers(open)).toEqual([])
    expect(answersWarnings(record({ severity: 'SEV3' }, { secondLoop: '', secondLoopResult: '' }))).toEqual(
      [],
    )
  })

  test('warns without its result, and keeps the review from being followed up', () => {
    const open = record({ severity: 'SEV1' }, { secondLoopResult: ' ' })
    expect(rules(answersWarnings(open))).toEqual(['second-loop-without-result'])
    expect(rules(followUpBlockers(open.review.answers))).toEqual(['second-loop-without-result'])
    expect(followUpBlockers(said)).toEqual([])
    expect(followUpBlockers(noAnswers)).toEqual([])
  })
})

describe('potential severity', () => {
  test('counts where it is graver, and only there', () => {
    expect(depthOf({ severity: 'SEV3', potentialSeverity: 'SEV1' })).toBe('SEV1')
    expect(depthOf({ severity: 'SEV1', potentialSeverity: 'SEV3' })).toBe('SEV1')
    expect(depthOf({ severity: 'SEV2' })).toBe('SEV2')
    expect(potentialBeyond('SEV2', 'SEV2')).toBe(null)
    expect(potentialBeyond('SEV2', 'SEV3')).toBe(null)
    expect(potentialBeyond('SEV2', 'SEV1')).toBe('SEV1')
  })

  test('makes a near miss due as what it could have been, from when it was noticed', () => {
    const noticed = moment('2026-03-12T10:00:00.000Z')
    const near = { severity: 'SEV4', kind: 'near-miss', endedAt: null, detectedAt: noticed } as const
    expect(reviewDue(near).dueAt).toBe(null)
    expect(reviewDue({ ...near, potentialSeverity: 'SEV1' })).toEqual({
      dueAt: '2026-03-14T10:00:00.000Z',
      because: 'It could have been a SEV1. A SEV1 is reviewed within 48 hours after impact ended.',
    })
    expect(reviewDue({ ...near, potentialSeverity: 'SEV1', detectedAt: null }).because).toContain(
      'The clock starts when it was noticed.',
    )
  })
})
