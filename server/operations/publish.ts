/** From the working record to an edition: what stands in the way, what readers will see, and the step itself. */

import type { PlacedReplacement } from '@secondstory/review/documents/edition'
import { editionPage } from '@secondstory/review/documents/edition-page'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { openingOf, searchTextOf } from '@secondstory/review/documents/plain'
import { type EditionRecord, editionSlug } from '@secondstory/review/model/editions'
import type { PublishAnswer } from '@secondstory/review/model/publish-policy'
import type { Review } from '@secondstory/review/model/reviews'
import type { Queries } from '../store/database.ts'
import { type EditionPlace, storeEdition } from '../store/editions.ts'
import { newId } from '../store/ids.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { lockReview, saveReview } from '../store/reviews.ts'
import { found, refuseFor } from './answers.ts'
import { ofIncident } from './fields.ts'
import { by } from './hands.ts'
import { tell } from './listeners.ts'
import { readRegister } from './names.ts'
import { operation } from './operation.ts'
import { checkEdition, type EditionCheck } from './publish-check.ts'
import { readRecord } from './record.ts'

/** The record readers would see now, and every name that was replaced on the way. */
export interface EditionPreview {
  readonly record: EditionRecord
  /** Each with the place it stands in: "Summary", "Timeline, row 3". `role` is empty for a link or address taken out. */
  readonly replacements: readonly PlacedReplacement[]
}

/** What stands in the way of publishing, from the same check that `publishReview` makes. */
export const listBlockers = operation({
  name: 'listBlockers',
  about: 'Lists what stands in the way of publishing a review, and what deserves a second look.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<PublishAnswer> =>
    (await lookAt(store.queries, incidentId)).answer,
})

/** The edition as it would be published now; stores nothing. */
export const readEditionPreview = operation({
  name: 'readEditionPreview',
  about: 'Shows the edition as readers would see it now, with every name that gives way to a role.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<EditionPreview> => {
    const { record, replacements } = await lookAt(store.queries, incidentId)
    return { record, replacements }
  },
})

/**
 * Publishes: checks, freezes and renders in one transaction, so that what was checked is what readers get. The
 * working record stays as it is. Refused with `not-ready` and the blockers when something stands in the way.
 */
export const publishReview = operation({
  name: 'publishReview',
  about: 'Publishes a review as a frozen edition with roles in place of names.',
  access: 'member',
  changes: true,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<EditionPlace> =>
    hands.store.transaction(async (queries) => {
      // Both rows are held until the end: nobody changes the record between the check and the edition, through any
      // operation that locks them first, and two who publish at once get two numbers.
      found(await lockIncident(queries, incidentId), 'incident')
      const before = found(await lockReview(queries, incidentId), 'review')
      const { record, answer } = await lookAt(queries, incidentId)
      refuseFor(answer.blockers)
      const place = await freeze(queries, { incidentId, record, publishedAt: hands.now })
      const after: Review = { ...before, stage: 'published', editionNumber: place.number }
      await saveReview(queries, { before, after, verb: 'published' }, by(hands))
      const { reference, title, severity } = record
      await tell(queries, {
        event: 'edition.published',
        facts: {
          reference,
          title,
          severity,
          number: place.number,
          url: `${hands.publicUrl}/editions/${place.slug}`,
        },
        onceKey: `edition ${incidentId} ${place.number}`,
        now: hands.now,
      })
      return place
    }, 'repeatable read'),
})

async function lookAt(queries: Queries, incidentId: string): Promise<EditionCheck> {
  const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
  const [working, register] = await Promise.all([
    readRecord(queries, incident),
    readRegister(queries, incidentId),
  ])
  return checkEdition(working, register)
}

/** What is about to be frozen. */
interface Ready {
  readonly incidentId: string
  readonly record: EditionRecord
  readonly publishedAt: string
}

async function freeze(queries: Queries, ready: Ready): Promise<EditionPlace> {
  const { record } = ready
  const words = searchTextOf(record)
  return storeEdition(queries, {
    ...ready,
    id: newId(),
    slug: editionSlug(record),
    render: ({ slug, number }) =>
      editionPage(record, { number, publishedAt: ready.publishedAt, address: `/editions/${slug}` }),
    markdown: writeMarkdown(record),
    opening: openingOf(record),
    words,
  })
}
