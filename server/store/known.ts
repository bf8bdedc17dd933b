/** What rules about being known read of an incident. Nothing is stored here: when something became known is worked out anew. */
import { sourcesOf } from '@secondstory/review/model/evidence'
import type { Visible } from '@secondstory/review/model/known'
import { type SqlBool, sql } from 'kysely'
import type { Queries } from './database.ts'
import { momentOf } from './moments.ts'

/** Sources in which people are told things: talk, calls to people, steps of an agent. */
const paging = sourcesOf('pages')
const talking = [...sourcesOf('chat'), ...paging, ...sourcesOf('agents')]

/** Characters of a page in which it may name an alert. */
const LONGEST_PAGE = 400

/**
 * The evidence of an incident's events, and every message, page or status update that names something. Words come
 * along only of pages, which name an alert in plain words.
 */
export async function listVisible(queries: Queries, incidentId: string): Promise<readonly Visible[]> {
  const told = sql<string>`(select unnest(evidence_ids) from timeline_events
    where incident_id = ${incidentId} and removed_at is null)`
  const rows = await queries
    .selectFrom('evidence')
    .select([
      'id',
      'source',
      'kind',
      'happened_at',
      'happened_precision',
      'happened_is_about',
      'basis',
      'until',
    ])
    .select(['speaker', 'correlates'])
    .select(
      sql<string>`case when kind in ('page', 'alert') then left(text, ${sql.lit(LONGEST_PAGE)}) else '' end`.as(
        'text',
      ),
    )
    .where('incident_id', '=', incidentId)
    .where((where) =>
      where.or([
        where('id', 'in', told),
        where('kind', '=', 'page'),
        where.and([where('kind', '=', 'alert'), where('source', 'in', paging)]),
        where.and([
          sql<SqlBool>`correlates <> '{}'`,
          where.or([where('source', 'in', talking), where('kind', 'in', ['chat', 'status-update'])]),
        ]),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    kind: row.kind,
    happenedAt: momentOf(row.happened_at, row.happened_precision, row.happened_is_about),
    basis: row.basis,
    ...(row.until === null ? {} : { until: row.until }),
    speaker: row.speaker,
    text: row.text,
    correlates: row.correlates,
  }))
}
