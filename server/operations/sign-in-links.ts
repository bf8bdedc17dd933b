/** Signing in by a link in a mail. What is asked and what is answered is the same whoever is known here. */
import { timingSafeEqual } from 'node:crypto'
import { later } from '@secondstory/review/model/instants'
import { objectionToMailLinks } from '@secondstory/review/model/sign-in'
import { z } from 'zod'
import { queueDelivery } from '../store/outbox.ts'
import { findByEmail } from '../store/people.ts'
import {
  addSignInLink,
  findSignInLink,
  readMailLinks,
  saveMailLinks,
  takeSignInLink,
} from '../store/sign-in-links.ts'
import { line, type Nothing } from './fields.ts'
import type { Hands } from './hands.ts'
import { type LetterDraft, setLetter } from './letters.ts'
import { operation, Refusal } from './operation.ts'
import { sealLetter } from './sealed-letters.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** A sign-in by mail that was begun, or looks as if it was. */
export interface BegunLink {
  /** Stays in this browser: a link that is opened here signs in without a question. */
  readonly proof: string
}

/** Whom a link signs in, before it does. */
export interface SignInLink {
  readonly email: string
  /** Whether it was asked for in the browser that opens it. */
  readonly isOfThisBrowser: boolean
}

const LINK_MS = 15 * 60_000
const FROM_ONE_PLACE = { most: 20, within_ms: LINK_MS }
/** Enough for a mail that got lost; too few to fill a mailbox. */
const FOR_ONE_ADDRESS = { most: 3, within_ms: LINK_MS }

/** As long as a secret of ours is. */
const link = z.string().regex(/^[\w-]{43}$/, { error: 'the whole link as it stood in the letter' })

/** Sends a link to sign in with, if somebody here has this address; the answer does not tell. */
export const startLinkSession = operation({
  name: 'startLinkSession',
  about:
    'Sends a link to sign in with to an address, if somebody here has it; the answer does not tell whether.',
  access: 'anyone',
  changes: true,
  input: z.object({ email: line(254) }),
  run: async (given, hands): Promise<BegunLink> => {
    await refuseClosed(hands)
    const address = given.email.toLowerCase()
    hands.attempts.count(`link from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    hands.attempts.count(`link to ${hashSecret(address).toString('base64')}`, FOR_ONE_ADDRESS, hands.now)
    const proof = newSecret()
    // After the answer, so that its time does not tell either.
    hands.goOn('a link to sign in with', () => sendLink(address, proof, hands))
    return { proof }
  },
})

/** What a link would do. It is not used up by looking: mail programs look at links before people do. */
export const readLinkSession = operation({
  name: 'readLinkSession',
  about: 'Reads whom a link signs in and whether it was asked for in this browser; uses nothing up.',
  access: 'anyone',
  changes: false,
  input: z.object({ token: link, proof: link.optional() }),
  run: async ({ token, proof }, hands): Promise<SignInLink> => {
    const known = await findSignInLink(hands.store.queries, hashSecret(token), hands.now)
    if (known === null) throw usedUp()
    return { email: known.person.email, isOfThisBrowser: isOf(known.browserHash, proof) }
  },
})

/** Signs in with a link. In another browser than the one that asked, somebody has to say that they want to. */
export const acceptLinkSession = operation({
  name: 'acceptLinkSession',
  about:
    'Signs in with a link from a mail; in another browser than the one that asked, only when it is confirmed.',
  access: 'anyone',
  changes: true,
  input: z.object({ token: link, proof: link.optional(), isConfirmed: z.boolean().optional() }),
  run: async ({ token, proof, isConfirmed = false }, hands): Promise<SignedIn> => {
    await refuseClosed(hands)
    hands.attempts.count(`link from ${hands.from}`, FROM_ONE_PLACE, hands.now)
    const secretHash = hashSecret(token)
    const known = await findSignInLink(hands.store.queries, secretHash, hands.now)
    if (known === null) throw usedUp()
    if (!isConfirmed && !isOf(known.browserHash, proof)) {
      throw new Refusal(
        'not-ready',
        'This link was asked for in another browser; confirm that you want to sign in here.',
      )
    }
    const isFirst = await hands.store.transaction((queries) => takeSignInLink(queries, secretHash))
    if (!isFirst) throw usedUp()
    return signIn(known.person, hands)
  },
})

/** Opens or closes signing in by mail. Closing ends the links that are under way. */
export const correctSignInWays = operation({
  name: 'correctSignInWays',
  about: 'Opens or closes signing in by a link in a mail; closing ends the links that are under way.',
  access: 'keeper',
  audits: 'sign-in',
  touches: 'installation',
  changes: true,
  input: z.object({ hasMailLinks: z.boolean() }),
  run: async ({ hasMailLinks }, hands): Promise<Nothing> => {
    await saveMailLinks(hands.store.queries, hasMailLinks)
    return {}
  },
})

/** Why nobody comes in by mail here; null when that works. */
export async function objectionToLinks({ store, canMail }: Hands): Promise<string | null> {
  return objectionToMailLinks({ canMail, isWanted: await readMailLinks(store.queries) })
}

async function refuseClosed(hands: Hands): Promise<void> {
  const objection = await objectionToLinks(hands)
  if (objection !== null) throw new Refusal('not-ready', objection)
}

function isOf(browserHash: Buffer, proof: string | undefined): boolean {
  return proof !== undefined && timingSafeEqual(browserHash, hashSecret(proof))
}

/** Whoever is not here, or not any more, gets no mail. */
async function sendLink(address: string, proof: string, hands: Hands): Promise<void> {
  const known = await findByEmail(hands.store.queries, address)
  if (known === null || !known.person.isActive) return
  const secret = newSecret()
  const expiresAt = later(hands.now, LINK_MS)
  const letter = setLetter(letterWith(`${hands.publicUrl}/sign-in/link#${secret}`, hands))
  await hands.store.transaction(async (queries) => {
    const hashes = { secretHash: hashSecret(secret), browserHash: hashSecret(proof) }
    await addSignInLink(queries, { personId: known.person.id, ...hashes, expiresAt }, hands.now)
    await queueDelivery(queries, {
      ...sealLetter(letter, expiresAt, hands.strongbox),
      kind: 'sign-in',
      to: known.person.email,
      about: 'A link to sign in with',
      now: hands.now,
    })
  })
}

function letterWith(url: string, { publicUrl }: Hands): LetterDraft {
  return {
    subject: 'Your link to sign in to Second Story',
    opening: 'Somebody asked to sign in here with your address.',
    parts: [
      {
        heading: '',
        items: [
          {
            title: 'Sign in',
            lines: ['The link works once, for a quarter of an hour, best in the browser that asked for it.'],
            links: [{ label: 'Sign in to Second Story', url }],
          },
        ],
      },
    ],
    closing: 'If that was not you, nothing happens as long as the link is not opened.',
    settings: { label: 'Second Story', url: publicUrl },
    unsubscribe: null,
  }
}

function usedUp(): Refusal {
  return new Refusal(
    'signed-out',
    'This link was used, is older than a quarter of an hour, or was replaced; ask for another on the sign-in page.',
  )
}
