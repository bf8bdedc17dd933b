/** Passkeys: made on the page of one's own settings, and signed in with where no name is typed. */
import { later } from '@secondstory/review/model/instants'
import type { Passkey } from '@secondstory/review/model/people'
import { type PasskeyPlace, passkeyPlace } from '@secondstory/review/model/sign-in'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import {
  addChallenge,
  addPasskey as addRow,
  findPasskey,
  type KeptPasskey,
  listCredentials,
  listPasskeys as listRows,
  namePasskey as nameRow,
  notePasskeyUse,
  removePasskey as removeRow,
  takeChallenge,
} from '../store/passkeys.ts'
import { findPerson, readInstallation } from '../store/people.ts'
import { found } from './answers.ts'
import { id, line, type Nothing, nothing, ofRow } from './fields.ts'
import { type Asker, asked, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** What a browser is asked to sign, as WebAuthn writes it. */
export interface PasskeyRequest {
  /** `PublicKeyCredentialRequestOptionsJSON`. */
  readonly options: Awaited<ReturnType<typeof generateAuthenticationOptions>>
}

/** What a browser is asked to make, as WebAuthn writes it. */
export interface PasskeyCreation {
  /** `PublicKeyCredentialCreationOptionsJSON`. */
  readonly options: Awaited<ReturnType<typeof generateRegistrationOptions>>
}

const CHALLENGE_MS = 5 * 60_000
const FROM_ONE_PLACE = { most: 60, within_ms: 15 * 60_000 }

const text = z.string().max(16_384)
const shared = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
}
const madeResponse = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
})
const signedResponse = z.object({
  ...shared,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
})

/** Begins a passkey: what the browser is asked to make. */
export const startPasskey = operation({
  name: 'startPasskey',
  about: 'Begins a passkey for me and answers what the browser is asked to make.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<PasskeyCreation> => {
    const { host } = place(hands)
    const { personId } = onAPage(hands)
    const { queries } = hands.store
    const person = found(await findPerson(queries, personId), 'person')
    const challenge = await begin(personId, hands)
    const options = await generateRegistrationOptions({
      rpName: (await readInstallation(queries)).name,
      rpID: host,
      userName: person.email,
      userDisplayName: person.name,
      userID: new TextEncoder().encode(personId),
      challenge: Buffer.from(challenge, 'base64url'),
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: (await listCredentials(queries, personId)).map(({ id: known, transports }) => ({
        id: known,
        transports: [...transports],
      })),
    })
    return { options }
  },
})

/** Adds the passkey the browser made. */
export const addPasskey = operation({
  name: 'addPasskey',
  about: 'Adds the passkey my browser made; from then on it signs me in.',
  access: 'reader',
  touches: 'own',
  audits: 'passkey',
  changes: true,
  input: z.object({ name: line(60), response: madeResponse }),
  run: async ({ name, response }, hands): Promise<Passkey> => {
    const { host, origin } = place(hands)
    const { personId } = onAPage(hands)
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => spend(challenge, personId, hands),
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
    }).catch(() => null)
    if (verified?.verified !== true) throw unverified()
    const { credential } = verified.registrationInfo
    const kept = { personId, name, credentialId: credential.id, counter: credential.counter }
    const { transports } = response.response
    const added = await addRow(
      hands.store.queries,
      { ...kept, publicKey: credential.publicKey, transports },
      hands.now,
    )
    if (added === null) throw new Refusal('not-ready', 'This passkey is here already.')
    return added
  },
})

/** My passkeys. */
export const listPasskeys = operation({
  name: 'listPasskeys',
  about: 'Lists my passkeys: their names, since when, and when last used.',
  access: 'reader',
  touches: 'own',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Passkey[]> =>
    listRows(hands.store.queries, asked(hands).personId),
})

/** Names one of my passkeys. */
export const namePasskey = operation({
  name: 'namePasskey',
  about: 'Names one of my passkeys.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: z.object({ id, name: line(60) }),
  run: async (named, hands): Promise<Passkey> =>
    found(await nameRow(hands.store.queries, { ...named, personId: onAPage(hands).personId }), 'passkey'),
})

/** Removes one of my passkeys; it signs nobody in from then on. */
export const removePasskey = operation({
  name: 'removePasskey',
  about: 'Removes one of my passkeys; it signs nobody in from then on.',
  access: 'reader',
  touches: 'own',
  audits: 'passkey',
  changes: true,
  input: ofRow,
  run: async (removed, hands): Promise<Nothing> => {
    const wasThere = await removeRow(hands.store.queries, removed.id, onAPage(hands).personId)
    if (!wasThere)
      throw new Refusal('not-found', 'None of my passkeys has this id; it may have been removed.')
    return {}
  },
})

/** Begins a sign-in with a passkey: what the browser is asked to sign. Nobody is named, so nobody is found out. */
export const startPasskeySession = operation({
  name: 'startPasskeySession',
  about: 'Begins a sign-in with a passkey and answers what the browser is asked to sign.',
  access: 'anyone',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<PasskeyRequest> => {
    const { host } = place(hands)
    hands.attempts.count(`passkey from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const challenge = Buffer.from(await begin(null, hands), 'base64url')
    return {
      options: await generateAuthenticationOptions({ rpID: host, challenge, userVerification: 'required' }),
    }
  },
})

/** Signs in with what a passkey signed. */
export const acceptPasskeySession = operation({
  name: 'acceptPasskeySession',
  about: 'Signs in with what a passkey signed.',
  access: 'anyone',
  changes: true,
  input: z.object({ response: signedResponse }),
  run: async ({ response }, hands): Promise<SignedIn> => {
    hands.attempts.count(`passkey from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const where = place(hands)
    const { queries } = hands.store
    const passkey = await findPasskey(queries, response.id)
    if (passkey === null) throw unverified()
    const counter = await counterIn(response, { passkey, where }, hands)
    if (counter === null || !(await notePasskeyUse(queries, { id: passkey.id, counter }, hands.now))) {
      throw unverified()
    }
    const person = await findPerson(queries, passkey.personId)
    if (person?.isActive !== true) throw unverified()
    return signIn(person, hands)
  },
})

/** What the authenticator counts now; null when the answer does not hold, or a counter that counts went back. */
async function counterIn(
  response: z.output<typeof signedResponse>,
  { passkey, where }: { readonly passkey: KeptPasskey; readonly where: PasskeyPlace },
  hands: Hands,
): Promise<number | null> {
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => spend(challenge, null, hands),
    expectedOrigin: where.origin,
    expectedRPID: where.host,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch(() => null)
  return verified?.verified === true ? verified.authenticationInfo.newCounter : null
}

function place(hands: Hands): PasskeyPlace {
  const where = passkeyPlace(hands.publicUrl)
  if ('because' in where) throw new Refusal('not-ready', where.because)
  return where
}

/** A token may not add a way in that outlives it. */
function onAPage(hands: Hands): Asker {
  const asker = asked(hands)
  if (asker.via === 'session') return asker
  throw new Refusal(
    'not-allowed',
    'Passkeys are made and changed by somebody signed in on a page, not by a token.',
  )
}

async function begin(personId: string | null, { store, now }: Hands): Promise<string> {
  const challenge = newSecret()
  const expiresAt = later(now, CHALLENGE_MS)
  await addChallenge(store.queries, { hash: hashSecret(challenge), personId, expiresAt }, now)
  return challenge
}

/** Uses the challenge up: what was signed once signs nobody in again. */
async function spend(challenge: string, personId: string | null, { store, now }: Hands): Promise<boolean> {
  return takeChallenge(store.queries, { hash: hashSecret(challenge), personId }, now)
}

function unverified(): Refusal {
  return new Refusal(
    'signed-out',
    'This passkey did not answer as expected, took longer than five minutes, or is not known here; try it once more.',
  )
}
