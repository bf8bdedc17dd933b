/** Comments and suggestions, in threads. */
import type { Comment, CommentPlace, CommentPlaceKind } from '@secondstory/review/model/comments'
import { reference } from '@secondstory/review/model/incident'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { isSeenBy, type Viewer } from './standing.ts'

/** A comment before it is stored; without a thread it begins one. */
export type NewComment = Pick<Comment, 'incidentId' | 'place' | 'text' | 'suggested' | 'toIds'> & {
  readonly threadId: string | null
}

/** Who a comment is by when nobody is left behind it. */
const NOBODY = 'Somebody who left'

/** Stores one comment. */
export async function addComment(queries: Queries, comment: NewComment, author: Author): Promise<Comment> {
  const id = newId()
  const { place } = comment
  await queries
    .insertInto('comments')
    .values({
      id,
      incident_id: comment.incidentId,
      thread_id: comment.threadId ?? id,
      ...placeColumns(place),
      text: comment.text,
      suggested: comment.suggested,
      to_ids: [...comment.toIds],
      person_id: author.personId,
      written_at: author.at,
    })
    .execute()
  return recorded(queries, { id, verb: 'added', before: null }, author)
}

/** Comments of an incident in the order they were written. */
export async function listComments(queries: Queries, incidentId: string): Promise<readonly Comment[]> {
  const rows = await live(queries).where('incident_id', '=', incidentId).orderBy('comments.id').execute()
  return rows.map(commentOf)
}

/** One comment, held for this transaction; null when there is none. */
export async function lockComment(queries: Queries, id: string): Promise<Comment | null> {
  const held = await queries
    .selectFrom('comments')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return held === undefined ? null : read(queries, id)
}

/** Writes what a comment says, how it stands and where, after it was locked. */
export async function saveComment(
  queries: Queries,
  { before, after }: { readonly before: Comment; readonly after: Comment },
  author: Author,
): Promise<Comment> {
  if (isSame(before, after)) return before
  const { text, state, toIds, place } = after
  await queries
    .updateTable('comments')
    .set({ text, state, to_ids: [...toIds], ...placeColumns(place), version: before.version + 1 })
    .where('id', '=', before.id)
    .execute()
  return recorded(queries, { id: before.id, verb: 'corrected', before }, author)
}

function placeColumns(place: CommentPlace) {
  return {
    place_kind: place.kind,
    place_id: place.id,
    place_from: place.from,
    place_to: place.to,
    quote: place.quote,
    quote_before: place.before,
    quote_after: place.after,
  }
}

async function recorded(
  queries: Queries,
  change: { readonly id: string; readonly verb: 'added' | 'corrected'; readonly before: Comment | null },
  author: Author,
): Promise<Comment> {
  const after = await read(queries, change.id)
  const { verb, before } = change
  const about = { noun: 'comment', rowId: after.id, incidentId: after.incidentId } as const
  const kept = before === null ? null : recordedOf(before)
  await recordChanges(queries, author, [{ ...about, verb, before: kept, after: recordedOf(after) }])
  return after
}

/** History has its own author; a name in the row would outlive whoever is erased. */
function recordedOf({ byName: _, ...comment }: Comment): Omit<Comment, 'byName'> {
  return comment
}

async function read(queries: Queries, id: string): Promise<Comment> {
  return commentOf(await live(queries).where('comments.id', '=', id).executeTakeFirstOrThrow())
}

function live(queries: Queries) {
  return queries
    .selectFrom('comments')
    .selectAll('comments')
    .select(sql<string | null>`(select name from people where people.id = comments.person_id)`.as('by_name'))
    .where('comments.removed_at', 'is', null)
}

function commentOf(row: Selectable<DB['comments']> & { readonly by_name: string | null }): Comment {
  return {
    id: row.id,
    incidentId: row.incident_id,
    threadId: row.thread_id,
    place: {
      kind: row.place_kind,
      id: row.place_id,
      from: row.place_from,
      to: row.place_to,
      quote: row.quote,
      before: row.quote_before,
      after: row.quote_after,
    },
    text: row.text,
    suggested: row.suggested,
    toIds: row.to_ids,
    state: row.state,
    personId: row.person_id,
    byName: row.by_name ?? NOBODY,
    writtenAt: row.written_at,
    version: row.version,
  }
}

/** An open comment that asks somebody to look, and where it stands. */
export interface AskingLine {
  readonly id: string
  readonly threadId: string
  readonly placeKind: CommentPlaceKind
  readonly text: string
  readonly byName: string
  readonly incidentReference: string
  readonly incidentTitle: string
}

/** What asks whoever looks, in threads that are open and that they have not answered since; the newest first. */
export async function listAsking(
  queries: Queries,
  viewer: Viewer,
  limit: number,
): Promise<readonly AskingLine[]> {
  const me = viewer.personId
  const rows = await live(queries)
    .innerJoin('incidents', 'incidents.id', 'comments.incident_id')
    .innerJoin('comments as first', 'first.id', 'comments.thread_id')
    .select(['incidents.number', 'incidents.title as incident_title'])
    .where(sql<boolean>`comments.to_ids <> '{}' and ${me} = any(comments.to_ids)`)
    .where('first.state', '=', 'open')
    .where('first.removed_at', 'is', null)
    .where('incidents.removed_at', 'is', null)
    .where(isSeenBy(viewer))
    .where(sql<boolean>`not exists (select from comments as mine where mine.thread_id = comments.thread_id
      and mine.person_id = ${me} and mine.removed_at is null and mine.written_at > comments.written_at)`)
    .orderBy('comments.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    threadId: row.thread_id,
    placeKind: row.place_kind,
    text: row.text,
    byName: row.by_name ?? NOBODY,
    incidentReference: reference(row),
    incidentTitle: row.incident_title,
  }))
}
