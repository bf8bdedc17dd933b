/** The review: the work on one incident, its text, and everything gathered for it. */

import type { Acceptance } from './acceptances.ts'
import type { Account } from './accounts.ts'
import type { Action } from './actions.ts'
import type { AgentRun } from './agent-runs.ts'
import type { DecisionPoint, SeenEvidence } from './decisions.ts'
import type { Factor } from './factors.ts'
import type { GateAnswers } from './gate-answers.ts'
import type { Incident } from './incident.ts'
import type { Lesson } from './lessons.ts'
import type { MapRows } from './map.ts'
import type { Participant } from './people.ts'
import type { TimelineEvent } from './timeline.ts'

/** How far the work has come. */
export type Stage = 'gathering' | 'drafting' | 'calibrating' | 'published' | 'followed-up'

/** One measure of harm. "none" was looked at and there was none; "unknown" was not found out. */
export interface ImpactValue {
  readonly state: 'unset' | 'none' | 'unknown' | 'known'
  /** The value with its unit and how it was found: "about 3,100 customers, from checkout logs". */
  readonly text: string
}

/** The five measures of harm, in the order they are asked. */
export const impactMeasures = ['duration', 'users', 'revenue', 'dataLoss', 'reputation'] as const
/** One of the five measures. */
export type ImpactMeasure = (typeof impactMeasures)[number]
/** Every measure with its value. */
export type Impact = Readonly<Record<ImpactMeasure, ImpactValue>>

/** Every measure with the word people read. */
export const impactLabels: Readonly<Record<ImpactMeasure, string>> = {
  duration: 'Duration',
  users: 'Users affected',
  revenue: 'Revenue',
  dataLoss: 'Data loss',
  reputation: 'Reputation',
}

/** Nothing looked at yet. */
export const emptyImpact: Impact = {
  duration: { state: 'unset', text: '' },
  users: { state: 'unset', text: '' },
  revenue: { state: 'unset', text: '' },
  dataLoss: { state: 'unset', text: '' },
  reputation: { state: 'unset', text: '' },
}

/** The work on one incident. */
export interface Review {
  readonly incidentId: string
  readonly stage: Stage
  readonly impact: Impact
  /** What it says about the system before it closes. */
  readonly answers: GateAnswers
  /** Number of the newest edition, null before the first. */
  readonly editionNumber: number | null
  readonly version: number
}

/** The longest draft, in characters: about 250 printed pages. */
export const LONGEST_DRAFT = 500_000

/** The prose of a review: Markdown with one `##` heading per section. */
export interface Draft {
  readonly incidentId: string
  readonly text: string
  readonly version: number
  readonly savedAt: string
}

/** Everything people made of one incident: what the page reads and what a document carries. Evidence stays beside it. */
export interface WorkingRecord {
  readonly incident: Incident
  readonly review: Review
  readonly draft: Draft
  readonly timeline: readonly TimelineEvent[]
  readonly participants: readonly Participant[]
  /** Words that read like a name and are none here. */
  readonly plainWords: readonly string[]
  /** Released ones; what is not released is its author's alone. */
  readonly accounts: readonly Account[]
  readonly decisions: readonly DecisionPoint[]
  /** The evidence that decisions name as seen. */
  readonly seen: readonly SeenEvidence[]
  readonly factors: readonly Factor[]
  /** What was drawn between timeline and factors; the graph is made of all three. */
  readonly map: MapRows
  readonly lessons: readonly Lesson[]
  readonly actions: readonly Action[]
  readonly acceptances: readonly Acceptance[]
  /** Agents and their part, each read as a system. */
  readonly agentRuns: readonly AgentRun[]
}
