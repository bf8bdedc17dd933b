/** Something happened that we want to understand. A near miss is an incident that hurt nobody yet. */
import { later, type Moment } from './instants.ts'
import { type Severity, type SeverityRule, severityRule, severityRules } from './severity.ts'

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

/** When this incident's review is due. The clock starts at the end of impact. */
export function reviewDue(
  incident: Pick<Incident, 'severity' | 'endedAt'>,
  rules: readonly SeverityRule[] = severityRules,
): ReviewDue {
  const rule = severityRule(incident.severity, rules)
  if (rule.dueAfter_h === null) return { dueAt: null, because: rule.because }
  if (incident.endedAt === null) {
    return { dueAt: null, because: `${rule.because} The clock starts when impact has ended.` }
  }
  return { dueAt: later(incident.endedAt.at, rule.dueAfter_h * 3_600_000), because: rule.because }
}
