/** The page of a published edition, for the doors that serve pages. */
import { createHash } from 'node:crypto'
import { editionPage, editionScript } from '@secondstory/review/documents/edition-page'
import { findCallable } from './call.ts'
import { findEdition } from './editions.ts'
import type { Hands } from './hands.ts'

/** A whole HTML document, and the hash by which a content security policy allows its one script. */
export interface EditionPageRead {
  readonly html: string
  /** `'sha256-…'` as a policy writes it. */
  readonly scriptHash: string
}

const scriptHash = `'sha256-${createHash('sha256').update(editionScript).digest('base64')}'`

/**
 * Reads the page of an edition for whoever may read editions. The newest is sent as it was rendered when it was
 * published; an earlier one is rendered again, because it now says which edition took its place.
 */
export async function readEditionPage(
  place: { readonly slug: string; readonly number?: number | undefined },
  hands: Hands,
): Promise<EditionPageRead> {
  // Asked for its permission and its refusals; the page is made of the same row.
  await findCallable('readEdition').call(place, hands)
  const { html, record, number, newestNumber, publishedAt, slug } = await findEdition(hands, place)
  if (number === newestNumber) return { html, scriptHash }
  const address = `/editions/${slug}`
  return { html: editionPage(record, { number, publishedAt, address, replacedBy: address }), scriptHash }
}
