/** Graphs for tests: written by hand, and made up by fast-check. For tests alone. */
import fc from 'fast-check'
import type { Actor, EventKind } from './evidence.ts'
import type { Certainty } from './factors.ts'
import {
  type Control,
  type EdgeKind,
  edgeKinds,
  type GraphNode,
  type MapEdge,
  type MapGraph,
  type NodeKind,
  plainControl,
  type Rung,
} from './map.ts'
import { factorEntries } from './taxonomy.ts'

interface NodeFacts extends Partial<Omit<GraphNode, 'id' | 'happenedAt' | 'control'>> {
  readonly at?: string
  readonly control?: Partial<Control>
}

/** A node with what a test says of it; a condition the record shows, unless told. */
export function aNode(id: string, { at, control, ...facts }: NodeFacts = {}): GraphNode {
  const isControl = control !== undefined || facts.kind === 'control'
  return {
    id,
    kind: 'condition',
    statement: `Something was true of ${id}.`,
    happenedAt: at === undefined ? null : { at, precision: 'second', isAbout: false },
    actor: null,
    eventKind: null,
    isTrigger: false,
    code: facts.kind === undefined || facts.kind === 'condition' ? 'CHG-1' : null,
    isWeakness: false,
    existedBefore: facts.isWeakness === true,
    control: isControl ? { ...plainControl, ...control } : null,
    origin: null,
    isPointOfNoReturn: false,
    eventIds: [],
    isBelief: false,
    ...facts,
  }
}

/** An edge between two nodes, observed and possible, unless told. */
export function anEdge(fromId: string, toId: string, more: Partial<MapEdge> = {}): MapEdge {
  return {
    id: `${fromId} ${more.kind ?? 'enabled'} ${toId}`,
    incidentId: 'i1',
    fromId,
    toId,
    kind: 'enabled',
    because: '',
    certainty: 'observed',
    eventIds: [],
    explanation: '',
    rung: null,
    version: 1,
    ...more,
  }
}

const kinds: readonly NodeKind[] = [
  'event',
  'decision',
  'condition',
  'control',
  'mechanism',
  'harm',
  'mitigator',
]
const links = Object.keys(edgeKinds).filter((kind): kind is EdgeKind => kind in edgeKinds)

const anyControl: fc.Arbitrary<Control> = fc.record({
  type: fc.constantFrom<Control['type']>('automatic', 'procedural', 'vigilance'),
  state: fc.constantFrom<Control['state']>('held', 'bypassed', 'absent', 'off'),
  layer: fc.integer({ min: 0, max: 9 }),
  controller: fc.constantFrom('', 'orders-db', 'deploy agent', 'release policy'),
  actsOn: fc.constantFrom('', 'the jobs'),
  feedback: fc.constant(''),
  belief: fc.constant(''),
  claim: fc.constantFrom('', 'All tests passed.'),
  flaw: fc.constant(null),
})

const actors: readonly (Actor | null)[] = [
  null,
  { kind: 'agent', name: 'deploy agent' },
  { kind: 'system', name: 'orders-db' },
]

/** Any node, with the facts its kind has and no others. */
export function anyNode(id: string): fc.Arbitrary<GraphNode> {
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      statement: fc.lorem({ maxCount: 8 }),
      control: anyControl,
      origin: fc.constantFrom<'design' | 'skill' | 'luck'>('design', 'skill', 'luck'),
      code: fc.constantFrom(...factorEntries.map((entry) => entry.code)),
      isWeakness: fc.boolean(),
      isPointOfNoReturn: fc.boolean(),
      actor: fc.constantFrom(...actors),
      eventKind: fc.constantFrom<EventKind>('agent-step', 'deploy', 'alert'),
      minute: fc.option(fc.nat({ max: 59 })),
    })
    .map(({ kind, statement, control, origin, code, isWeakness, isPointOfNoReturn, ...event }) => {
      const isTold = kind === 'event' || kind === 'decision'
      const at =
        event.minute === null ? null : `2026-03-12T14:${String(event.minute).padStart(2, '0')}:00.000Z`
      return {
        ...aNode(id, { kind, statement }),
        control: kind === 'control' ? control : null,
        origin: kind === 'mitigator' ? origin : null,
        code: kind === 'condition' ? code : null,
        isWeakness: kind === 'condition' && isWeakness,
        isPointOfNoReturn: kind === 'mechanism' && isPointOfNoReturn,
        actor: isTold ? event.actor : null,
        eventKind: isTold ? event.eventKind : null,
        happenedAt: isTold && at !== null ? ({ at, precision: 'minute', isAbout: false } as const) : null,
      }
    })
}

/** An edge between two of these nodes; circles, and the same link in two explanations, are allowed. */
export function anyEdgeOf(ids: readonly string[]): fc.Arbitrary<MapEdge> {
  return fc
    .record({
      fromId: fc.constantFrom(...ids),
      toId: fc.constantFrom(...ids),
      kind: fc.constantFrom(...links),
      certainty: fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed'),
      explanation: fc.constantFrom('', 'the lock', 'the traffic'),
      because: fc.constantFrom('', 'It was so, and that was enough.'),
      rung: fc.option(fc.constantFrom<Rung>(1, 2, 3, 4, 5)),
    })
    .filter(({ fromId, toId }) => fromId !== toId)
    .map(({ fromId, toId, ...more }) =>
      anEdge(fromId, toId, { ...more, id: JSON.stringify([fromId, toId, more.kind, more.explanation]) }),
    )
}

/** Any graph: nodes of every kind, edges between any of them, each edge once. */
export function anyGraph(largest = 12): fc.Arbitrary<MapGraph> {
  return fc.integer({ min: 1, max: largest }).chain((count) => {
    const ids = Array.from({ length: count }, (_, index) => `node ${index + 1}`)
    const edges =
      count === 1
        ? fc.constant<MapEdge[]>([])
        : fc.uniqueArray(anyEdgeOf(ids), { selector: ({ id }) => id, maxLength: 2 * count })
    return fc.record({ nodes: fc.tuple(...ids.map(anyNode)), edges })
  })
}
