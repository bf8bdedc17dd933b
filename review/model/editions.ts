/** An edition: a review as its readers see it. Frozen, with its own address, roles in place of names. */
import type { ActionKind, ActionState, Priority, Strength } from './actions.ts'
import type { AgentClaim, AgentRunWords } from './agent-runs.ts'
import type { Audience, WithheldKind } from './audiences.ts'
import type { Blocker } from './blocker.ts'
import type { DecisionPoint } from './decisions.ts'
import type { Actor, EventKind } from './evidence.ts'
import type { Certainty } from './factors.ts'
import type { GateAnswers } from './gate-answers.ts'
import type { IncidentKind } from './incident.ts'
import { dayOf, epochMs, type Moment } from './instants.ts'
import type { LessonKind } from './lessons.ts'
import type { Control, EdgeKind, MitigatorOrigin, OwnNodeKind, Rung } from './map.ts'
import type { Impact } from './reviews.ts'
import type { Severity } from './severity.ts'

/** The record an edition carries: no ids of rows, no names, nothing that leads back to a person. */
export interface EditionRecord {
  readonly reference: string
  readonly title: string
  readonly kind: IncidentKind
  readonly severity: Severity
  /** What it could have been; absent: no graver than it was. */
  readonly potentialSeverity?: Severity
  readonly components: readonly string[]
  readonly startedAt: Moment | null
  readonly detectedAt: Moment | null
  readonly mitigatedAt: Moment | null
  readonly endedAt: Moment | null
  readonly impact: Impact
  /** What the review answers about the system; absent: nothing. */
  readonly answers?: GateAnswers
  /** Narrative sections in order; `heading` is the `##` heading, `text` the Markdown below it. */
  readonly sections: readonly Section[]
  readonly timeline: readonly EditionEvent[]
  readonly decisions: readonly EditionDecision[]
  readonly factors: readonly EditionFactor[]
  readonly map: EditionMap
  readonly lessons: readonly EditionLesson[]
  readonly actions: readonly EditionAction[]
  /** Agents and their part; absent: none took part. */
  readonly agents?: readonly EditionAgent[]
  /** Absent: none. */
  readonly acceptances?: readonly EditionAcceptance[]
}

/** One `##` section of the prose: its heading, and the Markdown below it. */
export interface Section {
  readonly heading: string
  readonly text: string
}

/** A timeline event as readers see it: no evidence, no ids. */
export interface EditionEvent {
  readonly happenedAt: Moment | null
  readonly until: string | null
  readonly kind: EventKind
  readonly actor: Actor
  readonly text: string
  readonly isTrigger: boolean
}

/** A decision as readers see it: what was seen is told by the events that show it. */
export interface EditionDecision
  extends Omit<
    DecisionPoint,
    'id' | 'incidentId' | 'version' | 'eventId' | 'seenEvidenceIds' | 'seenEventIds'
  > {
  /** Position in the edition's timeline, from 0; null in a document that does not say. */
  readonly event: number | null
  /** Positions in the edition's timeline, from 0. */
  readonly seen: readonly number[]
}

/** A contributing factor as readers see it. */
export interface EditionFactor {
  readonly code: string
  readonly statement: string
  readonly certainty: Certainty
  readonly isUnderlyingWeakness: boolean
  /** Positions in the edition's timeline, from 0. */
  readonly events: readonly number[]
}

/** The causal map as readers see it: its own nodes, and edges between rows of the edition. */
export interface EditionMap {
  readonly nodes: readonly EditionNode[]
  readonly edges: readonly EditionEdge[]
}

/** No map was drawn, or the edition is older than the map. */
export const emptyEditionMap: EditionMap = { nodes: [], edges: [] }

/** A mechanism, harm, control or mitigator as readers see it. */
export interface EditionNode {
  readonly kind: OwnNodeKind
  readonly statement: string
  readonly control: Control | null
  readonly origin: MitigatorOrigin | null
  readonly isPointOfNoReturn: boolean
  /** Positions in the edition's timeline, from 0. */
  readonly events: readonly number[]
}

/** One end of an edge: a row of one of the edition's lists, from 0. */
export interface EditionEnd {
  readonly list: 'timeline' | 'factors' | 'nodes'
  readonly row: number
}

/** A link of the map as readers see it. */
export interface EditionEdge {
  readonly from: EditionEnd
  readonly to: EditionEnd
  readonly kind: EdgeKind
  readonly because: string
  readonly certainty: Certainty
  /** Positions in the edition's timeline, from 0. */
  readonly events: readonly number[]
  readonly explanation: string
  readonly rung: Rung | null
}

/** A lesson as readers see it. */
export interface EditionLesson {
  readonly kind: LessonKind
  readonly text: string
}

/** An action as readers see it: the owner by role, and how it stood on the day of publication. */
export interface EditionAction {
  readonly title: string
  readonly kind: ActionKind
  readonly ownerRole: string
  readonly dueOn: string
  readonly priority: Priority
  readonly strength: Strength
  /** Positions in the edition's factors, from 0. */
  readonly factors: readonly number[]
  readonly howWeWillKnow: string
  /** Absent: nothing was said beyond the promise. */
  readonly plan?: EditionPlan
  readonly state: ActionState
}

/** How far an action reaches, how long it holds and what shows that it works. Days are `YYYY-MM-DD`, empty when unsaid. */
export interface EditionPlan {
  readonly isForClass: boolean
  readonly isPatch: boolean
  /** The day a patch ends; empty for a patch that another action replaces. */
  readonly expiresOn: string
  readonly measure: string
  readonly reviewOn: string
}

/** What the review lives with on purpose, and until when. */
export interface EditionAcceptance {
  /** Position in the edition's factors, from 0; null: no action of strength 3 or more was found. */
  readonly factor: number | null
  readonly because: string
  readonly agreedByRole: string
  readonly reviewOn: string
}

/** An agent's part as readers see it. */
export interface EditionAgent extends Omit<AgentRunWords, 'claims'> {
  readonly claims: readonly EditionClaim[]
}

/** What the agent said of itself, and the event that shows whether it was so. */
export interface EditionClaim extends Pick<AgentClaim, 'text' | 'standing'> {
  /** Position in the edition's timeline, from 0. */
  readonly event: number | null
}

/** A published review. */
export interface Edition {
  readonly id: string
  readonly incidentId: string
  /** Counted per incident from 1; a later one takes the place of an earlier, which stays readable. */
  readonly number: number
  /** Last part of its address: "inc-42-checkout-writes-were-refused". */
  readonly slug: string
  readonly publishedAt: string
  /** For whom these words are; who reads the edition at most; what was withheld from this audience. */
  readonly audience: Audience
  readonly widest: Audience
  readonly withheld: readonly WithheldKind[]
  /** One sentence: what is different from the edition before; empty for the first. */
  readonly changed: string
  /** Not null: it was withdrawn, and a notice stands at its address. */
  readonly withdrawal: { readonly at: string; readonly because: string } | null
  readonly record: EditionRecord
}

/** A line of the library: an edition with the words that matched. */
export interface EditionSummary {
  readonly id: string
  readonly slug: string
  readonly reference: string
  readonly title: string
  readonly severity: Severity
  readonly kind: IncidentKind
  readonly components: readonly string[]
  readonly factorCodes: readonly string[]
  readonly publishedAt: string
  readonly startedAt: string | null
  /** The first sentences of the summary, plain text. */
  readonly opening: string
  /** Matching words in context, as runs of text so that nobody has to trust HTML. */
  readonly snippet: readonly { readonly text: string; readonly isMatch: boolean }[]
}

/** Longest address part made from a title; words are not cut. */
const LONGEST_TITLE = 64

/**
 * Last part of an edition's address: reference and title in plain letters. Letters with marks lose the marks;
 * a title in another script leaves the reference alone, which is unique by itself.
 */
export function editionSlug(edition: Pick<EditionRecord, 'reference' | 'title'>): string {
  const whole = plainLetters(edition.title)
  const title =
    whole.length <= LONGEST_TITLE ? whole : whole.slice(0, whole.lastIndexOf('-', LONGEST_TITLE) + 1)
  return `${plainLetters(edition.reference)}-${title}`.replace(/^-+|-+$/g, '')
}

function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** How long impact lasted, in milliseconds; null unless both ends are known and in order. */
export function impactLength_ms(record: Pick<EditionRecord, 'startedAt' | 'endedAt'>): number | null {
  if (record.startedAt === null || record.endedAt === null) return null
  const length_ms = epochMs(record.endedAt.at) - epochMs(record.startedAt.at)
  return length_ms >= 0 ? length_ms : null
}

/** Why a later edition cannot appear like this: readers are told what changed. Empty for the first edition. */
export function revisionBlockers(editionNumber: number | null, changed: string): readonly Blocker[] {
  if (editionNumber === null || changed.trim() !== '') return []
  return [
    {
      rule: 'revision-without-sentence',
      sentence: `Edition ${editionNumber} is out, and readers are told what is different. What changed, in one sentence?`,
      place: { tab: 'publish', id: 'changed' },
    },
  ]
}

/** What stands at the address of an edition that was withdrawn. */
export function withdrawalSentence({ number, withdrawal }: Pick<Edition, 'number' | 'withdrawal'>): string {
  const day = withdrawal === null ? '' : ` on ${dayOf(withdrawal.at)}`
  return `Edition ${number} was withdrawn${day}: ${withdrawal?.because ?? ''}`
}
