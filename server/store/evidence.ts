/**
 * Evidence rows. They are inserted in batches and read in the order of time; nothing here changes one, and a
 * trigger refuses whoever tries elsewhere.
 */
import { type Evidence, type EvidenceDraft, REMOVED } from '@secondstory/review/model/evidence'
import { type Selectable, type SqlBool, sql } from 'kysely'
import { readCursor, writeCursor } from './cursor.ts'
import type { Queries } from './database.ts'
import { derivedId } from './derived-ids.ts'
import { momentOf } from './moments.ts'
import type { DB } from './schema.ts'
import { storable, storableJson } from './storable.ts'

/** The import that brings evidence, and to which incident. */
export interface Bringing {
  readonly incidentId: string
  readonly importId: string
}

/** What to look for; all parts given must hold. */
export interface EvidenceWanted {
  readonly incidentId: string
  readonly text?: string | undefined
  readonly ids?: readonly string[] | undefined
  readonly limit: number
  readonly after?: string | undefined
}

/** Rows in order and where to go on. */
export interface EvidenceRows {
  readonly items: readonly Evidence[]
  readonly next: string | null
}

/**
 * Stores drafts and answers the keys of those that were new: what another import (or this one) brought already is left alone, and
 * what was deleted stays deleted.
 * One JSON parameter carries the batch, because arrays of different lengths cannot be unnested side by side.
 */
export async function storeEvidence(
  queries: Queries,
  bringing: Bringing,
  drafts: readonly EvidenceDraft[],
): Promise<readonly string[]> {
  if (drafts.length === 0) return []
  const rows = storableJson(drafts.map((draft) => rowOf(bringing.incidentId, draft)))
  const { rows: fresh } = await sql<{ key: string }>`
    insert into evidence (id, incident_id, import_id, source, key, happened_at, happened_precision,
      happened_is_about, basis, zone_assumed, until, sequence, kind, speaker, text, place, thread, link, marks,
      correlates, revises)
    select r.id, ${bringing.incidentId}::uuid, ${bringing.importId}::uuid, r.source, r.key, r.happened_at,
      r.happened_precision, r.happened_is_about, r.basis, r.zone_assumed, r.until, r.sequence, r.kind, r.speaker,
      r.text, r.place, r.thread, r.link, r.marks, r.correlates, r.revises
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, source text, key text, happened_at timestamptz,
      happened_precision text, happened_is_about boolean, basis text, zone_assumed text, until timestamptz,
      sequence text, kind text, speaker jsonb, text text, place text, thread text, link text, marks text[],
      correlates text[], revises text)
    where not exists (select from deleted_evidence where deleted_evidence.id = r.id)
    on conflict (incident_id, key) do nothing returning key`.execute(queries)
  return fresh.map(({ key }) => key)
}

function rowOf(incidentId: string, draft: EvidenceDraft) {
  return {
    id: derivedId(incidentId, draft.key),
    source: draft.source,
    key: draft.key,
    happened_at: draft.happenedAt?.at,
    happened_precision: draft.happenedAt?.precision,
    happened_is_about: draft.happenedAt?.isAbout ?? false,
    basis: draft.basis,
    zone_assumed: draft.zoneAssumed,
    until: draft.until,
    sequence: draft.sequence,
    kind: draft.kind,
    speaker: draft.speaker ?? undefined,
    text: draft.text,
    place: draft.place,
    thread: draft.thread,
    link: draft.link,
    marks: draft.marks,
    correlates: draft.correlates,
    revises: draft.revises,
  }
}

/** Evidence of one incident in the order of time; null when `after` is not a place in this list. */
export async function findEvidence(queries: Queries, wanted: EvidenceWanted): Promise<EvidenceRows | null> {
  let query = inOrder(queries, wanted.incidentId).limit(wanted.limit + 1)
  if (wanted.ids !== undefined) query = query.where('id', 'in', [...wanted.ids, NOBODY])
  if (wanted.text !== undefined)
    query = query.where(holding(wanted.text)).where(sql<SqlBool>`not ${isTakenBack}`)
  if (wanted.after !== undefined) {
    const keys = readCursor(wanted.after, ['instant or nothing', 'text', 'text'])
    if (keys === null) return null
    query = query.where(behind(keys))
  }
  const rows = await query.execute()
  const items = rows.slice(0, wanted.limit).map(evidenceOf)
  const last = items.at(-1)
  const goesOn = rows.length > wanted.limit && last !== undefined
  return { items, next: goesOn ? writeCursor([last.happenedAt?.at ?? null, last.sequence, last.key]) : null }
}

/** The thread a message stands in, or the 20 before and after it in the same place; null when there is none. */
export async function findAround(
  queries: Queries,
  incidentId: string,
  id: string,
): Promise<readonly Evidence[] | null> {
  const middle = await queries
    .selectFrom('evidence')
    .select(COLUMNS)
    .select([wordsShown.as('text'), linkShown.as('link'), marksShown.as('marks')])
    .where('incident_id', '=', incidentId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (middle === undefined) return null
  const root = middle.thread ?? middle.key
  const thread = await inOrder(queries, incidentId)
    .where((where) => where.or([where('thread', '=', root), where('key', '=', root)]))
    .limit(LONGEST_THREAD)
    .execute()
  if (thread.length > 1) return thread.map(evidenceOf)
  const keys = [middle.happened_at, middle.sequence, middle.key]
  const near = inOrder(queries, incidentId)
    .where('source', '=', middle.source)
    .where('place', '=', middle.place)
  const [before, later] = await Promise.all([
    near
      .clearOrderBy()
      .orderBy(sql`happened_at desc nulls first, sequence desc, key desc`)
      .where(inFront(keys))
      .limit(NEIGHBOURS)
      .execute(),
    near.where(behind(keys)).limit(NEIGHBOURS).execute(),
  ])
  return [...before.reverse(), middle, ...later].map(evidenceOf)
}

/** All but the words, which some read in part, and but `search`, which nobody reads. */
const COLUMNS = [
  'id',
  'incident_id',
  'import_id',
  'source',
  'key',
  'revises',
  'happened_at',
  'happened_precision',
  'happened_is_about',
  'basis',
  'zone_assumed',
  'until',
  'sequence',
  'kind',
  'speaker',
  'place',
  'thread',
  'correlates',
] as const

/**
 * Whether its source has taken a thing back since. What was said stays stored until its retention ends, and nobody reads
 * or finds it: whoever took it back did so where they could.
 */
const isTakenBack = sql<boolean>`exists (select from evidence as taken where taken.incident_id = evidence.incident_id
  and taken.revises = coalesce(evidence.revises, evidence.key) and 'deleted' = any(taken.marks))`

/** The words as they may be read: those of what was taken back say only that. */
export const wordsShown = sql<string>`case when text <> '' and ${isTakenBack} then ${sql.lit(REMOVED)} else text end`

const linkShown = sql<string | null>`case when ${isTakenBack} then null else link end`
const marksShown = sql<string[]>`case when text <> '' and ${isTakenBack} and not 'deleted' = any(marks)
  then marks || '{deleted}'::text[] else marks end`

type EvidenceRow = Omit<Selectable<DB['evidence']>, 'search'>

const NEIGHBOURS = 20
const LONGEST_THREAD = 500
/** `in ()` is no SQL; a list with an id nobody has asks for nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

function inOrder(queries: Queries, incidentId: string) {
  return queries
    .selectFrom('evidence')
    .select(COLUMNS)
    .select([wordsShown.as('text'), linkShown.as('link'), marksShown.as('marks')])
    .where('incident_id', '=', incidentId)
    .orderBy(sql`happened_at asc nulls last, sequence, key`)
}

/** Rows after these keys; what has no time stands behind everything that has one. */
function behind([at, sequence, key]: readonly unknown[]) {
  if (at === null) return sql<SqlBool>`(happened_at is null and (sequence, key) > (${sequence}, ${key}))`
  return sql<SqlBool>`(happened_at is null or (happened_at, sequence, key) > (${at}::timestamptz, ${sequence}, ${key}))`
}

function inFront([at, sequence, key]: readonly unknown[]) {
  if (at === null) return sql<SqlBool>`(happened_at is not null or (sequence, key) < (${sequence}, ${key}))`
  return sql<SqlBool>`((happened_at, sequence, key) < (${at}::timestamptz, ${sequence}, ${key}))`
}

/**
 * Words by their beginnings, so that results narrow as one types. Each word goes in quoted, which leaves
 * to_tsquery nothing to misread; a text without any word ("=>") is looked for as it stands.
 */
function holding(text: string) {
  const words = storable(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return sql<SqlBool>`position(lower(${storable(text).trim()}) in lower(text)) > 0`
  const query = words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ')
  return sql<SqlBool>`search @@ to_tsquery('simple', ${query})`
}

/** A row as the model has it. */
export function evidenceOf(row: EvidenceRow): Evidence {
  // Without spreads: of a large record a hundred thousand are made at once.
  const evidence: Written = {
    id: row.id,
    incidentId: row.incident_id,
    importId: row.import_id,
    source: row.source,
    key: row.key,
    happenedAt: momentOf(row.happened_at, row.happened_precision, row.happened_is_about),
    basis: row.basis,
    sequence: row.sequence,
    kind: row.kind,
    speaker: row.speaker,
    text: row.text,
    place: row.place,
    marks: row.marks,
    correlates: row.correlates,
  }
  if (row.revises !== null) evidence.revises = row.revises
  if (row.zone_assumed !== null) evidence.zoneAssumed = row.zone_assumed
  if (row.until !== null) evidence.until = row.until
  if (row.thread !== null) evidence.thread = row.thread
  if (row.link !== null) evidence.link = row.link
  return evidence
}

type Written = { -readonly [Key in keyof Evidence]: Evidence[Key] }

/**
 * All evidence of an incident, some thousand rows at a time, so that whoever makes proposals from it can breathe in
 * between. Only inside a transaction. Words beyond what a rule reads stay in the database: 100,000 long messages need not be in memory.
 */
export async function* readAllEvidence(
  queries: Queries,
  incidentId: string,
): AsyncGenerator<readonly Evidence[]> {
  // A cursor of the database and not pages by key: every page would walk the index from its start.
  const all = weighedIn(queries, incidentId)
  await sql`declare all_evidence no scroll cursor for ${all}`.execute(queries)
  for (;;) {
    const page = await sql<EvidenceRow>`fetch ${sql.lit(PAGE)} from all_evidence`.execute(queries)
    yield page.rows.map(evidenceOf)
    if (page.rows.length < PAGE) break
  }
  await sql`close all_evidence`.execute(queries)
}

/** Evidence of an incident in order, as much of its words as rules weigh. */
export function weighedIn(queries: Queries, incidentId: string) {
  return inOrder(queries, incidentId)
    .clearSelect()
    .select([...COLUMNS, 'link', 'marks'])
    .select(weighed)
}

/** Rows of one read while all evidence of an incident is gathered. */
const PAGE = 1000
/** Characters of a text that proposal rules look at, with room to spare. */
const LONGEST_WEIGHED = 4000
const weighed = sql<string>`left(text, ${sql.lit(LONGEST_WEIGHED)})`.as('text')
