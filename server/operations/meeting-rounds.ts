/** What happens around the date of a meeting by itself: drafts go out a day ahead, invitations follow the rules of zones. */
import { later } from '@secondstory/review/model/instants'
import { DRAFT_BEFORE_MS, instantIn } from '@secondstory/review/model/meeting-dates'
import type { Queries } from '../store/database.ts'
import { type ComingDate, findDate, forgetGuests, listComingDates, saveDate } from '../store/meeting-dates.ts'
import { lockMeeting } from '../store/meetings.ts'
import type { Store } from '../store/store.ts'
import { type LetterHands, sendDrafts, sendInvitations, toldMeeting } from './meeting-letters.ts'

/** A round needs the store and what letters are made with; the clock comes from whoever runs it. */
export interface MeetingRound extends LetterHands {
  readonly store: Store
}

const AHEAD_MS = 2 * 365 * 86_400_000
/** Whoever was invited is forgotten so long after a meeting began. */
const KEPT_MS = 2 * 86_400_000

/** Tends every meeting that is to come, each in a transaction of its own: one that fails holds up no other. */
export async function tendMeetings(round: MeetingRound): Promise<void> {
  const { store, now } = round
  const coming = await listComingDates(store.queries, { from: now, to: later(now, AHEAD_MS) })
  for (const date of coming) {
    await store.transaction((queries) => tend(queries, date, round))
  }
  await forgetGuests(store.queries, { beganBefore: later(now, -KEPT_MS) })
}

async function tend(
  queries: Queries,
  { meetingId, incidentId }: ComingDate,
  round: MeetingRound,
): Promise<void> {
  const meeting = await lockMeeting(queries, meetingId)
  const before = await findDate(queries, meetingId)
  if (meeting === null || before === null || before.isCancelled || meeting.floor.state !== 'planned') return
  const instant = instantIn(before)
  const startsAt = 'problem' in instant ? before.startsAt : instant.at
  const isShifted = startsAt !== before.startsAt
  const isDue = before.draftsSentAt === null && startsAt <= later(round.now, DRAFT_BEFORE_MS)
  if (!isShifted && !isDue) return
  const after = {
    ...before,
    guests: isShifted ? before.guests.map(({ answer: _old, ...guest }) => guest) : before.guests,
    startsAt,
    sequence: before.sequence + (isShifted ? 1 : 0),
    draftsSentAt: isDue ? round.now : before.draftsSentAt,
  }
  await saveDate(queries, { incidentId, before, after }, { personId: null, at: round.now })
  const told = await toldMeeting(queries, { meeting, date: after }, round)
  if (isShifted)
    await sendInvitations(queries, told, { guests: after.guests, known: after.guests, method: 'request' })
  if (isDue) await sendDrafts(queries, told)
}
