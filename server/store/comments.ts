/** Comments and suggestions, in threads. */
import type { Comment } from '@secondstory/review/model/comments'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A comment before it is stored; without a thread it begins one. */
export type NewComment = Pick<Comment, 'incidentId' | 'place' | 'text' | 'suggested' | 'toIds'> & {
  readonly threadId: string | null
}

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
      place_kind: place.kind,
      place_id: place.id,
      place_from: place.from,
      place_to: place.to,
      quote: place.quote,
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

/** Writes the words or the state of a comment that was locked before. */
export async function saveComment(
  queries: Queries,
  change: { readonly before: Comment; readonly after: Pick<Comment, 'text' | 'state'> },
  author: Author,
): Promise<Comment> {
  const { before } = change
  const { text, state } = change.after
  if (isSame([before.text, before.state], [text, state])) return before
  await queries
    .updateTable('comments')
    .set({ text, state, version: before.version + 1 })
    .where('id', '=', before.id)
    .execute()
  return recorded(queries, { id: before.id, verb: 'corrected', before }, author)
}

async function recorded(
  queries: Queries,
  change: { readonly id: string; readonly verb: 'added' | 'corrected'; readonly before: Comment | null },
  author: Author,
): Promise<Comment> {
  const after = await read(queries, change.id)
  const { verb, before } = change
  const about = { noun: 'comment', rowId: after.id, incidentId: after.incidentId } as const
  await recordChanges(queries, author, [{ ...about, verb, before, after }])
  return after
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
    },
    text: row.text,
    suggested: row.suggested,
    toIds: row.to_ids,
    state: row.state,
    personId: row.person_id,
    byName: row.by_name ?? 'Someone who left',
    writtenAt: row.written_at,
    version: row.version,
  }
}

/** Ids of nobody here: mentions are an array, so no foreign key would say it. */
export async function strangersAmongPeople(
  queries: Queries,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select given.id from unnest(${[...ids]}::uuid[]) as given (id)
    where not exists (select 1 from people where people.id = given.id)`.execute(queries)
  return rows.map(({ id }) => id)
}
