/** The tables of migration 0160 as TypeScript sees them: a meeting, what was kept of it, and the seats of one hour. */
import type { Agenda, EntryKind, ExitChoice, Floor } from '@secondstory/review/model/meetings'
import type { ColumnType, Generated } from 'kysely'

export interface MeetingTables {
  meetings: MeetingsTable
  meeting_entries: MeetingEntriesTable
  meeting_seats: MeetingSeatsTable
  meeting_rounds: MeetingRoundsTable
  meeting_papers: MeetingPapersTable
  meeting_exits: MeetingExitsTable
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
