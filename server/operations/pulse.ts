/** The pulse: five questions, one token each, and a result in bands when the round is over. */
import { dayOf } from '@secondstory/review/model/instants'
import {
  LONGEST_ROUND_DAYS,
  type PulseAnswer,
  type PulseRound,
  pulseQuestions,
  pulseResult,
  ROUND_PAUSE_DAYS,
} from '@secondstory/review/model/pulse'
import { dayAfter } from '@secondstory/review/model/reports'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { listPeople } from '../store/people.ts'
import {
  answerPulse,
  closePulse as closeRow,
  hasTaken,
  listPulseAnswers,
  listPulseRounds,
  lockOpenPulse,
  startPulse as startRow,
  takePulseToken,
} from '../store/pulse.ts'
import { SEALED_PULSE } from '../store/sealed.ts'
import { found } from './answers.ts'
import { day, type Nothing, nothing } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** Starts a round with a token for everyone who is here now. */
export const startPulse = operation({
  name: 'startPulse',
  about: 'Starts a round of the pulse with one token for everyone who has an account now.',
  access: 'keeper',
  changes: true,
  input: z.object({ endsOn: day }),
  run: async ({ endsOn }, hands): Promise<PulseRound> =>
    hands.store.transaction(async (queries) => {
      const today = dayOf(hands.now)
      refuseUnfit(await listPulseRounds(queries), { today, endsOn })
      const people = (await listPeople(queries)).filter(({ isActive }) => isActive)
      const tokens = people.map(() => {
        const token = newSecret()
        return { hash: hashSecret(token), sealed: hands.strongbox.seal(token, SEALED_PULSE) }
      })
      return startRow(queries, { endsOn, tokens }, by(hands))
    }),
})

function refuseUnfit(
  rounds: readonly PulseRound[],
  { today, endsOn }: { readonly today: string; readonly endsOn: string },
): void {
  const [newest] = rounds
  if (newest !== undefined && newest.closedOn === null) {
    throw new Refusal('not-ready', `A round is open until ${newest.endsOn}; it ends before another begins.`)
  }
  const next = newest === undefined ? today : dayAfter(newest.startedOn, ROUND_PAUSE_DAYS)
  if (next > today) {
    throw new Refusal(
      'not-ready',
      `The next round can start on ${next}: asked oftener, people stop answering, and two results close together tell on single people.`,
    )
  }
  const latest = dayAfter(today, LONGEST_ROUND_DAYS)
  if (endsOn > today && endsOn <= latest) return
  throw new Refusal(
    'invalid',
    `A round ends on a day from tomorrow to ${latest}, and ${endsOn} is none of them.`,
  )
}

/** Rounds as everyone sees them, and whether one waits for the one who asks. */
export interface PulseRead {
  readonly rounds: readonly PulseRound[]
  /** The open round has a token for whoever asks, and they did not take it. */
  readonly isAsked: boolean
}

/** The same for everyone: nobody sees a result before the others do. */
export const readPulse = operation({
  name: 'readPulse',
  about:
    'Reads the rounds of the pulse: bands of closed ones, nothing of an open one, nothing of fewer than five.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<PulseRead> => {
    const { queries } = hands.store
    const rounds = await listPulseRounds(queries)
    const open = rounds.find(({ closedOn, endsOn }) => closedOn === null && endsOn >= dayOf(hands.now))
    const { personId } = asked(hands)
    const isAsked = open !== undefined && !(await hasTaken(queries, takingOf(open.id, personId)))
    return { rounds, isAsked }
  },
})

/** Hands out one token of the open round: that somebody took one is kept, which one is not. */
export const acceptPulse = operation({
  name: 'acceptPulse',
  about: 'Takes a token for the open round of the pulse; which one is kept nowhere.',
  access: 'reader',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<{ readonly token: string }> => {
    const { personId } = asked(hands)
    return hands.store.transaction(async (queries) => {
      const roundId = await openRound(queries, hands)
      const taking = takingOf(roundId, personId)
      if (await hasTaken(queries, taking)) {
        throw new Refusal(
          'not-ready',
          'You took a token for this round; it works once, and nobody can say which it was.',
        )
      }
      const sealed = found(await takePulseToken(queries, taking), 'token left in this round')
      return { token: found(hands.strongbox.open(sealed, SEALED_PULSE), 'token that opens') }
    })
  },
})

function takingOf(roundId: string, personId: string) {
  return { roundId, takerHash: hashSecret(`${roundId} ${personId}`) }
}

async function openRound(queries: Queries, { now }: Pick<Hands, 'now'>): Promise<string> {
  const round = await lockOpenPulse(queries)
  if (round !== null && round.endsOn >= dayOf(now)) return round.id
  throw new Refusal('not-ready', 'No round of the pulse is open at the moment.')
}

const answer = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.null()])

/** Answers without a name: a token is spent, and the two are not kept together. */
export const addPulseAnswer = operation({
  name: 'addPulseAnswer',
  about:
    'Answers the pulse with a token, from 1 (not at all) to 5 (fully), or null; the token is spent and forgotten.',
  access: 'anyone',
  changes: true,
  leavesNoTrace: true,
  input: z.object({
    token: z.string().max(100),
    answers: z.array(answer).length(pulseQuestions.length),
  }),
  run: async ({ token, answers }, hands): Promise<Nothing> => {
    hands.attempts.count('wrong tokens of the pulse', WRONG_TOKENS, hands.now)
    await hands.store.transaction(async (queries) => {
      const roundId = await openRound(queries, hands)
      if (await answerPulse(queries, { roundId, hash: hashSecret(token), answers: rounded(answers) })) return
      throw new Refusal('not-found', 'This token was used, or is of another round.')
    })
    hands.attempts.forgive('wrong tokens of the pulse')
    return {}
  },
})

const WRONG_TOKENS = { most: 60, within_ms: 60_000 } as const

/** A list of the right length: the schema counted it. */
function rounded(answers: readonly PulseAnswer[]): readonly PulseAnswer[] {
  return pulseQuestions.map((_question, place) => answers[place] ?? null)
}

/** Ends a round: its bands are frozen, and what they came from is deleted. */
export const closePulse = operation({
  name: 'closePulse',
  about:
    'Ends the open round of the pulse: bands are frozen and every answer is deleted; fewer than five show nothing.',
  access: 'keeper',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const round = found(await lockOpenPulse(queries), 'open round of the pulse')
      await close(queries, round.id, hands)
    })
    return {}
  },
})

async function close(queries: Queries, roundId: string, hands: Pick<Hands, 'now' | 'asker'>): Promise<void> {
  const result = pulseResult(await listPulseAnswers(queries, roundId))
  await closeRow(queries, { roundId, result }, { personId: hands.asker?.personId ?? null, at: hands.now })
}

/** Ends a round whose last day is over. For a job that runs every hour. */
export async function closeEndedPulse({ store, now }: Pick<Hands, 'store' | 'now'>): Promise<void> {
  await store.transaction(async (queries) => {
    const round = await lockOpenPulse(queries)
    if (round !== null && round.endsOn < dayOf(now)) await close(queries, round.id, { now, asker: null })
  })
}
