/**
 * Where everything on a map stands: from left to right, harm at the right edge, and a line across: above it what
 * showed, below it what made it possible. Positions only; the page and the picture draw them alike.
 */
import { Graph, layout } from '@dagrejs/dagre'
import { clockToSecond } from '../model/instants.ts'
import {
  type controlStates,
  type GraphNode,
  isAboveLine,
  type MapEdge,
  type MapGraph,
  mitigatorOrigins,
  nodeKinds,
} from '../model/map.ts'
import { linksOf } from '../model/map-walks.ts'
import { orderColumns } from './map-order.ts'
import { byLeft, curveThrough, type MapPoint, type PlacedEdge, round, waysOf } from './map-ways.ts'
import { linesOfText, textWidth } from './text-lines.ts'

export type { MapPoint, PlacedEdge } from './map-ways.ts'

/** A node with its place and its words, broken into lines. `x` and `y` are its upper left corner. */
export interface PlacedNode extends MapPoint {
  readonly node: GraphNode
  readonly width: number
  readonly height: number
  /** "Control, bypassed": what stands above the sentence. */
  readonly kicker: string
  readonly lines: readonly string[]
}

/** The whole picture. */
export interface MapLayout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
  /** The line of the iceberg; null while everything stands on one side of it. */
  readonly lineY: number | null
  /** Where the nodes that nothing is linked to begin; null when there are none. */
  readonly looseY: number | null
}

/** Sizes that the drawing needs as well. */
export const mapSizes = {
  nodeWidth: 256,
  inset: 14,
  kicker: 20,
  line: 20,
  text_px: 15,
  mostLines: 9,
  margin: 28,
  /** Room between two columns. */
  rankGap: 96,
} as const

const GAP = 26
/** Room for the line and the words on both sides of it. */
const LINE_GAP = 64

/** Words above the sentence: what the node is, and the one fact about it that changes how it reads. */
export function kickerOf(node: GraphNode): string {
  const { name } = nodeKinds[node.kind]
  if (node.isTrigger) return timed('Trigger', node)
  if (node.kind === 'event' || node.kind === 'decision') return timed(name, node)
  if (node.control !== null) return `${name}, ${stateWords[node.control.state]}`
  if (node.origin !== null) return `${name}, ${mitigatorOrigins[node.origin].toLowerCase()}`
  if (node.isWeakness) return 'Underlying weakness'
  return node.isPointOfNoReturn ? `${name}, no way back` : name
}

const stateWords: Readonly<Record<keyof typeof controlStates, string>> = {
  held: 'held',
  bypassed: 'bypassed',
  absent: 'absent',
  off: 'switched off',
}

function timed(name: string, { happenedAt }: GraphNode): string {
  return happenedAt === null ? name : `${name}, ${clockToSecond(happenedAt)}`
}

/** Lays a graph out. The same graph gives the same picture. */
export function layOut(graph: MapGraph): MapLayout {
  const links = linksOf(graph)
  const isLoose = ({ id }: GraphNode): boolean => links.into(id).length + links.outOf(id).length === 0
  const sized = graph.nodes.map(sizeOf)
  const linked = sized.filter(({ node }) => !isLoose(node))
  const drawn = draw(linked, graph.edges)
  return withLoose(
    drawn,
    sized.filter(({ node }) => isLoose(node)),
  )
}

function sizeOf(node: GraphNode): PlacedNode {
  const { nodeWidth, inset, kicker, line, text_px, mostLines } = mapSizes
  const lines = linesOfText(node.statement, {
    size_px: text_px,
    width_px: nodeWidth - 2 * inset,
    most: mostLines,
  })
  const words = kickerOf(node)
  // A box ends where its words end, so that ways begin beside them and not in empty space.
  const widest = Math.max(textWidth(words, 13) + 14, ...lines.map((each) => textWidth(each, text_px)))
  const width = Math.min(nodeWidth, Math.ceil(widest) + 2 * inset)
  const height = kicker + lines.length * line + inset
  return { node, x: 0, y: 0, width, height, kicker: words, lines }
}

type Drawing = Graph<object, Box, Way>
interface Box extends MapPoint {
  readonly width: number
  readonly height: number
}
interface Way {
  readonly points: readonly MapPoint[]
}

/** Our order in place of the library's: a third of its time, and fewer ways cross. */
const OURS = { customOrder: orderColumns } as const

function draw(nodes: readonly PlacedNode[], edges: readonly MapEdge[]): MapLayout {
  if (nodes.length === 0) return { nodes, edges: [], width: 0, height: 0, lineY: null, looseY: null }
  const drawing = prepared(nodes, edges)
  layout(drawing, OURS)
  alignHarm(drawing, nodes)
  const { nodes: placed, lineY } = bandedAt(drawing, nodes)
  const ways = waysOf(new Map(placed.map((each) => [each.node.id, each] as const)), edges)
  return framed(placed, ways, lineY)
}

/** Harm is where everything ends, so what leads on from it is drawn backwards, and nothing else reaches as far right. */
function isBackwards(edge: MapEdge, byId: ReadonlyMap<string, PlacedNode>): boolean {
  return byId.get(edge.fromId)?.node.kind === 'harm' && byId.get(edge.toId)?.node.kind !== 'harm'
}

function prepared(nodes: readonly PlacedNode[], edges: readonly MapEdge[]): Drawing {
  const drawing: Drawing = new Graph({ multigraph: true })
  drawing.setGraph({
    rankdir: 'LR',
    nodesep: GAP,
    ranksep: mapSizes.rankGap,
    edgesep: 12,
    ranker: 'tight-tree',
  })
  const room = { x: 0, y: 0, width: 0, height: 0 }
  for (const { node, height } of nodes) {
    drawing.setNode(node.id, { ...room, width: mapSizes.nodeWidth, height })
  }
  const byId = new Map(nodes.map((each) => [each.node.id, each] as const))
  for (const edge of edges) {
    if (!byId.has(edge.fromId) || !byId.has(edge.toId)) continue
    const [v, w] = isBackwards(edge, byId) ? [edge.toId, edge.fromId] : [edge.fromId, edge.toId]
    drawing.setEdge(v, w, { points: [] }, edge.id)
  }
  return drawing
}

/** Brings harm to the right edge, whatever was drawn beyond it, and parts what would then lie on each other. */
function alignHarm(drawing: Drawing, nodes: readonly PlacedNode[]): void {
  const harm = nodes.filter(({ node }) => node.kind === 'harm')
  const others = nodes.filter(({ node }) => node.kind !== 'harm')
  const xOf = ({ node }: PlacedNode): number => drawing.node(node.id).x
  const beyond = Math.max(...others.map(xOf)) + mapSizes.nodeWidth + mapSizes.rankGap
  const x = Math.max(...harm.map(xOf), beyond)
  let free = Number.NEGATIVE_INFINITY
  for (const { node, height } of harm.toSorted(
    (a, b) => drawing.node(a.node.id).y - drawing.node(b.node.id).y,
  )) {
    const box = drawing.node(node.id)
    const y = Math.max(box.y, free + height / 2)
    drawing.setNode(node.id, { ...box, x, y })
    free = y + height / 2 + GAP
  }
}

interface Banded {
  readonly nodes: readonly PlacedNode[]
  readonly lineY: number | null
}

/** Most room between two boxes of a column, and between the line and the first of them: wide gaps say nothing. */
const WIDEST_GAP = 72
const WIDEST_FROM_LINE = 132

/**
 * The line, and on both sides of it each column drawn up to it: what showed stands on the line, what made it possible
 * hangs below. Drawn as it came where everything lies on one side.
 */
function bandedAt(drawing: Drawing, nodes: readonly PlacedNode[]): Banded {
  const middleOf = ({ node }: PlacedNode): number => drawing.node(node.id).y
  const placed = nodes.map((each) => ({
    ...each,
    // Columns are as wide as the widest box; in them everything begins at the left.
    x: drawing.node(each.node.id).x - mapSizes.nodeWidth / 2,
    y: middleOf(each) - each.height / 2,
  }))
  const [above, below] = [true, false].map((side) =>
    placed.filter(({ node }) => isAboveLine(node.kind) === side),
  )
  if (above === undefined || below === undefined || above.length === 0 || below.length === 0) {
    return { nodes: placed, lineY: null }
  }
  const meanOf = (side: readonly PlacedNode[]): number =>
    side.reduce((sum, { y, height }) => sum + y + height / 2, 0) / side.length
  // When what lies below came out above, both sides are turned over.
  const isTurned = meanOf(above) > meanOf(below)
  return {
    nodes: [...fromLine(above, isTurned ? 1 : -1), ...fromLine(below, isTurned ? -1 : 1)].map(
      unturned(isTurned),
    ),
    lineY: 0,
  }
}

function unturned(isTurned: boolean): (node: PlacedNode) => PlacedNode {
  return (node) => (isTurned ? { ...node, y: -node.y - node.height } : node)
}

/** One side, column by column, from the line at 0 outwards; `way` is 1 where the side lies below it, -1 above. */
function fromLine(side: readonly PlacedNode[], way: 1 | -1): readonly PlacedNode[] {
  const nearOf = ({ y, height }: PlacedNode): number => (way === 1 ? y : -(y + height))
  const nearest = Math.min(...side.map(nearOf))
  return [...byLeft(side).values()].flatMap((column) => {
    let free = 0
    let before = nearest
    return column
      .toSorted((a, b) => nearOf(a) - nearOf(b))
      .map((each, index) => {
        const near = nearOf(each)
        const [least, most] = index === 0 ? [LINE_GAP / 2, WIDEST_FROM_LINE] : [GAP, WIDEST_GAP]
        const start = free + Math.min(most, Math.max(least, near - before))
        before = near + each.height
        free = start + each.height
        return { ...each, y: way === 1 ? start : -start - each.height }
      })
  })
}

/** Moves everything so that the picture begins at its margin. */
function framed(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[], lineY: number | null): MapLayout {
  const { margin } = mapSizes
  const xs = [...nodes.map(({ x }) => x), ...edges.flatMap(({ points }) => points.map(({ x }) => x))]
  const ys = [...nodes.map(({ y }) => y), ...edges.flatMap(({ points }) => points.map(({ y }) => y))]
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const right = Math.max(...nodes.map(({ x, width }) => x + width))
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height), ...ys)
  const moved = <P extends MapPoint>(point: P): P => ({
    ...point,
    x: round(point.x - left),
    y: round(point.y - top),
  })
  return {
    nodes: nodes.map(moved),
    edges: edges.map(({ edge, points }) => {
      const way = points.map(moved)
      return { edge, points: way, path: curveThrough(way) }
    }),
    width: Math.ceil(right - left + margin),
    height: Math.ceil(bottom - top + margin),
    lineY: lineY === null ? null : round(lineY - top),
    looseY: null,
  }
}

/** Nodes without an edge stand in rows below everything else, so that they are seen and in nobody's way. */
function withLoose(drawn: MapLayout, loose: readonly PlacedNode[]): MapLayout {
  if (loose.length === 0) return drawn
  const { margin, nodeWidth } = mapSizes
  const perRow = Math.max(3, Math.floor((drawn.width - 2 * margin + GAP) / (nodeWidth + GAP)))
  const looseY = drawn.height + (drawn.height === 0 ? 0 : margin)
  let y = looseY + 2 * margin
  const nodes: PlacedNode[] = [...drawn.nodes]
  for (let at = 0; at < loose.length; at += perRow) {
    const row = loose.slice(at, at + perRow)
    nodes.push(...row.map((each, index) => ({ ...each, x: margin + index * (nodeWidth + GAP), y })))
    y += Math.max(...row.map(({ height }) => height)) + GAP
  }
  const width = 2 * margin + Math.min(perRow, loose.length) * (nodeWidth + GAP) - GAP
  return { ...drawn, nodes, width: Math.max(drawn.width, width), height: Math.ceil(y), looseY }
}
