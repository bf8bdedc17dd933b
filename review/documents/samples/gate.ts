/**
 * Every refusal and every warning of the second story as something done to a finished review: one list, tried as a file,
 * through the API and on the page. For tests alone.
 */
import type { EditionRecord } from '../../model/editions.ts'
import { plainControl } from '../../model/map.ts'
import type { GateTwist, Otherwise } from '../testing-gate.ts'
import {
  accepted,
  actions,
  agents,
  all,
  answers,
  codes,
  decisions,
  edges,
  factor,
  gate,
  having,
  impact,
  link,
  manyActions,
  noClock,
  noTrigger,
  node,
  nodes,
  oneMoreAction,
  oneMoreAgent,
  oneMoreFactor,
  oneMoreNode,
  plans,
  repeated,
  seenTooLate,
  weaknesses,
  withoutFactors,
  withoutTimeline,
  type Twist,
} from '../testing-twists.ts'

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
    having(() => ({ startedAt: null })),
  ),
  asks(
    'no-end',
    'No end',
    having(() => ({ endedAt: null })),
  ),
  asks(
    'end-before-start',
    'An end before the start',
    having(({ startedAt, endedAt }) => ({ startedAt: endedAt, endedAt: startedAt })),
  ),
  asks('impact-not-looked-at', 'A measure of impact that was not looked at', impact('unset')),
  asks(
    'no-summary',
    'No summary',
    having((base) => ({ sections: base.sections.slice(1) })),
  ),
  asks('empty-timeline', 'No event accepted', withoutTimeline),
  asks('no-trigger', 'No trigger', noTrigger),
  asks(
    'trigger-unknown',
    'A trigger that is said to be unknown',
    all(
      noTrigger,
      having((base) => ({
        sections: [...base.sections, { heading: 'Open questions', text: 'The trigger is not known.' }],
      })),
    ),
  ),
  asks(
    'end-unknown',
    'An end that is said to be unknown',
    all(
      having(() => ({ endedAt: null })),
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
    having((base) => ({ factors: base.factors.map((each) => ({ ...each, events: [] })) })),
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
    having((base) => ({
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
    having((base) => ({
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
    having((base) => ({ lessons: base.lessons.filter(({ kind }) => kind !== 'lucky') })),
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
    having((base) => ({ factors: base.factors.map((each) => ({ ...each, events: [] })) })),
  ),

  asks(
    'no-concrete-change',
    'No concrete change, and nothing accepted',
    having(() => ({ actions: [], acceptances: [] })),
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
    having((base) => ({ actions: base.actions.map(({ plan: _plan, ...action }) => action) })),
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
      having(() => ({ acceptances: [] })),
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
