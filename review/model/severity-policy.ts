/**
 * The policy of an organisation as data: what each severity means, what is owed after it and by when, and what makes an
 * incident count as a graver one. A version is never changed; a review keeps the one it was opened under.
 */
import type { Blocker } from './blocker.ts'
import type { Clocked, Depth, Incident } from './incident.ts'
import { epochMs, later } from './instants.ts'
import { type Severity, type SeverityRule, severityRule, severityRules } from './severity.ts'

/** What can make an incident count as graver than its severity says. */
export const concerns = ['data-loss', 'security', 'short-outage'] as const
/** One of them. */
export type Concern = (typeof concerns)[number]

/** Every concern as it is asked and as a reason reads. */
export const concernWords: Readonly<Record<Concern, { readonly ask: string; readonly because: string }>> = {
  'data-loss': { ask: 'Data was lost or changed', because: 'data was lost or changed' },
  security: { ask: 'Somebody could reach what was not theirs', because: 'it touched security' },
  'short-outage': {
    ask: 'Customers could not use the service, if only for minutes',
    because: 'customers could not use the service',
  },
}

/** What is owed, in the order it is due. */
export const duties = ['draft', 'meeting', 'publication'] as const
/** One of them. */
export type Duty = (typeof duties)[number]

/** How each is called in a sentence. */
export const dutyWords: Readonly<Record<Duty, string>> = {
  draft: 'draft',
  meeting: 'review',
  publication: 'publication',
}

/** One row: what a severity means, what is owed, and how many hours after the end of impact. */
export interface PolicyRow {
  readonly severity: Severity
  readonly criteria: string
  readonly review: SeverityRule['review']
  /** Hours after the end of impact; null when no date is due. */
  readonly hours: Readonly<Record<Duty, number | null>>
}

/** The whole table. */
export interface SeverityPolicy {
  readonly rows: readonly PolicyRow[]
  /** The severity each concern counts as, at least; null when it does not. */
  readonly meansAtLeast: Readonly<Record<Concern, Severity | null>>
}

const days = (count: number): number => count * 24

const usualHours: Readonly<Record<Severity, PolicyRow['hours']>> = {
  SEV1: { draft: 24, meeting: 48, publication: days(7) },
  SEV2: { draft: days(4), meeting: days(7), publication: days(14) },
  SEV3: { draft: null, meeting: null, publication: null },
  SEV4: { draft: null, meeting: null, publication: null },
}

/** The policy an installation starts with. */
export const usualPolicy: SeverityPolicy = {
  rows: severityRules.map(({ severity, criteria, review }) => ({
    severity,
    criteria,
    review,
    hours: usualHours[severity],
  })),
  meansAtLeast: { 'data-loss': 'SEV1', security: 'SEV1', 'short-outage': 'SEV2' },
}

/** "48 hours", "one week", "9 days": how a deadline reads. */
export function deadlineInWords(hours: number): string {
  if (hours === days(7)) return 'one week'
  if (hours % 24 === 0 && hours > 48) return `${hours / 24} days`
  return hours === 1 ? 'one hour' : `${hours} hours`
}

/** What decides about an incident's duties beside what it was and what it could have been. */
export interface Weighed {
  readonly concerns: readonly Concern[]
}

/** Nothing but its severity. */
export const unweighed: Weighed = { concerns: [] }

/** The severity whose duties an incident has, and why it is another than its own. */
export interface CountedAs {
  readonly severity: Severity
  /** "data was lost or changed"; null when it counts as what it is. */
  readonly because: string | null
}

/** The gravest of what it was, what it could have been and what its concerns count as. */
export function countedAs(incident: Depth, weighed: Weighed, policy: SeverityPolicy): CountedAs {
  const { severity, potentialSeverity } = incident
  const reasons: readonly CountedAs[] = [
    { severity, because: null },
    ...(potentialSeverity == null
      ? []
      : [{ severity: potentialSeverity, because: 'it could have been one' }]),
    ...weighed.concerns.flatMap((concern) => {
      const counted = policy.meansAtLeast[concern]
      return counted === null ? [] : [{ severity: counted, because: concernWords[concern].because }]
    }),
  ]
  // SEV1 is the gravest; of two reasons for the same, the one that stands first is told.
  return reasons.reduce((gravest, each) => (each.severity < gravest.severity ? each : gravest))
}

/** One duty with its date and the rule that made it. */
export interface DueDate {
  readonly duty: Duty
  readonly dueAt: string | null
  /** "SEV1, ended 12 Mar 2026, 14:07 UTC, review within 48 hours: due 14 Mar 2026, 14:07 UTC." */
  readonly because: string
}

/** What is owed after an incident, each with its reason. */
export function dueDates(incident: Clocked, weighed: Weighed, policy: SeverityPolicy): readonly DueDate[] {
  const counted = countedAs(incident, weighed, policy)
  const isNearMiss = incident.kind === 'near-miss'
  const from = incident.endedAt ?? (isNearMiss ? (incident.detectedAt ?? null) : null)
  const row = rowOf(counted.severity, policy)
  const own = counted.because === null ? '' : `, counted as ${counted.severity} because ${counted.because}`
  return duties.map((duty) => {
    const hours = row.hours[duty]
    const what = `${dutyWords[duty]} within ${hours === null ? '' : deadlineInWords(hours)}`
    if (hours === null) {
      const because = `${incident.severity}${own}: a review is ${row.review}, and no date is due.`
      return { duty, dueAt: null, because }
    }
    if (from === null) {
      const start = isNearMiss ? 'when it was noticed' : 'when impact has ended'
      const because = `${incident.severity}${own}, ${what}. The clock starts ${start}.`
      return { duty, dueAt: null, because }
    }
    const dueAt = later(from.at, hours * 3_600_000)
    const began = incident.endedAt === null ? 'noticed' : 'ended'
    const because = `${incident.severity}${own}, ${began} ${clock(from.at)}, ${what}: due ${clock(dueAt)}.`
    return { duty, dueAt, because }
  })
}

/** The row of a severity. */
export function rowOf(severity: Severity, policy: SeverityPolicy): PolicyRow {
  const row = policy.rows.find((each) => each.severity === severity)
  if (row === undefined) throw new RangeError(`The policy has no row for ${severity}; it needs all four.`)
  return row
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "12 Mar 2026, 14:07 UTC" */
function clock(at: string): string {
  const [year, month, day] = at.slice(0, 10).split('-')
  return `${Number(day)} ${months[Number(month) - 1]} ${year}, ${at.slice(11, 16)} UTC`
}

/** The rows as the severity table reads them: one date, that of the review. */
export function rulesOf(policy: SeverityPolicy): readonly SeverityRule[] {
  return policy.rows.map(({ severity, criteria, review, hours }) => ({
    severity,
    criteria,
    review,
    dueAfter_h: hours.meeting,
    because:
      hours.meeting === null
        ? severityRule(severity).because
        : `A ${severity} is reviewed within ${deadlineInWords(hours.meeting)} after impact ended.`,
  }))
}

/** Why a policy cannot be kept: duties in an order nobody could follow, or a row that asks for nothing it requires. */
export function policyProblems(policy: SeverityPolicy): readonly Blocker[] {
  return policy.rows.flatMap(({ severity, criteria, review, hours }) => {
    const order = duties.map((duty) => hours[duty]).filter((each) => each !== null)
    const sentences = [
      criteria.trim() === ''
        ? `${severity} has no criteria. How does somebody at night know that this is one?`
        : null,
      review === 'required' && hours.meeting === null
        ? `A review of a ${severity} is required and has no date. Within how many hours after impact ended?`
        : null,
      order.some((each, index) => each < (order[index - 1] ?? 0))
        ? `The dates of ${severity} run backwards: the draft comes before the review, and the review before publication.`
        : null,
    ]
    return sentences.flatMap((sentence) =>
      sentence === null
        ? []
        : [{ rule: 'policy-row', sentence, place: { tab: 'incident', id: severity } } as const],
    )
  })
}

/** An incident of the past under two policies. */
export interface PolicyTrial {
  readonly reference: string
  readonly title: string
  readonly severity: Severity
  readonly before: { readonly dueAt: string | null; readonly review: SeverityRule['review'] }
  readonly after: { readonly dueAt: string | null; readonly review: SeverityRule['review'] }
}

/** What a change would have meant for incidents of the past; only those for which something differs. */
export function triedOn(
  past: readonly (Pick<Incident, 'number' | 'title'> & Clocked & Weighed)[],
  policies: { readonly before: SeverityPolicy; readonly after: SeverityPolicy },
): readonly PolicyTrial[] {
  const under = (incident: (typeof past)[number], policy: SeverityPolicy) => ({
    dueAt: dueDates(incident, incident, policy).find(({ duty }) => duty === 'meeting')?.dueAt ?? null,
    review: rowOf(countedAs(incident, incident, policy).severity, policy).review,
  })
  return past
    .map((incident) => ({
      reference: `INC-${incident.number}`,
      title: incident.title,
      severity: incident.severity,
      before: under(incident, policies.before),
      after: under(incident, policies.after),
    }))
    .filter(({ before, after }) => before.review !== after.review || ms(before.dueAt) !== ms(after.dueAt))
}

function ms(at: string | null): number {
  return at === null ? 0 : epochMs(at)
}
