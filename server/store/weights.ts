/** The weights of proposals: one row, which is always there. */
import { sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { storableJson } from './storable.ts'

/** What the organisation chose, by the name of the rule, and how often it was changed. */
export interface WeightsRow {
  readonly id: string
  readonly chosen: Readonly<Record<string, number>>
  readonly version: number
}

/** The weights as they stand. */
export async function readWeightsRow(queries: Queries): Promise<WeightsRow> {
  return queries.selectFrom('proposal_weights').select(['id', 'chosen', 'version']).executeTakeFirstOrThrow()
}

/** The same, held for this transaction. */
export async function lockWeightsRow(queries: Queries): Promise<WeightsRow> {
  return queries
    .selectFrom('proposal_weights')
    .select(['id', 'chosen', 'version'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Writes weights that were locked before. */
export async function saveWeights(
  queries: Queries,
  { before, chosen }: { readonly before: WeightsRow; readonly chosen: WeightsRow['chosen'] },
  author: Author,
): Promise<WeightsRow> {
  const after = await queries
    .updateTable('proposal_weights')
    .set({ chosen: sql`${storableJson(chosen)}::jsonb`, version: before.version + 1 })
    .returning(['id', 'chosen', 'version'])
    .executeTakeFirstOrThrow()
  await recordChanges(queries, author, [
    {
      noun: 'weights',
      rowId: before.id,
      incidentId: null,
      verb: 'corrected',
      before: before.chosen,
      after: after.chosen,
    },
  ])
  return after
}
