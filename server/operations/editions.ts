/** The library: published editions, found by their words, read and taken along. */
import { writeJson } from '@secondstory/review/documents/json'
import type { Edition } from '@secondstory/review/model/editions'
import { z } from 'zod'
import { type EditionRow, readEdition as readRow } from '../store/editions.ts'
import { type EditionRows, searchEditions } from '../store/search.ts'
import { day, incidentKind, severity } from './fields.ts'
import type { Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** An edition as its readers get it, and which number is the newest when this is not it. */
export interface EditionRead extends Edition {
  readonly isSample: boolean
  /** Number of the newest edition of this review. */
  readonly newestNumber: number
}

/** A file to take along. */
export interface ExportedEdition {
  readonly fileName: string
  readonly text: string
}

const address = {
  slug: z.string().min(1).max(200),
  /** Absent: the newest. */
  number: z.int().min(1).max(100_000).optional(),
}

/**
 * Searches the newest edition of every review: best match first when words are given, newest first otherwise.
 * Days are of the start of harm, or of publication when the start is not known.
 */
export const listEditions = operation({
  name: 'listEditions',
  about: 'Searches the published editions by words and filters, with the matching words in context.',
  access: 'reader',
  changes: false,
  input: z.object({
    text: z.string().max(300).optional(),
    severity: severity.optional(),
    kind: incidentKind.optional(),
    component: z.string().max(200).optional(),
    factor: z.string().max(40).optional(),
    from: day.optional(),
    to: day.optional(),
    limit: z.int().min(1).max(100).default(20),
    after: z.string().max(2000).optional(),
  }),
  run: async (input, { store }): Promise<EditionRows> => {
    const found = await searchEditions(store.queries, input)
    if (found !== null) return found
    throw new Refusal(
      'invalid',
      '`after` is no place in this list; send the `next` of the page before, or leave it out.',
    )
  },
})

/** One edition: the newest under this address, or an earlier one by its number. */
export const readEdition = operation({
  name: 'readEdition',
  about: 'Reads a published edition: the newest, or an earlier one by its number.',
  access: 'reader',
  changes: false,
  input: z.object(address),
  run: async (input, hands): Promise<EditionRead> => {
    const { html: _html, markdown: _markdown, ...edition } = await findEdition(hands, input)
    return edition
  },
})

/** One edition as a file: Markdown that imports again without loss, or the record as JSON. */
export const exportEdition = operation({
  name: 'exportEdition',
  about: 'Gives a published edition as Markdown or JSON to take along.',
  access: 'reader',
  changes: false,
  input: z.object({ ...address, format: z.enum(['markdown', 'json']) }),
  run: async (input, hands): Promise<ExportedEdition> => {
    const edition = await findEdition(hands, input)
    // An earlier edition says which one it is, so that two files beside each other are told apart.
    const name = edition.number === edition.newestNumber ? edition.slug : `${edition.slug}-${edition.number}`
    if (input.format === 'markdown') return { fileName: `${name}.md`, text: edition.markdown }
    return { fileName: `${name}.json`, text: writeJson(edition.record) }
  },
})

/** An edition with its rendered forms, for the pages of the server; refuses when there is none. */
export async function findEdition(
  hands: Pick<Hands, 'store'>,
  place: { readonly slug: string; readonly number?: number | undefined },
): Promise<EditionRow> {
  const edition = await readRow(hands.store.queries, place.slug, place.number)
  if (edition !== null) return edition
  throw new Refusal('not-found', 'There is no edition at this address; look for it in the library.')
}
