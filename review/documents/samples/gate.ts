/**
 * Every refusal and every warning of the second story as something done to a finished review: one list, tried as a file,
 * through the API and on the page. For tests alone.
 */
import type { EditionAction, EditionEdge, EditionEnd, EditionNode, EditionRecord } from '../../model/editions.ts'
import { plainControl } from '../../model/map.ts'
import { impactMeasures } from '../../model/reviews.ts'

/** Ways in which a sentence of the gate reaches whoever works on a review. */
export type GateDoor = 'page' | 'API' | 'file'

/** One sentence of the gate, and how a finished review is changed so that it is said. */
export interface GateTwist {
  readonly rule: string
  readonly says: string
  readonly twist: (base: EditionRecord) => EditionRecord
  /** For a refusal, the place in the document that an import says it of; null: it stands among what the review asks. */
  readonly refusedAt: string | null
  /** The input itself wants the words, so that its own sentence answers first. */
  readonly byShape: boolean
  /** Where this document cannot say it: which test does, or why nothing can. */
  readonly otherwise: Readonly<Partial<Record<GateDoor, string>>>
}

type Otherwise = GateTwist['otherwise']
type Twist = GateTwist['twist']

const SHAPED: ReadonlySet<string> = new Set([
  'factor-without-statement',
  'node-without-statement',
  'action-without-title',
  'agent-without-role',
])

/** Something the review is asked, before its edition. */
function asks(rule: string, says: string, twist: Twist, otherwise: Otherwise = {}): GateTwist {
  return { rule, says, twist, refusedAt: null, byShape: false, otherwise }
}

/** Something that is not stored at all. */
function refuses(
  [rule, refusedAt]: readonly [rule: string, refusedAt: string],
  says: string,
  twist: Twist,
  otherwise: Otherwise = {},
): GateTwist {
  return { rule, says, twist, refusedAt, byShape: SHAPED.has(rule), otherwise }
}

const with_ =
  (more: (base: EditionRecord) => Partial<EditionRecord>): Twist =>
  (base) => ({ ...base, ...more(base) })

const actions = (more: Partial<EditionAction>): Twist =>
  with_((base) => ({ actions: base.actions.map((action) => ({ ...action, ...more })) }))
const plans = (more: Partial<EditionAction['plan']>): Twist =>
  with_((base) => ({
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
const oneMoreAction = (more: Partial<EditionAction>): Twist =>
  with_((base) => ({
    actions: [...base.actions, ...base.actions.slice(0, 1).map((each) => ({ ...each, ...more }))],
  }))
const manyActions = (count: number): Twist =>
  with_(({ actions: [first] }) => ({
    actions:
      first === undefined
        ? []
        : Array.from({ length: count }, (_, row) => ({
            ...first,
            title: `${first.title}, for part ${row + 1}`,
          })),
  }))

const codes = (code: (row: number) => string): Twist =>
  with_((base) => ({ factors: base.factors.map((factor, row) => ({ ...factor, code: code(row) })) }))
const oneMoreFactor = (more: Partial<EditionRecord['factors'][number]>): Twist =>
  with_((base) => ({
    factors: [...base.factors, ...base.factors.slice(0, 1).map((each) => ({ ...each, ...more }))],
  }))
const weaknesses = (isWeakness: (row: number) => boolean): Twist =>
  with_((base) => ({
    factors: base.factors.map((factor, row) => ({ ...factor, isUnderlyingWeakness: isWeakness(row) })),
  }))

const decisions = (more: Partial<EditionRecord['decisions'][number]>): Twist =>
  with_((base) => ({ decisions: base.decisions.map((each) => ({ ...each, ...more })) }))

const nodes = (change: (node: EditionNode) => Partial<EditionNode>): Twist =>
  with_(({ map }) => ({ map: { ...map, nodes: map.nodes.map((node) => ({ ...node, ...change(node) })) } }))
const edges = (change: (base: EditionRecord) => readonly EditionEdge[]): Twist =>
  with_((base) => ({ map: { ...base.map, edges: change(base) } }))

/** A node at the end of the list, so that no row before it is another than it was. */
const oneMoreNode = (more: Partial<EditionNode>): Twist =>
  with_(({ map }) => ({ map: { ...map, nodes: [...map.nodes, { ...bareNode, ...more }] } }))

const bareNode: EditionNode = {
  kind: 'mechanism',
  statement: 'The table was read by a job of another repository.',
  control: null,
  origin: null,
  isPointOfNoReturn: false,
  events: [],
}

function link(from: EditionEnd, to: EditionEnd, more: Partial<EditionEdge> = {}): EditionEdge {
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

const node = (row: number): EditionEnd => ({ list: 'nodes', row })
const factor = (row: number): EditionEnd => ({ list: 'factors', row })

const answers = (more: Partial<NonNullable<EditionRecord['answers']>>): Twist =>
  with_((base) => ({
    answers: {
      madePossible: '',
      impossibleNext: '',
      secondLoop: '',
      secondLoopResult: '',
      ...base.answers,
      ...more,
    },
  }))

const agents = (change: Partial<NonNullable<EditionRecord['agents']>[number]>): Twist =>
  with_((base) => ({ agents: (base.agents ?? []).map((agent) => ({ ...agent, ...change })) }))
const oneMoreAgent = (change: Partial<NonNullable<EditionRecord['agents']>[number]>): Twist =>
  with_(({ agents: runs = [] }) => ({
    agents: [...runs, ...runs.slice(0, 1).map((run) => ({ ...run, ...change }))],
  }))
const gate = (more: { readonly state: 'held' | 'open' | 'unknown'; readonly finding: string }): Twist =>
  with_((base) => ({
    agents: (base.agents ?? []).map((agent) => ({ ...agent, gates: { ...agent.gates, guardrail: more } })),
  }))

const acceptance = {
  factor: 0,
  because: 'The old exports end in June.',
  agreedByRole: 'billing lead',
  reviewOn: '2026-12-01',
}
const accepted = (more: Partial<typeof acceptance>): Twist =>
  with_((base) => ({ acceptances: [...(base.acceptances ?? []), { ...acceptance, ...more }] }))

const impact = (state: 'unset' | 'unknown', only?: 'duration'): Twist =>
  with_((base) => ({
    impact: {
      ...base.impact,
      ...Object.fromEntries(
        impactMeasures
          .filter((measure) => only === undefined || measure === only)
          .map((measure) => [measure, { state, text: '' }] as const),
      ),
    },
  }))

const noTrigger: Twist = with_((base) => ({
  timeline: base.timeline.map((event) => ({ ...event, isTrigger: false })),
}))
const all =
  (...twists: readonly Twist[]): Twist =>
  (base) =>
    twists.reduce((record, twist) => twist(record), base)

/** Nothing hangs on a row that is not there. */
const withoutFactors = (kept: number): Twist =>
  with_((base) => ({
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
const withoutTimeline: Twist = with_((base) => ({
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

const noClock: Twist = with_((base) => {
  const rows = new Set(base.decisions.map(({ event }) => event))
  return {
    timeline: base.timeline.map((event, row) => (rows.has(row) ? { ...event, happenedAt: null } : event)),
  }
})

/** What was seen is the last thing that happened. */
const seenTooLate: Twist = with_((base) => ({
  decisions: base.decisions.map((each, row) =>
    row === 0 ? { ...each, seen: [base.timeline.length - 1] } : each,
  ),
}))

const repeated: Twist = with_((base) => ({
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

const longHarm = `For 84 minutes invoices could not be fetched${', and neither could the receipts of the day before'.repeat(40)}.`

const inADocument = 'a document holds accepted events, and neither evidence nor proposals'
/** Brought about by hand, through the API, where a document cannot bring it. */
const byHand: Otherwise = { API: 'by hand' }
const asItIs: Twist = (base) => base

/** Every sentence, in the order of the rooms it speaks of. */
export const gateTwists: readonly GateTwist[] = [
  asks(
    'no-start',
    'No start',
    with_(() => ({ startedAt: null })),
  ),
  asks(
    'no-end',
    'No end',
    with_(() => ({ endedAt: null })),
  ),
  asks(
    'end-before-start',
    'An end before the start',
    with_(({ startedAt, endedAt }) => ({ startedAt: endedAt, endedAt: startedAt })),
  ),
  asks('impact-not-looked-at', 'A measure of impact that was not looked at', impact('unset')),
  asks(
    'no-summary',
    'No summary',
    with_((base) => ({ sections: base.sections.slice(1) })),
  ),
  asks('empty-timeline', 'No event accepted', withoutTimeline),
  asks('no-trigger', 'No trigger', noTrigger),
  asks(
    'trigger-unknown',
    'A trigger that is said to be unknown',
    all(
      noTrigger,
      with_((base) => ({
        sections: [...base.sections, { heading: 'Open questions', text: 'The trigger is not known.' }],
      })),
    ),
  ),
  asks(
    'end-unknown',
    'An end that is said to be unknown',
    all(
      with_(() => ({ endedAt: null })),
      impact('unknown', 'duration'),
    ),
  ),
  asks('proposals-waiting', 'Proposals nobody answered', asItIs, { ...byHand, file: inADocument }),
  asks('gap', 'A silence on the timeline', asItIs),

  asks(
    'decision-without-reason',
    'A decision that led on without why it made sense',
    decisions({ contributed: true, madeSenseBecause: '' }),
  ),
  asks(
    'decision-without-condition',
    'A decision that led on without a condition that led to it',
    with_((base) => ({ factors: base.factors.map((each) => ({ ...each, events: [] })) })),
  ),
  asks(
    'decision-without-event',
    'A decision whose event is not there',
    decisions({ event: null, seen: [] }),
    byHand,
  ),
  refuses(
    ['seen-after-the-decision', 'Decision 1'],
    'Evidence first visible after the decision',
    seenTooLate,
  ),
  refuses(
    ['name-in-place-of-role', 'Timeline, row'],
    'A name where a role belongs',
    with_((base) => ({
      timeline: [
        ...base.timeline,
        ...base.timeline
          .slice(-1)
          .map((event) => ({ ...event, actor: { kind: 'role', name: 'Maria Kowalska' } as const })),
      ],
    })),
  ),
  asks('agent-word-alone', 'A decision that rests on the word of an agent alone', decisions({ seen: [] })),
  asks('decision-without-evidence', 'A decision that names nothing seen', decisions({ seen: [] })),
  asks(
    'only-later-options',
    'Options that are seen only now',
    with_((base) => ({
      decisions: base.decisions.map((each) => ({
        ...each,
        options: each.options.map((option) => ({ ...option, seenThen: false })),
      })),
    })),
  ),
  asks('decision-without-clock', 'A decision without a time', noClock),
  asks('seen-not-told', 'Something seen that no event tells', asItIs, { ...byHand, file: inADocument }),

  asks('no-factor', 'No factor', withoutFactors(0)),
  asks('single-factor', 'One factor alone', withoutFactors(1)),
  asks(
    'no-underlying-weakness',
    'No underlying weakness',
    weaknesses(() => false),
  ),
  asks(
    'no-luck',
    'Nothing said of luck',
    with_((base) => ({ lessons: base.lessons.filter(({ kind }) => kind !== 'lucky') })),
  ),
  refuses(
    ['person-as-factor', 'Factor'],
    'A person, a title or "human error" as a factor',
    oneMoreFactor({ statement: 'Operator mistake during the clean-up.' }),
  ),
  refuses(
    ['factor-without-code', 'Factor'],
    'A factor without an entry of the list',
    oneMoreFactor({ code: 'XYZ-9', statement: 'The list of unused tables had no day on it.' }),
  ),
  refuses(
    ['factor-without-statement', 'Factor'],
    'A factor without a sentence',
    oneMoreFactor({ statement: '' }),
  ),

  refuses(
    ['person-as-node', 'Map, node'],
    'A person, a title or "human error" as a node',
    oneMoreNode({ statement: 'Human error in the change window.' }),
  ),
  refuses(
    ['node-without-statement', 'Map, node'],
    'A node without a sentence',
    oneMoreNode({ statement: '' }),
  ),
  refuses(
    ['edge-to-itself', 'Map, link'],
    'A link to itself',
    edges((base) => [...base.map.edges, link(node(0), node(0))]),
  ),
  refuses(
    ['edge-said-twice', 'Map, link'],
    'A link that is said already',
    edges((base) => [...base.map.edges, ...base.map.edges.slice(0, 1)]),
  ),
  refuses(
    ['person-in-edge', 'Map, link'],
    'A person in the words of a link',
    edges((base) => [
      ...base.map.edges,
      link(factor(1), node(1), { because: 'Operator error let it through.', explanation: 'Another telling' }),
    ]),
  ),
  asks(
    'no-harm',
    'No harm on the map',
    nodes(({ kind }) => (kind === 'harm' ? { kind: 'mechanism' } : {})),
  ),
  asks(
    'loose-nodes',
    'A node that is linked to nothing',
    oneMoreNode({ statement: 'The list of unused tables had no day on it.' }),
  ),
  asks(
    'single-chain',
    'A map that is one chain',
    edges(() => [link(factor(0), node(1)), link(node(1), node(0))]),
  ),
  asks(
    'no-controls',
    'No control on the map',
    nodes(({ kind }) => (kind === 'control' ? { kind: 'mechanism', control: null } : {})),
  ),
  asks(
    'vigilance-only',
    'Controls that rest on someone noticing alone',
    nodes(({ control }) =>
      control === null ? {} : { control: { ...plainControl, ...control, type: 'vigilance' } },
    ),
  ),
  asks(
    'one-weakness',
    'One underlying weakness alone',
    weaknesses((row) => row === 0),
  ),
  asks(
    'no-old-weakness',
    'No condition older than the trigger',
    weaknesses(() => false),
  ),
  asks('trigger-as-weakness', 'The trigger again, as a weakness', repeated),
  asks(
    'one-group',
    'All factors in one group',
    codes((row) => `AGT-${1 + (row % 5)}`),
  ),
  asks(
    'only-detection',
    'Factors about detection alone',
    codes((row) => `DET-${1 + (row % 5)}`),
  ),
  asks(
    'no-detection',
    'Factors about creation alone',
    all(
      codes((row) => `AGT-${1 + (row % 5)}`),
      edges(({ map }) => map.edges.filter(({ kind }) => kind !== 'delayed-detection')),
    ),
  ),
  asks(
    'nothing-out-of-reach',
    'Nothing outside the reach of the team',
    codes((row) => (row === 0 ? 'DET-1' : `AGT-${1 + (row % 5)}`)),
  ),
  asks(
    'iceberg',
    'Most of the words above the line',
    nodes(({ kind }) => (kind === 'harm' ? { statement: longHarm } : {})),
  ),
  asks(
    'joint-without-test',
    'Needed together, and nobody said what would differ',
    edges(({ map }) =>
      map.edges.map((edge) => (edge.kind === 'required-together' ? { ...edge, because: '' } : edge)),
    ),
  ),
  asks(
    'cycle-without-time',
    'A circle without times',
    edges(({ map }) => [
      ...map.edges,
      link(factor(1), factor(2), { explanation: 'Round' }),
      link(factor(2), factor(1), { explanation: 'Round' }),
    ]),
  ),
  asks('luck', 'A mitigator that was luck', asItIs),
  asks(
    'belief',
    'A claim that nothing in the record shows',
    with_((base) => ({ factors: base.factors.map((each) => ({ ...each, events: [] })) })),
  ),

  asks(
    'no-concrete-change',
    'No concrete change, and nothing accepted',
    with_(() => ({ actions: [], acceptances: [] })),
  ),
  asks(
    'no-strong-action',
    'After a SEV1 or SEV2 nothing of strength 3 and no exception',
    actions({ strength: 2 }),
  ),
  asks('only-weak-actions', 'Actions that rest on reading or remembering', actions({ strength: 1 })),
  asks('many-actions', 'More than five actions', manyActions(7)),
  asks('too-many-actions', 'More than ten actions', manyActions(11)),
  asks(
    'no-measure',
    'An action without a measure',
    with_((base) => ({ actions: base.actions.map(({ plan: _plan, ...action }) => action) })),
  ),
  asks(
    'no-review-day',
    'A measure without a day',
    plans({ measure: 'No table is dropped that is read.', reviewOn: '' }),
  ),
  asks('only-this-case', 'Actions for this one case alone', plans({ isForClass: false })),
  asks(
    'weakness-without-action',
    'A weakness that stays as it is',
    all(
      actions({ factors: [] }),
      with_(() => ({ acceptances: [] })),
    ),
  ),
  asks(
    'action-without-owner-or-date',
    'An action without an owner and a date',
    oneMoreAction({ title: 'Refuse a drop of a table that is read', dueOn: '', state: 'open' }),
  ),
  refuses(
    ['null-action', 'Action'],
    'An action that changes nothing',
    oneMoreAction({ title: 'Be more careful with migrations' }),
  ),
  refuses(
    ['patch-without-end', 'Action'],
    'A patch without its fix or its day',
    oneMoreAction({
      title: 'Freeze clean-ups',
      state: 'open',
      plan: { isForClass: false, isPatch: true, expiresOn: '', measure: '', reviewOn: '' },
    }),
    { file: 'a document says of a patch without a day that a fix takes its place' },
  ),
  refuses(['action-without-title', 'Action'], 'An action without a title', oneMoreAction({ title: '' })),
  refuses(
    ['strength-differs-from-answers', 'Action'],
    'A strength that differs from its two answers',
    asItIs,
    {
      ...byHand,
      page: 'the form offers only what agrees with the two answers (web/review/action-rules.test.ts)',
      file: 'a document has the strength alone, and the two answers follow from it',
    },
  ),
  refuses(
    ['acceptance-without-reason', 'Accepted risk'],
    'An accepted risk without a reason',
    accepted({ because: 'We will be more careful.' }),
  ),
  refuses(
    ['acceptance-without-role', 'Accepted risk'],
    'An accepted risk that no role agreed to',
    accepted({ agreedByRole: '' }),
  ),
  refuses(
    ['acceptance-without-day', 'Accepted risk'],
    'An accepted risk for ever',
    accepted({ reviewOn: '' }),
  ),

  asks('no-answer-possible', 'What made it possible is not answered', answers({ madePossible: '' })),
  asks(
    'no-answer-impossible',
    'What would make it impossible is not answered',
    answers({ impossibleNext: '' }),
  ),
  asks('no-second-loop', 'No rule, target or belief in question', answers({ secondLoop: '' })),
  asks(
    'second-loop-without-result',
    'A rule in question without what came of it',
    answers({ secondLoopResult: '' }),
  ),
  refuses(
    ['person-as-answer', 'What about our system'],
    'A person as the answer',
    answers({ madePossible: 'Human error.' }),
  ),
  refuses(
    ['null-answer', 'What would make'],
    'Care as the answer',
    answers({ impossibleNext: 'Be more careful.' }),
  ),

  asks('gate-not-looked-at', 'A gate of an agent that was not looked at', gate({ state: 'unknown', finding: '' })),
  asks('claim-unconfirmed', 'A claim of an agent that no step confirms', asItIs),
  asks(
    'open-gate-without-factor',
    'An open gate that no factor names',
    codes((row) => `GRD-${1 + (row % 5)}`),
  ),
  asks('agent-without-facts', 'An agent of unknown model or permissions', agents({ model: '' })),
  refuses(['agent-without-role', 'Agent'], 'An agent without a role', oneMoreAgent({ role: '' })),
  refuses(
    ['gate-without-finding', 'Agent'],
    'A gate judged without a finding',
    oneMoreAgent({
      gates: {
        context: { state: 'held', finding: '' },
        guardrail: { state: 'unknown', finding: '' },
        verification: { state: 'unknown', finding: '' },
      },
    }),
  ),
  refuses(
    ['claim-without-trace', 'Agent'],
    'A claim that nothing but the agent confirms',
    oneMoreAgent({
      claims: [{ text: 'The table was empty.', standing: 'confirmed', event: null }],
    }),
    byHand,
  ),
]

/** The same review with every refusal in it at once: what is refused stands at the end of its list, in nobody's way. */
export function everyRefusal(base: EditionRecord): EditionRecord {
  const refused = gateTwists.filter(({ refusedAt }) => refusedAt !== null)
  return refused.reduce((record, { twist }) => twist(record), base)
}

/** A review in which several sentences are said at once. */
export interface Gathered {
  readonly record: EditionRecord
  readonly rules: readonly string[]
}

/** Twists that get along stand in one review together, so that as few as possible are opened. Throws when one is said of none. */
export function gathered(
  base: EditionRecord,
  twists: readonly GateTwist[],
  rulesOf: (record: EditionRecord) => ReadonlySet<string>,
): readonly Gathered[] {
  const reviews: Gathered[] = []
  let waiting = twists
  while (waiting.length > 0) {
    let record = base
    const rules: string[] = []
    for (const { rule, twist } of waiting) {
      const next = twist(record)
      const said = rulesOf(next)
      if (![...rules, rule].every((each) => said.has(each))) continue
      record = next
      rules.push(rule)
    }
    if (rules.length === 0) throw new Error(`${waiting[0]?.rule ?? ''} is said of no review.`)
    reviews.push({ record, rules })
    waiting = waiting.filter(({ rule }) => !rules.includes(rule))
  }
  return reviews
}
