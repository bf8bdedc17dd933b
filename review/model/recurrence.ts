/** The same class of problem after a change: suggested by what two incidents share, confirmed by people, never about who. */
import { type EventKind, eventKinds } from './evidence.ts'
import { dayOf } from './instants.ts'
import { factorName } from './taxonomy.ts'

/** What an incident shares with others: where it was, which conditions it had, and what began it. */
export interface ClassFacts {
  readonly incidentId: string
  /** "INC-42" */
  readonly reference: string
  readonly title: string
  /** The start of harm, or when it was opened. */
  readonly beganAt: string
  readonly components: readonly string[]
  readonly factorCodes: readonly string[]
  readonly triggerKind: EventKind | null
}

/** A change that was agreed after an earlier incident, and the conditions it addresses. */
export interface EarlierFix {
  readonly actionId: string
  readonly title: string
  readonly isClass: boolean
  /** When it was done; null while it is open. */
  readonly closedAt: string | null
  readonly factorCodes: readonly string[]
  readonly incident: ClassFacts
}

/** How the same class can come back. */
export type RecurrenceKind = keyof typeof recurrenceKinds

/** Every way with its words. */
export const recurrenceKinds = {
  'after-fix': 'The same place, after the change',
  elsewhere: 'The same class in another place: the lesson did not travel',
  'before-fix': 'It came back before the change was there',
} as const

/** An earlier change that an incident may have come through or past, and why we think so. */
export interface RecurrenceSuggestion {
  readonly fix: EarlierFix
  readonly kind: RecurrenceKind
  /** What the two share, as sentences. */
  readonly reasons: readonly string[]
}

/** Changes whose class this incident may be, the surest first. A condition has to be shared; the rest are reasons. */
export function suggestRecurrences(
  incident: ClassFacts,
  fixes: readonly EarlierFix[],
): readonly RecurrenceSuggestion[] {
  return fixes
    .flatMap((fix) => {
      const suggestion = suggestionFor(incident, fix)
      return suggestion === null ? [] : [suggestion]
    })
    .toSorted((a, b) => b.reasons.length - a.reasons.length || a.fix.actionId.localeCompare(b.fix.actionId))
}

function suggestionFor(incident: ClassFacts, fix: EarlierFix): RecurrenceSuggestion | null {
  if (fix.incident.incidentId === incident.incidentId || fix.incident.beganAt >= incident.beganAt) return null
  const codes = fix.factorCodes.filter((code) => incident.factorCodes.includes(code))
  if (codes.length === 0) return null
  const places = shared(incident.components, fix.incident.components)
  const isSameTrigger = incident.triggerKind !== null && incident.triggerKind === fix.incident.triggerKind
  // Two incidents in different places that began differently share a condition and no more.
  if (places.length === 0 && !isSameTrigger) return null
  const isDone = fix.closedAt !== null && fix.closedAt <= incident.beganAt
  const kind = !isDone ? 'before-fix' : places.length > 0 ? 'after-fix' : 'elsewhere'
  return {
    fix,
    kind,
    reasons: [
      ...codes.map((code) => `Both had the condition “${factorName(code)}”, which this change addresses.`),
      ...(places.length > 0 ? [`Both were in ${places.join(', ')}.`] : []),
      ...(isSameTrigger && incident.triggerKind !== null
        ? [`Both began with the same sort of event: ${eventKinds[incident.triggerKind].toLowerCase()}.`]
        : []),
      ...(isDone && fix.closedAt !== null
        ? [`The change was done on ${dayOf(fix.closedAt)}, before this.`]
        : []),
      ...(fix.isClass && places.length === 0 ? ['It was meant for every case of its kind.'] : []),
    ],
  }
}

function shared(some: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map((each) => each.toLowerCase()))
  return some.filter((each) => known.has(each.toLowerCase()))
}

/** What people said about a suggestion; both answers are kept. */
export interface Recurrence {
  readonly id: string
  readonly incidentId: string
  readonly actionId: string
  readonly kind: RecurrenceKind
  readonly isSame: boolean
  /** Was the fix in the path? Null: nobody knows yet. */
  readonly wasInPath: boolean | null
  /** What was found: the answers to the five questions, or why it is another class. */
  readonly text: string
  readonly version: number
}
