/** Who takes which part in a review. Read by incident only: nothing here leads from a person to their reviews. */
import { type GuideConsent, noConsent } from '@secondstory/review/model/facilitators'
import type { ReviewPeople, ReviewRole } from '@secondstory/review/model/review-people'
import { sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** Names someone for a review, as nothing but these roles; without any they take no part in it any more. */
export async function saveReviewRoles(
  queries: Queries,
  named: NamedPerson & { readonly consent: GuideConsent },
  author: Author,
): Promise<void> {
  const { incidentId, personId, consent } = named
  const roles = [...new Set(named.roles)].toSorted()
  const rows = await queries
    .selectFrom('review_people')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .orderBy('role')
    .execute()
  const before = rows.map(({ role }) => role)
  const agreed = consentIn(rows) ?? noConsent
  if (isSame(before, roles) && isSame(agreed, consent)) return
  await queries
    .deleteFrom('review_people')
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .execute()
  await addReviewRoles(queries, { incidentId, personId, roles, consent })
  const about = { noun: 'review role', rowId: personId, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...about, before: partsIn(before, agreed), after: partsIn(roles, consent) },
  ])
}

function partsIn(roles: readonly ReviewRole[], consent: GuideConsent) {
  return { parts: roles.join(', '), ...(consent.because === '' ? {} : consent) }
}

/** Somebody with the parts they take in one review. */
export interface NamedPerson {
  readonly incidentId: string
  readonly personId: string
  readonly roles: readonly ReviewRole[]
}

/** Writes parts without a row of history of their own: whoever opens an incident is its first author. */
export async function addReviewRoles(
  queries: Queries,
  named: NamedPerson & { readonly consent?: GuideConsent },
): Promise<void> {
  const { incidentId: incident_id, personId: person_id, roles, consent = noConsent } = named
  if (roles.length === 0) return
  await queries
    .insertInto('review_people')
    .values(
      roles.map((role) => ({
        ...{ incident_id, person_id, role },
        ...(role === 'facilitator' ? { consent: consent.because, agreed_by_role: consent.agreedByRole } : {}),
      })),
    )
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
    .select(['people.id', 'people.name', 'review_people.role', 'consent', 'agreed_by_role'])
    .where('incident_id', '=', incidentId)
    .orderBy('review_people.role')
    .execute()
  const [owner] = owned.rows
  const people = [...new Map(named.map(({ id, name }) => [id, name])).entries()].map(([personId, name]) => ({
    personId,
    name,
    roles: named.filter(({ id }) => id === personId).map(({ role }) => role),
    consent: consentIn(named.filter(({ id }) => id === personId)),
  }))
  return {
    teams: (owner?.teams ?? []).toSorted((one, other) => one.name.localeCompare(other.name)),
    isTeamChosen: owner?.is_team_chosen ?? false,
    people: people.toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}

function consentIn(
  rows: readonly { readonly consent: string; readonly agreed_by_role: string }[],
): GuideConsent | null {
  const row = rows.find(({ consent }) => consent !== '')
  return row === undefined ? null : { because: row.consent, agreedByRole: row.agreed_by_role }
}

/** Whether a row of `teams` is a team of a row of `incidents`: the chosen one, or an owner of one of its components. */
export const isTeamOf = sql<boolean>`(teams.removed_at is null and case when incidents.team_id is not null
  then teams.id = incidents.team_id
  else lower(teams.components::text)::text[] && lower(incidents.components::text)::text[] end)`
