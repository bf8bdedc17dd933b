/** What is kept for how long: the rule, legal holds, and deleting raw evidence so that only its ids are left. */
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import type {
  DeletedEvidence,
  EvidenceDue,
  EvidenceRemoval,
  LegalHold,
  Retention,
} from '@secondstory/review/model/retention'
import { evidenceDueAt } from '@secondstory/review/model/retention'
import { sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { derivedId } from './derived-ids.ts'
import { newId } from './ids.ts'
import { forgetGrounds } from './proposal-grounds.ts'
import { countOpenProposals, removeOpenProposals } from './proposals.ts'
import { isSeenBy, type Viewer } from './standing.ts'

/** The rule of this installation, held for this transaction when it is about to change. */
export async function readRetention(queries: Queries, isHeld = false): Promise<Retention> {
  const row = await queries
    .selectFrom('retention')
    .select(['evidence_days', 'register_days', 'version'])
    .$if(isHeld, (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  return { evidenceDays: row.evidence_days, registerDays: row.register_days, version: row.version }
}

/** Writes a rule that was held before. No policy changes in silence: the history keeps both. */
export async function saveRetention(
  queries: Queries,
  change: { readonly before: Retention; readonly after: Retention },
  author: Author,
): Promise<Retention> {
  const { before } = change
  if (isSame(before, change.after)) return before
  const after = { ...change.after, version: before.version + 1 }
  await queries
    .updateTable('retention')
    .set({
      evidence_days: after.evidenceDays,
      register_days: after.registerDays,
      version: after.version,
    })
    .execute()
  const about = { noun: 'retention', rowId: newId(), incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before, after }])
  return after
}

/** The hold on an incident's evidence, also one that has ended; null when there is none. */
export async function findHold(queries: Queries, incidentId: string): Promise<LegalHold | null> {
  const row = await queries
    .selectFrom('legal_holds')
    .select(['because', 'until_on'])
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row === undefined ? null : { because: row.because, untilOn: row.until_on }
}

/** Puts a hold on an incident's evidence, renews it, or lifts it with null. */
export async function saveHold(
  queries: Queries,
  change: { readonly incidentId: string; readonly hold: LegalHold | null },
  author: Author,
): Promise<void> {
  const { incidentId, hold } = change
  const before = await findHold(queries, incidentId)
  if (isSame(before, hold)) return
  await queries.deleteFrom('legal_holds').where('incident_id', '=', incidentId).execute()
  if (hold !== null) {
    await queries
      .insertInto('legal_holds')
      .values({ incident_id: incidentId, because: hold.because, until_on: hold.untilOn })
      .execute()
  }
  const about = { noun: 'legal hold', rowId: incidentId, incidentId } as const
  const verb = before === null ? 'added' : hold === null ? 'removed' : 'corrected'
  await recordChanges(queries, author, [{ ...about, verb, before, after: hold, because: hold?.because }])
}

/** What deleting the raw evidence of an incident would take away, and what it would leave. */
export async function countEvidence(queries: Queries, incidentId: string): Promise<EvidenceRemoval> {
  const { rows } = await sql<{ records: number; events: number; receipts: number }>`
    select (select count(*) from evidence where incident_id = ${incidentId}) as records,
      (select count(*) from timeline_events where incident_id = ${incidentId} and removed_at is null) as events,
      (select count(*) from imports where incident_id = ${incidentId}) as receipts`.execute(queries)
  const { records = 0, events = 0, receipts = 0 } = rows[0] ?? {}
  const proposals = await countOpenProposals(queries, incidentId)
  const hold = await findHold(queries, incidentId)
  return { records, proposals, events: events - proposals, receipts, hold }
}

/** Who deletes the evidence, and why. */
export interface EvidenceDeletion {
  readonly incidentId: string
  readonly isByRule: boolean
  readonly because: string
}

/**
 * Deletes the raw evidence of an incident and the proposals nobody answered, which are words of it. The caller took its
 * turn with imports. What is left: the ids, and one line of history without content.
 */
export async function deleteEvidence(
  queries: Queries,
  deletion: EvidenceDeletion,
  author: Author,
): Promise<number> {
  const { incidentId, isByRule, because } = deletion
  const { rows } = await sql<{ id: string }>`
    with gone as (delete from evidence where incident_id = ${incidentId} returning id)
    insert into deleted_evidence (id, incident_id, deleted_at, is_by_rule)
    select id, ${incidentId}::uuid, ${author.at}, ${isByRule} from gone
    on conflict (id) do nothing returning id`.execute(queries)
  await removeOpenProposals(queries, incidentId)
  await forgetGrounds(queries, incidentId)
  // What a live source sent is raw evidence too; what nobody has read yet will be evidence, and is not due.
  await queries
    .deleteFrom('deliveries')
    .where('incident_id', '=', incidentId)
    .where('state', '!=', 'waiting')
    .execute()
  const count = rows.length
  await recordChanges(queries, author, [
    {
      noun: 'evidence',
      rowId: incidentId,
      incidentId,
      verb: 'removed',
      before: null,
      after: { title: `${count} ${count === 1 ? 'piece' : 'pieces'} of it` },
      because,
    },
  ])
  return count
}

/** What is left of those of the ids that were deleted. */
export async function listDeleted(
  queries: Queries,
  incidentId: string,
  ids: readonly string[],
): Promise<readonly DeletedEvidence[]> {
  const rows = await queries
    .selectFrom('deleted_evidence')
    .select(['id', 'deleted_at', 'is_by_rule'])
    .where('incident_id', '=', incidentId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, deletedAt: row.deleted_at, isByRule: row.is_by_rule }))
}

/** Every incident with raw evidence and when the rule deletes it, the soonest first; without a title where it is not `seenBy`'s to see. */
export async function listEvidenceDue(
  queries: Queries,
  days: number | null,
  seenBy: Viewer | null,
): Promise<readonly EvidenceDue[]> {
  const { rows } = await sql<DueRow>`
    select incidents.id, incidents.number,
      case when ${seenBy === null ? sql`true` : isSeenBy(seenBy)} then incidents.title else '' end as title, held.because, held.until_on,
      (select count(*) from evidence where evidence.incident_id = incidents.id) as records,
      coalesce((select max(finished_at) from imports where imports.incident_id = incidents.id), incidents.opened_at)
        as imported_at,
      (select max(published_at) from editions where editions.incident_id = incidents.id) as published_at
    from incidents left join legal_holds as held on held.incident_id = incidents.id
    where incidents.removed_at is null and exists (select from evidence where evidence.incident_id = incidents.id)
    order by incidents.number`.execute(queries)
  return rows
    .map((row) => ({
      incidentId: row.id,
      number: row.number,
      title: row.title,
      records: row.records,
      dueAt: evidenceDueAt({ importedAt: row.imported_at, publishedAt: row.published_at }, days),
      hold: row.because === null ? null : { because: row.because, untilOn: row.until_on ?? '' },
    }))
    .toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))
}

interface DueRow {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly records: number
  readonly imported_at: string
  readonly published_at: string | null
  readonly because: string | null
  readonly until_on: string | null
}

/** How many of these pieces came here before and were deleted. */
export async function countDeleted(
  queries: Queries,
  incidentId: string,
  drafts: readonly Pick<EvidenceDraft, 'key'>[],
): Promise<number> {
  const ids = [...new Set(drafts.map(({ key }) => derivedId(incidentId, key)))]
  return (await listDeleted(queries, incidentId, ids)).length
}
