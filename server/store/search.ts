/** The library: the newest edition of every review, found by words and filters. Nobody can be looked for. */
import type { EditionSummary } from '@secondstory/review/model/editions'
import { type IncidentKind, reference } from '@secondstory/review/model/incident'
import type { Severity } from '@secondstory/review/model/severity'
import { type SqlBool, sql } from 'kysely'
import { readCursor, writeCursor } from './cursor.ts'
import type { Queries } from './database.ts'
import { MATCH_BEGINS, MATCH_ENDS, PARTED, searchable } from './editions.ts'
import { storable } from './storable.ts'

/** What to look for; all parts given must hold. Days are of the start of harm, or of publication when it is unknown. */
export interface EditionsWanted {
  readonly text?: string | undefined
  readonly severity?: Severity | undefined
  readonly kind?: IncidentKind | undefined
  readonly component?: string | undefined
  readonly factor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Whoever works on reviews sees what is out for the team alone as well. */
  readonly isForTeam?: boolean | undefined
  readonly limit: number
  readonly after?: string | undefined
}

/** A line of the library; sample editions say so. */
export interface LibraryLine extends EditionSummary {
  readonly isSample: boolean
}

/** Lines in order, the place to go on from, and how many there are in all. */
export interface EditionRows {
  readonly items: readonly LibraryLine[]
  readonly next: string | null
  readonly total: number
}

/** Finds editions: best match first when words are given, newest first otherwise. Null when `after` is no place here. */
export async function searchEditions(queries: Queries, wanted: EditionsWanted): Promise<EditionRows | null> {
  const after = wanted.after === undefined ? null : readCursor(wanted.after, ['number', 'instant', 'id'])
  if (wanted.after !== undefined && after === null) return null
  const text = searchable(wanted.text ?? '').trim()
  const found = matching(queries, wanted, text)
  const [counted, rows] = await Promise.all([
    found.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    found
      .select([
        'editions.id',
        'slug',
        'editions.title',
        'editions.severity',
        'editions.kind',
        'editions.components',
        'factor_codes',
        'published_at',
        'editions.started_at',
        'opening',
        'is_sample',
        'incidents.number',
        rankOf(text).as('rank'),
        headlineOf(text).as('headline'),
      ])
      .$if(after !== null, (query) =>
        query.where(
          sql<SqlBool>`(${rankOf(text)}, published_at, editions.id) <
            (${after?.[0]}::numeric, ${after?.[1]}::timestamptz, ${after?.[2]}::uuid)`,
        ),
      )
      .orderBy('rank', 'desc')
      .orderBy('published_at', 'desc')
      .orderBy('editions.id', 'desc')
      .limit(wanted.limit + 1)
      .execute(),
  ])
  const shown = rows.slice(0, wanted.limit)
  const last = rows.length > wanted.limit ? shown.at(-1) : undefined
  const next = last === undefined ? null : writeCursor([last.rank, last.published_at, last.id])
  return { items: shown.map(lineOf), next, total: counted.total }
}

function matching(queries: Queries, wanted: EditionsWanted, text: string) {
  return queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .where('incidents.removed_at', 'is', null)
    .where('editions.removed_at', 'is', null)
    .where(wanted.isForTeam === true ? 'is_newest_to_team' : 'is_newest', '=', true)
    .$if(text !== '', (query) => query.where(holding(text)))
    .$if(wanted.severity !== undefined, (query) =>
      query.where('editions.severity', '=', wanted.severity ?? 'SEV1'),
    )
    .$if(wanted.kind !== undefined, (query) => query.where('editions.kind', '=', wanted.kind ?? 'incident'))
    .$if(wanted.component !== undefined, (query) =>
      query.where(
        sql<SqlBool>`exists (select from unnest(editions.components) as each
          where lower(each) = lower(${storable(wanted.component ?? '')}))`,
      ),
    )
    .$if(wanted.factor !== undefined, (query) =>
      query.where(sql<SqlBool>`upper(${storable(wanted.factor ?? '')}) = any (factor_codes)`),
    )
    .$if(wanted.from !== undefined, (query) => query.where(sql<SqlBool>`${DAY} >= ${wanted.from}::date`))
    .$if(wanted.to !== undefined, (query) => query.where(sql<SqlBool>`${DAY} <= ${wanted.to}::date`))
}

const DAY = sql`(coalesce(editions.started_at, published_at) at time zone 'UTC')::date`

/** websearch_to_tsquery reads whatever people type and never objects; what it finds no word in is looked for as it stands. */
function queryOf(text: string) {
  return sql`websearch_to_tsquery('english', ${text})`
}

function holding(text: string) {
  return sql<SqlBool>`case when numnode(${queryOf(text)}) > 0 then editions.search @@ ${queryOf(text)}
    else position(lower(${text}) in lower(editions.title || ' ' || words)) > 0 end`
}

/** As numeric with six digits: a float in a cursor would not come back as the same float. */
function rankOf(text: string) {
  return text === ''
    ? sql<string>`0::numeric`
    : sql<string>`round(ts_rank_cd(editions.search, ${queryOf(text)})::numeric, 6)`
}

const HEADLINE = `StartSel=${MATCH_BEGINS}, StopSel=${MATCH_ENDS}, MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "`

function headlineOf(text: string) {
  return text === ''
    ? sql<string>`''`
    : sql<string>`ts_headline('english', left(words, 200000), ${queryOf(text)}, ${HEADLINE})`
}

/** The headline as runs of text. The marks are our own characters and nothing of it is ever read as HTML. */
export function runsOf(headline: string): EditionSummary['snippet'] {
  return headline
    .split(MATCH_BEGINS)
    .flatMap((part, index) => {
      const [inside = '', ...behind] = part.split(MATCH_ENDS)
      if (index === 0) return [{ text: part, isMatch: false }]
      return [
        { text: inside, isMatch: true },
        { text: behind.join(''), isMatch: false },
      ]
    })
    .map((run) => ({ ...run, text: run.text.replaceAll(PARTED, '').replace(/\s+/g, ' ') }))
    .filter((run) => run.text !== '')
}

interface FoundRow {
  readonly id: string
  readonly slug: string
  readonly number: number
  readonly title: string
  readonly severity: Severity
  readonly kind: IncidentKind
  readonly components: readonly string[]
  readonly factor_codes: readonly string[]
  readonly published_at: string
  readonly started_at: string | null
  readonly opening: string
  readonly headline: string
  readonly is_sample: boolean
}

function lineOf(row: FoundRow): LibraryLine {
  return {
    id: row.id,
    slug: row.slug,
    reference: reference(row),
    title: row.title,
    severity: row.severity,
    kind: row.kind,
    components: row.components,
    factorCodes: row.factor_codes,
    publishedAt: row.published_at,
    startedAt: row.started_at,
    opening: row.opening,
    snippet: runsOf(row.headline),
    isSample: row.is_sample,
  }
}
