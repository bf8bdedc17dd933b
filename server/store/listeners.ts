/** Tools outside that are told what happens here. */
import type { Listener, ListenerEvent } from '@secondstory/review/model/listeners'
import { type Selectable, sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** Stores a listener with its sealed secret. */
export async function addListener(
  queries: Queries,
  given: Pick<Listener, 'id' | 'name' | 'url' | 'events'> & { readonly sealedSecret: Buffer },
  author: Author,
): Promise<Listener> {
  const { id, name, url, events, sealedSecret } = given
  const row = await queries
    .insertInto('listeners')
    .values({ id, name, url, events: [...events], sealed_secret: sealedSecret, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = listenerOf(row)
  await recordChanges(queries, author, [{ ...about(id), verb: 'added', before: null, after }])
  return after
}

/** Every listener, by name. */
export async function listListeners(queries: Queries): Promise<readonly Listener[]> {
  const rows = await live(queries).orderBy('id').execute()
  return rows.map(listenerOf)
}

/** Listeners that want to hear of an event. */
export async function listenersOf(queries: Queries, event: ListenerEvent): Promise<readonly Listener[]> {
  const rows = await live(queries)
    .where('state', '=', 'on')
    .where(sql<boolean>`${event} = any(events)`)
    .orderBy('id')
    .execute()
  return rows.map(listenerOf)
}

/** A listener with its sealed secret, held for this transaction; null when there is none. */
export async function lockListener(
  queries: Queries,
  id: string,
): Promise<{ readonly listener: Listener; readonly sealedSecret: Buffer } | null> {
  const row = await live(queries).where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : { listener: listenerOf(row), sealedSecret: row.sealed_secret }
}

/** Writes a listener that was locked before. */
export async function saveListener(
  queries: Queries,
  change: { readonly before: Listener; readonly after: Listener },
  author: Author,
): Promise<Listener> {
  const { before } = change
  if (isSame(before, change.after)) return before
  const after: Listener = { ...change.after, version: before.version + 1 }
  await queries
    .updateTable('listeners')
    .set({
      name: after.name,
      url: after.url,
      events: [...after.events],
      state: after.state,
      because: after.because,
      failing_since: after.failingSince,
      version: after.version,
    })
    .where('id', '=', after.id)
    .execute()
  await recordChanges(queries, author, [{ ...about(after.id), verb: 'corrected', before, after }])
  return after
}

/** Writes how it answers, which is no change anybody made. */
export async function noteAnswering(
  queries: Queries,
  id: string,
  answering: Pick<Listener, 'state' | 'because' | 'failingSince'>,
): Promise<void> {
  const { state, because, failingSince } = answering
  await queries
    .updateTable('listeners')
    .set({ state, because, failing_since: failingSince })
    .where('id', '=', id)
    .execute()
}

/** Takes a listener out of every list and answers the removal's id; its secret stays for the way back. */
export async function removeListener(queries: Queries, before: Listener, author: Author): Promise<string> {
  const removalId = newId()
  const at = author.at
  await queries
    .insertInto('removals')
    .values({
      id: removalId,
      incident_id: null,
      noun: 'listener',
      removed_at: at,
      undone_at: null,
      merge: null,
    })
    .execute()
  await queries
    .updateTable('listeners')
    .set({ removed_at: at, removal_id: removalId })
    .where('id', '=', before.id)
    .execute()
  await recordChanges(queries, author, [{ ...about(before.id), verb: 'removed', before, after: null }])
  return removalId
}

function live(queries: Queries) {
  return queries.selectFrom('listeners').selectAll().where('removed_at', 'is', null)
}

function about(id: string) {
  return { noun: 'listener', rowId: id, incidentId: null } as const
}

function listenerOf(row: Selectable<DB['listeners']>): Listener {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    state: row.state,
    because: row.because,
    failingSince: row.failing_since,
    version: row.version,
  }
}
