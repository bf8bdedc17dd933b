/** Who takes which part in a review. Read by incident only: nothing here leads from a person to their reviews. */
import type { ReviewPeople, ReviewRole } from '@secondstory/review/model/review-people'
import { sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** Names someone for a review, as nothing but these roles; without any they take no part in it any more. */
export async function saveReviewRoles(
  queries: Queries,
  named: { readonly incidentId: string; readonly personId: string; readonly roles: readonly ReviewRole[] },
  author: Author,
): Promise<void> {
  const { incidentId, personId } = named
  const roles = [...new Set(named.roles)].toSorted()
  const rows = await queries
    .selectFrom('review_people')
    .select('role')
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .orderBy('role')
    .execute()
  const before = rows.map(({ role }) => role)
  if (isSame(before, roles)) return
  await queries
    .deleteFrom('review_people')
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .execute()
  await addReviewRoles(queries, { incidentId, personId, roles })
  const about = { noun: 'review role', rowId: personId, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...about, before: { parts: before.join(', ') }, after: { parts: roles.join(', ') } },
  ])
}

/** Writes parts without a row of history of their own: whoever opens an incident is its first author. */
export async function addReviewRoles(
  queries: Queries,
  named: { readonly incidentId: string; readonly personId: string; readonly roles: readonly ReviewRole[] },
): Promise<void> {
  const { incidentId: incident_id, personId: person_id, roles } = named
  if (roles.length === 0) return
  await queries
    .insertInto('review_people')
    .values(roles.map((role) => ({ incident_id, person_id, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

interface TeamsRow {
  readonly is_team_chosen: boolean
  readonly teams: ReviewPeople['teams']
}

/** The teams and the people of a review, each by name. */
export async function readReviewPeople(queries: Queries, incidentId: string): Promise<ReviewPeople> {
  const owned = await sql<TeamsRow>`
    select incidents.team_id is not null as is_team_chosen,
      coalesce((select jsonb_agg(jsonb_build_object('id', teams.id, 'name', teams.name))
        from teams where ${isTeamOf}), '[]') as teams
    from incidents where incidents.id = ${incidentId}`.execute(queries)
  const named = await queries
    .selectFrom('review_people')
    .innerJoin('people', 'people.id', 'review_people.person_id')
    .select(['people.id', 'people.name', 'review_people.role'])
    .where('incident_id', '=', incidentId)
    .orderBy('review_people.role')
    .execute()
  const [owner] = owned.rows
  const people = [...new Map(named.map(({ id, name }) => [id, name])).entries()].map(([personId, name]) => ({
    personId,
    name,
    roles: named.filter(({ id }) => id === personId).map(({ role }) => role),
  }))
  return {
    teams: (owner?.teams ?? []).toSorted((one, other) => one.name.localeCompare(other.name)),
    isTeamChosen: owner?.is_team_chosen ?? false,
    people: people.toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}

/** Whether a row of `teams` is a team of a row of `incidents`: the chosen one, or an owner of one of its components. */
export const isTeamOf = sql<boolean>`(teams.removed_at is null and case when incidents.team_id is not null
  then teams.id = incidents.team_id
  else lower(teams.components::text)::text[] && lower(incidents.components::text)::text[] end)`
