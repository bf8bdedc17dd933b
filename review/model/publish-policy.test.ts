import { describe, expect, test } from 'vitest'
import type { Acceptance } from './acceptances.ts'
import { type Action, type ActionPlan, emptyPlan } from './actions.ts'
import type { Factor } from './factors.ts'
import type { Incident } from './incident.ts'
import { moment } from './instants.ts'
import { type PublishInput, publishBlockers } from './publish-policy.ts'
import { emptyImpact, type Impact, type Review, type WorkingRecord } from './reviews.ts'
import type { TimelineEvent } from './timeline.ts'

const none = { state: 'none', text: '' } as const
const impact: Impact = { duration: none, users: none, revenue: none, dataLoss: none, reputation: none }
const incident: Incident = {
  id: 'i1',
  number: 42,
  title: 'Checkout writes were refused',
  kind: 'incident',
  severity: 'SEV1',
  potentialSeverity: null,
  components: [],
  summary: '',
  isSample: false,
  openedAt: '2026-03-12T15:00:00Z',
  version: 1,
  startedAt: moment('2026-03-12T14:02:00Z'),
  detectedAt: null,
  mitigatedAt: null,
  endedAt: moment('2026-03-12T14:49:00Z'),
}
const answers = {
  madePossible: 'Nothing limited the wait for a lock.',
  impossibleNext: 'The database ends a wait after five seconds.',
  secondLoop: 'That a migration is small when its text is short.',
  secondLoopResult: 'The storage team now counts locks, not lines.',
}
const review: Review = {
  incidentId: 'i1',
  stage: 'calibrating',
  impact,
  answers,
  editionNumber: null,
  version: 1,
}

function event(id: string, clock: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i1',
    happenedAt: moment(`2026-03-12T${clock}:00Z`, 'minute'),
    until: null,
    rank: 0,
    kind: 'deploy',
    actor: { kind: 'system', name: 'deploy pipeline' },
    lane: '',
    text: 'A release begins.',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

function factor(id: string, isWeakness: boolean): Factor {
  return {
    id,
    incidentId: 'i1',
    code: 'GRD-1',
    statement: 'Nothing limits the wait for a lock.',
    certainty: 'observed',
    eventIds: [],
    weakness: { existedBefore: true, remainsAfterRepair: isWeakness, couldCauseOthers: true },
    version: 1,
  }
}

const planned: ActionPlan = {
  ...emptyPlan,
  scope: 'class',
  measure: 'No lock was waited for.',
  reviewOn: '2026-04-20',
}

function action(id: string, more: Partial<Action> = {}): Action {
  return {
    id,
    incidentId: 'i1',
    title: 'Give migrations a lock timeout',
    kind: 'guardrail',
    owner: { personId: 'p1', name: 'Wanjiru Odhiambo', role: 'database lead' },
    dueOn: '2026-03-20',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds: ['f1'],
    howWeWillKnow: '',
    plan: planned,
    state: 'open',
    closedAt: null,
    outcome: '',
    version: 1,
    ...more,
  }
}

const record: WorkingRecord = {
  incident,
  review,
  draft: { incidentId: 'i1', text: '', version: 1, savedAt: '2026-03-13T09:00:00Z' },
  timeline: [event('e1', '14:01', { isTrigger: true }), event('e2', '14:10')],
  participants: [],
  plainWords: [],
  accounts: [],
  decisions: [],
  seen: [],
  factors: [factor('f1', true), factor('f2', false)],
  map: { nodes: [], edges: [] },
  lessons: [{ id: 'l1', incidentId: 'i1', kind: 'lucky', text: 'The report was nearly done.', version: 1 }],
  actions: [action('a1')],
  agentRuns: [],
  acceptances: [],
}
const ready: PublishInput = {
  record,
  sections: [{ heading: 'Summary', text: 'A migration waited for a lock.' }],
  findings: [],
  namesLeft: [],
  personShaped: [],
  mapAsks: [],
  nullActions: [],
}

/** The same input with parts of its record exchanged. */
function having(change: Partial<WorkingRecord>, rest: Partial<PublishInput> = {}): PublishInput {
  return { ...ready, ...rest, record: { ...record, ...change } }
}

function actions(count: number, more: Partial<Action> = {}): readonly Action[] {
  return Array.from({ length: count }, (_, index) => action(`a${index}`, more))
}

const unknown = { state: 'unknown', text: '' } as const
const openQuestion = { heading: 'What we still do not know', text: 'Whether the release was the trigger.' }
const waiting = event('e3', '14:12', { state: 'proposed' })
const untriggered = [event('e1', '14:01')]

describe('a review that is ready', () => {
  test('has nothing in the way and nothing to look at again', () => {
    expect(publishBlockers(ready)).toEqual({ blockers: [], warnings: [] })
  })
})

describe('what stands in the way', () => {
  test.each<[string, PublishInput, string]>([
    ['no-start', having({ incident: { ...incident, startedAt: null } }), 'incident'],
    ['no-end', having({ incident: { ...incident, endedAt: null } }), 'incident'],
    [
      'end-before-start',
      having({ incident: { ...incident, endedAt: moment('2026-03-12T13:00:00Z') } }),
      'incident',
    ],
    ['no-summary', { ...ready, sections: [{ heading: 'Summary', text: ' \n' }] }, 'story'],
    [
      'impact-not-looked-at',
      having({ review: { ...review, impact: { ...impact, users: { state: 'unset', text: '' } } } }),
      'story',
    ],
    [
      'empty-timeline',
      having({ timeline: [event('e1', '14:01', { state: 'tray', isTrigger: true })] }),
      'timeline',
    ],
    ['no-trigger', having({ timeline: untriggered }), 'timeline'],
    ['no-factor', having({ factors: [] }), 'factors'],
    ['no-underlying-weakness', having({ factors: [factor('f1', false), factor('f2', false)] }), 'factors'],
    ['person-as-factor', { ...ready, personShaped: [{ factorId: 'f1', quote: 'the engineer' }] }, 'factors'],
    [
      'action-without-owner-or-date',
      having({ actions: [action('a1'), action('a2', { owner: null, state: 'proposed' })] }),
      'actions',
    ],
    [
      'action-without-owner-or-date',
      having({ actions: [action('a1', { dueOn: null, state: 'proposed' })] }),
      'actions',
    ],
    ['null-action', having({ actions: [action('a1'), action('a2', { strength: 0 })] }), 'actions'],
    ['null-action', { ...having({ actions: [action('a1'), action('a2')] }), nullActions: ['a2'] }, 'actions'],
    ['no-concrete-change', having({ actions: [] }), 'actions'],
    ['no-concrete-change', having({ actions: [action('a1', { state: 'dropped' })] }), 'actions'],
    ['too-many-actions', having({ actions: actions(11) }), 'actions'],
    [
      'wording',
      { ...ready, findings: [{ place: { tab: 'story', id: null }, level: 'error', sentence: 'Found.' }] },
      'story',
    ],
    [
      'name-left',
      { ...ready, namesLeft: [{ place: { tab: 'timeline', id: 'e1' }, name: 'Odhiambo' }] },
      'timeline',
    ],
  ])('%s', (rule, input, tab) => {
    const { blockers } = publishBlockers(input)
    expect(blockers.map((blocker) => blocker.rule)).toEqual([rule])
    expect(blockers[0]?.place.tab).toBe(tab)
    expect(blockers[0]?.sentence).toMatch(/[.?]$/)
  })

  test('an empty review hears everything at once, in the order of a review', () => {
    const empty = having(
      {
        incident: { ...incident, startedAt: null, endedAt: null },
        review: {
          ...review,
          impact: emptyImpact,
        },
        timeline: [],
        factors: [],
        lessons: [],
        actions: [],
      },
      { sections: [] },
    )
    expect(publishBlockers(empty).blockers.map(({ rule }) => rule)).toEqual([
      ...[
        'no-start',
        'no-end',
        'no-summary',
        'impact-not-looked-at',
        'empty-timeline',
        'no-factor',
        'no-concrete-change',
      ],
    ])
  })

  test('says which measures of impact are missing', () => {
    const unset = { state: 'unset', text: '' } as const
    const input = having({
      review: { ...review, impact: { ...impact, users: unset, revenue: unset, dataLoss: unset } },
    })
    expect(publishBlockers(input).blockers[0]?.sentence).toContain(
      'users affected, revenue and data loss are not filled in',
    )
  })
})

const mild: Incident = { ...incident, severity: 'SEV3' }
const accepted: Acceptance = {
  id: 'c1',
  incidentId: 'i1',
  factorId: null,
  because: 'The scheduler is replaced in May.',
  agreedByRole: 'head of storage',
  reviewOn: '2026-06-01',
  version: 1,
}
const rules = (input: PublishInput) => publishBlockers(input).blockers.map(({ rule }) => rule)

describe('the gate of the actions', () => {
  test('after a SEV1 or SEV2 something works without memory, or a role has agreed to live without it', () => {
    const weak = [action('a1', { strength: 2 })]
    for (const severity of ['SEV1', 'SEV2'] as const) {
      expect(rules(having({ incident: { ...incident, severity }, actions: weak }))).toEqual([
        'no-strong-action',
      ])
    }
    expect(rules(having({ actions: weak, acceptances: [{ ...accepted, factorId: 'f1' }] }))).toEqual([
      'no-strong-action',
    ])
    expect(rules(having({ actions: weak, acceptances: [accepted] }))).toEqual([])
    expect(rules(having({ incident: mild, actions: weak }))).toEqual([])
  })

  test('an agreed risk stands where there is no concrete change', () => {
    expect(rules(having({ incident: mild, actions: [] }))).toEqual(['no-concrete-change'])
    expect(rules(having({ incident: mild, actions: [], acceptances: [accepted] }))).toEqual([])
  })

  test('a promised patch needs its fix or its end', () => {
    const patch = { ...planned, durability: 'patch' } as const
    expect(rules(having({ actions: [action('a1', { plan: patch })] }))).toEqual(['patch-without-end'])
    expect(
      rules(having({ actions: [action('a1', { plan: { ...patch, expiresOn: '2026-05-01' } })] })),
    ).toEqual([])
    expect(rules(having({ actions: [action('a1', { plan: { ...patch, fixedById: 'a2' } })] }))).toEqual([])
  })
})

describe('what does not stand in the way', () => {
  test.each<[string, PublishInput]>([
    ['the end of a near miss', having({ incident: { ...incident, kind: 'near-miss', endedAt: null } })],
    [
      'an end that is said to be unknown',
      having({
        incident: { ...incident, endedAt: null },
        review: { ...review, impact: { ...impact, duration: unknown } },
      }),
    ],
    [
      'a trigger that is said to be unknown',
      having({ timeline: untriggered }, { sections: [...ready.sections, openQuestion] }),
    ],
    [
      'a dropped action without owner',
      having({ actions: [action('a1'), action('a2', { state: 'dropped', owner: null })] }),
    ],
    [
      'a hint',
      { ...ready, findings: [{ place: { tab: 'story', id: null }, level: 'hint', sentence: 'Found.' }] },
    ],
  ])('%s', (_, input) => {
    expect(publishBlockers(input).blockers).toEqual([])
  })
})

describe('what is worth a second look', () => {
  test.each<[string, PublishInput]>([
    ['single-factor', having({ factors: [factor('f1', true)] })],
    ['no-luck', having({ lessons: [] })],
    ['many-actions', having({ actions: actions(6) })],
    ['only-weak-actions', having({ incident: mild, actions: [action('a1', { strength: 1 })] })],
    ['no-measure', having({ actions: [action('a1', { plan: { ...planned, measure: '' } })] })],
    ['no-review-day', having({ actions: [action('a1', { plan: { ...planned, reviewOn: null } })] })],
    ['only-this-case', having({ actions: [action('a1', { plan: { ...planned, scope: 'instance' } })] })],
    ['weakness-without-action', having({ actions: [action('a1', { factorIds: [] })] })],
    ['gap', having({ timeline: [...record.timeline, event('e9', '14:40')] })],
    ['proposals-waiting', having({ timeline: [...record.timeline, waiting] })],
    ['trigger-unknown', having({ timeline: untriggered }, { sections: [...ready.sections, openQuestion] })],
    [
      'wording',
      { ...ready, findings: [{ place: { tab: 'story', id: null }, level: 'warning', sentence: 'Found.' }] },
    ],
  ])('%s', (rule, input) => {
    const { blockers, warnings } = publishBlockers(input)
    expect(warnings.map((warning) => warning.rule)).toEqual([rule])
    expect(blockers).toEqual([])
  })

  test('a mild incident may rest on level 2', () => {
    const input = having({
      incident: { ...incident, severity: 'SEV3' },
      actions: [action('a1', { strength: 2 })],
    })
    expect(publishBlockers(input).warnings).toEqual([])
  })

  test('ten actions are a warning, eleven a blocker', () => {
    expect(publishBlockers(having({ actions: actions(10) })).warnings.map(({ rule }) => rule)).toEqual([
      'many-actions',
    ])
    expect(publishBlockers(having({ actions: actions(11) })).warnings).toEqual([])
  })
})
