import { describe, expect, test } from 'vitest'
import { conditionsOf, emptyDecision, seenBlockers, suggestedFactors, textsOf } from './decisions.ts'
import { type Moment, moment } from './instants.ts'

const at = (clock: string, precision: Moment['precision'] = 'minute', day = '2026-03-12'): Moment =>
  moment(`${day}T${clock}.000Z`, precision)

const piece = (happenedAt: Moment | null) =>
  ({
    id: 'm1',
    source: 'slack',
    kind: 'chat',
    happenedAt,
    basis: 'occurred',
    text: 'the archiver has an image of its own',
    place: '#incident',
  }) as const

const lateness = (seenAt: Moment | null, decidedAt: Moment | null, until: string | null = null) =>
  seenBlockers({
    decision: { id: 'd1', eventId: 'e1', seenEvidenceIds: ['m1'], seenEventIds: [] },
    timeline: [{ id: 'e1', happenedAt: decidedAt, until, text: 'The rollback was started.' }],
    evidence: [piece(seenAt)],
  }).map(({ sentence }) => sentence)

describe('what cannot have been seen', () => {
  test.each([
    ['a second before', at('14:14:59', 'second'), at('14:15:00')],
    ['within the minute of the decision', at('14:15:40', 'second'), at('14:15:00')],
    ['at a time nobody knows', null, at('14:15:00')],
    ['before a decision without a time', at('14:15:40', 'second'), null],
    ['on the day of a decision known to the day', at('23:59:59', 'second'), at('00:00:00', 'day')],
  ])('is not refused %s', (_, seenAt, decidedAt) => {
    expect(lateness(seenAt, decidedAt)).toEqual([])
  })

  test('is refused with both clocks, the question, and the way to keep it all the same', () => {
    expect(lateness(at('14:31:10', 'second'), at('14:15:00'))).toEqual([
      '"the archiver has an image of its own" could first be seen at 14:31:10, and the decision was made at 14:15. What was there to be seen before 14:15? If this was known elsewhere by then, note it under what existed and did not reach them.',
    ])
  })

  test('says the day where the days differ', () => {
    expect(lateness(at('00:10:00', 'minute', '2026-03-13'), at('23:50:00'))[0]).toContain(
      'could first be seen at 2026-03-13 00:10, and the decision was made at 2026-03-12 23:50',
    )
  })

  test('a decision that took a while ends with its span', () => {
    expect(lateness(at('14:31:10', 'second'), at('14:15:00'), '2026-03-12T14:40:00.000Z')).toEqual([])
  })
})

describe('a barrier', () => {
  const notReached = [
    { what: 'the list of what a rollback covers.', where: 'deploy controller.', barrier: 'INF-2' },
    { what: 'the same, once more', where: '', barrier: 'INF-2' },
    { what: 'something nobody placed', where: '', barrier: '' },
    { what: '', where: '', barrier: 'DET-4' },
  ]

  test('suggests one factor for each code, as a sentence about the condition', () => {
    expect(suggestedFactors({ eventId: 'e1', notReached }, [])).toEqual([
      {
        code: 'INF-2',
        statement:
          'The list of what a rollback covers existed (deploy controller) and did not reach the place where the choice was made.',
      },
    ])
  })

  test('suggests nothing that its event shows already', () => {
    const named = [{ code: 'INF-2', eventIds: ['e1'] }]
    expect(suggestedFactors({ eventId: 'e1', notReached }, named)).toEqual([])
    expect(suggestedFactors({ eventId: 'e2', notReached }, named)).toHaveLength(1)
    expect(conditionsOf({ eventId: 'e1' }, named)).toEqual(named)
  })
})

test('everything said in words can be looked at, and nothing else', () => {
  const words = { ...emptyDecision, decider: 'role', role: 'incident commander' } as const
  expect(textsOf(words)).toEqual(['incident commander'])
  expect(
    textsOf({ ...words, goals: ['ship'], options: [{ text: 'wait', costThen: 'minutes', seenThen: false }] }),
  ).toEqual(['incident commander', 'ship', 'wait', 'minutes'])
})
