/** Decision points, with the events and the evidence that were seen. */
import type { DecisionPoint, SeenEvidence } from '@secondstory/review/model/decisions'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { wordsShown } from './evidence.ts'
import { newId } from './ids.ts'
import { momentOf } from './moments.ts'
import type { DB } from './schema.ts'

/** A decision before it is stored. */
export type NewDecision = Omit<DecisionPoint, 'id' | 'version'>

/** Stores one decision. */
export async function addDecision(
  queries: Queries,
  decision: NewDecision,
  author: Author,
): Promise<DecisionPoint> {
  const id = newId()
  await queries
    .insertInto('decisions')
    .values({ id, version: 1, ...columnsOf(decision) })
    .execute()
  const after: DecisionPoint = { id, ...decision, version: 1 }
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Decisions of an incident in the order they were added; the timeline says in which order they were made. */
export async function listDecisions(queries: Queries, incidentId: string): Promise<readonly DecisionPoint[]> {
  const rows = await live(queries).where('incident_id', '=', incidentId).orderBy('id').execute()
  return rows.map(decisionOf)
}

/** One decision, held for this transaction; null when there is none. */
export async function lockDecision(queries: Queries, id: string): Promise<DecisionPoint | null> {
  const row = await live(queries).where('id', '=', id).where(ofLiveIncident).forUpdate().executeTakeFirst()
  return row === undefined ? null : decisionOf(row)
}

/** Writes a decision that was locked before. */
export async function saveDecision(
  queries: Queries,
  change: { readonly before: DecisionPoint; readonly after: DecisionPoint },
  author: Author,
): Promise<DecisionPoint> {
  if (isSame(change.before, change.after)) return change.before
  const version = change.before.version + 1
  await queries
    .updateTable('decisions')
    .set({ ...columnsOf(change.after), ...seenAsStored(change), version })
    .where('id', '=', change.before.id)
    .execute()
  const after: DecisionPoint = { ...change.after, version }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

/** A correction that leaves what was seen alone leaves the ids of removed events there too. */
function seenAsStored(change: { readonly before: DecisionPoint; readonly after: DecisionPoint }) {
  const isSeenSame = isSame(change.before.seenEventIds, change.after.seenEventIds)
  return isSeenSame ? { seen_event_ids: undefined } : {}
}

/** Evidence of an incident by id, as much of it as says when it could be seen. */
export async function listSeen(
  queries: Queries,
  incidentId: string,
  ids: readonly string[],
): Promise<readonly SeenEvidence[]> {
  if (ids.length === 0) return []
  const rows = await queries
    .selectFrom('evidence')
    .select(['id', 'source', 'kind', 'basis', 'until', 'place'])
    .select(wordsShown.as('text'))
    .select(['happened_at', 'happened_precision', 'happened_is_about'])
    .where('incident_id', '=', incidentId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, source, kind, basis, until, text, place, ...row }) => ({
    id,
    source,
    kind,
    happenedAt: momentOf(row.happened_at, row.happened_precision, row.happened_is_about),
    basis,
    ...(until === null ? {} : { until }),
    text,
    place,
  }))
}

/** Events that were removed are left out of what was seen while reading; the array keeps them for the day they come back. */
function live(queries: Queries) {
  return queries
    .selectFrom('decisions')
    .selectAll()
    .select(
      sql<
        string[]
      >`array(select shown.id from unnest(decisions.seen_event_ids) with ordinality as shown (id, place)
        join timeline_events on timeline_events.id = shown.id and timeline_events.removed_at is null
        order by shown.place)`.as('seen_events'),
    )
    .where('removed_at', 'is', null)
}

function about(decision: DecisionPoint) {
  return { noun: 'decision', rowId: decision.id, incidentId: decision.incidentId } as const
}

function decisionOf(
  row: Selectable<DB['decisions']> & { readonly seen_events: readonly string[] },
): DecisionPoint {
  return {
    id: row.id,
    incidentId: row.incident_id,
    eventId: row.event_id,
    decider: row.decider,
    role: row.role,
    situation: row.situation,
    goals: row.goals,
    seenEvidenceIds: row.seen_evidence_ids,
    seenEventIds: row.seen_events,
    notReached: row.not_reached,
    believed: row.believed,
    confidence: row.confidence,
    options: row.options,
    easyPath: row.easy_path,
    safePath: row.safe_path,
    friction: row.friction,
    pressures: row.pressures,
    tradeoff: row.tradeoff,
    chosen: row.chosen,
    expected: row.expected,
    observed: row.observed,
    madeSenseBecause: row.made_sense_because,
    usually: row.usually,
    source: row.source,
    certainty: row.certainty,
    contributed: row.contributed,
    version: row.version,
  }
}

function columnsOf(decision: NewDecision) {
  return {
    incident_id: decision.incidentId,
    event_id: decision.eventId,
    decider: decision.decider,
    role: decision.role,
    situation: decision.situation,
    goals: [...decision.goals],
    seen_evidence_ids: [...decision.seenEvidenceIds],
    seen_event_ids: [...decision.seenEventIds],
    not_reached: JSON.stringify(decision.notReached),
    believed: decision.believed,
    confidence: decision.confidence,
    options: JSON.stringify(decision.options),
    easy_path: decision.easyPath,
    safe_path: decision.safePath,
    friction: decision.friction,
    pressures: [...decision.pressures],
    tradeoff: decision.tradeoff,
    chosen: decision.chosen,
    expected: decision.expected,
    observed: decision.observed,
    made_sense_because: decision.madeSenseBecause,
    usually: decision.usually,
    source: decision.source,
    certainty: decision.certainty,
    contributed: decision.contributed,
  }
}
