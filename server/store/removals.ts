/** Removing without deleting, and taking it back. */
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, type Noun, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { joinDecisions, type MovedDecision, splitDecisions } from './decision-moves.ts'
import { newId } from './ids.ts'
import { joinEdges, type MovedEdge, splitEdges } from './map-moves.ts'

/** Nouns that can be removed, with their tables. */
const tables = {
  incident: 'incidents',
  'timeline event': 'timeline_events',
  decision: 'decisions',
  factor: 'factors',
  'map node': 'map_nodes',
  'map edge': 'map_edges',
  lesson: 'lessons',
  action: 'actions',
  integration: 'integrations',
  provider: 'providers',
  team: 'teams',
  acceptance: 'acceptances',
  'follow-up': 'follow_ups',
  listener: 'listeners',
  recurrence: 'recurrences',
  'issue link': 'issue_links',
  'agent run': 'agent_runs',
  comment: 'comments',
  image: 'images',
  'meeting entry': 'meeting_entries',
  edition: 'editions',
} as const satisfies Partial<Record<Noun, string>>

/** Something that can be removed and come back. */
export type Removable = keyof typeof tables

/** Something inside a review that is removed by itself. */
export type RemovableRow = Exclude<Removable, 'incident' | 'timeline event' | Standing>

/** Things that belong to the installation and to no incident; their rooms remove them. */
type Standing = 'integration' | 'provider' | 'team' | 'listener'

/** What a merge added, so that it can be split again and nothing that came later is lost. */
export interface Merge {
  readonly keepId: string
  /** Evidence the kept event did not carry before. */
  readonly evidenceIds: readonly string[]
  /** Whether the kept event became the trigger by it. */
  readonly madeTrigger: boolean
  /** Factors that named merged events: which ones, and whether the kept one is new to them. */
  readonly factors: readonly {
    readonly id: string
    readonly eventIds: readonly string[]
    readonly isKeptNew: boolean
  }[]
  /** Decisions that hung on merged events or named them as seen; absent in merges older than decisions. */
  readonly decisions?: readonly MovedDecision[]
  /** Edges of the map that led from or to merged events; absent in merges older than the map. */
  readonly edges?: readonly MovedEdge[]
}

/** What to remove of an incident. */
export interface Removal {
  readonly noun: Exclude<Removable, Standing>
  readonly incidentId: string
  readonly ids: readonly string[]
  readonly because?: string | undefined
  readonly merge?: Merge
}

/** Takes rows out of every list and answers the removal's id; null when none of them was there. */
export async function removeRows(queries: Queries, removal: Removal, author: Author): Promise<string | null> {
  const id = newId()
  await queries
    .insertInto('removals')
    .values({
      id,
      incident_id: removal.incidentId,
      noun: removal.noun,
      removed_at: author.at,
      undone_at: null,
      merge: removal.merge === undefined ? null : JSON.stringify(removal.merge),
    })
    .execute()
  const table = sql.table(tables[removal.noun])
  const owned = removal.noun === 'incident' ? sql.ref('id') : sql.ref('incident_id')
  const removed = await sql<{ id: string; row: unknown }>`
    update ${table} set removed_at = ${author.at}, removal_id = ${id}
    where id = any(${[...removal.ids]}::uuid[]) and ${owned} = ${removal.incidentId} and removed_at is null
    returning id, to_jsonb(${table}.*) as row`.execute(queries)
  if (removed.rows.length === 0) {
    await queries.deleteFrom('removals').where('id', '=', id).execute()
    return null
  }
  await recordChanges(
    queries,
    author,
    removed.rows.map((row) => ({
      noun: removal.noun,
      rowId: row.id,
      incidentId: removal.incidentId,
      verb: removal.merge === undefined ? 'removed' : 'merged',
      before: row.row,
      after: null,
      because: removal.because,
    })),
  )
  return id
}

/** Which incident a live row belongs to; null when there is none. */
export async function incidentOfRow(
  queries: Queries,
  noun: RemovableRow,
  id: string,
): Promise<string | null> {
  const answer = await sql<{ incident_id: string }>`
    select incident_id from ${sql.table(tables[noun])} where id = ${id} and removed_at is null and ${ofLiveIncident}`.execute(
    queries,
  )
  return answer.rows[0]?.incident_id ?? null
}

/** What a removal took away; null when there is no such removal. */
export async function nounOfRemoval(queries: Queries, id: string): Promise<Removable | null> {
  const row = await queries.selectFrom('removals').select('noun').where('id', '=', id).executeTakeFirst()
  return row?.noun ?? null
}

/** Takes a removal back and answers what came back; null when there is no such removal. Twice changes nothing. */
export async function undoRemoval(queries: Queries, id: string, author: Author): Promise<Removable | null> {
  const removal = await queries
    .selectFrom('removals')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (removal === undefined) return null
  if (removal.undone_at !== null) return removal.noun
  await queries.updateTable('removals').set({ undone_at: author.at }).where('id', '=', id).execute()
  const { merge, incident_id: incidentId } = removal
  if (merge !== null && incidentId !== null) await splitMerge(queries, { merge, incidentId }, author)
  if (removal.noun === 'incident') await yieldSample(queries, id)
  if (removal.noun === 'issue link') await yieldIssueLink(queries, id, author.at)
  if (removal.noun === 'timeline event' && incidentId !== null) await yieldTrigger(queries, incidentId, id)
  const table = sql.table(tables[removal.noun])
  const restored = await sql<{ id: string; row: unknown }>`
    update ${table} set removed_at = null, removal_id = null, version = version + 1 where removal_id = ${id}
    returning id, to_jsonb(${table}.*) as row`.execute(queries)
  if (removal.noun === 'meeting entry') await touchMeetingsOf(queries, id)
  await recordChanges(
    queries,
    author,
    restored.rows.map((row) => ({
      noun: removal.noun,
      rowId: row.id,
      incidentId: removal.incident_id,
      verb: 'restored',
      before: null,
      after: row.row,
    })),
  )
  return removal.noun
}

/** The events of a merge, all of them locked. */
export interface Joined {
  readonly kept: TimelineEvent
  readonly merged: readonly TimelineEvent[]
}

/** Points factors and decisions from merged events to the kept one and answers what a split needs to know. */
export async function joinEvents(queries: Queries, joined: Joined, author: Author): Promise<Merge> {
  const { kept, merged } = joined
  const mergedIds = merged.map((event) => event.id)
  const factors = await sql<{ id: string; event_ids: string[] }>`
    select id, event_ids from factors
    where incident_id = ${kept.incidentId} and event_ids && ${mergedIds}::uuid[]
    order by id for update`.execute(queries)
  for (const { id, event_ids: before } of factors.rows) {
    const pointed = before.map((each) => (mergedIds.includes(each) ? kept.id : each))
    await pointFactor(
      queries,
      { id, incidentId: kept.incidentId, before, after: [...new Set(pointed)] },
      author,
    )
  }
  const known = new Set(kept.evidenceIds)
  const events = { incidentId: kept.incidentId, keepId: kept.id, mergedIds }
  return {
    decisions: await joinDecisions(queries, events, author),
    edges: await joinEdges(queries, events, author),
    keepId: kept.id,
    evidenceIds: [...new Set(merged.flatMap((event) => event.evidenceIds))].filter(
      (each) => !known.has(each),
    ),
    madeTrigger: !kept.isTrigger && merged.some((event) => event.isTrigger),
    factors: factors.rows.map((factor) => ({
      id: factor.id,
      eventIds: factor.event_ids.filter((each) => mergedIds.includes(each)),
      isKeptNew: !factor.event_ids.includes(kept.id),
    })),
  }
}

/** Takes away what the merge added and gives back what it took; later changes stay. */
async function splitMerge(
  queries: Queries,
  split: { readonly merge: Merge; readonly incidentId: string },
  author: Author,
): Promise<void> {
  const { merge, incidentId } = split
  const event = await queries
    .selectFrom('timeline_events')
    .select(['evidence_ids', 'is_trigger'])
    .where('id', '=', merge.keepId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const after = {
    evidence_ids: event.evidence_ids.filter((each) => !merge.evidenceIds.includes(each)),
    is_trigger: event.is_trigger && !merge.madeTrigger,
  }
  await queries
    .updateTable('timeline_events')
    .set((set) => ({ ...after, version: set('version', '+', 1) }))
    .where('id', '=', merge.keepId)
    .execute()
  const about = { noun: 'timeline event', rowId: merge.keepId, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: event, after }])
  for (const factor of merge.factors) {
    const row = await queries
      .selectFrom('factors')
      .select('event_ids')
      .where('id', '=', factor.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const others = row.event_ids.filter((each) => !(factor.isKeptNew && each === merge.keepId))
    const pointed = [...new Set([...others, ...factor.eventIds])]
    await pointFactor(queries, { id: factor.id, incidentId, before: row.event_ids, after: pointed }, author)
  }
  await splitDecisions(queries, { incidentId, keepId: merge.keepId, moved: merge.decisions ?? [] }, author)
  await splitEdges(queries, { incidentId, moved: merge.edges ?? [] }, author)
}

/** Writes which events show a factor. */
async function pointFactor(
  queries: Queries,
  pointed: {
    readonly id: string
    readonly incidentId: string
    readonly before: readonly string[]
    readonly after: readonly string[]
  },
  author: Author,
): Promise<void> {
  const { id, incidentId, before, after } = pointed
  await queries
    .updateTable('factors')
    .set((set) => ({ event_ids: [...after], version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  const about = { noun: 'factor', rowId: id, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...about, before: { eventIds: before }, after: { eventIds: after } },
  ])
}

/** Whoever looks at the wall of a meeting is shown a line that came back. */
async function touchMeetingsOf(queries: Queries, removalId: string): Promise<void> {
  await sql`update meetings set version = meetings.version + 1 from removals
    where removals.id = ${removalId} and meetings.incident_id = removals.incident_id`.execute(queries)
}

/** A sample that was removed comes back as an ordinary incident when another was loaded meanwhile. */
async function yieldSample(queries: Queries, removalId: string): Promise<void> {
  await queries
    .updateTable('incidents')
    .set({ is_sample: false })
    .where('removal_id', '=', removalId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('incidents as other')
          .select('other.id')
          .where('other.is_sample', '=', true)
          .whereRef('other.sample_story', '=', 'incidents.sample_story')
          .where('other.removed_at', 'is', null),
      ),
    )
    .execute()
}

/** A link stays away when its action or its issue was linked anew meanwhile. One that comes back is looked at again. */
async function yieldIssueLink(queries: Queries, removalId: string, at: string): Promise<void> {
  await sql`update issue_links as mine set removal_id = null where mine.removal_id = ${removalId} and exists (
    select from issue_links as other where other.removed_at is null and (other.action_id = mine.action_id
      or (other.integration_id = mine.integration_id and other.external_id = mine.external_id
        and other.external_id <> '')))`.execute(queries)
  await sql`update issue_links set due_at = ${at} where removal_id = ${removalId}`.execute(queries)
}

/** A trigger that was removed comes back as an ordinary event when another was marked meanwhile. */
async function yieldTrigger(queries: Queries, incidentId: string, removalId: string): Promise<void> {
  const other = await queries
    .selectFrom('timeline_events')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('is_trigger', '=', true)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (other === undefined) return
  await queries
    .updateTable('timeline_events')
    .set({ is_trigger: false })
    .where('removal_id', '=', removalId)
    .execute()
}
