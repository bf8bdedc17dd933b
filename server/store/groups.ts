/** Groups as providers and directories name them, the teams of ours they stand for, and who is in them. */
import type { GroupTeam } from '@secondstory/review/model/providers'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** Which team each group of a provider stands for, by the name of the group. */
export async function listGroupTeams(queries: Queries, providerId: string): Promise<readonly GroupTeam[]> {
  return queries
    .selectFrom('directory_groups')
    .select(['directory_groups.name as group', 'team'])
    .where('provider_id', '=', providerId)
    .orderBy('directory_groups.name')
    .execute()
}

/** Writes the groups of a provider. One that is gone takes its memberships along; the others keep theirs. */
export async function saveGroupTeams(
  queries: Queries,
  { providerId, groupTeams }: { readonly providerId: string; readonly groupTeams: readonly GroupTeam[] },
  at: string,
): Promise<void> {
  const names = groupTeams.map(({ group }) => group)
  await queries
    .deleteFrom('directory_groups')
    .where('provider_id', '=', providerId)
    .where((where) => where.not(where('name', '=', where.fn.any(where.val(names)))))
    .execute()
  for (const { group, team } of groupTeams) {
    await queries
      .insertInto('directory_groups')
      .values({ id: newId(), provider_id: providerId, name: group, team, external_id: null, made_at: at })
      .onConflict((conflict) => conflict.columns(['provider_id', 'name']).doUpdateSet({ team }))
      .execute()
  }
}

/** Writes in which groups of a provider somebody is now; groups without a team here are not remembered. */
export async function saveMemberships(
  queries: Queries,
  member: {
    readonly personId: string
    readonly providerId: string
    readonly groups: readonly string[]
  },
): Promise<void> {
  const ofProvider = queries
    .selectFrom('directory_groups')
    .select('id')
    .where('provider_id', '=', member.providerId)
  await queries
    .deleteFrom('directory_group_members')
    .where('person_id', '=', member.personId)
    .where('group_id', 'in', ofProvider)
    .execute()
  const groups = await ofProvider
    .where((where) => where('directory_groups.name', '=', where.fn.any(where.val([...member.groups]))))
    .execute()
  if (groups.length === 0) return
  await queries
    .insertInto('directory_group_members')
    .values(groups.map(({ id }) => ({ group_id: id, person_id: member.personId })))
    .execute()
}

/** The names of the teams somebody belongs to by the groups they are in. */
export async function teamsOfPerson(queries: Queries, personId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('directory_group_members')
    .innerJoin('directory_groups', 'directory_groups.id', 'directory_group_members.group_id')
    .select('team')
    .distinct()
    .where('person_id', '=', personId)
    .where('team', '<>', '')
    .orderBy('team')
    .execute()
  return rows.map(({ team }) => team)
}
