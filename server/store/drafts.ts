/** The prose of a review and its versions. */
import type { Draft } from '@secondstory/review/model/reviews'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** One saved version of the prose. */
export interface DraftVersion {
  readonly version: number
  readonly savedAt: string
  readonly byName: string
  readonly sizeChars: number
}

/** The prose of an incident; null when there is none. */
export async function findDraft(queries: Queries, incidentId: string): Promise<Draft | null> {
  const row = await select(queries, incidentId).executeTakeFirst()
  return row === undefined ? null : draftOf(row)
}

/** The same, held for this transaction. */
export async function lockDraft(queries: Queries, incidentId: string): Promise<Draft | null> {
  const row = await select(queries, incidentId).forUpdate('drafts').executeTakeFirst()
  return row === undefined ? null : draftOf(row)
}

/**
 * Writes prose that was locked before and keeps it as a version. Autosave writes every few seconds: a version by the
 * same hand that the next one follows within two minutes is not kept, the last one before a pause always is.
 */
export async function saveDraft(
  queries: Queries,
  change: { readonly before: Draft; readonly text: string },
  author: Author,
): Promise<Draft> {
  const { before, text } = change
  if (before.text === text) return before
  const after: Draft = { ...before, text, version: before.version + 1, savedAt: author.at }
  const columns = { text, version: after.version, saved_at: author.at }
  await queries.updateTable('drafts').set(columns).where('incident_id', '=', before.incidentId).execute()
  await queries
    .deleteFrom('draft_versions')
    .where('incident_id', '=', before.incidentId)
    .where('version', '=', before.version)
    .where('version', '>', 1)
    .where('person_id', '=', author.personId)
    .where('saved_at', '>', sql<string>`${author.at}::timestamptz - interval '2 minutes'`)
    .execute()
  await queries
    .insertInto('draft_versions')
    .values({ incident_id: before.incidentId, person_id: author.personId, ...columns })
    .execute()
  await recordChanges(queries, author, [
    {
      noun: 'draft',
      rowId: before.incidentId,
      incidentId: before.incidentId,
      verb: 'corrected',
      // The words stand in draft_versions; twice would be half of the database.
      before: { version: before.version, sizeChars: before.text.length },
      after: { version: after.version, sizeChars: text.length },
    },
  ])
  return after
}

/** Versions of the prose, newest first, 500 at most. */
export async function listDraftVersions(
  queries: Queries,
  incidentId: string,
): Promise<readonly DraftVersion[]> {
  const rows = await queries
    .selectFrom('draft_versions')
    .leftJoin('people', 'people.id', 'draft_versions.person_id')
    .select(['draft_versions.version', 'draft_versions.saved_at', 'people.name'])
    .select(sql<number>`char_length(draft_versions.text)`.as('size_chars'))
    .where('draft_versions.incident_id', '=', incidentId)
    .orderBy('draft_versions.version', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    savedAt: row.saved_at,
    byName: row.name ?? 'Second Story',
    sizeChars: row.size_chars,
  }))
}

/** The words of one version; null when it was not kept. */
export async function findDraftVersion(
  queries: Queries,
  incidentId: string,
  version: number,
): Promise<string | null> {
  const row = await queries
    .selectFrom('draft_versions')
    .select('text')
    .where('incident_id', '=', incidentId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.text ?? null
}

function select(queries: Queries, incidentId: string) {
  return queries
    .selectFrom('drafts')
    .innerJoin('incidents', 'incidents.id', 'drafts.incident_id')
    .selectAll('drafts')
    .where('drafts.incident_id', '=', incidentId)
    .where('incidents.removed_at', 'is', null)
}

function draftOf(row: Selectable<DB['drafts']>): Draft {
  return { incidentId: row.incident_id, text: row.text, version: row.version, savedAt: row.saved_at }
}
