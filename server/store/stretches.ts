/** Evidence near what is new: stretches without a long pause, found by walking the index and not by reading it all. */
import type { Evidence } from '@secondstory/review/model/evidence'
import { type SqlBool, sql } from 'kysely'
import type { Queries } from './database.ts'
import { evidenceOf, weighedIn } from './evidence.ts'

/** A time from its first record to its last, in whole milliseconds. */
export interface Span {
  readonly from_ms: number
  readonly to_ms: number
}

/** What tells how far a stretch goes. */
export interface Walking {
  readonly incidentId: string
  /** A pause of at least this parts two stretches. */
  readonly pause_ms: number
  /** Marks of evidence that is a remark on another piece. */
  readonly remarks: readonly string[]
}

/** The stretch around a span: walked outwards in steps no longer than a pause. */
export async function findStretch(
  queries: Queries,
  { incidentId, pause_ms }: Walking,
  { from_ms, to_ms }: Span,
): Promise<Span> {
  const { rows } = await sql<{ from_ms: number; to_ms: number }>`
    with recursive
      back (at) as (
        select to_timestamp(${from_ms}::float8 / 1000)
        union all
        select (select min(happened_at) from evidence where incident_id = ${incidentId}
          and happened_at >= back.at - ${pause(pause_ms)} and happened_at < back.at)
        from back where back.at is not null),
      ahead (at) as (
        select to_timestamp((${to_ms}::float8 + 1) / 1000)
        union all
        select (select max(happened_at) from evidence where incident_id = ${incidentId}
          and happened_at <= ahead.at + ${pause(pause_ms)} and happened_at > ahead.at)
        from ahead where ahead.at is not null)
    select floor(extract(epoch from (select min(at) from back)) * 1000)::float8 as from_ms,
      ceil(extract(epoch from (select max(at) from ahead)) * 1000)::float8 as to_ms`.execute(queries)
  return rows[0] ?? { from_ms, to_ms }
}

function pause(pause_ms: number) {
  return sql`${`${pause_ms} milliseconds`}::interval`
}

/** When the last record before this instant stands that says something itself; null when none does. */
export async function lastStanding(
  queries: Queries,
  { incidentId, remarks }: Walking,
  before_ms: number,
): Promise<number | null> {
  const { rows } = await sql<{ at_ms: number }>`
    select floor(extract(epoch from happened_at) * 1000)::float8 as at_ms from evidence
    where incident_id = ${incidentId} and happened_at < to_timestamp(${before_ms}::float8 / 1000)
      and ${stands(remarks)}
    order by happened_at desc limit 1`.execute(queries)
  return rows[0]?.at_ms ?? null
}

/** Whether something stands behind this instant. */
export async function isFollowed(
  queries: Queries,
  { incidentId, remarks }: Walking,
  after_ms: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from evidence where incident_id = ${incidentId}
      and happened_at > to_timestamp((${after_ms}::float8 + 1) / 1000) and ${stands(remarks)} limit 1`.execute(
    queries,
  )
  return rows.length > 0
}

/** Whether a row has words of its own that nobody took back at their source. */
function stands(remarks: readonly string[]) {
  return sql<SqlBool>`(revises is null or not (marks && ${[...remarks, 'deleted']}::text[]))
    and not exists (select from evidence as taken where taken.incident_id = evidence.incident_id
      and taken.revises = coalesce(evidence.revises, evidence.key) and 'deleted' = any(taken.marks))`
}

/** When these things were told, in every telling. */
export async function timesOfRoots(
  queries: Queries,
  incidentId: string,
  roots: readonly string[],
): Promise<readonly Span[]> {
  const { rows } = await sql<{ at_ms: number }>`
    select distinct floor(extract(epoch from happened_at) * 1000)::float8 as at_ms from evidence
    where incident_id = ${incidentId} and happened_at is not null
      and (key = any(${[...roots]}::text[]) or revises = any(${[...roots]}::text[]))`.execute(queries)
  return rows.map(({ at_ms }) => ({ from_ms: at_ms, to_ms: at_ms }))
}

/** All evidence of these spans, with every telling of it and the ends of its alerts, wherever those stand. */
export async function readSpans(
  queries: Queries,
  incidentId: string,
  given: { readonly spans: readonly Span[]; readonly ended: string },
): Promise<readonly Evidence[]> {
  const [from, to] = [given.spans.map(({ from_ms }) => from_ms), given.spans.map(({ to_ms }) => to_ms + 1)]
  const near = sql<SqlBool>`exists (select from unnest(${from}::float8[], ${to}::float8[]) as span (low, high)
    where happened_at >= to_timestamp(low / 1000) and happened_at <= to_timestamp(high / 1000))`
  const found = await weighedIn(queries, incidentId).where(bounded(given.spans)).where(near).execute()
  const roots = [...new Set(found.map((row) => row.revises ?? row.key))]
  const named = [...roots, ...roots.map((root) => `${root}${given.ended}`)]
  const more = await weighedIn(queries, incidentId)
    .where(sql<SqlBool>`(key = any(${named}::text[]) or revises = any(${named}::text[]))`)
    .execute()
  return [...new Map([...found, ...more].map((row) => [row.id, evidenceOf(row)])).values()]
}

/** From the first to the last, so that the index narrows what is looked at. */
function bounded(spans: readonly Span[]) {
  const low = Math.min(...spans.map(({ from_ms }) => from_ms))
  const high = Math.max(...spans.map(({ to_ms }) => to_ms + 1))
  return sql<SqlBool>`happened_at between to_timestamp(${low}::float8 / 1000) and to_timestamp(${high}::float8 / 1000)`
}

/** Every telling of what this evidence tells of. */
export async function readTellings(
  queries: Queries,
  incidentId: string,
  ids: readonly string[],
): Promise<readonly Evidence[]> {
  const rows = await weighedIn(queries, incidentId)
    .where(
      sql<SqlBool>`coalesce(revises, key) = any(array(select coalesce(revises, key) from evidence
        where incident_id = ${incidentId} and id = any(${[...ids]}::uuid[])))`,
    )
    .execute()
  return rows.map(evidenceOf)
}
