import type { Control, EdgeKind, MapEdge, MapNode, MapRows, Rung } from '@secondstory/review/model/map'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { ask, Refused } from '../client.ts'
import type { NodeEntry } from './map-entry.ts'
import { useRemoval } from './use-removal.ts'
import { useWorking } from './working.tsx'

/** A link as a form holds it. */
export interface EdgeEntry {
  readonly kind: EdgeKind
  readonly because: string
  readonly certainty: MapEdge['certainty']
  readonly eventIds: readonly string[]
  readonly explanation: string
}

/** A link before it is drawn. */
export interface NewEdge extends EdgeEntry {
  readonly fromId: string
  readonly toId: string
  readonly rung: Rung | null
}

function withMap(update: (map: MapRows) => MapRows) {
  return (row: WorkingRecord): WorkingRecord => ({ ...row, map: update(row.map) })
}

function withNode(node: MapNode) {
  return withMap((map) => ({ ...map, nodes: [...map.nodes.filter(({ id }) => id !== node.id), node] }))
}

function withEdge(edge: MapEdge) {
  return withMap((map) => ({ ...map, edges: [...map.edges.filter(({ id }) => id !== edge.id), edge] }))
}

/** The writes all views share: whatever is answered in one of them is drawn on the one graph. */
export function useMapWork() {
  const { record, change } = useWorking()
  const remove = useRemoval()
  const incidentId = record.incident.id

  /** Draws a node; a condition is named as a factor. Answers its id. */
  const addNode = async (entry: NodeEntry): Promise<string | Refused> => {
    const { kind, statement, code, certainty, control, origin, isPointOfNoReturn } = entry
    const eventIds = [...entry.eventIds]
    if (kind === 'condition') {
      const factor = await change({
        send: () => ask('nameFactor', { incidentId, code, statement, certainty, eventIds }),
        settle: (row, answered) => ({ ...row, factors: [...row.factors, answered] }),
        isShownInPlace: true,
      })
      return factor instanceof Refused ? factor : factor.id
    }
    const node = await change({
      send: () =>
        ask('addMapNode', { incidentId, kind, statement, control, origin, isPointOfNoReturn, eventIds }),
      settle: (row, answered) => withNode(answered)(row),
      isShownInPlace: true,
    })
    return node instanceof Refused ? node : node.id
  }

  const addEdge = (edge: NewEdge): Promise<MapEdge | Refused> =>
    change({
      send: () => ask('addMapEdge', { incidentId, ...edge, eventIds: [...edge.eventIds] }),
      settle: (row, answered) => withEdge(answered)(row),
      isShownInPlace: true,
    })

  /** Changes some facts of a control. What somebody else changed meanwhile stays, since only these facts are sent. */
  const correctControl = (node: Pick<MapNode, 'id'>, facts: Partial<Control>): void => {
    const before = record.map.nodes.find(({ id }) => id === node.id)
    if (before === undefined || before.control === null) return
    const send = (version: number, tries = 3): Promise<MapNode> =>
      ask('correctMapNode', { id: node.id, version, control: facts }).catch((error: unknown) => {
        const newer = error instanceof Refused && error.kind === 'conflict' ? versionOf(error.current) : null
        if (newer === null || tries === 0) throw error
        return send(newer, tries - 1)
      })
    const expected = { ...before, control: { ...before.control, ...facts } }
    void change({
      expect: withNode(expected),
      send: () => send(before.version),
      settle: (row, answered) => withNode(answered)(row),
    })
  }

  const removeNode = (id: string): Promise<void> =>
    remove({
      sentence: 'Removed from the map.',
      expect: withMap((map) => ({ ...map, nodes: map.nodes.filter((each) => each.id !== id) })),
      send: () => ask('removeMapNode', { id }),
    })

  const removeEdge = (id: string): Promise<void> =>
    remove({
      sentence: 'Link removed.',
      expect: withMap((map) => ({ ...map, edges: map.edges.filter((each) => each.id !== id) })),
      send: () => ask('removeMapEdge', { id }),
    })

  return { addNode, addEdge, correctControl, removeNode, removeEdge, withNode, withEdge }
}

function versionOf(row: unknown): number | null {
  if (typeof row !== 'object' || row === null || !('version' in row)) return null
  return typeof row.version === 'number' ? row.version : null
}
