import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Action, emptyPlan } from './actions.ts'
import { emptyDecision } from './decisions.ts'
import type { Factor } from './factors.ts'
import { moment } from './instants.ts'
import { emptyMap, type MapNode, plainControl } from './map.ts'
import { fewKnown, type ReviewRead, singlePoints } from './single-points.ts'
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

function node(more: Partial<MapNode>): MapNode {
  return {
    id: 'n',
    incidentId: 'i',
    kind: 'mechanism',
    statement: 'Somebody noticed.',
    control: null,
    origin: null,
    isPointOfNoReturn: false,
    eventIds: [],
    version: 1,
    ...more,
  }
}

interface Read extends Partial<ReviewRead['record']> {
  readonly rescues?: readonly string[]
  readonly exercised?: readonly string[]
}

const found = ({ rescues = [], exercised = [], ...record }: Read) =>
  singlePoints({
    record: { timeline: [], factors: [], decisions: [], actions: [], map: emptyMap, ...record },
    rescues,
    exercised: new Set(exercised),
  })
const rulesOf = (read: Read) => found(read).map(({ rule, count }) => `${rule} ${count}`)
const rules = (timeline: readonly TimelineEvent[]) => rulesOf({ timeline })

function factor(code: string, statement: string): Factor {
  const weakness = { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true }
  return {
    id: statement,
    incidentId: 'i',
    code,
    statement,
    certainty: 'observed',
    eventIds: [],
    weakness,
    version: 1,
  }
}

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

  test('what shows a mitigator counts as a step; by design it rests on nobody', () => {
    const [ended, noticed] = [
      event('14:30', 'database on-call', 'mitigation'),
      event('14:10', 'checkout on-call', 'observation'),
    ]
    const timeline = [noticed, ended, event('14:40', 'database on-call', 'recovery')]
    const mitigator = (origin: MapNode['origin']) => ({
      nodes: [node({ kind: 'mitigator', origin, eventIds: [noticed.id] })],
      edges: [],
    })
    expect(rulesOf({ timeline, map: mitigator('skill') })).toEqual([])
    expect(rulesOf({ timeline, map: mitigator('design') })).toEqual(['one-role-recovers 1'])
    const alone = [{ ...noticed, actor: ended.actor }, ended]
    expect(rulesOf({ timeline: alone, map: mitigator('luck') })).toEqual(['one-role-recovers 1'])
  })

  test('a procedure on the map that one role exercises is one, whatever it is called', () => {
    const walk = event('14:10', 'platform on-call', 'observation')
    const procedure = (more: Partial<MapNode['control']>, eventIds: readonly string[] = []) => ({
      nodes: [
        node({
          kind: 'control',
          statement: 'The failover is done by hand.',
          control: {
            ...plainControl,
            type: 'procedural',
            state: 'held',
            controller: 'database on-call',
            ...more,
          },
          eventIds,
        }),
      ],
      edges: [],
    })
    const acted = event('14:08', 'database on-call', 'observation')
    expect(rulesOf({ map: procedure({}), timeline: [acted] })).toEqual(['runbook-of-one 1'])
    // A tool or a team that controls is no role.
    expect(rulesOf({ map: procedure({ controller: 'deploy tool' }), timeline: [acted] })).toEqual([])
    expect(rulesOf({ map: procedure({ controller: '' }, [walk.id]), timeline: [walk] })).toEqual([
      'runbook-of-one 1',
    ])
    expect(rulesOf({ map: procedure({}, [walk.id]), timeline: [acted, walk] })).toEqual([])
    for (const none of [{ type: 'automatic' }, { state: 'absent' }, { state: 'off' }] as const)
      expect(rulesOf({ map: procedure(none), timeline: [acted] })).toEqual([])
  })

  test('a decision that did not reach what one holder had says so by its barrier, and once', () => {
    const decision = (barrier: string) => ({
      ...emptyDecision,
      id: 'd',
      incidentId: 'i',
      eventId: 'e',
      decider: 'role' as const,
      role: 'checkout on-call',
      notReached: [{ what: 'Only one role has the key', where: 'the vault', barrier }],
      version: 1,
    })
    const said = (barrier: string) =>
      found({ decisions: [decision(barrier)] }).map(({ sentence }) => sentence)
    expect(said('TEAM-1')).toEqual([
      'The checkout on-call did not reach what one holder had: “Only one role has the key (the vault)”',
    ])
    // Without the barrier its words alone say it.
    expect(said('INF-2')).toEqual(['“Only one role has the key (the vault)”'])
  })

  test('a long wait for somebody who had not been there is one; a short one is the way to the desk', () => {
    const page = event('14:00', 'pager', 'page')
    expect(rules([page, event('14:25', 'database on-call', 'observation')])).toEqual(['wait-for-one 1'])
    expect(rules([page, event('14:05', 'database on-call', 'observation')])).toEqual([])
    const there = event('13:50', 'database on-call', 'observation')
    expect(rules([there, page, event('14:25', 'database on-call', 'observation')])).toEqual([])
  })

  test('a factor that says so and a rescue that is praised are asked about', () => {
    const factors = [factor('TEAM-1', 'One role alone knew how to fail over.')]
    expect(rulesOf({ factors, rescues: ['saved the day'], exercised: [] })).toEqual([
      'named-as-weakness 1',
      'drill-not-passed 1',
      'rescue-praised 1',
    ])
  })

  test('a runbook in the hands of one role is one, in nobody’s hands it is none, and of two it is no sign', () => {
    const run = (role: string, clock = '14:10') => ({
      ...event(clock, role, 'mitigation'),
      text: 'The failover runbook was followed.',
    })
    expect(rules([run('database on-call')])).toEqual(['runbook-of-one 1'])
    expect(rules([run('database on-call'), run('platform on-call', '14:20')])).toEqual([])
    const factors = [factor('INF-2', 'The runbook was written for the old cluster.')]
    expect(rulesOf({ factors })).toEqual(['runbook-of-one 0'])
    expect(rules([{ ...run('database on-call'), state: 'rejected' }])).toEqual([])
  })

  test('one approver or one holder of a credential is one; several, or a right of a machine, are no sign', () => {
    for (const statement of [
      'Only the payments lead could approve a change of the flag.',
      'The break-glass password was held by one role.',
      'The right to suspend the job lay with the database on-call alone.',
    ]) {
      expect([statement, ...rulesOf({ factors: [factor('TOOL-5', statement)] })]).toEqual([
        statement,
        'one-holder 1',
      ])
    }
    for (const statement of [
      'Four roles could approve a change of the flag.',
      'Any job could hold a lock for as long as it liked.',
      'The only signal was an e-mail. Access was not needed.',
    ]) {
      expect(rulesOf({ factors: [factor('TOOL-5', statement)] })).toEqual([])
    }
  })

  test('a drill that an action passed answers the sign, and only for what it addresses', () => {
    const factors = [
      factor('REC-1', 'The restore had never run.'),
      factor('REC-1', 'The failover had never run.'),
    ]
    const action: Action = {
      id: 'a',
      incidentId: 'i',
      title: 'Restore once a quarter',
      kind: 'process',
      owner: null,
      dueOn: null,
      priority: 'P1',
      strength: 2,
      worksIfForgotten: false,
      canBeBypassedUnnoticed: true,
      factorIds: ['The restore had never run.'],
      howWeWillKnow: '',
      plan: emptyPlan,
      state: 'done',
      closedAt: null,
      outcome: '',
      version: 1,
    }
    expect(rulesOf({ factors, actions: [action] })).toEqual(['drill-not-passed 0', 'drill-not-passed 0'])
    const after = found({ factors, actions: [action], exercised: ['a'] })
    expect(after.map(({ sentence }) => sentence)).toEqual([
      'Nobody who was not there is known to have passed a drill of this: “The failover had never run.”',
    ])
  })

  test('no count goes beyond two and more', () => {
    fc.assert(
      fc.property(fc.integer(), (count) => {
        expect(['0', '1', '2+']).toContain(fewKnown(count))
      }),
    )
  })
})
