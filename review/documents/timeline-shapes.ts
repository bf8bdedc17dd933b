/**
 * The shapes of the lanes as SVG paths, one path for everything of one look. The page draws a stretch wider than its
 * view and only moves it while panning; the export as a file draws the same paths once.
 */
import {
  type Family,
  familyOf,
  type Glyph,
  glyphsIn,
  type LaneAt,
  type TimedEvent,
} from './timeline-lanes.ts'

/** Where a lane stands, from the top. */
export interface LanePlace {
  readonly label: string
  readonly isFolded: boolean
  readonly top: number
  readonly height: number
  /** Middle of its points, and of its first row of spans. */
  readonly pointsAt: number
  readonly barsAt: number
}

/** The stretch that is drawn, and where its zero lies: an instant is `(ms - origin_ms) / ms_per_px` pixels from it. */
export interface Tile {
  readonly from_ms: number
  readonly to_ms: number
  readonly origin_ms: number
  readonly ms_per_px: number
}

/** Shapes of one look: told by accepted events, or by proposals alone. */
export interface TwoLooks {
  readonly told: string
  readonly proposed: string
}

/** The stretch a time may mean, drawn where it is wide enough to be seen. */
export interface ReachBand {
  readonly id: string
  readonly x: number
  readonly width: number
  readonly y: number
  /** "About": the edges fade. */
  readonly isAbout: boolean
}

/** How many a group stands for. */
export interface GroupCount {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly isProposed: boolean
}

/** Everything drawn in one lane. */
export interface LaneDrawing {
  readonly points: TwoLooks
  readonly groups: TwoLooks
  readonly bars: TwoLooks
  readonly bands: readonly ReachBand[]
  readonly counts: readonly GroupCount[]
  /** Brackets that hold events of one instant together. */
  readonly ties: string
  /** Rings around the trigger. */
  readonly rings: string
  /** From when an event happened to when it became known. */
  readonly known: string
}

/** What to draw a lane with. */
export interface DrawWith {
  readonly place: LanePlace
  readonly tile: Tile
  /** When each event became known, by id, where that was later. */
  readonly known: ReadonlyMap<string, number>
}

const BAR_PX = 5
const BAR_ROW_PX = 8
const POINT_PX = 4.4
/** A reach narrower than this would hide behind its own point. */
const SHORTEST_REACH_PX = 14
/** More than three on one instant are a group with a count. */
const MOST_STACKED = 3
const LANE_PX = 26
const FOLDED_PX = 14

/** Where each lane stands. On a narrow picture the label needs a line of its own above the points. */
export function placeLanes(
  lanes: readonly { readonly label: string; readonly barRows: number }[],
  { from, labelAbove_px, folded }: { from: number; labelAbove_px: number; folded: ReadonlySet<string> },
): readonly LanePlace[] {
  let top = from
  return lanes.map(({ label, barRows }) => {
    const isFolded = folded.has(label)
    const height = labelAbove_px + (isFolded ? FOLDED_PX : LANE_PX + barRows * BAR_ROW_PX)
    const place = {
      label,
      isFolded,
      top,
      height,
      pointsAt: top + height - (isFolded ? FOLDED_PX / 2 : LANE_PX / 2),
      barsAt: top + labelAbove_px + (labelAbove_px > 0 ? 3 : 6),
    }
    top += height
    return place
  })
}

/** The outline of a family around a point. */
export function shapeAt(family: Family, { x, y }: { x: number; y: number }, r = POINT_PX): string {
  const at = `${px(x)} ${px(y)}`
  if (family === 'alarm') return `M${at}m0 ${px(-r)}l${px(r)} ${px(r * 1.82)}h${px(-2 * r)}z`
  if (family === 'change')
    return `M${at}m${px(-r * 0.82)} ${px(-r * 0.82)}h${px(r * 1.64)}v${px(r * 1.64)}h${px(-r * 1.64)}z`
  if (family === 'remedy') {
    const d = px(r * 1.12)
    return `M${at}m0 ${px(-r * 1.12)}l${d} ${d}l-${d} ${d}l-${d} -${d}z`
  }
  const d = px(r * 0.92)
  return `M${at}m-${d} 0a${d} ${d} 0 1 0 ${px(r * 1.84)} 0a${d} ${d} 0 1 0 ${px(-r * 1.84)} 0z`
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Where the single shapes of a glyph stand: one, or up to three of one instant above each other; null for a group. */
export function stackOf(
  glyph: Glyph,
  place: LanePlace,
): readonly (TimedEvent & { readonly y: number })[] | null {
  const { events } = glyph
  if (place.isFolded) return null
  if (events.length > 1 && (!glyph.isTie || events.length > MOST_STACKED)) return null
  const apart = events.length === 2 ? 10 : 8.5
  return events.map((timed, index) => ({
    ...timed,
    y: place.pointsAt + (index - (events.length - 1) / 2) * apart,
  }))
}

/** The box of a group, higher the more it holds, so that a busy hour stands out. */
export function groupBox(glyph: Glyph, { place, tile }: Pick<DrawWith, 'place' | 'tile'>) {
  const at = (ms: number) => (ms - tile.origin_ms) / tile.ms_per_px
  if (place.isFolded) {
    const x = at(glyph.first_ms) - 0.75
    return { x, y: place.pointsAt - 4, width: at(glyph.last_ms) + 0.75 - x, height: 8 }
  }
  const [left, right] = [at(glyph.left_ms), at(glyph.right_ms)]
  const height = Math.min(25, 10.5 + 1.9 * Math.log2(glyph.events.length))
  const width = Math.max(8, right - left - 2)
  return { x: (left + right - width) / 2, y: place.pointsAt - height / 2, width, height }
}

/** Draws the part of a lane that a tile covers. */
export function drawLane(lane: LaneAt, draw: DrawWith): LaneDrawing {
  const { place, tile } = draw
  const pad_ms = 20 * tile.ms_per_px
  const glyphs = glyphsIn(lane.glyphs, tile.from_ms - pad_ms, tile.to_ms + pad_ms)
  const drawn = new Pen(draw)
  for (const timed of lane.bars) {
    if (timed.from_ms <= tile.to_ms && (timed.end_ms ?? 0) >= tile.from_ms)
      drawn.bar(timed, lane.rows.get(timed.event.id) ?? 0)
  }
  for (const glyph of glyphs) {
    const stack = stackOf(glyph, place)
    if (stack === null) drawn.group(glyph)
    else drawn.stack(stack)
  }
  return drawn.drawing()
}

/** The shapes of some events alone, to be laid over in the colour of what is chosen. */
export function drawLit(lane: LaneAt, draw: DrawWith, isLit: (id: string) => boolean): LaneDrawing {
  const glyphs = lane.glyphs.filter(({ events }) => events.some(({ event }) => isLit(event.id)))
  const bars = lane.bars.filter(({ event }) => isLit(event.id))
  const drawing = drawLane({ ...lane, glyphs, bars }, draw)
  return { ...drawing, bands: [], ties: '', rings: '' }
}

/** Gathers shapes by look. */
class Pen {
  readonly #draw: DrawWith
  readonly #paths = { points: ['', ''], groups: ['', ''], bars: ['', ''] } satisfies Record<
    string,
    [string, string]
  >
  readonly #bands: ReachBand[] = []
  readonly #counts: GroupCount[] = []
  #ties = ''
  #rings = ''
  #known = ''

  constructor(draw: DrawWith) {
    this.#draw = draw
  }

  #x(ms: number): number {
    const { origin_ms, ms_per_px } = this.#draw.tile
    return (ms - origin_ms) / ms_per_px
  }

  #add(of: 'points' | 'groups' | 'bars', isProposed: boolean, path: string): void {
    this.#paths[of][isProposed ? 1 : 0] += path
  }

  bar({ event, from_ms, end_ms }: TimedEvent, row: number): void {
    const { place } = this.#draw
    const x = this.#x(from_ms)
    const width = Math.max(3, this.#x(end_ms ?? from_ms) - x)
    const y = place.isFolded ? place.pointsAt : place.barsAt + row * BAR_ROW_PX
    this.#add('bars', event.state !== 'accepted', pill({ x, y: y - BAR_PX / 2, width, height: BAR_PX }))
    if (event.isTrigger) this.#rings += pill({ x: x - 2.5, y: y - 5, width: width + 5, height: 10 })
    this.#markKnown(event.id, x, y)
  }

  stack(stack: readonly (TimedEvent & { readonly y: number })[]): void {
    const r = stack.length === MOST_STACKED ? 3.6 : POINT_PX
    for (const { event, place_ms, from_ms, to_ms, y } of stack) {
      const x = this.#x(place_ms)
      this.#add('points', event.state !== 'accepted', shapeAt(familyOf(event.kind), { x, y }, r))
      if (event.isTrigger) this.#rings += shapeAt('people', { x, y }, 10)
      const width = (to_ms - from_ms) / this.#draw.tile.ms_per_px
      if (width >= SHORTEST_REACH_PX)
        this.#bands.push({
          id: event.id,
          x: this.#x(from_ms),
          width,
          y,
          isAbout: event.happenedAt?.isAbout === true,
        })
      this.#markKnown(event.id, x, y)
    }
    const [first] = stack
    const last = stack.at(-1)
    if (first === undefined || last === undefined || stack.length < 2) return
    const x = this.#x(first.place_ms) - 8
    this.#ties += `M${px(x + 2.5)} ${px(first.y - 4)}h-2.5V${px(last.y + 4)}h2.5`
  }

  group(glyph: Glyph): void {
    const box = groupBox(glyph, this.#draw)
    this.#add('groups', glyph.isProposed, pill(box))
    if (this.#draw.place.isFolded) return
    if (glyph.isTie) this.#ties += `M${px(box.x - 1)} ${px(box.y)}h-2.5v${px(box.height)}h2.5`
    if (glyph.isTrigger)
      this.#rings += pill({ x: box.x - 2.5, y: box.y - 2.5, width: box.width + 5, height: box.height + 5 })
    const text = String(glyph.events.length)
    if (text.length * 6.4 > box.width + 2) return
    this.#counts.push({
      x: box.x + box.width / 2,
      y: this.#draw.place.pointsAt + 3.5,
      text,
      isProposed: glyph.isProposed,
    })
  }

  #markKnown(id: string, x: number, y: number): void {
    const known_ms = this.#draw.known.get(id)
    if (known_ms === undefined || this.#draw.place.isFolded) return
    const to = this.#x(known_ms)
    if (to - x >= 9) this.#known += `M${px(x + 7)} ${px(y)}H${px(to)}M${px(to)} ${px(y - 4)}v8`
  }

  drawing(): LaneDrawing {
    const looks = ([told, proposed]: readonly [string, string]): TwoLooks => ({ told, proposed })
    return {
      points: looks(this.#paths.points),
      groups: looks(this.#paths.groups),
      bars: looks(this.#paths.bars),
      bands: this.#bands,
      counts: this.#counts,
      ties: this.#ties,
      rings: this.#rings,
      known: this.#known,
    }
  }
}

/** A box with round ends. */
function pill({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  const r = Math.min(height / 2, width / 2, 6)
  const [w, h] = [px(width - 2 * r), px(height - 2 * r)]
  const arc = (dx: number, dy: number) => `a${px(r)} ${px(r)} 0 0 1 ${px(dx)} ${px(dy)}`
  return `M${px(x + r)} ${px(y)}h${w}${arc(r, r)}v${h}${arc(-r, r)}h-${w}${arc(-r, -r)}v-${h}${arc(r, -r)}z`
}
