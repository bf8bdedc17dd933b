/** Editions as rows: frozen when they are written, read by address, and taken away only with their incident. */
import { type Audience, audienceOrder, reaches, type WithheldKind } from '@secondstory/review/model/audiences'
import { type Edition, type EditionRecord, emptyEditionMap } from '@secondstory/review/model/editions'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'
import { storable, storableJson } from './storable.ts'

/** What an edition says to one audience, about to be frozen. */
export interface CopyStart {
  readonly record: EditionRecord
  readonly withheld: readonly WithheldKind[]
  readonly markdown: string
  /** The page as HTML, which says its number; called once, when the number is known. */
  render(place: EditionPlace): string
}

/** An edition about to be frozen, with what the library matches and shows. All of it without a name. */
export interface EditionStart extends CopyStart {
  readonly id: string
  readonly incidentId: string
  /** The last part of its address; a review that has an edition keeps the address it has. */
  readonly slug: string
  readonly publishedAt: string
  /** Who reads it at most. */
  readonly widest: Audience
  /** One sentence: what is different from the edition before; empty for the first. */
  readonly changed: string
  /** What others than the organisation read. */
  readonly copies: Readonly<Partial<Record<Exclude<Audience, 'organisation'>, CopyStart>>>
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
    .selectFrom('editions')
    .select(['number', 'slug'])
    .where('incident_id', '=', start.incidentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const place = { number: (newest?.number ?? 0) + 1, slug: newest?.slug ?? start.slug }
  const isForAll = reaches(start.widest, 'organisation')
  await queries
    .updateTable('editions')
    .set({ is_newest_to_team: false, ...(isForAll ? { is_newest: false } : {}) })
    .where('incident_id', '=', start.incidentId)
    .execute()
  const { record, words } = start
  await queries
    .insertInto('editions')
    .values({
      id: start.id,
      incident_id: start.incidentId,
      number: place.number,
      slug: place.slug,
      published_at: start.publishedAt,
      ...frozen(start, place),
      widest: start.widest,
      changed: storable(start.changed),
      is_newest: isForAll,
      is_newest_to_team: true,
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
  for (const audience of ['team', 'public'] as const) {
    const copy = start.copies[audience]
    if (copy === undefined) continue
    await queries
      .insertInto('edition_copies')
      .values({ edition_id: start.id, audience, ...frozen(copy, place) })
      .execute()
  }
  return place
}

function frozen({ record, withheld, markdown, render }: CopyStart, place: EditionPlace) {
  return {
    record: storableJson(record),
    withheld: [...withheld],
    markdown: storable(markdown),
    html: storable(render(place)),
  }
}

/** When the newest edition of an incident was published; null before the first. */
export async function newestEditionAt(queries: Queries, incidentId: string): Promise<string | null> {
  const row = await queries
    .selectFrom('editions')
    .select('published_at')
    .where('incident_id', '=', incidentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.published_at ?? null
}

/** An edition somebody asks for, and as whom they read. */
export interface EditionWanted {
  readonly slug: string
  /** Absent: the newest. */
  readonly number?: number | undefined
  readonly audience: Audience
}

/**
 * The edition under an address as an audience reads it: the newest that is out for them, or the one with this number.
 * Null when none is. A withdrawn one is answered as well; whoever asks decides what is shown of it.
 */
export async function readEdition(queries: Queries, wanted: EditionWanted): Promise<EditionRow | null> {
  const { slug, number, audience } = wanted
  const row = await queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .leftJoin('edition_copies as copy', (join) =>
      join.onRef('copy.edition_id', '=', 'editions.id').on(sql`copy.audience`, '=', audience),
    )
    .selectAll('editions')
    .select(['incidents.is_sample'])
    .select((select) => [
      select.ref('copy.record').as('copy_record'),
      select.ref('copy.html').as('copy_html'),
      select.ref('copy.markdown').as('copy_markdown'),
      select.ref('copy.withheld').as('copy_withheld'),
      sql<number>`(select max(newest.number) from editions as newest where newest.incident_id = editions.incident_id
        and newest.widest = any(${widestFor(audience)}))`.as('newest_number'),
    ])
    .where('incidents.removed_at', 'is', null)
    .where('editions.slug', '=', storable(slug))
    .where('editions.widest', 'in', widestFor(audience))
    .$if(number !== undefined, (query) => query.where('editions.number', '=', number ?? 0))
    .orderBy('editions.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { copy_record, copy_html, copy_markdown, copy_withheld } = row
  const copied = {
    ...row,
    record: copy_record ?? row.record,
    html: copy_html ?? row.html,
    markdown: copy_markdown ?? row.markdown,
    withheld: copy_withheld ?? row.withheld,
  }
  return { ...editionOf(copied, audience), isSample: row.is_sample, newestNumber: row.newest_number }
}

/** The widest audiences an edition can have to be out for this one. */
function widestFor(audience: Audience): Audience[] {
  return audienceOrder.filter((widest) => reaches(widest, audience))
}

/** One edition by its id as the organisation reads it; null when there is none, or when it or its incident was removed. */
export async function readEditionById(queries: Queries, id: string): Promise<Edition | null> {
  const row = await queries
    .selectFrom('editions')
    .innerJoin('incidents', 'incidents.id', 'editions.incident_id')
    .selectAll('editions')
    .where('incidents.removed_at', 'is', null)
    .where('editions.removed_at', 'is', null)
    .where('editions.id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : editionOf(row, 'organisation')
}

/** An edition of a review, as a list shows it. */
export type EditionLine = Pick<
  Edition,
  'id' | 'slug' | 'number' | 'publishedAt' | 'widest' | 'changed' | 'withdrawal'
> & { readonly removalId: string | null }

/** The editions of one review, the newest first. */
export async function listEditionLines(
  queries: Queries,
  incidentId: string,
): Promise<readonly EditionLine[]> {
  const rows = await queries
    .selectFrom('editions')
    .select(['id', 'slug', 'number', 'published_at', 'widest', 'changed'])
    .select(['removed_at', 'removal_id', 'withdrawn_because'])
    .where('incident_id', '=', incidentId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    number: row.number,
    publishedAt: row.published_at,
    widest: row.widest,
    changed: row.changed,
    withdrawal: withdrawalOf(row),
    removalId: row.removal_id,
  }))
}

function withdrawalOf(
  row: Pick<Selectable<DB['editions']>, 'removed_at' | 'withdrawn_because'>,
): Edition['withdrawal'] {
  return row.removed_at === null ? null : { at: row.removed_at, because: row.withdrawn_because }
}

/** Says why an edition is withdrawn; the removal itself is one like every other. */
export async function explainWithdrawal(queries: Queries, id: string, because: string): Promise<void> {
  await queries
    .updateTable('editions')
    .set({ withdrawn_because: storable(because) })
    .where('id', '=', id)
    .execute()
}

function editionOf(
  row: Selectable<DB['editions']>,
  audience: Audience,
): Edition & Pick<EditionRow, 'html' | 'markdown'> {
  return {
    id: row.id,
    incidentId: row.incident_id,
    number: row.number,
    slug: row.slug,
    publishedAt: row.published_at,
    audience,
    widest: row.widest,
    withheld: row.withheld,
    changed: row.changed,
    withdrawal: withdrawalOf(row),
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
