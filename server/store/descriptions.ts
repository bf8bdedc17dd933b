/** How many people fit words that name nobody, and what is said more widely. One answer per incident and words. */
import type { Description } from '@secondstory/review/model/descriptions'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { storable } from './storable.ts'

/** The answers of one incident. */
export async function listDescriptions(
  queries: Queries,
  incidentId: string,
): Promise<readonly Description[]> {
  const rows = await queries
    .selectFrom('descriptions')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('kind')
    .orderBy('quote')
    .execute()
  return rows.map((row) => ({
    kind: row.kind === 'minute' ? 'minute' : 'words',
    quote: row.quote,
    fits: row.fits,
    wording: row.instead,
  }))
}

/** Writes an answer, or another in its place. */
export async function saveDescription(
  queries: Queries,
  given: Description & { readonly incidentId: string },
  author: Author,
): Promise<void> {
  const { incidentId, kind, fits } = given
  const quote = storable(given.quote)
  const wording = storable(given.wording)
  const before = (await listDescriptions(queries, incidentId)).find(
    (each) => each.kind === kind && each.quote === quote,
  )
  await queries
    .insertInto('descriptions')
    .values({ incident_id: incidentId, kind, quote, fits, instead: wording })
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'kind', 'quote']).doUpdateSet({ fits, instead: wording }),
    )
    .execute()
  const after = { kind, quote, fits, wording }
  await recordChanges(queries, author, [
    {
      noun: 'description',
      rowId: incidentId,
      incidentId,
      verb: 'marked',
      before: before ?? null,
      after,
    },
  ])
}
