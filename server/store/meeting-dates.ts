/** When meetings are, and whom the next letter about one has to reach. */
import type { MeetingDate } from '@secondstory/review/model/meeting-dates'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import type { KeptGuest } from './meeting-tables.ts'
import type { DB } from './schema.ts'

export type { KeptGuest } from './meeting-tables.ts'

/** A date with the addresses of its guests. */
export interface KeptDate extends Omit<MeetingDate, 'guests'> {
  readonly meetingId: string
  readonly guests: readonly KeptGuest[]
  readonly organizer: string
  readonly draftsRound: number
}

/** The date of a meeting; null before one is set. */
export async function findDate(queries: Queries, meetingId: string): Promise<KeptDate | null> {
  const row = await queries
    .selectFrom('meeting_dates')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()
  return row === undefined ? null : dateOf(row)
}

/** Writes the date of a meeting that is locked. The history keeps when and where, and nobody's address. */
export async function saveDate(
  queries: Queries,
  change: { readonly incidentId: string; readonly before: KeptDate | null; readonly after: KeptDate },
  author: Author,
): Promise<void> {
  const { before, after, incidentId } = change
  const columns = columnsOf(after)
  await queries
    .insertInto('meeting_dates')
    .values({ meeting_id: after.meetingId, ...columns })
    .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet(columns))
    .execute()
  if (before !== null && isSame(told(before), told(after))) return
  const about = { noun: 'meeting date', rowId: after.meetingId, incidentId } as const
  const verb = before === null ? 'added' : after.isCancelled ? 'removed' : 'corrected'
  await recordChanges(queries, author, [
    { ...about, verb, before: before === null ? null : told(before), after: told(after) },
  ])
}

function told({ local, zone, place, isCancelled }: KeptDate) {
  return { local, zone, place, isCancelled }
}

/** A meeting that is to come. */
export interface ComingDate {
  readonly meetingId: string
  readonly incidentId: string
}

/** Meetings between two instants that were neither held nor cancelled, the first one first. */
export async function listComingDates(
  queries: Queries,
  between: { readonly from: string; readonly to: string },
): Promise<readonly ComingDate[]> {
  const rows = await queries
    .selectFrom('meeting_dates')
    .innerJoin('meetings', 'meetings.id', 'meeting_dates.meeting_id')
    .select(['meeting_id', 'incident_id'])
    .where('is_cancelled', '=', false)
    .where('starts_at', '>', between.from)
    .where('starts_at', '<=', between.to)
    .where(sql<boolean>`meetings.floor ->> 'state' = 'planned'`)
    .where(ofLiveIncident)
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => ({ meetingId: row.meeting_id, incidentId: row.incident_id }))
}

/** Forgets who was invited to meetings that began before an instant, or to one that is over. */
export async function forgetGuests(
  queries: Queries,
  of: { readonly meetingId: string } | { readonly beganBefore: string },
): Promise<void> {
  const all = queries.updateTable('meeting_dates').set({ guests: '[]', organizer: '' })
  await ('meetingId' in of
    ? all.where('meeting_id', '=', of.meetingId)
    : all.where('starts_at', '<', of.beganBefore).where(sql<boolean>`guests <> '[]'`)
  ).execute()
}

function columnsOf(date: KeptDate) {
  return {
    local: date.local,
    zone: date.zone,
    starts_at: date.startsAt,
    place: date.place,
    guests: JSON.stringify(date.guests),
    organizer: date.organizer,
    sequence: date.sequence,
    is_cancelled: date.isCancelled,
    drafts_sent_at: date.draftsSentAt,
    drafts_round: date.draftsRound,
  }
}

function dateOf(row: Selectable<DB['meeting_dates']>): KeptDate {
  return {
    meetingId: row.meeting_id,
    local: row.local,
    zone: row.zone,
    startsAt: row.starts_at,
    place: row.place,
    guests: row.guests,
    organizer: row.organizer,
    sequence: row.sequence,
    isCancelled: row.is_cancelled,
    draftsSentAt: row.drafts_sent_at,
    draftsRound: row.drafts_round,
  }
}
