/** Passkeys: the public half of a key somebody holds, and the challenges that are under way. */
import type { Passkey } from '@secondstory/review/model/people'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A passkey before it is stored. */
export interface NewPasskey {
  readonly personId: string
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
}

/** A passkey with what an answer is checked against. */
export interface KeptPasskey {
  readonly id: string
  readonly personId: string
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
}

/** Stores a passkey; null when it is here already. */
export async function addPasskey(
  queries: Queries,
  passkey: NewPasskey,
  now: string,
): Promise<Passkey | null> {
  const row = await queries
    .insertInto('passkeys')
    .values({
      id: newId(),
      person_id: passkey.personId,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: [...passkey.transports],
      name: passkey.name,
      made_at: now,
      used_at: null,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : passkeyOf(row)
}

/** The passkeys of somebody, the newest first. */
export async function listPasskeys(queries: Queries, personId: string): Promise<readonly Passkey[]> {
  return (await rowsOf(queries, personId)).map(passkeyOf)
}

/** How the browser names the passkeys of somebody, so that it makes no second one on the same device. */
export async function listCredentials(
  queries: Queries,
  personId: string,
): Promise<readonly { readonly id: string; readonly transports: readonly string[] }[]> {
  const rows = await rowsOf(queries, personId)
  return rows.map(({ credential_id: id, transports }) => ({ id, transports }))
}

async function rowsOf(queries: Queries, personId: string) {
  return queries
    .selectFrom('passkeys')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()
}

/** The passkey a browser names; null when there is none. */
export async function findPasskey(queries: Queries, credentialId: string): Promise<KeptPasskey | null> {
  const row = await queries
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    personId: row.person_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
  }
}

/** Notes a use, with what the authenticator counts now; false when somebody was quicker with the same count. */
export async function notePasskeyUse(
  queries: Queries,
  { id, counter }: { readonly id: string; readonly counter: number },
  now: string,
): Promise<boolean> {
  const answer = await queries
    .updateTable('passkeys')
    .set({ counter, used_at: now })
    .where('id', '=', id)
    // Some authenticators do not count: theirs stays 0.
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

/** Names a passkey of its owner; null when they have none by this id. */
export async function namePasskey(
  queries: Queries,
  named: { readonly id: string; readonly personId: string; readonly name: string },
): Promise<Passkey | null> {
  const row = await queries
    .updateTable('passkeys')
    .set({ name: named.name })
    .where('id', '=', named.id)
    .where('person_id', '=', named.personId)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : passkeyOf(row)
}

/** Deletes a passkey of its owner; false when they have none by this id. */
export async function removePasskey(queries: Queries, id: string, personId: string): Promise<boolean> {
  const answer = await queries
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return answer.numDeletedRows === 1n
}

/** Remembers a challenge until it is used; those that ran out go. */
export async function addChallenge(
  queries: Queries,
  challenge: { readonly hash: Buffer; readonly personId: string | null; readonly expiresAt: string },
  now: string,
): Promise<void> {
  await queries.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute()
  await queries
    .insertInto('passkey_challenges')
    .values({
      challenge_hash: challenge.hash,
      person_id: challenge.personId,
      expires_at: challenge.expiresAt,
    })
    .execute()
}

/** Uses a challenge up; false when it was used, ran out, never was or belongs to somebody else. */
export async function takeChallenge(
  queries: Queries,
  challenge: { readonly hash: Buffer; readonly personId: string | null },
  now: string,
): Promise<boolean> {
  const row = await queries
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', challenge.hash)
    .returning(['person_id', 'expires_at'])
    .executeTakeFirst()
  return row !== undefined && row.person_id === challenge.personId && row.expires_at > now
}

function passkeyOf(row: Selectable<DB['passkeys']>): Passkey {
  return { id: row.id, name: row.name, madeAt: row.made_at, usedAt: row.used_at }
}
