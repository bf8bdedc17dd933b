/** Meetings: the wall, its version, and the lines that are kept. Seats, hands and papers stand in `seats.ts`. */
import type { Meeting, MeetingEntry } from '@secondstory/review/model/meetings'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { announce } from './bulletin.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A meeting with the sealed link of its guests, for the room that can open it. */
export interface MeetingRow extends Meeting {
  readonly guestSealed: Buffer | null
}

/** A meeting before it is stored. */
export type NewMeeting = Omit<Meeting, 'id' | 'version'>

/** Stores a meeting. */
export async function addMeeting(queries: Queries, meeting: NewMeeting, author: Author): Promise<MeetingRow> {
  const row = await queries
    .insertInto('meetings')
    .values({
      id: newId(),
      incident_id: meeting.incidentId,
      opened_at: author.at,
      version: 1,
      ...columnsOf(meeting),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = meetingOf(row)
  await recordChanges(queries, author, [
    { ...about(after), verb: 'added', before: null, after: shown(after) },
  ])
  return after
}

/** The newest meeting of an incident; null before the first. */
export async function findMeeting(
  queries: Queries,
  by: { readonly incidentId: string } | { readonly id: string },
): Promise<MeetingRow | null> {
  const live = queries.selectFrom('meetings').selectAll().where(ofLiveIncident)
  const row = await ('id' in by
    ? live.where('id', '=', by.id)
    : live.where('incident_id', '=', by.incidentId).orderBy('opened_at', 'desc').orderBy('id', 'desc')
  )
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : meetingOf(row)
}

/** Its version and nothing else: what those who look every second ask for. */
export async function versionOfMeeting(queries: Queries, id: string): Promise<number | null> {
  const row = await queries.selectFrom('meetings').select('version').where('id', '=', id).executeTakeFirst()
  return row?.version ?? null
}

/** A meeting, held for this transaction. */
export async function lockMeeting(queries: Queries, id: string): Promise<MeetingRow | null> {
  const row = await queries
    .selectFrom('meetings')
    .selectAll()
    .where('id', '=', id)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : meetingOf(row)
}

/** Writes a meeting that was locked before. A move that leaves no trace worth keeping is not told to history. */
export async function saveMeeting(
  queries: Queries,
  change: { readonly before: MeetingRow; readonly after: MeetingRow; readonly isPassing?: boolean },
  author: Author,
): Promise<MeetingRow> {
  if (isSame(shown(change.before), shown(change.after))) return change.before
  const row = await queries
    .updateTable('meetings')
    .set({ ...columnsOf(change.after), version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = meetingOf(row)
  await announce(queries, { what: 'wall', incidentId: after.incidentId, meetingId: after.id })
  if (change.isPassing !== true) {
    await recordChanges(queries, author, [
      { ...about(after), verb: 'corrected', before: shown(change.before), after: shown(after) },
    ])
  }
  return after
}

/** Keeps the link of the guests: found by its hash, shown again from its seal. */
export async function saveGuestLink(
  queries: Queries,
  id: string,
  link: { readonly hash: Buffer; readonly sealed: Buffer },
): Promise<void> {
  await queries
    .updateTable('meetings')
    .set({ guest_hash: link.hash, guest_sealed: link.sealed })
    .where('id', '=', id)
    .execute()
  await touchMeeting(queries, id)
}

/** The meeting a guest's link leads to. */
export async function findMeetingOfGuest(queries: Queries, hash: Buffer): Promise<MeetingRow | null> {
  const row = await queries
    .selectFrom('meetings')
    .selectAll()
    .where('guest_hash', '=', hash)
    .where(ofLiveIncident)
    .executeTakeFirst()
  return row === undefined ? null : meetingOf(row)
}

/** Says that something of a meeting is to be seen anew, here and to whoever waits. Called in the transaction that changed it. */
export async function touchMeeting(queries: Queries, id: string): Promise<void> {
  const row = await queries
    .updateTable('meetings')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('id', '=', id)
    .returning('incident_id')
    .executeTakeFirst()
  if (row !== undefined) await announce(queries, { what: 'wall', incidentId: row.incident_id, meetingId: id })
}

/** An entry before it is stored. */
export type NewEntry = Pick<MeetingEntry, 'incidentId' | 'meetingId' | 'kind' | 'text' | 'because'>

/** Keeps a line of a meeting. */
export async function addEntry(queries: Queries, entry: NewEntry, author: Author): Promise<MeetingEntry> {
  const row = await queries
    .insertInto('meeting_entries')
    .values({
      id: newId(),
      incident_id: entry.incidentId,
      meeting_id: entry.meetingId,
      kind: entry.kind,
      text: entry.text,
      because: entry.because,
      added_at: author.at,
      action_id: null,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = entryOf(row)
  await recordChanges(queries, author, [{ ...aboutEntry(after), verb: 'added', before: null, after }])
  return after
}

/** Lines of a meeting in the order they were added. */
export async function listEntries(queries: Queries, meetingId: string): Promise<readonly MeetingEntry[]> {
  const rows = await queries
    .selectFrom('meeting_entries')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map(entryOf)
}

/** One line, held for this transaction. */
export async function lockEntry(queries: Queries, id: string): Promise<MeetingEntry | null> {
  const row = await queries
    .selectFrom('meeting_entries')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : entryOf(row)
}

/** Writes a line that was locked before. */
export async function saveEntry(
  queries: Queries,
  change: { readonly before: MeetingEntry; readonly after: MeetingEntry },
  author: Author,
): Promise<MeetingEntry> {
  if (isSame(change.before, change.after)) return change.before
  const { kind, text, because, actionId } = change.after
  const row = await queries
    .updateTable('meeting_entries')
    .set({ kind, text, because, action_id: actionId, version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = entryOf(row)
  await recordChanges(queries, author, [
    { ...aboutEntry(after), verb: 'corrected', before: change.before, after },
  ])
  return after
}

function about({ id, incidentId }: Meeting) {
  return { noun: 'meeting', rowId: id, incidentId } as const
}

function aboutEntry({ id, incidentId }: MeetingEntry) {
  return { noun: 'meeting entry', rowId: id, incidentId } as const
}

/** A meeting without what opens it. */
function shown({ guestSealed: _sealed, ...meeting }: MeetingRow): Meeting {
  return meeting
}

function columnsOf({ agenda, floor, soak_days }: Pick<Meeting, 'agenda' | 'floor' | 'soak_days'>) {
  return { agenda: JSON.stringify(agenda), floor: JSON.stringify(floor), soak_days }
}

function meetingOf(row: Selectable<DB['meetings']>): MeetingRow {
  return {
    id: row.id,
    incidentId: row.incident_id,
    agenda: row.agenda,
    floor: row.floor,
    soak_days: row.soak_days,
    version: row.version,
    guestSealed: row.guest_sealed,
  }
}

function entryOf(row: Selectable<DB['meeting_entries']>): MeetingEntry {
  return {
    id: row.id,
    incidentId: row.incident_id,
    meetingId: row.meeting_id,
    kind: row.kind,
    text: row.text,
    because: row.because,
    addedAt: row.added_at,
    actionId: row.action_id,
    version: row.version,
  }
}
