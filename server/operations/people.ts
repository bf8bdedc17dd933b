/** Who may come in: setting up, signing in, and who is here. */
import type { Person } from '@secondstory/review/model/people'
import { z } from 'zod'
import {
  addPerson,
  findByEmail,
  findPerson,
  listPeople as listEveryone,
  lockPeople,
  readInstallation,
  savePerson,
  takeSetUp,
} from '../store/people.ts'
import { closeSession as closeSessionRow } from '../store/sessions.ts'
import { corrected, found } from './answers.ts'
import { email, id, line, type Nothing, nothing, password, personRole, secret } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { refuseEasyPassword } from './passwords.ts'
import { hashPassword, hashSecret, isPassword } from './secrets.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** Who asks, and the installation they ask. */
export interface Self {
  /** Null when nobody is signed in. */
  readonly person: Person | null
  readonly installation: {
    readonly name: string
    /** Nobody is here yet: the set-up link makes the first keeper. */
    readonly needsSetUp: boolean
  }
}

/** Guesses at one address are few; one office may share an address. */
const FOR_ONE_PERSON = { most: 10, within_ms: 15 * 60_000 }
const FROM_ONE_PLACE = { most: 50, within_ms: 15 * 60_000 }

/** Goes on when somebody still looks after the installation once one person is as `after` says. */
export function refuseLastKeeper(everyone: readonly Person[], after: Person): void {
  if (everyone.some((each) => isKeeper(each.id === after.id ? after : each))) return
  throw new Refusal('not-ready', 'One active keeper has to remain; make someone else a keeper first.')
}

function isKeeper(person: Person): boolean {
  return person.role === 'keeper' && person.isActive
}

function taken(address: string): Refusal {
  return new Refusal('not-ready', `Someone with the e-mail ${address} is here already.`)
}

function free(person: Person | null, address: string): Person {
  if (person === null) throw taken(address)
  return person
}

/** Makes the first keeper from the set-up link and signs them in. */
export const startInstallation = operation({
  name: 'startInstallation',
  about: 'Makes the first keeper from the one-time set-up link and signs them in.',
  access: 'anyone',
  changes: true,
  input: z.object({ token: secret, name: line(100), email, password }),
  run: async ({ token, ...given }, hands): Promise<SignedIn> => {
    hands.attempts.count(`set-up from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    refuseEasyPassword(given.password, [given.name, given.email])
    const passwordHash = await hashPassword(given.password)
    const person = await hands.store.transaction(async (queries) => {
      const isMine = await takeSetUp(queries, hashSecret(token))
      if (!isMine) {
        throw new Refusal(
          'not-found',
          'This set-up link was used or replaced; the newest one is printed when the server starts.',
        )
      }
      const { name, email } = given
      const keeper = { name, email, role: 'keeper', passwordHash } as const
      return free(await addPerson(queries, keeper, hands.now), email)
    })
    return signIn(person, hands)
  },
})

/** Signs in with e-mail and password. */
export const startSession = operation({
  name: 'startSession',
  about: 'Signs in with e-mail and password.',
  access: 'anyone',
  changes: true,
  input: z.object({ email: line(254), password: z.string().min(1).max(1000) }),
  run: async (given, hands): Promise<SignedIn> => {
    const address = given.email.toLowerCase()
    hands.attempts.count(`sign-in from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    hands.attempts.count(`sign-in as ${address}`, FOR_ONE_PERSON, hands.now)
    const known = await findByEmail(hands.store.queries, address)
    const isRight = await isPassword(given.password, known?.passwordHash ?? null)
    if (known === null || !isRight || !known.person.isActive) {
      throw new Refusal('signed-out', 'E-mail and password do not belong together here.')
    }
    hands.attempts.forget(`sign-in as ${address}`)
    hands.attempts.forgive(`sign-in from ${hands.from}`)
    return signIn(known.person, hands)
  },
})

/** Signs out; the session is deleted. */
export const closeSession = operation({
  name: 'closeSession',
  about: 'Signs out and deletes the session.',
  access: 'anyone',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<Nothing> => {
    if (hands.session !== null) await closeSessionRow(hands.store.queries, hashSecret(hands.session))
    hands.forgetAskers()
    hands.keepSession(null)
    return {}
  },
})

/** Who asks, and which installation this is. */
export const readSelf = operation({
  name: 'readSelf',
  about: 'Reads who is signed in and which installation this is.',
  access: 'anyone',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<Self> => {
    const { asker, store } = hands
    return {
      person: asker === null ? null : await findPerson(store.queries, asker.personId),
      installation: await readInstallation(store.queries),
    }
  },
})

/** Everyone with an account, by name: owners of actions are chosen from them. */
export const listPeople = operation({
  name: 'listPeople',
  about: 'Lists everyone with an account, by name.',
  access: 'member',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Person[]> => listEveryone(hands.store.queries),
})

/** Changes the role or name of someone, makes them a steward, or closes their account. One active keeper always remains. */
export const correctPerson = operation({
  name: 'correctPerson',
  about: 'Changes the role or name of someone, makes them a steward, or closes or reopens their account.',
  access: 'keeper',
  audits: 'person',
  touches: 'installation',
  changes: true,
  input: z.object({
    id,
    role: personRole.optional(),
    isSteward: z.boolean().optional(),
    isActive: z.boolean().optional(),
    name: line(100).optional(),
  }),
  run: async ({ id: personId, ...given }, hands): Promise<Person> => {
    const person = await hands.store.transaction(async (queries) => {
      const everyone = await lockPeople(queries)
      const before = found(everyone.find((each) => each.id === personId) ?? null, 'person')
      const after = corrected(before, given)
      refuseLastKeeper(everyone, after)
      return savePerson(queries, { before, after }, by(hands))
    })
    hands.forgetAskers()
    return person
  },
})
