/** What a sample story is made of: everything a team would make of its evidence, told by clocks in place of ids. */
import type { SampleFile } from '@secondstory/review/ingest/sample-incident'
import type { AccountWords } from '@secondstory/review/model/accounts'
import type { Action } from '@secondstory/review/model/actions'
import type { AgentRunWords, ClaimStanding } from '@secondstory/review/model/agent-runs'
import type { Choice, DecisionPoint } from '@secondstory/review/model/decisions'
import type { Actor, EventKind } from '@secondstory/review/model/evidence'
import type { Certainty, Factor } from '@secondstory/review/model/factors'
import type { GateAnswers } from '@secondstory/review/model/gate-answers'
import type { Lesson } from '@secondstory/review/model/lessons'
import type { Control, EdgeKind, MapNode, MitigatorOrigin } from '@secondstory/review/model/map'
import type { Impact } from '@secondstory/review/model/reviews'
import type { Severity } from '@secondstory/review/model/severity'

/** The stories there are. */
export const sampleKeys = ['outage', 'agent'] as const
/** One of them. */
export type SampleKey = (typeof sampleKeys)[number]

/** A factor of a story; the events that show it are named by their clock. */
export interface SampleFactor extends Pick<Factor, 'code' | 'statement' | 'certainty' | 'weakness'> {
  readonly clocks: readonly string[]
}

/** A decision as it is told here: events and messages by their clock, everything else in words. */
export interface SampleDecision
  extends Pick<
    DecisionPoint,
    | 'role'
    | 'situation'
    | 'goals'
    | 'notReached'
    | 'believed'
    | 'confidence'
    | 'options'
    | 'easyPath'
    | 'safePath'
    | 'friction'
    | 'pressures'
    | 'tradeoff'
    | 'chosen'
    | 'expected'
    | 'observed'
    | 'madeSenseBecause'
    | 'usually'
    | 'certainty'
    | 'contributed'
  > {
  readonly clock: string
  /** Absent: a role decided, and told of it. */
  readonly decider?: DecisionPoint['decider']
  readonly source?: DecisionPoint['source']
  /** Events that were known, by clock; with the kind where two share one. */
  readonly seenEvents: readonly string[]
  /** Evidence that was in view, by clock. */
  readonly seenMessages: readonly string[]
  /** A condition that its event shows and no factor of the story names. */
  readonly factor?: Omit<SampleFactor, 'clocks'>
}

/** An option that was on the table, and what it would have cost at that hour. */
export const onTheTable = (text: string, costThen: string): Choice => ({ text, costThen, seenThen: true })
/** An option that is seen only now. */
export const afterwards = (text: string): Choice => ({ text, costThen: '', seenThen: false })

/** A row of the map. */
export interface SampleNode extends Pick<MapNode, 'kind' | 'statement'> {
  readonly control?: Partial<Control> & Pick<Control, 'type' | 'state' | 'layer'>
  readonly origin?: MitigatorOrigin
  readonly isPointOfNoReturn?: boolean
  readonly clocks: readonly string[]
}

/** From, what it did, to, how sure, in whose words, under which explanation. Ends are names of rows, clocks or numbers of factors. */
export type SampleLink = readonly [
  from: string | number,
  kind: EdgeKind,
  to: string | number,
  certainty: Certainty,
  because?: string,
  explanation?: string,
]

/** An action; it addresses factors by their number and is due so many days after the incident. */
export interface SampleAction
  extends Pick<
    Action,
    | 'title'
    | 'kind'
    | 'priority'
    | 'strength'
    | 'worksIfForgotten'
    | 'canBeBypassedUnnoticed'
    | 'howWeWillKnow'
  > {
  readonly addresses: readonly number[]
  readonly role: string
  readonly days: number
  readonly outcome: string
  readonly measure: string
  readonly isForClass: boolean
}

/** An agent of a story; what it said is shown by the event at a clock, or by nothing. */
export interface SampleAgent extends Omit<AgentRunWords, 'claims'> {
  readonly claims: readonly {
    readonly text: string
    readonly standing: ClaimStanding
    readonly clock: string | null
  }[]
}

/** What an event says once a team has read it. */
export interface Retold {
  readonly text: string
  readonly kind?: EventKind
  readonly actor?: Actor
}

/** A whole story. */
export interface SampleStory {
  readonly key: SampleKey
  readonly facts: {
    readonly title: string
    readonly severity: Severity
    readonly potentialSeverity: Severity | null
    readonly components: readonly string[]
    readonly summary: string
    readonly startedAt: string
    readonly detectedAt: string
    readonly mitigatedAt: string
    readonly endedAt: string
  }
  /** Channels of the chat export to read; empty: there is none. */
  readonly channels: readonly string[]
  readonly files: () => readonly SampleFile[]
  /** Roles by the name the evidence has. */
  readonly roles: Readonly<Record<string, string>>
  /** Whether the event at a clock belongs to the story. */
  readonly isTold: (clock: string) => boolean
  /** By clock, with the kind where two share one. */
  readonly reworded: Readonly<Record<string, string | Retold>>
  /** Events nobody recorded, added by hand: clock and what happened. */
  readonly added: readonly (Retold & { readonly clock: string })[]
  readonly trigger: string
  readonly decisions: readonly SampleDecision[]
  readonly factors: readonly SampleFactor[]
  readonly lessons: readonly Pick<Lesson, 'kind' | 'text'>[]
  readonly nodes: Readonly<Record<string, SampleNode>>
  readonly links: readonly SampleLink[]
  readonly actions: readonly SampleAction[]
  readonly impact: Impact
  readonly answers: GateAnswers
  readonly accounts: readonly {
    readonly role: string
    readonly words: Partial<AccountWords>
    readonly clocks: readonly string[]
  }[]
  readonly agents: readonly SampleAgent[]
  /** Weaknesses lived with on purpose, by the code of their factor; looked at again so many days after the incident. */
  readonly accepted: readonly {
    readonly code: string
    readonly because: string
    readonly agreedByRole: string
    readonly days: number
  }[]
  readonly draft: string
}
