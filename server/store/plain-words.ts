/** Words of one incident that read like a name and are none. */
import { sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** The plain words of an incident. */
export async function listPlainWords(queries: Queries, incidentId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('plain_words')
    .select('word')
    .where('incident_id', '=', incidentId)
    .orderBy('word')
    .execute()
  return rows.map(({ word }) => word)
}

/** Keeps words as no names; those that are kept already stay as they are. */
export async function addPlainWords(
  queries: Queries,
  added: { readonly incidentId: string; readonly words: readonly string[] },
  author: Author,
): Promise<void> {
  const { incidentId, words } = added
  const { rows } = await sql<{ word: string }>`
    insert into plain_words (incident_id, word) select ${incidentId}::uuid, unnest(${[...words]}::text[])
    on conflict do nothing returning word`.execute(queries)
  await recordChanges(
    queries,
    author,
    rows.map(({ word }) => ({
      noun: 'plain word',
      rowId: incidentId,
      incidentId,
      verb: 'added',
      before: null,
      after: { text: word },
    })),
  )
}

/** Names of systems and agents that act on the timeline of an incident: none of them is a person. */
export async function listServices(queries: Queries, incidentId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('timeline_events')
    .select('actor_name')
    .distinct()
    .where('incident_id', '=', incidentId)
    .where('actor_kind', 'in', ['system', 'agent'])
    .where('removed_at', 'is', null)
    .execute()
  return rows.map((row) => row.actor_name)
}
