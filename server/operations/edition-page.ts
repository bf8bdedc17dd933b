/** The page of a published edition, for the doors that serve pages. */
import { createHash } from 'node:crypto'
import { editionPage, editionScript } from '@secondstory/review/documents/edition-page'
import { revisionPage, withdrawnPage } from '@secondstory/review/documents/revision-page'
import { audienceOf, audienceOrder, reaches } from '@secondstory/review/model/audiences'
import { withdrawalSentence } from '@secondstory/review/model/editions'
import { listEditionLines, readEdition } from '../store/editions.ts'
import { findCallable } from './call.ts'
import { findEdition, readRevision } from './editions.ts'
import type { Hands } from './hands.ts'

/** A whole HTML document, and the hash by which a content security policy allows its one script. */
export interface EditionPageRead {
  readonly html: string
  /** `'sha256-…'` as a policy writes it. */
  readonly scriptHash: string
}

const scriptHash = `'sha256-${createHash('sha256').update(editionScript).digest('base64')}'`

/** An edition somebody's browser asks for. */
export interface EditionAddress {
  readonly slug: string
  readonly number?: number | undefined
  readonly audience?: string | undefined
}

/**
 * Reads the page of an edition for whoever may read it. The newest is sent as it was rendered when it was
 * published; an earlier one is rendered again, because it now says which edition took its place.
 */
export async function readEditionPage(place: EditionAddress, hands: Hands): Promise<EditionPageRead> {
  // Asked for its permission and its refusals; the page is made of the same row.
  await findCallable('readEdition').call(place, hands)
  const edition = await findEdition(hands, addressOf(place))
  const { html, record, number, newestNumber, withdrawal } = edition
  if (number === newestNumber && withdrawal === null) return { html, scriptHash }
  const address = `/editions/${edition.slug}`
  const { publishedAt, audience, withheld, changed } = edition
  return {
    html: editionPage(record, {
      ...{ number, publishedAt, address, audience, withheld, changed },
      ...(number === newestNumber ? {} : { replacedBy: address }),
      ...(withdrawal === null ? {} : { withdrawn: withdrawalSentence(edition) }),
    }),
    scriptHash,
  }
}

/** The page that shows what an edition changed. */
export async function readRevisionPage(place: EditionAddress, hands: Hands): Promise<string> {
  await findCallable('readRevision').call(place, hands)
  const revision = await readRevision.run(addressOf(place), hands)
  return revisionPage({ ...revision, address: `/editions/${revision.slug}` })
}

/** The notice where an edition was withdrawn, for those who do not work on reviews; null when nothing was. */
export async function readWithdrawal(place: EditionAddress, hands: Hands): Promise<string | null> {
  // What is no number was never an edition; reading the page says so.
  if (place.number !== undefined && !Number.isSafeInteger(place.number)) return null
  const audience = audienceOf(hands.asker?.role ?? null)
  const { queries } = hands.store
  const edition = await readEdition(queries, { slug: place.slug, number: place.number, audience })
  if (edition === null || edition.withdrawal === null) return null
  const lines = await listEditionLines(queries, edition.incidentId)
  const earlier = lines
    .filter(
      ({ number, widest, withdrawal }) =>
        number < edition.number && withdrawal === null && reaches(widest, audience),
    )
    .map(({ number, slug }) => ({ number, address: `/editions/${slug}` }))
  return withdrawnPage(withdrawalSentence(edition), earlier)
}

/** An audience that does not exist was refused before. */
function addressOf({ slug, number, audience }: EditionAddress) {
  return { slug, number, audience: audienceOrder.find((each) => each === audience) }
}
