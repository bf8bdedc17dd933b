/** Editions as rows: frozen when they are written, read by address, and taken away only with their incident. */
import { type Edition, type EditionRecord, emptyEditionMap } from '@secondstory/review/model/editions'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'
import { storable, storableJson } from './storable.ts'

/** An edition about to be frozen, with what the library matches and shows. All of it without a name. */
export interface EditionStart {
  readonly id: string
  readonly incidentId: string
  /** The last part of its address; a review that has an edition keeps the address it has. */
  readonly slug: string
  readonly publishedAt: string
  readonly record: EditionRecord
  readonly markdown: string
  /** The page as HTML, which says its number; called once, when the number is known. */
  render(place: EditionPlace): string
  readonly opening: string
  /** Plain words, the weightiest first. */
  readonly words: { readonly title: string; readonly summary: string; readonly body: string }
}

/** Where an edition stands. */
export interface EditionPlace {
  readonly slug: string
  readonly number: number
}

/** Rendered forms of an edition, made once when it was published. */
export interface EditionRow extends Edition {
  readonly html: string
  readonly markdown: string
  readonly isSample: boolean
  readonly newestNumber: number
}

/**
 * Freezes an edition under the next number. The caller holds the review's row, so that two who publish at once
 * get two numbers.
 */
export async function storeEdition(queries: Queries, start: EditionStart): Promise<EditionPlace> {
  const newest = await queries
    .updateTable('editions')
    .set({ is_newest: false })
    .where('incident_id', '=', start.incidentId)
    .where('is_newest', '=', true)
    .returning(['number', 'slug'])
    .executeTakeFirst()
  const place = { number: (newest?.number ?? 0) + 1, slug: newest?.slug ?? start.slug }
  const { record, words } = start
  await queries
    .insertInto('editions')
    .values({
      id: start.id,
      incident_id: start.incidentId,
      number: place.number,
      slug: place.slug,
      published_at: start.publishedAt,
      record: storableJson(record),
      html: storable(start.render(place)),
      markdown: storable(start.markdown),
      is_newest: true,
      title: storable(record.title),
      severity: record.severity,
      kind: record.kind,
      components: record.components.map(storable),
      factor_codes: [...new Set(record.factors.map((factor) => factor.code))],
      started_at: record.startedAt?.at ?? null,
      opening: storable(start.opening),
      words: searchable(`${words.summary} \n${words.body}`),
      search: sql`${weighted(record.title, 'A')} || ${weighted(words.title, 'B')} ||
        ${weighted(words.summary, 'B')} || ${weighted(words.body, 'C')}`,
    })
    .execute()
  return place
}

/** When the newest edition of an incident was published; null before the first. */
export async function newestEditionAt(queries: Queries, incidentId: string): Promise<string | null> {
  const row = await queries
    .selectFrom('editions')
    .select('published_at')
    .where('incident_id', '=', incidentId)
    .where('is_newest', '=', true)
    .executeTakeFirst()
  return row?.published_at ?? null
}

/** The newest edition under an address, or the one with this number; null when there is none. */
export async function readEdition(
  queries: Queries,
  slug: string,
  number?: number | undefined,
): Promise<EditionRow | null> {
  const row = await queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .selectAll('editions')
    .select(['incidents.is_sample'])
    .select((row) =>
      row
        .selectFrom('editions as newest')
        .whereRef('newest.incident_id', '=', 'editions.incident_id')
        .select((each) => each.fn.max('newest.number').as('number'))
        .as('newest_number'),
    )
    .where('incidents.removed_at', 'is', null)
    .where('editions.slug', '=', storable(slug))
    .where((where) =>
      number === undefined ? where('editions.is_newest', '=', true) : where('editions.number', '=', number),
    )
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...editionOf(row), isSample: row.is_sample, newestNumber: row.newest_number ?? row.number }
}

/** One edition by its id; null when there is none, or when its incident was removed. */
export async function readEditionById(queries: Queries, id: string): Promise<Edition | null> {
  const row = await queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .selectAll('editions')
    .where('incidents.removed_at', 'is', null)
    .where('editions.id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : editionOf(row)
}

function editionOf(row: Selectable<DB['editions']>): Edition & Pick<EditionRow, 'html' | 'markdown'> {
  return {
    id: row.id,
    incidentId: row.incident_id,
    number: row.number,
    slug: row.slug,
    publishedAt: row.published_at,
    // Editions older than decisions or the causal map carry none.
    record: {
      ...row.record,
      decisions: row.record.decisions ?? [],
      map: row.record.map ?? emptyEditionMap,
    },
    html: row.html,
    markdown: row.markdown,
  }
}

/**
 * Characters nobody writes. PostgreSQL puts the first two around the words it found; the third parts "<" from what
 * follows, because its parser would take "<Suspense>" for a tag, match nothing in it and leave it out.
 */
export const MATCH_BEGINS = '\uE000'
export const MATCH_ENDS = '\uE001'
export const PARTED = '\uE002'

/** Text as it is matched: the same for what is found and for what is looked for. */
export function searchable(text: string): string {
  return storable(text)
    .replace(/[\uE000-\uE002]/g, '')
    .replaceAll('<', `<${PARTED}`)
}

/** 100,000 characters of each part are matched: the four together stay below the 1 MB a tsvector holds. */
function weighted(text: string, weight: 'A' | 'B' | 'C') {
  return sql<string>`setweight(to_tsvector('english', left(${searchable(text)}, 100000)), ${sql.lit(weight)})`
}
