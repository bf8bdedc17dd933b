import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Factor } from './factors.ts'
import { moment } from './instants.ts'
import { fewKnown, singlePoints } from './single-points.ts'
import type { TimelineEvent } from './timeline.ts'

function event(clock: string, role: string, kind: TimelineEvent['kind']): TimelineEvent {
  return {
    id: `${clock} ${role} ${kind}`,
    incidentId: 'i',
    happenedAt: moment(`2026-03-12T${clock}:00Z`, 'minute'),
    until: null,
    rank: 0,
    kind,
    actor: { kind: 'role', name: role },
    lane: '',
    text: 'Something happened.',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
  }
}

const rules = (
  timeline: readonly TimelineEvent[],
  factors: readonly Factor[] = [],
  rescues: readonly string[] = [],
) => singlePoints({ record: { timeline, factors }, rescues }).map(({ rule, count }) => `${rule} ${count}`)

describe('signs that a system rests on one human being', () => {
  test('every recovery by one role is one; two roles, or a single step, are none', () => {
    const [first, second] = [
      event('14:30', 'database on-call', 'mitigation'),
      event('14:40', 'database on-call', 'recovery'),
    ]
    expect(rules([first, second])).toEqual(['one-role-recovers 1'])
    expect(rules([first])).toEqual([])
    expect(rules([first, event('14:40', 'platform on-call', 'recovery')])).toEqual([])
    expect(rules([first, { ...second, state: 'rejected' }])).toEqual([])
  })

  test('a long wait for somebody who had not been there is one; a short one is the way to the desk', () => {
    const page = event('14:00', 'pager', 'page')
    expect(rules([page, event('14:25', 'database on-call', 'observation')])).toEqual(['wait-for-one 1'])
    expect(rules([page, event('14:05', 'database on-call', 'observation')])).toEqual([])
    const there = event('13:50', 'database on-call', 'observation')
    expect(rules([there, page, event('14:25', 'database on-call', 'observation')])).toEqual([])
  })

  test('a factor that says so and a rescue that is praised are asked about', () => {
    const factor = {
      id: 'f',
      code: 'TEAM-1',
      statement: 'One role alone had the rights to the flag.',
    } as Factor
    expect(rules([], [factor], ['saved the day'])).toEqual(['named-as-weakness 1', 'rescue-praised 1'])
  })

  test('no count goes beyond two and more', () => {
    fc.assert(
      fc.property(fc.integer(), (count) => {
        expect(['0', '1', '2+']).toContain(fewKnown(count))
      }),
    )
  })
})
