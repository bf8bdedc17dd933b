/** The prose of a review and its versions. */
import type { Draft } from '@secondstory/review/model/reviews'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { editLive } from './live.ts'
import { plainLines } from './live-text.ts'
import type { DB } from './schema.ts'

/** One saved version of the prose. */
export interface DraftVersion {
  readonly version: number
  readonly savedAt: string
  /** Whoever wrote in that sitting, the last one first. */
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

/** A draft that is held while people type, with the sitting it is part of. */
export interface TypedDraft extends Draft {
  readonly sitting: {
    /** Whoever wrote in it, the last one first. */
    readonly personIds: readonly string[]
    /** Null: nobody has typed since the last version. */
    readonly beganAt: string | null
  }
}

/** The prose of an incident with its sitting, held for this transaction; null when there is none. */
export async function lockTyped(queries: Queries, incidentId: string): Promise<TypedDraft | null> {
  const row = await select(queries, incidentId).forUpdate('drafts').executeTakeFirst()
  if (row === undefined) return null
  const personIds = row.person_id === null ? row.with_ids : [row.person_id, ...row.with_ids]
  return { ...draftOf(row), sitting: { personIds, beganAt: row.began_at } }
}

/**
 * Writes prose that was locked before and keeps it as a version. A version by the same hand that the next one follows
 * within two minutes is not kept, the last one before a pause always is. Whoever writes the text live hears the same
 * change.
 */
export async function saveDraft(
  queries: Queries,
  change: { readonly before: Draft; readonly text: string },
  author: Author,
): Promise<Draft> {
  const { before } = change
  const text = plainLines(change.text)
  if (before.text === text) return before
  await keepSitting(queries, before)
  const after: Draft = { ...before, text, version: before.version + 1, savedAt: author.at }
  const columns = { text, version: after.version, saved_at: author.at, person_id: author.personId }
  await queries
    .updateTable('drafts')
    .set({ ...columns, with_ids: [], began_at: null })
    .where('incident_id', '=', before.incidentId)
    .execute()
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
    .values({ incident_id: before.incidentId, ...columns })
    .execute()
  await recordChanges(queries, author, [corrected(before, after)])
  await editLive(queries, after)
  return after
}

/** A sitting is over after so long without a word, and after so long altogether. */
const PAUSE_MS = 2 * 60_000
const SITTING_MS = 10 * 60_000

/**
 * Writes what was typed live, several times a second: the row alone. A sitting becomes a version when it is over, so
 * that versions stay few; history says once per sitting that somebody wrote.
 */
export async function saveTyped(
  queries: Queries,
  typed: { readonly before: TypedDraft; readonly text: string; readonly personIds: readonly string[] },
  at: string,
): Promise<void> {
  const { before, text, personIds } = typed
  if (before.text === text) return
  const { incidentId, sitting } = before
  const goesOn = isGoingOn(sitting.beganAt, before.savedAt, at)
  if (!goesOn) await keepSitting(queries, before)
  const known = goesOn ? sitting.personIds : []
  const [last = null, ...others] = [...new Set([...personIds.toReversed(), ...known])]
  const after: Draft = { incidentId, text, version: before.version + 1, savedAt: at }
  await queries
    .updateTable('drafts')
    .set({ text, version: after.version, saved_at: at, person_id: last, with_ids: others })
    .set({ began_at: goesOn ? sitting.beganAt : at })
    .where('incident_id', '=', incidentId)
    .execute()
  for (const personId of new Set(personIds.filter((each) => !known.includes(each)))) {
    await recordChanges(queries, { personId, at }, [corrected(before, after)])
  }
}

function isGoingOn(beganAt: string | null, savedAt: string, at: string): boolean {
  if (beganAt === null) return false
  const now = Date.parse(at)
  return now - Date.parse(savedAt) < PAUSE_MS && now - Date.parse(beganAt) < SITTING_MS
}

/** Makes what stands there a version, unless it is one. */
async function keepSitting(queries: Queries, { incidentId }: Draft): Promise<void> {
  await sql`
    insert into draft_versions (incident_id, version, text, saved_at, person_id, with_ids)
    select incident_id, version, text, saved_at, person_id, with_ids from drafts
    where incident_id = ${incidentId} and began_at is not null
    on conflict do nothing`.execute(queries)
}

function corrected(before: Draft, after: Draft) {
  return {
    noun: 'draft',
    rowId: before.incidentId,
    incidentId: before.incidentId,
    verb: 'corrected',
    // The words stand in draft_versions; twice would be half of the database.
    before: { version: before.version, sizeChars: before.text.length },
    after: { version: after.version, sizeChars: after.text.length },
  } as const
}

/** Versions of the prose, newest first, 500 at most. */
export async function listDraftVersions(
  queries: Queries,
  incidentId: string,
): Promise<readonly DraftVersion[]> {
  const { rows } = await sql<DraftVersion>`
    select version, saved_at as "savedAt", char_length(text) as "sizeChars",
      coalesce(nullif(array_to_string(array(
        select people.name from unnest(array_prepend(person_id, with_ids)) with ordinality as hand (id, place)
        join people on people.id = hand.id order by hand.place
      ), ', '), ''), 'Second Story') as "byName"
    from (${versions(incidentId)}) as versions
    order by version desc limit 500`.execute(queries)
  return rows
}

/** What was kept, and what stands there now when its sitting is not over. */
function versions(incidentId: string) {
  return sql`
    select version, saved_at, person_id, with_ids, text from draft_versions where incident_id = ${incidentId}
    union all
    select version, saved_at, person_id, with_ids, text from drafts
    where incident_id = ${incidentId} and began_at is not null`
}

/** Whole texts before a version, newest first; null: what stands now is the first of them. */
export async function listDraftTexts(
  queries: Queries,
  wanted: { readonly incidentId: string; readonly before: number | null; readonly limit: number },
): Promise<readonly { readonly version: number; readonly savedAt: string; readonly text: string }[]> {
  const { rows } = await sql<{ readonly version: number; readonly savedAt: string; readonly text: string }>`
    select version, saved_at as "savedAt", text from (${versions(wanted.incidentId)}) as versions
    where ${wanted.before}::int is null or version < ${wanted.before}::int
    order by version desc limit ${wanted.limit}`.execute(queries)
  return rows
}

/** The words of one version; null when it was not kept. */
export async function findDraftVersion(
  queries: Queries,
  incidentId: string,
  version: number,
): Promise<string | null> {
  const { rows } = await sql<{ readonly text: string }>`
    select text from (${versions(incidentId)}) as versions where version = ${version} limit 1`.execute(
    queries,
  )
  return rows[0]?.text ?? null
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
