/** The map as a list to read: from each harm backwards, every node and every edge in it once. The picture's equal. */
import type { GraphNode, MapEdge, MapGraph } from './map.ts'
import { edgeReader } from './map-sentences.ts'
import { endsOf, linksOf } from './map-walks.ts'

/** A node in its place, with what led to it below. */
export interface OutlineItem {
  readonly node: GraphNode
  /** How it leads to the item above; null for a beginning. */
  readonly edge: MapEdge | null
  readonly sentence: string
  /** It stands in full further up; what led to it is told there. */
  readonly isRepeated: boolean
  readonly causes: readonly OutlineItem[]
}

/** The map in reading order. */
export interface MapOutline {
  readonly items: readonly OutlineItem[]
  /** Nodes without any edge. */
  readonly loose: readonly GraphNode[]
}

interface Open {
  readonly node: GraphNode
  readonly edge: MapEdge | null
  readonly sentence: string
  readonly isRepeated: boolean
  readonly causes: Open[]
}

/** The outline of a graph. Without recursion: a map may be one long chain. */
export function mapOutline(graph: MapGraph): MapOutline {
  const links = linksOf(graph)
  const { sentence } = edgeReader(graph)
  const told = new Set<string>()
  const open = (node: GraphNode, edge: MapEdge | null): Open => {
    const isRepeated = told.has(node.id)
    told.add(node.id)
    return { node, edge, sentence: edge === null ? '' : sentence(edge), isRepeated, causes: [] }
  }
  const tell = (start: GraphNode): Open => {
    const root = open(start, null)
    const waiting = [root]
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (item.isRepeated) continue
      for (const edge of links.into(item.node.id)) {
        const cause = links.node(edge.fromId)
        if (cause !== undefined) item.causes.push(open(cause, edge))
      }
      waiting.push(...item.causes.toReversed())
    }
    return root
  }
  const items = endsOf(graph).map(tell)
  // What leads nowhere near harm, and circles without a way out, begin lists of their own, later things first.
  for (const node of graph.nodes.toReversed()) {
    const isLinked = links.into(node.id).length + links.outOf(node.id).length > 0
    if (isLinked && !told.has(node.id)) items.push(tell(node))
  }
  const loose = graph.nodes.filter(({ id }) => links.into(id).length + links.outOf(id).length === 0)
  return { items, loose: loose.filter(({ id }) => !told.has(id)) }
}
