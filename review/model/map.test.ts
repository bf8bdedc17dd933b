import { describe, expect, test } from 'vitest'
import type { Acceptance } from './acceptances.ts'
import { emptyPlan } from './actions.ts'
import { uncoveredWeaknesses } from './coverage.ts'
import { graphOf, type MapEdge, type MapSource } from './map.ts'
import { anEdge } from './testing-map.ts'
import type { TimelineEvent } from './timeline.ts'

function event(id: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i1',
    happenedAt: null,
    until: null,
    rank: 1,
    kind: 'system',
    actor: { kind: 'system', name: 'orders-db' },
    lane: 'slack',
    text: `Event ${id}.`,
    state: 'accepted',
    phase: null,
    sourceChanged: null,
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    version: 1,
    ...more,
  }
}

const yes = { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true }
const factor = {
  id: 'f1',
  incidentId: 'i1',
  code: 'GRD-3',
  statement: 'Any job could hold a lock.',
  certainty: 'observed',
  eventIds: [],
  weakness: yes,
  version: 1,
} as const

const source = (edges: readonly MapEdge[], timeline: readonly TimelineEvent[]): MapSource => ({
  timeline,
  factors: [factor],
  map: { nodes: [], edges },
})

describe('the graph', () => {
  test('has every factor, and of the timeline the trigger and what is linked', () => {
    const timeline = [event('e1'), event('e2'), event('e3', { isTrigger: true })]
    const graph = graphOf(source([anEdge('f1', 'e2')], timeline))
    expect(graph.nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'e2 event',
      'e3 event',
      'f1 condition',
    ])
  })
  test('leaves out an edge whose end is not there, was rejected, or is its own beginning', () => {
    const timeline = [event('e1'), event('e2', { state: 'rejected' })]
    const edges = [anEdge('f1', 'e1'), anEdge('f1', 'e2'), anEdge('f1', 'gone'), anEdge('f1', 'f1')]
    expect(graphOf(source(edges, timeline)).edges).toEqual([edges[0]])
  })
  test('takes an event told by hand for belief until evidence stands behind it', () => {
    const timeline = [event('e1', { lane: 'by hand' }), event('e2', { lane: 'by hand', evidenceIds: ['x'] })]
    const graph = graphOf(source([anEdge('e1', 'e2')], timeline))
    expect(graph.nodes.map(({ id, isBelief }) => [id, isBelief])).toEqual([
      ['e1', true],
      ['e2', false],
      ['f1', true],
    ])
  })
  test('calls a decision what the timeline calls one', () => {
    const graph = graphOf(source([anEdge('f1', 'e1')], [event('e1', { kind: 'decision' })]))
    expect(graph.nodes[0]?.kind).toBe('decision')
  })
})

test('a weakness is covered by a live action that names it or a risk that was accepted, and by no dropped one', () => {
  const action = (state: 'open' | 'dropped') => ({ factorIds: ['f1'], state })
  const uncovered = (state: 'open' | 'dropped', acceptances: readonly Acceptance[] = []) =>
    uncoveredWeaknesses({ factors: [factor], actions: [{ ...base, ...action(state) }], acceptances }).map(
      ({ id }) => id,
    )
  expect(uncovered('open')).toEqual([])
  expect(uncovered('dropped')).toEqual(['f1'])
  expect(uncovered('dropped', [{ ...accepted, factorId: 'f1' }])).toEqual([])
  expect(uncovered('dropped', [{ ...accepted, factorId: null }])).toEqual(['f1'])
})

const accepted = {
  id: 'c1',
  incidentId: 'i1',
  because: 'The old store is retired in May.',
  agreedByRole: 'head of storage',
  reviewOn: '2026-06-01',
  version: 1,
}

const base = {
  id: 'a1',
  incidentId: 'i1',
  title: 'The database ends a lock after two seconds',
  kind: 'guardrail',
  owner: null,
  dueOn: null,
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  howWeWillKnow: '',
  closedAt: null,
  outcome: '',
  plan: emptyPlan,
  version: 1,
} as const
