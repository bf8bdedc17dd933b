/** Rounds of the pulse. Tokens and answers know their round and nothing else, and answers go when it closes. */
import { randomUUID } from 'node:crypto'
import type { PulseAnswer, PulseResult, PulseRound } from '@secondstory/review/model/pulse'
import { sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** A token before it is taken: what it is known by later, and itself, sealed. */
export interface PulseToken {
  readonly hash: Buffer
  readonly sealed: Buffer
}

/** Starts a round with its tokens. */
export async function startPulse(
  queries: Queries,
  round: { readonly endsOn: string; readonly tokens: readonly PulseToken[] },
  author: Author,
): Promise<PulseRound> {
  const id = randomUUID()
  const startedOn = author.at.slice(0, 10)
  await queries
    .insertInto('pulse_rounds')
    .values({ id, started_on: startedOn, ends_on: round.endsOn, closed_on: null, result: null })
    .execute()
  for (const token of round.tokens) {
    await queries
      .insertInto('pulse_tokens')
      .values({ ...token, round_id: id })
      .execute()
  }
  const after: PulseRound = { id, startedOn, endsOn: round.endsOn, closedOn: null, result: null }
  const about = { noun: 'pulse', rowId: id, incidentId: null, verb: 'added' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after }])
  return after
}

/** Rounds, the newest first. */
export async function listPulseRounds(queries: Queries): Promise<readonly PulseRound[]> {
  const rows = await queries
    .selectFrom('pulse_rounds')
    .selectAll()
    .orderBy('started_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    startedOn: row.started_on,
    endsOn: row.ends_on,
    closedOn: row.closed_on,
    result: row.result,
  }))
}

/** The open round, held for this transaction; null when there is none. */
export async function lockOpenPulse(
  queries: Queries,
): Promise<{ readonly id: string; readonly endsOn: string } | null> {
  const row = await queries
    .selectFrom('pulse_rounds')
    .select(['id', 'ends_on'])
    .where('closed_on', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : { id: row.id, endsOn: row.ends_on }
}

/** Somebody who takes part in a round, as a hash of both. */
export interface PulseTaking {
  readonly roundId: string
  readonly takerHash: Buffer
}

/** Whether somebody took a token of this round. */
export async function hasTaken(queries: Queries, taking: PulseTaking): Promise<boolean> {
  const row = await queries
    .selectFrom('pulse_takings')
    .select('round_id')
    .where('taker_hash', '=', taking.takerHash)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes any token out of its envelope for somebody, and forgets which; null when none is left. */
export async function takePulseToken(queries: Queries, taking: PulseTaking): Promise<Buffer | null> {
  const token = await queries
    .selectFrom('pulse_tokens')
    .select(['hash', 'sealed'])
    .where('round_id', '=', taking.roundId)
    .where('sealed', 'is not', null)
    .orderBy(sql`random()`)
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (token === undefined) return null
  await queries.updateTable('pulse_tokens').set({ sealed: null }).where('hash', '=', token.hash).execute()
  await queries
    .insertInto('pulse_takings')
    .values({ round_id: taking.roundId, taker_hash: taking.takerHash })
    .execute()
  // Written anew in random order: neither its place nor its transaction says who was the last to take one.
  await sql`
    with gone as (delete from pulse_takings where round_id = ${taking.roundId} returning taker_hash)
    insert into pulse_takings (round_id, taker_hash)
    select ${taking.roundId}, taker_hash from gone order by random()`.execute(queries)
  return token.sealed
}

/** Spends a token on an answer; false when it is not one of this round, or was spent. */
export async function answerPulse(
  queries: Queries,
  answer: { readonly roundId: string; readonly hash: Buffer; readonly answers: readonly PulseAnswer[] },
): Promise<boolean> {
  const spent = await queries
    .deleteFrom('pulse_tokens')
    .where('hash', '=', answer.hash)
    .where('round_id', '=', answer.roundId)
    .returning('round_id')
    .executeTakeFirst()
  if (spent === undefined) return false
  await queries
    .insertInto('pulse_answers')
    .values({ id: randomUUID(), round_id: answer.roundId, answers: JSON.stringify(answer.answers) })
    .execute()
  // As with the takings: who took a token third and which answer came third are not to be laid side by side.
  await sql`
    with gone as (delete from pulse_answers where round_id = ${answer.roundId} returning answers)
    insert into pulse_answers (id, round_id, answers)
    select gen_random_uuid(), ${answer.roundId}, answers from gone order by random()`.execute(queries)
  return true
}

/** The answers of a round. */
export async function listPulseAnswers(
  queries: Queries,
  roundId: string,
): Promise<readonly (readonly PulseAnswer[])[]> {
  const rows = await queries
    .selectFrom('pulse_answers')
    .select('answers')
    .where('round_id', '=', roundId)
    .orderBy('id')
    .execute()
  return rows.map(({ answers }) => answers)
}

/** Freezes what a round showed and forgets everything it was worked out from. */
export async function closePulse(
  queries: Queries,
  closing: { readonly roundId: string; readonly result: PulseResult | null },
  author: Author,
): Promise<void> {
  const { roundId, result } = closing
  await queries
    .updateTable('pulse_rounds')
    .set({ closed_on: author.at.slice(0, 10), result: result === null ? null : JSON.stringify(result) })
    .where('id', '=', roundId)
    .execute()
  await queries.deleteFrom('pulse_answers').where('round_id', '=', roundId).execute()
  await queries.deleteFrom('pulse_tokens').where('round_id', '=', roundId).execute()
  await queries.deleteFrom('pulse_takings').where('round_id', '=', roundId).execute()
  const about = { noun: 'pulse', rowId: roundId, incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: { result } }])
}
