/** Who may come in: setting up, signing in, inviting. */
import { later } from '@secondstory/review/model/instants'
import type { Person } from '@secondstory/review/model/people'
import { z } from 'zod'
import {
  addInvitation,
  addPerson,
  findByEmail,
  findInvitation,
  findPerson,
  listPeople as listEveryone,
  lockPeople,
  readInstallation,
  savePerson,
  takeInvitation,
  takeSetUp,
} from '../store/people.ts'
import { closeSession as closeSessionRow } from '../store/sessions.ts'
import { corrected, found } from './answers.ts'
import { email, id, line, type Nothing, nothing, password, personRole, secret } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { refuseEasyPassword } from './passwords.ts'
import { hashPassword, hashSecret, isPassword, newSecret } from './secrets.ts'
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

/** An invitation: the link is shown once. */
export interface InvitationLink {
  readonly link: string
  readonly expiresAt: string
}

/** What an invitation says to the one who opens it. */
export interface Invitation {
  readonly email: string
  readonly name: string
}

/** Guesses at one address are few; one office may share an address. */
const FOR_ONE_PERSON = { most: 10, within_ms: 15 * 60_000 }
const FROM_ONE_PLACE = { most: 50, within_ms: 15 * 60_000 }

const INVITATION_MS = 7 * 86_400_000

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

function usedUp(): Refusal {
  return new Refusal('not-found', 'This invitation was used or ran out; a keeper can send a new one.')
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

/** Invites someone; the link works once and for seven days. */
export const invitePerson = operation({
  name: 'invitePerson',
  about: 'Invites someone by a link that works once and for seven days.',
  access: 'keeper',
  audits: 'person',
  changes: true,
  input: z.object({ email, name: line(100), role: personRole }),
  run: async (given, hands): Promise<InvitationLink> => {
    const secret = newSecret()
    const expiresAt = later(hands.now, INVITATION_MS)
    await hands.store.transaction(async (queries) => {
      const known = await findByEmail(queries, given.email)
      if (known !== null) throw taken(given.email)
      await addInvitation(queries, { ...given, secretHash: hashSecret(secret), expiresAt }, by(hands))
    })
    return { link: `${hands.publicUrl}/invitation/${secret}`, expiresAt }
  },
})

/** What an invitation says before it is accepted. */
export const readInvitation = operation({
  name: 'readInvitation',
  about: 'Reads whom an invitation is for.',
  access: 'anyone',
  changes: false,
  input: z.object({ token: secret }),
  run: async ({ token }, hands): Promise<Invitation> => {
    const open = await findInvitation(hands.store.queries, hashSecret(token), hands.now)
    if (open === null) throw usedUp()
    return { email: open.email, name: open.name }
  },
})

/** Accepts an invitation and signs in. */
export const acceptInvitation = operation({
  name: 'acceptInvitation',
  about: 'Accepts an invitation, sets a password and signs in.',
  access: 'anyone',
  changes: true,
  input: z.object({ token: secret, name: line(100), password }),
  run: async (given, hands): Promise<SignedIn> => {
    hands.attempts.count(`invitation from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const secretHash = hashSecret(given.token)
    // Looked at before the password is hashed: a wrong link must not cost half a second of both cores.
    const invited = await findInvitation(hands.store.queries, secretHash, hands.now)
    if (invited === null) throw usedUp()
    refuseEasyPassword(given.password, [given.name, invited.email])
    const passwordHash = await hashPassword(given.password)
    const person = await hands.store.transaction(async (queries) => {
      const open = await takeInvitation(queries, secretHash, hands.now)
      if (open === null) throw usedUp()
      const { email, role } = open
      return free(await addPerson(queries, { email, role, name: given.name, passwordHash }, hands.now), email)
    })
    return signIn(person, hands)
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
      const isKeptUp = everyone.some((each) => isKeeper(each.id === personId ? after : each))
      if (!isKeptUp) {
        throw new Refusal('not-ready', 'One active keeper has to remain; make someone else a keeper first.')
      }
      return savePerson(queries, { before, after }, by(hands))
    })
    hands.forgetAskers()
    return person
  },
})
