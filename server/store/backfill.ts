/** Histories on their way in. What a page told and where the next one begins are written in one transaction. */
import type { Backfill, BackfillAsk } from '@secondstory/review/model/backfill'
import type { Import } from '@secondstory/review/model/evidence'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'
import { storable, storableJson } from './storable.ts'

/** A backfill as its row has it: with whoever asked, for the history. */
export interface StoredBackfill extends Backfill {
  readonly authorId: string | null
  /** The name of its import. */
  readonly fileName: string
}

/** What is known of a backfill when it is asked for. */
export type NewBackfill = Pick<
  Backfill,
  'importId' | 'integrationId' | 'place' | 'from' | 'to' | 'nextAt'
> & {
  readonly authorId: string | null
}

/** Writes the row of a history that is to be brought. */
export async function addBackfill(queries: Queries, asked: NewBackfill): Promise<void> {
  await queries
    .insertInto('backfills')
    .values({
      import_id: asked.importId,
      integration_id: asked.integrationId,
      author_id: asked.authorId,
      place: storable(asked.place),
      asked_from: asked.from,
      asked_to: asked.to,
      next_at: asked.nextAt,
    })
    .execute()
}

/** A history whose import still reads; null when it has ended or was stopped. */
export async function findBackfill(queries: Queries, importId: string): Promise<StoredBackfill | null> {
  const row = await queries
    .selectFrom('backfills')
    .innerJoin('imports', 'imports.id', 'backfills.import_id')
    .selectAll('backfills')
    .select(['imports.incident_id', 'imports.file_name'])
    .where('import_id', '=', importId)
    .where('imports.state', '=', 'reading')
    .executeTakeFirst()
  return row === undefined ? null : backfillOf(row)
}

/** Imports of histories that may go on now. */
export async function listDueBackfills(queries: Queries, now: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('backfills')
    .select('import_id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .execute()
  return rows.map((row) => row.import_id)
}

/** Writes that a page was brought and what remains; false when another worker brought it, or somebody stopped it. */
export async function turnPage(
  queries: Queries,
  { importId, pages }: Pick<Backfill, 'importId' | 'pages'>,
  { remaining, source }: { readonly remaining: readonly BackfillAsk[]; readonly source: Import['source'] },
): Promise<boolean> {
  const answer = await queries
    .updateTable('backfills')
    .set({ remaining: sql`${storableJson(remaining)}::jsonb`, pages: pages + 1, failures: 0 })
    .where('import_id', '=', importId)
    .where('pages', '=', pages)
    .executeTakeFirst()
  if (answer.numUpdatedRows === 0n) return false
  await queries.updateTable('imports').set({ source, because: '' }).where('id', '=', importId).execute()
  return true
}

/** Writes that the next page failed, and when it is asked for again; its import says why it waits. */
export async function holdBackfill(
  queries: Queries,
  held: Pick<Backfill, 'importId' | 'failures' | 'nextAt'> & { readonly because: string },
): Promise<void> {
  const { importId, failures, nextAt, because } = held
  await queries
    .updateTable('backfills')
    .set({ failures, next_at: nextAt })
    .where('import_id', '=', importId)
    .execute()
  await queries
    .updateTable('imports')
    .set({ because: storable(because) })
    .where('id', '=', importId)
    .where('state', '=', 'reading')
    .execute()
}

/** Forgets where a history went on: its import ends. False when there was nothing to forget. */
export async function forgetBackfill(queries: Queries, importId: string): Promise<boolean> {
  const answer = await queries.deleteFrom('backfills').where('import_id', '=', importId).executeTakeFirst()
  return answer.numDeletedRows === 1n
}

type Row = Selectable<DB['backfills']> & { readonly incident_id: string; readonly file_name: string }

function backfillOf(row: Row): StoredBackfill {
  return {
    importId: row.import_id,
    incidentId: row.incident_id,
    fileName: row.file_name,
    integrationId: row.integration_id,
    authorId: row.author_id,
    place: row.place,
    from: row.asked_from,
    to: row.asked_to,
    remaining: row.remaining,
    pages: row.pages,
    failures: row.failures,
    nextAt: row.next_at,
  }
}
