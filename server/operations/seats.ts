/**
 * Taking part in a meeting: a seat is a secret of one device, taken with the link of the meeting or by someone signed
 * in. From it a hand goes up, a paper is written, an idea is parked, two questions are answered. No name is asked for.
 */
import { exitChoices, type Floor, type MeetingEntry, type Paper } from '@secondstory/review/model/meetings'
import { findQuestion } from '@secondstory/review/model/questions'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { findDate } from '../store/meeting-dates.ts'
import { findMeeting, findMeetingOfGuest, lockMeeting, touchMeeting } from '../store/meetings.ts'
import { listOwnQuestions } from '../store/questions.ts'
import {
  addExit,
  addRound,
  addSeat,
  findRound,
  findSeat,
  listHands,
  listSeats,
  markHand as markRow,
  releaseRound as releaseRow,
  type Seat,
  savePaper,
} from '../store/seats.ts'
import { findEvent } from '../store/timeline.ts'
import { found, refuseFor } from './answers.ts'
import { id, line, lineOrNothing, type Nothing, prose, secret, version } from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { keepEntry } from './meetings.ts'
import { readRegister, roleBlockers } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'
import { permitOnRecord } from './permission.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { lookAgain, type SeenByAll, type SeenByOne } from './walls.ts'

/** A whole meeting may sit behind one address of the office. */
const SEATS = { most: 500, within_ms: 3_600_000 } as const

/** Takes a seat: with the link of the meeting, or signed in as someone who works on reviews. */
export const startSeat = operation({
  name: 'startSeat',
  about:
    'Takes a seat in a meeting, with its link or as a member; answers the secret of the seat. No name is kept.',
  access: 'anyone',
  touches: 'meetings',
  needs: 'read',
  changes: true,
  input: z
    .object({ link: secret.optional(), meetingId: id.optional() })
    .refine(({ link, meetingId }) => (link === undefined) !== (meetingId === undefined), {
      error: 'expected exactly one of link and meetingId',
    }),
  run: async ({ link, meetingId }, hands): Promise<{ readonly seat: string; readonly meetingId: string }> => {
    hands.attempts.count(`seat ${hands.from}`, SEATS, hands.now)
    const { queries } = hands.store
    if (meetingId !== undefined) refuseUnlessMember(hands)
    const meeting = found(
      await (link === undefined
        ? findMeeting(queries, { id: meetingId ?? '' })
        : findMeetingOfGuest(queries, hashSecret(link))),
      'meeting',
    )
    if (meetingId !== undefined) {
      await permitOnRecord({ name: 'startSeat', incidentId: meeting.incidentId, needs: 'read' }, hands)
    }
    if (meeting.floor.state === 'ended' && isLongOver(meeting.floor, hands.now)) throw over()
    const seat = newSecret()
    await addSeat(queries, { meetingId: meeting.id, secretHash: hashSecret(seat) })
    return { seat, meetingId: meeting.id }
  },
})

/** The link is good for one meeting and the day after it, for those who answer late. */
const GRACE_MS = 86_400_000

function isLongOver({ endedAt }: Floor, now: string): boolean {
  return endedAt !== null && Date.parse(now) - Date.parse(endedAt) > GRACE_MS
}

function over(): Refusal {
  return new Refusal(
    'not-found',
    'This meeting is over, and its link with it; the review goes on without it.',
  )
}

function refuseUnlessMember(hands: Hands): void {
  const { role } = asked(hands)
  if (role !== 'reader') return
  throw new Refusal(
    'not-allowed',
    'This meeting belongs to a review under work. Its link or its code gives a seat to everyone who was invited.',
  )
}

/** What somebody in a seat sees. */
export interface SeatSeen extends Omit<SeenByAll, 'round' | 'seats'>, Omit<SeenByOne, 'mine'> {
  readonly round: {
    readonly id: string
    readonly ask: string
    readonly isReleased: boolean
    /** What this seat wrote, until all of it is read. */
    readonly mine: string
    readonly papers: readonly Paper[]
  } | null
  readonly now: string
}

const ofSeat = z.object({ seat: secret })

/** What a look from a seat answers. */
type SeatLook = { readonly isSame: true } | { readonly isSame: false; readonly seat: SeatSeen }

/** What a seat sees, or that nothing changed since a version. */
export const readSeat = operation({
  name: 'readSeat',
  about: 'Reads what somebody in a seat of a meeting sees, or says that nothing changed since a version.',
  access: 'anyone',
  touches: 'own',
  changes: false,
  input: ofSeat.extend({
    seen: version.optional(),
    /** Waits some seconds for news, in place of asking again and again. */
    waits: z.boolean().optional(),
  }),
  run: async ({ seat, seen, waits }, hands): Promise<SeatLook> => {
    const hash = hashSecret(seat)
    if (waits !== true || seen === undefined) return lookNow({ hash, seen }, hands)
    // Two hundred phones wait here, so what is remembered is asked before the database is.
    const known = hands.walls.meetingOf(hash.toString('hex'))
    const meetingId = known ?? (await findSeat(hands.store.queries, hash))?.seat.meetingId
    if (meetingId === undefined) throw over()
    return lookAgain(hands.walls, meetingId, {
      // Once in a while the database is asked all the same: what was not heard of is seen then.
      look: (isLate) =>
        isLate ? lookNow({ hash, seen }, hands) : lookTogether({ hash, seen, meetingId }, hands),
      isNews: ({ isSame }) => !isSame,
    })
  },
})

/** A look that asks the database which version there is. */
async function lookNow(
  at: { readonly hash: Buffer; readonly seen: number | undefined },
  hands: Hands,
): Promise<SeatLook> {
  const here = await findSeat(hands.store.queries, at.hash)
  if (here === null) throw over()
  if (here.version === at.seen) return { isSame: true }
  const { meetingId } = here.seat
  const read = () => seenByAll(hands.store.queries, meetingId)
  const all = await hands.walls.seenSince({ meetingId, version: here.version }, read)
  return { isSame: false, seat: await seenFrom(all, at.hash, hands) }
}

/** A look with everybody else's: since the last change that was heard of. */
async function lookTogether(
  at: { readonly hash: Buffer; readonly seen: number; readonly meetingId: string },
  hands: Hands,
): Promise<SeatLook> {
  const all = await hands.walls.seen(at.meetingId, () => seenByAll(hands.store.queries, at.meetingId))
  if (all.version === at.seen) return { isSame: true }
  return { isSame: false, seat: await seenFrom(all, at.hash, hands) }
}

async function seenFrom(
  { seats, round, ...all }: SeenByAll,
  hash: Buffer,
  { store, now }: Hands,
): Promise<SeatSeen> {
  // Somebody who came in after the last change is not among those who were read with it.
  const own = seats.get(hash.toString('hex')) ?? (await newcomer(store.queries, hash))
  const { mine, ...shown } = own
  const isReleased = round !== null && round.releasedAt !== null
  return {
    ...all,
    round: round === null ? null : { id: round.id, ask: round.ask, isReleased, mine, papers: round.papers },
    ...shown,
    now,
  }
}

async function newcomer(queries: Queries, hash: Buffer): Promise<SeenByOne> {
  const here = await findSeat(queries, hash)
  if (here === null) throw over()
  const { isHandUp, hasLeft } = here.seat
  return { isHandUp, before: 0, hasLeft, mine: '' }
}

async function seenByAll(queries: Queries, meetingId: string): Promise<SeenByAll> {
  const meeting = found(await findMeeting(queries, { id: meetingId }), 'meeting')
  const incident = found(await findIncident(queries, { id: meeting.incidentId }), 'incident')
  const { floor } = meeting
  const event = floor.eventId === null ? null : await findEvent(queries, floor.eventId)
  const date = await findDate(queries, meeting.id)
  const round = await findRound(queries, meeting.id)
  return {
    version: meeting.version,
    title: incident.title,
    startsAt: date === null || date.isCancelled ? null : date.startsAt,
    agenda: meeting.agenda,
    floor,
    card: floor.cardId === null ? null : findQuestion(floor.cardId, await listOwnQuestions(queries)),
    event: event === null ? null : { happenedAt: event.happenedAt, text: event.text },
    round,
    seats: await seatsOf(queries, { meetingId, roundId: round?.releasedAt === null ? round.id : null }),
  }
}

async function seatsOf(
  queries: Queries,
  of: { readonly meetingId: string; readonly roundId: string | null },
): Promise<ReadonlyMap<string, SeenByOne>> {
  const up = await listHands(queries, of.meetingId)
  const places = new Map(up.map(({ id: hand }, place) => [hand, place]))
  const seats = await listSeats(queries, of)
  return new Map(
    seats.map(({ secretHash, id: seat, isHandUp, hasLeft, mine }) => {
      const seen = { isHandUp, before: places.get(seat) ?? 0, hasLeft, mine }
      return [secretHash.toString('hex'), seen]
    }),
  )
}

/** A seat that is still there, with its meeting locked; the meeting's row is what two hundred seats take turns at. */
async function atSeat<Answer>(
  given: string,
  hands: Hands,
  work: (at: {
    readonly queries: Queries
    readonly seat: Seat
    readonly incidentId: string
  }) => Promise<Answer>,
): Promise<Answer> {
  return hands.store.transaction(async (queries) => {
    const here = await findSeat(queries, hashSecret(given))
    if (here === null) throw over()
    const meeting = found(await lockMeeting(queries, here.seat.meetingId), 'meeting')
    return work({ queries, seat: here.seat, incidentId: meeting.incidentId })
  })
}

const toldBy = lineOrNothing(100).default('')

/** Whoever speaks may show a role; a name is refused, as everywhere. */
async function refuseName(queries: Queries, incidentId: string, role: string): Promise<void> {
  const place = { tab: 'meeting', id: null } as const
  refuseFor(roleBlockers(role, await readRegister(queries, incidentId), place))
}

/** Raises the hand of a seat, or lets it down; nothing of it is kept. */
export const markHand = operation({
  name: 'markHand',
  about: 'Raises the hand of a seat, as someone or by a role, or lets it down; nothing of it is kept.',
  access: 'anyone',
  touches: 'own',
  changes: true,
  input: ofSeat.extend({ isUp: z.boolean(), toldBy }),
  run: async (given, hands): Promise<Nothing> =>
    atSeat(given.seat, hands, async ({ queries, seat, incidentId }) => {
      await refuseName(queries, incidentId, given.toldBy)
      const at = given.isUp ? hands.now : null
      if (given.isUp !== seat.isHandUp) await markRow(queries, { seatId: seat.id, at, toldBy: given.toldBy })
      return {}
    }),
})

/** Lets a hand down for whoever guides the meeting: it had its turn. */
export const closeHand = operation({
  name: 'closeHand',
  about: 'Lets a hand of the queue down; nothing of it is kept.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ meetingId: id, handId: id }),
  run: async ({ meetingId, handId }, { store }): Promise<Nothing> => {
    await store.transaction(async (queries) => {
      const up = await listHands(queries, meetingId)
      found(up.find((hand) => hand.id === handId) ?? null, 'hand')
      await markRow(queries, { seatId: handId, at: null, toldBy: '' })
    })
    return {}
  },
})

/** Opens a silent round: one question, everybody writes before anybody reads. */
export const openRound = operation({
  name: 'openRound',
  about: 'Opens a silent round of a meeting: everybody writes to one question before anybody reads.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ meetingId: id, ask: line(300) }),
  run: async (given, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const { floor } = found(await lockMeeting(queries, given.meetingId), 'meeting')
      if (floor.state === 'ended') throw over()
      await addRound(queries, given, hands.now)
    })
    return {}
  },
})

/** Lets everybody read at once; from then on no paper belongs to a seat. */
export const releaseRound = operation({
  name: 'releaseRound',
  about: 'Lets everybody read the papers of a silent round at once; from then on no paper belongs to a seat.',
  access: 'member',
  touches: 'meetings',
  changes: true,
  input: z.object({ meetingId: id }),
  run: async ({ meetingId }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      found(await lockMeeting(queries, meetingId), 'meeting')
      if (!(await releaseRow(queries, meetingId, hands.now))) throw noRound()
    })
    return {}
  },
})

function noRound(): Refusal {
  return new Refusal('conflict', 'No silent round waits to be read; what was written is on the wall already.')
}

/** Writes or rewrites the paper of a seat, until it is read; empty takes it back. */
export const addPaper = operation({
  name: 'addPaper',
  about: 'Writes the paper of a seat in a silent round, until it is read; an empty one is taken back.',
  access: 'anyone',
  touches: 'own',
  changes: true,
  input: ofSeat.extend({ roundId: id, text: prose(2000), toldBy }),
  run: async (given, hands): Promise<Nothing> =>
    atSeat(given.seat, hands, async ({ queries, seat, incidentId }) => {
      const round = await findRound(queries, seat.meetingId)
      if (round === null || round.id !== given.roundId || round.releasedAt !== null) throw noRound()
      await refuseName(queries, incidentId, given.toldBy)
      const entered = await rolesOnEntry(queries, incidentId, { text: given.text })
      await savePaper(queries, { roundId: round.id, seatId: seat.id, toldBy: given.toldBy, ...entered })
      await touchMeeting(queries, seat.meetingId)
      return {}
    }),
})

/** Parks an idea from a seat; once the timeline is agreed it stands among the ideas at once. */
export const addIdea = operation({
  name: 'addIdea',
  about:
    'Parks an idea from a seat of a meeting; once the timeline is agreed it stands among the ideas at once.',
  access: 'anyone',
  touches: 'own',
  changes: true,
  input: ofSeat.extend({ text: prose(2000).pipe(z.string().trim().min(1)) }),
  run: async (given, hands): Promise<Pick<MeetingEntry, 'kind' | 'because'>> =>
    atSeat(given.seat, hands, async ({ queries, seat }) => {
      const meeting = found(await findMeeting(queries, { id: seat.meetingId }), 'meeting')
      // Whoever is signed in on this device stays as unknown as a guest.
      const nobody: Hands = { ...hands, asker: null }
      const entry = await keepEntry(queries, meeting, { kind: 'idea', text: given.text, hands: nobody })
      return { kind: entry.kind, because: entry.because }
    }),
})

/** Answers the two questions on the way out. Once per seat; which answer is whose is kept nowhere. */
export const addExitAnswer = operation({
  name: 'addExitAnswer',
  about:
    'Answers the two questions on the way out of a meeting, once per seat; whose answer it is is kept nowhere.',
  access: 'anyone',
  touches: 'own',
  changes: true,
  input: ofSeat.extend({ learned: z.enum(exitChoices), evaluated: z.enum(exitChoices) }),
  run: async ({ seat: given, learned, evaluated }, hands): Promise<Nothing> =>
    atSeat(given, hands, async ({ queries, seat }) => {
      const meeting = found(await findMeeting(queries, { id: seat.meetingId }), 'meeting')
      if (meeting.floor.pollAt === null) {
        throw new Refusal(
          'not-ready',
          'The two questions are asked at the end of the meeting; they are not open yet.',
        )
      }
      if (!(await addExit(queries, seat, { learned, evaluated }))) {
        throw new Refusal(
          'conflict',
          'This seat has answered already; an answer cannot be found again to change it.',
        )
      }
      return {}
    }),
})
