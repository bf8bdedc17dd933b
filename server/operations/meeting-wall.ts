/** What the wall of a meeting shows to those who guide it, put together from its parts. */
import { type Band, bandsOf } from '@secondstory/review/model/bands'
import type { MeetingDate } from '@secondstory/review/model/meeting-dates'
import {
  type ExitChoice,
  type ExitQuestion,
  exitChoices,
  type Hand,
  type Meeting,
  type MeetingEntry,
  type Round,
} from '@secondstory/review/model/meetings'
import type { Queries } from '../store/database.ts'
import { listEntries, type MeetingRow } from '../store/meetings.ts'
import { findRound, listExits, listHands } from '../store/seats.ts'
import type { Hands } from './hands.ts'
import { dateOfMeeting } from './meeting-guests.ts'

/** Bands of one question on the way out. */
export interface ExitBands {
  readonly question: ExitQuestion
  /** Null while fewer than five answered. */
  readonly bands: readonly { readonly choice: ExitChoice; readonly band: Band }[] | null
}

/** Everything the wall of a meeting shows. */
export interface Wall extends Meeting {
  readonly entries: readonly MeetingEntry[]
  readonly hands: readonly Hand[]
  readonly round: Round | null
  readonly exits: readonly ExitBands[]
  /** When and where it is; null before a day is chosen. */
  readonly date: MeetingDate | null
  /** The link for those without an account; null when it was sealed with a key that is gone. */
  readonly guestLink: string | null
  /** The clock of the server, so that every wall shows the same time. */
  readonly now: string
}

/** The wall of a meeting. */
export async function wallOf({ guestSealed, ...meeting }: MeetingRow, hands: Hands): Promise<Wall> {
  const { queries } = hands.store
  const secret = guestSealed === null ? null : hands.strongbox.open(guestSealed, meeting.id)
  return {
    ...meeting,
    entries: await listEntries(queries, meeting.id),
    hands: await listHands(queries, meeting.id),
    round: await findRound(queries, meeting.id),
    exits: await exitsOf(queries, meeting.id),
    date: await dateOfMeeting(queries, meeting.incidentId, meeting.id),
    guestLink: secret === null ? null : `${hands.publicUrl}/meeting/${secret}`,
    now: hands.now,
  }
}

/** The two questions in bands. */
async function exitsOf(queries: Queries, meetingId: string): Promise<readonly ExitBands[]> {
  const answers = await listExits(queries, meetingId)
  const questions: readonly ExitQuestion[] = ['learned', 'evaluated']
  return questions.map((question) => ({
    question,
    bands: bandsOf(
      answers.map((answer) => answer[question]),
      exitChoices,
    ),
  }))
}
