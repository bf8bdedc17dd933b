/** Words of one incident that read like a name and are none. */
import { sql } from 'kysely'
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
  incidentId: string,
  words: readonly string[],
): Promise<void> {
  await sql`
    insert into plain_words (incident_id, word) select ${incidentId}::uuid, unnest(${[...words]}::text[])
    on conflict do nothing`.execute(queries)
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
