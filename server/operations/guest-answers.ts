/** What guests answer to an invitation: by the links in their letter, for whoever invites, until the meeting is over. */
import { reference } from '@secondstory/review/model/incident'
import { clockInZone } from '@secondstory/review/model/meeting-clock'
import type { Guest, GuestAnswer } from '@secondstory/review/model/meeting-dates'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { findDate, type KeptDate, saveDate } from '../store/meeting-dates.ts'
import { findMeeting, lockMeeting, type MeetingRow } from '../store/meetings.ts'
import { found } from './answers.ts'
import { ofIncident } from './fields.ts'
import type { Hands } from './hands.ts'
import { answersOf } from './meeting-guests.ts'
import { operation, Refusal } from './operation.ts'
import { type InvitationLink, openInvitation } from './reminder-links.ts'

const token = z.string().min(20).max(1000)

/** What a link in an invitation is about, for the page that asks to confirm it. */
export interface InvitationRead {
  readonly answer: GuestAnswer
  readonly incidentReference: string
  /** Day, time and zone in words. */
  readonly when: string
  readonly place: string
}

/** Reads what a link in an invitation would say. Nothing changes by reading it: mail programs open links ahead of people. */
export const readMeetingInvitation = operation({
  name: 'readMeetingInvitation',
  about: 'Reads what a link in the invitation to a meeting would say; nothing changes by it.',
  access: 'anyone',
  changes: false,
  input: z.object({ token }),
  run: async (given, hands): Promise<InvitationRead> => {
    const { queries } = hands.store
    const { link, date, meeting } = await invited(queries, hands, given.token)
    const incident = found(await findIncident(queries, { id: meeting.incidentId }), 'incident')
    return {
      answer: link.answer,
      incidentReference: reference(incident),
      when: clockInZone(date.startsAt, date.zone),
      place: date.place,
    }
  },
})

/** Says whether a guest comes, by the link in their letter. Twice changes nothing, and the other link changes it. */
export const answerMeetingInvitation = operation({
  name: 'answerMeetingInvitation',
  about: 'Says whether a guest comes to a meeting, by the link in their letter; the other link changes it.',
  access: 'anyone',
  changes: true,
  input: z.object({ token }),
  run: async (given, hands): Promise<{ readonly answer: GuestAnswer }> =>
    hands.store.transaction(async (queries) => {
      const { link, date, meeting } = await invited(queries, hands, given.token)
      const { address, answer } = link
      const guests = date.guests.map((guest) => (guest.address === address ? { ...guest, answer } : guest))
      const change = { incidentId: meeting.incidentId, before: date, after: { ...date, guests } }
      await saveDate(queries, change, { personId: null, at: hands.now })
      return { answer }
    }),
})

/** Lists who was invited to the newest meeting of a review and what they said. */
export const listGuestAnswers = operation({
  name: 'listGuestAnswers',
  about: 'Lists who was invited to the newest meeting of a review and whether they said that they come.',
  access: 'member',
  needs: 'name',
  changes: false,
  input: ofIncident,
  run: async (
    { incidentId },
    { store: { queries } },
  ): Promise<readonly (Guest & { readonly answer: GuestAnswer | null })[]> => {
    found(await findIncident(queries, { id: incidentId }), 'incident')
    const meeting = await findMeeting(queries, { incidentId })
    const date = meeting === null ? null : await findDate(queries, meeting.id)
    return date === null ? [] : answersOf(queries, incidentId, date)
  },
})

/** The invitation behind a link, its meeting held; or why the link says nothing any more. */
async function invited(
  queries: Queries,
  { strongbox, now }: Pick<Hands, 'strongbox' | 'now'>,
  secret: string,
): Promise<{ readonly link: InvitationLink; readonly date: KeptDate; readonly meeting: MeetingRow }> {
  const link = openInvitation(strongbox, secret)
  if (link === null) throw new Refusal('not-found', 'This link is not whole; open it from the letter again.')
  const meeting = await lockMeeting(queries, link.meetingId)
  const date = await findDate(queries, link.meetingId)
  const isAsked = date?.guests.some(({ address }) => address === link.address) === true
  if (meeting === null || date === null || date.isCancelled || !isAsked)
    throw new Refusal('not-found', 'There is no such invitation any more, so there is nothing to answer.')
  if (date.startsAt <= now || meeting.floor.state !== 'planned')
    throw new Refusal('not-ready', 'This meeting has begun, so there is nothing to answer any more.')
  if (date.startsAt === link.startsAt) return { link, date, meeting }
  const when = clockInZone(date.startsAt, date.zone)
  throw new Refusal('not-ready', `The meeting is ${when} now; the newest letter about it has the links.`)
}
