/** Timeline events: added by hand or in batches from proposals, corrected, marked, merged. */
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges, type Verb } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { momentOf } from './moments.ts'
import type { DB } from './schema.ts'

/** An event before it is stored. */
export type NewEvent = Omit<TimelineEvent, 'id' | 'version'>

/** Rows of one insert: 25 columns each, and PostgreSQL takes 65,535 parameters. */
const BATCH = 1000

/** Stores events; in batches, because an import proposes hundreds. */
export async function addEvents(
  queries: Queries,
  events: readonly NewEvent[],
  author: Author,
): Promise<readonly TimelineEvent[]> {
  const added: TimelineEvent[] = []
  for (let from = 0; from < events.length; from += BATCH) {
    const rows = events
      .slice(from, from + BATCH)
      .map((event) => ({ id: newId(), version: 1, ...columnsOf(event) }))
    const stored = await queries.insertInto('timeline_events').values(rows).returningAll().execute()
    added.push(...stored.map(eventOf))
  }
  await recordEvents(
    queries,
    author,
    added.map((after) => ({ verb: 'added', before: null, after })),
  )
  return added
}

/** The timeline of an incident in its order; rejected events too, removed ones not. */
export async function listEvents(queries: Queries, incidentId: string): Promise<readonly TimelineEvent[]> {
  const rows = await live(queries, incidentId).orderBy('happened_at').orderBy('rank').orderBy('id').execute()
  return rows.map(eventOf)
}

/** One event that was not removed; null when there is none. */
export async function findEvent(queries: Queries, id: string): Promise<TimelineEvent | null> {
  const row = await queries
    .selectFrom('timeline_events')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : eventOf(row)
}

/** One event, held for this transaction; null when there is none. */
export async function lockEvent(queries: Queries, id: string): Promise<TimelineEvent | null> {
  const row = await queries
    .selectFrom('timeline_events')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : eventOf(row)
}

/** Events of one incident, held for this transaction, always in the order of their ids so that two holders never wait for each other. */
export async function lockEvents(
  queries: Queries,
  incidentId: string,
  ids: readonly string[],
): Promise<readonly TimelineEvent[]> {
  const rows = await live(queries, incidentId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(eventOf)
}

/** The trigger, held for this transaction; null when none is marked. */
export async function lockTrigger(queries: Queries, incidentId: string): Promise<TimelineEvent | null> {
  const row = await live(queries, incidentId).where('is_trigger', '=', true).forUpdate().executeTakeFirst()
  return row === undefined ? null : eventOf(row)
}

/** Writes an event that was locked before. */
export async function saveEvent(
  queries: Queries,
  change: { readonly before: TimelineEvent; readonly after: TimelineEvent; readonly verb: Verb },
  author: Author,
): Promise<TimelineEvent> {
  if (isSame(change.before, change.after)) return change.before
  const row = await queries
    .updateTable('timeline_events')
    .set({ ...columnsOf(change.after), version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = eventOf(row)
  await recordEvents(queries, author, [{ verb: change.verb, before: change.before, after }])
  return after
}

/** Marks locked events; those in that state already stay as they are. */
export async function markEvents(
  queries: Queries,
  marked: { readonly events: readonly TimelineEvent[]; readonly state: TimelineEvent['state'] },
  author: Author,
): Promise<readonly TimelineEvent[]> {
  const before = marked.events.filter((event) => event.state !== marked.state)
  if (before.length === 0) return []
  const rows = await queries
    .updateTable('timeline_events')
    .set((set) => ({ state: marked.state, version: set('version', '+', 1) }))
    .where(sql<boolean>`id = any(${before.map((event) => event.id)}::uuid[])`)
    .returningAll()
    .execute()
  const after = new Map(rows.map((row) => [row.id, eventOf(row)]))
  const changes = before.flatMap((event) => {
    const now = after.get(event.id)
    return now === undefined ? [] : [{ verb: 'marked' as const, before: event, after: now }]
  })
  await recordEvents(queries, author, changes)
  return changes.map((change) => change.after)
}

/**
 * Puts a new role in the place of an old one on every event of an incident, removed ones too, so that taking a removal
 * back brings no old name. Answers the live events that changed.
 */
export async function renameRole(
  queries: Queries,
  renamed: { readonly incidentId: string; readonly from: string; readonly to: string },
  author: Author,
): Promise<readonly TimelineEvent[]> {
  const rows = await queries
    .updateTable('timeline_events')
    .set((set) => ({ actor_name: renamed.to, version: set('version', '+', 1) }))
    .where('incident_id', '=', renamed.incidentId)
    .where('actor_kind', '=', 'role')
    .where('actor_name', '=', renamed.from)
    .returningAll()
    .execute()
  await recordEvents(
    queries,
    author,
    rows.map(eventOf).map((after) => ({
      verb: 'corrected',
      before: { ...after, actor: { kind: 'role', name: renamed.from }, version: after.version - 1 },
      after,
    })),
  )
  return rows.filter((row) => row.removed_at === null).map(eventOf)
}

/**
 * Marks the events whose source changed what they rest on, and takes the mark from those where it no longer holds.
 * Only evidence decides, so that the order of imports does not.
 */
export async function markSourceChanges(
  queries: Queries,
  {
    incidentId,
    changeOf,
    restingOn,
  }: {
    readonly incidentId: string
    readonly changeOf: ChangeOf
    /** Only events that rest on some of this evidence; all when absent. */
    readonly restingOn?: readonly string[]
  },
  author: Author,
): Promise<void> {
  const rows = await queries
    .selectFrom('timeline_events')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(sql<boolean>`evidence_ids <> '{}'`)
    .$if(restingOn !== undefined, (query) =>
      query.where(sql<boolean>`evidence_ids && ${[...(restingOn ?? [])]}::uuid[]`),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const before of rows.map(eventOf)) {
    const after = { ...before, sourceChanged: changeOf(before.evidenceIds) }
    await saveEvent(queries, { before, after, verb: 'marked' }, author)
  }
}

/** Everything that events rest on which rest on some of this evidence. */
export async function restOf(
  queries: Queries,
  incidentId: string,
  evidenceIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(evidence_ids) as id from timeline_events
    where incident_id = ${incidentId} and evidence_ids && ${[...evidenceIds]}::uuid[]`.execute(queries)
  return rows.map(({ id }) => id)
}

/** What the source of some evidence said later; null when nothing. */
export type ChangeOf = (evidenceIds: readonly string[]) => TimelineEvent['sourceChanged']

/** The rank behind every event of an incident: where one goes that was added by hand. */
export async function nextRank(queries: Queries, incidentId: string): Promise<number> {
  const row = await queries
    .selectFrom('timeline_events')
    .where('incident_id', '=', incidentId)
    .select((select) => select.fn.max('rank').as('highest'))
    .executeTakeFirst()
  return Math.floor(row?.highest ?? 0) + 1
}

function live(queries: Queries, incidentId: string) {
  return queries
    .selectFrom('timeline_events')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
}

/** What happened to one event. */
interface EventChange {
  readonly verb: Verb
  readonly before: TimelineEvent | null
  readonly after: TimelineEvent
}

async function recordEvents(
  queries: Queries,
  author: Author,
  changes: readonly EventChange[],
): Promise<void> {
  await recordChanges(
    queries,
    author,
    changes.map((change) => ({
      noun: 'timeline event',
      rowId: change.after.id,
      incidentId: change.after.incidentId,
      ...change,
    })),
  )
}

/** A row as the model has it. */
export function eventOf(row: Selectable<DB['timeline_events']>): TimelineEvent {
  return {
    id: row.id,
    incidentId: row.incident_id,
    happenedAt: momentOf(row.happened_at, row.happened_precision, row.happened_is_about),
    until: row.until,
    rank: row.rank,
    kind: row.kind,
    actor: { kind: row.actor_kind, name: row.actor_name },
    lane: row.lane,
    text: row.text,
    state: row.state,
    isTrigger: row.is_trigger,
    evidenceIds: row.evidence_ids,
    reasons: row.reasons,
    confidence: row.confidence,
    phase: row.phase,
    sourceChanged:
      row.source_changed_id === null
        ? null
        : {
            at: row.source_changed_at,
            evidenceId: row.source_changed_id,
            isRemoved: row.source_removed,
          },
    version: row.version,
  }
}

function columnsOf(event: NewEvent) {
  return {
    incident_id: event.incidentId,
    happened_at: event.happenedAt?.at ?? null,
    happened_precision: event.happenedAt?.precision ?? null,
    happened_is_about: event.happenedAt?.isAbout ?? false,
    until: event.until,
    rank: event.rank,
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_name: event.actor.name,
    lane: event.lane,
    text: event.text,
    state: event.state,
    is_trigger: event.isTrigger,
    evidence_ids: [...event.evidenceIds],
    reasons: [...event.reasons],
    confidence: event.confidence,
    phase: event.phase,
    source_changed_id: event.sourceChanged?.evidenceId ?? null,
    source_changed_at: event.sourceChanged?.at ?? null,
    source_removed: event.sourceChanged?.isRemoved ?? false,
  }
}
