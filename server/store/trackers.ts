/** How asking a tracker stands: until when its changes are known, and whether it rests. */
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** A tracker as it is asked. */
export interface TrackerAsking {
  readonly integrationId: string
  /** Changes there are known until then; null before it was asked. */
  readonly askedUntil: string | null
  readonly askedAt: string | null
  /** Nothing is asked of it before. */
  readonly restingUntil: string | null
  /** Attempts in vain since it last answered. */
  readonly attempts: number
  /** Why it rests, as a sentence; '' when it does not. */
  readonly because: string
}

/** How asking stands; null when nothing was asked of it yet. */
export async function findTracker(queries: Queries, integrationId: string): Promise<TrackerAsking | null> {
  const row = await queries
    .selectFrom('trackers')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .executeTakeFirst()
  return row === undefined ? null : askingOf(row)
}

/**
 * Takes one tracker whose changes were last asked for before `before`, and notes that it is asked now, so that two
 * servers do not ask for the same. Null: none is due.
 */
export async function takeTrackerToAsk(
  queries: Queries,
  due: { readonly before: string; readonly now: string },
): Promise<TrackerAsking | null> {
  const { rows } = await sql<{ id: string }>`
    select integrations.id from integrations left join trackers on trackers.integration_id = integrations.id
    where integrations.removed_at is null and integrations.state = 'on'
      and (integrations.settings ->> 'keepsIssues')::boolean
      and (trackers.asked_at is null or trackers.asked_at < ${due.before})
      and (trackers.resting_until is null or trackers.resting_until <= ${due.now})
      and exists (select from issue_links where issue_links.integration_id = integrations.id
        and issue_links.removed_at is null)
    order by trackers.asked_at nulls first, integrations.id limit 1
    for update of integrations skip locked`.execute(queries)
  const [row] = rows
  if (row === undefined) return null
  const taken = await queries
    .insertInto('trackers')
    .values({ integration_id: row.id, asked_at: due.now, asked_until: null, resting_until: null })
    .onConflict((conflict) => conflict.column('integration_id').doUpdateSet({ asked_at: due.now }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return askingOf(taken)
}

/** It answered: it does not rest, and its changes are known until then when it told them. */
export async function noteAnswered(
  queries: Queries,
  integrationId: string,
  askedUntil: string | null,
): Promise<void> {
  const known = askedUntil === null ? {} : { asked_until: askedUntil }
  await queries
    .updateTable('trackers')
    .set({ ...known, resting_until: null, attempts: 0, because: '' })
    .where('integration_id', '=', integrationId)
    .execute()
}

/** It did not answer, or asked for patience: it rests. */
export async function noteResting(
  queries: Queries,
  rest: { readonly integrationId: string; readonly until: string; readonly because: string },
): Promise<void> {
  const { integrationId, until, because } = rest
  const resting = { resting_until: until, because }
  await queries
    .insertInto('trackers')
    .values({ integration_id: integrationId, asked_at: null, asked_until: null, attempts: 1, ...resting })
    .onConflict((conflict) =>
      conflict
        .column('integration_id')
        .doUpdateSet({ ...resting, attempts: sql<number>`trackers.attempts + 1` }),
    )
    .execute()
}

function askingOf(row: Selectable<DB['trackers']>): TrackerAsking {
  return {
    integrationId: row.integration_id,
    askedUntil: row.asked_until,
    askedAt: row.asked_at,
    restingUntil: row.resting_until,
    attempts: row.attempts,
    because: row.because,
  }
}
