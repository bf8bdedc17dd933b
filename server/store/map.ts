/** The rows of the causal map: its own nodes, and the edges between all nodes. */
import type { MapEdge, MapNode, MapRows } from '@secondstory/review/model/map'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { storableJson } from './storable.ts'

/** A node before it is stored. */
export type NewMapNode = Omit<MapNode, 'id' | 'version'>
/** An edge before it is stored. */
export type NewMapEdge = Omit<MapEdge, 'id' | 'version'>

/** Everything drawn on the map of an incident, in the order it was drawn; edges only while both their ends are there. */
export async function listMap(queries: Queries, incidentId: string): Promise<MapRows> {
  const nodes = await liveNodes(queries).where('incident_id', '=', incidentId).orderBy('id').execute()
  const edges = await liveEdges(queries).where('incident_id', '=', incidentId).orderBy('id').execute()
  return { nodes: nodes.map(nodeOf), edges: edges.map(edgeOf) }
}

/** Stores one node. */
export async function addMapNode(queries: Queries, node: NewMapNode, author: Author): Promise<MapNode> {
  const after: MapNode = { id: newId(), ...node, version: 1 }
  await queries
    .insertInto('map_nodes')
    .values({ id: after.id, version: 1, ...nodeColumns(node) })
    .execute()
  await recordChanges(queries, author, [{ ...aboutNode(after), verb: 'added', before: null, after }])
  return after
}

/** One node, held for this transaction; null when there is none. */
export async function lockMapNode(queries: Queries, id: string): Promise<MapNode | null> {
  const row = await liveNodes(queries)
    .where('id', '=', id)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : nodeOf(row)
}

/** Writes a node that was locked before. */
export async function saveMapNode(
  queries: Queries,
  change: { readonly before: MapNode; readonly after: MapNode },
  author: Author,
): Promise<MapNode> {
  if (isSame(change.before, change.after)) return change.before
  const after: MapNode = { ...change.after, version: change.before.version + 1 }
  await queries
    .updateTable('map_nodes')
    .set({ ...nodeColumns(after), version: after.version })
    .where('id', '=', after.id)
    .execute()
  const { before } = change
  await recordChanges(queries, author, [{ ...aboutNode(after), verb: 'corrected', before, after }])
  return after
}

/** Stores one edge. */
export async function addMapEdge(queries: Queries, edge: NewMapEdge, author: Author): Promise<MapEdge> {
  const after: MapEdge = { id: newId(), ...edge, version: 1 }
  await queries
    .insertInto('map_edges')
    .values({ id: after.id, version: 1, ...edgeColumns(edge) })
    .execute()
  await recordChanges(queries, author, [{ ...aboutEdge(after), verb: 'added', before: null, after }])
  return after
}

/** One edge whose ends are there, held for this transaction; null when there is none. */
export async function lockMapEdge(queries: Queries, id: string): Promise<MapEdge | null> {
  const row = await liveEdges(queries)
    .where('id', '=', id)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : edgeOf(row)
}

/** Whether another edge says the same, so that it would be said twice. `id` is the edge's own, null while it is new. */
export async function isEdgeSaid(
  queries: Queries,
  edge: NewMapEdge & { readonly id: string | null },
): Promise<boolean> {
  const same = queries
    .selectFrom('map_edges')
    .select('id')
    .where('from_id', '=', edge.fromId)
    .where('to_id', '=', edge.toId)
    .where('kind', '=', edge.kind)
    .where('explanation', '=', edge.explanation)
    .where('removed_at', 'is', null)
  const others = edge.id === null ? same : same.where('id', '<>', edge.id)
  return (await others.executeTakeFirst()) !== undefined
}

/** Writes an edge that was locked before. */
export async function saveMapEdge(
  queries: Queries,
  change: { readonly before: MapEdge; readonly after: MapEdge },
  author: Author,
): Promise<MapEdge> {
  if (isSame(change.before, change.after)) return change.before
  const after: MapEdge = { ...change.after, version: change.before.version + 1 }
  await queries
    .updateTable('map_edges')
    .set({ ...edgeColumns(after), version: after.version })
    .where('id', '=', after.id)
    .execute()
  const { before } = change
  await recordChanges(queries, author, [{ ...aboutEdge(after), verb: 'corrected', before, after }])
  return after
}

/** Which of these ids are no node of this incident: neither a factor, nor a timeline event, nor a row of the map. */
export async function strangersOnMap(
  queries: Queries,
  linked: { readonly incidentId: string; readonly ids: readonly string[] },
): Promise<readonly string[]> {
  const answer = await sql<{ id: string }>`
    select given.id from unnest(${[...linked.ids]}::uuid[]) as given (id)
    where not ${isNode(sql.ref('given.id'), sql`${linked.incidentId}::uuid`)}`.execute(queries)
  return answer.rows.map((row) => row.id)
}

/** Whether an id is a node that is there: a live factor, event or row of the map of this incident. */
function isNode(id: ReturnType<typeof sql.ref>, incidentId: ReturnType<typeof sql.ref>) {
  const among = (table: string) => sql<boolean>`exists (select from ${sql.table(table)} as node
    where node.id = ${id} and node.incident_id = ${incidentId} and node.removed_at is null)`
  return sql<boolean>`(${among('factors')} or ${among('timeline_events')} or ${among('map_nodes')})`
}

function liveNodes(queries: Queries) {
  return queries
    .selectFrom('map_nodes')
    .selectAll()
    .select(shownBy('map_nodes').as('shown_by'))
    .where('removed_at', 'is', null)
}

function liveEdges(queries: Queries) {
  const incidentId = sql.ref('map_edges.incident_id')
  return queries
    .selectFrom('map_edges')
    .selectAll()
    .select(shownBy('map_edges').as('shown_by'))
    .where('removed_at', 'is', null)
    .where(isNode(sql.ref('map_edges.from_id'), incidentId))
    .where(isNode(sql.ref('map_edges.to_id'), incidentId))
}

/** Events that were removed are left out while reading; the array keeps them for the day they come back. */
function shownBy(table: 'map_nodes' | 'map_edges') {
  return sql<
    string[]
  >`array(select shown.id from unnest(${sql.table(table)}.event_ids) with ordinality as shown (id, place)
    join timeline_events on timeline_events.id = shown.id and timeline_events.removed_at is null
    order by shown.place)`
}

function aboutNode(node: MapNode) {
  return { noun: 'map node', rowId: node.id, incidentId: node.incidentId } as const
}

function aboutEdge(edge: MapEdge) {
  return { noun: 'map edge', rowId: edge.id, incidentId: edge.incidentId } as const
}

function nodeOf(row: Selectable<DB['map_nodes']> & { readonly shown_by: readonly string[] }): MapNode {
  return {
    id: row.id,
    incidentId: row.incident_id,
    kind: row.kind,
    statement: row.statement,
    control: row.control,
    origin: row.origin,
    isPointOfNoReturn: row.is_point_of_no_return,
    eventIds: row.shown_by,
    version: row.version,
  }
}

function edgeOf(row: Selectable<DB['map_edges']> & { readonly shown_by: readonly string[] }): MapEdge {
  return {
    id: row.id,
    incidentId: row.incident_id,
    fromId: row.from_id,
    toId: row.to_id,
    kind: row.kind,
    because: row.because,
    certainty: row.certainty,
    eventIds: row.shown_by,
    explanation: row.explanation,
    rung: row.rung,
    version: row.version,
  }
}

function nodeColumns(node: NewMapNode) {
  return {
    incident_id: node.incidentId,
    kind: node.kind,
    statement: node.statement,
    control: node.control === null ? null : storableJson(node.control),
    origin: node.origin,
    is_point_of_no_return: node.isPointOfNoReturn,
    event_ids: [...node.eventIds],
  }
}

function edgeColumns(edge: NewMapEdge) {
  return {
    incident_id: edge.incidentId,
    from_id: edge.fromId,
    to_id: edge.toId,
    kind: edge.kind,
    because: edge.because,
    certainty: edge.certainty,
    event_ids: [...edge.eventIds],
    explanation: edge.explanation,
    rung: edge.rung,
  }
}
