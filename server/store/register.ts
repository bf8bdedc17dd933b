/**
 * People met in evidence, with the roles rules propose for them. As long as nobody has named a role or worked on the
 * timeline, the register is made anew from all evidence, so that the order of imports decides nothing.
 */
import type { Participant } from '@secondstory/review/model/people'
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { derivedId, isDerived } from './derived-ids.ts'
import { listParticipants, type NewParticipant } from './participants.ts'
import { storable, storableJson } from './storable.ts'

/** The register: who is there to stay, and who can be proposed anew. */
export interface RegisterRows {
  readonly kept: readonly Participant[]
  readonly open: readonly Participant[]
}

/** Reads the register. Once somebody worked on the timeline or tells an account, its roles are in use and everyone is there to stay. */
export async function readRegister(queries: Queries, incidentId: string): Promise<RegisterRows> {
  const all = await listParticipants(queries, incidentId)
  const inUse = await queries
    .selectFrom('timeline_events')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where((where) =>
      where.or([
        where('version', '>', 1),
        where('state', 'in', ['accepted', 'rejected']),
        where('removed_at', 'is not', null),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  const told = await queries
    .selectFrom('accounts')
    .select('id')
    .where('incident_id', '=', incidentId)
    .limit(1)
    .executeTakeFirst()
  const isOpen = (each: Participant): boolean =>
    inUse === undefined && told === undefined && each.version === 1 && isDerived(each.id)
  return { kept: all.filter((each) => !isOpen(each)), open: all.filter(isOpen) }
}

/** Puts proposed participants in the place of those that were open. Their ids follow from their first ref. */
export async function replaceParticipants(
  queries: Queries,
  incidentId: string,
  change: { readonly open: readonly Participant[]; readonly proposed: readonly NewParticipant[] },
): Promise<void> {
  const gone = change.open.map((each) => each.id)
  await sql`delete from participants where id = any(${gone}::uuid[])`.execute(queries)
  const rows = change.proposed.map((each) => ({
    id: derivedId(incidentId, `participant:${each.refs[0] ?? each.name}`),
    name: storable(each.name),
    handles: each.handles,
    role: each.role,
    refs: each.refs,
  }))
  await sql`
    insert into participants (incident_id, id, name, handles, role, refs, version)
    select ${incidentId}::uuid, r.*, 1
    from jsonb_to_recordset(${storableJson(rows)}::jsonb) as r (id uuid, name text, handles text[], role text,
      refs text[])`.execute(queries)
}
