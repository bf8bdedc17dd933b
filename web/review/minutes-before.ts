/** The minutes before a decision, to scale: what had happened by then, and which of it was in view. */
import { decidedAt } from '@secondstory/review/model/decisions'
import { clockOf, epochMs } from '@secondstory/review/model/instants'
import { appearedAfter } from '@secondstory/review/model/known'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'

/** Never shorter: two marks a second apart would fill the page. */
const SHORTEST_MS = 10 * 60_000
/** Never longer: what is further back is told by the timeline. */
const LONGEST_MS = 60 * 60_000

/** One thing that had happened by then. */
export interface BeforeMark {
  readonly id: string
  /** 0 at the left edge, 1 at the decision. */
  readonly share: number
  readonly clock: string
  readonly text: string
  readonly isSeen: boolean
}

/** The strip: its marks, and the minutes it is drawn with. */
export interface MinutesBefore {
  readonly marks: readonly BeforeMark[]
  readonly length_ms: number
  /** Clock of the decision. */
  readonly until: string
  /** Whole minutes that get a tick, as shares. */
  readonly ticks: readonly { readonly share: number; readonly label: string }[]
}

/** What had happened in the minutes before; null where the decision has no time. Nothing after it is in it. */
export function minutesBefore(
  decision: {
    readonly eventId: string
    readonly seenEventIds: readonly string[]
    readonly seenEvidenceIds: readonly string[]
  },
  timeline: readonly TimelineEvent[],
): MinutesBefore | null {
  const event = timeline.find(({ id }) => id === decision.eventId)
  const at = decidedAt(event)
  if (at === null) return null
  const end_ms = epochMs(at.at)
  const isSeen = ({ id, evidenceIds }: TimelineEvent) =>
    decision.seenEventIds.includes(id) || evidenceIds.some((each) => decision.seenEvidenceIds.includes(each))
  const before = inOrder(timeline).filter((each) => {
    const isLater = each.happenedAt === null || epochMs(each.happenedAt.at) > end_ms
    return (
      each.state === 'accepted' &&
      each.id !== decision.eventId &&
      !isLater &&
      !appearedAfter({ source: 'page', basis: 'occurred', happenedAt: each.happenedAt }, at)
    )
  })
  const near = before.filter(({ happenedAt }) => end_ms - epochMs(happenedAt?.at ?? '') <= LONGEST_MS)
  const first_ms = epochMs(near[0]?.happenedAt?.at ?? at.at)
  const length_ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, end_ms - first_ms))
  const share = (ms: number) => 1 - (end_ms - ms) / length_ms
  return {
    marks: near.flatMap((each) =>
      each.happenedAt === null
        ? []
        : [
            {
              id: each.id,
              share: share(epochMs(each.happenedAt.at)),
              clock: clockOf(each.happenedAt),
              text: each.text,
              isSeen: isSeen(each),
            },
          ],
    ),
    length_ms,
    until: clockOf(at),
    ticks: ticksOf(length_ms),
  }
}

function ticksOf(length_ms: number): MinutesBefore['ticks'] {
  const minutes = length_ms / 60_000
  const step = minutes > 30 ? 15 : minutes > 12 ? 5 : 2
  const count = Math.floor(minutes / step)
  return Array.from({ length: count }, (_, index) => (index + 1) * step)
    .map((ago) => ({ share: 1 - ago / minutes, label: `−${ago} min` }))
    .filter(({ share }) => share >= 0)
}
