/**
 * A backfill brings what a tool recorded before it was connected, page by page. What remains to be asked is a list, so
 * that whoever goes on, after a restart or after a page that failed, begins where the last page ended.
 */
import { later } from './instants.ts'

/** One page that remains to be asked for. */
export interface BackfillAsk {
  /** "history", "thread", "log": what the tool is asked for. */
  readonly what: string
  /** The thread, service or incident it is of; '' when what is asked for says it. */
  readonly of: string
  /** Where its list goes on, as the tool tells it; '' at the beginning. */
  readonly page: string
}

/** A history being brought into an incident; its import tells how far it is. */
export interface Backfill {
  readonly importId: string
  readonly incidentId: string
  readonly integrationId: string
  /** A channel, a repository, a service or an incident, as the person wrote it; '' is everything. */
  readonly place: string
  readonly from: string
  readonly to: string
  /** Null: nothing was asked yet, not even what there is to ask. */
  readonly remaining: readonly BackfillAsk[] | null
  /** Pages that were brought; whoever brings the next says how many there were before. */
  readonly pages: number
  /** How often the next page failed in a row. */
  readonly failures: number
  /** When it goes on. */
  readonly nextAt: string
}

/** What the other side said about when to come again. */
export interface Patience {
  /** RFC 3339; null when it named no moment. */
  readonly notBefore: string | null
  readonly atLeast_ms: number
}

/** A page that failed so often is given up: about an hour after the first time. */
export const MOST_FAILURES = 10

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 15 * 60_000

/** When a page that failed for the n-th time is asked for again: later each time, and not before the other side wants. */
export function nextTryAt(failures: number, { notBefore, atLeast_ms }: Patience, now: string): string {
  const pause_ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
  const own = later(now, Math.max(pause_ms, atLeast_ms))
  return notBefore !== null && notBefore > own ? notBefore : own
}
