/**
 * When a meeting is: a wall clock in a zone, as people say it, and the instant that is. Zones change their clocks and
 * their rules, so both are kept: the wall clock is the promise, the instant is what follows from it.
 */
import { Temporal } from 'temporal-polyfill'
import type { Blocker } from './blocker.ts'
import type { EditionRecord } from './editions.ts'
import { clockOf, later } from './instants.ts'
import { type Agenda, type Floor, type MeetingPart, meetingParts, partRules } from './meetings.ts'
import { isZone } from './zones.ts'

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
  const plain = plainOf(local)
  if (plain === null) {
    return {
      problem: `"${local}" is no day and time of the calendar; one such as 2026-03-30T10:00 is needed.`,
    }
  }
  const [early, late] = [
    plain.toZonedDateTime(zone, { disambiguation: 'earlier' }),
    plain.toZonedDateTime(zone, { disambiguation: 'later' }),
  ]
  const at = new Date(early.epochMilliseconds).toISOString()
  if (early.epochMilliseconds === late.epochMilliseconds) return { at, note: null }
  const clock = local.slice(11)
  const where = `On ${local.slice(0, 10)} the clocks of ${zone}`
  if (early.toPlainDateTime().equals(plain)) {
    return { at, note: `${where} show ${clock} twice; the first of the two is meant.` }
  }
  return { problem: `${where} jump over ${clock}; the next time there is reads ${timeOf(late)}.` }
}

/** The calendar rolls nothing over here: 30 February is no day. */
function plainOf(local: string): Temporal.PlainDateTime | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const ms = Date.parse(`${local}:00Z`)
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(local)) return null
  return Temporal.PlainDateTime.from(local)
}

function timeOf(there: Temporal.ZonedDateTime): string {
  return there.toPlainTime().toString().slice(0, 5)
}

/** How long before a meeting its draft is sent. */
export const DRAFT_BEFORE_MS = 24 * 3_600_000

/** Whoever is invited, as those see it who invite: somebody by name, somebody described by role, or an address. */
export interface Guest {
  readonly kind: 'person' | 'participant' | 'address'
  /** Of the person or the participant; the address itself for one of neither. */
  readonly id: string
  readonly label: string
}

/** What somebody invited said; shown to whoever invites, counted by nobody, forgotten with the list. */
export type GuestAnswer = 'coming' | 'not-coming'

/** The words of an answer: on the link in the letter, and where it is shown. */
export const guestAnswers: Readonly<Record<GuestAnswer, { readonly label: string; readonly shown: string }>> =
  {
    coming: { label: 'I am coming', shown: 'is coming' },
    'not-coming': { label: 'I cannot come', shown: 'cannot come' },
  }

/** When and where a meeting is, and who was invited to it. */
export interface MeetingDate extends WallClock {
  readonly startsAt: string
  /** A room, or the address of a call. */
  readonly place: string
  /** Raised with every change that calendars have to follow (RFC 5545). */
  readonly sequence: number
  readonly isCancelled: boolean
  readonly draftsSentAt: string | null
  readonly guests: readonly Guest[]
}

/** Why a meeting cannot be given a date now. */
export function dateBlockers(state: Floor['state']): readonly Blocker[] {
  if (state !== 'running') return []
  const sentence = 'This meeting is under way; the next one can be planned once it has ended.'
  return [{ rule: 'meeting-under-way', sentence, place: { tab: 'meeting', id: null } }]
}

/** A part of the agenda with its minutes, when it begins, and what the review has for it. */
export interface AgendaLine {
  readonly part: MeetingPart
  readonly clock: string
  readonly name: string
  readonly minutes: number
  readonly about: readonly string[]
}

/** What an agenda is taken from: the review with roles in the place of names. */
export type AgendaSource = Pick<EditionRecord, 'timeline' | 'factors' | 'actions'>

/** More than these and nobody reads an invitation. */
const MOST_LINES = 5

/** The agenda of a meeting, taken from its review: what is on the timeline, which conditions and changes are named. */
export function agendaLines(
  agenda: Agenda,
  when: { readonly startsAt: string; readonly zone: string },
  source: AgendaSource,
): readonly AgendaLine[] {
  let at = when.startsAt
  return meetingParts.map((part) => {
    const there = Temporal.Instant.from(at).toZonedDateTimeISO(isZone(when.zone) ? when.zone : 'UTC')
    const minutes = agenda[part]
    at = later(at, minutes * 60_000)
    const found = aboutPart(part, source)
    const about = found.length > 0 ? found : [partRules[part].means]
    return { part, clock: timeOf(there), name: partRules[part].name, minutes, about }
  })
}

function aboutPart(part: MeetingPart, { timeline, factors, actions }: AgendaSource): readonly string[] {
  if (part === 'timeline') return timelineWords(timeline)
  if (part === 'conditions') return shortened(factors.map(({ statement }) => statement))
  if (part === 'changes') return shortened(actions.map(({ title }) => title))
  return []
}

function timelineWords(timeline: AgendaSource['timeline']): readonly string[] {
  const [first, last] = [timeline[0]?.happenedAt ?? null, timeline.at(-1)?.happenedAt ?? null]
  if (first === null || last === null) return []
  const events = timeline.length === 1 ? 'One event' : `${timeline.length} events`
  return [`${events}, from ${clockOf(first)} to ${clockOf(last)} UTC.`]
}

function shortened(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST_LINES
  return rest <= 0 ? lines : [...lines.slice(0, MOST_LINES), `${rest} more in the review.`]
}
