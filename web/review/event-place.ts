/**
 * Where an event of which only the order is known stands: beside a neighbour somebody pointed at. Ranks are absolute
 * (milliseconds since 1970, with fractions), the same scale for events with a time and without, as `inOrder` reads them.
 */
import { epochMs, type Moment } from '@secondstory/review/model/instants'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'

/** "Right after this one", "right before this one". */
export interface Place {
  readonly side: 'after' | 'before'
  readonly neighbourId: string
}

/** Rank of an event with a time: its instant, so that those without one stand around it where they belong. */
export function rankOfMoment(moment: Moment): number {
  return epochMs(moment.at)
}

/** The rank that puts an event beside its neighbour; null when the neighbour is not there. */
export function rankBeside(events: readonly TimelineEvent[], place: Place): number | null {
  const ordered = inOrder(events)
  const at = ordered.findIndex((event) => event.id === place.neighbourId)
  if (at === -1) return null
  const before = place.side === 'after' ? at : at - 1
  // An event without a time stands before the first with a time and a higher rank: everything timed above it counts,
  // not only the nearest. An earlier neighbour without a time counts too.
  const above = ordered.slice(0, before + 1)
  const below = ordered[before + 1]
  const lowest = above.length === 0 ? null : Math.max(...above.map((event) => event.rank))
  if (lowest === null) return (below?.rank ?? 0) - 1
  if (below === undefined) return lowest + 1
  // Two neighbours of one rank leave no room between them; the nearest place is then behind both.
  return below.rank > lowest ? lowest + (below.rank - lowest) / 2 : lowest
}

/** The place an event has now, as its neighbour; null when it is alone. */
export function placeOf(events: readonly TimelineEvent[], id: string): Place | null {
  const ordered = inOrder(events)
  const at = ordered.findIndex((event) => event.id === id)
  const above = ordered[at - 1]
  if (at > 0 && above !== undefined) return { side: 'after', neighbourId: above.id }
  const below = ordered[at + 1]
  return below === undefined ? null : { side: 'before', neighbourId: below.id }
}
