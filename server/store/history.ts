/** Reading what was changed on one incident. */
import type { Noun, Verb } from './change.ts'
import type { Queries } from './database.ts'

/** One change as it was recorded, with the name of whoever made it. */
export interface RecordedChange {
  readonly id: string
  readonly at: string
  /** A person, or the integration it came through. Null: a rule or an import. */
  readonly byName: string | null
  readonly noun: Noun
  readonly rowId: string
  readonly verb: Verb
  readonly before: unknown
  readonly after: unknown
  readonly because: string
}

/** Changes to an incident and everything made of it, newest first. */
export async function listChanges(
  queries: Queries,
  incidentId: string,
  limit: number,
): Promise<readonly RecordedChange[]> {
  const rows = await queries
    .selectFrom('history')
    .leftJoin('people', 'people.id', 'history.person_id')
    .selectAll('history')
    .select('people.name as by_name')
    .where('history.incident_id', '=', incidentId)
    .orderBy('history.at', 'desc')
    .orderBy('history.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    byName: row.by_name ?? (row.through === '' ? null : row.through),
    noun: row.noun,
    rowId: row.row_id,
    verb: row.verb,
    before: row.before,
    after: row.after,
    because: row.because,
  }))
}
