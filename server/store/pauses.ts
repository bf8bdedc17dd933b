/** Days on which digests and exports rest. */
import type { Pause } from '@secondstory/review/model/pauses'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** Every pause, the earliest first. */
export async function listPauses(queries: Queries): Promise<readonly Pause[]> {
  const rows = await queries.selectFrom('pauses').selectAll().orderBy('from_on').orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, fromOn: row.from_on, untilOn: row.until_on }))
}

/** Adds a pause. */
export async function addPause(queries: Queries, pause: Omit<Pause, 'id'>, author: Author): Promise<Pause> {
  const after: Pause = { id: newId(), ...pause }
  await queries
    .insertInto('pauses')
    .values({ id: after.id, from_on: after.fromOn, until_on: after.untilOn })
    .execute()
  const about = { noun: 'pause', rowId: after.id, incidentId: null, verb: 'added' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after }])
  return after
}

/** Takes a pause away; null when there is none. The history keeps that it was there. */
export async function removePause(queries: Queries, id: string, author: Author): Promise<Pause | null> {
  const row = await queries.deleteFrom('pauses').where('id', '=', id).returningAll().executeTakeFirst()
  if (row === undefined) return null
  const before: Pause = { id: row.id, fromOn: row.from_on, untilOn: row.until_on }
  const about = { noun: 'pause', rowId: id, incidentId: null, verb: 'removed' } as const
  await recordChanges(queries, author, [{ ...about, before, after: null }])
  return before
}
