/** How somebody stands to a record, found with one question whatever names it; and which records a list may show them. */
import type { RecordStanding, RecordVisibility } from '@secondstory/review/model/permission'
import type { ReviewRole } from '@secondstory/review/model/review-people'
import type { Stage } from '@secondstory/review/model/reviews'
import { type RawBuilder, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { isTeamOf } from './review-people.ts'

/** Tables whose rows lead to an incident. */
export const leading = [
  'timeline_events',
  'factors',
  'actions',
  'lessons',
  'decisions',
  'map_nodes',
  'map_edges',
  'acceptances',
  'follow_ups',
  'recurrences',
  'issue_links',
  'agent_runs',
  'comments',
  'images',
  'participants',
  'imports',
  'removals',
  'meetings',
  'meeting_entries',
  'meeting_seats',
] as const

/** A table whose rows lead to an incident. */
export type Leading = (typeof leading)[number]

/** What names a record: itself, or a row of it. */
export type RecordName =
  | { readonly id: string }
  | { readonly number: number }
  | { readonly table: Leading; readonly rowId: string }

/** Whoever looks, with the teams they are in. */
export interface Viewer {
  readonly personId: string
  readonly teamIds: readonly string[]
}

interface StandingRow {
  readonly incident_id: string | null
  readonly is_open: boolean
  readonly is_of_team: boolean
  readonly review_roles: ReviewRole[]
  readonly has_facilitator: boolean
  readonly is_owner: boolean
  readonly stage: Stage | null
}

/** What was found: which record it is and how the viewer stands to it. */
export interface FoundStanding {
  /** Null: nothing is there by this name. */
  readonly incidentId: string | null
  /** Without a record it says what would hold for one that nobody owns. */
  readonly standing: RecordStanding
}

/** How a viewer stands to a record. */
export async function findStanding(
  queries: Queries,
  name: RecordName,
  viewer: Viewer,
): Promise<FoundStanding> {
  const { rows } = await sql<StandingRow>`
    select incidents.id as incident_id, reviews.stage, ${isOpen} as is_open, ${isOfTeamOf(viewer)} as is_of_team,
      array(select role from review_people
        where incident_id = incidents.id and person_id = ${viewer.personId}) as review_roles,
      exists (select from review_people
        where incident_id = incidents.id and role = 'facilitator') as has_facilitator,
      ${ownsRow(name, viewer)} as is_owner
    from installation left join incidents on ${isNamed(name)}
      left join reviews on reviews.incident_id = incidents.id`.execute(queries)
  const [row] = rows
  return {
    incidentId: row?.incident_id ?? null,
    standing: {
      isOpen: row?.is_open ?? false,
      isOfTeam: row?.is_of_team ?? false,
      reviewRoles: row?.review_roles ?? [],
      isOwner: row?.is_owner ?? false,
      hasFacilitator: row?.has_facilitator ?? false,
      stage: row?.stage ?? 'gathering',
    },
  }
}

/** Whether the row at hand is an action that is the viewer's to follow through. */
function ownsRow(name: RecordName, { personId }: Viewer): RawBuilder<boolean> {
  if (!('table' in name) || name.table !== 'actions') return sql<boolean>`false`
  return sql<boolean>`exists (select from actions where id = ${name.rowId} and owner_id = ${personId})`
}

/** Every member is of the team of a record: the installation says so, no team is here yet, or it is the sample. */
const isOpen = sql<boolean>`(coalesce(incidents.is_sample, false)
  or (select record_visibility from installation) = 'everyone'
  or not exists (select from teams where removed_at is null))`

function isOfTeamOf({ teamIds }: Viewer): RawBuilder<boolean> {
  return sql<boolean>`exists (select from teams where teams.id = any(${[...teamIds]}::uuid[]) and ${isTeamOf})`
}

/** Whether a row of `incidents` stands in the lists of a member. Readers of a review see it from calibrating on. */
export function isSeenBy(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`(${isOpen} or ${isOfTeamOf(viewer)} or exists (select from review_people as part
    where part.incident_id = incidents.id and part.person_id = ${viewer.personId} and (part.role <> 'reader'
      or exists (select from reviews as theirs where theirs.incident_id = incidents.id
        and theirs.stage not in ('gathering', 'drafting')))))`
}

function isNamed(name: RecordName): RawBuilder<boolean> {
  if ('id' in name) return sql<boolean>`incidents.id = ${name.id}`
  if ('number' in name) return sql<boolean>`incidents.number = ${name.number}`
  if (name.table === 'meeting_seats') {
    return sql<boolean>`incidents.id = (select meetings.incident_id from meeting_seats
      join meetings on meetings.id = meeting_seats.meeting_id where meeting_seats.id = ${name.rowId})`
  }
  return sql<boolean>`incidents.id = (select incident_id from ${sql.table(name.table)} where id = ${name.rowId})`
}

/** Who may see working records here. */
export async function readVisibility(queries: Queries): Promise<RecordVisibility> {
  const row = await queries.selectFrom('installation').select('record_visibility').executeTakeFirstOrThrow()
  return row.record_visibility
}

/** Changes who may see them. No policy changes in silence: the history keeps both. */
export async function saveVisibility(
  queries: Queries,
  after: RecordVisibility,
  author: Author,
): Promise<void> {
  const before = await readVisibility(queries)
  if (before === after) return
  await queries.updateTable('installation').set({ record_visibility: after }).execute()
  const about = { noun: 'installation', rowId: newId(), incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...about, before: { recordVisibility: before }, after: { recordVisibility: after } },
  ])
}
