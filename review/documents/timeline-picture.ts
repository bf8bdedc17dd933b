/**
 * The timeline's picture: how time, lanes, marks, silences and phases lie on a sheet of a given width. Pure, so that
 * laying it out needs no browser; the page draws what this says, and the export writes it as a file.
 */
import { eventKinds } from '../model/evidence.ts'
import { type Incident, type Mark, markMeanings, marks } from '../model/incident.ts'
import { clockOf, dayOf, epochMs, lengthInWords } from '../model/instants.ts'
import { type Phase, phaseStretches, phases } from '../model/phases.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { shortDay } from './dates.ts'
import {
  firstFrom,
  type Glyph,
  type LaneAt,
  type LaneEvents,
  laneAt,
  type TimedEvent,
} from './timeline-lanes.ts'
import { type Scale, type Stretch, startOf, xOf } from './timeline-scale.ts'
import { groupBox, type LanePlace, placeLanes, stackOf, type Tile } from './timeline-shapes.ts'
import { bandsIn, type GapBand, type Silence } from './timeline-silence.ts'
import { type Tick, ticksOf } from './timeline-ticks.ts'

/** One of the four marks of the incident, with its words. */
export interface MarkFlag {
  readonly mark: Mark
  readonly label: string
  readonly clock: string
  readonly x: number
  /** Row of the label, so that words never overlap. */
  readonly row: number
  readonly isInView: boolean
}

/** What the picture is laid out from, whatever the view. */
export interface ToLayOut {
  readonly lanes: readonly LaneEvents[]
  readonly stretches: readonly Silence[]
  readonly incident: Pick<Incident, Mark>
  readonly folded: ReadonlySet<string>
  readonly phases: readonly PhaseBand[]
  /** On a narrow picture the names of lanes stand above them, not beside. */
  readonly isNarrow: boolean
  /** How far the reader's clock is ahead of UTC; null shows UTC alone. */
  readonly ahead_ms: number | null
}

/** The picture in one view: where everything stands. */
export interface Layout {
  readonly places: readonly LanePlace[]
  readonly flags: readonly MarkFlag[]
  readonly bands: readonly GapBand[]
  readonly ticks: readonly Tick[]
  /** The scale of the reader's own clock, below that of UTC. */
  readonly ownTicks: readonly Tick[]
  readonly phases: readonly PlacedPhase[]
  /** Where the band of phases, the lanes and the scale begin, and where the sheet ends. */
  readonly phasesAt: number
  readonly top: number
  readonly axisAt: number
  readonly height: number
}

/** A phase on the sheet. */
export interface PlacedPhase {
  readonly phase: Phase
  readonly x: number
  readonly width: number
  /** Empty where it does not fit. */
  readonly label: string
}

const PHASES_PX = 18
const FLAG_PX = 18
const AXIS_PX = 20

/** Lays the picture out for one view. Its height depends on lanes and marks, never on where one looks. */
export function layOut(drawn: ToLayOut, scale: Scale): Layout {
  const phasesAt = 0
  const flagsAt = drawn.phases.length === 0 ? 0 : PHASES_PX
  const flags = flagsOf(drawn.incident, scale)
  const rows = Math.max(Math.min(2, flags.length), ...flags.map((flag) => (flag.isInView ? flag.row + 1 : 0)))
  const top = flagsAt + 8 + FLAG_PX * rows
  const places = placeLanes(drawn.lanes, {
    from: top + 2,
    labelAbove_px: drawn.isNarrow ? 15 : 0,
    folded: drawn.folded,
  })
  const last = places.at(-1)
  const axisAt = (last === undefined ? top + 24 : last.top + last.height) + 6
  return {
    places,
    flags,
    bands: bandsIn(drawn.stretches, scale),
    ticks: ticksOf(scale),
    ownTicks: drawn.ahead_ms === null ? [] : ticksOf(scale, { ahead_ms: drawn.ahead_ms }),
    phases: phasesIn(drawn.phases, scale),
    phasesAt,
    top,
    axisAt,
    height: axisAt + AXIS_PX * (drawn.ahead_ms === null ? 1 : 2),
  }
}

/** A lane at the zoom of a view, kept as long as the zoom is. */
export function lanesAt(lanes: readonly LaneEvents[], ms_per_px: number): readonly LaneAt[] {
  return lanes.map((lane) => laneAt(lane, ms_per_px))
}

/** What lies under a point of the picture: a glyph or a span, with where its words go. */
export interface Hit {
  readonly events: readonly TimedEvent[]
  readonly x: number
  readonly y: number
}

/** The glyph or span at a place; null on empty ground. Spans are as tall as a finger is exact. */
export function hitAt(
  lanes: readonly { readonly lane: LaneAt; readonly place: LanePlace }[],
  tile: Tile,
  { x, y }: { readonly x: number; readonly y: number },
): Hit | null {
  const found = lanes.find(({ place }) => y >= place.top && y < place.top + place.height)
  if (found === undefined) return null
  const { lane, place } = found
  const at_ms = tile.origin_ms + x * tile.ms_per_px
  const isOnBars = y < place.pointsAt - 9
  if (isOnBars) return barAt({ lane, place }, tile, { x, y }) ?? glyphAt(found, tile, { at_ms, y })
  return glyphAt(found, tile, { at_ms, y }) ?? barAt({ lane, place }, tile, { x, y })
}

function barAt(
  { lane, place }: { readonly lane: LaneAt; readonly place: LanePlace },
  { origin_ms, ms_per_px }: Tile,
  { x, y }: { readonly x: number; readonly y: number },
): Hit | null {
  const at_ms = origin_ms + x * ms_per_px
  const pad_ms = 4 * ms_per_px
  const bars = lane.bars.filter(
    ({ from_ms, end_ms }) => at_ms >= from_ms - pad_ms && at_ms <= (end_ms ?? from_ms) + pad_ms,
  )
  const yOf = (timed: TimedEvent) =>
    place.isFolded ? place.pointsAt : place.barsAt + (lane.rows.get(timed.event.id) ?? 0) * 8
  const bar = bars.toSorted((a, b) => Math.abs(yOf(a) - y) - Math.abs(yOf(b) - y))[0]
  return bar === undefined || Math.abs(yOf(bar) - y) > 9 ? null : { events: [bar], x, y: yOf(bar) }
}

function glyphAt(
  { lane, place }: { readonly lane: LaneAt; readonly place: LanePlace },
  tile: Tile,
  { at_ms, y }: { readonly at_ms: number; readonly y: number },
): Hit | null {
  const reach_ms = 10 * tile.ms_per_px
  const next = firstFrom(lane.glyphs.length, (index) => (lane.glyphs[index]?.last_ms ?? 0) < at_ms)
  const distance = (glyph: Glyph) => Math.max(0, glyph.first_ms - at_ms, at_ms - glyph.last_ms)
  const glyph = [lane.glyphs[next - 1], lane.glyphs[next]]
    .filter((each) => each !== undefined)
    .toSorted((a, b) => distance(a) - distance(b))[0]
  if (glyph === undefined || distance(glyph) > reach_ms) return null
  const stack = stackOf(glyph, place)
  if (stack === null) {
    const box = groupBox(glyph, { place, tile })
    return { events: glyph.events, x: box.x + box.width / 2, y: place.pointsAt }
  }
  const nearest = stack.toSorted((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y))[0]
  if (nearest === undefined) return null
  return { events: [nearest], x: (nearest.place_ms - tile.origin_ms) / tile.ms_per_px, y: nearest.y }
}

/** What a shape says when one points at it: "14:02 Checkout is slow", or "38 alerts, 12 changes, 14:02 to 14:09". */
export function wordsOf(events: readonly TimedEvent[]): string {
  const [first] = events
  const last = events.at(-1)
  if (first?.event.happenedAt == null || last?.event.happenedAt == null) return ''
  const from = clockOf(first.event.happenedAt)
  if (events.length === 1) {
    const length_ms = first.end_ms === null ? null : first.end_ms - first.from_ms
    return `${from} ${first.event.text}${length_ms === null ? '' : `, ${lengthInWords(length_ms)}`}`
  }
  const what = kindsInWords(events)
  if (first.place_ms === last.place_ms) return `${what}, all ${from}; which came first is not known`
  const isOneDay = dayOf(first.event.happenedAt.at) === dayOf(last.event.happenedAt.at)
  const day = isOneDay ? '' : `${shortDay(last.event.happenedAt.at)}, `
  return `${what}, ${from} to ${day}${clockOf(last.event.happenedAt)}`
}

const MOST_KINDS = 3

/** "38 alerts, 12 deploys", the most frequent first; what is left is counted together. */
function kindsInWords(events: readonly TimedEvent[]): string {
  const counts = new Map<string, number>()
  for (const { event } of events) {
    const word = eventKinds[event.kind].toLowerCase()
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1])
  const shown = sorted
    .slice(0, MOST_KINDS)
    .map(([word, count]) => `${count} ${count === 1 ? word : `${word}s`}`)
  const rest = sorted.slice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0)
  return [...shown, ...(rest === 0 ? [] : [`${rest} more`])].join(', ')
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

/** A phase as a stretch of time. */
export interface PhaseBand extends Stretch {
  readonly phase: Phase
}

/** The phases as stretches of time, each until the next begins; the last ends with the last event. */
export function phaseBands(
  events: readonly TimelineEvent[],
  incident: Pick<Incident, Mark>,
): readonly PhaseBand[] {
  const starts = new Map(events.map((event) => [event.id, startOf(event)]))
  const placed = phaseStretches(events, incident).flatMap(({ phase, eventIds }) => {
    const times = eventIds.flatMap((id) => starts.get(id) ?? [])
    return times.length === 0 ? [] : [{ phase, from_ms: Math.min(...times), to_ms: Math.max(...times) }]
  })
  return placed.map((band, index) => ({ ...band, to_ms: placed[index + 1]?.from_ms ?? band.to_ms }))
}

function phasesIn(bands: readonly PhaseBand[], scale: Scale): readonly PlacedPhase[] {
  return bands.flatMap(({ phase, from_ms, to_ms }) => {
    const x = Math.max(0, xOf(from_ms, scale))
    const width = Math.min(scale.width_px, xOf(to_ms, scale)) - x
    if (width < 2) return []
    const { label } = phases[phase]
    return [{ phase, x, width, label: width > label.length * 6.4 + 10 ? label : '' }]
  })
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
