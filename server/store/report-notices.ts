/** What is promised to whoever speaks, version by version, and whether anybody may speak yet. */
import type { ReportNotice } from '@secondstory/review/model/reports'
import type { Selectable } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** What intake stands on. */
export interface Intake {
  readonly isOpen: boolean
  readonly receiptSalt: Buffer
  /** The notice in force; null before the first. */
  readonly notice: ReportNotice | null
}

/** Reads it; held when it is about to change. */
export async function readIntake(queries: Queries, isHeld = false): Promise<Intake> {
  const row = await queries
    .selectFrom('report_intake')
    .select(['is_open', 'receipt_salt'])
    .$if(isHeld, (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  const notice = await notices(queries).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return {
    isOpen: row.is_open,
    receiptSalt: row.receipt_salt,
    notice: notice === undefined ? null : noticeOf(notice),
  }
}

/** One version of the notice. */
export async function readNotice(queries: Queries, version: number): Promise<ReportNotice> {
  return noticeOf(await notices(queries).where('version', '=', version).executeTakeFirstOrThrow())
}

/** Adds a version of the notice and opens the intake under it. */
export async function addNotice(
  queries: Queries,
  notice: Omit<ReportNotice, 'acceptedBy' | 'acceptedOn'> & { readonly personId: string },
  author: Author,
): Promise<void> {
  await queries
    .insertInto('report_notices')
    .values({
      version: notice.version,
      is_protected: notice.isProtected,
      is_not_protected: notice.isNotProtected,
      readers: notice.readers,
      kept_for: notice.keptFor,
      accepted_by: notice.personId,
      accepted_on: author.at.slice(0, 10),
    })
    .execute()
  await switchIntake(queries, { isOpen: true, noticeVersion: notice.version }, author)
}

/** Opens or closes the intake; what was promised stays promised. */
export async function switchIntake(
  queries: Queries,
  after: { readonly isOpen: boolean; readonly noticeVersion: number | null },
  author: Author,
): Promise<void> {
  await queries.updateTable('report_intake').set({ is_open: after.isOpen }).execute()
  const about = { noun: 'report intake', rowId: newId(), incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after }])
}

function notices(queries: Queries) {
  return queries
    .selectFrom('report_notices')
    .innerJoin('people', 'people.id', 'report_notices.accepted_by')
    .selectAll('report_notices')
    .select('people.name as accepted_name')
}

function noticeOf(row: Selectable<DB['report_notices']> & { readonly accepted_name: string }): ReportNotice {
  return {
    version: row.version,
    isProtected: row.is_protected,
    isNotProtected: row.is_not_protected,
    readers: row.readers,
    keptFor: row.kept_for,
    acceptedBy: row.accepted_name,
    acceptedOn: row.accepted_on,
  }
}
