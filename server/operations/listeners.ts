/** Tools outside that are told what happens here: signed by Standard Webhooks, through the one guarded way out. */
import { createHmac } from 'node:crypto'
import {
  addressBlockers,
  afterFailure,
  type Listener,
  type ListenerEvent,
  listenerEvents,
} from '@secondstory/review/model/listeners'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { newId } from '../store/ids.ts'
import {
  addListener as addRow,
  listenersOf,
  listListeners as listRows,
  lockListener,
  noteAnswering,
  removeListener as removeRow,
  saveListener,
} from '../store/listeners.ts'
import { queueDelivery } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import { id, line, nothing, ofRow, type Removed, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import type { Outbound, OutboundAnswer } from './outbound.ts'
import type { Carrier } from './outbox.ts'
import { newSecret } from './secrets.ts'

/** Something that happened, before anybody is told. */
export interface Happening {
  readonly event: ListenerEvent
  /** What is told: no names, no text a reader could not see. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Told once under this key. */
  readonly onceKey: string
  readonly now: string
}

/** Queues what happened for everyone who wants to hear of it, in the caller's transaction. */
export async function tell(queries: Queries, { event, facts, onceKey, now }: Happening): Promise<void> {
  for (const listener of await listenersOf(queries, event)) {
    await queueDelivery(queries, {
      kind: 'notice',
      channel: 'webhook',
      to: listener.id,
      about: `${listener.name}: ${event}`,
      subject: event,
      text: JSON.stringify({ type: event, timestamp: now, data: facts }),
      onceKey: `${listener.id} ${onceKey}`,
      now,
    })
  }
}

const PREFIX = 'whsec_'

/** The signature of a body as Standard Webhooks writes it. */
export function signatureOf(secret: string, signed: { id: string; seconds: number; body: string }): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const content = `${signed.id}.${signed.seconds}.${signed.body}`
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

/** Carries what happened to a listener, and notes whether it answers. */
export function listenerCarrier(given: {
  readonly store: Store
  readonly strongbox: Strongbox
  readonly outbound: Outbound
}): Carrier {
  const { store, strongbox, outbound } = given
  return async ({ id: dispatchId, to, letter }, now) => {
    const here = await store.transaction((queries) => lockListener(queries, to))
    if (here === null || here.listener.state === 'off')
      return { isSent: false, because: 'It was turned off or removed here.', mayWorkLater: false }
    const { listener, sealedSecret } = here
    const secret = strongbox.open(sealedSecret, listener.id)
    if (secret === null) {
      const because =
        'Its secret was sealed with another key; set SECONDSTORY_KEY as it was, or make the listener anew.'
      return { isSent: false, because, mayWorkLater: true }
    }
    const seconds = Math.floor(Date.parse(now) / 1000)
    const answer = await outbound.ask({
      url: listener.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': dispatchId,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signatureOf(secret, { id: dispatchId, seconds, body: letter.text }),
      },
      body: letter.text,
    })
    const failure = failureIn(answer)
    if (failure === null) {
      if (listener.failingSince !== null)
        await noteAnswering(store.queries, listener.id, { state: 'on', because: '', failingSince: null })
      return { isSent: true }
    }
    await noteAnswering(store.queries, listener.id, afterFailure(listener, failure, now))
    return { isSent: false, because: failure.because, mayWorkLater: !failure.isFinal && failure.mayWorkLater }
  }
}

interface Failure {
  readonly because: string
  /** It asks to be told nothing more. */
  readonly isFinal: boolean
  readonly mayWorkLater: boolean
}

function failureIn(answer: OutboundAnswer): Failure | null {
  if (!answer.isReply) return { because: answer.because, isFinal: false, mayWorkLater: answer.mayWorkLater }
  if (answer.status >= 200 && answer.status < 300) return null
  const because = `It answered with ${answer.status}.`
  return { because, isFinal: answer.status === 410, mayWorkLater: true }
}

const address = z.url().max(2000)
const events = z
  .array(z.enum(Object.keys(listenerEvents) as [ListenerEvent, ...ListenerEvent[]]))
  .min(1, { error: 'expected at least one event to tell' })
  .transform((all) => [...new Set(all)])

function refuseAddress(hands: Hands, url: string): void {
  refuseFor(addressBlockers(url))
  const objection = hands.outbound.objectionTo(url)
  if (objection !== null) throw new Refusal('invalid', objection)
}

/** A listener and the secret that was made for it, which is in no other answer. */
export interface ListenerAdded {
  readonly listener: Listener
  readonly secret: string
}

/** Makes a listener; its secret is answered once. */
export const addListener = operation({
  name: 'addListener',
  about:
    'Names an address that is told what happens here; its signing secret is in this answer and in no other.',
  access: 'keeper',
  changes: true,
  input: z.object({ name: line(100), url: address, events }),
  run: async (given, hands): Promise<ListenerAdded> => {
    refuseAddress(hands, given.url)
    const listenerId = newId()
    const secret = PREFIX + Buffer.from(newSecret(), 'base64url').toString('base64')
    const sealedSecret = hands.strongbox.seal(secret, listenerId)
    const listener = await hands.store.transaction((queries) =>
      addRow(queries, { id: listenerId, ...given, sealedSecret }, by(hands)),
    )
    return { listener, secret }
  },
})

/** Changes a listener, or turns it on and off. */
export const correctListener = operation({
  name: 'correctListener',
  about: 'Changes the name, the address or the events of a listener, or turns it on and off.',
  access: 'keeper',
  changes: true,
  touches: 'installation',
  input: z.object({
    id,
    version,
    name: line(100).optional(),
    url: address.optional(),
    events: events.optional(),
    state: z.enum(['on', 'off']).optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<Listener> => {
    if (given.url !== undefined) refuseAddress(hands, given.url)
    return hands.store.transaction(async (queries) => {
      const { listener: before } = found(await lockListener(queries, given.id), 'listener')
      const changed = corrected(current(before, seen, 'listener'), given)
      const isNew = given.state !== undefined || given.url !== undefined
      const after = isNew ? { ...changed, because: '', failingSince: null } : changed
      return saveListener(queries, { before, after }, by(hands))
    })
  },
})

/** Removes a listener; `undoRemoval` brings it back. */
export const removeListener = operation({
  name: 'removeListener',
  about: 'Removes a listener; undoRemoval brings it back.',
  access: 'keeper',
  changes: true,
  touches: 'installation',
  input: ofRow,
  run: async (given, hands): Promise<Removed> =>
    hands.store.transaction(async (queries) => {
      const { listener } = found(await lockListener(queries, given.id), 'listener')
      return { removalId: await removeRow(queries, listener, by(hands)) }
    }),
})

/** Every listener; secrets are in no answer. */
export const listListeners = operation({
  name: 'listListeners',
  about: 'Lists the addresses that are told what happens here, and whether they answer.',
  access: 'keeper',
  changes: false,
  input: nothing,
  run: async (_given, { store }): Promise<readonly Listener[]> => listRows(store.queries),
})
