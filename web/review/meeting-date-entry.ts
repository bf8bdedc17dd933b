/** What the card of a meeting's date and its form share. */
import type { MeetingDate as Held } from '@secondstory/review/model/meeting-dates'
import { queryOptions } from '@tanstack/react-query'
import { ask, type OperationInput } from '../client.ts'
import { keys } from '../queries.ts'

/** The incident whose meeting it is. */
export interface Dated {
  readonly reference: string
  readonly incidentId: string
}

/** What is stale when a meeting has another day. */
export function touchedByDate(reference: string) {
  return [keys.meetingDate(reference), keys.meeting(reference), keys.stageTasks(reference)]
}

/** The input that invites everybody to the same again. */
export function invitedAgain({
  local,
  zone,
  place,
  guests,
}: Held): Omit<OperationInput<'inviteToMeeting'>, 'incidentId'> {
  const idsOf = (kind: Held['guests'][number]['kind']) =>
    guests.filter((guest) => guest.kind === kind).map(({ id }) => id)
  return {
    ...{ local, zone, place },
    personIds: idsOf('person'),
    participantIds: idsOf('participant'),
    addresses: idsOf('address'),
  }
}

/** When and where the meeting of a review is; null before it has a day. */
export function meetingDateQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.meetingDate(reference),
    queryFn: ({ signal }) => ask('readMeetingDate', { incidentId }, signal),
  })
}
