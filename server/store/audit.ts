/** The audit log: only added to, each line hashed together with the one before. */
import { createHash } from 'node:crypto'
import {
  type AuditEntry,
  type AuditLine,
  type AuditNoun,
  auditText,
  beforeTheFirst,
} from '@secondstory/review/model/audit'
import { type Selectable, sql } from 'kysely'
import type { Author } from './change.ts'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** What is written down: the rest is who and when. */
export interface AuditedDeed {
  readonly operation: string
  readonly noun: AuditNoun
  readonly rowId: string | null
  /** It was asked for and refused. */
  readonly wasRefused?: true
}

/** The hash a line is chained with. */
export function hashOfLine(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Waits until nobody else writes in the log; until the end of this transaction nobody else does. */
export async function takeAuditTurn(queries: Queries): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('the audit log'))`.execute(queries)
}

/** Adds a line, in the transaction of what it tells of. Lines are written one after the other, whoever writes them. */
export async function appendAudit(
  queries: Queries,
  deed: AuditedDeed,
  author: Pick<Author, 'personId' | 'at'>,
): Promise<void> {
  await takeAuditTurn(queries)
  const last = await queries
    .selectFrom('audit_log')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const entry: AuditEntry = {
    number: (last?.number ?? 0) + 1,
    at: author.at,
    personId: author.personId,
    operation: deed.operation,
    noun: deed.noun,
    rowId: deed.rowId,
    wasRefused: deed.wasRefused === true,
  }
  const hash = hashOfLine(auditText(entry, last?.hash.toString('hex') ?? beforeTheFirst))
  await queries
    .insertInto('audit_log')
    .values({
      number: entry.number,
      at: entry.at,
      person_id: entry.personId,
      operation: entry.operation,
      noun: entry.noun,
      row_id: entry.rowId,
      was_refused: entry.wasRefused,
      hash: Buffer.from(hash, 'hex'),
    })
    .execute()
}

/** Whether this reader opened this row since then: a page that asks again within the hour is one reading. */
export async function wasOpenedSince(
  queries: Queries,
  opening: AuditedDeed & { readonly personId: string },
  since: string,
): Promise<boolean> {
  const { rows } = await sql<{ is_there: boolean }>`
    select exists (select from audit_log where row_id = ${opening.rowId} and noun = ${opening.noun}
      and person_id = ${opening.personId} and at > ${since} and not was_refused) as is_there`.execute(queries)
  return rows[0]?.is_there ?? false
}

/** Lines looked at from the end of the log: an hour of a busy house. */
const LATEST = 5000

/** Whether somebody was refused something of this kind since then: whoever is refused cannot fill the log. */
export async function wasRefusedSince(
  queries: Queries,
  refused: Pick<AuditedDeed, 'noun'> & { readonly personId: string },
  since: string,
): Promise<boolean> {
  const { rows } = await sql<{ is_there: boolean }>`
    select exists (select from (select * from audit_log order by number desc limit ${LATEST}) as latest
      where noun = ${refused.noun} and person_id = ${refused.personId} and at > ${since} and was_refused) as is_there`.execute(
    queries,
  )
  return rows[0]?.is_there ?? false
}

/** Lines after a number, in their order; with a row, those about it alone. Never those of one reader. */
export async function listAuditLines(
  queries: Queries,
  wanted: { readonly after: number; readonly limit: number; readonly rowId?: string | undefined },
): Promise<readonly AuditLine[]> {
  let query = queries
    .selectFrom('audit_log')
    .selectAll()
    .where('number', '>', wanted.after)
    .orderBy('number')
    .limit(wanted.limit)
  if (wanted.rowId !== undefined) query = query.where('row_id', '=', wanted.rowId)
  return (await query.execute()).map(lineOf)
}

/** Somebody opened a register in which a row was theirs. */
export interface Opening {
  readonly at: string
  readonly byName: string
  readonly reference: string
}

/** Who opened the row of somebody, found by the name and mail they have here, the newest first. */
export async function listOpeningsOf(
  queries: Queries,
  whose: { readonly name: string; readonly email: string },
  limit: number,
): Promise<readonly Opening[]> {
  const { rows } = await sql<Opening>`
    select opened.at, coalesce(reader.name, 'Somebody who left') as "byName", 'INC-' || incidents.number as reference
    from audit_log as opened join incidents on incidents.id = opened.row_id
      left join people as reader on reader.id = opened.person_id
    where opened.noun = 'register' and not opened.was_refused and exists (select from participants as mine
      where mine.incident_id = incidents.id and ${isRowOf(whose)})
    order by opened.number desc limit ${limit}`.execute(queries)
  return rows
}

/** Whether a row of `participants as mine` is that of somebody with this name and mail. */
export function isRowOf({ name, email }: { readonly name: string; readonly email: string }) {
  return sql<boolean>`(lower(mine.name) = lower(${name})
    or exists (select from unnest(mine.handles) as handle where lower(handle) = lower(${email})))`
}

function lineOf(row: Selectable<DB['audit_log']>): AuditLine {
  return {
    number: row.number,
    at: row.at,
    personId: row.person_id,
    operation: row.operation,
    noun: row.noun,
    rowId: row.row_id,
    wasRefused: row.was_refused,
    hash: row.hash.toString('hex'),
  }
}
