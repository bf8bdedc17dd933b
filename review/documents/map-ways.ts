/**
 * The ways between the nodes of a map, once these have their places: across each column a way takes the nearest free
 * channel, so that none runs under a sentence, and ways that meet at one node arrive beside each other.
 */
import type { MapEdge } from '../model/map.ts'

/** A place on the picture, in pixels from its upper left corner. */
export interface MapPoint {
  readonly x: number
  readonly y: number
}

/** A box that ways begin at, end at, and do not cross. */
export interface Station extends MapPoint {
  readonly width: number
  readonly height: number
}

/** An edge with its way. */
export interface PlacedEdge {
  readonly edge: MapEdge
  readonly points: readonly MapPoint[]
  /** The way as the `d` of an SVG path. */
  readonly path: string
}

/** Free room between a way and a box. */
const CLEAR = 9
/** Least room between two ways that run beside each other. */
const BESIDE = 7
/** Room between two ways that meet at one box, and what of its height stays free at both ends. */
const PORT = 11
const PORT_EDGE = 12

interface Column {
  readonly left: number
  readonly right: number
  /** Free stretches from top to bottom; the outer two have no end. */
  readonly free: readonly (readonly [from: number, to: number])[]
  /** Heights at which a way runs already. */
  readonly taken: number[]
}

interface Travel {
  readonly edge: MapEdge
  readonly from: Station
  readonly to: Station
  /** Points between the two boxes. */
  readonly between: readonly MapPoint[]
}

/** Every edge with its way; one whose box is not there has none. */
export function waysOf(
  stations: ReadonlyMap<string, Station>,
  edges: readonly MapEdge[],
): readonly PlacedEdge[] {
  const columns = columnsOf([...stations.values()])
  const travels = edges
    .flatMap((edge) => {
      const [from, to] = [stations.get(edge.fromId), stations.get(edge.toId)]
      return from === undefined || to === undefined ? [] : [{ edge, from, to }]
    })
    // The short ones first: they have the least choice.
    .toSorted((a, b) => Math.abs(a.to.x - a.from.x) - Math.abs(b.to.x - b.from.x))
    .map((each): Travel => ({ ...each, between: betweenOf(each, columns) }))
  const starts = portsOf(travels, 'from')
  const ends = portsOf(travels, 'to')
  const ways = travels.map(({ edge, from, to, between }): PlacedEdge => {
    const isOn = isForward(from, to)
    const start = { x: isOn ? from.x + from.width : from.x, y: starts.get(edge.id) ?? middle(from) }
    const end = { x: isOn ? to.x : to.x + to.width, y: ends.get(edge.id) ?? middle(to) }
    const points = [start, ...between, end]
    return { edge, points, path: curveThrough(points) }
  })
  const order = new Map(edges.map(({ id }, index) => [id, index] as const))
  return ways.toSorted((a, b) => (order.get(a.edge.id) ?? 0) - (order.get(b.edge.id) ?? 0))
}

function isForward(from: Station, to: Station): boolean {
  return from.x + from.width <= to.x
}

function middle({ y, height }: Station): number {
  return y + height / 2
}

/** Boxes that begin at the same place from the left stand in one column. */
export function byLeft<T extends MapPoint>(boxes: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const columns = new Map<number, T[]>()
  for (const box of boxes) {
    const left = Math.round(box.x)
    const there = columns.get(left)
    if (there === undefined) columns.set(left, [box])
    else there.push(box)
  }
  return columns
}

function columnsOf(stations: readonly Station[]): readonly Column[] {
  return [...byLeft(stations)]
    .toSorted(([a], [b]) => a - b)
    .map(([left, boxes]) => ({
      left,
      right: left + Math.max(...boxes.map(({ width }) => width)),
      free: freeOf(boxes),
      taken: [],
    }))
}

function freeOf(boxes: readonly Station[]): readonly (readonly [number, number])[] {
  const free: (readonly [number, number])[] = []
  let from = Number.NEGATIVE_INFINITY
  for (const { y, height } of boxes.toSorted((a, b) => a.y - b.y)) {
    if (y - CLEAR >= from) free.push([from, y - CLEAR])
    from = Math.max(from, y + height + CLEAR)
  }
  return [...free, [from, Number.POSITIVE_INFINITY]]
}

/** Two points for every column on the way: where it goes in and where it comes out, at the same height. */
function betweenOf(
  { from, to }: Pick<Travel, 'from' | 'to'>,
  columns: readonly Column[],
): readonly MapPoint[] {
  const isOn = isForward(from, to)
  const [start, end] = isOn ? [from.x + from.width, to.x] : [to.x + to.width, from.x]
  const crossed = columns.filter(({ left, right }) => left > start && right < end)
  let { y, x } = { y: middle(from), x: isOn ? from.x + from.width : from.x }
  const goal = { x: isOn ? to.x : to.x + to.width, y: middle(to) }
  return (isOn ? crossed : crossed.toReversed()).flatMap((column) => {
    const [enter, leave] = isOn ? [column.left, column.right] : [column.right, column.left]
    const share = goal.x === x ? 1 : (enter - x) / (goal.x - x)
    y = channelAt(column, y + (goal.y - y) * share)
    x = leave
    column.taken.push(y)
    return [
      { x: enter, y },
      { x: leave, y },
    ]
  })
}

/** The free height next to the wanted one, beside the ways that run there already. */
function channelAt({ free, taken }: Column, wanted: number): number {
  let best = wanted
  let shortest = Number.POSITIVE_INFINITY
  for (const [from, to] of free) {
    const start = Math.min(Math.max(wanted, from), to)
    if (Math.abs(start - wanted) >= shortest) continue
    const at = besideOthers(start, [from, to], taken)
    const far = Math.abs(at - wanted)
    if (far < shortest) {
      shortest = far
      best = at
    }
  }
  return best
}

/** A stretch with no room left is shared: two ways on one line are better than one under a sentence. */
function besideOthers(
  start: number,
  [from, to]: readonly [number, number],
  taken: readonly number[],
): number {
  for (let step = 0; step < 40; step += 1) {
    for (const side of step === 0 ? [0] : [-1, 1]) {
      const at = start + side * step * BESIDE
      if (at < from || at > to) continue
      if (!taken.some((other) => Math.abs(other - at) < BESIDE - 0.5)) return at
    }
    if (start - step * BESIDE < from && start + step * BESIDE > to) return start
  }
  return start
}

/** Where each way leaves or reaches its box: beside each other, in the order of where they come from. */
function portsOf(travels: readonly Travel[], end: 'from' | 'to'): ReadonlyMap<string, number> {
  const sides = new Map<string, { readonly station: Station; readonly comers: { id: string; y: number }[] }>()
  for (const { edge, from, to, between } of travels) {
    const [station, other] = end === 'from' ? [from, to] : [to, from]
    const near = end === 'from' ? between[0] : between.at(-1)
    const key = `${end === 'from' ? edge.fromId : edge.toId} ${isForward(from, to)}`
    const side = sides.get(key) ?? { station, comers: [] }
    side.comers.push({ id: edge.id, y: near?.y ?? middle(other) })
    sides.set(key, side)
  }
  const ports = new Map<string, number>()
  for (const { station, comers } of sides.values()) {
    const room = Math.max(0, station.height - 2 * PORT_EDGE)
    const apart = comers.length < 2 ? 0 : Math.min(PORT, room / (comers.length - 1))
    const first = middle(station) - (apart * (comers.length - 1)) / 2
    for (const [index, { id }] of comers.toSorted((a, b) => a.y - b.y).entries()) {
      ports.set(id, first + index * apart)
    }
  }
  return ports
}

/** A curve that is level at every point it passes. */
export function curveThrough(points: readonly MapPoint[]): string {
  const [start, ...others] = points
  if (start === undefined) return ''
  let at = start
  const curves = others.map((to) => {
    const half = (to.x - at.x) / 2
    const isLevel = Math.abs(to.y - at.y) < 0.05
    const curve = isLevel
      ? `L${round(to.x)} ${round(to.y)}`
      : `C${round(at.x + half)} ${round(at.y)} ${round(to.x - half)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
    at = to
    return curve
  })
  return `M${round(start.x)} ${round(start.y)}${curves.join('')}`
}

/** To a tenth of a pixel: nobody sees more, and the picture stays small. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
