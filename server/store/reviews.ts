/** The review of an incident: stage, impact, and the number of its newest edition. */
import type { Review } from '@secondstory/review/model/reviews'
import type { Selectable } from 'kysely'
import { type Author, isSame, recordChanges, type Verb } from './change.ts'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** The review of an incident; null when there is none. */
export async function findReview(queries: Queries, incidentId: string): Promise<Review | null> {
  const row = await select(queries, incidentId).executeTakeFirst()
  return row === undefined ? null : reviewOf(row)
}

/** The same, held for this transaction. */
export async function lockReview(queries: Queries, incidentId: string): Promise<Review | null> {
  const row = await select(queries, incidentId).forUpdate('reviews').executeTakeFirst()
  return row === undefined ? null : reviewOf(row)
}

/** Writes a review that was locked before; `verb` is 'published' when an edition came out of it. */
export async function saveReview(
  queries: Queries,
  change: { readonly before: Review; readonly after: Review; readonly verb?: Verb },
  author: Author,
): Promise<Review> {
  if (isSame(change.before, change.after)) return change.before
  const after: Review = { ...change.after, version: change.before.version + 1 }
  await queries
    .updateTable('reviews')
    .set({
      stage: after.stage,
      impact: JSON.stringify(after.impact),
      answers: JSON.stringify(after.answers),
      edition_number: after.editionNumber,
      version: after.version,
    })
    .where('incident_id', '=', after.incidentId)
    .execute()
  await recordChanges(queries, author, [
    {
      noun: 'review',
      rowId: after.incidentId,
      incidentId: after.incidentId,
      verb: change.verb ?? 'corrected',
      before: change.before,
      after,
    },
  ])
  return after
}

function select(queries: Queries, incidentId: string) {
  return queries
    .selectFrom('reviews')
    .innerJoin('incidents', 'incidents.id', 'reviews.incident_id')
    .selectAll('reviews')
    .where('reviews.incident_id', '=', incidentId)
    .where('incidents.removed_at', 'is', null)
}

function reviewOf(row: Selectable<DB['reviews']>): Review {
  return {
    incidentId: row.incident_id,
    stage: row.stage,
    impact: row.impact,
    answers: row.answers,
    editionNumber: row.edition_number,
    version: row.version,
  }
}
