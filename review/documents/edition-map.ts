/** The causal map on its way into an edition, and an edition's map as the graph that picture and outline are made of. */
import type { EditionEdge, EditionEnd, EditionMap, EditionNode, EditionRecord } from '../model/editions.ts'
import {
  type MapEdge,
  type MapGraph,
  type MapNode,
  nodeOfEvent,
  nodeOfFactor,
  nodeOfRow,
} from '../model/map.ts'
import type { WorkingRecord } from '../model/reviews.ts'

/** Ids of rows of the edition to their positions. */
export interface EditionPlaces {
  readonly timeline: ReadonlyMap<string, number>
  readonly factors: ReadonlyMap<string, number>
}

/** The map as readers see it. An edge whose end readers do not see (a rejected event) is left out. */
export function editionMapOf(record: WorkingRecord, places: EditionPlaces): EditionMap {
  const rows = new Map(record.map.nodes.map(({ id }, index) => [id, index] as const))
  const lists = { timeline: places.timeline, factors: places.factors, nodes: rows } as const
  const endOf = (id: string): EditionEnd | null => {
    for (const list of ['timeline', 'factors', 'nodes'] as const) {
      const row = lists[list].get(id)
      if (row !== undefined) return { list, row }
    }
    return null
  }
  const shownBy = (ids: readonly string[]): readonly number[] =>
    [...new Set(ids.flatMap((id) => places.timeline.get(id) ?? []))].toSorted((a, b) => a - b)
  return {
    nodes: record.map.nodes.map((node) => nodeShown(node, shownBy(node.eventIds))),
    edges: record.map.edges.flatMap((edge): readonly EditionEdge[] => {
      const [from, to] = [endOf(edge.fromId), endOf(edge.toId)]
      if (from === null || to === null) return []
      const { kind, because, certainty, explanation, rung } = edge
      return [{ from, to, kind, because, certainty, events: shownBy(edge.eventIds), explanation, rung }]
    }),
  }
}

function nodeShown(node: MapNode, events: readonly number[]): EditionNode {
  const { kind, statement, origin, isPointOfNoReturn, control } = node
  return { kind, statement, control, origin, isPointOfNoReturn, events }
}

/** Whether an edition has a map to show: something was linked. */
export function hasMap(record: Pick<EditionRecord, 'map'>): boolean {
  return record.map.edges.length > 0
}

/** The graph of an edition, over its rows. What showed it stayed behind, so nothing on it is called belief. */
export function editionGraph(record: EditionRecord): MapGraph {
  const idOf = ({ list, row }: EditionEnd): string => `${list} ${row}`
  const incidentId = ''
  const version = 1
  const linked = new Set(record.map.edges.flatMap(({ from, to }) => [idOf(from), idOf(to)]))
  const events = record.timeline.flatMap((event, row) => {
    const id = idOf({ list: 'timeline', row })
    if (!event.isTrigger && !linked.has(id)) return []
    const told = {
      rank: row,
      lane: '',
      state: 'accepted',
      evidenceIds: [],
      reasons: [],
      confidence: 1,
      phase: null,
      sourceChanged: null,
    } as const
    return [nodeOfEvent({ ...event, ...told, id, incidentId, version })]
  })
  const factors = record.factors.map((factor, row) => {
    const { code, statement, certainty, isUnderlyingWeakness: isWeakness } = factor
    const weakness = {
      existedBefore: isWeakness,
      remainsAfterRepair: isWeakness,
      couldCauseOthers: isWeakness,
    }
    const id = idOf({ list: 'factors', row })
    return nodeOfFactor({ id, incidentId, code, statement, certainty, eventIds: [], weakness, version })
  })
  const nodes = record.map.nodes.map((node, row) =>
    nodeOfRow({ ...node, id: idOf({ list: 'nodes', row }), incidentId, eventIds: [], version }),
  )
  const all = [...events, ...factors, ...nodes].map((node) => ({ ...node, isBelief: false }))
  const known = new Set(all.map(({ id }) => id))
  const edges = record.map.edges.map(
    ({ from, to, events: shown, ...edge }, row): MapEdge => ({
      ...edge,
      id: `edge ${row}`,
      incidentId,
      fromId: idOf(from),
      toId: idOf(to),
      eventIds: shown.map(String),
      version,
    }),
  )
  return {
    nodes: all,
    edges: edges.filter(({ fromId, toId }) => fromId !== toId && known.has(fromId) && known.has(toId)),
  }
}
