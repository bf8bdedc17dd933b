/** Groups of the company's directory (SCIM), who is in them, and the teams of ours they stand for. */
import type { DirectoryGroup } from '@secondstory/review/model/directory'
import { sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

interface GroupRow {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly team: string
  readonly members: readonly { readonly personId: string; readonly name: string }[]
  readonly madeAt: string
}

/** Every group a directory brought, the oldest first. Groups of sign-in providers are a keeper's. */
export async function listDirectoryGroups(queries: Queries): Promise<readonly DirectoryGroup[]> {
  const { rows } = await sql<GroupRow>`
    select id, name, external_id as "externalId", team, made_at as "madeAt", coalesce((
      select jsonb_agg(jsonb_build_object('personId', people.id, 'name', people.name))
      from directory_group_members as member join people on people.id = member.person_id
      where member.group_id = directory_groups.id
    ), '[]') as members
    from directory_groups where provider_id is null order by made_at`.execute(queries)
  return rows.map((row) => ({
    ...row,
    members: row.members.toSorted((one, other) => one.name.localeCompare(other.name)),
  }))
}

/** A group before it is stored; it stands for the team of its name until a keeper says otherwise. */
export interface NewDirectoryGroup {
  readonly name: string
  readonly externalId: string | null
  readonly memberIds: readonly string[]
}

/** Stores a group; null when the directory has one of this name here. */
export async function addDirectoryGroup(
  queries: Queries,
  group: NewDirectoryGroup,
  author: Author,
): Promise<DirectoryGroup | null> {
  const { name, externalId } = group
  const row = await queries
    .insertInto('directory_groups')
    .values({ id: newId(), provider_id: null, name, team: name, external_id: externalId, made_at: author.at })
    .onConflict((conflict) => conflict.columns(['provider_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await addMembers(queries, row.id, group.memberIds)
  const after = await readGroup(queries, row.id)
  await recordChanges(queries, author, [
    { ...about(row.id), verb: 'added', before: null, after: plain(after) },
  ])
  return after
}

/** What changes about a group. Members come and go one by one, so that two changes at once lose neither. */
export interface DirectoryGroupChange {
  readonly name: string
  readonly externalId: string | null
  readonly team: string
  readonly addedIds: readonly string[]
  readonly removedIds: readonly string[]
}

/** Writes a group. */
export async function saveDirectoryGroup(
  queries: Queries,
  { before, change }: { readonly before: DirectoryGroup; readonly change: DirectoryGroupChange },
  author: Author,
): Promise<DirectoryGroup> {
  const { name, externalId, team, addedIds, removedIds } = change
  await queries
    .updateTable('directory_groups')
    .set({ name, external_id: externalId, team })
    .where('id', '=', before.id)
    .execute()
  if (removedIds.length > 0) {
    await queries
      .deleteFrom('directory_group_members')
      .where('group_id', '=', before.id)
      .where('person_id', 'in', [...removedIds])
      .execute()
  }
  await addMembers(queries, before.id, addedIds)
  const after = await readGroup(queries, before.id)
  if (isSame(plain(before), plain(after))) return after
  await recordChanges(queries, author, [
    { ...about(before.id), verb: 'corrected', before: plain(before), after: plain(after) },
  ])
  return after
}

/** Takes a group away with its memberships: the directory keeps what it says, and can bring it again. */
export async function removeDirectoryGroup(
  queries: Queries,
  group: DirectoryGroup,
  author: Author,
): Promise<void> {
  await queries.deleteFrom('directory_groups').where('id', '=', group.id).execute()
  await recordChanges(queries, author, [
    { ...about(group.id), verb: 'removed', before: plain(group), after: null },
  ])
}

async function addMembers(queries: Queries, groupId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await queries
    .insertInto('directory_group_members')
    .values([...new Set(memberIds)].map((person_id) => ({ group_id: groupId, person_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function readGroup(queries: Queries, id: string): Promise<DirectoryGroup> {
  const group = (await listDirectoryGroups(queries)).find((each) => each.id === id)
  if (group === undefined) throw new RangeError(`The group ${id} is gone in the transaction that wrote it.`)
  return group
}

/** History keeps who is in a group by id, so that a name can leave for good. */
function plain({ name, externalId, team, members }: DirectoryGroup) {
  return { name, externalId, team, memberIds: members.map(({ personId }) => personId).toSorted() }
}

function about(groupId: string) {
  return { noun: 'group', rowId: groupId, incidentId: null } as const
}
