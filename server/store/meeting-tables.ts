/** The tables of migrations 0160 and 0220 as TypeScript sees them: a meeting, its date, what was kept of it, and its seats. */
import type { Guest, GuestAnswer } from '@secondstory/review/model/meeting-dates'
import type { Agenda, EntryKind, ExitChoice, Floor } from '@secondstory/review/model/meetings'
import type { ColumnType, Generated } from 'kysely'

export interface MeetingTables {
  meetings: MeetingsTable
  meeting_entries: MeetingEntriesTable
  meeting_seats: MeetingSeatsTable
  meeting_rounds: MeetingRoundsTable
  meeting_papers: MeetingPapersTable
  meeting_exits: MeetingExitsTable
  meeting_dates: MeetingDatesTable
}

interface MeetingsTable {
  id: string
  incident_id: string
  agenda: ColumnType<Agenda, string, string>
  floor: ColumnType<Floor, string, string>
  soak_days: number
  guest_hash: Buffer | null
  guest_sealed: Buffer | null
  opened_at: string
  version: number
}

interface MeetingEntriesTable {
  id: string
  incident_id: string
  meeting_id: string
  kind: EntryKind
  text: string
  because: string
  added_at: string
  action_id: string | null
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface MeetingSeatsTable {
  id: string
  meeting_id: string
  secret_hash: Buffer
  hand_at: ColumnType<string | null, undefined, string | null>
  hand_told_by: Generated<string>
  has_left: Generated<boolean>
}

interface MeetingRoundsTable {
  id: string
  meeting_id: string
  ask: string
  opened_at: string
  released_at: ColumnType<string | null, undefined, string | null>
}

interface MeetingPapersTable {
  id: Generated<string>
  round_id: string
  seat_id: string | null
  text: string
  told_by: string
}

interface MeetingExitsTable {
  number: Generated<number>
  meeting_id: string
  learned: ExitChoice
  evaluated: ExitChoice
}

/** Whoever is invited, with the address letters go to. */
export interface KeptGuest {
  readonly kind: Guest['kind']
  readonly id: string
  readonly address: string
  /** What they said to the invitation; absent until they do. */
  readonly answer?: GuestAnswer | undefined
}

interface MeetingDatesTable {
  meeting_id: string
  local: string
  zone: string
  starts_at: string
  place: string
  guests: ColumnType<KeptGuest[], string, string>
  organizer: string
  sequence: number
  is_cancelled: boolean
  drafts_sent_at: string | null
  drafts_round: number
}
