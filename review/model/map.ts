/**
 * The causal map: what led to what. One graph over the rows there are: a factor is a condition on it, a timeline event is
 * an event or a decision on it; only mechanisms, harm, controls and mitigators are rows of their own. Never a person.
 */
import type { Actor, EventKind } from './evidence.ts'
import { type Certainty, type Factor, isUnderlyingWeakness } from './factors.ts'
import type { Moment } from './instants.ts'
import type { TimelineEvent } from './timeline.ts'

/** Nodes that are rows of the map itself; the others are factors and timeline events. */
export const ownNodeKinds = ['mechanism', 'harm', 'control', 'mitigator'] as const
/** Kind of a row of the map itself. */
export type OwnNodeKind = (typeof ownNodeKinds)[number]
/** Kind of a node. */
export type NodeKind = OwnNodeKind | 'event' | 'decision' | 'condition'

/** Every kind with the word people read and what it means. */
export const nodeKinds: Readonly<Record<NodeKind, { readonly name: string; readonly means: string }>> = {
  event: { name: 'Event', means: 'Something that happened, from the timeline.' },
  decision: { name: 'Decision', means: 'A step that was chosen, from the timeline.' },
  condition: { name: 'Condition', means: 'What was true of the system: a contributing factor.' },
  control: { name: 'Control', means: 'Something that was there to stop or reveal the problem.' },
  mechanism: { name: 'Mechanism', means: 'How the trigger became harm, technically.' },
  harm: { name: 'Harm', means: 'What it did to someone.' },
  mitigator: { name: 'Mitigator', means: 'What limited the harm or sped recovery.' },
}

/** How a control works: by itself, by following steps, or by someone noticing. */
export type ControlType = 'automatic' | 'procedural' | 'vigilance'

/** Every type of control with the words people read. */
export const controlTypes: Readonly<Record<ControlType, string>> = {
  automatic: 'Automatic: a machine enforces it',
  procedural: 'Procedural: written down, to be followed',
  vigilance: 'Vigilance: it rests on someone noticing',
}

/** What a control was doing that day. */
export type ControlState = 'held' | 'bypassed' | 'absent' | 'off'

/** Every state of a control with the words people read. */
export const controlStates: Readonly<Record<ControlState, string>> = {
  held: 'It held',
  bypassed: 'It was there, and there was a way around it',
  absent: 'It was not there',
  off: 'It was there and switched off',
}

/** The four ways in which a control action goes with a hazard. */
export type ControlFlaw = 'not-given' | 'given-when-harmful' | 'wrong-time' | 'wrong-length'

/** Every flaw as the prompt that looks for it. */
export const controlFlaws: Readonly<Record<ControlFlaw, string>> = {
  'not-given': 'It was needed and did not come',
  'given-when-harmful': 'It came where it did harm',
  'wrong-time': 'It came too early, too late or out of order',
  'wrong-length': 'It stopped too soon or was held too long',
}

/** What is known of a control: as a layer, as an action of a controller, and as a claim to hold against the trace. */
export interface Control {
  readonly type: ControlType
  readonly state: ControlState
  /** Place among the layers, the first one the problem met lowest; compared as numbers, fractions allowed. */
  readonly layer: number
  /** Which role, team or system exercises it; empty while nobody said. */
  readonly controller: string
  /** What it acts on. */
  readonly actsOn: string
  /** What would have told the controller. */
  readonly feedback: string
  /** What the controller held to be true then. */
  readonly belief: string
  /** What was said of it ("all tests passed"), to be held against what the record shows. */
  readonly claim: string
  readonly flaw: ControlFlaw | null
}

/** A control of which only its sentence is known. */
export const plainControl: Control = {
  type: 'automatic',
  state: 'absent',
  layer: 0,
  controller: '',
  actsOn: '',
  feedback: '',
  belief: '',
  claim: '',
  flaw: null,
}

/** Where a mitigator came from. */
export type MitigatorOrigin = 'design' | 'skill' | 'luck'

/** Every origin with the words people read. */
export const mitigatorOrigins: Readonly<Record<MitigatorOrigin, string>> = {
  design: 'By design',
  skill: 'By skill',
  luck: 'By luck',
}

/** A row of the map itself. */
export interface MapNode {
  readonly id: string
  readonly incidentId: string
  readonly kind: OwnNodeKind
  readonly statement: string
  /** Of a control; null otherwise. */
  readonly control: Control | null
  /** Of a mitigator; null otherwise. */
  readonly origin: MitigatorOrigin | null
  /** Of a mechanism: from here on nothing took it back. */
  readonly isPointOfNoReturn: boolean
  /** Timeline events that show it. */
  readonly eventIds: readonly string[]
  readonly version: number
}

/** Every text of a node that somebody wrote; those that say nothing are left out. */
export function textsOfNode({
  statement,
  control,
}: Pick<MapNode, 'statement' | 'control'>): readonly string[] {
  if (control === null) return [statement]
  const { controller, actsOn, feedback, belief, claim } = control
  return [statement, controller, actsOn, feedback, belief, claim].filter((text) => text !== '')
}

/** What one thing did for another. */
export type EdgeKind =
  | 'enabled'
  | 'required-together'
  | 'made-likelier'
  | 'delayed-detection'
  | 'delayed-recovery'
  | 'limited'
  | 'informed'

/** Every kind of edge with the words of a list of choices. */
export const edgeKinds: Readonly<Record<EdgeKind, string>> = {
  enabled: 'made it possible',
  'required-together': 'was needed as well, together with others',
  'made-likelier': 'made it likelier',
  'delayed-detection': 'delayed that it was seen',
  'delayed-recovery': 'delayed that it was over',
  limited: 'kept it smaller',
  informed: 'informed it',
}

/** A rung of the ladder, from what showed to what keeps it so. */
export type Rung = 1 | 2 | 3 | 4 | 5

/** What led to what. */
export interface MapEdge {
  readonly id: string
  readonly incidentId: string
  readonly fromId: string
  readonly toId: string
  readonly kind: EdgeKind
  /** The link in someone's own words; empty: the sentence is composed. */
  readonly because: string
  readonly certainty: Certainty
  /** Timeline events that show it. */
  readonly eventIds: readonly string[]
  /** Which of several explanations of the same thing it belongs to; empty where there is no rival. */
  readonly explanation: string
  /** The rung of the ladder it was answered on; null: the kind of its beginning says. */
  readonly rung: Rung | null
  readonly version: number
}

/** The rows of the map itself: part of the working record. */
export interface MapRows {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
}

/** Nothing drawn yet. */
export const emptyMap: MapRows = { nodes: [], edges: [] }

/** A node as every view sees it, whichever row it stands for. */
export interface GraphNode {
  readonly id: string
  readonly kind: NodeKind
  readonly statement: string
  readonly happenedAt: Moment | null
  readonly actor: Actor | null
  /** Kind of the timeline event, for events and decisions. */
  readonly eventKind: EventKind | null
  readonly isTrigger: boolean
  /** Entry of the taxonomy, for conditions. */
  readonly code: string | null
  readonly isWeakness: boolean
  readonly existedBefore: boolean
  readonly control: Control | null
  readonly origin: MitigatorOrigin | null
  readonly isPointOfNoReturn: boolean
  readonly eventIds: readonly string[]
  /** Nothing in the record shows it yet. */
  readonly isBelief: boolean
}

/** The map as every view reads it: edges only between nodes that are there. */
export interface MapGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly MapEdge[]
}

const bare = {
  happenedAt: null,
  actor: null,
  eventKind: null,
  isTrigger: false,
  code: null,
  isWeakness: false,
  existedBefore: false,
  control: null,
  origin: null,
  isPointOfNoReturn: false,
} as const

/** A timeline event as a node. */
export function nodeOfEvent(event: TimelineEvent): GraphNode {
  return {
    ...bare,
    id: event.id,
    kind: event.kind === 'decision' ? 'decision' : 'event',
    statement: event.text,
    happenedAt: event.happenedAt,
    actor: event.actor,
    eventKind: event.kind,
    isTrigger: event.isTrigger,
    eventIds: [event.id],
    isBelief: event.evidenceIds.length === 0 && event.lane === 'by hand',
  }
}

/** A factor as a node. */
export function nodeOfFactor(factor: Factor): GraphNode {
  return {
    ...bare,
    id: factor.id,
    kind: 'condition',
    statement: factor.statement,
    code: factor.code,
    isWeakness: isUnderlyingWeakness(factor),
    existedBefore: factor.weakness.existedBefore,
    eventIds: factor.eventIds,
    isBelief: factor.eventIds.length === 0,
  }
}

/** A row of the map as a node. */
export function nodeOfRow(row: MapNode): GraphNode {
  const { id, kind, statement, control, origin, isPointOfNoReturn, eventIds } = row
  const isBelief = eventIds.length === 0
  return { ...bare, id, kind, statement, control, origin, isPointOfNoReturn, eventIds, isBelief }
}

/** The rows a graph is made of. */
export interface MapSource {
  readonly timeline: readonly TimelineEvent[]
  readonly factors: readonly Factor[]
  readonly map: MapRows
}

/**
 * The one graph all views read. Every factor and every row of the map stands on it; a timeline event does when it is the
 * trigger or has an edge. An edge whose end is not there (removed, or rejected on the timeline) is left out.
 */
export function graphOf({ timeline, factors, map }: MapSource): MapGraph {
  const told = timeline.filter((event) => event.state !== 'rejected')
  const known = new Set([...told, ...factors, ...map.nodes].map(({ id }) => id))
  const edges = map.edges.filter(
    ({ fromId, toId }) => fromId !== toId && known.has(fromId) && known.has(toId),
  )
  const linked = new Set(edges.flatMap(({ fromId, toId }) => [fromId, toId]))
  return {
    nodes: [
      ...told.filter((event) => event.isTrigger || linked.has(event.id)).map(nodeOfEvent),
      ...factors.map(nodeOfFactor),
      ...map.nodes.map(nodeOfRow),
    ],
    edges,
  }
}

/** Nodes by id. */
export function nodesById(graph: MapGraph): ReadonlyMap<string, GraphNode> {
  return new Map(graph.nodes.map((node) => [node.id, node] as const))
}

/** Edges by the id of the node at one of their ends. */
export function edgesBy(
  edges: readonly MapEdge[],
  end: 'fromId' | 'toId',
): ReadonlyMap<string, readonly MapEdge[]> {
  const found = new Map<string, MapEdge[]>()
  for (const edge of edges) {
    const there = found.get(edge[end])
    if (there === undefined) found.set(edge[end], [edge])
    else there.push(edge)
  }
  return found
}

/** Whether a kind of node stands above the line of the iceberg: it showed, while what lies below made it possible. */
export function isAboveLine(kind: NodeKind): boolean {
  return kind !== 'condition' && kind !== 'control'
}

/** Two or more explanations of one thing that stand open side by side, each with the edges that tell it. */
export interface Rivalry {
  readonly node: GraphNode
  readonly explanations: readonly { readonly name: string; readonly edges: readonly MapEdge[] }[]
}

/** Where the map holds competing explanations. They are shown beside each other and never made one. */
export function rivalriesOf(graph: MapGraph): readonly Rivalry[] {
  const inbound = edgesBy(graph.edges, 'toId')
  return graph.nodes.flatMap((node) => {
    const edges = (inbound.get(node.id) ?? []).filter(({ explanation }) => explanation !== '')
    const names = [...new Set(edges.map(({ explanation }) => explanation))]
    if (names.length < 2) return []
    const explanations = names.map((name) => ({
      name,
      edges: edges.filter(({ explanation }) => explanation === name),
    }))
    return [{ node, explanations }]
  })
}
