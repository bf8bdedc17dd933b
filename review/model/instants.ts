/**
 * Times as this product keeps them: an instant in UTC, how finely it was known, and whether the source
 * said "about". Pure: nothing here reads a clock.
 */

/** How finely a time was known. The digits that were never there are not invented. */
export type Precision = 'day' | 'hour' | 'minute' | 'second' | 'millisecond'

/** A moment in UTC (`at` is RFC 3339 with a `Z`), with its precision. `isAbout` when the source said "around". */
export interface Moment {
  readonly at: string
  readonly precision: Precision
  readonly isAbout: boolean
}

/** The first and last instant we accept as real (years 2000 to 2100); outside lies a typing slip or a hostile file. */
export const EARLIEST = '2000-01-01T00:00:00.000Z'
/** End (exclusive) of the years we accept. */
export const LATEST = '2100-01-01T00:00:00.000Z'

/** A moment from an RFC 3339 instant. */
export function moment(at: string, precision: Precision = 'second', isAbout = false): Moment {
  return { at, precision, isAbout }
}

/** Milliseconds since 1970 of an RFC 3339 instant; NaN when it is not one. */
export function epochMs(at: string): number {
  return Date.parse(at)
}

/** The instant `ms` milliseconds after `at`, as RFC 3339 UTC. */
export function later(at: string, ms: number): string {
  return new Date(epochMs(at) + ms).toISOString()
}

/** Whether `at` reads as an instant inside the years we accept. */
export function isReal(at: string): boolean {
  const ms = epochMs(at)
  return !Number.isNaN(ms) && ms >= epochMs(EARLIEST) && ms < epochMs(LATEST)
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** How long the stretch is that a time of this precision may mean. */
const lengths_ms: Readonly<Record<Precision, number>> = {
  day: 24 * HOUR_MS,
  hour: HOUR_MS,
  minute: MINUTE_MS,
  second: SECOND_MS,
  millisecond: 1,
}

/** How far off "about" may be on both sides: people who say "about 14:05" mean some minutes, never some milliseconds. */
const about_ms: Readonly<Record<Precision, number>> = {
  day: 12 * HOUR_MS,
  hour: 30 * MINUTE_MS,
  minute: 5 * MINUTE_MS,
  second: MINUTE_MS,
  millisecond: SECOND_MS,
}

/** Every instant a moment may mean: a day is a whole day, "about 14:05" is some minutes around it. `to_ms` is exclusive. */
export function reachOf({ at, precision, isAbout }: Moment): {
  readonly from_ms: number
  readonly to_ms: number
} {
  const length_ms = lengths_ms[precision]
  const from_ms = Math.floor(epochMs(at) / length_ms) * length_ms
  const slack_ms = isAbout ? about_ms[precision] : 0
  return { from_ms: from_ms - slack_ms, to_ms: from_ms + length_ms + slack_ms }
}

/** Length in words: "47 minutes", "3 h 5 min", "2 days 4 h". Negative lengths read as "0 minutes". */
export function lengthInWords(duration_ms: number): string {
  const minutes = Math.max(0, Math.round(duration_ms / 60_000))
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  const rest = hours % 24
  return `${Math.floor(hours / 24)} days${rest === 0 ? '' : ` ${rest} h`}`
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dayOf(at: string): string {
  return at.slice(0, 10)
}

/** A moment as people read it, no finer than it was known: "2026-03-12", "14:02", "about 14:02", "14:02:09". */
export function clockOf(moment: Moment): string {
  const clock = {
    day: dayOf(moment.at),
    hour: `${moment.at.slice(11, 13)}:00`,
    minute: moment.at.slice(11, 16),
    second: moment.at.slice(11, 19),
    millisecond: moment.at.slice(11, 23),
  }[moment.precision]
  const isAbout = moment.isAbout || moment.precision === 'hour'
  return isAbout ? `about ${clock}` : clock
}

/** The same where a second is fine enough: beside a sentence, milliseconds are noise. */
export function clockToSecond(moment: Moment): string {
  return clockOf(moment.precision === 'millisecond' ? { ...moment, precision: 'second' } : moment)
}
