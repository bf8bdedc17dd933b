/**
 * The live text of an incident in PostgreSQL: a snapshot and a log of what was written since. The row of `drafts` is
 * held by whoever writes, so the log has one order and `drafts.text` is what the log says.
 */
import { placeByQuote, type Quoted, type Stretch } from '@secondstory/review/model/comments'
import { sql } from 'kysely'
import { noticeLine } from './bulletin.ts'
import type { Queries } from './database.ts'
import { type LiveText, openLiveText } from './live-text.ts'

/** So many rows of the log are folded into the snapshot. */
const FOLDED_AT = 400

/** A text as it stands in the database. */
export interface KeptText {
  readonly parts: readonly Uint8Array[]
  /** The newest row of the log in it. */
  readonly seq: number
}

/** The text of an incident; null when nobody has written it live yet. The caller holds the row of `drafts`. */
export async function readLive(queries: Queries, incidentId: string): Promise<KeptText | null> {
  return readLiveAfter(queries, incidentId, -1)
}

/** What was written after a row of the log; the snapshot stands for rows that were folded into it. */
export async function readLiveAfter(
  queries: Queries,
  incidentId: string,
  seq: number,
): Promise<KeptText | null> {
  const kept = await queries
    .selectFrom('live_texts')
    .select((each) => [
      'snapshot_seq',
      'last_seq',
      each.case().when('snapshot_seq', '>', seq).then(each.ref('snapshot')).end().as('snapshot'),
    ])
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  if (kept === undefined) return null
  if (kept.last_seq === seq) return { parts: [], seq }
  const rows = await queries
    .selectFrom('live_updates')
    .select('written')
    .where('incident_id', '=', incidentId)
    .where('seq', '>', Math.max(seq, kept.snapshot_seq))
    .where('seq', '<=', kept.last_seq)
    .orderBy('seq')
    .execute()
  const parts = rows.map(({ written }) => written)
  return { parts: kept.snapshot === null ? parts : [kept.snapshot, ...parts], seq: kept.last_seq }
}

/** Opens the text of an incident, beginning it from the words of the draft the first time. The caller holds the draft. */
export async function openLive(
  queries: Queries,
  draft: { readonly incidentId: string; readonly text: string },
): Promise<{ readonly live: LiveText; readonly seq: number }> {
  const kept = await readLive(queries, draft.incidentId)
  const live = openLiveText(kept?.parts ?? [])
  // Words that were taken out of the draft by another way are taken out of here as well.
  const written = live.edit(draft.text)
  if (kept === null) {
    const row = { incident_id: draft.incidentId, snapshot: Buffer.from(live.state()) }
    await queries.insertInto('live_texts').values(row).execute()
    return { live, seq: 0 }
  }
  if (written === null) return { live, seq: kept.seq }
  return { live, seq: await appendLive(queries, { incidentId: draft.incidentId, seq: kept.seq, written }) }
}

/** Adds a row to the log after the newest one, which the caller has read while holding the draft. */
export async function appendLive(
  queries: Queries,
  row: {
    readonly incidentId: string
    readonly seq: number
    readonly written: Uint8Array
  },
): Promise<number> {
  const seq = row.seq + 1
  const { incidentId } = row
  const notice = noticeLine({ what: 'written', incidentId, seq })
  // One statement: fifty people who type have it run many times a second.
  await sql`
    with added as (
      insert into live_updates (incident_id, seq, written)
      values (${incidentId}, ${seq}, ${Buffer.from(row.written)})
    ), grown as (
      update live_texts set last_seq = ${seq} where incident_id = ${incidentId}
    )
    ${notice}`.execute(queries)
  return seq
}

/** Whether the log has grown long enough to be folded. */
export function isLong(seq: number): boolean {
  return seq % FOLDED_AT === 0
}

/** Folds the log up to this row into the snapshot. */
export async function foldLive(
  queries: Queries,
  text: { readonly incidentId: string; readonly seq: number; readonly state: Uint8Array },
): Promise<void> {
  await queries
    .updateTable('live_texts')
    .set({ snapshot: Buffer.from(text.state), snapshot_seq: text.seq })
    .where('incident_id', '=', text.incidentId)
    .execute()
  await queries
    .deleteFrom('live_updates')
    .where('incident_id', '=', text.incidentId)
    .where('seq', '<=', text.seq)
    .execute()
}

/** Makes the live text say this too, if there is one: the smallest change, so that nobody's cursor jumps. */
export async function editLive(
  queries: Queries,
  draft: { readonly incidentId: string; readonly text: string },
): Promise<void> {
  const kept = await readLive(queries, draft.incidentId)
  if (kept === null) return
  const live = openLiveText(kept.parts)
  const written = live.edit(draft.text)
  live.close()
  if (written !== null) {
    await appendLive(queries, { incidentId: draft.incidentId, seq: kept.seq, written })
  }
}

/**
 * Folds the log of every text, so that what was typed and taken out again is nowhere any more: a log keeps each stroke,
 * a snapshot only what stands. Each draft is held while its text is folded.
 */
export async function foldEveryLive(queries: Queries): Promise<void> {
  const written = await queries
    .selectFrom('live_texts')
    .select('incident_id')
    .where('last_seq', '>', 0)
    .orderBy('incident_id')
    .execute()
  for (const { incident_id: incidentId } of written) {
    await queries
      .selectFrom('drafts')
      .select('version')
      .where('incident_id', '=', incidentId)
      .forUpdate()
      .execute()
    const kept = await readLive(queries, incidentId)
    if (kept === null) continue
    const live = openLiveText(kept.parts)
    await foldLive(queries, { incidentId, seq: kept.seq, state: live.state() })
    live.close()
  }
}

/** Both ends of a stretch, as they stay with its words. */
export interface Ends {
  readonly from: string
  readonly to: string
}

/** Ties a stretch of the text to its words. The caller holds the draft. */
export async function anchorIn(
  queries: Queries,
  draft: { readonly incidentId: string; readonly text: string },
  { from, to }: Stretch,
): Promise<Ends> {
  const { live } = await openLive(queries, draft)
  const ends = { from: live.anchor(from, 1), to: live.anchor(to, -1) }
  live.close()
  return ends
}

/**
 * Where the words of a stretch are now: by its ends in the live text when the same words stand between them, else by the
 * words and what stood around them. The caller holds the draft.
 */
export async function stretchIn(
  queries: Queries,
  draft: { readonly incidentId: string; readonly text: string },
  place: Ends & Quoted,
): Promise<Stretch | null> {
  const { live } = await openLive(queries, draft)
  const [from, to] = [live.placeOf(place.from), live.placeOf(place.to)]
  live.close()
  const isThere = from !== null && to !== null && to >= from
  if (isThere && draft.text.slice(from, to) === place.quote) return { from, to }
  return placeByQuote(draft.text, place)
}
