/** What a company's directory (SCIM) asks about people: who is here, who comes, who changes, who leaves. */
import { type DirectoryPerson, personAfter } from '@secondstory/review/model/directory'
import type { Person } from '@secondstory/review/model/people'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import {
  findDirectoryPeople,
  findGone,
  isUserNameTaken,
  markGone,
  saveDirectoryPerson,
} from '../store/directory.ts'
import { addPerson, findByEmail, lockPeople, savePerson } from '../store/people.ts'
import { found } from './answers.ts'
import { refuseStale, seenTags } from './directory-versions.ts'
import { email, id, line, lineOrNothing, type Nothing, ofRow } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { refuseLastKeeper } from './people.ts'

/** One page of what was found, and how long the whole list is: SCIM asks for that. */
export interface DirectoryPage<Row> {
  readonly items: readonly Row[]
  readonly total: number
}

/** Where a page of a directory begins (from 1, as SCIM says) and how long it is at most. */
export const pageOf = {
  startIndex: z.int().min(1).default(1),
  limit: z.int().min(0).max(200).default(100),
}

/** The part of a list a page shows. */
export function paged<Row>(
  rows: readonly Row[],
  page: { readonly startIndex: number; readonly limit: number },
): DirectoryPage<Row> {
  const from = page.startIndex - 1
  return { items: rows.slice(from, from + page.limit), total: rows.length }
}

const fields = {
  userName: line(254),
  externalId: lineOrNothing(200).nullable(),
  email,
  name: line(100),
  /** A keeper is made by a keeper. */
  role: z.enum(['member', 'reader'], {
    error: 'expected member or reader for a role: a keeper is made by a keeper',
  }),
  isActive: z.boolean(),
}

/** People as a directory sees them, all or those it asks for. */
export const listDirectoryPeople = operation({
  name: 'listDirectoryPeople',
  about: 'Lists the people a directory (SCIM) may see, all or by user name, mail or external id.',
  access: 'directory',
  touches: 'installation',
  changes: false,
  input: z.object({
    id: id.optional(),
    userName: line(254).optional(),
    externalId: line(200).optional(),
    email: line(254).optional(),
    ...pageOf,
  }),
  run: async ({ startIndex, limit, ...wanted }, hands): Promise<DirectoryPage<DirectoryPerson>> =>
    paged(await findDirectoryPeople(hands.store.queries, wanted), { startIndex, limit }),
})

/** One of them. */
export const readDirectoryPerson = operation({
  name: 'readDirectoryPerson',
  about: 'Reads somebody as a directory (SCIM) sees them.',
  access: 'directory',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async (input, hands): Promise<DirectoryPerson> => visible(hands.store.queries, input.id),
})

/** Makes an account for somebody the directory names, or opens again the one it took away. */
export const addDirectoryPerson = operation({
  name: 'addDirectoryPerson',
  about: 'Makes an account for somebody a directory (SCIM) names, or opens again the one it took away.',
  access: 'directory',
  audits: 'person',
  touches: 'installation',
  changes: true,
  input: z.object({
    ...fields,
    externalId: fields.externalId.default(null),
    role: fields.role.default('member'),
    isActive: fields.isActive.default(true),
  }),
  run: async ({ userName, externalId, ...given }, hands): Promise<DirectoryPerson> => {
    const person = await hands.store.transaction(async (queries) => {
      const everyone = await lockPeople(queries)
      const goneId = await findGone(queries, { userName, email: given.email })
      await refuseTaken(queries, { userName, email: given.email, exceptId: goneId })
      const before = everyone.find((each) => each.id === goneId)
      const here =
        before === undefined
          ? await join(queries, given, hands)
          : await savePerson(queries, { before, after: personAfter(before, given) }, by(hands))
      await saveDirectoryPerson(queries, { personId: here.id, userName, externalId })
      return visible(queries, here.id)
    })
    hands.forgetAskers()
    return person
  },
})

/** Changes somebody as the directory says; whoever it closes is signed out everywhere at once. */
export const correctDirectoryPerson = operation({
  name: 'correctDirectoryPerson',
  about:
    'Changes somebody as a directory (SCIM) says, or closes and reopens their account; sessions and tokens of whoever is closed end at once.',
  access: 'directory',
  audits: 'person',
  touches: 'installation',
  changes: true,
  input: z.object({ id, seenTags, ...z.object(fields).partial().shape }),
  run: async ({ id: personId, seenTags: seen, ...given }, hands): Promise<DirectoryPerson> => {
    const person = await hands.store.transaction(async (queries) => {
      const everyone = await lockPeople(queries)
      const before = await visible(queries, personId)
      refuseStale(before, seen)
      const { userName = before.userName, externalId = before.externalId, ...change } = given
      await refuseTaken(queries, { userName, email: change.email ?? before.email, exceptId: personId })
      await save(queries, { everyone, personId, change }, hands)
      await saveDirectoryPerson(queries, { personId, userName, externalId })
      return visible(queries, personId)
    })
    hands.forgetAskers()
    return person
  },
})

/** Closes the account of somebody the directory takes away. What they wrote stays; a keeper may erase them. */
export const removeDirectoryPerson = operation({
  name: 'removeDirectoryPerson',
  about: 'Closes the account of somebody a directory (SCIM) takes away; what they wrote stays.',
  access: 'directory',
  audits: 'person',
  touches: 'installation',
  changes: true,
  input: ofRow.extend({ seenTags }),
  run: async ({ id: personId, seenTags: seen }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const everyone = await lockPeople(queries)
      const before = await visible(queries, personId)
      refuseStale(before, seen)
      const { userName, externalId } = before
      await save(queries, { everyone, personId, change: { isActive: false } }, hands)
      await markGone(queries, { personId, userName, externalId })
    })
    hands.forgetAskers()
    return {}
  },
})

async function visible(queries: Queries, personId: string): Promise<DirectoryPerson> {
  const [person] = await findDirectoryPeople(queries, { id: personId })
  return found(person ?? null, 'person')
}

async function save(
  queries: Queries,
  given: {
    readonly everyone: readonly Person[]
    readonly personId: string
    readonly change: Parameters<typeof personAfter>[1]
  },
  hands: Hands,
): Promise<void> {
  const { everyone, personId, change } = given
  const before = found(everyone.find((each) => each.id === personId) ?? null, 'person')
  const after = personAfter(before, change)
  refuseLastKeeper(everyone, after)
  await savePerson(queries, { before, after }, by(hands))
}

async function join(
  queries: Queries,
  given: Pick<Person, 'email' | 'name' | 'role' | 'isActive'>,
  hands: Hands,
): Promise<Person> {
  const { isActive, ...newcomer } = given
  const person = await addPerson(queries, { ...newcomer, passwordHash: null }, hands.now)
  if (person === null) throw taken(newcomer.email)
  return savePerson(queries, { before: person, after: { ...person, isActive } }, by(hands))
}

async function refuseTaken(
  queries: Queries,
  given: { readonly userName: string; readonly email: string; readonly exceptId: string | null },
): Promise<void> {
  const { userName, email: address, exceptId } = given
  const other = (await findByEmail(queries, address))?.person.id
  if (other !== undefined && other !== exceptId) throw taken(address)
  if (await isUserNameTaken(queries, userName, exceptId)) throw taken(userName)
  const [byName] = await findDirectoryPeople(queries, { userName })
  if (byName !== undefined && byName.id !== exceptId) throw taken(userName)
}

function taken(name: string): Refusal {
  return new Refusal(
    'conflict',
    `Somebody here is called ${name} already; change them instead of adding another.`,
  )
}
