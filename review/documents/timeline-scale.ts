/**
 * The scale of the timeline's picture: the stretch worth drawing, the view of it, and how zooming and moving change the
 * view. Pure, so that panning, zooming and the export as a file are one and the same rule.
 */
import { type Incident, type Mark, marks } from '../model/incident.ts'
import { epochMs, type Moment, reachOf } from '../model/instants.ts'
import type { TimelineEvent } from '../model/timeline.ts'

/** A stretch of time in milliseconds since 1970, `from_ms < to_ms`. */
export interface Stretch {
  readonly from_ms: number
  readonly to_ms: number
}

/** A view of time on a strip of pixels. */
export interface Scale extends Stretch {
  readonly width_px: number
}

const MINUTE_MS = 60_000
/** Nothing shorter can be looked at: whole seconds, far apart. */
const SHORTEST_VIEW_MS = 20_000

/** Start of an event on the clock; null for events of which only the order is known. */
export function startOf(event: TimelineEvent): number | null {
  return event.happenedAt === null ? null : epochMs(event.happenedAt.at)
}

/** The whole stretch worth drawing: every timed event and mark, with a little air at both ends. */
export function wholeStretch(
  events: readonly TimelineEvent[],
  incident: Pick<Incident, Mark>,
): Stretch | null {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  const include = (ms: number) => {
    if (Number.isNaN(ms)) return
    first = Math.min(first, ms)
    last = Math.max(last, ms)
  }
  for (const event of events) {
    if (event.happenedAt !== null) {
      const { from_ms, to_ms } = reachOf(event.happenedAt)
      include(isCoarse(event.happenedAt) ? from_ms : epochMs(event.happenedAt.at))
      include(isCoarse(event.happenedAt) ? to_ms : epochMs(event.happenedAt.at))
    }
    if (event.until !== null) include(epochMs(event.until))
  }
  for (const mark of marks) {
    const moment = incident[mark]
    if (moment !== null) include(epochMs(moment.at))
  }
  if (first > last) return null
  const air = Math.max((last - first) * 0.03, 2 * MINUTE_MS)
  return { from_ms: first - air, to_ms: last + air }
}

/**
 * Where looking begins: the time of harm with air around it, when the rest of the record would press it into a corner;
 * null when the whole is already close enough.
 */
export function firstView(whole: Stretch, incident: Pick<Incident, Mark>): Stretch | null {
  const times = marks.flatMap((mark) => {
    const moment = incident[mark]
    return moment === null ? [] : [epochMs(moment.at)]
  })
  if (times.length < 2) return null
  const from = Math.min(...times)
  const length = Math.max(...times) - from
  const view = { from_ms: from - length * 0.2, to_ms: from + length * 1.5 }
  const isClose = whole.to_ms - whole.from_ms < 2.5 * (view.to_ms - view.from_ms)
  return length < MINUTE_MS || isClose ? null : within(view, whole)
}

/** Pixel of an instant; may lie outside the strip. */
export function xOf(ms: number, scale: Scale): number {
  return ((ms - scale.from_ms) / (scale.to_ms - scale.from_ms)) * scale.width_px
}

/** Instant under a pixel. */
export function instantAt(x: number, scale: Scale): number {
  return scale.from_ms + (x / Math.max(1, scale.width_px)) * (scale.to_ms - scale.from_ms)
}

/** How to zoom: `factor` times as wide, around an instant that stays under the same pixel (the middle unless told). */
export interface Zoom {
  readonly factor: number
  readonly anchor_ms?: number | undefined
}

/** The view zoomed; never wider than the whole, never shorter than can be read. */
export function zoomed(view: Stretch, { factor, anchor_ms = middleOf(view) }: Zoom, whole: Stretch): Stretch {
  const length = view.to_ms - view.from_ms
  const wanted = Math.min(whole.to_ms - whole.from_ms, Math.max(SHORTEST_VIEW_MS, length * factor))
  const share = (anchor_ms - view.from_ms) / length
  const from_ms = anchor_ms - share * wanted
  return within({ from_ms, to_ms: from_ms + wanted }, whole)
}

/** The view moved by a share of its own length (0.25 is a quarter to the right), stopping at the ends of the whole. */
export function panned(view: Stretch, share: number, whole: Stretch): Stretch {
  const shift = (view.to_ms - view.from_ms) * share
  return within({ from_ms: view.from_ms + shift, to_ms: view.to_ms + shift }, whole)
}

/** The view moved just enough to show an instant, which keeps still what is already seen. */
export function showing(view: Stretch, at_ms: number, whole: Stretch): Stretch {
  const length = view.to_ms - view.from_ms
  const margin = length * 0.08
  if (at_ms >= view.from_ms + margin && at_ms <= view.to_ms - margin) return view
  return within({ from_ms: at_ms - length / 2, to_ms: at_ms + length / 2 }, whole)
}

/** Known to the hour or the day only: then it is a stretch and not a point. */
export function isCoarse({ precision }: Moment): boolean {
  return precision === 'day' || precision === 'hour'
}

function middleOf(view: Stretch): number {
  return (view.from_ms + view.to_ms) / 2
}

/** A view kept inside the whole, as long as it was. */
export function within(view: Stretch, whole: Stretch): Stretch {
  const length = Math.min(view.to_ms - view.from_ms, whole.to_ms - whole.from_ms)
  const from_ms = Math.min(Math.max(view.from_ms, whole.from_ms), whole.to_ms - length)
  return { from_ms, to_ms: from_ms + length }
}

/** The stretch several events span with air around it, to look closer at them; null when they share one instant. */
export function closer(events: readonly TimelineEvent[]): Stretch | null {
  const starts = events.map(startOf).filter((start) => start !== null)
  const from_ms = Math.min(...starts)
  const length = Math.max(...starts) - from_ms
  if (starts.length < 2 || length === 0) return null
  const air = length * 0.35
  return { from_ms: from_ms - air, to_ms: from_ms + length + air }
}
