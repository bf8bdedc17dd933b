/** Words of a document matched against the closed lists of the model. */
import type { ActionState, Priority, Strength } from '../model/actions.ts'
import type { AccountSource, ConfidenceThen, Decider } from '../model/decisions.ts'
import type { Actor } from '../model/evidence.ts'
import type { IncidentKind } from '../model/incident.ts'
import type { ImpactValue } from '../model/reviews.ts'
import type { Severity } from '../model/severity.ts'

/** Severities a document may carry, each with itself so that the list can be searched like the others. */
export const severityWords: Readonly<Record<Severity, string>> = {
  SEV1: 'SEV1',
  SEV2: 'SEV2',
  SEV3: 'SEV3',
  SEV4: 'SEV4',
}

/** Kinds of incident as documents say them. */
export const incidentWords: Readonly<Record<IncidentKind, string>> = {
  incident: 'incident',
  'near-miss': 'near miss',
}

/** Priorities as documents say them. */
export const priorityWords: Readonly<Record<Priority, string>> = { P1: 'P1', P2: 'P2', P3: 'P3' }

/** States of an action as documents say them. */
export const stateWords: Readonly<Record<ActionState, string>> = {
  proposed: 'proposed',
  open: 'open',
  done: 'done',
  dropped: 'dropped',
}

/** What is known about one measure of impact, as documents say it. */
export const impactWords: Readonly<Record<ImpactValue['state'], string>> = {
  unset: 'not looked at',
  none: 'none',
  unknown: 'unknown',
  known: 'known',
}

/** Kinds of actor as documents say them. */
export const actorWords: Readonly<Record<Actor['kind'], string>> = {
  role: 'role',
  team: 'team',
  system: 'system',
  agent: 'agent',
  unknown: 'unknown',
}

/** Who decided, as documents say it. */
export const deciderWords: Readonly<Record<Decider, string>> = { role: 'role', agent: 'agent' }

/** How sure someone was then, as documents say it. */
export const confidenceWords: Readonly<Record<ConfidenceThen, string>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  'not-recalled': 'not recalled',
}

/** Where an account comes from, as documents say it. */
export const accountWords: Readonly<Record<AccountSource, string>> = {
  'first-hand': 'first-hand',
  log: 'log',
  inferred: 'inferred',
}

/** The key whose word, or which itself, the text is; case does not count. Null when there is none. */
export function keyNamed<K extends string>(words: Readonly<Record<K, string>>, text: string): K | null {
  const wanted = text.trim().toLowerCase()
  for (const key in words) {
    if (key.toLowerCase() === wanted || words[key].toLowerCase() === wanted) return key
  }
  return null
}

/** The strength a digit names; null for anything but 0 to 5. */
export function strengthNamed(digit: string): Strength | null {
  const strengths: readonly Strength[] = [0, 1, 2, 3, 4, 5]
  return strengths.find((strength) => String(strength) === digit) ?? null
}
