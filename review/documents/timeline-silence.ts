/** Stretches in which nothing was recorded: a gap in the record is drawn as a gap. Pure, like timeline-picture.ts. */
import { epochMs, lengthInWords } from '../model/instants.ts'
import { gaps, type TimelineEvent } from '../model/timeline.ts'
import { type Scale, type Stretch, xOf } from './timeline-scale.ts'

/** A silence as it is drawn in one view. */
export interface GapBand {
  readonly x: number
  readonly width: number
  readonly label: string
  /** Whether the words fit inside. */
  readonly hasRoom: boolean
}

/** A stretch in which nothing is on the timeline. */
export interface Silence extends Stretch {
  readonly length_ms: number
}

/** Stretches of more than fifteen minutes in which nothing is on the timeline, whatever the view. */
export function silences(events: readonly TimelineEvent[]): readonly Silence[] {
  const places = new Map(events.map((event) => [event.id, event]))
  return gaps(events).flatMap(({ afterId, beforeId, length_ms }) => {
    const after = places.get(afterId)
    const before = places.get(beforeId)
    if (after?.happenedAt == null || before?.happenedAt == null) return []
    return [
      {
        from_ms: epochMs(after.until ?? after.happenedAt.at),
        to_ms: epochMs(before.happenedAt.at),
        length_ms,
      },
    ]
  })
}

/** Silences as bands with their length, for one view. */
export function bandsIn(stretches: readonly Silence[], scale: Scale): readonly GapBand[] {
  return stretches.flatMap(({ from_ms, to_ms, length_ms }) => {
    const x = Math.max(0, xOf(from_ms, scale))
    const width = Math.min(scale.width_px, xOf(to_ms, scale)) - x
    if (width < 6) return []
    const label = `${lengthInWords(length_ms)} with nothing recorded`
    return [{ x, width, label: width > 190 ? label : lengthInWords(length_ms), hasRoom: width > 62 }]
  })
}
