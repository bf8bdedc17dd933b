/** Invitations as calendars read them (RFC 5545, RFC 5546): one UID for the life of a meeting, SEQUENCE for each change. */
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'

/** What a calendar is told. `publish` is a file to keep: it asks nobody for an answer. */
export type CalendarMethod = 'request' | 'cancel' | 'publish'

/** What goes into an invitation. */
export interface CalendarEvent {
  readonly meetingId: string
  readonly sequence: number
  readonly title: string
  readonly text: string
  readonly place: string
  readonly url: string
  readonly startsAt: string
  readonly minutes: number
  /** Where answers go. */
  readonly organizer: { readonly name: string; readonly email: string }
  readonly now: string
}

const methods: Readonly<Record<CalendarMethod, ICalCalendarMethod>> = {
  request: ICalCalendarMethod.REQUEST,
  cancel: ICalCalendarMethod.CANCEL,
  publish: ICalCalendarMethod.PUBLISH,
}

/**
 * The text of an .ics file. Times are UTC: no rule of a zone can move them, and every calendar shows its own clock.
 * `guest` is whoever gets this copy and nobody else; who else was invited is nobody's business.
 */
export function calendarText(
  event: CalendarEvent,
  method: CalendarMethod,
  guest: string | null = null,
): string {
  const calendar = ical({
    prodId: { company: 'Second Story', product: 'Meetings', language: 'EN' },
    method: methods[method],
  })
  const entry = calendar.createEvent({
    id: uidOf(event.meetingId),
    sequence: event.sequence,
    status: method === 'cancel' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    stamp: new Date(event.now),
    start: new Date(event.startsAt),
    end: new Date(Date.parse(event.startsAt) + event.minutes * 60_000),
    summary: event.title,
    description: event.text,
    url: event.url,
    organizer: event.organizer,
  })
  if (event.place !== '') entry.location({ title: event.place })
  if (guest === null) return calendar.toString()
  entry.createAttendee({
    email: guest,
    rsvp: method === 'request',
    role: ICalAttendeeRole.OPT,
    status: ICalAttendeeStatus.NEEDSACTION,
  })
  return calendar.toString()
}

/** The name a meeting has in every calendar, for as long as it lives. */
export function uidOf(meetingId: string): string {
  return `${meetingId}@second-story`
}
