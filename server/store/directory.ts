/** Who people are in the company's directory (SCIM). */
import type { DirectoryPerson } from '@secondstory/review/model/directory'
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { personOf } from './people.ts'

/** Whom a directory asks for; everything that is given has to fit. */
export interface WantedPeople {
  readonly id?: string | undefined
  readonly userName?: string | undefined
  readonly externalId?: string | undefined
  readonly email?: string | undefined
}

/** Everyone a directory may see, the longest here first: those it took away are gone for it. */
export async function findDirectoryPeople(
  queries: Queries,
  wanted: WantedPeople,
): Promise<readonly DirectoryPerson[]> {
  const name = sql<string>`coalesce(directory_people.user_name, people.email)`
  let query = queries
    .selectFrom('people')
    .leftJoin('directory_people', 'directory_people.person_id', 'people.id')
    .selectAll('people')
    .select([name.as('user_name'), 'directory_people.external_id'])
    .where('people.kind', '=', 'person')
    .where('people.erased_at', 'is', null)
    .where(sql<boolean>`directory_people.is_gone is not true`)
    .orderBy('people.made_at')
  if (wanted.id !== undefined) query = query.where('people.id', '=', wanted.id)
  if (wanted.userName !== undefined) {
    query = query.where(sql<boolean>`lower(${name}) = lower(${wanted.userName})`)
  }
  if (wanted.externalId !== undefined) {
    query = query.where('directory_people.external_id', '=', wanted.externalId)
  }
  if (wanted.email !== undefined) query = query.where('people.email', '=', wanted.email.toLowerCase())
  const rows = await query.execute()
  return rows
    .map((row) => ({
      ...personOf(row),
      userName: row.user_name,
      externalId: row.external_id,
      madeAt: row.made_at,
    }))
    .toSorted((one, other) => one.madeAt.localeCompare(other.madeAt) || one.id.localeCompare(other.id))
}

/** Remembers what the directory calls somebody; they are seen by it from then on. */
export async function saveDirectoryPerson(
  queries: Queries,
  named: { readonly personId: string; readonly userName: string; readonly externalId: string | null },
): Promise<void> {
  const row = { user_name: named.userName, external_id: named.externalId, is_gone: false }
  await queries
    .insertInto('directory_people')
    .values({ person_id: named.personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Whoever the directory called this before it took them away, or whoever has this mail and was taken away; null without one. */
export async function findGone(
  queries: Queries,
  { userName, email }: { readonly userName: string; readonly email: string },
): Promise<string | null> {
  const row = await queries
    .selectFrom('directory_people')
    .innerJoin('people', 'people.id', 'directory_people.person_id')
    .select('people.id as personId')
    .where('is_gone', '=', true)
    .where(sql<boolean>`(lower(user_name) = lower(${userName}) or people.email = ${email})`)
    .executeTakeFirst()
  return row?.personId ?? null
}

/** Whether the directory calls somebody else this, also somebody it took away. */
export async function isUserNameTaken(
  queries: Queries,
  userName: string,
  exceptPersonId: string | null,
): Promise<boolean> {
  const row = await queries
    .selectFrom('directory_people')
    .select('person_id')
    .where(sql<boolean>`lower(user_name) = lower(${userName})`)
    .executeTakeFirst()
  return row !== undefined && row.person_id !== exceptPersonId
}

/** The directory took somebody away: it does not see them any more. */
export async function markGone(
  queries: Queries,
  named: { readonly personId: string; readonly userName: string; readonly externalId: string | null },
): Promise<void> {
  await saveDirectoryPerson(queries, named)
  await queries
    .updateTable('directory_people')
    .set({ is_gone: true })
    .where('person_id', '=', named.personId)
    .execute()
}
