/** What the patterns are made of: the factor codes of what is published. */
import type { ReviewCodes } from '@secondstory/review/model/patterns'
import type { Queries } from './database.ts'

/** The newest edition of every review that the whole organisation reads; samples are nothing that happened. */
export async function listReviewCodes(queries: Queries): Promise<readonly ReviewCodes[]> {
  const rows = await queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .select(['editions.factor_codes', 'editions.started_at', 'editions.published_at'])
    .where('incidents.removed_at', 'is', null)
    .where('incidents.is_sample', '=', false)
    .where('editions.removed_at', 'is', null)
    .where('editions.is_newest', '=', true)
    .orderBy('editions.published_at')
    .execute()
  return rows.map(({ factor_codes, started_at, published_at }) => ({
    at: started_at ?? published_at,
    factorCodes: factor_codes,
  }))
}
