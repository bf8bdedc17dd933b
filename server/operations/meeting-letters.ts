/** Letters about a meeting: the invitation, its changes, its cancellation, and the draft a day before. No subject names anybody. */

import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { withoutComments } from '@secondstory/review/documents/sections'
import { withholdImages } from '@secondstory/review/documents/withhold'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { type Incident, reference } from '@secondstory/review/model/incident'
import { clockInZone } from '@secondstory/review/model/meeting-clock'
import { agendaLines, type GuestAnswer, guestAnswers } from '@secondstory/review/model/meeting-dates'
import { agendaLength_min } from '@secondstory/review/model/meetings'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import type { KeptDate, KeptGuest } from '../store/meeting-dates.ts'
import type { MeetingRow } from '../store/meetings.ts'
import { type Attachment, type Letter, queueDelivery } from '../store/outbox.ts'
import { readInstallation } from '../store/people.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { found } from './answers.ts'
import { type CalendarEvent, type CalendarMethod, calendarText } from './calendar.ts'
import { lookAt } from './edition-look.ts'
import { type LetterItem, type LetterLink, setLetter } from './letters.ts'
import { sealInvitation } from './reminder-links.ts'

/** What letters about meetings are made with. */
export interface LetterHands {
  readonly strongbox: Strongbox
  readonly publicUrl: string
  readonly now: string
}

/** A meeting with everything a letter says about it. */
export interface ToldMeeting extends LetterHands {
  readonly meeting: MeetingRow
  readonly date: KeptDate
  readonly incident: Incident
  /** The review as its readers see it: roles in the place of names. */
  readonly record: EditionRecord
  readonly installation: string
}

/** Reads what letters about a meeting say. */
export async function toldMeeting(
  queries: Queries,
  { meeting, date }: { readonly meeting: MeetingRow; readonly date: KeptDate },
  { strongbox, publicUrl, now }: LetterHands,
): Promise<ToldMeeting> {
  const { incidentId } = meeting
  return {
    ...{ meeting, date, strongbox, publicUrl, now },
    incident: found(await findIncident(queries, { id: incidentId }), 'incident'),
    record: (await lookAt(queries, incidentId)).record,
    installation: (await readInstallation(queries)).name,
  }
}

/** Queues the invitation of each of these guests, or its cancellation. */
export async function sendInvitations(
  queries: Queries,
  told: ToldMeeting,
  to: {
    readonly guests: readonly KeptGuest[]
    readonly method: Exclude<CalendarMethod, 'publish'>
    /** Those who were invited before: to them it is a change. */
    readonly known?: readonly KeptGuest[]
  },
): Promise<void> {
  const { method, known = [] } = to
  for (const guest of to.guests) {
    const calendar = calendarText(eventOf(told, guest), method, guest.address)
    await queueDelivery(queries, {
      ...(method === 'cancel' ? cancellation(told) : invitation(told, guest, isAmong(known, guest))),
      kind: 'meeting',
      to: guest.address,
      about: `The meeting of ${reference(told.incident)}`,
      attachments: [calendarFile(calendar, method)],
      now: told.now,
    })
  }
}

/** Whether somebody is among these guests: an address is invited once. */
export function isAmong(guests: readonly KeptGuest[], { address }: KeptGuest): boolean {
  return guests.some((each) => each.address === address)
}

function calendarFile(calendar: string, method: CalendarMethod): Attachment {
  return {
    name: 'meeting.ics',
    type: `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
    contentBase64: Buffer.from(calendar).toString('base64'),
  }
}

/** The event as a calendar keeps it; its title has no more than the number, for calendars are read by others. */
export function eventOf(told: ToldMeeting, guest: Pick<KeptGuest, 'kind'>): CalendarEvent {
  const { meeting, date, incident, installation, now } = told
  return {
    ...{ meetingId: meeting.id, sequence: date.sequence, startsAt: date.startsAt, place: date.place, now },
    title: `Review of ${reference(incident)}`,
    text: [PURPOSE, ...agendaOf(told).map(({ title }) => title), `Join: ${joinLink(told, guest)}`].join('\n'),
    url: joinLink(told, guest),
    minutes: agendaLength_min(meeting.agenda),
    organizer: { name: installation, email: date.organizer },
  }
}

const PURPOSE =
  'We want to understand what it looked like at the time, and what in our systems let it through. Nobody is on trial here; everyone may pass.'

/** Those with an account meet on the page; everybody else takes a seat by the link, which asks for no name. */
function joinLink(told: ToldMeeting, { kind }: Pick<KeptGuest, 'kind'>): string {
  const { meeting, incident, strongbox, publicUrl } = told
  const { guestSealed } = meeting
  const secret = guestSealed === null ? null : strongbox.open(guestSealed, meeting.id)
  if (kind === 'person' || secret === null) return `${publicUrl}/incidents/${reference(incident)}/meeting`
  return `${publicUrl}/meeting/${secret}`
}

function whenAndWhere({ date }: ToldMeeting): string {
  const when = clockInZone(date.startsAt, date.zone)
  return date.place === '' ? when : `${when}, ${date.place}`
}

function invitation(told: ToldMeeting, guest: KeptGuest, isChange: boolean): Letter {
  const { date, incident, record } = told
  const word = isChange ? 'Changed' : 'Invitation'
  return setLetter({
    subject: `${word}: review of ${reference(incident)}, ${clockInZone(date.startsAt, date.zone)}`,
    opening: `${record.title}. We meet ${whenAndWhere(told)}. ${PURPOSE}`,
    parts: [
      {
        heading: 'Whether you come',
        items: [
          {
            title: 'No sign-in is needed',
            lines: [
              'Whoever may invite to this meeting sees it. It is counted nowhere and forgotten afterwards.',
            ],
            links: [answerLink(told, guest, 'coming'), answerLink(told, guest, 'not-coming')],
          },
        ],
      },
      { heading: 'Agenda', items: agendaOf(told) },
      {
        heading: 'Before',
        items: [
          {
            title: 'The draft comes a day ahead',
            lines: ['What reads wrong in it can be said before the meeting or there.'],
            links: guest.kind === 'person' ? [{ label: 'The review', url: reviewLink(told) }] : [],
          },
        ],
      },
    ],
    closing: 'You get this because you were invited. The file with it puts the meeting into a calendar.',
    settings: { label: 'Join', url: joinLink(told, guest) },
    unsubscribe: null,
  })
}

function answerLink(
  { date, strongbox, publicUrl }: ToldMeeting,
  { address }: KeptGuest,
  answer: GuestAnswer,
): LetterLink {
  const { meetingId, startsAt } = date
  const secret = sealInvitation(strongbox, { meetingId, address, startsAt, answer })
  return { label: guestAnswers[answer].label, url: `${publicUrl}/invited#${secret}` }
}

function reviewLink({ publicUrl, incident }: ToldMeeting): string {
  return `${publicUrl}/incidents/${reference(incident)}/story`
}

function agendaOf({ meeting, date, record }: ToldMeeting): readonly LetterItem[] {
  return agendaLines(meeting.agenda, date, record).map(({ clock, minutes, name, about }) => ({
    title: `${clock}  ${name}, ${minutes} min`,
    lines: about,
    links: [],
  }))
}

function cancellation(told: ToldMeeting): Letter {
  const { date, incident } = told
  const when = clockInZone(date.startsAt, date.zone)
  return setLetter({
    subject: `Cancelled: review of ${reference(incident)}, ${when}`,
    opening: `The meeting of ${when} does not take place, or goes on without you being asked to come. The review goes on.`,
    parts: [],
    closing: 'You get this because you were invited. The file with it takes the meeting out of a calendar.',
    settings: { label: 'The review', url: reviewLink(told) },
    unsubscribe: null,
  })
}

/** Longest draft that goes into a letter; a longer one is read in the review. */
const LONGEST_DRAFT = 100_000

/** Queues the draft for each guest, once however often it is asked for. */
export async function sendDrafts(queries: Queries, told: ToldMeeting): Promise<void> {
  const { date, incident, record, now } = told
  const when = clockInZone(date.startsAt, date.zone)
  // A letter carries no picture: its words stand in its place.
  const sections = record.sections.map((each) => ({ ...each, text: withholdImages(each.text).text }))
  const draft = withoutComments(writeMarkdown({ ...record, sections })).trim()
  for (const guest of date.guests) {
    const opening = `We meet ${whenAndWhere(told)}. This is the draft as it stands, with roles in the place of names; what reads wrong to you can be said there, or before.`
    const links = [
      ...(guest.kind === 'person' ? [`The review: ${reviewLink(told)}`] : []),
      `Join: ${joinLink(told, guest)}`,
    ]
    await queueDelivery(queries, {
      kind: 'meeting',
      to: guest.address,
      subject: `Draft: review of ${reference(incident)}, before ${when}`,
      text: [opening, links.join('\n'), ...(draft.length > LONGEST_DRAFT ? [] : [draft])].join('\n\n'),
      about: `The draft of ${reference(incident)} before its meeting`,
      onceKey: `draft ${date.meetingId} ${date.draftsRound} ${guest.address}`,
      now,
    })
  }
}
