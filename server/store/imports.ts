/**
 * Receipts of imports. The row is the only memory of a running import: its reader looks at it between slices, so
 * that a cancel from any door, or any process, is seen.
 */
import type { Import } from '@secondstory/review/model/evidence'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { storable } from './storable.ts'

/** The numbers of a receipt that grow while it reads. */
export type ImportCounts = Pick<
  Import,
  | 'recordsRead'
  | 'recordsExpected'
  | 'stored'
  | 'alreadyKnown'
  | 'deletedBefore'
  | 'outsideWindow'
  | 'notUnderstood'
  | 'secretsRemoved'
  | 'proposed'
  | 'tray'
>

/** What is known of an import when it starts. */
export type ImportStart = Pick<Import, 'id' | 'incidentId' | 'fileName' | 'sizeBytes' | 'startedAt'>

/** Writes the row of an import that begins to read. */
export async function startImport(queries: Queries, start: ImportStart): Promise<Import> {
  const row = await queries
    .insertInto('imports')
    .values({
      id: start.id,
      incident_id: start.incidentId,
      file_name: storable(start.fileName),
      source: 'unknown',
      state: 'reading',
      size_bytes: start.sizeBytes,
      records_expected: null,
      started_at: start.startedAt,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return importOf(row)
}

/** Writes how far an import is; false when it no longer reads, because someone cancelled it. */
export async function noteProgress(
  queries: Queries,
  id: string,
  progress: ImportCounts & Pick<Import, 'source'>,
): Promise<boolean> {
  const answer = await queries
    .updateTable('imports')
    .set({ ...countColumns(progress), source: progress.source })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

/** An import that gathers what an integration brings to an incident, one for both. */
export interface LiveImport {
  readonly incidentId: string
  readonly integrationId: string
  readonly fileName: string
  readonly source: Import['source']
  readonly now: string
}

/** The receipt of an integration and an incident, made when the first delivery comes. */
export async function openLiveImport(
  queries: Queries,
  live: LiveImport,
): Promise<{ readonly receipt: Import; readonly isNew: boolean }> {
  const known = await queries
    .selectFrom('imports')
    .selectAll()
    .where('incident_id', '=', live.incidentId)
    .where('integration_id', '=', live.integrationId)
    .executeTakeFirst()
  if (known !== undefined) return { receipt: importOf(known), isNew: false }
  const row = await queries
    .insertInto('imports')
    .values({
      id: newId(),
      incident_id: live.incidentId,
      integration_id: live.integrationId,
      file_name: storable(live.fileName),
      source: live.source,
      state: 'done',
      size_bytes: 0,
      records_expected: null,
      started_at: live.now,
      finished_at: live.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { receipt: importOf(row), isNew: true }
}

/** Adds to the numbers of a receipt that grows. */
export async function growImport(
  queries: Queries,
  id: string,
  more: Partial<Record<Exclude<keyof ImportCounts, 'recordsExpected'> | 'sizeBytes', number>>,
): Promise<void> {
  await sql`
    update imports set records_read = records_read + ${more.recordsRead ?? 0}, stored = stored + ${more.stored ?? 0},
      already_known = already_known + ${more.alreadyKnown ?? 0}, size_bytes = size_bytes + ${more.sizeBytes ?? 0},
      secrets_removed = secrets_removed + ${more.secretsRemoved ?? 0}, proposed = proposed + ${more.proposed ?? 0},
      tray = tray + ${more.tray ?? 0}, deleted_before = deleted_before + ${more.deletedBefore ?? 0},
      outside_window = outside_window + ${more.outsideWindow ?? 0},
      not_understood = not_understood + ${more.notUnderstood ?? 0}
    where id = ${id}`.execute(queries)
}

/** How an import ended. */
export type ImportEnd = Pick<Import, 'because'> & {
  readonly state: Exclude<Import['state'], 'reading'>
  readonly finishedAt: string
  /** What it brought stays, page by page, however it ended. */
  readonly keeps?: boolean
}

/** Ends an import that still reads; null when it had ended already, which is left as it is. */
export async function finishImport(queries: Queries, id: string, end: ImportEnd): Promise<Import | null> {
  const row = await queries
    .updateTable('imports')
    .set({ state: end.state, because: storable(end.because), finished_at: end.finishedAt })
    // What it had brought was in a transaction that did not end; the receipt says what is there.
    .$if(end.state !== 'done' && end.keeps !== true, (query) =>
      query.set({ stored: 0, already_known: 0, deleted_before: 0, proposed: 0, tray: 0 }),
    )
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

/** One import; null when there is none. */
export async function readImport(queries: Queries, id: string): Promise<Import | null> {
  const row = await queries.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : importOf(row)
}

/** Imports of an incident, newest first. */
export async function listImports(queries: Queries, incidentId: string): Promise<readonly Import[]> {
  const rows = await queries
    .selectFrom('imports')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(importOf)
}

/**
 * Called when the server starts, before it answers anyone: an import that still reads belongs to a server that
 * stopped. Its evidence was in a transaction that never ended, so there is nothing to take back. A history goes on.
 */
export async function refuseInterruptedImports(queries: Queries, now: string): Promise<number> {
  const answer = await queries
    .updateTable('imports')
    .set({
      state: 'refused',
      because: 'The server stopped while it was reading this; nothing of it was kept, so import it again.',
      stored: 0,
      already_known: 0,
      deleted_before: 0,
      proposed: 0,
      tray: 0,
      finished_at: now,
    })
    .where('state', '=', 'reading')
    .where('id', 'not in', queries.selectFrom('backfills').select('import_id'))
    .executeTakeFirst()
  return Number(answer.numUpdatedRows)
}

/**
 * Waits until no other import of this incident is in a transaction, on any server. Proposals are made from all
 * evidence of an incident, so two imports at once would each propose without seeing what the other brought.
 */
export async function takeTurn(queries: Queries, incidentId: string): Promise<void> {
  await sql`set local lock_timeout = 0`.execute(queries)
  await sql`set local statement_timeout = 0`.execute(queries)
  await sql`select pg_advisory_xact_lock(hashtextextended(${incidentId}, 20))`.execute(queries)
}

/** The same, when nobody else is at it; false when somebody is. */
export async function tryTurn(queries: Queries, incidentId: string): Promise<boolean> {
  await sql`set local statement_timeout = 0`.execute(queries)
  const { rows } = await sql<{ is_mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${incidentId}, 20)) as is_mine`.execute(queries)
  return rows[0]?.is_mine === true
}

function countColumns(counts: ImportCounts) {
  return {
    records_read: counts.recordsRead,
    records_expected: counts.recordsExpected,
    stored: counts.stored,
    already_known: counts.alreadyKnown,
    deleted_before: counts.deletedBefore,
    outside_window: counts.outsideWindow,
    not_understood: counts.notUnderstood,
    secrets_removed: counts.secretsRemoved,
    proposed: counts.proposed,
    tray: counts.tray,
  }
}

function importOf(row: Selectable<DB['imports']>): Import {
  return {
    id: row.id,
    incidentId: row.incident_id,
    fileName: row.file_name,
    source: row.source,
    state: row.state,
    because: row.because,
    sizeBytes: row.size_bytes,
    recordsRead: row.records_read,
    recordsExpected: row.records_expected,
    stored: row.stored,
    alreadyKnown: row.already_known,
    deletedBefore: row.deleted_before,
    outsideWindow: row.outside_window,
    notUnderstood: row.not_understood,
    secretsRemoved: row.secrets_removed,
    proposed: row.proposed,
    tray: row.tray,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}
