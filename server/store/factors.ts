/** Contributing factors, with the events that show them. */
import type { Factor } from '@secondstory/review/model/factors'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A factor before it is stored. */
export type NewFactor = Omit<Factor, 'id' | 'version'>

/** Stores one factor. */
export async function addFactor(queries: Queries, factor: NewFactor, author: Author): Promise<Factor> {
  const id = newId()
  await queries
    .insertInto('factors')
    .values({ id, version: 1, ...columnsOf(factor) })
    .execute()
  const after: Factor = { id, ...factor, version: 1 }
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Factors of an incident in the order they were named. */
export async function listFactors(queries: Queries, incidentId: string): Promise<readonly Factor[]> {
  const rows = await live(queries).where('incident_id', '=', incidentId).orderBy('id').execute()
  return rows.map(factorOf)
}

/** One factor, held for this transaction; null when there is none. */
export async function lockFactor(queries: Queries, id: string): Promise<Factor | null> {
  const row = await live(queries).where('id', '=', id).where(ofLiveIncident).forUpdate().executeTakeFirst()
  return row === undefined ? null : factorOf(row)
}

/** Writes a factor that was locked before. */
export async function saveFactor(
  queries: Queries,
  change: { readonly before: Factor; readonly after: Factor },
  author: Author,
): Promise<Factor> {
  if (isSame(change.before, change.after)) return change.before
  const version = change.before.version + 1
  await queries
    .updateTable('factors')
    .set({ ...columnsOf(change.after), version })
    .where('id', '=', change.before.id)
    .execute()
  const after: Factor = { ...change.after, version }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

/** Events that were removed are left out while reading; the array keeps them for the day they come back. */
function live(queries: Queries) {
  return queries
    .selectFrom('factors')
    .selectAll()
    .select(
      sql<string[]>`array(select shown.id from unnest(factors.event_ids) with ordinality as shown (id, place)
        join timeline_events on timeline_events.id = shown.id and timeline_events.removed_at is null
        order by shown.place)`.as('shown_by'),
    )
    .where('removed_at', 'is', null)
}

function about(factor: Factor) {
  return { noun: 'factor', rowId: factor.id, incidentId: factor.incidentId } as const
}

function factorOf(row: Selectable<DB['factors']> & { readonly shown_by: readonly string[] }): Factor {
  return {
    id: row.id,
    incidentId: row.incident_id,
    code: row.code,
    statement: row.statement,
    certainty: row.certainty,
    eventIds: row.shown_by,
    weakness: {
      existedBefore: row.existed_before,
      remainsAfterRepair: row.remains_after_repair,
      couldCauseOthers: row.could_cause_others,
    },
    version: row.version,
  }
}

function columnsOf(factor: NewFactor) {
  return {
    incident_id: factor.incidentId,
    code: factor.code,
    statement: factor.statement,
    certainty: factor.certainty,
    event_ids: [...factor.eventIds],
    existed_before: factor.weakness.existedBefore,
    remains_after_repair: factor.weakness.remainsAfterRepair,
    could_cause_others: factor.weakness.couldCauseOthers,
  }
}
