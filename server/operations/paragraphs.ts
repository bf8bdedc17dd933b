/** What a paragraph of the text said before. Versions are of the whole text; a paragraph is followed through them by its words. */
import { beginTrace, type Trace, traceInto, type Wording } from '@secondstory/review/model/paragraphs'
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findDraft, listDraftTexts } from '../store/drafts.ts'
import { found } from './answers.ts'
import { ofIncident, prose } from './fields.ts'
import { operation } from './operation.ts'

/** What a paragraph said, the newest words first. */
export interface ParagraphVersions {
  readonly wordings: readonly Wording[]
  /** Whether the oldest of them is how it began; else the versions before it were not kept or not looked at. */
  readonly isWhole: boolean
}

/** Wordings of one paragraph, the newest first. */
export const listParagraphVersions = operation({
  name: 'listParagraphVersions',
  about:
    'Lists what a paragraph of the text said before and since when, by its words as they stand; nobody’s name.',
  access: 'member',
  changes: false,
  input: ofIncident.extend({ text: prose(LONGEST_DRAFT).pipe(z.string().min(1)) }),
  run: async ({ incidentId, text }, { store }): Promise<ParagraphVersions> => {
    found(await findDraft(store.queries, incidentId), 'draft')
    const { wordings, isAtBeginning } = await traced(store.queries, incidentId, beginTrace(text))
    return { wordings, isWhole: isAtBeginning || wordings.at(-1)?.version === 1 }
  },
})

/** So many versions are read at once, and so many at most. */
const BATCH = 20
const MOST = 500

async function traced(queries: Queries, incidentId: string, begun: Trace): Promise<Trace> {
  let trace = begun
  let before: number | null = null
  for (let read = 0; read < MOST && !trace.isAtBeginning; read += BATCH) {
    const versions: Awaited<ReturnType<typeof listDraftTexts>> = await listDraftTexts(queries, {
      incidentId,
      before,
      limit: BATCH,
    })
    trace = versions.reduce(traceInto, trace)
    before = versions.at(-1)?.version ?? null
    if (versions.length < BATCH) break
  }
  return trace
}
