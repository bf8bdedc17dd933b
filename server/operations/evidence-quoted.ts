/** Evidence that a text shows live becomes a quotation before the text goes out, and is freed of names like any other words. */
import { evidenceGone, evidenceQuote } from '@secondstory/review/documents/evidence-quote'
import { blocksIn, sayBlocks } from '@secondstory/review/documents/record-blocks'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import type { Queries } from '../store/database.ts'
import { findEvidence } from '../store/evidence.ts'

/** The record with the words of evidence in the place of the lines that show it. */
export async function withEvidence(queries: Queries, working: WorkingRecord): Promise<WorkingRecord> {
  const { draft, incident } = working
  const ids = blocksIn(draft.text).flatMap(({ block }) => (block.kind === 'evidence' ? [block.id] : []))
  if (ids.length === 0) return working
  const found = await findEvidence(queries, { incidentId: incident.id, ids, limit: ids.length })
  const quotes = new Map(found?.items.map((each) => [each.id, evidenceQuote({ ...each, place: '' })]))
  const text = sayBlocks(draft.text, (block) =>
    block.kind === 'evidence' ? (quotes.get(block.id) ?? evidenceGone) : null,
  )
  return { ...working, draft: { ...draft, text } }
}
