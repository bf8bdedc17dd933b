/** The scale of harm and what the organisation owes itself after each step of it. */

export type Severity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4'

/** One row of the policy table: what the step means, whether a review is due, and how soon after impact ended. */
export interface SeverityRule {
  readonly severity: Severity
  readonly criteria: string
  readonly review: 'required' | 'recommended' | 'optional'
  /** Hours from the end of impact to the review; null when no date is due. */
  readonly dueAfter_h: number | null
  /** The rule as a sentence a reader can check. */
  readonly because: string
}

/** The policy we start with. An organisation will be able to edit it; the code reads it as an argument. */
export const severityRules: readonly SeverityRule[] = [
  {
    severity: 'SEV1',
    criteria: 'Customers could not use the service for more than 30 minutes, or data was lost.',
    review: 'required',
    dueAfter_h: 48,
    because: 'A SEV1 is reviewed within 48 hours after impact ended.',
  },
  {
    severity: 'SEV2',
    criteria: 'The service was degraded or down for a short time; a workaround existed.',
    review: 'required',
    dueAfter_h: 168,
    because: 'A SEV2 is reviewed within one week after impact ended.',
  },
  {
    severity: 'SEV3',
    criteria: 'Only our own work was affected; customers noticed nothing.',
    review: 'recommended',
    dueAfter_h: null,
    because: 'A review of a SEV3 is recommended; no date is due.',
  },
  {
    severity: 'SEV4',
    criteria: 'A near miss: caught before anyone was affected.',
    review: 'optional',
    dueAfter_h: null,
    because: 'A review of a SEV4 or a near miss is optional, and often the cheapest way to learn.',
  },
]

/** The row for one severity. */
export function severityRule(
  severity: Severity,
  rules: readonly SeverityRule[] = severityRules,
): SeverityRule {
  const rule = rules.find((row) => row.severity === severity)
  if (rule === undefined)
    throw new RangeError(`The severity table has no row for ${severity}; it needs all four.`)
  return rule
}

/** Whether `to` is milder than `from` (SEV1 is the gravest). Lowering needs a reason. */
export function isLowered(from: Severity, to: Severity): boolean {
  return to > from
}

/** The graver of two; SEV1 is the gravest. */
export function graver(one: Severity, other: Severity): Severity {
  return isLowered(one, other) ? one : other
}

/** How many of four bars stand for a severity wherever it is drawn: four for SEV1, one for SEV4. The word stands beside it. */
export function severityBars(severity: Severity): number {
  return 5 - Number(severity.slice(3))
}
