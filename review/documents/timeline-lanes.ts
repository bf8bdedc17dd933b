/**
 * The lanes of the timeline's picture, and what is drawn as one where events would touch. Whether two events touch
 * depends on how far one has zoomed and on nothing else: moving the view never regroups them, so nothing flickers.
 */
import type { EventKind } from '../model/evidence.ts'
import { epochMs, type Precision, reachOf } from '../model/instants.ts'
import { inOrder, type TimelineEvent } from '../model/timeline.ts'
import { isCoarse } from './timeline-scale.ts'

/** What events share a lane by. */
export type LaneBy = 'source' | 'role' | 'component'

/** Every way to make lanes, in the order they are offered. */
export const laneWays: readonly LaneBy[] = ['source', 'role', 'component']

/** An event with its instants read once, so that moving the picture reads no dates. */
export interface TimedEvent {
  readonly event: TimelineEvent
  /** Where its shape stands: its start, or the middle of a day or an hour that is all we know. */
  readonly place_ms: number
  /** What its time may mean, from and to. */
  readonly from_ms: number
  readonly to_ms: number
  readonly end_ms: number | null
}

/** A lane before it is seen: its events in order of place, and the row of each span. Made once, drawn for every view. */
export interface LaneEvents {
  readonly label: string
  readonly events: readonly TimedEvent[]
  /** Row of each span by id; spans beyond the last row are drawn as points. */
  readonly rows: ReadonlyMap<string, number>
  readonly barRows: number
}

/** Events drawn as one shape: one event, several of one instant, or several that would touch. */
export interface Glyph {
  readonly events: readonly TimedEvent[]
  readonly first_ms: number
  readonly last_ms: number
  /** How far a group is drawn to both sides: never into its neighbours. */
  readonly left_ms: number
  readonly right_ms: number
  /** All of one instant, as far as anybody knows: their order is unknown, however close one looks. */
  readonly isTie: boolean
  readonly isProposed: boolean
  readonly isTrigger: boolean
}

/** A lane at one zoom: shapes from left to right, and the spans long enough to be seen as long. */
export interface LaneAt {
  readonly label: string
  readonly glyphs: readonly Glyph[]
  readonly bars: readonly TimedEvent[]
  readonly rows: ReadonlyMap<string, number>
  readonly barRows: number
}

const MOST_LANES = 8
const MOST_BAR_ROWS = 5
/** Shapes nearer than this touch. */
const TOUCHING_PX = 9
/** A group never spans more: a busy hour is a row of groups, not one blob. */
const WIDEST_PX = 28
/** What a group is drawn beyond its first and last event, where there is room. */
const HALF_GROUP_PX = 7
/** A span shorter than this is seen as a point. */
const SHORTEST_BAR_PX = 3

/** The component of the incident an event speaks of: the one its actor is, else the first its words name; empty for none. */
export function componentOf(
  event: Pick<TimelineEvent, 'actor' | 'text'>,
  components: readonly string[],
): string {
  const own = components.find((component) => component.toLowerCase() === event.actor.name.toLowerCase())
  if (own !== undefined) return own
  const words = `${event.text}\n${event.actor.name}`.toLowerCase()
  const named = components
    .map((component) => ({ component, at: placeOfName(words, component.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at || b.component.length - a.component.length)
  return named[0]?.component ?? ''
}

/** Where a name stands as a whole: "api" is not named by "apiary", nor "orders-db" by "orders-db-2". */
function placeOfName(words: string, name: string): number {
  if (name === '') return -1
  for (let at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
    const isPart = (character: string | undefined) =>
      character !== undefined && /[\p{L}\p{N}_-]/u.test(character)
    if (!isPart(words[at - 1]) && !isPart(words[at + name.length])) return at
  }
  return -1
}

/** The name of the lane an event stands in. */
export function laneOf(event: TimelineEvent, by: LaneBy, components: readonly string[] = []): string {
  if (by === 'source') return event.lane === '' ? 'by hand' : event.lane
  if (by === 'component') return componentOf(event, components) || 'no component named'
  return event.actor.name === '' ? 'not named yet' : event.actor.name
}

/** Names of the lanes in order of their first event; beyond eight the smallest share one lane, "and 5 more". */
export function laneNames(names: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const all = [...counts.keys()]
  if (all.length <= MOST_LANES) return new Map(all.map((name) => [name, name]))
  const large = new Set(
    all.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, MOST_LANES - 1),
  )
  const rest = `and ${all.length - large.size} more`
  return new Map([
    ...all.filter((name) => large.has(name)).map((name) => [name, name] as const),
    ...all.filter((name) => !large.has(name)).map((name) => [name, rest] as const),
  ])
}

function timedOf(event: TimelineEvent): readonly TimedEvent[] {
  if (event.happenedAt === null) return []
  const start_ms = epochMs(event.happenedAt.at)
  const { from_ms, to_ms } = reachOf(event.happenedAt)
  const place_ms = isCoarse(event.happenedAt) ? (from_ms + to_ms) / 2 : start_ms
  return [{ event, place_ms, from_ms, to_ms, end_ms: event.until === null ? null : epochMs(event.until) }]
}

/**
 * The lanes whatever the view. Events of which only the order is known have no place on a scale and are left out: a
 * lane of such events would be empty.
 */
export function laneEvents(
  events: readonly TimelineEvent[],
  by: LaneBy,
  components: readonly string[] = [],
): readonly LaneEvents[] {
  const timed = inOrder(events.filter((event) => event.happenedAt !== null))
  const own = timed.map((event) => laneOf(event, by, components))
  const names = laneNames(own)
  const lanes = new Map<string, TimedEvent[]>([...names.values()].map((label) => [label, []]))
  timed.forEach((event, index) => {
    lanes.get(names.get(own[index] ?? '') ?? '')?.push(...timedOf(event))
  })
  return [...lanes].map(([label, inLane]) => {
    const rows = spanRows(inLane)
    return {
      label,
      events: inLane.toSorted((a, b) => a.place_ms - b.place_ms),
      rows,
      barRows: Math.max(0, ...[...rows.values()].map((row) => row + 1)),
    }
  })
}

/**
 * The row of each span, so that spans that overlap in time never share one. Decided in time, not in pixels: zooming and
 * moving must not change the height of a lane. What finds no row among the first five is drawn as a point.
 */
export function spanRows(events: readonly TimedEvent[]): ReadonlyMap<string, number> {
  const ends: number[] = []
  const rows = new Map<string, number>()
  for (const { event, from_ms, end_ms } of events) {
    if (end_ms === null || end_ms <= from_ms) continue
    const free = ends.findIndex((end) => end < from_ms)
    const row = free === -1 ? ends.length : free
    if (row >= MOST_BAR_ROWS) continue
    ends[row] = end_ms
    rows.set(event.id, row)
  }
  return rows
}

/** A lane at one zoom. Every event of the lane is one of the bars or in exactly one of the glyphs. */
export function laneAt(lane: LaneEvents, ms_per_px: number): LaneAt {
  const bars: TimedEvent[] = []
  const points: TimedEvent[] = []
  for (const timed of lane.events) {
    const isBar = timed.end_ms !== null && lane.rows.has(timed.event.id)
    const length_px = isBar ? ((timed.end_ms ?? 0) - timed.from_ms) / ms_per_px : 0
    if (length_px >= SHORTEST_BAR_PX) bars.push(timed)
    else points.push(timed)
  }
  return {
    label: lane.label,
    glyphs: glyphsOf(points, ms_per_px),
    bars,
    rows: lane.rows,
    barRows: lane.barRows,
  }
}

/** Points that would touch drawn as one. `points` are in order of place. */
function glyphsOf(points: readonly TimedEvent[], ms_per_px: number): readonly Glyph[] {
  const groups: TimedEvent[][] = []
  let first_ms = Number.NaN
  let last_ms = Number.NaN
  for (const point of points) {
    const isNear =
      point.place_ms - last_ms < TOUCHING_PX * ms_per_px && point.place_ms - first_ms < WIDEST_PX * ms_per_px
    // What has the very same instant belongs together even where the group is full.
    if (isNear || point.place_ms === last_ms) groups.at(-1)?.push(point)
    else {
      groups.push([point])
      first_ms = point.place_ms
    }
    last_ms = point.place_ms
  }
  const ends = groups.map((group) => ({
    first_ms: group[0]?.place_ms ?? 0,
    last_ms: group.at(-1)?.place_ms ?? 0,
  }))
  return groups.map((group, index) => {
    const own = ends[index] ?? { first_ms: 0, last_ms: 0 }
    const room_ms = HALF_GROUP_PX * ms_per_px
    const before_ms = ends[index - 1]?.last_ms ?? Number.NEGATIVE_INFINITY
    const after_ms = ends[index + 1]?.first_ms ?? Number.POSITIVE_INFINITY
    return glyphOf(group, {
      left_ms: Math.max(own.first_ms - room_ms, (before_ms + own.first_ms) / 2),
      right_ms: Math.min(own.last_ms + room_ms, (after_ms + own.last_ms) / 2),
    })
  })
}

function glyphOf(events: readonly TimedEvent[], edges: Pick<Glyph, 'left_ms' | 'right_ms'>): Glyph {
  const [first] = events
  const last = events.at(-1)
  return {
    events,
    ...edges,
    first_ms: first?.place_ms ?? 0,
    last_ms: last?.place_ms ?? 0,
    isTie: events.length > 1 && isTied(events),
    isProposed: events.every(({ event }) => event.state !== 'accepted'),
    isTrigger: events.some(({ event }) => event.isTrigger),
  }
}

/** Events of one instant known equally finely: nobody can say which came first. */
function isTied(events: readonly TimedEvent[]): boolean {
  const [first] = events
  return events.every(
    ({ event, place_ms }) =>
      place_ms === first?.place_ms && event.happenedAt?.precision === first.event.happenedAt?.precision,
  )
}

/** Ids of events that share their instant with a neighbour in the list, whose order is therefore not known. */
export function tiedIds(events: readonly TimelineEvent[]): ReadonlySet<string> {
  const byInstant = new Map<string, string[]>()
  for (const { id, happenedAt } of events) {
    if (happenedAt === null) continue
    const key: `${string} ${Precision}` = `${happenedAt.at} ${happenedAt.precision}`
    const same = byInstant.get(key)
    if (same === undefined) byInstant.set(key, [id])
    else same.push(id)
  }
  return new Set([...byInstant.values()].filter((ids) => ids.length > 1).flat())
}

/** Index of the first of some values in order that is not below a limit. */
export function firstFrom(count: number, isBefore: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** The glyphs of a lane that a stretch of time touches. */
export function glyphsIn(glyphs: readonly Glyph[], from_ms: number, to_ms: number): readonly Glyph[] {
  const start = firstFrom(glyphs.length, (index) => (glyphs[index]?.last_ms ?? 0) < from_ms)
  const end = firstFrom(glyphs.length, (index) => (glyphs[index]?.first_ms ?? 0) <= to_ms)
  return glyphs.slice(start, end)
}

/** Four families of events, each with its own shape, so that colour is never needed to tell them apart. */
export type Family = 'alarm' | 'change' | 'remedy' | 'people'

const families: Readonly<Record<EventKind, Family>> = {
  alert: 'alarm',
  page: 'alarm',
  deploy: 'change',
  'config-change': 'change',
  commit: 'change',
  'agent-step': 'change',
  system: 'change',
  mitigation: 'remedy',
  recovery: 'remedy',
  chat: 'people',
  decision: 'people',
  observation: 'people',
  'status-update': 'people',
  note: 'people',
}

/** Every family with the word of the legend. */
export const familyWords: Readonly<Record<Family, string>> = {
  alarm: 'alert',
  change: 'change',
  remedy: 'mitigation',
  people: 'people',
}

/** The family a kind of event belongs to. */
export function familyOf(kind: EventKind): Family {
  return families[kind]
}
