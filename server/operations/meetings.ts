/** The meeting of a review: the wall everybody sees, and the lines that are kept of the hour. */

import {
  emptyFloor,
  entryKinds,
  keptAs,
  kindBlockers,
  longestPart_min,
  type Meeting,
  type MeetingEntry,
  type Move,
  meetingParts,
  moveBlockers,
  moved,
  soakBlockers,
  themeBlockers,
  usualAgenda,
  usualSoak_days,
} from '@secondstory/review/model/meetings'
import { shortened } from '@secondstory/review/model/shortened'
import { strengthAnswers } from '@secondstory/review/model/strength'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { forgetGuests } from '../store/meeting-dates.ts'
import {
  addEntry,
  addMeeting,
  findMeeting,
  listEntries,
  lockEntry,
  lockMeeting,
  type MeetingRow,
  saveEntry,
  saveGuestLink,
  saveMeeting,
  touchMeeting,
  versionOfMeeting,
} from '../store/meetings.ts'
import { removeRows } from '../store/removals.ts'
import { proposeAction } from './actions.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { id, line, type Nothing, ofIncident, ofRow, prose, type Removed, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { type Wall, wallOf } from './meeting-wall.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { lookAgain } from './walls.ts'

const minutes = z.int().min(0).max(longestPart_min)
const agenda = z.object({
  opening: minutes,
  timeline: minutes,
  conditions: minutes,
  changes: minutes,
  closing: minutes,
})

/** Opens the meeting of an incident. While one is planned or under way, that one is answered. */
export const openMeeting = operation({
  name: 'openMeeting',
  about: 'Opens the meeting of a review, with the usual agenda and a link for guests; one at a time.',
  access: 'member',
  changes: true,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<Meeting> =>
    hands.store.transaction(async (queries) => plain(await ensureMeeting(queries, incidentId, hands))),
})

/** The meeting of an incident that is planned or under way; opened where there is none. */
export async function ensureMeeting(queries: Queries, incidentId: string, hands: Hands): Promise<MeetingRow> {
  // Held, so that two who open at once open one.
  found(await lockIncident(queries, incidentId), 'incident')
  const newest = await findMeeting(queries, { incidentId })
  if (newest !== null && newest.floor.state !== 'ended') return newest
  const made = { incidentId, agenda: usualAgenda, floor: emptyFloor, soak_days: usualSoak_days }
  const meeting = await addMeeting(queries, made, by(hands))
  await linkGuests(queries, meeting.id, hands)
  return found(await findMeeting(queries, { id: meeting.id }), 'meeting')
}

async function linkGuests(queries: Queries, meetingId: string, hands: Hands): Promise<void> {
  const secret = newSecret()
  const sealed = hands.strongbox.seal(secret, meetingId)
  await saveGuestLink(queries, meetingId, { hash: hashSecret(secret), sealed })
}

function plain({ guestSealed: _sealed, ...meeting }: MeetingRow): Meeting {
  return meeting
}

/** What a look at the wall answers: all of it, or that nothing changed since the version that was seen. */
export type WallSeen = { readonly isSame: true } | { readonly isSame: false; readonly wall: Wall | null }

/** The wall. Whoever looks every second names the version they have and costs one row while nothing changes. */
export const readMeeting = operation({
  name: 'readMeeting',
  about: 'Reads the wall of the newest meeting of an incident, or says that nothing changed since a version.',
  access: 'member',
  changes: false,
  input: z.object({
    incidentId: id,
    /** What is on the screen already. */
    seen: z.object({ meetingId: id, version }).optional(),
    /** Waits some seconds for news, in place of asking again and again. */
    waits: z.boolean().optional(),
  }),
  run: async ({ incidentId, seen, waits }, hands): Promise<WallSeen> => {
    const { queries } = hands.store
    if (seen !== undefined) {
      const look = () => versionOfMeeting(queries, seen.meetingId)
      const isNews = (now: number | null) => now !== seen.version
      const patient = waits === true ? lookAgain(hands.walls, seen.meetingId, { look, isNews }) : look()
      if (!isNews(await patient)) return { isSame: true }
    }
    found(await findIncident(queries, { id: incidentId }), 'incident')
    const meeting = await findMeeting(queries, { incidentId })
    return { isSame: false, wall: meeting === null ? null : await wallOf(meeting, hands) }
  },
})

/** Adjusts the agenda or how long ideas rest. The last one who adjusts it decides. */
export const correctMeeting = operation({
  name: 'correctMeeting',
  about: 'Adjusts the minutes of a meeting and how many working days its ideas rest.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ id, agenda: agenda.optional(), soak_days: z.int().min(0).max(30).optional() }),
  run: async ({ id: meetingId, ...given }, hands): Promise<Meeting> =>
    changeMeeting(meetingId, hands, (before) => corrected(before, given)),
})

const move = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['start', 'pause', 'resume', 'agree', 'disagree', 'poll', 'end']) }),
  z.object({ kind: z.literal('part'), part: z.enum(meetingParts) }),
  z.object({ kind: z.literal('card'), questionId: line(60).nullable() }),
  z.object({ kind: z.literal('walk'), eventId: id.nullable() }),
])

/** Moves the wall: starts, goes to a part, turns a card, walks to an event, agrees on the timeline, ends. */
export const markMeeting = operation({
  name: 'markMeeting',
  about:
    'Moves the wall of a meeting: start, pause, resume, a part, a card, an event of the walk, the timeline agreed, the exit questions, the end.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ id, move }),
  run: async (given, hands): Promise<Meeting> =>
    hands.store.transaction(async (queries) => {
      const before = found(await lockMeeting(queries, given.id), 'meeting')
      refuseFor(moveBlockers(before.floor, given.move))
      await refuseStrangeEvent(queries, before, given.move)
      const after = { ...before, floor: moved(before.floor, given.move, hands.now) }
      // Cards and steps of the walk pass by; who turned them is nobody's business a week later.
      const isPassing = given.move.kind === 'card' || given.move.kind === 'walk'
      if (given.move.kind === 'end') await forgetGuests(queries, { meetingId: before.id })
      return plain(await saveMeeting(queries, { before, after, isPassing }, by(hands)))
    }),
})

async function refuseStrangeEvent(queries: Queries, { incidentId }: Meeting, made: Move): Promise<void> {
  if (made.kind !== 'walk' || made.eventId === null) return
  refuseStrangers(
    await strangers(queries, 'timeline_events', { incidentId, ids: [made.eventId] }),
    'timeline event',
  )
}

async function changeMeeting(
  meetingId: string,
  hands: Hands,
  change: (before: MeetingRow) => MeetingRow,
): Promise<Meeting> {
  return hands.store.transaction(async (queries) => {
    const before = found(await lockMeeting(queries, meetingId), 'meeting')
    return plain(await saveMeeting(queries, { before, after: change(before) }, by(hands)))
  })
}

const text = prose(4000).pipe(z.string().trim().min(1))

/** Keeps a note, a theme or an idea. An idea that comes before the timeline is agreed waits in the parking lot. */
export const addMeetingEntry = operation({
  name: 'addMeetingEntry',
  about:
    'Keeps a note, a theme, an idea or a parked fix of a meeting; an idea is parked until the timeline is agreed.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ meetingId: id, kind: z.enum(entryKinds), text }),
  run: async (given, hands): Promise<MeetingEntry> =>
    hands.store.transaction(async (queries) =>
      keepEntry(queries, found(await lockMeeting(queries, given.meetingId), 'meeting'), { ...given, hands }),
    ),
})

/** Keeps a line of a meeting that is locked, with roles in the place of names. */
export async function keepEntry(
  queries: Queries,
  meeting: Meeting,
  given: { readonly kind: MeetingEntry['kind']; readonly text: string; readonly hands: Hands },
): Promise<MeetingEntry> {
  const kept = keptAs(given.kind, meeting.floor)
  if (kept.kind === 'theme') refuseFor(themeBlockers(await countThemes(queries, meeting.id)))
  const entered = await rolesOnEntry(queries, meeting.incidentId, { text: given.text })
  const owned = { incidentId: meeting.incidentId, meetingId: meeting.id }
  const entry = await addEntry(queries, { ...owned, ...kept, ...entered }, by(given.hands))
  await touchMeeting(queries, meeting.id)
  return entry
}

async function countThemes(queries: Queries, meetingId: string): Promise<number> {
  return (await listEntries(queries, meetingId)).filter(({ kind }) => kind === 'theme').length
}

/** Corrects a line, or makes it another kind: what was parked becomes an idea once the timeline is agreed. */
export const correctMeetingEntry = operation({
  name: 'correctMeetingEntry',
  about: 'Corrects a line of a meeting, or takes it out of the parking lot once the timeline is agreed.',
  access: 'member',
  touches: 'meeting_entries',
  changes: true,
  input: z.object({ id, version, kind: z.enum(entryKinds).optional(), text: text.optional() }),
  run: async ({ version: seen, ...given }, hands): Promise<MeetingEntry> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockEntry(queries, given.id), seen, 'line of the meeting')
      const meeting = found(await lockMeeting(queries, before.meetingId), 'meeting')
      const after = corrected(before, given)
      if (after.kind !== before.kind) {
        refuseFor(kindBlockers(after.kind, meeting.floor))
        if (after.kind === 'theme') refuseFor(themeBlockers(await countThemes(queries, meeting.id)))
      }
      const entered = await rolesOnEntry(queries, before.incidentId, { text: after.text })
      const because = after.kind === 'parked' ? before.because : ''
      const saved = await saveEntry(queries, { before, after: { ...after, ...entered, because } }, by(hands))
      await touchMeeting(queries, meeting.id)
      return saved
    }),
})

/** Removes a line; `undoRemoval` brings it back. */
export const removeMeetingEntry = operation({
  name: 'removeMeetingEntry',
  about: 'Removes a line of a meeting; undoRemoval brings it back.',
  access: 'member',
  touches: 'meeting_entries',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<Removed> =>
    hands.store.transaction(async (queries) => {
      const entry = found(await lockEntry(queries, given.id), 'line of the meeting')
      const removal = { noun: 'meeting entry', incidentId: entry.incidentId, ids: [entry.id] } as const
      const removalId = found(await removeRows(queries, removal, by(hands)), 'line of the meeting')
      await touchMeeting(queries, entry.meetingId)
      return { removalId }
    }),
})

/** Makes an idea that has rested long enough a proposed action; owner and date follow there. */
export const acceptIdea = operation({
  name: 'acceptIdea',
  about: 'Makes an idea of a meeting a proposed action, once it has rested; owner and date follow there.',
  access: 'member',
  touches: 'meeting_entries',
  changes: true,
  input: z.object({
    id,
    kind: proposeAction.input.shape.kind.default('process'),
    priority: proposeAction.input.shape.priority.default('P2'),
    strength: proposeAction.input.shape.strength,
  }),
  run: async (given, hands): Promise<MeetingEntry> =>
    hands.store.transaction(async (queries) => {
      const before = found(await lockEntry(queries, given.id), 'idea')
      const meeting = found(await lockMeeting(queries, before.meetingId), 'meeting')
      refuseFor(soakBlockers(before, meeting.soak_days, hands.now))
      const inside: Hands = { ...hands, store: { queries, transaction: (work) => work(queries) } }
      const { kind, priority, strength } = given
      const action = await proposeAction.run(
        {
          incidentId: before.incidentId,
          // As long as the title of an action may be.
          title: shortened(before.text, 300),
          ...{ kind, priority, strength, ...strengthAnswers(strength) },
        },
        inside,
      )
      const saved = await saveEntry(queries, { before, after: { ...before, actionId: action.id } }, by(hands))
      await touchMeeting(queries, meeting.id)
      return saved
    }),
})

/** Ends the link of the guests and makes another: who has a seat keeps it. */
export const correctGuestLink = operation({
  name: 'correctGuestLink',
  about: 'Ends the link of a meeting for guests and makes another; seats that were taken stay.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const meeting = found(await lockMeeting(queries, given.id), 'meeting')
      await linkGuests(queries, meeting.id, hands)
    })
    return {}
  },
})
