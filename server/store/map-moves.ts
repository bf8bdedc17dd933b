/** Edges of the map when events are merged, and when the merge is split again. */
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** An end of an edge that went from a merged event to the kept one. */
export interface MovedEdge {
  readonly id: string
  readonly end: 'from_id' | 'to_id'
  readonly eventId: string
}

const ends = ['from_id', 'to_id'] as const

/** Points edges from merged events to the kept one and answers what a split needs to know. */
export async function joinEdges(
  queries: Queries,
  events: { readonly incidentId: string; readonly keepId: string; readonly mergedIds: readonly string[] },
  author: Author,
): Promise<readonly MovedEdge[]> {
  const edges = await queries
    .selectFrom('map_edges')
    .select(['id', 'from_id', 'to_id', 'kind', 'explanation'])
    .where('incident_id', '=', events.incidentId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const merged = new Set(events.mergedIds)
  const said = new Set(edges.map(saying))
  const moved: MovedEdge[] = []
  for (const edge of edges) {
    const after = {
      from_id: merged.has(edge.from_id) ? events.keepId : edge.from_id,
      to_id: merged.has(edge.to_id) ? events.keepId : edge.to_id,
    }
    const pointed = { ...edge, ...after }
    // An edge inside the merge, or one the kept event has already, stays with its event and comes back with it.
    if (after.from_id === after.to_id || said.has(saying(pointed))) continue
    said.add(saying(pointed))
    const here = ends.filter((end) => edge[end] !== after[end])
    moved.push(...here.map((end) => ({ id: edge.id, end, eventId: edge[end] })))
    await point(queries, { id: edge.id, incidentId: events.incidentId, before: edge, after }, author)
  }
  return moved
}

function saying(edge: {
  readonly from_id: string
  readonly to_id: string
  readonly kind: string
  readonly explanation: string
}): string {
  return JSON.stringify([edge.from_id, edge.to_id, edge.kind, edge.explanation])
}

/** Gives edges back to the events a merge took them from. */
export async function splitEdges(
  queries: Queries,
  split: { readonly incidentId: string; readonly moved: readonly MovedEdge[] },
  author: Author,
): Promise<void> {
  for (const { id, end, eventId } of split.moved) {
    const before = await queries
      .selectFrom('map_edges')
      .select(['from_id', 'to_id'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const after = { ...before, [end]: eventId }
    await point(queries, { id, incidentId: split.incidentId, before, after }, author)
  }
}

interface Ends {
  readonly from_id: string
  readonly to_id: string
}

/** Writes where an edge leads from and to. */
async function point(
  queries: Queries,
  pointed: { readonly id: string; readonly incidentId: string; readonly before: Ends; readonly after: Ends },
  author: Author,
): Promise<void> {
  const { id, incidentId, before, after } = pointed
  if (before.from_id === after.from_id && before.to_id === after.to_id) return
  await queries
    .updateTable('map_edges')
    .set((set) => ({ ...after, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await recordChanges(queries, author, [
    {
      noun: 'map edge',
      rowId: id,
      incidentId,
      verb: 'corrected',
      before: { fromId: before.from_id, toId: before.to_id },
      after: { fromId: after.from_id, toId: after.to_id },
    },
  ])
}
