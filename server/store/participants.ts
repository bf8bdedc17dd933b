/** The register of one incident: names, and the roles they give way to. There is no query over incidents. */
import type { Participant } from '@secondstory/review/model/people'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A participant before it is stored. */
export type NewParticipant = Omit<Participant, 'id' | 'version'>

/** Stores participants. */
export async function addParticipants(
  queries: Queries,
  participants: readonly NewParticipant[],
  author: Author,
): Promise<readonly Participant[]> {
  if (participants.length === 0) return []
  const rows = await queries
    .insertInto('participants')
    .values(participants.map((each) => ({ id: newId(), version: 1, ...columnsOf(each) })))
    .returningAll()
    .execute()
  const added = rows.map(participantOf)
  await recordChanges(
    queries,
    author,
    added.map((after) => ({ ...about(after), verb: 'added', before: null, after })),
  )
  return added
}

/** The register of an incident in the order people were met. */
export async function listParticipants(
  queries: Queries,
  incidentId: string,
): Promise<readonly Participant[]> {
  const rows = await queries
    .selectFrom('participants')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return rows.map(participantOf)
}

/** One participant, held for this transaction; null when there is none. */
export async function lockParticipant(queries: Queries, id: string): Promise<Participant | null> {
  const row = await queries
    .selectFrom('participants')
    .selectAll()
    .where('id', '=', id)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : participantOf(row)
}

/** Writes a participant that was locked before. */
export async function saveParticipant(
  queries: Queries,
  change: { readonly before: Participant; readonly after: Participant },
  author: Author,
): Promise<Participant> {
  if (isSame(change.before, change.after)) return change.before
  const row = await queries
    .updateTable('participants')
    .set({ ...columnsOf(change.after), version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = participantOf(row)
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

function about(participant: Participant) {
  return { noun: 'participant', rowId: participant.id, incidentId: participant.incidentId } as const
}

function participantOf(row: Selectable<DB['participants']>): Participant {
  return {
    id: row.id,
    incidentId: row.incident_id,
    name: row.name,
    handles: row.handles,
    role: row.role,
    refs: row.refs,
    version: row.version,
  }
}

function columnsOf(participant: NewParticipant) {
  return {
    incident_id: participant.incidentId,
    name: participant.name,
    handles: [...participant.handles],
    role: participant.role,
    refs: [...participant.refs],
  }
}
