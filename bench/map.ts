/** A causal map of 200 nodes: laid out and drawn, and its checks at every keystroke. */
import { layOut } from '../review/documents/map-layout.ts'
import { mapSvg } from '../review/documents/map-picture.ts'
import type { MapGraph, NodeKind } from '../review/model/map.ts'
import { mapAsks } from '../review/model/map-checks.ts'
import { aNode, anEdge } from '../review/model/testing-map.ts'
import { type Figure, median } from './report.ts'

const NODES = 200
const EDGES = 320
const kinds: readonly NodeKind[] = ['condition', 'event', 'condition', 'mechanism', 'control', 'condition']

/** A map as a long review grows it: harm at one end, every node a step or two from an earlier one. */
function largeMap(): MapGraph {
  const nodes = Array.from({ length: NODES }, (_, index) =>
    aNode(`n${index}`, {
      kind: index === 0 ? 'harm' : (kinds[index % kinds.length] ?? 'condition'),
      statement: `Statement ${index}: the queue behind service ${index % 17} grew while its limit stood at ${index * 7}.`,
    }),
  )
  const edges = Array.from({ length: EDGES }, (_, index) => {
    const from = 1 + (index % (NODES - 1))
    const to = Math.max(0, from - 1 - ((index * 7919) % Math.min(from, 23)))
    return anEdge(`n${from}`, `n${to}`, { id: `e${index}` })
  })
  return { nodes, edges }
}

function milliseconds(runs: number, work: () => unknown): number {
  work()
  const took = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return median(took)
}

/** Layout, picture and checks against their aims. */
export function mapFigures(): readonly Figure[] {
  const graph = largeMap()
  const how = `${NODES} nodes, ${EDGES} links, median of 9`
  const drawn = milliseconds(9, () => mapSvg(graph))
  const laidOut = milliseconds(9, () => layOut(graph))
  const asked = milliseconds(9, () => mapAsks(graph, { personShaped: [] }))
  return [
    { what: 'a map laid out and drawn', found: drawn, unit: 'ms', aim: 500, better: 'lower', how },
    { what: 'of that, the layout', found: laidOut, unit: 'ms', aim: 500, better: 'lower', how },
    {
      what: 'what the map still asks, at a keystroke',
      found: asked,
      unit: 'ms',
      aim: 10,
      better: 'lower',
      how,
    },
  ]
}
