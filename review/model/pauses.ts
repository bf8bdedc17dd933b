/**
 * Review-season pauses: while people's work is being judged elsewhere, nothing of ours is sent out or taken out, so that
 * neither can be mistaken for the other.
 */
import type { Blocker } from './blocker.ts'
import { dayOf } from './instants.ts'

/** Days on which digests and exports rest, the first and the last included. */
export interface Pause {
  readonly id: string
  readonly fromOn: string
  readonly untilOn: string
}

/** Whether one of these pauses holds at this instant. */
export function isPaused(now: string, pauses: readonly Pick<Pause, 'fromOn' | 'untilOn'>[]): boolean {
  return pauseAt(now, pauses) !== null
}

/** The pause that holds at this instant, the one that ends last; null when none does. */
export function pauseAt<Of extends Pick<Pause, 'fromOn' | 'untilOn'>>(
  now: string,
  pauses: readonly Of[],
): Of | null {
  const today = dayOf(now)
  const holding = pauses.filter(({ fromOn, untilOn }) => fromOn <= today && today <= untilOn)
  return holding.toSorted((a, b) => b.untilOn.localeCompare(a.untilOn))[0] ?? null
}

/** What is said in place of a digest or an export. */
export function pauseSentence({ untilOn }: Pick<Pause, 'untilOn'>): string {
  return `Digests and exports rest until ${untilOn}: it is review season, and what people told us here is no material for it.`
}

/** Longest a pause lasts; a longer one would be a switch nobody looks at any more. */
export const LONGEST_PAUSE_DAYS = 92

const DAY_MS = 86_400_000

/** Why these days cannot be a pause. */
export function pauseBlockers({ fromOn, untilOn }: Omit<Pause, 'id'>): readonly Blocker[] {
  const days = Math.round((Date.parse(untilOn) - Date.parse(fromOn)) / DAY_MS) + 1
  const sentence =
    days < 1
      ? `A pause ends on the day it begins or later, and ${untilOn} lies before ${fromOn}.`
      : days > LONGEST_PAUSE_DAYS
        ? `A pause lasts at most ${LONGEST_PAUSE_DAYS} days, and this is ${days}; another can follow it.`
        : null
  return sentence === null ? [] : [{ rule: 'pause-days', sentence, place: { tab: 'incident', id: null } }]
}
