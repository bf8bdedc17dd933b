/** What was said about actions after they were opened. */
import type { FollowUp } from '@secondstory/review/model/follow-ups'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A follow-up before it is stored. */
export type NewFollowUp = Omit<FollowUp, 'id' | 'version'>

/** Stores one follow-up. */
export async function addFollowUp(queries: Queries, given: NewFollowUp, author: Author): Promise<FollowUp> {
  const after: FollowUp = { id: newId(), ...given, version: 1 }
  await queries
    .insertInto('follow_ups')
    .values({
      id: after.id,
      incident_id: after.incidentId,
      action_id: after.actionId,
      kind: after.kind,
      text: after.text,
      link: after.link,
      said_on: after.saidOn,
      from_on: after.fromOn,
      to_on: after.toOn,
      events_before: after.eventsBefore,
      months_before: after.monthsBefore,
      version: 1,
    })
    .execute()
  await recordChanges(queries, author, [
    { noun: 'follow-up', rowId: after.id, incidentId: after.incidentId, verb: 'added', before: null, after },
  ])
  return after
}

/** Follow-ups of these actions, in the order they were said. */
export async function listFollowUps(
  queries: Queries,
  actionIds: readonly string[],
): Promise<readonly FollowUp[]> {
  if (actionIds.length === 0) return []
  const rows = await queries
    .selectFrom('follow_ups')
    .selectAll()
    .where(sql<boolean>`action_id = any(${[...actionIds]}::uuid[])`)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(followUpOf)
}

function followUpOf(row: Selectable<DB['follow_ups']>): FollowUp {
  return {
    id: row.id,
    incidentId: row.incident_id,
    actionId: row.action_id,
    kind: row.kind,
    text: row.text,
    link: row.link,
    saidOn: row.said_on,
    fromOn: row.from_on,
    toOn: row.to_on,
    eventsBefore: row.events_before,
    monthsBefore: row.months_before,
    version: row.version,
  }
}
