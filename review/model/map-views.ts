/**
 * Five ways into one map. Each view is worked out from the graph alone, and what is answered in one is written to the
 * graph; so no view can know something the others do not.
 */
import type { Actor } from './evidence.ts'
import { type Control, edgesBy, type GraphNode, type MapEdge, type MapGraph, type Rung } from './map.ts'
import { isLeading } from './map-sentences.ts'
import { endsOf, linksOf } from './map-walks.ts'

/** The views by the part of the address that names them, with the words people read. */
export const mapViews = {
  ladder: { name: 'Ladder', means: 'From what showed, down to what keeps it so.' },
  whys: { name: 'Five whys', means: 'One question at a time, and always: what else was also needed?' },
  layers: { name: 'Layers', means: 'What was there to stop or reveal it, and what each layer was doing.' },
  structure: {
    name: 'Control structure',
    means: 'Who or what controls what, and what tells them how it goes.',
  },
  trajectory: {
    name: 'Agent steps',
    means: 'What an agent did, what limited it, and what it said about it.',
  },
} as const
/** Name of a view. */
export type MapView = keyof typeof mapViews

/** The five questions of the ladder. Each can have several answers. */
export const rungs: Readonly<Record<Rung, { readonly ask: string; readonly hint: string }>> = {
  1: { ask: 'How did it show up?', hint: 'What was seen, by whom it was felt, and what it did.' },
  2: { ask: 'How did the change or condition get there?', hint: 'The events and decisions that brought it.' },
  3: {
    ask: 'How did each layer let it pass?',
    hint: 'Tests, limits, reviews, alerts: what each one was doing.',
  },
  4: {
    ask: 'How did this arrangement make sense, and usually work?',
    hint: 'The conditions under which all of it was reasonable.',
  },
  5: {
    ask: 'How did our goals, budgets, habits or rules keep it that way?',
    hint: 'What was there before, and would be there after the repair.',
  },
}

/** The rungs in order. */
export const rungOrder: readonly Rung[] = [1, 2, 3, 4, 5]

/** A node on a rung, with the edges by which it answers the question about something above it. */
export interface LadderAnswer {
  readonly node: GraphNode
  readonly edges: readonly MapEdge[]
}

/** One rung and everything on it. */
export interface LadderRung {
  readonly rung: Rung
  readonly answers: readonly LadderAnswer[]
}

/** Where a node stands by itself: harm and how it came on the first rung, the longest-standing condition on the last. */
export function plainRung(node: GraphNode): Rung {
  switch (node.kind) {
    case 'harm':
    case 'mechanism':
    case 'mitigator':
      return 1
    case 'event':
    case 'decision':
      return 2
    case 'control':
      return 3
    case 'condition':
      return node.isWeakness || node.code?.startsWith('ORG-') === true ? 5 : 4
  }
}

/** Where a node stands: the lowest rung somebody answered it on, or its plain one. */
function rungOf(node: GraphNode, edges: readonly MapEdge[]): Rung {
  const said = edges.flatMap(({ rung }) => rung ?? [])
  return said.length === 0 ? plainRung(node) : said.reduce((low, each) => (each < low ? each : low))
}

/** The ladder: every node of the map on its rung. */
export function ladderOf(graph: MapGraph): readonly LadderRung[] {
  const outbound = edgesBy(graph.edges, 'fromId')
  const placed = graph.nodes.map((node) => {
    const edges = outbound.get(node.id) ?? []
    return { rung: rungOf(node, edges), answer: { node, edges } }
  })
  return rungOrder.map((rung) => ({
    rung,
    answers: placed.filter((each) => each.rung === rung).map(({ answer }) => answer),
  }))
}

/** One step of the five whys: something that happened, and everything known to have led to it. */
export interface WhyStep {
  readonly node: GraphNode
  readonly depth: number
  readonly answers: readonly { readonly node: GraphNode; readonly edge: MapEdge }[]
  /** Before going deeper: is one answer all there is so far? */
  readonly asksWhatElse: boolean
}

/** How deep the whys are asked. The last step is no more "the" cause than the first. */
export const deepestWhy = 5

/** The whys from every end of the map, each node asked about once, the shallow steps first. */
export function whysOf(graph: MapGraph): readonly WhyStep[] {
  const { into, node: find } = linksOf(graph)
  const steps: WhyStep[] = []
  const asked = new Set<string>()
  let level = endsOf(graph)
  for (let depth = 1; depth <= deepestWhy && level.length > 0; depth += 1) {
    const next: GraphNode[] = []
    for (const node of level) {
      if (asked.has(node.id)) continue
      asked.add(node.id)
      const answers = into(node.id)
        .filter(isLeading)
        .flatMap((edge) => {
          const cause = find(edge.fromId)
          return cause === undefined ? [] : [{ node: cause, edge }]
        })
      steps.push({ node, depth, answers, asksWhatElse: answers.length === 1 })
      next.push(...answers.map((answer) => answer.node))
    }
    level = next
  }
  return steps
}

/** A control with what is known of it. */
export interface ControlNode extends GraphNode {
  readonly control: Control
}

/** The controls of a map. */
export function controlsOf(graph: MapGraph): readonly ControlNode[] {
  return graph.nodes.flatMap((node) => (node.control === null ? [] : [{ ...node, control: node.control }]))
}

/** The layers in the order the problem met them. */
export function layersOf(graph: MapGraph): readonly ControlNode[] {
  return controlsOf(graph).toSorted((a, b) => a.control.layer - b.control.layer || (a.id < b.id ? -1 : 1))
}

/** The number that puts a layer at a position among the others; halves make room without touching a neighbour. */
export function layerAt(others: readonly ControlNode[], position: number): number {
  const before = others[position - 1]?.control.layer
  const after = others[position]?.control.layer
  if (before === undefined) return after === undefined ? 1 : after - 1
  return after === undefined ? before + 1 : (before + after) / 2
}

/** A controller and its actions. */
export interface Controller {
  /** Empty: nobody has said yet who or what exercises these. */
  readonly name: string
  readonly actions: readonly ControlNode[]
}

/** The control structure: controllers with their actions, those nobody is named for last. */
export function structureOf(graph: MapGraph): readonly Controller[] {
  const byName = new Map<string, ControlNode[]>()
  for (const node of layersOf(graph)) {
    const name = node.control.controller.trim()
    byName.set(name, [...(byName.get(name) ?? []), node])
  }
  return [...byName]
    .map(([name, actions]) => ({ name, actions }))
    .toSorted((a, b) => Number(a.name === '') - Number(b.name === ''))
}

/** A step an agent took. */
export interface AgentStep {
  readonly node: GraphNode
  /** The first step that nothing took back. */
  readonly isFirstWithoutReturn: boolean
  readonly limits: readonly ControlNode[]
}

/** How a limit or a check met an agent: enforced by something else, only written as an instruction, or not there. */
export type LimitHold = 'enforced' | 'instructed' | 'missing'

/** A limit or a check as the agent met it. */
export interface AgentLimit {
  readonly node: ControlNode
  readonly hold: LimitHold
  /** What was said of it stands against what the record shows. */
  readonly isContradicted: boolean
}

/** What an agent did, step by step, and what was around it. */
export interface Trajectory {
  readonly steps: readonly AgentStep[]
  readonly limits: readonly AgentLimit[]
}

/** The trajectory: the agent's steps in the order of time, with the controls linked to them or exercised by an agent. */
export function trajectoryOf(graph: MapGraph): Trajectory {
  const links = linksOf(graph)
  const steps = graph.nodes.filter((node) => isAgentStep(node)).toSorted(byMoment)
  const agents = new Set(steps.flatMap(({ actor }) => (isAgent(actor) ? [actor.name] : [])))
  const controls = controlsOf(graph)
  const touching = (id: string): readonly ControlNode[] => {
    const near = new Set([
      ...links.into(id).map(({ fromId }) => fromId),
      ...links.outOf(id).map(({ toId }) => toId),
    ])
    return controls.filter((control) => near.has(control.id))
  }
  const first = steps.find(({ id }) =>
    links.outOf(id).some(({ toId }) => links.node(toId)?.isPointOfNoReturn === true),
  )
  const told = steps.map((node) => ({
    node,
    isFirstWithoutReturn: node === first,
    limits: touching(node.id),
  }))
  const near = new Set(told.flatMap(({ limits }) => limits.map(({ id }) => id)))
  return {
    steps: told,
    limits: controls
      .filter(({ id, control }) => near.has(id) || agents.has(control.controller) || control.claim !== '')
      .map((node) => ({
        node,
        hold: holdOf(node.control),
        isContradicted: node.control.claim !== '' && node.control.state !== 'held',
      })),
  }
}

function holdOf({ type, state }: Control): LimitHold {
  if (state === 'absent' || state === 'off') return 'missing'
  return type === 'automatic' ? 'enforced' : 'instructed'
}

function isAgent(actor: Actor | null): actor is Actor {
  return actor?.kind === 'agent'
}

/** Whether a node is a step of an agent. */
export function isAgentStep(node: Pick<GraphNode, 'actor' | 'eventKind'>): boolean {
  return node.eventKind === 'agent-step' || isAgent(node.actor)
}

function byMoment(a: GraphNode, b: GraphNode): number {
  const [one, other] = [a.happenedAt?.at ?? '', b.happenedAt?.at ?? '']
  return one < other ? -1 : one > other ? 1 : 0
}
