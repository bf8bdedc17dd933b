/** The timeline: things that happened, told by us, each resting on evidence. */
import type { Actor, EventKind } from './evidence.ts'
import { epochMs, type Moment } from './instants.ts'
import type { Phase } from './phase-names.ts'

/** `tray`: likely enough to show beside the draft, not likely enough to be in it. */
export type EventState = 'proposed' | 'tray' | 'accepted' | 'rejected'

/** What a source said later about something an event rests on: other words, or that it was removed there. */
export interface SourceChange {
  /** When the source changed it, RFC 3339 UTC; null when it does not say. */
  readonly at: string | null
  /** The evidence that says so. */
  readonly evidenceId: string
  readonly isRemoved: boolean
}

/** One thing that happened, told without evaluation, by a role or a system. */
export interface TimelineEvent {
  readonly id: string
  readonly incidentId: string
  /** Null: only the order is known; `rank` carries it. */
  readonly happenedAt: Moment | null
  /** End of a span, RFC 3339 UTC. */
  readonly until: string | null
  /** Orders events that tie or carry no time; compared as numbers, fractions allowed. */
  readonly rank: number
  readonly kind: EventKind
  readonly actor: Actor
  /** Where it comes from, for lanes: "slack #incident-42", "alertmanager", "by hand". */
  readonly lane: string
  readonly text: string
  readonly state: EventState
  readonly isTrigger: boolean
  readonly evidenceIds: readonly string[]
  /** Why it was proposed: "pinned", "alert started". */
  readonly reasons: readonly string[]
  /** 0 to 1, made by rules; 1 when added by hand. */
  readonly confidence: number
  /** The phase a person chose; null: as `proposePhases` says. */
  readonly phase: Phase | null
  /** The source changed what this rests on, and nobody has decided yet whose words stay. */
  readonly sourceChanged: SourceChange | null
  readonly version: number
}

/** What of an event decides its place. */
export type Placed = Pick<TimelineEvent, 'id' | 'happenedAt' | 'rank'>

/** Order of the timeline: by time, then rank, then id. An event without a time stands where its rank puts it. */
export function byTime(a: Placed, b: Placed): number {
  if (a.happenedAt !== null && b.happenedAt !== null) {
    const difference = epochMs(a.happenedAt.at) - epochMs(b.happenedAt.at)
    if (difference !== 0) return difference
  }
  return a.rank - b.rank || (a.id < b.id ? -1 : 1)
}

/**
 * The timeline in order, the same whatever order the events came in. Those with a time come by {@link byTime};
 * one without stands before the first of them that has a higher rank. `byTime` alone cannot say this: comparing a
 * pair by rank and the next by time can run in a circle.
 */
export function inOrder<E extends Placed>(events: readonly E[]): readonly E[] {
  const timed = events.filter((event) => event.happenedAt !== null).toSorted(byTime)
  const untimed = events.filter((event) => event.happenedAt === null).toSorted(byTime)
  const ordered: E[] = []
  for (const event of timed) {
    while (untimed[0] !== undefined && untimed[0].rank < event.rank) ordered.push(...untimed.splice(0, 1))
    ordered.push(event)
  }
  return [...ordered, ...untimed]
}

/** A stretch without events, in order of time. */
export interface Gap {
  readonly afterId: string
  readonly beforeId: string
  readonly length_ms: number
}

/**
 * Gaps longer than `longest_ms` (15 minutes unless told) between neighbours that both carry a time. What is known to the
 * day only says nothing about the hours around it.
 */
export function gaps(events: readonly TimelineEvent[], longest_ms = 15 * 60_000): readonly Gap[] {
  const timed = events
    .filter((event) => event.happenedAt !== null && event.happenedAt.precision !== 'day')
    .toSorted(byTime)
  return timed.flatMap((event, index) => {
    const next = timed[index + 1]
    if (next?.happenedAt == null || event.happenedAt === null) return []
    const length_ms = epochMs(next.happenedAt.at) - epochMs(event.until ?? event.happenedAt.at)
    return length_ms > longest_ms ? [{ afterId: event.id, beforeId: next.id, length_ms }] : []
  })
}
