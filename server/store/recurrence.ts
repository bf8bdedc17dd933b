/** What incidents share with those that came before, and what people said about it. Nothing of it is about people. */
import type { EventKind } from '@secondstory/review/model/evidence'
import { reference } from '@secondstory/review/model/incident'
import type { ClassFacts, EarlierFix, Recurrence } from '@secondstory/review/model/recurrence'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { isSeenBy, type Viewer } from './standing.ts'

/** What this incident shares with others; null when there is none. */
export async function readClassFacts(queries: Queries, incidentId: string): Promise<ClassFacts | null> {
  const row = await facts(queries).where('incidents.id', '=', incidentId).executeTakeFirst()
  return row === undefined ? null : factsOf(row)
}

/** Changes of other incidents that address one of these conditions, the newest first; of records the viewer may see. */
export async function listEarlierFixes(
  queries: Queries,
  incident: ClassFacts,
  wanted: { readonly seenBy: Viewer; readonly limit: number },
): Promise<readonly EarlierFix[]> {
  if (incident.factorCodes.length === 0) return []
  const rows = await facts(queries)
    .innerJoin('actions', 'actions.incident_id', 'incidents.id')
    .select([
      'actions.id as action_id',
      'actions.title as action_title',
      'actions.scope',
      'actions.closed_at',
    ])
    .select(
      sql<string[]>`array(select factors.code from factors
        where factors.id = any(actions.factor_ids) and factors.removed_at is null order by factors.code)`.as(
        'action_codes',
      ),
    )
    .where('incidents.id', '<>', incident.incidentId)
    .where('incidents.is_sample', '=', false)
    .where('actions.removed_at', 'is', null)
    .where('actions.state', 'in', ['open', 'done'])
    .where(
      sql<boolean>`exists (select from factors where factors.id = any(actions.factor_ids)
        and factors.removed_at is null and factors.code = any(${[...incident.factorCodes]}::text[]))`,
    )
    .orderBy('actions.id', 'desc')
    .where(isSeenBy(wanted.seenBy))
    .limit(wanted.limit)
    .execute()
  return rows.map((row) => ({
    actionId: row.action_id,
    title: row.action_title,
    isClass: row.scope === 'class',
    closedAt: row.closed_at,
    factorCodes: row.action_codes,
    incident: factsOf(row),
  }))
}

function facts(queries: Queries) {
  return queries
    .selectFrom('incidents')
    .select([
      'incidents.id',
      'incidents.number',
      'incidents.title',
      'incidents.started_at',
      'incidents.opened_at',
      'incidents.components',
      sql<string[]>`array(select distinct factors.code from factors
        where factors.incident_id = incidents.id and factors.removed_at is null order by factors.code)`.as(
        'factor_codes',
      ),
      sql<EventKind | null>`(select kind from timeline_events as began
        where began.incident_id = incidents.id and began.is_trigger and began.removed_at is null limit 1)`.as(
        'trigger_kind',
      ),
    ])
    .where('incidents.removed_at', 'is', null)
}

function factsOf(row: {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly started_at: string | null
  readonly opened_at: string
  readonly components: readonly string[]
  readonly factor_codes: readonly string[]
  readonly trigger_kind: EventKind | null
}): ClassFacts {
  return {
    incidentId: row.id,
    reference: reference(row),
    title: row.title,
    beganAt: row.started_at ?? row.opened_at,
    components: row.components,
    factorCodes: row.factor_codes,
    triggerKind: row.trigger_kind,
  }
}

/** Stores what people said; null when something was said about the two before. */
export async function addRecurrence(
  queries: Queries,
  given: Omit<Recurrence, 'id' | 'version'>,
  author: Author,
): Promise<Recurrence | null> {
  const row = await queries
    .insertInto('recurrences')
    .values({
      id: newId(),
      incident_id: given.incidentId,
      action_id: given.actionId,
      kind: given.kind,
      is_same: given.isSame,
      was_in_path: given.wasInPath,
      text: given.text,
      version: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'action_id']).where('removed_at', 'is', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return null
  const after = recurrenceOf(row)
  await recordChanges(queries, author, [
    { noun: 'recurrence', rowId: after.id, incidentId: after.incidentId, verb: 'added', before: null, after },
  ])
  return after
}

/** What was said about an incident and earlier changes, in the order it was said. */
export async function listRecurrences(queries: Queries, incidentId: string): Promise<readonly Recurrence[]> {
  const rows = await queries
    .selectFrom('recurrences')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(recurrenceOf)
}

function recurrenceOf(row: Selectable<DB['recurrences']>): Recurrence {
  return {
    id: row.id,
    incidentId: row.incident_id,
    actionId: row.action_id,
    kind: row.kind,
    isSame: row.is_same,
    wasInPath: row.was_in_path,
    text: row.text,
    version: row.version,
  }
}
