/**
 * Seats of a meeting: a secret of one device, and what can be done from it. No seat leads to a person, and nothing
 * that is read leads back to a seat.
 */
import { randomInt } from 'node:crypto'
import { SMALLEST_GROUP } from '@secondstory/review/model/bands'
import type { ExitAnswer, Hand, Paper, Round } from '@secondstory/review/model/meetings'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { touchMeeting } from './meetings.ts'

/** A seat, as its device sees it. */
export interface Seat {
  readonly id: string
  readonly meetingId: string
  readonly isHandUp: boolean
  readonly hasLeft: boolean
}

/** Takes a seat. */
export async function addSeat(
  queries: Queries,
  seat: { readonly meetingId: string; readonly secretHash: Buffer },
): Promise<void> {
  await queries
    .insertInto('meeting_seats')
    .values({ id: newId(), meeting_id: seat.meetingId, secret_hash: seat.secretHash })
    .execute()
}

/** The seat of a device with the version of its meeting: one row by one index, for those who look every second. */
export async function findSeat(
  queries: Queries,
  secretHash: Buffer,
): Promise<{ readonly seat: Seat; readonly version: number } | null> {
  const row = await queries
    .selectFrom('meeting_seats')
    .innerJoin('meetings', 'meetings.id', 'meeting_seats.meeting_id')
    .innerJoin('incidents', 'incidents.id', 'meetings.incident_id')
    .select([
      'meeting_seats.id',
      'meeting_seats.meeting_id',
      'meeting_seats.hand_at',
      'meeting_seats.has_left',
    ])
    .select('meetings.version')
    .where('meeting_seats.secret_hash', '=', secretHash)
    .where('incidents.removed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const seat = {
    id: row.id,
    meetingId: row.meeting_id,
    isHandUp: row.hand_at !== null,
    hasLeft: row.has_left,
  }
  return { seat, version: row.version }
}

/** Puts a hand up, or forgets it. */
export async function markHand(
  queries: Queries,
  hand: { readonly seatId: string; readonly at: string | null; readonly toldBy: string },
): Promise<string | null> {
  const row = await queries
    .updateTable('meeting_seats')
    .set({ hand_at: hand.at, hand_told_by: hand.at === null ? '' : hand.toldBy })
    .where('id', '=', hand.seatId)
    .returning('meeting_id')
    .executeTakeFirst()
  if (row !== undefined) await touchMeeting(queries, row.meeting_id)
  return row?.meeting_id ?? null
}

/** Hands that are up, the one that waits longest first. */
export async function listHands(queries: Queries, meetingId: string): Promise<readonly Hand[]> {
  const rows = await queries
    .selectFrom('meeting_seats')
    .select(['id', 'hand_told_by'])
    .where('meeting_id', '=', meetingId)
    .where('hand_at', 'is not', null)
    .orderBy('hand_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, hand_told_by: toldBy }) => ({ id, toldBy }))
}

/** Opens a silent round; an earlier one that was never read is closed by it unread. */
export async function addRound(
  queries: Queries,
  round: { readonly meetingId: string; readonly ask: string },
  at: string,
): Promise<void> {
  await queries
    .insertInto('meeting_rounds')
    .values({ id: newId(), meeting_id: round.meetingId, ask: round.ask, opened_at: at })
    .execute()
  await touchMeeting(queries, round.meetingId)
}

/** The newest round of a meeting with its papers; texts are read only once it is released. */
export async function findRound(queries: Queries, meetingId: string): Promise<Round | null> {
  const row = await queries
    .selectFrom('meeting_rounds')
    .select(['id', 'ask', 'released_at'])
    .where('meeting_id', '=', meetingId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const papers = await queries
    .selectFrom('meeting_papers')
    .select(['id', 'text', 'told_by'])
    .where('round_id', '=', row.id)
    .orderBy('id')
    .execute()
  return {
    id: row.id,
    ask: row.ask,
    written: papers.length,
    releasedAt: row.released_at,
    papers:
      row.released_at === null ? [] : papers.map(({ id, text, told_by: toldBy }) => ({ id, text, toldBy })),
  }
}

/** Lets everybody read at once, and forgets which paper came from which seat. */
export async function releaseRound(queries: Queries, meetingId: string, at: string): Promise<boolean> {
  const round = await queries
    .updateTable('meeting_rounds')
    .set({ released_at: at })
    .where('meeting_id', '=', meetingId)
    .where('released_at', 'is', null)
    .where('id', '=', (select) =>
      select
        .selectFrom('meeting_rounds as newest')
        .select('newest.id')
        .where('newest.meeting_id', '=', meetingId)
        .orderBy('newest.opened_at', 'desc')
        .orderBy('newest.id', 'desc')
        .limit(1),
    )
    .returning('id')
    .executeTakeFirst()
  if (round === undefined) return false
  await queries
    .updateTable('meeting_papers')
    .set({ seat_id: null })
    .where('round_id', '=', round.id)
    .execute()
  await touchMeeting(queries, meetingId)
  return true
}

/** Lays a paper on the table, or writes it anew; an empty one is taken back. */
export async function savePaper(
  queries: Queries,
  paper: { readonly roundId: string; readonly seatId: string } & Omit<Paper, 'id'>,
): Promise<void> {
  if (paper.text.trim() === '') {
    await queries
      .deleteFrom('meeting_papers')
      .where('round_id', '=', paper.roundId)
      .where('seat_id', '=', paper.seatId)
      .execute()
    return
  }
  const words = { text: paper.text, told_by: paper.toldBy }
  await queries
    .insertInto('meeting_papers')
    .values({ round_id: paper.roundId, seat_id: paper.seatId, ...words })
    .onConflict((conflict) => conflict.columns(['round_id', 'seat_id']).doUpdateSet(words))
    .execute()
}

/** A seat of a meeting as it is read with all the others. */
export interface SeatAmongAll extends Omit<Seat, 'meetingId'> {
  readonly secretHash: Buffer
  /** What it wrote in a round that is not read yet. */
  readonly mine: string
}

/** Seats of a meeting with what each wrote in a round; null: in none. One question for two hundred of them. */
export async function listSeats(
  queries: Queries,
  of: { readonly meetingId: string; readonly roundId: string | null },
): Promise<readonly SeatAmongAll[]> {
  const rows = await queries
    .selectFrom('meeting_seats')
    .leftJoin('meeting_papers', (join) =>
      join
        .onRef('meeting_papers.seat_id', '=', 'meeting_seats.id')
        .on('meeting_papers.round_id', '=', of.roundId),
    )
    .select(['meeting_seats.id', 'secret_hash', 'hand_at', 'has_left', 'meeting_papers.text'])
    .where('meeting_seats.meeting_id', '=', of.meetingId)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    secretHash: row.secret_hash,
    isHandUp: row.hand_at !== null,
    hasLeft: row.has_left,
    mine: row.text ?? '',
  }))
}

/** Keeps the two answers of somebody who leaves; false when this seat answered before. */
export async function addExit(queries: Queries, seat: Seat, answer: ExitAnswer): Promise<boolean> {
  const left = await queries
    .updateTable('meeting_seats')
    .set({ has_left: true })
    .where('id', '=', seat.id)
    .where('has_left', '=', false)
    .executeTakeFirst()
  if (left.numUpdatedRows === 0n) return false
  await addAmongFive(queries, seat.meetingId, answer)
  await touchMeeting(queries, seat.meetingId)
  return true
}

/**
 * Lays an answer among the last unfinished five and shuffles these. They are written anew, so that a seat that left and
 * an answer that came have neither their place nor their transaction in common; fives are shown whole, so their order
 * among each other stays.
 */
async function addAmongFive(queries: Queries, meetingId: string, answer: ExitAnswer): Promise<void> {
  const all = await queries
    .selectFrom('meeting_exits')
    .select(['number', 'learned', 'evaluated'])
    .where('meeting_id', '=', meetingId)
    .orderBy('number')
    .execute()
  const unfinished = all.slice(all.length - (all.length % SMALLEST_GROUP))
  for (const { number } of unfinished) {
    await queries.deleteFrom('meeting_exits').where('number', '=', number).execute()
  }
  const left = [...unfinished.map(({ learned, evaluated }) => ({ learned, evaluated })), answer]
  while (left.length > 0) {
    const [next] = left.splice(randomInt(left.length), 1)
    if (next === undefined) return
    await queries
      .insertInto('meeting_exits')
      .values({ meeting_id: meetingId, ...next })
      .execute()
  }
}

/** The answers of a meeting, in the order they came. */
export async function listExits(queries: Queries, meetingId: string): Promise<readonly ExitAnswer[]> {
  return queries
    .selectFrom('meeting_exits')
    .select(['learned', 'evaluated'])
    .where('meeting_id', '=', meetingId)
    .orderBy('number')
    .execute()
}
