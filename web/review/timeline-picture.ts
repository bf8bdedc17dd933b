/**
 * The layout of the timeline's picture: which lanes there are and where everything stands, in pixels, for one
 * view of time. Pure, so that it can be tested without a browser; TimelinePicture.tsx only draws what this says.
 */
import type { EventKind } from '@secondstory/review/model/evidence'
import { type Incident, type Mark, markMeanings, marks } from '@secondstory/review/model/incident'
import { clockOf, epochMs, lengthInWords } from '@secondstory/review/model/instants'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'

/** A stretch of time in milliseconds since 1970, `from_ms < to_ms`. */
export interface Stretch {
  readonly from_ms: number
  readonly to_ms: number
}

/** A view of time on a strip of pixels. */
export interface Scale extends Stretch {
  readonly width_px: number
}

export type LaneBy = 'source' | 'role'

/** A row of the picture with what stands in it. */
export interface Lane {
  readonly label: string
  readonly dots: readonly Dot[]
  readonly bars: readonly Bar[]
  /** Bars that overlap are stacked; this is how many rows they need. */
  readonly barRows: number
}

/** One event, or several that would touch: then `ids` has them all, in order of time. */
export interface Dot {
  readonly x: number
  readonly ids: readonly string[]
  readonly kind: EventKind
  readonly isProposed: boolean
  readonly isTrigger: boolean
  readonly label: string
}

/** A span: an alert that stopped, a deploy that finished. */
export interface Bar {
  readonly x: number
  readonly width: number
  readonly row: number
  readonly id: string
  readonly kind: EventKind
  readonly isProposed: boolean
  readonly label: string
}

export interface MarkFlag {
  readonly mark: Mark
  readonly label: string
  readonly clock: string
  readonly x: number
  /** Row of the label, so that words never overlap. */
  readonly row: number
  readonly isInView: boolean
}

const MINUTE_MS = 60_000
const SHORTEST_VIEW_MS = 20_000
const MOST_LANES = 8
const TOUCHING_PX = 9

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
    if (event.happenedAt !== null) include(epochMs(event.happenedAt.at))
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

function middleOf(view: Stretch): number {
  return (view.from_ms + view.to_ms) / 2
}

function within(view: Stretch, whole: Stretch): Stretch {
  const length = Math.min(view.to_ms - view.from_ms, whole.to_ms - whole.from_ms)
  const from_ms = Math.min(Math.max(view.from_ms, whole.from_ms), whole.to_ms - length)
  return { from_ms, to_ms: from_ms + length }
}

/** The lane an event stands in. */
export function laneOf(event: TimelineEvent, by: LaneBy): string {
  if (by === 'source') return event.lane === '' ? 'by hand' : event.lane
  return event.actor.name === '' ? 'not named yet' : event.actor.name
}

/** Names of the lanes in order of their first event; beyond eight the smallest share one lane, "and 5 more". */
export function laneNames(events: readonly TimelineEvent[], by: LaneBy): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const event of inOrder(events)) {
    const name = laneOf(event, by)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const names = [...counts.keys()]
  if (names.length <= MOST_LANES) return new Map(names.map((name) => [name, name]))
  const large = new Set(
    names.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, MOST_LANES - 1),
  )
  const rest = `and ${names.length - large.size} more`
  const kept = names.filter((name) => large.has(name))
  const gathered = names.filter((name) => !large.has(name))
  return new Map([
    ...kept.map((name) => [name, name] as const),
    ...gathered.map((name) => [name, rest] as const),
  ])
}

/** A lane before it is seen: its events in order of time, and the row of each span. Made once, drawn for every view. */
export interface LaneEvents {
  readonly label: string
  readonly events: readonly TimedEvent[]
  readonly rows: ReadonlyMap<string, number>
  readonly barRows: number
}

/** An event with its instants read, so that moving the picture reads no dates. */
export interface TimedEvent {
  readonly event: TimelineEvent
  readonly start_ms: number
  readonly end_ms: number | null
}

function timedOf(events: readonly TimelineEvent[]): readonly TimedEvent[] {
  return events.flatMap((event) => {
    const start_ms = startOf(event)
    return start_ms === null
      ? []
      : [{ event, start_ms, end_ms: event.until === null ? null : epochMs(event.until) }]
  })
}

/**
 * The lanes whatever the view. Events of which only the order is known have no place on a scale and are left out: a
 * lane of such events would be empty.
 */
export function laneEvents(events: readonly TimelineEvent[], by: LaneBy): readonly LaneEvents[] {
  const timed = inOrder(events.filter((event) => event.happenedAt !== null))
  const names = laneNames(timed, by)
  const own = new Map<string, TimelineEvent[]>([...names.values()].map((label) => [label, []]))
  for (const event of timed) own.get(names.get(laneOf(event, by)) ?? '')?.push(event)
  return [...own].map(([label, inLane]) => {
    const rows = spanRows(inLane)
    return {
      label,
      events: timedOf(inLane),
      rows,
      barRows: Math.max(0, ...[...rows.values()].map((row) => row + 1)),
    }
  })
}

/** One lane with its dots and bars for one view. */
export function laneIn({ label, events, rows, barRows }: LaneEvents, scale: Scale): Lane {
  const bars = barsIn(events, rows, scale)
  const spanned = new Set(bars.map((bar) => bar.id))
  const dots = dotsIn(
    events.filter(({ event }) => !spanned.has(event.id)),
    scale,
  )
  return { label, dots, bars, barRows }
}

/** Every lane with its dots and bars for one view. */
export function lanesFor(events: readonly TimelineEvent[], by: LaneBy, scale: Scale): readonly Lane[] {
  return laneEvents(events, by).map((lane) => laneIn(lane, scale))
}

/** Dots of one lane, those that would touch drawn as one. `events` are in order of time. */
export function dotsOf(events: readonly TimelineEvent[], scale: Scale): readonly Dot[] {
  return dotsIn(timedOf(events), scale)
}

function dotsIn(events: readonly TimedEvent[], scale: Scale): readonly Dot[] {
  const groups: { first: number; last: number; events: TimelineEvent[] }[] = []
  for (const { event, start_ms } of events) {
    const x = xOf(start_ms, scale)
    if (x < -2 || x > scale.width_px + 2) continue
    const group = groups.at(-1)
    // Measured from the last one, a row of close dots becomes one long cluster; the cap keeps a busy hour from
    // melting into a single blob.
    if (group !== undefined && x - group.last < TOUCHING_PX && x - group.first < 3 * TOUCHING_PX) {
      group.events.push(event)
      group.last = x
    } else groups.push({ first: x, last: x, events: [event] })
  }
  return groups.map((group) => dotOf(group.events, (group.first + group.last) / 2))
}

function dotOf(events: readonly TimelineEvent[], x: number): Dot {
  const [first] = events
  const last = events.at(-1)
  const kind = events.find((event) => event.isTrigger)?.kind ?? first?.kind ?? 'note'
  const from = first?.happenedAt == null ? '' : clockOf(first.happenedAt)
  const to = last?.happenedAt == null ? '' : clockOf(last.happenedAt)
  const words =
    events.length === 1 ? `${from} ${first?.text ?? ''}` : `${events.length} events, ${from} to ${to}`
  return {
    x,
    ids: events.map((event) => event.id),
    kind,
    isProposed: events.every((event) => event.state !== 'accepted'),
    isTrigger: events.some((event) => event.isTrigger),
    label: words,
  }
}

/**
 * The row of each span, so that spans that overlap in time never share one. Decided in time, not in pixels: zooming and
 * moving must not change the height of a lane.
 */
export function spanRows(events: readonly TimelineEvent[]): ReadonlyMap<string, number> {
  const ends: number[] = []
  const rows = new Map<string, number>()
  for (const event of events) {
    const start = startOf(event)
    if (start === null || event.until === null) continue
    const free = ends.findIndex((end) => end < start)
    const row = free === -1 ? ends.length : free
    ends[row] = epochMs(event.until)
    rows.set(event.id, row)
  }
  return rows
}

/** Spans of one lane, clipped to the view; those too short to be seen as long are left to be dots. */
export function barsOf(events: readonly TimelineEvent[], scale: Scale): readonly Bar[] {
  return barsIn(timedOf(events), spanRows(events), scale)
}

function barsIn(
  events: readonly TimedEvent[],
  rows: ReadonlyMap<string, number>,
  scale: Scale,
): readonly Bar[] {
  return events.flatMap(({ event, start_ms, end_ms }) => {
    const row = rows.get(event.id)
    if (end_ms === null || row === undefined) return []
    const left = xOf(start_ms, scale)
    const right = xOf(end_ms, scale)
    if (right < 0 || left > scale.width_px || right - left < 3) return []
    const x = Math.max(0, left)
    const clock = event.happenedAt === null ? '' : clockOf(event.happenedAt)
    return [
      {
        x,
        width: Math.max(3, Math.min(scale.width_px, right) - x),
        row,
        id: event.id,
        kind: event.kind,
        isProposed: event.state !== 'accepted',
        label: `${clock} ${event.text}, ${lengthInWords(end_ms - start_ms)}`,
      },
    ]
  })
}

/** The four marks with a row each for their words, so that labels closer than their own width step down. */
export function flagsOf(incident: Pick<Incident, Mark>, scale: Scale): readonly MarkFlag[] {
  const ends: number[] = []
  return marks.flatMap((mark): readonly MarkFlag[] => {
    const moment = incident[mark]
    if (moment === null) return []
    const x = xOf(epochMs(moment.at), scale)
    const label = markMeanings[mark].label
    const clock = clockOf(moment)
    const isInView = x >= 0 && x <= scale.width_px
    if (!isInView) return [{ mark, label, clock, x, row: 0, isInView }]
    const width = (label.length + clock.length + 1) * 6.6 + 20
    // A label that would leave the strip is drawn to the left of its mark.
    const from = x + width > scale.width_px ? x - width : x
    const free = ends.findIndex((end) => end <= from)
    const row = free === -1 ? ends.length : free
    ends[row] = from + width
    return [{ mark, label, clock, x, row, isInView }]
  })
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

/** How many events begin in each of `bins` equal parts of a stretch. */
export function density(events: readonly TimelineEvent[], stretch: Stretch, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0)
  const length = stretch.to_ms - stretch.from_ms
  for (const event of events) {
    const start = startOf(event)
    if (start === null) continue
    const bin = Math.floor(((start - stretch.from_ms) / length) * bins)
    const count = counts[bin]
    if (count !== undefined) counts[bin] = count + 1
  }
  return counts
}

/** How many events have no time: they stand in the list only, and the picture says so. */
export function untimed(events: readonly TimelineEvent[]): number {
  return events.filter((event) => event.happenedAt === null).length
}
