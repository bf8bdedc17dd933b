/** Coming in through a provider: begun here, signed in there, finished here. */
import { createHmac } from 'node:crypto'
import { later } from '@secondstory/review/model/instants'
import type { Person } from '@secondstory/review/model/people'
import {
  addressAfter,
  admission,
  type Claims,
  type Met,
  type Provider,
} from '@secondstory/review/model/providers'
import { objectionToPasskeys, type WayIn, wayIn } from '@secondstory/review/model/sign-in'
import { z } from 'zod'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { saveMemberships } from '../store/groups.ts'
import { addIdentity, findByIdentity, hasIdentity } from '../store/identities.ts'
import { addPerson, findByEmail, savePerson } from '../store/people.ts'
import { addSignIn, findProvider, findProviderSecret, listProviders, takeSignIn } from '../store/providers.ts'
import { found } from './answers.ts'
import { id, nothing } from './fields.ts'
import type { Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import type { ProviderCredentials, SignInKeys } from './provider-exchange.ts'
import { RETURN_PATH } from './providers.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { objectionToLinks } from './sign-in-links.ts'

/** What the sign-in page offers beside e-mail and password. */
export interface SignInWays {
  readonly providers: readonly Pick<Provider, 'id' | 'label'>[]
  /** A link in a mail. */
  readonly mailLinks: WayIn
  /** Whether mail goes out at all; without it there is nothing for a keeper to open. */
  readonly hasMail: boolean
  /** A key that a device or a password manager holds. */
  readonly passkeys: WayIn
}

/** A sign-in that was begun. */
export interface BegunSignIn {
  /** Where the browser goes. */
  readonly address: string
  /** Stays in this browser and comes back with it: without it the way back opens nothing. */
  readonly proof: string
}

/** Time enough to find the second factor. */
const SIGN_IN_MS = 15 * 60_000
const FROM_ONE_PLACE = { most: 60, within_ms: 15 * 60_000 }

const UNKNOWN =
  'This sign-in was begun in another browser, was used, or took longer than a quarter of an hour; begin it once more.'

/** The ways in that this installation offers. */
export const listSignInWays = operation({
  name: 'listSignInWays',
  about: 'Lists the ways to sign in here beside e-mail and password.',
  access: 'anyone',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<SignInWays> => ({
    providers: (await listProviders(hands.store.queries)).map((each) => ({ id: each.id, label: each.label })),
    mailLinks: wayIn(await objectionToLinks(hands)),
    hasMail: hands.canMail,
    passkeys: wayIn(objectionToPasskeys(hands.publicUrl)),
  }),
})

/** Begins a sign-in at a provider. */
export const startProviderSession = operation({
  name: 'startProviderSession',
  about: 'Begins a sign-in at a provider and answers the address to go to.',
  access: 'anyone',
  changes: true,
  input: z.object({ providerId: id }),
  run: async ({ providerId }, hands): Promise<BegunSignIn> => {
    hands.attempts.count(`sign-in through a provider from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const provider = found(await findProvider(hands.store.queries, providerId), 'provider')
    const proof = newSecret()
    const keys = keysOf(proof, hands)
    const begun = await hands.providers.begin(await credentialsOf(provider, hands), keys)
    if (!begun.isAnswer) throw new Refusal('not-ready', begun.because)
    const stateHash = hashSecret(keys.state)
    const expiresAt = later(hands.now, SIGN_IN_MS)
    await addSignIn(hands.store.queries, { stateHash, providerId, expiresAt }, hands.now)
    return { address: begun.answer, proof }
  },
})

/** Finishes a sign-in with the address the provider sent the browser back to. */
export const acceptProviderSession = operation({
  name: 'acceptProviderSession',
  about: 'Finishes a sign-in at a provider with the address the browser was sent back to.',
  access: 'anyone',
  changes: true,
  input: z.object({
    /** The query of the address, from its question mark on. */
    answer: z.string().max(8000).startsWith('?'),
    proof: z
      .string()
      .regex(/^[\w-]{43}$/, { error: 'the proof of a sign-in that was begun in this browser' }),
  }),
  run: async ({ answer, proof }, hands): Promise<SignedIn> => {
    hands.attempts.count(`sign-in through a provider from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const keys = keysOf(proof, hands)
    if (new URLSearchParams(answer).get('state') !== keys.state) throw new Refusal('signed-out', UNKNOWN)
    const { queries } = hands.store
    const providerId = await takeSignIn(queries, hashSecret(keys.state), hands.now)
    const provider = providerId === null ? null : await findProvider(queries, providerId)
    if (provider === null) throw new Refusal('signed-out', UNKNOWN)
    const back = { address: keys.returnTo + answer, now: hands.now }
    const told = await hands.providers.finish(await credentialsOf(provider, hands), keys, back)
    if (!told.isAnswer) throw new Refusal('signed-out', told.because)
    return signIn(await admit(provider, told.answer, hands), hands)
  },
})

/** Everything a sign-in needs follows from what the browser keeps, so that this database holds nothing that opens one. */
function keysOf(proof: string, hands: Hands): SignInKeys {
  const part = (name: string) => createHmac('sha256', proof).update(name).digest('base64url')
  return {
    state: part('state'),
    nonce: part('nonce'),
    verifier: part('verifier'),
    returnTo: hands.publicUrl + RETURN_PATH,
  }
}

async function credentialsOf(provider: Provider, hands: Hands): Promise<ProviderCredentials> {
  const sealed = await findProviderSecret(hands.store.queries, provider.id)
  const secret = sealed === null ? null : hands.strongbox.open(sealed, provider.id)
  if (sealed !== null && secret === null) {
    throw new Refusal(
      'not-ready',
      `The secret for ${provider.label} was sealed with another key; a keeper can set SECONDSTORY_KEY as it was, or enter the secret again.`,
    )
  }
  return { ...provider, secret }
}

/** Whoever the claims are here: known, met by their mail, or new. Two first sign-ins at once end as one person. */
async function admit(provider: Provider, claims: Claims, hands: Hands): Promise<Person> {
  const person = await hands.store.transaction(async (queries) => {
    const met = await meet(queries, provider, claims)
    const admitted = admission(provider, claims, met)
    if (admitted.kind === 'refused') throw new Refusal('not-allowed', admitted.because)
    const author = { personId: met.known?.id ?? null, at: hands.now, through: provider.label }
    const here =
      admitted.kind === 'new'
        ? await join(queries, admitted, hands.now)
        : await follow(
            queries,
            { person: admitted.person, email: addressAfter(provider, claims, met) },
            author,
          )
    if (admitted.kind !== 'known') {
      const identity = { issuer: provider.issuer, subject: claims.subject, personId: here.id }
      await addIdentity(queries, identity, hands.now)
    }
    await saveMemberships(queries, { personId: here.id, providerId: provider.id, groups: claims.groups })
    return here
  }, 'serializable')
  hands.forgetAskers()
  return person
}

async function meet(queries: Queries, provider: Provider, claims: Claims): Promise<Met> {
  const known = await findByIdentity(queries, { issuer: provider.issuer, subject: claims.subject })
  const byEmail = claims.email === null ? null : ((await findByEmail(queries, claims.email))?.person ?? null)
  const isTaken = byEmail !== null && (await hasIdentity(queries, byEmail.id, provider.issuer))
  return { known, byEmail, isTaken }
}

async function join(
  queries: Queries,
  newcomer: { readonly email: string; readonly name: string; readonly role: Person['role'] },
  now: string,
): Promise<Person> {
  const person = await addPerson(queries, { ...newcomer, passwordHash: null }, now)
  if (person !== null) return person
  throw new Refusal('conflict', 'Somebody with this mail came in at the same moment; begin once more.')
}

async function follow(
  queries: Queries,
  { person, email }: { readonly person: Person; readonly email: string | null },
  author: Author,
): Promise<Person> {
  if (email === null) return person
  return savePerson(queries, { before: person, after: { ...person, email } }, author)
}
