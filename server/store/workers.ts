/**
 * Workers of the job queue and whether they live. A worker that dies keeps its jobs locked for hours by the rules of
 * the queue, so those that live say so every few seconds, and what the others hold is given back.
 */
import { sql } from 'kysely'
import type { Queries } from './database.ts'

/** Says that these workers live. */
export async function seeWorkers(queries: Queries, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into workers (id, seen_at) select id, ${now} from unnest(${[...ids]}::text[]) as given (id)
    on conflict (id) do update set seen_at = excluded.seen_at`.execute(queries)
}

/** Workers that hold jobs and were not seen since `before`. */
export async function listDeadWorkers(queries: Queries, before: string): Promise<readonly string[]> {
  const answer = await sql<{ id: string }>`
    select distinct locked_by as id from graphile_worker.jobs
    where locked_by is not null and locked_by not in (select id from workers where seen_at >= ${before})`.execute(
    queries,
  )
  return answer.rows.map((row) => row.id)
}

/** Forgets workers: these, and any that were not seen since `before`. */
export async function forgetWorkers(queries: Queries, ids: readonly string[], before: string): Promise<void> {
  await sql`delete from workers where id = any(${[...ids]}::text[]) or seen_at < ${before}`.execute(queries)
}
