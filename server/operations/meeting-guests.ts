/** The guests of a meeting: whom a review suggests, where letters to them go, and how they are shown to those who invite. */
import type { Guest, GuestAnswer, MeetingDate } from '@secondstory/review/model/meeting-dates'
import type { Person } from '@secondstory/review/model/people'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { findDate, type KeptDate, type KeptGuest } from '../store/meeting-dates.ts'
import { listParticipants } from '../store/participants.ts'
import { listPeople } from '../store/people.ts'
import { readReviewPeople } from '../store/review-people.ts'
import { listTeams } from '../store/teams.ts'
import { addressOf } from './addresses.ts'
import { found } from './answers.ts'
import { ofIncident } from './fields.ts'
import { operation, Refusal } from './operation.ts'

/** A meeting is one room; a crowd is told by other ways. */
export const MOST_GUESTS = 200

/** Everybody who was named, each address once: people first, then those described, then bare addresses. */
export async function guestsOf(
  queries: Queries,
  given: {
    readonly incidentId: string
    readonly personIds: readonly string[]
    readonly participantIds: readonly string[]
    readonly addresses: readonly string[]
  },
): Promise<readonly KeptGuest[]> {
  const everyone = await listPeople(queries)
  const register = await listParticipants(queries, given.incidentId)
  const people = given.personIds.map((personId): KeptGuest => {
    const person = found(everyone.find(({ id }) => id === personId) ?? null, 'person')
    if (!person.isActive) {
      throw new Refusal('not-ready', `The account of ${person.name} is closed; a keeper can reopen it.`)
    }
    return { kind: 'person', id: person.id, address: person.email }
  })
  const described = given.participantIds.map((participantId): KeptGuest => {
    const row = found(register.find(({ id }) => id === participantId) ?? null, 'participant')
    const address = addressOf(row, everyone)
    if (address !== null) return { kind: 'participant', id: row.id, address }
    const sentence = `We know no address for ${row.role}; invite them by one of their own.`
    throw new Refusal('not-ready', sentence, {
      blockers: [{ rule: 'no-address', sentence, place: { tab: 'meeting', id: row.id } }],
    })
  })
  const bare = given.addresses.map((address): KeptGuest => ({ kind: 'address', id: address, address }))
  const all = [...people, ...described, ...bare]
  const once = all.filter((guest, at) => all.findIndex(({ address }) => address === guest.address) === at)
  if (once.length <= MOST_GUESTS) return once
  throw new Refusal(
    'too-large',
    `${once.length} guests were named and an invitation takes ${MOST_GUESTS}; the link of the meeting reaches the rest.`,
  )
}

/** The date of a meeting as it is shown; null before one is set and when it was cancelled. */
export async function dateOfMeeting(
  queries: Queries,
  incidentId: string,
  meetingId: string,
): Promise<MeetingDate | null> {
  const kept = await findDate(queries, meetingId)
  return kept === null || kept.isCancelled ? null : shownDate(queries, incidentId, kept)
}

/** A date with its guests by name, by role or by address. */
export async function shownDate(queries: Queries, incidentId: string, kept: KeptDate): Promise<MeetingDate> {
  const { meetingId: _meeting, organizer: _organizer, draftsRound: _round, guests, ...date } = kept
  const names = new Map((await listPeople(queries)).map(({ id, name }) => [id, name]))
  const roles = new Map((await listParticipants(queries, incidentId)).map(({ id, role }) => [id, role]))
  return { ...date, guests: guests.map((guest) => shownGuest(guest, { names, roles })) }
}

/** Those who are invited, by name, by role or by address, and what each has said. */
export async function answersOf(
  queries: Queries,
  incidentId: string,
  kept: KeptDate,
): Promise<readonly (Guest & { readonly answer: GuestAnswer | null })[]> {
  const { guests } = await shownDate(queries, incidentId, kept)
  return guests.map((guest, at) => ({ ...guest, answer: kept.guests[at]?.answer ?? null }))
}

function shownGuest(
  { kind, id, address }: KeptGuest,
  { names, roles }: Readonly<Record<'names' | 'roles', ReadonlyMap<string, string>>>,
): Guest {
  if (kind === 'address') return { kind, id, label: address }
  const label = kind === 'person' ? names.get(id) : roles.get(id)
  return { kind, id, label: label ?? 'somebody who left' }
}

/** Who could be invited: those of the team and those named, and everybody described, by role. */
export interface MeetingGuests {
  readonly people: readonly { readonly personId: string; readonly name: string; readonly because: string }[]
  readonly roles: readonly {
    readonly participantId: string
    readonly role: string
    /** Whether a letter can reach them; which address it is stays in the register. */
    readonly hasAddress: boolean
  }[]
}

/** Lists whom the review itself suggests to invite. */
export const listMeetingGuests = operation({
  name: 'listMeetingGuests',
  about:
    'Lists whom a review suggests to invite: its team, those named for it, and those described, by role.',
  access: 'member',
  needs: 'name',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store: { queries } }): Promise<MeetingGuests> => {
    found(await findIncident(queries, { id: incidentId }), 'incident')
    const everyone = await listPeople(queries)
    const register = await listParticipants(queries, incidentId)
    return {
      people: await suggestedPeople(queries, incidentId, everyone),
      roles: register.map((row) => ({
        participantId: row.id,
        role: row.role,
        hasAddress: addressOf(row, everyone) !== null,
      })),
    }
  },
})

async function suggestedPeople(
  queries: Queries,
  incidentId: string,
  everyone: readonly Person[],
): Promise<MeetingGuests['people']> {
  const { teams, people } = await readReviewPeople(queries, incidentId)
  const owners = (await listTeams(queries)).filter((team) => teams.some(({ id }) => id === team.id))
  const because = new Map([
    ...owners.flatMap(({ name, members }) => members.map(({ personId }) => [personId, name] as const)),
    ...people.map(({ personId, roles }) => [personId, roles.join(', ')] as const),
  ])
  return everyone
    .filter(({ id, isActive }) => isActive && because.has(id))
    .map(({ id, name }) => ({ personId: id, name, because: because.get(id) ?? '' }))
}
