/**
 * When a meeting is: a wall clock in a zone, as people say it, and the instant that is. Zones change their clocks and
 * their rules, so both are kept: the wall clock is the promise, the instant is what follows from it.
 */
import { Temporal } from 'temporal-polyfill'

/** A time as people agree on it: "2026-03-29T10:00" in "Europe/Amsterdam". */
export interface WallClock {
  readonly local: string
  readonly zone: string
}

/** The instant of a wall clock, with a sentence where the clocks of that day need one; or why there is none. */
export type ZonedInstant =
  | { readonly at: string; readonly note: string | null }
  | { readonly problem: string }

/** The instant of a wall clock. A time the clocks jump over is no time; one they show twice is the first of the two. */
export function instantIn({ local, zone }: WallClock): ZonedInstant {
  if (!isZone(zone)) {
    return { problem: `"${zone}" is no time zone we know; one such as Europe/Amsterdam or UTC is needed.` }
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) {
    return { problem: `"${local}" is no day and time; one such as 2026-03-30T10:00 is needed.` }
  }
  const plain = plainOf(local)
  if (plain === null) return { problem: `"${local}" is no day of the calendar.` }
  const [early, late] = [
    plain.toZonedDateTime(zone, { disambiguation: 'earlier' }),
    plain.toZonedDateTime(zone, { disambiguation: 'later' }),
  ]
  const at = new Date(early.epochMilliseconds).toISOString()
  if (early.epochMilliseconds === late.epochMilliseconds) return { at, note: null }
  if (!early.toPlainDateTime().equals(plain)) {
    const next = late.toPlainTime().toString().slice(0, 5)
    return {
      problem: `On ${local.slice(0, 10)} the clocks of ${zone} jump over ${local.slice(11)}; the next time there is reads ${next}.`,
    }
  }
  return {
    at,
    note: `On ${local.slice(0, 10)} the clocks of ${zone} show ${local.slice(11)} twice; the first of the two is meant.`,
  }
}

/** The calendar rolls nothing over here: 30 February is no day. */
function plainOf(local: string): Temporal.PlainDateTime | null {
  const ms = Date.parse(`${local}:00Z`)
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(local)) return null
  return Temporal.PlainDateTime.from(local)
}

const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** Whether a zone is one we can reckon with. */
export function isZone(zone: string): boolean {
  return zone === 'UTC' || zones.has(zone)
}

/** "Mon 30 March 2026, 10:00 (Europe/Amsterdam, UTC+2), 08:00 UTC" of an instant seen from a zone. */
export function clockInZone(at: string, zone: string): string {
  const there = Temporal.Instant.from(at).toZonedDateTimeISO(isZone(zone) ? zone : 'UTC')
  const day = there.toPlainDate().toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const clock = there.toPlainTime().toString().slice(0, 5)
  if (zone === 'UTC') return `${day}, ${clock} UTC`
  const offset = there.offset.replace(/^([+-])0?(\d+):00$/, '$1$2').replace(/^([+-])0(\d:)/, '$1$2')
  return `${day}, ${clock} (${zone}, UTC${offset}), ${at.slice(11, 16)} UTC`
}

/** How long before a meeting its draft is sent. */
export const DRAFT_BEFORE_MS = 24 * 3_600_000

/** When a meeting is and where; kept with the meeting. */
export interface MeetingDate extends WallClock {
  readonly startsAt: string
  /** A room, or the address of a call. */
  readonly where: string
  /** Raised with every invitation that goes out after the first. */
  readonly sequence: number
  readonly isCancelled: boolean
  readonly draftSentAt: string | null
  /** How many are invited; who they are stands in their own mail. */
  readonly invited: number
}
