/** People with an account, and the first start. */
import type { Person, PersonRole } from '@secondstory/review/model/people'
import type { Selectable } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** Someone before they have an account. */
export interface NewPerson {
  readonly email: string
  readonly name: string
  readonly role: PersonRole
  /** Null: comes in without one. */
  readonly passwordHash: string | null
}

/** Stores someone; null when the e-mail is taken. They are the author of their own coming. */
export async function addPerson(queries: Queries, person: NewPerson, at: string): Promise<Person | null> {
  const row = await queries
    .insertInto('people')
    .values({
      id: newId(),
      email: person.email,
      name: person.name,
      role: person.role,
      password_hash: person.passwordHash,
      made_at: at,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return null
  const after = personOf(row)
  await recordChanges(queries, { personId: after.id, at }, [
    { ...about(after), verb: 'added', before: null, after },
  ])
  return after
}

/** Someone by their e-mail, with what their password is checked against; null when nobody has it. */
export async function findByEmail(
  queries: Queries,
  email: string,
): Promise<{ readonly person: Person; readonly passwordHash: string | null } | null> {
  const row = await queries.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()
  return row === undefined ? null : { person: personOf(row), passwordHash: row.password_hash }
}

/** Someone by id; null when there is nobody. */
export async function findPerson(queries: Queries, id: string): Promise<Person | null> {
  const row = await queries.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : personOf(row)
}

/** Everyone who was not erased, by name. */
export async function listPeople(queries: Queries): Promise<readonly Person[]> {
  const rows = await queries
    .selectFrom('people')
    .selectAll()
    .where('kind', '=', 'person')
    .where('erased_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(personOf)
}

/**
 * Everyone, held for this transaction and in the order of their ids: "one active keeper remains" is a rule over all
 * rows, so two keepers who demote each other must not both see the other.
 */
export async function lockPeople(queries: Queries): Promise<readonly Person[]> {
  const rows = await queries
    .selectFrom('people')
    .selectAll()
    .where('kind', '=', 'person')
    .where('erased_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(personOf)
}

/** Writes someone who was locked before. Whoever is not active any more loses every session and token. */
export async function savePerson(
  queries: Queries,
  change: { readonly before: Person; readonly after: Person },
  author: Author,
): Promise<Person> {
  const { before, after } = change
  if (isSame(before, after)) return before
  await queries
    .updateTable('people')
    .set({
      email: after.email,
      name: after.name,
      role: after.role,
      is_steward: after.isSteward,
      is_active: after.isActive,
    })
    .where('id', '=', after.id)
    .execute()
  if (!after.isActive) {
    await queries.deleteFrom('sessions').where('person_id', '=', after.id).execute()
    await queries.deleteFrom('tokens').where('person_id', '=', after.id).execute()
  }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before, after }])
  return after
}

/** What somebody's password is checked against; null when they come in without one. */
export async function findPassword(queries: Queries, personId: string): Promise<string | null> {
  const row = await queries
    .selectFrom('people')
    .select('password_hash')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** Writes a new password. History says that it was changed, and holds neither of the two. */
export async function savePassword(
  queries: Queries,
  person: Person,
  given: { readonly hash: string; readonly at: string },
): Promise<void> {
  await queries.updateTable('people').set({ password_hash: given.hash }).where('id', '=', person.id).execute()
  const because = 'the password was changed'
  await recordChanges(queries, { personId: person.id, at: given.at }, [
    { ...about(person), verb: 'corrected', before: null, after: null, because },
  ])
}

/** The installation: its name, and whether nobody is here yet. */
export async function readInstallation(
  queries: Queries,
): Promise<{ readonly name: string; readonly needsSetUp: boolean }> {
  const row = await queries
    .selectFrom('installation')
    .select('name')
    .select((select) => select.exists(select.selectFrom('people').select('id').limit(1)).as('has_people'))
    .executeTakeFirstOrThrow()
  return { name: row.name, needsSetUp: !row.has_people }
}

/** Writes the hash of a new set-up token, which ends every earlier one; false when someone is here already. */
export async function offerSetUp(queries: Queries, secretHash: Buffer): Promise<boolean> {
  const answer = await queries
    .updateTable('installation')
    .set({ set_up_hash: secretHash })
    .where((where) => where.not(where.exists(where.selectFrom('people').select('id'))))
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

/** Uses the set-up token up; false when it is not the one, or was used. The row lock lets only one of two through. */
export async function takeSetUp(queries: Queries, secretHash: Buffer): Promise<boolean> {
  const answer = await queries
    .updateTable('installation')
    .set({ set_up_hash: null })
    .where('set_up_hash', '=', secretHash)
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

function about(person: Person) {
  return { noun: 'person', rowId: person.id, incidentId: null } as const
}

/** A row as the person it is. */
export function personOf(row: Selectable<DB['people']>): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    isSteward: row.is_steward,
    isActive: row.is_active,
  }
}
