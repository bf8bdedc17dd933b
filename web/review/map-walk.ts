/** Where an arrow key leads on the map: along an edge to the left or right, up and down to the nearest neighbour. */
import type { MapLayout, PlacedNode } from '@secondstory/review/documents/map-layout'
import type { MapEdge } from '@secondstory/review/model/map'

/** Where a walk arrives, and the edge it went along; null when it went up or down. */
export interface WalkStep {
  readonly id: string
  readonly edge: MapEdge | null
}

/** The four ways to go. */
export type WalkKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/** Whether a key is one of the four. */
export function isWalkKey(key: string): key is WalkKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'
}

/** The next node from one node; null at an end of the map. */
export function walk(layout: MapLayout, fromId: string, key: WalkKey): WalkStep | null {
  const here = layout.nodes.find(({ node }) => node.id === fromId)
  if (here === undefined) return null
  return key === 'ArrowLeft' || key === 'ArrowRight' ? along(layout, here, key) : across(layout, here, key)
}

function along(layout: MapLayout, here: PlacedNode, key: WalkKey): WalkStep | null {
  const places = new Map(layout.nodes.map((each) => [each.node.id, each] as const))
  const isOut = key === 'ArrowRight'
  const [first] = layout.edges
    .filter(({ edge }) => (isOut ? edge.fromId : edge.toId) === here.node.id)
    .flatMap(({ edge }) => {
      const there = places.get(isOut ? edge.toId : edge.fromId)
      return there === undefined ? [] : [{ edge, far: Math.abs(middle(there) - middle(here)), there }]
    })
    .toSorted((a, b) => a.far - b.far)
  return first === undefined ? null : { id: first.there.node.id, edge: first.edge }
}

/** In the same column first; where that ends, whatever is nearest that way. */
function across(layout: MapLayout, here: PlacedNode, key: WalkKey): WalkStep | null {
  const sign = key === 'ArrowUp' ? -1 : 1
  const [nearest] = layout.nodes
    .filter((each) => (middle(each) - middle(here)) * sign > 0)
    .map((each) => ({
      each,
      far: Math.abs(middle(each) - middle(here)) + 4 * Math.abs(each.x - here.x),
    }))
    .toSorted((a, b) => a.far - b.far)
  return nearest === undefined ? null : { id: nearest.each.node.id, edge: null }
}

function middle({ y, height }: PlacedNode): number {
  return y + height / 2
}
