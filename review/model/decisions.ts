/**
 * Decision points: one choice at one event of the timeline, as it looked from where it was made. What only came to
 * light later stands beside it and is marked so; nothing here says whether the choice was good.
 */

import type { Blocker } from './blocker.ts'
import type { Evidence } from './evidence.ts'
import type { Certainty, Factor } from './factors.ts'
import { clockOf, type Moment, moment, type Precision } from './instants.ts'
import { appearedAfter, visibleAt } from './known.ts'
import { shortened } from './shortened.ts'
import { factorEntry } from './taxonomy.ts'
import type { TimelineEvent } from './timeline.ts'

/** How sure someone was at that time, as they recall it. Not recalled is an answer. */
export type ConfidenceThen = 'low' | 'medium' | 'high' | 'not-recalled'

/** Every confidence with the words people read. */
export const confidencesThen: Readonly<Record<ConfidenceThen, string>> = {
  low: 'Low: a guess worth trying.',
  medium: 'Medium: likely, with doubts.',
  high: 'High: little doubt.',
  'not-recalled': 'Not recalled.',
}

/** Where the account of a decision comes from. */
export type AccountSource = 'first-hand' | 'log' | 'inferred'

/** Every source with the words people read. Recall is marked as recall. */
export const accountSources: Readonly<Record<AccountSource, string>> = {
  'first-hand': 'First-hand: recalled by who was there.',
  log: 'Log: read from what was recorded.',
  inferred: 'Inferred: worked out by us.',
}

/** Who decided: people, told by their role, or an agent, told by its transcript. */
export type Decider = 'role' | 'agent'

/** Something that existed then and did not reach the place where the choice was made. */
export interface NotReached {
  readonly what: string
  readonly where: string
  /** Entry of the taxonomy that stood between: "INF-2". Empty while nobody has said. */
  readonly barrier: string
}

/** Something that could have been done. */
export interface Choice {
  readonly text: string
  /** What it would have cost at that hour. */
  readonly costThen: string
  /** False: we see it now and nobody saw it then. */
  readonly seenThen: boolean
}

/** One decision, with what was known when it was made. */
export interface DecisionPoint {
  readonly id: string
  readonly incidentId: string
  /** The event it hangs on: what was done. */
  readonly eventId: string
  readonly decider: Decider
  /** "incident commander", "deploy agent"; never a name. */
  readonly role: string
  /** What it looked like then. */
  readonly situation: string
  /** What was to be reached besides this, the day's work included. */
  readonly goals: readonly string[]
  /** Evidence that was in front of whoever decided; of an agent, what was in its context. */
  readonly seenEvidenceIds: readonly string[]
  /** Events that were known to whoever decided. */
  readonly seenEventIds: readonly string[]
  readonly notReached: readonly NotReached[]
  /** What was believed; of an agent, its plan, which is testimony. */
  readonly believed: string
  readonly confidence: ConfidenceThen
  /** Of an agent: the tools it was allowed. */
  readonly options: readonly Choice[]
  readonly easyPath: string
  readonly safePath: string
  /** What made the one easier than the other. */
  readonly friction: string
  readonly pressures: readonly string[]
  readonly tradeoff: string
  readonly chosen: string
  readonly expected: string
  readonly observed: string
  readonly madeSenseBecause: string
  /** How it usually goes: ordinary work. */
  readonly usually: string
  readonly source: AccountSource
  readonly certainty: Certainty
  /** Whether it would have gone otherwise without it. */
  readonly contributed: boolean
  readonly version: number
}

/** What a decision says, without what the rows around it say. */
export type DecisionWords = Omit<DecisionPoint, 'id' | 'incidentId' | 'version'>

/** Nothing said yet. */
export const emptyDecision: Omit<DecisionWords, 'eventId' | 'role' | 'decider'> = {
  situation: '',
  goals: [],
  seenEvidenceIds: [],
  seenEventIds: [],
  notReached: [],
  believed: '',
  confidence: 'not-recalled',
  options: [],
  easyPath: '',
  safePath: '',
  friction: '',
  pressures: [],
  tradeoff: '',
  chosen: '',
  expected: '',
  observed: '',
  madeSenseBecause: '',
  usually: '',
  source: 'first-hand',
  certainty: 'plausible',
  contributed: false,
}

/** A piece of evidence that a decision names as seen, as much of it as the page and the rules need. */
export type SeenEvidence = Pick<
  Evidence,
  'id' | 'source' | 'kind' | 'happenedAt' | 'basis' | 'until' | 'text' | 'place'
>

/** Whether what is said rests on somebody's own word: an agent about its plan, or a person from memory. */
export function isTestimony(decision: Pick<DecisionPoint, 'decider' | 'source'>): boolean {
  return decision.decider === 'agent' || decision.source === 'first-hand'
}

/** What was on the table then, and what is seen only now. */
export function optionsThen(decision: Pick<DecisionPoint, 'options'>): readonly Choice[] {
  return decision.options.filter(({ seenThen }) => seenThen)
}

/** Factors that led into a decision: those its event shows. */
export function conditionsOf<F extends Pick<Factor, 'eventIds'>>(
  decision: Pick<DecisionPoint, 'eventId'>,
  factors: readonly F[],
): readonly F[] {
  return factors.filter(({ eventIds }) => eventIds.includes(decision.eventId))
}

/** A factor that a decision speaks for and nobody has named yet: something stood between what existed and who decided. */
export interface SuggestedFactor {
  readonly code: string
  readonly statement: string
}

/** Factors its barriers suggest: each known code that no factor of its event carries. */
export function suggestedFactors(
  decision: Pick<DecisionPoint, 'eventId' | 'notReached'>,
  factors: readonly Pick<Factor, 'code' | 'eventIds'>[],
): readonly SuggestedFactor[] {
  const named = new Set(conditionsOf(decision, factors).map(({ code }) => code))
  const suggested = new Map<string, SuggestedFactor>()
  for (const { what, where, barrier } of decision.notReached) {
    if (factorEntry(barrier) === null || named.has(barrier) || suggested.has(barrier)) continue
    if (what.trim() === '') continue
    const place = withoutStop(where)
    const statement = `${upper(withoutStop(what))} existed${place === '' ? '' : ` (${place})`} and did not reach the place where the choice was made.`
    suggested.set(barrier, { code: barrier, statement })
  }
  return [...suggested.values()]
}

function withoutStop(text: string): string {
  return text.trim().replace(/[.\s]+$/, '')
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Something a contributing decision still lacks: what was found, and the question that would answer it. */
export interface ContributionGap {
  readonly rule: 'decision-without-reason' | 'decision-without-condition'
  readonly sentence: string
  readonly prompt: string
}

/**
 * What a decision that contributed still lacks, `who` being how it is named where it is said. One rule for the page of
 * the decision, for the map and for the step of publishing. A reason nobody was asked for is null.
 */
export function contributionGaps(
  who: string,
  {
    madeSenseBecause,
    hasCondition,
  }: { readonly madeSenseBecause: string | null; readonly hasCondition: boolean },
): readonly ContributionGap[] {
  const found: ContributionGap[] = []
  if (madeSenseBecause !== null && madeSenseBecause.trim() === '') {
    found.push({
      rule: 'decision-without-reason',
      sentence: `${who} is marked as contributing and does not say yet why it made sense.`,
      prompt: 'What made this a reasonable thing to do, with what could be seen then?',
    })
  }
  if (!hasCondition) {
    found.push({
      rule: 'decision-without-condition',
      sentence: `${who} is marked as contributing and no condition leads into it yet.`,
      prompt: 'Which condition made this step the likely one for anybody in that place?',
    })
  }
  return found
}

/** When a decision was made: the time of its event, to the end of a span. Null where only the order is known. */
export function decidedAt(event: Pick<TimelineEvent, 'happenedAt' | 'until'> | undefined): Moment | null {
  if (event === undefined || event.happenedAt === null) return null
  return event.until === null ? event.happenedAt : moment(event.until, event.happenedAt.precision)
}

/** The decision and the rows it names. */
export interface DecisionAround {
  readonly decision: Pick<DecisionPoint, 'eventId' | 'seenEvidenceIds' | 'seenEventIds'> & {
    readonly id: string | null
  }
  /** The timeline, or as much of it as the decision names. */
  readonly timeline: readonly Pick<TimelineEvent, 'id' | 'happenedAt' | 'until' | 'text'>[]
  readonly evidence: readonly SeenEvidence[]
}

/** Why something cannot have been seen: it appeared only after the decision. One sentence with both clocks for each. */
export function seenBlockers({ decision, timeline, evidence }: DecisionAround): readonly Blocker[] {
  const at = decidedAt(timeline.find(({ id }) => id === decision.eventId))
  if (at === null) return []
  const place = { tab: 'decisions', id: decision.id } as const
  const late = evidence
    .filter((piece) => decision.seenEvidenceIds.includes(piece.id) && appearedAfter(piece, at))
    .flatMap((piece) => lateSentence(at, { text: piece.text, visible: visibleAt(piece) }))
  const later = timeline
    .filter(({ id }) => decision.seenEventIds.includes(id) && id !== decision.eventId)
    .filter((event) => appearedAfter({ ...asRecorded, happenedAt: event.happenedAt }, at))
    .flatMap((event) => lateSentence(at, { text: event.text, visible: event.happenedAt }))
  return [...late, ...later].map((sentence) => ({ rule: 'seen-after-the-decision', sentence, place }))
}

/** An event stood there from its own time on, as a record of a machine does. */
const asRecorded = { source: 'page', basis: 'occurred' } as const

function lateSentence(
  at: Moment,
  piece: { readonly text: string; readonly visible: Moment | null },
): readonly string[] {
  if (piece.visible === null) return []
  const [seen, decided] = clocks(piece.visible, at)
  return [
    `"${shortened(piece.text)}" could first be seen at ${seen}, and the decision was made at ${decided}. What was there to be seen before ${decided}? If this was known elsewhere by then, note it under what existed and did not reach them.`,
  ]
}

const finer: readonly Precision[] = ['day', 'hour', 'minute', 'second', 'millisecond']

/** Two clocks that can be told apart: with the day when the days differ, and never coarser than both were known. */
function clocks(a: Moment, b: Moment): readonly [string, string] {
  const isOtherDay = a.at.slice(0, 10) !== b.at.slice(0, 10)
  const said = (each: Moment): string =>
    isOtherDay && finer.indexOf(each.precision) > 0
      ? `${each.at.slice(0, 10)} ${clockOf(each)}`
      : clockOf(each)
  return [said(a), said(b)]
}

/** Everything a decision says in words, for whoever looks for names or for blame in it. */
export function textsOf(
  decision: Omit<DecisionWords, 'eventId' | 'seenEvidenceIds' | 'seenEventIds'>,
): readonly string[] {
  return [
    decision.role,
    decision.situation,
    ...decision.goals,
    ...decision.notReached.flatMap(({ what, where }) => [what, where]),
    decision.believed,
    ...decision.options.flatMap(({ text, costThen }) => [text, costThen]),
    decision.easyPath,
    decision.safePath,
    decision.friction,
    ...decision.pressures,
    decision.tradeoff,
    decision.chosen,
    decision.expected,
    decision.observed,
    decision.madeSenseBecause,
    decision.usually,
  ].filter((text) => text.trim() !== '')
}
