/** Teams with their members and components, and the team an incident belongs to. */
import type { Team, TeamMember } from '@secondstory/review/model/teams'
import { sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** A team before it is stored. */
export interface NewTeam {
  readonly name: string
  readonly components: readonly string[]
  readonly memberIds: readonly string[]
  readonly leadIds: readonly string[]
}

interface TeamRow {
  readonly id: string
  readonly name: string
  readonly components: string[]
  readonly version: number
  readonly members: readonly TeamMember[]
  readonly leads: readonly TeamMember[]
}

/** Every team that was not removed, by name, with its members and its leads by name. */
export async function listTeams(queries: Queries): Promise<readonly Team[]> {
  const { rows } = await sql<TeamRow>`
    select id, name, components, version, ${peopleIn('team_members')} as members, ${peopleIn('team_leads')} as leads
    from teams where removed_at is null order by lower(name)`.execute(queries)
  return rows.map((team) => ({
    ...team,
    members: team.members.toSorted(byName),
    leads: team.leads.toSorted(byName),
  }))
}

/** Those whom one of the two tables has for the team at hand. */
function peopleIn(table: 'team_members' | 'team_leads') {
  const of = sql.table(table)
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('personId', people.id, 'name', people.name))
    from ${of} join people on people.id = ${of}.person_id where ${of}.team_id = teams.id), '[]')`
}

function byName(one: TeamMember, other: TeamMember): number {
  return one.name.localeCompare(other.name)
}

/** The same, held for this transaction: that a component has one owner is a rule over all teams. */
export async function lockTeams(queries: Queries): Promise<readonly Team[]> {
  await sql`lock table teams in share row exclusive mode`.execute(queries)
  return listTeams(queries)
}

/** Stores a team. */
export async function addTeam(queries: Queries, team: NewTeam, author: Author): Promise<Team> {
  const id = newId()
  await queries
    .insertInto('teams')
    .values({ id, name: team.name, components: [...team.components], version: 1 })
    .execute()
  await saveMembers(queries, id, team)
  const after = await readTeam(queries, id)
  await recordChanges(queries, author, [
    { ...about(id), verb: 'added', before: null, after: withoutNames(after) },
  ])
  return after
}

/** Writes a team that was locked before. */
export async function saveTeam(
  queries: Queries,
  change: { readonly before: Team; readonly after: NewTeam },
  author: Author,
): Promise<Team> {
  const { before, after: given } = change
  const was = withoutNames(before)
  const { memberIds, leadIds } = given
  if (isSame(was, { ...given, memberIds: memberIds.toSorted(), leadIds: leadIds.toSorted() })) return before
  await queries
    .updateTable('teams')
    .set({ name: given.name, components: [...given.components], version: before.version + 1 })
    .where('id', '=', before.id)
    .execute()
  await saveMembers(queries, before.id, given)
  const after = await readTeam(queries, before.id)
  await recordChanges(queries, author, [
    { ...about(before.id), verb: 'corrected', before: withoutNames(before), after: withoutNames(after) },
  ])
  return after
}

/** Takes a team out of every list and answers the removal's id; who is in it stays for the way back. */
export async function removeTeam(queries: Queries, team: Team, author: Author): Promise<string> {
  const removalId = newId()
  const removed_at = author.at
  await queries
    .insertInto('removals')
    .values({ id: removalId, incident_id: null, noun: 'team', removed_at, undone_at: null, merge: null })
    .execute()
  await queries
    .updateTable('teams')
    .set({ removed_at, removal_id: removalId })
    .where('id', '=', team.id)
    .execute()
  await recordChanges(queries, author, [
    { ...about(team.id), verb: 'removed', before: withoutNames(team), after: null },
  ])
  return removalId
}

/** The team a removal took away and that is still gone; null when there is none. */
export async function findRemovedTeam(
  queries: Queries,
  removalId: string,
): Promise<Pick<Team, 'name' | 'components'> | null> {
  const row = await queries
    .selectFrom('teams')
    .select(['name', 'components'])
    .where('removal_id', '=', removalId)
    .executeTakeFirst()
  return row ?? null
}

/** Chooses the team an incident belongs to; null leaves it to its components. */
export async function assignTeam(
  queries: Queries,
  chosen: { readonly incidentId: string; readonly team: Pick<Team, 'id' | 'name'> | null },
  author: Author,
): Promise<void> {
  const { incidentId, team } = chosen
  const before = await queries
    .selectFrom('incidents')
    .leftJoin('teams', 'teams.id', 'incidents.team_id')
    .select('teams.name')
    .where('incidents.id', '=', incidentId)
    .executeTakeFirst()
  if ((before?.name ?? null) === (team?.name ?? null)) return
  await queries
    .updateTable('incidents')
    .set({ team_id: team?.id ?? null })
    .where('id', '=', incidentId)
    .execute()
  const changed = { noun: 'incident', rowId: incidentId, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...changed, before: { team: before?.name ?? '' }, after: { team: team?.name ?? '' } },
  ])
}

/** Puts somebody into a team, beside whoever is in it. */
export async function addTeamMember(
  queries: Queries,
  added: { readonly teamId: string; readonly personId: string },
  author: Author,
): Promise<void> {
  const before = await readTeam(queries, added.teamId)
  await queries
    .insertInto('team_members')
    .values({ team_id: added.teamId, person_id: added.personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const after = await readTeam(queries, added.teamId)
  await recordChanges(queries, author, [
    { ...about(added.teamId), verb: 'corrected', before: withoutNames(before), after: withoutNames(after) },
  ])
}

async function readTeam(queries: Queries, id: string): Promise<Team> {
  const team = (await listTeams(queries)).find((each) => each.id === id)
  if (team === undefined) throw new RangeError(`The team ${id} is gone in the transaction that wrote it.`)
  return team
}

async function saveMembers(
  queries: Queries,
  teamId: string,
  { memberIds, leadIds }: Pick<NewTeam, 'memberIds' | 'leadIds'>,
): Promise<void> {
  await queries.deleteFrom('team_members').where('team_id', '=', teamId).execute()
  await queries.deleteFrom('team_leads').where('team_id', '=', teamId).execute()
  const rows = (ids: readonly string[]) =>
    [...new Set(ids)].map((person_id) => ({ person_id, team_id: teamId }))
  if (memberIds.length > 0) await queries.insertInto('team_members').values(rows(memberIds)).execute()
  if (leadIds.length > 0) await queries.insertInto('team_leads').values(rows(leadIds)).execute()
}

/** History keeps who is in a team by id, so that a name can leave for good. */
function withoutNames({ name, components, members, leads }: Team) {
  return { name, components, memberIds: idsOf(members), leadIds: idsOf(leads) }
}

function idsOf(people: readonly TeamMember[]): readonly string[] {
  return people.map(({ personId }) => personId).toSorted()
}

function about(teamId: string) {
  return { noun: 'team', rowId: teamId, incidentId: null } as const
}
