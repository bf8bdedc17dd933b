/** What goes out: sent by a job when it is due, tried again when that may help, and shown to a keeper when it came back. */

import { later } from '@secondstory/review/model/instants'
import {
  type Channel,
  type Dispatch,
  isGivenUp,
  pauseAfter,
  type Sent,
} from '@secondstory/review/model/outbox'
import {
  type HeldDispatch,
  hasLeft,
  listDispatches,
  noteOutcome,
  releaseDispatch as releaseRow,
  takeDue,
} from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import { found } from './answers.ts'
import { nothing, ofRow } from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

/** Sends one dispatch at the moment it is told. It never rejects: what went wrong is a sentence. */
export type Carrier = (dispatch: HeldDispatch, now: string) => Promise<Sent>

/** Who carries what; a channel without a carrier waits. */
export type Carriers = Readonly<Partial<Record<Channel, Carrier>>>

/** What a round of sending needs; the clock and the jitter come from whoever runs it. */
export interface Sending {
  readonly store: Store
  readonly carriers: Carriers
  /** The moment it is. */
  readonly now: string
  /** 0 to 1, another one for each call. */
  readonly jitter: () => number
}

/** So many are held at once; a server that dies holds no more than these. */
const ROUND = 20

/**
 * Sends what is due, once, and answers whether more waits. A dispatch is held by one sender; a sender that died after
 * the other side took it and before that was written down sends it again under the same id (Message-ID, webhook-id).
 */
export async function sendDue(sending: Sending): Promise<boolean> {
  const { store, carriers, now } = sending
  const channels = (['mail', 'slack', 'webhook'] as const).filter(
    (channel) => carriers[channel] !== undefined,
  )
  const held = await takeDue(store.queries, { channels, now, limit: ROUND })
  const [alone, together] = [
    held.filter(({ channel }) => channel !== 'webhook'),
    held.filter(({ channel }) => channel === 'webhook'),
  ]
  // A mail server is asked one thing at a time; listeners are many, and a slow one holds up no other.
  for (const dispatch of alone) await sendOne(sending, dispatch)
  await Promise.all(together.map((dispatch) => sendOne(sending, dispatch)))
  return held.length === ROUND
}

async function sendOne({ store, carriers, now, jitter }: Sending, dispatch: HeldDispatch): Promise<void> {
  const { id, channel, dueAt } = dispatch
  const carry = carriers[channel]
  if (carry === undefined) return
  if (channel === 'mail' && (await hasLeft(store.queries, dispatch.to))) {
    const because = 'Whoever it was for has left, so it was not sent.'
    await noteOutcome(store.queries, { id, state: 'withheld', dueAt, because, at: now })
    return
  }
  const sent = await carry(dispatch, now)
  if (sent.isSent) {
    await noteOutcome(store.queries, { id, state: 'sent', dueAt, because: '', at: now })
    return
  }
  const isOver = isGivenUp(sent, Date.parse(dispatch.triedSince), Date.parse(now))
  await noteOutcome(store.queries, {
    id,
    state: isOver ? 'returned' : 'waiting',
    dueAt: isOver ? dueAt : later(now, pauseAfter(dispatch.attempts + 1, jitter())),
    because: sent.because,
    at: now,
  })
}

/** More than a keeper reads at once. */
const MOST_LISTED = 200

/** How what goes out stands. */
export interface Outbox {
  /** Whether mail can go out at all; when not, it waits. */
  readonly canMail: boolean
  readonly returned: readonly Dispatch[]
  readonly waiting: readonly Dispatch[]
  readonly sent: readonly Dispatch[]
}

/** What could not be sent, what waits and what went out last; never what any of it says. */
export const readOutbox = operation({
  name: 'readOutbox',
  about: 'Reads what could not be sent, what waits to go out and what went out last; never what it says.',
  access: 'keeper',
  changes: false,
  input: nothing,
  run: async (_given, hands): Promise<Outbox> => {
    const { queries } = hands.store
    return {
      canMail: hands.canMail,
      returned: await listDispatches(queries, { states: ['returned'], limit: MOST_LISTED }),
      waiting: await listDispatches(queries, { states: ['waiting'], limit: MOST_LISTED }),
      sent: await listDispatches(queries, { states: ['sent', 'withheld'], limit: 50 }),
    }
  },
})

/** Lets something that came back go out again. */
export const releaseDispatch = operation({
  name: 'releaseDispatch',
  about: 'Lets something that could not be sent go out again.',
  access: 'keeper',
  changes: true,
  touches: 'installation',
  input: ofRow,
  run: async ({ id }, hands): Promise<Dispatch> =>
    hands.store.transaction(async (queries) =>
      found(await releaseRow(queries, id, by(hands)), 'dispatch that came back'),
    ),
})
