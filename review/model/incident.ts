/** Something happened that we want to understand. A near miss is an incident that hurt nobody yet. */
import { later, type Moment } from './instants.ts'
import {
  graver,
  isLowered,
  type Severity,
  type SeverityRule,
  severityRule,
  severityRules,
} from './severity.ts'

/** A near miss hurt nobody yet. */
export type IncidentKind = 'incident' | 'near-miss'

/** The four marks of an incident, in the order they usually come. */
export const marks = ['startedAt', 'detectedAt', 'mitigatedAt', 'endedAt'] as const
/** One of the four marks. */
export type Mark = (typeof marks)[number]

/** What each mark means, so that durations can be compared. */
export const markMeanings: Readonly<Record<Mark, { readonly label: string; readonly means: string }>> = {
  startedAt: { label: 'Started', means: 'Harm began, or would have begun.' },
  detectedAt: { label: 'Detected', means: 'A person or a system first noticed.' },
  mitigatedAt: { label: 'Mitigated', means: 'Harm was limited, though not yet gone.' },
  endedAt: { label: 'Ended', means: 'Impact was over. The clock for the review starts here.' },
}

/** An incident as it stands now. Its history is kept beside it. */
export interface Incident extends Readonly<Record<Mark, Moment | null>> {
  readonly id: string
  /** Counted per installation; people say INC-42. */
  readonly number: number
  readonly title: string
  readonly kind: IncidentKind
  readonly severity: Severity
  /** What it could have been on another day; null: no graver than it was. */
  readonly potentialSeverity: Severity | null
  readonly components: readonly string[]
  /** The first story: what we thought on the day, before anyone looked closely. Markdown. */
  readonly summary: string
  readonly isSample: boolean
  readonly openedAt: string
  /** Raised by every change. A change that names an older version is answered with both versions. */
  readonly version: number
}

/** "INC-42" */
export function reference(incident: Pick<Incident, 'number'>): string {
  return `INC-${incident.number}`
}

/** When the review is due and the rule that says so; `dueAt` is null when no date is due or impact goes on. */
export interface ReviewDue {
  readonly dueAt: string | null
  readonly because: string
}

/** What decides how deeply an incident is reviewed. */
export type Depth = Pick<Incident, 'severity'> & Partial<Pick<Incident, 'potentialSeverity'>>

/** The severity that sets the depth of the review: the graver of what it was and what it could have been. */
export function depthOf({ severity, potentialSeverity }: Depth): Severity {
  return potentialSeverity == null ? severity : graver(severity, potentialSeverity)
}

/** What is kept as potential severity: only a step graver than the actual one says anything. */
export function potentialBeyond(severity: Severity, potential: Severity | null): Severity | null {
  return potential !== null && isLowered(potential, severity) ? potential : null
}

/** The parts of an incident on which the clock of its review rests. */
export type Clocked = Depth & Pick<Incident, 'endedAt'> & Partial<Pick<Incident, 'kind' | 'detectedAt'>>

/**
 * When this incident's review is due, by the graver of its two severities. The clock starts at the end of impact; a near
 * miss has none, so its clock starts when it was noticed.
 */
export function reviewDue(incident: Clocked, rules: readonly SeverityRule[] = severityRules): ReviewDue {
  const depth = depthOf(incident)
  const rule = severityRule(depth, rules)
  const because =
    depth === incident.severity ? rule.because : `It could have been a ${depth}. ${rule.because}`
  if (rule.dueAfter_h === null) return { dueAt: null, because }
  const isNearMiss = incident.kind === 'near-miss'
  const from = incident.endedAt ?? (isNearMiss ? (incident.detectedAt ?? null) : null)
  if (from === null) {
    const start = isNearMiss ? 'when it was noticed' : 'when impact has ended'
    return { dueAt: null, because: `${because} The clock starts ${start}.` }
  }
  return { dueAt: later(from.at, rule.dueAfter_h * 3_600_000), because }
}
