/** Removing without deleting, and taking it back. */
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { sql } from 'kysely'
import { type Author, type Noun, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** Nouns that can be removed, with their tables. */
const tables = {
  incident: 'incidents',
  'timeline event': 'timeline_events',
  factor: 'factors',
  lesson: 'lessons',
  action: 'actions',
} as const satisfies Partial<Record<Noun, string>>

/** Something that can be removed and come back. */
export type Removable = keyof typeof tables

/** What a merge moved, so that it can be split again. */
export interface Merge {
  readonly keepId: string
  /** Evidence the kept event carried before. */
  readonly evidenceIds: readonly string[]
  /** Whether the kept event was the trigger before. */
  readonly wasTrigger: boolean
  /** Factors that named the merged events: the events each named before. */
  readonly factors: readonly { readonly id: string; readonly eventIds: readonly string[] }[]
}

/** What to remove. */
export interface Removal {
  readonly noun: Removable
  readonly incidentId: string
  readonly ids: readonly string[]
  readonly because?: string | undefined
  readonly merge?: Merge
}

/** Takes rows out of every list and answers the removal's id; null when none of them was there. */
export async function removeRows(queries: Queries, removal: Removal, author: Author): Promise<string | null> {
  const id = newId()
  await queries
    .insertInto('removals')
    .values({
      id,
      incident_id: removal.incidentId,
      noun: removal.noun,
      removed_at: author.at,
      undone_at: null,
      merge: removal.merge === undefined ? null : JSON.stringify(removal.merge),
    })
    .execute()
  const table = sql.table(tables[removal.noun])
  const owned = removal.noun === 'incident' ? sql.ref('id') : sql.ref('incident_id')
  const removed = await sql<{ id: string; row: unknown }>`
    update ${table} set removed_at = ${author.at}, removal_id = ${id}
    where id = any(${[...removal.ids]}::uuid[]) and ${owned} = ${removal.incidentId} and removed_at is null
    returning id, to_jsonb(${table}.*) as row`.execute(queries)
  if (removed.rows.length === 0) {
    await queries.deleteFrom('removals').where('id', '=', id).execute()
    return null
  }
  await recordChanges(
    queries,
    author,
    removed.rows.map((row) => ({
      noun: removal.noun,
      rowId: row.id,
      incidentId: removal.incidentId,
      verb: removal.merge === undefined ? 'removed' : 'merged',
      before: row.row,
      after: null,
      because: removal.because,
    })),
  )
  return id
}

/** Which incident a live factor, lesson or action belongs to; null when there is none. */
export async function incidentOfRow(
  queries: Queries,
  noun: 'factor' | 'lesson' | 'action',
  id: string,
): Promise<string | null> {
  const answer = await sql<{ incident_id: string }>`
    select incident_id from ${sql.table(tables[noun])} where id = ${id} and removed_at is null`.execute(
    queries,
  )
  return answer.rows[0]?.incident_id ?? null
}

/** Takes a removal back and answers what came back; null when there is no such removal. Twice changes nothing. */
export async function undoRemoval(queries: Queries, id: string, author: Author): Promise<Removable | null> {
  const removal = await queries
    .selectFrom('removals')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (removal === undefined) return null
  if (removal.undone_at !== null) return removal.noun
  await queries.updateTable('removals').set({ undone_at: author.at }).where('id', '=', id).execute()
  if (removal.merge !== null) await splitMerge(queries, removal.merge)
  if (removal.noun === 'timeline event') await yieldTrigger(queries, removal.incident_id, id)
  const table = sql.table(tables[removal.noun])
  const restored = await sql<{ id: string; row: unknown }>`
    update ${table} set removed_at = null, removal_id = null, version = version + 1 where removal_id = ${id}
    returning id, to_jsonb(${table}.*) as row`.execute(queries)
  await recordChanges(
    queries,
    author,
    restored.rows.map((row) => ({
      noun: removal.noun,
      rowId: row.id,
      incidentId: removal.incident_id,
      verb: 'restored',
      before: null,
      after: row.row,
    })),
  )
  return removal.noun
}

/** Points factors from merged events to the kept one and answers what a split needs to know. */
export async function joinEvents(
  queries: Queries,
  joined: { readonly kept: TimelineEvent; readonly mergedIds: readonly string[] },
): Promise<Merge> {
  const { kept, mergedIds } = joined
  const factors = await sql<{ id: string; event_ids: string[] }>`
    select id, event_ids from factors
    where incident_id = ${kept.incidentId} and event_ids && ${[...mergedIds]}::uuid[] for update`.execute(
    queries,
  )
  for (const factor of factors.rows) {
    const pointed = factor.event_ids.map((id) => (mergedIds.includes(id) ? kept.id : id))
    await queries
      .updateTable('factors')
      .set((set) => ({ event_ids: [...new Set(pointed)], version: set('version', '+', 1) }))
      .where('id', '=', factor.id)
      .execute()
  }
  return {
    keepId: kept.id,
    evidenceIds: kept.evidenceIds,
    wasTrigger: kept.isTrigger,
    factors: factors.rows.map((factor) => ({ id: factor.id, eventIds: factor.event_ids })),
  }
}

async function splitMerge(queries: Queries, merge: Merge): Promise<void> {
  await queries
    .updateTable('timeline_events')
    .set((set) => ({
      evidence_ids: [...merge.evidenceIds],
      is_trigger: merge.wasTrigger ? set.ref('is_trigger') : false,
      version: set('version', '+', 1),
    }))
    .where('id', '=', merge.keepId)
    .execute()
  for (const factor of merge.factors) {
    await queries
      .updateTable('factors')
      .set((set) => ({ event_ids: [...factor.eventIds], version: set('version', '+', 1) }))
      .where('id', '=', factor.id)
      .execute()
  }
}

/** A trigger that was removed comes back as an ordinary event when another was marked meanwhile. */
async function yieldTrigger(queries: Queries, incidentId: string, removalId: string): Promise<void> {
  const other = await queries
    .selectFrom('timeline_events')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('is_trigger', '=', true)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (other === undefined) return
  await queries
    .updateTable('timeline_events')
    .set({ is_trigger: false })
    .where('removal_id', '=', removalId)
    .execute()
}
