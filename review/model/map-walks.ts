/** Walking a map: what leads to a node, what it leads to, and where a walk comes back to its start. */
import { edgesBy, type GraphNode, type MapEdge, type MapGraph, nodesById } from './map.ts'

/** Neighbours of the nodes of one graph, looked up once. */
export interface MapLinks {
  readonly node: (id: string) => GraphNode | undefined
  readonly into: (id: string) => readonly MapEdge[]
  readonly outOf: (id: string) => readonly MapEdge[]
}

/** The neighbours of every node. */
export function linksOf(graph: MapGraph): MapLinks {
  const nodes = nodesById(graph)
  const inbound = edgesBy(graph.edges, 'toId')
  const outbound = edgesBy(graph.edges, 'fromId')
  return {
    node: (id) => nodes.get(id),
    into: (id) => inbound.get(id) ?? [],
    outOf: (id) => outbound.get(id) ?? [],
  }
}

/** Where reading begins: harm, or without any, whatever leads to nothing else. */
export function endsOf(graph: MapGraph): readonly GraphNode[] {
  const harm = graph.nodes.filter(({ kind }) => kind === 'harm')
  if (harm.length > 0) return harm
  const { into, outOf } = linksOf(graph)
  return graph.nodes.filter(({ id }) => outOf(id).length === 0 && into(id).length > 0)
}

/** Sets of nodes that lead to each other, two or more in each (Tarjan's components, without recursion). */
export function loopsOf(graph: MapGraph): readonly (readonly GraphNode[])[] {
  const { outOf, node } = linksOf(graph)
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const loops: GraphNode[][] = []
  const enter = (id: string): Frame => {
    order.set(id, order.size)
    lowest.set(id, order.size - 1)
    open.push(id)
    isOpen.add(id)
    return { id, next: outOf(id).map(({ toId }) => toId), at: 0 }
  }
  const lower = (id: string, to: number): void => {
    lowest.set(id, Math.min(lowest.get(id) ?? to, to))
  }
  const close = (id: string): void => {
    const members = open.splice(open.indexOf(id))
    for (const each of members) isOpen.delete(each)
    if (members.length > 1) loops.push(members.flatMap((each) => node(each) ?? []))
  }
  for (const { id: start } of graph.nodes) {
    const path = order.has(start) ? [] : [enter(start)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const to = frame.next[frame.at]
      frame.at += 1
      if (to === undefined) {
        path.pop()
        const above = path.at(-1)
        if (above !== undefined) lower(above.id, lowest.get(frame.id) ?? 0)
        if (lowest.get(frame.id) === order.get(frame.id)) close(frame.id)
      } else if (!order.has(to)) path.push(enter(to))
      else if (isOpen.has(to)) lower(frame.id, order.get(to) ?? 0)
    }
  }
  return loops
}

interface Frame {
  readonly id: string
  readonly next: readonly string[]
  at: number
}
