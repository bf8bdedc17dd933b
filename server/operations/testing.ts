/** A real database, people in every role, and operations called the way a door calls them. For tests alone. */
import { later } from '@secondstory/review/model/instants'
import type { PersonRole } from '@secondstory/review/model/people'
import { afterAll } from 'vitest'
import { addPerson } from '../store/people.ts'
import { addSession, addToken } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { openStrongbox } from '../store/strongbox.ts'
import { type TestDatabase, testDatabase } from '../store/testing.ts'
import { openAttempts } from './attempts.ts'
import { bringHistory } from './backfill-pages.ts'
import { findCallable } from './call.ts'
import type { Asker, Hands, Upload } from './hands.ts'
import type { OperationInput, OperationName, OperationOutput } from './index.ts'
import { Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { openWalls } from './walls.ts'

export { type TestDatabase, testDatabase } from '../store/testing.ts'

/** Calls an operation by name, with its own types. */
export type Ask = <Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
) => Promise<OperationOutput<Name>>

/** The moment every test stands at, unless it moves the clock. */
export const NOON = '2026-03-12T12:00:00.000Z'

/** Seals with a key everyone can read here. */
export const testStrongbox = openStrongbox('a key for tests, and for nothing else')

/** What a test file works with. */
export interface TestHouse {
  readonly database: TestDatabase
  /** Moved by tests about time. */
  readonly clock: { now: string }
  /** Sessions the operations asked the door to keep, in order; null forgets one. */
  readonly kept: (string | null)[]
  /** Put an upload here and its owner can import it. */
  readonly uploads: Map<string, Upload & { readonly personId: string }>
  readonly people: Readonly<Record<PersonRole, Asker>>
  /** Calls operations as somebody, or as nobody. */
  as(asker: Asker | null, more?: Partial<Hands>): Ask
  handsOf(asker: Asker | null, more?: Partial<Hands>): Hands
  /** Waits for everything that goes on after an answer. */
  settle(): Promise<void>
}

const nobodyThere = async () => ({ isAnswer: false, because: 'This test asks no provider.' }) as const

/** Tests that ask a provider run a real one. */
const noProviders: Hands['providers'] = { begin: nobodyThere, finish: nobodyThere, check: nobodyThere }

/** A house for one test file; call it at the top level of the file. */
export async function testHouse(): Promise<TestHouse> {
  const database = await testDatabase()
  const clock = { now: NOON }
  const kept: (string | null)[] = []
  const uploads: TestHouse['uploads'] = new Map()
  const working = new Set<Promise<void>>()
  const attempts = openAttempts()
  const walls = openWalls()
  const goOn: Hands['goOn'] = (_name, work) => {
    const done: Promise<void> = work().finally(() => working.delete(done))
    working.add(done)
  }
  // Tests that ask other systems bring a way out of their own.
  const nowhere: Hands['outbound'] = {
    ask: async () => ({ isReply: false, because: 'This test asks nobody.', mayWorkLater: false }),
    objectionTo: () => null,
  }
  const handsOf = (asker: Asker | null, more: Partial<Hands> = {}): Hands => ({
    store: database,
    asker,
    session: null,
    now: clock.now,
    uploads: {
      find: async (id, personId) => {
        const upload = uploads.get(id)
        return upload?.personId === personId ? upload : null
      },
      remove: async (id) => void uploads.delete(id),
    },
    outbound: nowhere,
    canMail: true,
    providers: noProviders,
    publicUrl: 'https://reviews.example',
    from: 'a test',
    attempts,
    keepSession: (secret) => void kept.push(secret),
    forgetAskers: () => undefined,
    walls,
    strongbox: testStrongbox,
    forgetIntegrations: () => undefined,
    goOn,
    bringHistory: (importId) => {
      const given = { store: database, strongbox: testStrongbox, outbound: more.outbound ?? nowhere }
      goOn('history', async () => void (await bringHistory({ ...given, now: () => clock.now }, importId)))
    },
    ...more,
  })
  const settle = async (): Promise<void> => void (await Promise.all(working))
  // Before the database of this file is closed.
  afterAll(settle)
  return {
    database,
    clock,
    kept,
    uploads,
    people: {
      keeper: await join(database, 'keeper', 'Kim Keeper'),
      member: await join(database, 'member', 'Mo Member'),
      reader: await join(database, 'reader', 'Ria Reader'),
    },
    as: (asker, more) => askWith(() => handsOf(asker, more)),
    handsOf,
    settle,
  }
}

/** Nobody signs in with this hash: hashing a real password takes half a second. */
const NO_PASSWORD = 'scrypt$2$1$1$AAAA$AAAA'

async function join(store: Store, role: PersonRole, name: string): Promise<Asker> {
  const email = `${role}@example.org`
  const person = await addPerson(store.queries, { email, name, role, passwordHash: NO_PASSWORD }, NOON)
  if (person === null) throw new Error(`${email} is here twice.`)
  return askerOf(person.id, { name, role })
}

/** Someone as a door knows them, of no team and by a session, unless it is said otherwise. */
export function askerOf(personId: string, known: Pick<Asker, 'name' | 'role'> & Partial<Asker>): Asker {
  return { personId, kind: 'person', isSteward: false, teamIds: [], via: 'session', scope: 'write', ...known }
}

function askWith(hands: () => Hands): Ask {
  // A map from names to operations forgets which type belongs to which name; the list in index.ts remembers.
  return async (name, input) =>
    (await findCallable(name).call(input, hands())) as OperationOutput<typeof name>
}

/** The refusal this work ends with; anything else is a failure of the test. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const ended: unknown = await work.then(
    () => 'an answer',
    (error: unknown) => error,
  )
  if (ended instanceof Refusal) return ended
  throw new Error(`Expected a refusal and found ${String(ended)}.`)
}

/** Someone at the door. */
export interface Visitor {
  readonly personId: string
  readonly token: string
  /** Secret of a session. */
  readonly session: string
}

/** Someone with a token and an open session since a moment, stored in the database. */
export async function testVisitor(
  database: TestDatabase,
  { role, name, email = `${role}@example.org` }: Pick<Asker, 'role' | 'name'> & { readonly email?: string },
  now: string = new Date().toISOString(),
): Promise<Visitor> {
  const { queries } = database
  const person = await addPerson(queries, { email, name, role, passwordHash: NO_PASSWORD }, now)
  if (person === null) throw new Error(`${email} is here twice.`)
  const [token, session] = [newSecret('sst_'), newSecret()]
  const expiresAt = later(now, 30 * 86_400_000)
  const owned = { personId: person.id, expiresAt }
  await addToken(queries, { ...owned, name: 'test', scope: 'write', secretHash: hashSecret(token) }, now)
  await addSession(queries, { ...owned, secretHash: hashSecret(session) }, now)
  return { personId: person.id, token, session }
}
