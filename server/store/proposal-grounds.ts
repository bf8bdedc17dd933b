/** What proposals rest on besides evidence. The row only saves work: without it they are made from all evidence. */
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { storableJson } from './storable.ts'

/** What is remembered of the last time proposals were made. */
export interface Grounds {
  readonly restsOn: string
  /** By a fingerprint of whoever was met: when, and when they first said something in chat. */
  readonly firstMet: Readonly<Record<string, { readonly metAt: string; readonly saidAt: string | null }>>
}

/** What is remembered; null when proposals are to be made from all evidence. */
export async function readGrounds(queries: Queries, incidentId: string): Promise<Grounds | null> {
  const row = await queries
    .selectFrom('proposal_grounds')
    .select(['rests_on', 'first_met'])
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row === undefined ? null : { restsOn: row.rests_on, firstMet: row.first_met }
}

/** Remembers what proposals rest on now. */
export async function saveGrounds(queries: Queries, incidentId: string, grounds: Grounds): Promise<void> {
  await sql`
    insert into proposal_grounds (incident_id, rests_on, first_met)
    values (${incidentId}, ${grounds.restsOn}, ${storableJson(grounds.firstMet)}::jsonb)
    on conflict (incident_id) do update set rests_on = excluded.rests_on, first_met = excluded.first_met`.execute(
    queries,
  )
}

/** Forgets it: proposals are made from all evidence the next time. */
export async function forgetGrounds(queries: Queries, incidentId: string): Promise<void> {
  await queries.deleteFrom('proposal_grounds').where('incident_id', '=', incidentId).execute()
}

/** Forgets it for every incident: another version of this program may propose otherwise. */
export async function forgetAllGrounds(queries: Queries): Promise<void> {
  await queries.deleteFrom('proposal_grounds').execute()
}
