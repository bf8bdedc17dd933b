/** Drills: how far each has come, and what was chosen in it. Nothing here says who chose. */
import type { DrillChoice } from '@secondstory/review/model/drills'
import type { Selectable } from 'kysely'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A drill as it stands. */
export interface Drill {
  readonly id: string
  readonly editionId: string
  /** How many steps of the replay have been shown. */
  readonly place: number
  readonly version: number
  readonly openedAt: string
  readonly closedAt: string | null
}

/** Opens a drill at its first step. */
export async function openDrill(
  queries: Queries,
  opened: { readonly editionId: string; readonly secretHash: Buffer; readonly at: string },
): Promise<Drill> {
  const row = await queries
    .insertInto('drills')
    .values({
      id: newId(),
      edition_id: opened.editionId,
      secret_hash: opened.secretHash,
      opened_at: opened.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return drillOf(row)
}

/** A drill by its id, or by the secret of its link; null when there is none, or its incident was removed. */
export async function findDrill(
  queries: Queries,
  by: { readonly id: string } | { readonly secretHash: Buffer },
): Promise<Drill | null> {
  const live = queries
    .selectFrom('drills')
    .innerJoin('editions', 'editions.id', 'drills.edition_id')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .selectAll('drills')
    .where('incidents.removed_at', 'is', null)
  const row = await ('id' in by
    ? live.where('drills.id', '=', by.id)
    : live.where('drills.secret_hash', '=', by.secretHash)
  ).executeTakeFirst()
  return row === undefined ? null : drillOf(row)
}

/** Moves a drill on, or closes it; false when somebody else moved it first. */
export async function saveDrill(
  queries: Queries,
  drill: Drill,
  to: { readonly place: number; readonly closedAt: string | null },
): Promise<boolean> {
  const answer = await queries
    .updateTable('drills')
    .set({ place: to.place, closed_at: to.closedAt, version: drill.version + 1 })
    .where('id', '=', drill.id)
    .where('version', '=', drill.version)
    .executeTakeFirst()
  return answer.numUpdatedRows > 0n
}

/** Keeps the choice of a seat at one decision; the same seat may change its mind. */
export async function saveChoice(
  queries: Queries,
  choice: DrillChoice & { readonly drillId: string; readonly seat: string },
): Promise<void> {
  const { drillId, decision, seat, option } = choice
  await queries
    .insertInto('drill_choices')
    .values({ drill_id: drillId, decision, seat, option })
    .onConflict((held) => held.columns(['drill_id', 'decision', 'seat']).doUpdateSet({ option }))
    .execute()
}

/** Choices of a drill, without their seats. */
export async function listChoices(queries: Queries, drillId: string): Promise<readonly DrillChoice[]> {
  return queries
    .selectFrom('drill_choices')
    .select(['decision', 'option'])
    .where('drill_id', '=', drillId)
    .orderBy('decision')
    .orderBy('option')
    .execute()
}

function drillOf(row: Selectable<DB['drills']>): Drill {
  return {
    id: row.id,
    editionId: row.edition_id,
    place: row.place,
    version: row.version,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  }
}
