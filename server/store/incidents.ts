/** Incidents: opened with their review and draft, corrected, listed. */
import type { Incident } from '@secondstory/review/model/incident'
import { emptyImpact, type Stage } from '@secondstory/review/model/reviews'
import type { SeverityRule } from '@secondstory/review/model/severity'
import { countedAs, dueDates, rowOf, type Weighed } from '@secondstory/review/model/severity-policy'
import { type Selectable, sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { momentOf } from './moments.ts'
import { listPolicies, startWeighing, type VersionedPolicy } from './policies.ts'
import { addReviewRoles } from './review-people.ts'
import type { DB } from './schema.ts'
import { isSeenBy, type Viewer } from './standing.ts'

/** A line of the list of incidents. */
export interface IncidentLine extends Incident {
  /** The stage as the work shows it: a review that was never moved on is being drafted once somebody wrote in it. */
  readonly stage: Stage
  /** When the review is due by the policy; null when no date is due or it is published. */
  readonly dueAt: string | null
  readonly dueBecause: string
  /** Whether the policy it was opened under requires its review. */
  readonly review: SeverityRule['review']
  /** Last part of the newest edition's address. */
  readonly editionSlug: string | null
  readonly openActions: number
}

/** What is known of an incident when it is opened; the store adds id, number and version. */
export type NewIncident = Omit<Incident, 'id' | 'number' | 'version' | 'openedAt'>

/** Opens an incident with its review and the first version of its draft. */
export async function openIncident(
  queries: Queries,
  opened: { readonly incident: NewIncident; readonly draftText: string; readonly sampleStory?: string },
  author: Author,
): Promise<Incident> {
  const row = await queries
    .insertInto('incidents')
    .values({
      id: newId(),
      opened_at: author.at,
      version: 1,
      sample_story: opened.sampleStory ?? null,
      ...columnsOf(opened.incident),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const incident = incidentOf(row)
  const owned = { incident_id: incident.id, version: 1 }
  await queries
    .insertInto('reviews')
    .values({ ...owned, stage: 'gathering', impact: JSON.stringify(emptyImpact), edition_number: null })
    .execute()
  await startWeighing(queries, incident.id)
  const draft = { ...owned, text: opened.draftText, saved_at: author.at }
  await queries.insertInto('drafts').values(draft).execute()
  await queries
    .insertInto('draft_versions')
    .values({ ...draft, person_id: author.personId })
    .execute()
  // Whoever opens it sees it, whatever team it will belong to; the history says who that was.
  if (author.personId !== null) {
    await addReviewRoles(queries, { incidentId: incident.id, personId: author.personId, roles: ['author'] })
  }
  await recordChanges(queries, author, [{ ...about(incident), verb: 'added', before: null, after: incident }])
  return incident
}

/** One incident that was not removed; null when there is none. */
export async function findIncident(
  queries: Queries,
  by: { readonly id: string } | { readonly number: number },
): Promise<Incident | null> {
  const live = queries.selectFrom('incidents').selectAll().where('removed_at', 'is', null)
  const row = await ('id' in by ? live.where('id', '=', by.id) : live.where('number', '=', by.number))
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : incidentOf(row)
}

/** The same, held for this transaction: nobody else corrects it meanwhile. */
export async function lockIncident(queries: Queries, id: string): Promise<Incident | null> {
  const row = await queries
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : incidentOf(row)
}

/** Writes a corrected incident that was locked before. */
export async function saveIncident(
  queries: Queries,
  change: { readonly before: Incident; readonly after: Incident; readonly because?: string | undefined },
  author: Author,
): Promise<Incident> {
  if (isSame(change.before, change.after)) return change.before
  const row = await queries
    .updateTable('incidents')
    .set({ ...columnsOf(change.after), version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .where('version', '=', change.before.version)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = incidentOf(row)
  await recordChanges(queries, author, [
    { ...about(after), verb: 'corrected', before: change.before, after, because: change.because },
  ])
  return after
}

/** What to list; all parts given must hold. */
export interface IncidentsWanted {
  /** Whoever looks; records that are not theirs to see are left out. */
  readonly seenBy: Viewer
  readonly stage?: Stage | undefined
  readonly severity?: Incident['severity'] | undefined
  readonly kind?: Incident['kind'] | undefined
  readonly text?: string | undefined
  /** Only those with a lower number. */
  readonly below?: number | undefined
  readonly limit: number
}

/**
 * Nobody has to say that drafting began: a story that was written, a factor or an action says so. Listing and
 * filtering read the same words, so that a line is found under the stage it shows.
 */
const stageShown = sql<Stage>`case
  when reviews.stage = 'gathering' and (
    exists (select from drafts where drafts.incident_id = incidents.id and drafts.version > 1)
    or exists (select from decisions where decisions.incident_id = incidents.id and decisions.removed_at is null)
    or exists (select from factors where factors.incident_id = incidents.id and factors.removed_at is null)
    or exists (select from actions where actions.incident_id = incidents.id and actions.removed_at is null)
  ) then 'drafting' else reviews.stage end`

/** Incidents with what their line shows, newest first. */
export async function listIncidents(
  queries: Queries,
  wanted: IncidentsWanted,
): Promise<readonly IncidentLine[]> {
  let query = queries
    .selectFrom('incidents')
    .innerJoin('reviews', 'reviews.incident_id', 'incidents.id')
    .leftJoin('editions', (join) =>
      join.onRef('editions.incident_id', '=', 'incidents.id').on('editions.is_newest_to_team', '=', true),
    )
    .leftJoin('weighings', 'weighings.incident_id', 'incidents.id')
    .selectAll('incidents')
    .select(['editions.slug', stageShown.as('stage')])
    .select(['weighings.policy_version', 'weighings.concerns'])
    .select((select) =>
      select
        .selectFrom('actions')
        .whereRef('actions.incident_id', '=', 'incidents.id')
        .where('actions.state', '=', 'open')
        .where('actions.removed_at', 'is', null)
        .select((count) => count.fn.countAll<number>().as('open'))
        .as('open_actions'),
    )
    .where('incidents.removed_at', 'is', null)
    .where(isSeenBy(wanted.seenBy))
    .orderBy('incidents.number', 'desc')
    .limit(wanted.limit)
  if (wanted.stage !== undefined) query = query.where(stageShown, '=', wanted.stage)
  if (wanted.severity !== undefined) query = query.where('incidents.severity', '=', wanted.severity)
  if (wanted.kind !== undefined) query = query.where('incidents.kind', '=', wanted.kind)
  if (wanted.below !== undefined) query = query.where('incidents.number', '<', wanted.below)
  for (const word of (wanted.text ?? '').split(/\s+/).filter((each) => each !== '')) {
    // A whole reference means that one: INC-1 is not the beginning of INC-16.
    const number = /^inc-([1-9]\d{0,8})$/i.exec(word)?.[1]
    if (number !== undefined) {
      query = query.where('incidents.number', '=', Number(number))
      continue
    }
    const like = `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`lower(incidents.title || ' ' || incidents.summary || ' INC-' || incidents.number || ' ' ||
        array_to_string(incidents.components, ' ')) like ${like}`,
    )
  }
  const policies = await listPolicies(queries)
  return (await query.execute()).map((row) =>
    lineOf(incidentOf(row), {
      stage: row.stage,
      slug: row.slug,
      openActions: row.open_actions ?? 0,
      weighed: { concerns: row.concerns ?? [] },
      under: policyAt(policies, row.policy_version ?? 1),
    }),
  )
}

/** The version an incident was opened under; versions are never removed, and the first has no row. */
function policyAt(policies: readonly VersionedPolicy[], version: number): VersionedPolicy['policy'] {
  const under = policies.find((each) => each.version === version)
  if (under === undefined) throw new RangeError(`There is no policy of version ${version}.`)
  return under.policy
}

function lineOf(
  incident: Incident,
  more: {
    readonly stage: Stage
    readonly slug: string | null
    readonly openActions: number
    readonly weighed: Weighed
    readonly under: VersionedPolicy['policy']
  },
): IncidentLine {
  const isOut = more.stage === 'published' || more.stage === 'followed-up'
  const { weighed, under } = more
  const review = dueDates(incident, weighed, under).find(({ duty }) => duty === 'meeting')
  const due = isOut || review === undefined ? { dueAt: null, because: 'The review is published.' } : review
  return {
    ...incident,
    stage: more.stage,
    dueAt: due.dueAt,
    dueBecause: due.because,
    review: rowOf(countedAs(incident, weighed, under).severity, under).review,
    editionSlug: more.slug,
    openActions: more.openActions,
  }
}

/** Whom a change to an incident is about. */
function about(incident: Incident) {
  return { noun: 'incident', rowId: incident.id, incidentId: incident.id } as const
}

/** Deletes the samples with everything made from them; false when there are none. The only deletion there is. */
export async function deleteSample(queries: Queries): Promise<boolean> {
  const answer = await queries.deleteFrom('incidents').where('is_sample', '=', true).executeTakeFirst()
  return answer.numDeletedRows > 0n
}

/** A sample that is there, or the one of a story; null when there is none. */
export async function findSample(queries: Queries, story?: string): Promise<Incident | null> {
  let samples = queries
    .selectFrom('incidents')
    .selectAll()
    .where('is_sample', '=', true)
    .where('removed_at', 'is', null)
    .orderBy('number')
    .limit(1)
  if (story !== undefined) samples = samples.where('sample_story', '=', story)
  const row = await samples.executeTakeFirst()
  return row === undefined ? null : incidentOf(row)
}

/** A row as the model has it. */
export function incidentOf(row: Selectable<DB['incidents']>): Incident {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: row.kind,
    severity: row.severity,
    potentialSeverity: row.potential_severity,
    startedAt: momentOf(row.started_at, row.started_precision, row.started_is_about),
    detectedAt: momentOf(row.detected_at, row.detected_precision, row.detected_is_about),
    mitigatedAt: momentOf(row.mitigated_at, row.mitigated_precision, row.mitigated_is_about),
    endedAt: momentOf(row.ended_at, row.ended_precision, row.ended_is_about),
    components: row.components,
    summary: row.summary,
    isSample: row.is_sample,
    openedAt: row.opened_at,
    version: row.version,
  }
}

function columnsOf(incident: NewIncident) {
  return {
    title: incident.title,
    kind: incident.kind,
    severity: incident.severity,
    potential_severity: incident.potentialSeverity,
    started_at: incident.startedAt?.at ?? null,
    started_precision: incident.startedAt?.precision ?? null,
    started_is_about: incident.startedAt?.isAbout ?? false,
    detected_at: incident.detectedAt?.at ?? null,
    detected_precision: incident.detectedAt?.precision ?? null,
    detected_is_about: incident.detectedAt?.isAbout ?? false,
    mitigated_at: incident.mitigatedAt?.at ?? null,
    mitigated_precision: incident.mitigatedAt?.precision ?? null,
    mitigated_is_about: incident.mitigatedAt?.isAbout ?? false,
    ended_at: incident.endedAt?.at ?? null,
    ended_precision: incident.endedAt?.precision ?? null,
    ended_is_about: incident.endedAt?.isAbout ?? false,
    components: [...incident.components],
    summary: incident.summary,
    is_sample: incident.isSample,
  }
}
