/** Changes that are done to a finished review, so that something stands in its way. For tests alone. */
import type { EditionAction, EditionEdge, EditionEnd, EditionNode, EditionRecord } from '../model/editions.ts'
import { impactMeasures } from '../model/reviews.ts'

/** One change of a record. */
export type Twist = (base: EditionRecord) => EditionRecord

/** A record in which these parts are others. */
export const having =
  (more: (base: EditionRecord) => Partial<EditionRecord>): Twist =>
  (base) => ({ ...base, ...more(base) })

/** Every action with this about it. */
export const actions = (more: Partial<EditionAction>): Twist =>
  having((base) => ({ actions: base.actions.map((action) => ({ ...action, ...more })) }))

/** Every action with this about its plan. */
export const plans = (more: Partial<EditionAction['plan']>): Twist =>
  having((base) => ({
    actions: base.actions.map((action) => ({
      ...action,
      plan: {
        isForClass: true,
        isPatch: false,
        expiresOn: '',
        measure: '',
        reviewOn: '',
        ...action.plan,
        ...more,
      },
    })),
  }))

/** One more action at the end, like the first but for this. */
export const oneMoreAction = (more: Partial<EditionAction>): Twist =>
  having((base) => ({
    actions: [...base.actions, ...base.actions.slice(0, 1).map((each) => ({ ...each, ...more }))],
  }))

/** So many actions, all like the first. */
export const manyActions = (count: number): Twist =>
  having(({ actions: [first] }) => ({
    actions:
      first === undefined
        ? []
        : Array.from({ length: count }, (_, row) => ({
            ...first,
            title: `${first.title}, for part ${row + 1}`,
          })),
  }))

/** Other codes for the factors, by row. */
export const codes = (code: (row: number) => string): Twist =>
  having((base) => ({ factors: base.factors.map((factor, row) => ({ ...factor, code: code(row) })) }))

/** One more factor at the end, like the first but for this. */
export const oneMoreFactor = (more: Partial<EditionRecord['factors'][number]>): Twist =>
  having((base) => ({
    factors: [...base.factors, ...base.factors.slice(0, 1).map((each) => ({ ...each, ...more }))],
  }))

/** Which factors are underlying weaknesses, by row. */
export const weaknesses = (isWeakness: (row: number) => boolean): Twist =>
  having((base) => ({
    factors: base.factors.map((factor, row) => ({ ...factor, isUnderlyingWeakness: isWeakness(row) })),
  }))

/** Every decision with this about it. */
export const decisions = (more: Partial<EditionRecord['decisions'][number]>): Twist =>
  having((base) => ({ decisions: base.decisions.map((each) => ({ ...each, ...more })) }))

/** Every node with what is changed about it. */
export const nodes = (change: (node: EditionNode) => Partial<EditionNode>): Twist =>
  having(({ map }) => ({ map: { ...map, nodes: map.nodes.map((node) => ({ ...node, ...change(node) })) } }))

/** Other links on the map. */
export const edges = (change: (base: EditionRecord) => readonly EditionEdge[]): Twist =>
  having((base) => ({ map: { ...base.map, edges: change(base) } }))

/** A node at the end of the list, so that no row before it is another than it was. */
export const oneMoreNode = (more: Partial<EditionNode>): Twist =>
  having(({ map }) => ({ map: { ...map, nodes: [...map.nodes, { ...bareNode, ...more }] } }))

const bareNode: EditionNode = {
  kind: 'mechanism',
  statement: 'The table was read by a job of another repository.',
  control: null,
  origin: null,
  isPointOfNoReturn: false,
  events: [],
}

/** A link between two ends. */
export function link(from: EditionEnd, to: EditionEnd, more: Partial<EditionEdge> = {}): EditionEdge {
  return {
    from,
    to,
    kind: 'enabled',
    because: '',
    certainty: 'observed',
    events: [],
    explanation: '',
    rung: null,
    ...more,
  }
}

/** A node as the end of a link. */
export const node = (row: number): EditionEnd => ({ list: 'nodes', row })

/** A factor as the end of a link. */
export const factor = (row: number): EditionEnd => ({ list: 'factors', row })

/** Other answers of the summary. */
export const answers = (more: Partial<NonNullable<EditionRecord['answers']>>): Twist =>
  having((base) => ({
    answers: {
      madePossible: '',
      impossibleNext: '',
      secondLoop: '',
      secondLoopResult: '',
      ...base.answers,
      ...more,
    },
  }))

/** Every run of an agent with this about it. */
export const agents = (change: Partial<NonNullable<EditionRecord['agents']>[number]>): Twist =>
  having((base) => ({ agents: (base.agents ?? []).map((agent) => ({ ...agent, ...change })) }))

/** One more run of an agent at the end, like the first but for this. */
export const oneMoreAgent = (change: Partial<NonNullable<EditionRecord['agents']>[number]>): Twist =>
  having(({ agents: runs = [] }) => ({
    agents: [...runs, ...runs.slice(0, 1).map((run) => ({ ...run, ...change }))],
  }))

/** Another guardrail gate for every run of an agent. */
export const gate = (more: {
  readonly state: 'held' | 'open' | 'unknown'
  readonly finding: string
}): Twist =>
  having((base) => ({
    agents: (base.agents ?? []).map((agent) => ({ ...agent, gates: { ...agent.gates, guardrail: more } })),
  }))

const acceptance = {
  factor: 0,
  because: 'The old exports end in June.',
  agreedByRole: 'billing lead',
  reviewOn: '2026-12-01',
}

/** One more accepted risk, with this about it. */
export const accepted = (more: Partial<typeof acceptance>): Twist =>
  having((base) => ({ acceptances: [...(base.acceptances ?? []), { ...acceptance, ...more }] }))

/** Measures of impact in this state, all or the duration alone. */
export const impact = (state: 'unset' | 'unknown', only?: 'duration'): Twist =>
  having((base) => ({
    impact: {
      ...base.impact,
      ...Object.fromEntries(
        impactMeasures
          .filter((measure) => only === undefined || measure === only)
          .map((measure) => [measure, { state, text: '' }] as const),
      ),
    },
  }))

/** No event is the trigger. */
export const noTrigger: Twist = having((base) => ({
  timeline: base.timeline.map((event) => ({ ...event, isTrigger: false })),
}))

/** Several changes, one after the other. */
export const all =
  (...twists: readonly Twist[]): Twist =>
  (base) =>
    twists.reduce((record, twist) => twist(record), base)

/** Only the first factors are kept, and nothing hangs on a row that is not there. */
export const withoutFactors = (kept: number): Twist =>
  having((base) => ({
    factors: base.factors.slice(0, kept),
    map: {
      ...base.map,
      edges: base.map.edges.filter(({ from, to }) =>
        [from, to].every((end) => end.list !== 'factors' || end.row < kept),
      ),
    },
    actions: base.actions.map((action) => ({
      ...action,
      factors: action.factors.filter((row) => row < kept),
    })),
  }))

/** No event at all, and nothing that hangs on one. */
export const withoutTimeline: Twist = having((base) => ({
  timeline: [],
  decisions: [],
  factors: base.factors.map((each) => ({ ...each, events: [] })),
  map: {
    nodes: base.map.nodes.map((each) => ({ ...each, events: [] })),
    edges: base.map.edges
      .filter(({ from, to }) => from.list !== 'timeline' && to.list !== 'timeline')
      .map((edge) => ({ ...edge, events: [] })),
  },
  agents: (base.agents ?? []).map((agent) => ({
    ...agent,
    claims: agent.claims.map((claim) => ({ ...claim, standing: 'testimony' as const, event: null })),
  })),
}))

/** The events that decisions hang on have no time. */
export const noClock: Twist = having((base) => {
  const rows = new Set(base.decisions.map(({ event }) => event))
  return {
    timeline: base.timeline.map((event, row) => (rows.has(row) ? { ...event, happenedAt: null } : event)),
  }
})

/** What was seen is the last thing that happened. */
export const seenTooLate: Twist = having((base) => ({
  decisions: base.decisions.map((each, row) =>
    row === 0 ? { ...each, seen: [base.timeline.length - 1] } : each,
  ),
}))

/** A weakness says what the trigger says. */
export const repeated: Twist = having((base) => ({
  timeline: base.timeline.map((event) =>
    event.isTrigger ? { ...event, text: 'The same migration ran in production and dropped a table.' } : event,
  ),
  factors: base.factors.map((each, row) =>
    row === 0
      ? {
          ...each,
          statement: 'The same migration ran in production and dropped a table',
          isUnderlyingWeakness: true,
        }
      : each,
  ),
}))
