/** The library: published editions, found by their words, read and taken along. */
import { writeJson } from '@secondstory/review/documents/json'
import { type Audience, audienceOf, reaches } from '@secondstory/review/model/audiences'
import { type Edition, withdrawalSentence } from '@secondstory/review/model/editions'
import { mayOnRecord } from '@secondstory/review/model/permission'
import { changesOnly, differenceOf, type Line } from '@secondstory/review/model/text-difference'
import { z } from 'zod'
import {
  type EditionLine,
  type EditionRow,
  explainWithdrawal,
  listEditionLines,
  readEdition as readRow,
} from '../store/editions.ts'
import { removeRows } from '../store/removals.ts'
import { type EditionRows, searchEditions } from '../store/search.ts'
import { findStanding } from '../store/standing.ts'
import { found, refuseFor } from './answers.ts'
import { day, id, incidentKind, line, ofIncident, type Removed, severity } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { nameBlockersIn, readRegister } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'
import { refuseWhilePaused } from './pauses.ts'

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
  /** As whom to read: a wider audience than one's own, to see what they see. Absent: everything one may. */
  audience: z.enum(['team', 'organisation', 'public']).optional(),
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
  run: async (input, hands): Promise<EditionRows> => {
    const asker = asked(hands)
    const viewer = audienceOf(asker.role) === 'team' ? asker : undefined
    const found = await searchEditions(hands.store.queries, { ...input, viewer })
    if (found !== null) return found
    throw new Refusal(
      'invalid',
      '`after` is no place in this list; send the `next` of the page before, or leave it out.',
    )
  },
})

/**
 * One edition: the newest under this address, or an earlier one by its number. Each reads as much of it as is made for
 * them; whoever is not signed in reads what is public.
 */
export const readEdition = operation({
  name: 'readEdition',
  about:
    'Reads a published edition: the newest, or an earlier one by its number; as much as is made for the reader.',
  access: 'anyone',
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
  access: 'anyone',
  audits: 'export',
  changes: false,
  input: z.object({ ...address, format: z.enum(['markdown', 'json']) }),
  run: async (input, hands): Promise<ExportedEdition> => {
    await refuseWhilePaused(hands)
    const edition = await findEdition(hands, input)
    // An earlier edition says which one it is, so that two files beside each other are told apart.
    const name = edition.number === edition.newestNumber ? edition.slug : `${edition.slug}-${edition.number}`
    if (input.format === 'markdown') return { fileName: `${name}.md`, text: edition.markdown }
    return { fileName: `${name}.json`, text: writeJson(edition.record) }
  },
})

/** What an edition says that the one before it did not. */
export interface Revision {
  readonly slug: string
  readonly title: string
  readonly number: number
  /** The edition before, as far as this reader may read one; null: there is none. */
  readonly before: number | null
  /** One sentence of those who published it. */
  readonly changed: string
  /** The lines of both as Markdown, unchanged ones left out as null. */
  readonly lines: readonly (Line | null)[]
}

/** Two editions side by side: a published one never changes, so the difference between two is all there is to know. */
export const readRevision = operation({
  name: 'readRevision',
  about: 'Reads what an edition changed since the one before it: the sentence, and the lines.',
  access: 'anyone',
  changes: false,
  input: z.object(address),
  run: async (input, hands): Promise<Revision> => {
    const after = await findEdition(hands, input)
    const before = await earlier(hands, after)
    return {
      slug: after.slug,
      title: after.record.title,
      number: after.number,
      before: before?.number ?? null,
      changed: after.changed,
      lines: before === null ? [] : changesOnly(differenceOf(before.markdown, after.markdown)),
    }
  },
})

/** The nearest earlier edition this audience reads. */
async function earlier(hands: Pick<Hands, 'store'>, after: EditionRow): Promise<EditionRow | null> {
  for (let number = after.number - 1; number > 0; number -= 1) {
    const { slug, audience } = after
    const row = await readRow(hands.store.queries, { slug, number, audience })
    if (row !== null && row.withdrawal === null) return row
  }
  return null
}

/** Withdraws an edition; `undoRemoval` brings it back. */
export const removeEdition = operation({
  name: 'removeEdition',
  about: 'Withdraws an edition: a notice with the reason takes its place; undoRemoval brings it back.',
  access: 'member',
  needs: 'publish',
  changes: true,
  input: z.object({ incidentId: id, number: z.int().min(1).max(100_000), because: line(300) }),
  run: async ({ incidentId, number, because }, hands): Promise<Removed> => {
    const lines = await listEditionLines(hands.store.queries, incidentId)
    const { id } = found(
      lines.find((each) => each.number === number && each.withdrawal === null) ?? null,
      'edition',
    )
    return hands.store.transaction(async (queries) => {
      const told = await rolesOnEntry(queries, incidentId, { because })
      const register = await readRegister(queries, incidentId)
      refuseFor(nameBlockersIn(told.because, register, { tab: 'publish', id: null }))
      await explainWithdrawal(queries, id, told.because)
      const removal = { noun: 'edition', incidentId, ids: [id], because: told.because } as const
      return { removalId: found(await removeRows(queries, removal, by(hands)), 'edition') }
    })
  },
})

/** Every edition of one review, the newest first. */
export const listReviewEditions = operation({
  name: 'listReviewEditions',
  about: 'Lists the editions of one review, the newest first, with what each changed and for whom it is out.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly EditionLine[]> =>
    listEditionLines(store.queries, incidentId),
})

/** As much of an edition as whoever asks may read, with its rendered forms; refuses when there is none for them. */
export async function findEdition(
  hands: Pick<Hands, 'store' | 'asker'>,
  place: {
    readonly slug: string
    readonly number?: number | undefined
    readonly audience?: Audience | undefined
  },
): Promise<EditionRow> {
  const fullest = await fullestFor(hands, place)
  const wanted = place.audience ?? fullest
  const isTheirs = reaches(wanted, fullest)
  const edition = isTheirs ? await readRow(hands.store.queries, { ...place, audience: wanted }) : null
  if (edition === null && hands.asker === null) {
    throw new Refusal(
      'signed-out',
      'Nothing public is at this address; whoever has an account may find more.',
    )
  }
  if (edition === null) {
    throw new Refusal('not-found', 'There is no edition at this address; look for it in the library.')
  }
  if (edition.withdrawal !== null && fullest !== 'team') {
    throw new Refusal('not-found', withdrawalSentence(edition))
  }
  return edition
}

/** Whoever may see the working record reads what its team reads; all others what the organisation or everyone reads. */
async function fullestFor(
  { store: { queries }, asker }: Pick<Hands, 'store' | 'asker'>,
  { slug, number }: { readonly slug: string; readonly number?: number | undefined },
): Promise<Audience> {
  const fullest = audienceOf(asker?.role ?? null)
  if (fullest !== 'team' || asker === null) return fullest
  const row = await readRow(queries, { slug, number, audience: 'team' })
  if (row === null) return fullest
  const { standing } = await findStanding(queries, { id: row.incidentId }, asker)
  return mayOnRecord(asker, 'read', standing) ? 'team' : 'organisation'
}
