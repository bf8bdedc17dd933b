/** Who people are at the providers they come in through: by issuer and subject, which stay when a mail changes. */
import type { Person } from '@secondstory/review/model/people'
import type { Queries } from './database.ts'
import { personOf } from './people.ts'

/** Who somebody is at a provider. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** Whoever this is here; null when nobody came in as it. Held until the transaction ends. */
export async function findByIdentity(queries: Queries, identity: Identity): Promise<Person | null> {
  const row = await queries
    .selectFrom('people')
    .innerJoin('identities', 'identities.person_id', 'people.id')
    .selectAll('people')
    .where('issuer', '=', identity.issuer)
    .where('subject', '=', identity.subject)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : personOf(row)
}

/** Whether somebody comes in through this issuer already, as whomever. */
export async function hasIdentity(queries: Queries, personId: string, issuer: string): Promise<boolean> {
  const row = await queries
    .selectFrom('identities')
    .select('subject')
    .where('person_id', '=', personId)
    .where('issuer', '=', issuer)
    .executeTakeFirst()
  return row !== undefined
}

/** Remembers who somebody is at a provider. */
export async function addIdentity(
  queries: Queries,
  identity: Identity & { readonly personId: string },
  now: string,
): Promise<void> {
  await queries
    .insertInto('identities')
    .values({
      issuer: identity.issuer,
      subject: identity.subject,
      person_id: identity.personId,
      made_at: now,
    })
    .execute()
}
