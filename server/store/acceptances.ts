/** Accepted risks of an incident. */
import type { Acceptance } from '@secondstory/review/model/acceptances'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** An acceptance before it is stored. */
export type NewAcceptance = Omit<Acceptance, 'id' | 'version'>

/** Stores one acceptance. */
export async function addAcceptance(
  queries: Queries,
  acceptance: NewAcceptance,
  author: Author,
): Promise<Acceptance> {
  const after: Acceptance = { id: newId(), ...acceptance, version: 1 }
  await queries
    .insertInto('acceptances')
    .values({ id: after.id, version: 1, ...columnsOf(acceptance) })
    .execute()
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Acceptances of an incident in the order they were agreed. One about a factor that was removed waits with it. */
export async function listAcceptances(queries: Queries, incidentId: string): Promise<readonly Acceptance[]> {
  const rows = await live(queries)
    .where('acceptances.incident_id', '=', incidentId)
    .orderBy('acceptances.id')
    .execute()
  return rows.map(acceptanceOf)
}

/** One acceptance, held for this transaction; null when there is none. */
export async function lockAcceptance(queries: Queries, id: string): Promise<Acceptance | null> {
  const row = await live(queries)
    .where('acceptances.id', '=', id)
    .where(ofLiveIncident)
    .forUpdate('acceptances')
    .executeTakeFirst()
  return row === undefined ? null : acceptanceOf(row)
}

/** Writes an acceptance that was locked before. */
export async function saveAcceptance(
  queries: Queries,
  change: { readonly before: Acceptance; readonly after: Acceptance },
  author: Author,
): Promise<Acceptance> {
  if (isSame(change.before, change.after)) return change.before
  const version = change.before.version + 1
  await queries
    .updateTable('acceptances')
    .set({ ...columnsOf(change.after), version })
    .where('id', '=', change.before.id)
    .execute()
  const after: Acceptance = { ...change.after, version }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

function live(queries: Queries) {
  return queries
    .selectFrom('acceptances')
    .selectAll('acceptances')
    .where('acceptances.removed_at', 'is', null)
    .where((where) =>
      where.or([
        where('acceptances.factor_id', 'is', null),
        where.exists(
          where
            .selectFrom('factors')
            .select('factors.id')
            .whereRef('factors.id', '=', 'acceptances.factor_id')
            .where('factors.removed_at', 'is', null),
        ),
      ]),
    )
}

function about(acceptance: Acceptance) {
  return { noun: 'acceptance', rowId: acceptance.id, incidentId: acceptance.incidentId } as const
}

function acceptanceOf(row: Selectable<DB['acceptances']>): Acceptance {
  return {
    id: row.id,
    incidentId: row.incident_id,
    factorId: row.factor_id,
    because: row.because,
    agreedByRole: row.agreed_by_role,
    reviewOn: row.review_on,
    version: row.version,
  }
}

function columnsOf(acceptance: NewAcceptance) {
  return {
    incident_id: acceptance.incidentId,
    factor_id: acceptance.factorId,
    because: acceptance.because,
    agreed_by_role: acceptance.agreedByRole,
    review_on: acceptance.reviewOn,
  }
}
