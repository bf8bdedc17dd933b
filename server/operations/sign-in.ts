/** What every way of signing in ends with, and how the first keeper comes in. */
import { later } from '@secondstory/review/model/instants'
import type { Person } from '@secondstory/review/model/people'
import { addPerson, offerSetUp, readInstallation } from '../store/people.ts'
import { addSession, closeSession } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { SESSION_MS } from './asker.ts'
import type { Hands } from './hands.ts'
import { hashPassword, hashSecret, newSecret } from './secrets.ts'

/** Whoever is signed in now. */
export interface SignedIn {
  readonly person: Person
}

/**
 * Opens a new session and hands its secret to the door. The session the call came with, if any, is closed: whoever
 * planted it in this browser must not end up signed in as someone else.
 */
export async function signIn(person: Person, hands: Hands): Promise<SignedIn> {
  const secret = newSecret()
  const session = {
    personId: person.id,
    secretHash: hashSecret(secret),
    expiresAt: later(hands.now, SESSION_MS),
    device: hands.device,
  }
  await hands.store.transaction(async (queries) => {
    if (hands.session !== null) await closeSession(queries, hashSecret(hands.session))
    await addSession(queries, session, hands.now)
  })
  hands.forgetAskers()
  hands.keepSession(secret)
  return { person }
}

/** The one-time link that makes the first keeper; null when someone is here. A new one ends every earlier one. */
export async function setUpLink(store: Store, publicUrl: string): Promise<string | null> {
  const secret = newSecret()
  const isOffered = await offerSetUp(store.queries, hashSecret(secret))
  return isOffered ? `${publicUrl}/set-up?token=${secret}` : null
}

/** A keeper made from the settings, for installations that nobody watches; null when someone is here already. */
export async function makeFirstKeeper(
  store: Store,
  given: { readonly email: string; readonly password: string },
  now: string,
): Promise<Person | null> {
  const { needsSetUp } = await readInstallation(store.queries)
  if (!needsSetUp) return null
  const email = given.email.trim().toLowerCase()
  const passwordHash = await hashPassword(given.password)
  return store.transaction((queries) =>
    addPerson(queries, { email, name: email.split('@')[0] ?? email, role: 'keeper', passwordHash }, now),
  )
}
