import { sql } from 'kysely'
import type { Queries } from './database.ts'

/**
 * Whether the incident of a row stands in the lists. Rows of a removed incident come back with it; until then nobody
 * changes them through an id they remember.
 */
export const ofLiveIncident = sql<boolean>`exists (select from incidents as owner
  where owner.id = incident_id and owner.removed_at is null)`

/** Ids that name no live row of this table and incident: links are arrays, so no foreign key would say it. */
export async function strangers(
  queries: Queries,
  table: 'timeline_events' | 'factors' | 'map_nodes' | 'actions' | 'evidence',
  linked: { readonly incidentId: string; readonly ids: readonly string[] },
): Promise<readonly string[]> {
  if (linked.ids.length === 0) return []
  const isLive = table === 'evidence' ? sql`true` : sql`row.removed_at is null`
  const answer = await sql<{ id: string }>`
    select given.id from unnest(${[...linked.ids]}::uuid[]) as given (id)
    where not exists (select 1 from ${sql.table(table)} as row
      where row.id = given.id and row.incident_id = ${linked.incidentId} and ${isLive})`.execute(queries)
  return answer.rows.map((row) => row.id)
}
