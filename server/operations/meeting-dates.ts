/** Setting a date for a meeting: the invitation, its changes and its cancellation, and the draft a day before. */
import { type Incident, reference } from '@secondstory/review/model/incident'
import { later } from '@secondstory/review/model/instants'
import { clockInZone } from '@secondstory/review/model/meeting-clock'
import {
  DRAFT_BEFORE_MS,
  dateBlockers,
  instantIn,
  type MeetingDate,
} from '@secondstory/review/model/meeting-dates'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { findDate, type KeptDate, type KeptGuest, saveDate } from '../store/meeting-dates.ts'
import { findMeeting, lockMeeting, touchMeeting } from '../store/meetings.ts'
import { findPerson } from '../store/people.ts'
import { found, refuseFor } from './answers.ts'
import { calendarText } from './calendar.ts'
import { email, ids, line, lineOrNothing, ofIncident } from './fields.ts'
import { asked, by } from './hands.ts'
import { dateOfMeeting, guestsOf, MOST_GUESTS, shownDate } from './meeting-guests.ts'
import { eventOf, isAmong, sendInvitations, toldMeeting } from './meeting-letters.ts'
import { ensureMeeting } from './meetings.ts'
import { operation, Refusal } from './operation.ts'

/** Sets the date of a meeting and invites by mail; asked again, what changed goes to everybody it concerns. */
export const inviteToMeeting = operation({
  name: 'inviteToMeeting',
  about:
    'Sets the day, the time and the place of a meeting and invites by mail with a file for calendars; asked again, what changed is sent to everybody it concerns.',
  access: 'member',
  needs: 'name',
  changes: true,
  input: ofIncident.extend({
    /** What the clock on the wall shows there: 2026-03-30T10:00. */
    local: line(20),
    zone: line(60),
    place: lineOrNothing(300).default(''),
    personIds: ids.default([]),
    participantIds: ids.default([]),
    addresses: z.array(email).max(MOST_GUESTS).default([]),
  }),
  run: async (given, hands): Promise<MeetingDate> =>
    hands.store.transaction(async (queries) => {
      const meeting = await ensureMeeting(queries, given.incidentId, hands)
      refuseFor(dateBlockers(meeting.floor.state))
      // Guests answer under the same lock: an answer given meanwhile is neither lost nor waited for crosswise.
      await lockMeeting(queries, meeting.id)
      const before = await findDate(queries, meeting.id)
      const guests = await guestsOf(queries, given)
      const startsAt = comingInstant(given, hands.now)
      const organizer =
        before?.organizer || found(await findPerson(queries, asked(hands).personId), 'person').email
      const { local, zone, place } = given
      const wanted = { local, zone, place, startsAt, guests, organizer, meetingId: meeting.id }
      const change = changeOf(before, wanted, hands.now)
      await saveDate(queries, { incidentId: given.incidentId, before, after: change.after }, by(hands))
      await touchMeeting(queries, meeting.id)
      const told = await toldMeeting(queries, { meeting, date: change.after }, hands)
      await sendInvitations(queries, told, { guests: change.told, method: 'request', known: change.known })
      await sendInvitations(queries, told, { guests: change.gone, method: 'cancel' })
      return shownDate(queries, given.incidentId, change.after)
    }),
})

type Wanted = Omit<KeptDate, 'sequence' | 'isCancelled' | 'draftsSentAt' | 'draftsRound'>

interface DateChange {
  readonly after: KeptDate
  readonly told: readonly KeptGuest[]
  readonly gone: readonly KeptGuest[]
  /** Those who were invited before. */
  readonly known: readonly KeptGuest[]
}

/** What a date becomes, who hears of it, and who need not come any more. */
function changeOf(before: KeptDate | null, wanted: Wanted, now: string): DateChange {
  const { guests } = wanted
  const known = before === null || before.isCancelled ? [] : before.guests
  const gone = known.filter((guest) => !isAmong(guests, guest))
  const fresh = guests.filter((guest) => !isAmong(known, guest))
  const isMoved = before === null || before.isCancelled || placeOf(before) !== placeOf(wanted)
  const isAnew = isMoved && wanted.startsAt > later(now, DRAFT_BEFORE_MS) && before?.draftsSentAt != null
  // What was answered holds for the time it was answered to.
  const answered = guests.map((guest) => {
    const { answer } = known.find(({ address }) => address === guest.address) ?? {}
    return isMoved || answer === undefined ? guest : { ...guest, answer }
  })
  const after: KeptDate = {
    ...wanted,
    guests: answered,
    sequence: before === null ? 0 : before.sequence + (isMoved || gone.length > 0 ? 1 : 0),
    isCancelled: false,
    draftsSentAt: isAnew || fresh.length > 0 ? null : (before?.draftsSentAt ?? null),
    draftsRound: (before?.draftsRound ?? 0) + (isAnew ? 1 : 0),
  }
  return { after, told: isMoved ? guests : fresh, gone, known }
}

function placeOf({ local, zone, place, startsAt }: Wanted): string {
  return JSON.stringify([local, zone, place, startsAt])
}

function comingInstant(given: { readonly local: string; readonly zone: string }, now: string): string {
  const instant = instantIn(given)
  if ('problem' in instant) throw new Refusal('invalid', instant.problem)
  if (instant.at > now) return instant.at
  throw new Refusal(
    'invalid',
    `${clockInZone(instant.at, given.zone)} has passed; a meeting needs a time to come.`,
  )
}

/** Takes the date of a meeting away and cancels what went out; inviting again brings it back. */
export const removeMeetingDate = operation({
  name: 'removeMeetingDate',
  about:
    'Takes the date of a meeting away and cancels the invitations that went out; inviting again brings it back.',
  access: 'member',
  needs: 'name',
  changes: true,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<MeetingDate> =>
    hands.store.transaction(async (queries) => {
      const newest = found(await findMeeting(queries, { incidentId }), 'meeting')
      const meeting = found(await lockMeeting(queries, newest.id), 'meeting')
      refuseFor(dateBlockers(meeting.floor.state))
      const before = found(await findDate(queries, meeting.id), 'date of this meeting')
      if (before.isCancelled) return shownDate(queries, incidentId, before)
      const after = { ...before, sequence: before.sequence + 1, isCancelled: true }
      await saveDate(queries, { incidentId, before, after }, by(hands))
      await touchMeeting(queries, meeting.id)
      const told = await toldMeeting(queries, { meeting, date: after }, hands)
      await sendInvitations(queries, told, { guests: before.guests, method: 'cancel' })
      return shownDate(queries, incidentId, after)
    }),
})

/** When and where the newest meeting of a review is. */
export const readMeetingDate = operation({
  name: 'readMeetingDate',
  about:
    'Reads when and where the newest meeting of a review is, and who was invited; null before it has a day.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store: { queries } }): Promise<MeetingDate | null> => {
    found(await findIncident(queries, { id: incidentId }), 'incident')
    const meeting = await findMeeting(queries, { incidentId })
    return meeting === null || meeting.floor.state === 'ended'
      ? null
      : dateOfMeeting(queries, incidentId, meeting.id)
  },
})

/** The meeting as a file for a calendar. */
export const exportMeetingDate = operation({
  name: 'exportMeetingDate',
  about: 'Gives the meeting of a review as an .ics file for a calendar.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<{ readonly fileName: string; readonly text: string }> => {
    const { queries } = hands.store
    const meeting = found(await findMeeting(queries, { incidentId }), 'meeting')
    const date = found(await findDate(queries, meeting.id), 'date of this meeting')
    const told = await toldMeeting(queries, { meeting, date }, hands)
    const event = eventOf(told, { kind: 'person' })
    return {
      fileName: fileName(told.incident),
      text: calendarText(event, date.isCancelled ? 'cancel' : 'publish'),
    }
  },
})

function fileName(incident: Incident): string {
  return `${reference(incident).toLowerCase()}-meeting.ics`
}
