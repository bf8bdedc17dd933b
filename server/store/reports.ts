/**
 * Reports as rows. What was said is sealed before it comes here, and what could date or order a report is left out: the
 * id is random, days stand in the place of instants, and a batch is written anew in random order, so that neither the
 * place of a row nor its transaction tells when it came.
 */
import { randomInt, randomUUID } from 'node:crypto'
import type { DeletionCertificate, Naming, ReportState } from '@secondstory/review/model/reports'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** A report as it lies here. */
export interface StoredReport {
  readonly id: string
  readonly naming: Naming
  readonly isHazard: boolean
  readonly state: ReportState
  readonly noticeVersion: number
  readonly sealed: Buffer | null
  readonly releasedOn: string | null
  readonly certificate: DeletionCertificate | null
}

/** A report that came. `sender` is sealed too, and null where nobody is known. */
export interface NewReport {
  readonly id: string
  readonly naming: Naming
  readonly isHazard: boolean
  readonly noticeVersion: number
  readonly receiptHash: Buffer | null
  readonly sealed: Buffer
  readonly sender: Buffer | null
  readonly on: string
  /** Whether it waits for others first. */
  readonly isWaiting: boolean
}

/** An id that says nothing: not when, and not before or after what. */
export function newReportId(): string {
  return randomUUID()
}

/** Stores a report. No history row: it would carry the moment, and what a reporter does is theirs alone. */
export async function addReport(queries: Queries, report: NewReport): Promise<void> {
  const { id, naming, isWaiting, on } = report
  await queries
    .insertInto('reports')
    .values({
      id,
      naming,
      is_hazard: report.isHazard,
      state: isWaiting ? 'waiting' : 'open',
      notice_version: report.noticeVersion,
      receipt_hash: report.receiptHash,
      sealed: report.sealed,
      came_on: isWaiting ? on : null,
      released_on: isWaiting ? null : on,
    })
    .execute()
  if (report.sender === null) return
  await queries.insertInto('report_senders').values({ report_id: id, sealed: report.sender }).execute()
}

/** Reports stewards may see, those that have been there longest first. */
export async function listReports(queries: Queries): Promise<readonly StoredReport[]> {
  const rows = await queries
    .selectFrom('reports')
    .selectAll()
    .where('released_on', 'is not', null)
    .orderBy('released_on')
    .orderBy('id')
    .execute()
  return rows.map(reportOf)
}

/** A report stewards may see; null when there is none, or it waits. */
export async function findReport(queries: Queries, id: string, isHeld = false): Promise<StoredReport | null> {
  const row = await queries
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', id)
    .where('released_on', 'is not', null)
    .$if(isHeld, (query) => query.forUpdate())
    .executeTakeFirst()
  return row === undefined ? null : reportOf(row)
}

/** The report of a receipt, held for this transaction; null when there is none. */
export async function lockByReceipt(queries: Queries, hash: Buffer): Promise<StoredReport | null> {
  const row = await queries
    .selectFrom('reports')
    .selectAll()
    .where('receipt_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : reportOf(row)
}

/** What a report says after its reporter added to it. */
export async function saveWords(queries: Queries, id: string, sealed: Buffer): Promise<void> {
  await queries.updateTable('reports').set({ sealed }).where('id', '=', id).execute()
}

/** What a steward did with a report; the history keeps that it was done, and nothing of what was said. */
export async function saveReport(
  queries: Queries,
  change: {
    readonly before: StoredReport
    readonly sealed: Buffer
    readonly state: 'open' | 'closed'
    readonly deed: string
  },
  author: Author,
): Promise<void> {
  const { before, sealed, state, deed } = change
  // What is said after it was closed keeps it no longer.
  const isClosing = state === 'closed' && before.state !== 'closed'
  const closed = isClosing ? { closed_on: author.at.slice(0, 10) } : {}
  await queries
    .updateTable('reports')
    .set({ sealed, state, ...closed })
    .where('id', '=', before.id)
    .execute()
  if (state === 'closed' && before.naming === 'confidential') await forgetSender(queries, before.id)
  const about = { noun: 'report', rowId: before.id, incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: { deed, state } }])
}

/** Deletes what was said and who said it. The certificate stays, so that whoever holds the receipt sees it. */
export async function deleteReport(
  queries: Queries,
  deleted: { readonly id: string; readonly certificate: DeletionCertificate },
  author: Author,
): Promise<void> {
  const { id, certificate } = deleted
  await queries
    .updateTable('reports')
    .set({ state: 'deleted', sealed: null, came_on: null, certificate: JSON.stringify(certificate) })
    .where('id', '=', id)
    .execute()
  await forgetSender(queries, id)
  // Whoever deletes by the receipt is not to be found in the history either.
  if (author.personId === null) return
  const about = { noun: 'report', rowId: id, incidentId: null, verb: 'removed' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: certificate }])
}

async function forgetSender(queries: Queries, reportId: string): Promise<void> {
  await queries.deleteFrom('report_senders').where('report_id', '=', reportId).execute()
}

/** Who spoke, sealed; null when nobody is known. */
export async function findSender(queries: Queries, reportId: string): Promise<Buffer | null> {
  const row = await queries
    .selectFrom('report_senders')
    .select('sealed')
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  return row?.sealed ?? null
}

/** Days on which waiting reports came, and the day of the last batch, held for this transaction. */
export async function lockBatch(
  queries: Queries,
): Promise<{ readonly cameOn: readonly string[]; readonly lastBatchOn: string | null }> {
  const intake = await queries
    .selectFrom('report_intake')
    .select('last_batch_on')
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rows = await queries.selectFrom('reports').select('came_on').where('state', '=', 'waiting').execute()
  return { cameOn: rows.flatMap(({ came_on: on }) => on ?? []), lastBatchOn: intake.last_batch_on }
}

/** Shows every report of earlier days to the stewards, in an order nobody chose, and answers how many it was. */
export async function releaseBatch(queries: Queries, today: string): Promise<number> {
  const ready = await queries
    .selectFrom('reports')
    .select('id')
    .where('state', '=', 'waiting')
    .where('came_on', '<', today)
    .orderBy('id')
    .execute()
  for (const { id } of shuffled(ready)) {
    await queries
      .updateTable('reports')
      .set({ state: 'open', came_on: null, released_on: today })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
  }
  await queries.updateTable('report_intake').set({ last_batch_on: today }).execute()
  return ready.length
}

/** Whether an immediate hazard is on the desk that no letter was sent about. */
export async function hasUntoldHazard(queries: Queries): Promise<boolean> {
  const row = await untoldHazards(queries).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Marks every hazard on the desk as told, in an order nobody chose. */
export async function markHazardsTold(queries: Queries): Promise<void> {
  for (const { id } of shuffled(await untoldHazards(queries).orderBy('id').execute())) {
    await queries.updateTable('reports').set({ is_told: true }).where('id', '=', id).execute()
  }
}

function untoldHazards(queries: Queries) {
  return queries
    .selectFrom('reports')
    .select('id')
    .where('is_hazard', '=', true)
    .where('is_told', '=', false)
    .where('state', '=', 'open')
}

/**
 * Writes the reports of nobody anew, in random order: the place of a row and its transaction tell when it was last
 * written, and after this they tell the same of all.
 */
export async function rewriteAnonymous(queries: Queries): Promise<void> {
  const rows = await queries
    .selectFrom('reports')
    .select('id')
    .where('naming', '=', 'anonymous')
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id } of shuffled(rows)) {
    await sql`update reports set state = state where id = ${id}`.execute(queries)
  }
}

function shuffled<Each>(all: readonly Each[]): readonly Each[] {
  const left = [...all]
  return all.flatMap(() => left.splice(randomInt(left.length), 1))
}

/** Closed reports whose words have been kept long enough, held for this transaction. */
export async function lockReportsClosedBefore(
  queries: Queries,
  on: string,
): Promise<readonly StoredReport[]> {
  const rows = await queries
    .selectFrom('reports')
    .selectAll()
    .where('state', '=', 'closed')
    .where('closed_on', '<=', on)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(reportOf)
}

function reportOf(row: Selectable<DB['reports']>): StoredReport {
  return {
    id: row.id,
    naming: row.naming,
    isHazard: row.is_hazard,
    state: row.state,
    noticeVersion: row.notice_version,
    sealed: row.sealed,
    releasedOn: row.released_on,
    certificate: row.certificate,
  }
}
