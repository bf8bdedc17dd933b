/** An event while it is being written: what stands in its form, and what that says. */
import { type Actor, type EventKind, eventKinds } from '@secondstory/review/model/evidence'
import type { Moment } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { entryOf, type MomentEntry, noEntry, readEntry } from '../kit/moment-entry.ts'
import { type Place, placeOf, rankBeside, rankOfMoment } from './event-place.ts'
import type { FieldInWords } from './two-versions.ts'
import type { EventWords } from './use-timeline-work.ts'

export interface EventEntry {
  readonly start: MomentEntry
  readonly end: MomentEntry
  readonly isOrderOnly: boolean
  readonly place: Place | null
  readonly kind: EventKind
  readonly actor: Actor
  readonly text: string
}

/** What the form of an event needs to know around it. */
export interface Around {
  readonly timeline: readonly TimelineEvent[]
  /** Day offered for a new event, `YYYY-MM-DD`. */
  readonly nearOn: string
  /** The event the list is at: a new one without a time goes right after it. */
  readonly nearId: string | null
}

export function eventEntryFrom(
  event: TimelineEvent | null,
  { timeline, nearOn, nearId }: Around,
): EventEntry {
  if (event === null) {
    return {
      start: { ...noEntry, day: nearOn },
      end: noEntry,
      isOrderOnly: false,
      place: nearId === null ? null : { side: 'after', neighbourId: nearId },
      kind: 'observation',
      actor: { kind: 'role', name: '' },
      text: '',
    }
  }
  return {
    start: event.happenedAt === null ? { ...noEntry, day: nearOn } : entryOf(event.happenedAt),
    end: event.until === null ? noEntry : entryOf(momentOf(event.until)),
    isOrderOnly: event.happenedAt === null,
    place: placeOf(timeline, event.id),
    kind: event.kind,
    actor: event.actor,
    text: event.text,
  }
}

// The end of a span carries no precision of its own; its digits are all there is, and none may be lost by an edit.
function momentOf(at: string): Moment {
  return { at, precision: /\.0*Z$|:\d{2}Z$/.test(at) ? 'second' : 'millisecond', isAbout: false }
}

/** What the entry says, or the sentence about what is missing. */
export function eventWordsOf(
  entry: EventEntry,
  event: TimelineEvent | null,
  timeline: readonly TimelineEvent[],
): EventWords | string {
  const start = readEntry(entry.start)
  const end = readEntry(entry.end)
  const name = entry.actor.name.trim()
  if (!entry.isOrderOnly && start.problem !== '') return start.problem
  if (!entry.isOrderOnly && start.moment === null)
    return 'An event needs a time, or the note that only its order is known.'
  if (!entry.isOrderOnly && end.problem !== '') return end.problem
  if (entry.text.trim() === '') return 'An event needs a sentence: what happened?'
  const happenedAt = entry.isOrderOnly ? null : start.moment
  const rank = rankFor(entry, { event, happenedAt, timeline })
  return {
    happenedAt,
    until: entry.isOrderOnly ? null : (end.moment?.at ?? null),
    kind: entry.kind,
    actor: { kind: name === '' ? 'unknown' : entry.actor.kind, name },
    text: entry.text.trim(),
    ...(rank === null ? {} : { rank }),
  }
}

interface Ranked {
  readonly event: TimelineEvent | null
  readonly happenedAt: Moment | null
  readonly timeline: readonly TimelineEvent[]
}

/** Null leaves the rank as it is: an edit of the words must not move an event. */
function rankFor(entry: EventEntry, { event, happenedAt, timeline }: Ranked): number | null {
  if (happenedAt !== null) return event?.happenedAt?.at === happenedAt.at ? null : rankOfMoment(happenedAt)
  if (entry.place === null) return null
  const now = event === null ? null : placeOf(timeline, event.id)
  const isThere =
    event?.happenedAt === null &&
    now?.side === entry.place.side &&
    now.neighbourId === entry.place.neighbourId
  if (isThere) return null
  return rankBeside(
    timeline.filter((each) => each.id !== event?.id),
    entry.place,
  )
}

function momentInWords({ day, clock, isAbout }: MomentEntry): string {
  return `${isAbout ? 'about ' : ''}${day} ${clock}`.trim()
}

/** The fields two people may both have changed. */
export const eventFields: readonly FieldInWords<EventEntry>[] = [
  { key: 'text', label: 'What happened', inWords: (entry) => entry.text },
  {
    key: 'start',
    label: 'When',
    inWords: (entry) => (entry.isOrderOnly ? 'in order' : momentInWords(entry.start)),
  },
  { key: 'end', label: 'Until', inWords: (entry) => momentInWords(entry.end) },
  {
    key: 'isOrderOnly',
    label: 'What is known of the time',
    inWords: (entry) => (entry.isOrderOnly ? 'only its order' : 'a time'),
  },
  { key: 'actor', label: 'Who or what', inWords: (entry) => entry.actor.name },
  { key: 'kind', label: 'Kind', inWords: (entry) => eventKinds[entry.kind].toLowerCase() },
]
