/**
 * Taking deliveries in: who sent it, what of it may be stored, and only then "stored". What arrives within a few
 * milliseconds is stored with one statement, and nobody is answered before it is committed.
 */

import { createHash } from 'node:crypto'
import { isFields } from '@secondstory/review/ingest/json'
import { redact } from '@secondstory/review/ingest/redact'
import { cleanBody } from '@secondstory/review/ingest/redact-body'
import { carriable } from '@secondstory/review/ingest/words'
import { formOf, type Integration } from '@secondstory/review/model/integrations'
import { addDeliveries, type NewDelivery } from '../store/deliveries.ts'
import { findIntegration, noteTrouble } from '../store/integrations.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { openBatches } from './delivery-batches.ts'
import { type IntegrationSecrets, LOCKED, openSecrets } from './integration-secrets.ts'
import { Refusal } from './operation.ts'
import { type Arrived, objectionTo } from './signatures.ts'

/** A request at the address of an integration. */
export interface Arrival extends Arrived {
  readonly integrationId: string
  readonly now: string
}

/** What the sender is answered: `stored`, or words of a handshake or a command. */
export type Reception = { readonly words: null } | { readonly words: string; readonly type: string }

/**
 * Answers a verified request that wants words and not only a receipt, a command of Slack for one. Null: it is a
 * delivery like any other. It is handed the body as it came, and whatever it keeps of it is its own to clean.
 */
export type Answering = (
  integration: Integration,
  arrival: Arrival,
) => Promise<{ readonly words: string; readonly type: string } | null>

/** Takes deliveries in until it is closed. */
export interface Receiver {
  /** Stores a delivery and answers; refuses what is not genuine. */
  receive(arrival: Arrival): Promise<Reception>
  /** Integrations are looked up anew from now on. */
  forget(): void
  /** Waits for what is on its way to be stored. */
  close(): Promise<void>
}

/** What a receiver works with. */
export interface Receiving {
  readonly store: Store
  readonly strongbox: Strongbox
  /** Called after something of this integration was stored, so that somebody reads it. */
  readonly delivered: (integrationId: string) => void
  readonly answering?: Answering
}

interface Known {
  readonly integration: Integration
  readonly secrets: IntegrationSecrets
  readonly since_ms: number
}

/** An integration is remembered for so long; a change at this server is seen at once, at another after this. */
const REMEMBERED_MS = 2_000
/** Before a delivery is turned away the integration is looked up again, but not at every forgery. */
const FRESH_MS = 250
/** What went wrong is written down this often at most: forgeries may be many. */
const TROUBLE_MS = 10_000

/** Opens a receiver. */
export function openReceiver(receiving: Receiving): Receiver {
  const { store, answering } = receiving
  const batches = openBatches(async (deliveries) => {
    await addDeliveries(store.queries, deliveries)
    for (const integrationId of new Set(deliveries.map((each) => each.integrationId)))
      receiving.delivered(integrationId)
  })
  const register = openRegister(receiving)
  const troubled = new Map<string, number>()
  const note = async (integrationId: string, { message: sentence }: Refusal, at: string): Promise<void> => {
    const now_ms = Date.parse(at)
    if (now_ms - (troubled.get(integrationId) ?? -TROUBLE_MS) < TROUBLE_MS) return
    troubled.set(integrationId, now_ms)
    await noteTrouble(store.queries, integrationId, { sentence, at })
  }
  return {
    async receive(arrival) {
      const found = await genuineFrom(register, arrival)
      if (found instanceof Refusal) {
        if (found.kind !== 'not-found') await note(arrival.integrationId, found, arrival.now)
        throw found
      }
      const words = challengeOf(found, arrival) ?? (await answering?.(found, arrival)) ?? null
      if (words !== null) return words
      await batches.add(deliveryOf(found, arrival))
      return { words: null }
    },
    forget: register.forget,
    close: batches.close,
  }
}

interface Register {
  find(integrationId: string, atMost_ms: number): Promise<Known | null>
  forget(): void
}

function openRegister({ store, strongbox }: Receiving): Register {
  let remembered = new Map<string, Promise<Known | null>>()
  const look = async (integrationId: string): Promise<Known | null> => {
    const integration = await findIntegration(store.queries, integrationId)
    if (integration === null) return null
    const secrets = await openSecrets(store.queries, strongbox, integrationId)
    return { integration, secrets, since_ms: performance.now() }
  }
  const keep = (integrationId: string): Promise<Known | null> => {
    // Nothing that is unknown, and no failure, is remembered.
    const mine = remembered
    const looking = look(integrationId)
    mine.set(integrationId, looking)
    const drop = (): boolean => mine.get(integrationId) === looking && mine.delete(integrationId)
    looking.then((found) => found === null && drop(), drop)
    return looking
  }
  return {
    async find(integrationId, atMost_ms) {
      const known = await remembered.get(integrationId)
      if (known !== undefined && known !== null && performance.now() - known.since_ms <= atMost_ms)
        return known
      return keep(integrationId)
    },
    forget() {
      remembered = new Map()
    },
  }
}

/** The integration a delivery is genuinely from, or why it is turned away; nobody is turned away for what we remember. */
async function genuineFrom(register: Register, arrival: Arrival): Promise<Integration | Refusal> {
  const first = measured(await register.find(arrival.integrationId, REMEMBERED_MS), arrival)
  if (!(first instanceof Refusal)) return first
  return measured(await register.find(arrival.integrationId, FRESH_MS), arrival)
}

function nowhere(): Refusal {
  return new Refusal(
    'not-found',
    'There is no integration at this address; it may have been removed, or the address was cut off.',
  )
}

function measured(known: Known | null, arrival: Arrival): Integration | Refusal {
  if (known === null) return nowhere()
  const { integration, secrets } = known
  if (integration.state === 'off')
    return new Refusal('not-found', 'This integration is switched off; a keeper can switch it on again.')
  if (secrets.signing.length === 0 && secrets.areLocked) return new Refusal('not-ready', LOCKED)
  const { kind, settings } = integration
  const objection = objectionTo(arrival, { kind, settings, secrets: secrets.signing, now: arrival.now })
  return objection === null ? integration : new Refusal('signed-out', objection)
}

/** Slack asks once whether the address is ours, and expects its own word back. */
function challengeOf({ kind }: Integration, { body }: Arrival): Reception | null {
  if (kind !== 'slack' || body.length > 5_000 || !body.includes('url_verification')) return null
  const { value } = cleanBody(body.toString('utf8'), false)
  if (!isFields(value) || value.type !== 'url_verification' || typeof value.challenge !== 'string')
    return null
  return { words: value.challenge, type: 'text/plain; charset=utf-8' }
}

/** A delivery as it may be stored: without secrets, with the few headers readers need. */
function deliveryOf({ id, kind }: Integration, arrival: Arrival): NewDelivery {
  const isForm = arrival.header('content-type').toLowerCase().startsWith('application/x-www-form-urlencoded')
  const { text, value, removed } = cleanBody(arrival.body.toString('utf8'), isForm)
  const form = formOf(kind)
  const kept = [...form.keptHeaders, 'content-type'].flatMap((name): [string, string][] => {
    const said = headerOf(arrival, name)
    return said === '' ? [] : [[name, said]]
  })
  const named = form.idHeaders.map((name) => headerOf(arrival, name)).find((said) => said !== '')
  const ownId = named ?? wordAt(value, form.idPath)
  const fingerprint = fingerprintOf(text)
  return {
    integrationId: id,
    // A sender that gives two things one id loses neither.
    key: ownId === '' ? fingerprint : `${ownId} ${fingerprint}`,
    receivedAt: arrival.now,
    headers: Object.fromEntries(kept),
    body: text,
    secretsRemoved: removed.reduce((sum, { count }) => sum + count, 0),
  }
}

/** As `fingerprintOf` of the readers has it, by the hash Node brings along: in a storm this is done a thousand times a second. */
function fingerprintOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16)
}

function headerOf(arrival: Arrival, name: string): string {
  return redact(carriable(arrival.header(name).slice(0, 200))).text
}

function wordAt(value: unknown, path: readonly string[]): string {
  if (path.length === 0) return ''
  let here: unknown = value
  for (const name of path) here = isFields(here) ? here[name] : undefined
  return typeof here === 'string' ? here.slice(0, 200) : ''
}
