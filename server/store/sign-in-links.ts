/** Links by mail that sign somebody in: used once, and known by hashes alone. */
import type { Person } from '@secondstory/review/model/people'
import type { Queries } from './database.ts'
import { personOf } from './people.ts'

/** A link before it is stored. */
export interface NewSignInLink {
  readonly personId: string
  readonly secretHash: Buffer
  /** Of what the browser that asked keeps. */
  readonly browserHash: Buffer
  readonly expiresAt: string
}

/** Stores a link, and drops those that ran out. */
export async function addSignInLink(queries: Queries, link: NewSignInLink, now: string): Promise<void> {
  await queries.deleteFrom('sign_in_links').where('expires_at', '<=', now).execute()
  await queries
    .insertInto('sign_in_links')
    .values({
      secret_hash: link.secretHash,
      browser_hash: link.browserHash,
      person_id: link.personId,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Whom a link signs in and which browser asked for it; null when it was used, ran out or never was. */
export async function findSignInLink(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<{ readonly person: Person; readonly browserHash: Buffer } | null> {
  const row = await queries
    .selectFrom('sign_in_links')
    .innerJoin('people', 'people.id', 'sign_in_links.person_id')
    .selectAll('people')
    .select('browser_hash')
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', now)
    .where('people.is_active', '=', true)
    .executeTakeFirst()
  return row === undefined ? null : { person: personOf(row), browserHash: row.browser_hash }
}

/** Uses a link up, and with it every other one of the same person; false when someone was quicker. */
export async function takeSignInLink(queries: Queries, secretHash: Buffer): Promise<boolean> {
  const taken = await queries
    .deleteFrom('sign_in_links')
    .where('secret_hash', '=', secretHash)
    .returning('person_id')
    .executeTakeFirst()
  if (taken === undefined) return false
  await queries.deleteFrom('sign_in_links').where('person_id', '=', taken.person_id).execute()
  return true
}

/** Whether a keeper lets people in by links. */
export async function readMailLinks(queries: Queries): Promise<boolean> {
  const row = await queries.selectFrom('installation').select('has_mail_links').executeTakeFirstOrThrow()
  return row.has_mail_links
}

/** Opens or closes this way in; the links that are under way end with it. */
export async function saveMailLinks(queries: Queries, isOpen: boolean): Promise<void> {
  await queries.updateTable('installation').set({ has_mail_links: isOpen }).execute()
  if (!isOpen) await queries.deleteFrom('sign_in_links').execute()
}
