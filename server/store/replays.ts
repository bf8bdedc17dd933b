/** Requests that were here before, for as long as somebody could send the same again; every server sees the same ones. */
import { sql } from 'kysely'
import type { Queries } from './database.ts'

/** A request, and since when those like it are forgotten. */
export interface SeenRequest {
  readonly integrationId: string
  readonly request: string
  readonly at: string
  readonly forgottenBefore: string
}

/** Writes that a request was here; false when it was here already. What is too old to come again is forgotten. */
export async function seeRequest(queries: Queries, seen: SeenRequest): Promise<boolean> {
  const { rows } = await sql`
    with old as (delete from replays where seen_at < ${seen.forgottenBefore})
    insert into replays (integration_id, request, seen_at) values (${seen.integrationId}, ${seen.request}, ${seen.at})
    on conflict (integration_id, request) do nothing returning seen_at`.execute(queries)
  return rows.length > 0
}
