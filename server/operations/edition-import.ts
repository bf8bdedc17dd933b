/**
 * The way back: an exported edition becomes an incident whose edition would be the same. Every part goes in through
 * the operation a person would use for it, so that what is refused there is refused here; a refused part is left out,
 * told as a sentence, and its words stand at the end of the draft.
 */
import { draftText } from '@secondstory/review/documents/draft-text'
import { readJson } from '@secondstory/review/documents/json'
import { type ReadDocument, readMarkdown } from '@secondstory/review/documents/markdown'
import { defaultDraft } from '@secondstory/review/documents/template'
import type { EditionRecord } from '@secondstory/review/model/editions'
import type { Incident } from '@secondstory/review/model/incident'
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { openIncident as openRow } from '../store/incidents.ts'
import type { Store } from '../store/store.ts'
import { addImpact, incidentFrom } from './edition-facts.ts'
import { addMap } from './edition-map.ts'
import {
  addAcceptances,
  addActions,
  addAgents,
  addDecisions,
  addFactors,
  addLessons,
  addTimeline,
} from './edition-rows.ts'
import { by, type Hands } from './hands.ts'
import { attempt, type LeftOut, sentenceOf, type Tray } from './left-out.ts'
import { operation, Refusal } from './operation.ts'
import { correctDraft } from './reviews.ts'

/** Longest document, in characters: eight drafts of the longest kind. */
const LONGEST_DOCUMENT = 4_000_000
/** Most rows of one list: as many events as one call may mark, and far more of the others than anyone reads. */
const MOST_ROWS = {
  timeline: 5000,
  decisions: 200,
  factors: 500,
  map: 1000,
  lessons: 500,
  actions: 500,
} as const

/** An incident opened from a document, and what of the document did not become part of its record. */
export interface ImportedEdition {
  readonly incident: Incident
  /** One sentence each; the words themselves stand in the last section of the draft. */
  readonly notUnderstood: readonly string[]
  /** Facts the document does not state: "severity" (then a stand-in was taken), "detected" (then it stays open). */
  readonly missing: readonly string[]
}

/** Opens an incident from an exported edition, whole or not at all. */
export const importEdition = operation({
  name: 'importEdition',
  about:
    'Opens an incident from an exported edition; whoever imports it holds its actions, under the roles the edition names.',
  access: 'member',
  changes: true,
  input: z.object({
    text: z.string().max(LONGEST_DOCUMENT),
    /** Absent: told apart by the first character. */
    format: z.enum(['markdown', 'json']).optional(),
  }),
  run: async ({ text, format }, hands): Promise<ImportedEdition> => {
    const isJson = format === undefined ? /^\s*\{/.test(text) : format === 'json'
    const read = isJson ? readJson(text) : readMarkdown(text)
    refuseUnfit(read.record)
    return hands.store.transaction((queries) => {
      // Operations called from here work in this transaction: the import stands or falls as one.
      const store: Store = { queries, transaction: (work) => work(queries) }
      return openFrom(read, queries, { ...hands, store })
    })
  },
})

function refuseUnfit(record: EditionRecord): void {
  const { title, sections, timeline, decisions, factors, map, lessons, actions } = record
  const isNothing =
    title.trim() === '' &&
    sections.every(({ heading }) => heading === '') &&
    [timeline, decisions, factors, map.nodes, lessons, actions].every((rows) => rows.length === 0)
  if (isNothing) {
    throw new Refusal(
      'invalid',
      'Nothing of an edition was found in this document; we look for Markdown or JSON as the library exports it.',
    )
  }
  const lists = { timeline, decisions, factors, map: [...map.nodes, ...map.edges], lessons, actions }
  for (const name of ['timeline', 'decisions', 'factors', 'map', 'lessons', 'actions'] as const) {
    if (lists[name].length <= MOST_ROWS[name]) continue
    throw new Refusal(
      'too-large',
      `The document has ${lists[name].length} rows under "${name}" and we take up to ${MOST_ROWS[name]}; a shorter one can be imported.`,
    )
  }
}

async function openFrom(read: ReadDocument, queries: Queries, hands: Hands): Promise<ImportedEdition> {
  const { record } = read
  const leftOut: LeftOut[] = read.notUnderstood.map((each) => ({ ...each, because: '' }))
  const opening = { incident: incidentFrom(record, leftOut), draftText: draftFrom(record, []) }
  const incident = await openRow(queries, opening, by(hands))
  const { id: incidentId } = incident
  const tray: Tray = { queries, hands, leftOut }
  await addImpact(record, incidentId, tray)
  const eventIds = await addTimeline(record.timeline, incidentId, tray)
  await addDecisions({ record, eventIds }, incidentId, tray)
  const factorIds = await addFactors({ record, eventIds }, incidentId, tray)
  await addMap({ record, eventIds, factorIds }, incidentId, tray)
  await addLessons(record, incidentId, tray)
  await addActions({ record, factorIds }, incidentId, tray)
  await addAcceptances({ record, factorIds }, incidentId, tray)
  await addAgents({ record, eventIds }, incidentId, tray)
  await keepWords(record, incidentId, tray)
  return {
    incident,
    notUnderstood: leftOut.map(sentenceOf),
    // A new incident has a number of its own, so nothing is missing without the old one.
    missing: read.missing.filter((fact) => fact !== 'reference'),
  }
}

/** Everything that was left out stands in the last section: it is there to be placed by hand, or to be dropped. */
async function keepWords(record: EditionRecord, incidentId: string, tray: Tray): Promise<void> {
  const unplaced = tray.leftOut.filter(({ text }) => text.trim() !== '')
  if (unplaced.length === 0) return
  const kept = { incidentId, version: 1, text: draftFrom(record, unplaced) }
  const corrected = await attempt(correctDraft, kept, tray)
  if ('because' in corrected) throw new Refusal('too-large', corrected.because)
}

/** The draft with every section; the template when the document has none. */
function draftFrom(record: EditionRecord, unplaced: readonly LeftOut[]): string {
  const written = draftText(record.sections, unplaced)
  const text =
    record.sections.length === 0 ? [defaultDraft, written].filter((part) => part !== '').join('\n') : written
  const read = correctDraft.input.shape.text.safeParse(text)
  if (read.success) return read.data
  throw new Refusal(
    'too-large',
    `The text of the review would have ${text.length} characters and it holds up to ${LONGEST_DRAFT}; a shorter document can be imported.`,
  )
}
