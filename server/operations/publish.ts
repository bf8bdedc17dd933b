/** From the working record to an edition: what stands in the way, what readers will see, and the step itself. */

import { narrowed, noWidening } from '@secondstory/review/documents/audiences'
import type { PlacedReplacement } from '@secondstory/review/documents/edition'
import { openingOf, searchTextOf } from '@secondstory/review/documents/plain'
import { type Audience, audiencesUpTo, type WithheldKind } from '@secondstory/review/model/audiences'
import { type EditionRecord, editionSlug, revisionBlockers } from '@secondstory/review/model/editions'
import type { PublishAnswer } from '@secondstory/review/model/publish-policy'
import type { Review } from '@secondstory/review/model/reviews'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { type CopyStart, type EditionPlace, storeEdition } from '../store/editions.ts'
import { newId } from '../store/ids.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { lockReview, saveReview } from '../store/reviews.ts'
import { found, refuseFor } from './answers.ts'
import { copyFor, type Publication } from './edition-files.ts'
import { id, lineOrNothing, ofIncident } from './fields.ts'
import { by } from './hands.ts'
import { tell } from './listeners.ts'
import { nameBlockersIn, readRegister } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { checkEdition, type EditionCheck } from './publish-check.ts'
import { readRecord } from './record.ts'
import { templateOf } from './templates.ts'

/** The record an audience would see now, and everything that was changed on the way. */
export interface EditionPreview {
  readonly audience: Audience
  readonly record: EditionRecord
  /** Each with its place ("Summary", "Timeline, row 3") and its kind. `role` is empty for a link or address taken out. */
  readonly replacements: readonly PlacedReplacement[]
  /** What readers are told was withheld. */
  readonly withheld: readonly WithheldKind[]
}

const audience = z.enum(['team', 'organisation', 'public'])

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

/** The edition as an audience would read it now; stores nothing. */
export const readEditionPreview = operation({
  name: 'readEditionPreview',
  about: 'Shows the edition as an audience would see it now, with every change on the way and its reason.',
  access: 'member',
  changes: false,
  input: z.object({ incidentId: id, audience: audience.default('organisation') }),
  run: async ({ incidentId, audience }, { store }): Promise<EditionPreview> =>
    previewFor(await lookAt(store.queries, incidentId), audience),
})

/**
 * Publishes: checks, freezes and renders in one transaction, so that what was checked is what readers get. The
 * working record stays as it is. Refused with `not-ready` and the blockers when something stands in the way.
 */
export const publishReview = operation({
  name: 'publishReview',
  about: 'Publishes a review as a frozen edition for one audience, with roles in place of names.',
  access: 'member',
  audits: 'edition',
  needs: 'publish',
  changes: true,
  input: z.object({
    incidentId: id,
    /** Who reads it at most; the narrower audiences read it as well, with more in it. */
    audience: audience.default('organisation'),
    /** From the second edition on: what is different, in one sentence. */
    changed: lineOrNothing(300).default(''),
  }),
  run: async ({ incidentId, audience, changed }, hands): Promise<EditionPlace> =>
    hands.store.transaction(async (queries) => {
      // Both rows are held until the end: nobody changes the record between the check and the edition, through any
      // operation that locks them first, and two who publish at once get two numbers.
      found(await lockIncident(queries, incidentId), 'incident')
      const before = found(await lockReview(queries, incidentId), 'review')
      const looked = await lookAt(queries, incidentId)
      const told = await rolesOnEntry(queries, incidentId, { changed })
      const named = nameBlockersIn(told.changed, await readRegister(queries, incidentId), {
        tab: 'publish',
        id: 'changed',
      })
      refuseFor([
        ...looked.answer.blockers,
        ...revisionBlockers(before.editionNumber, told.changed),
        ...named,
      ])
      const publication = {
        publishedAt: hands.now,
        changed: before.editionNumber === null ? '' : told.changed,
      }
      const place = await freeze(queries, { incidentId, looked, widest: audience, publication })
      const after: Review = { ...before, stage: 'published', editionNumber: place.number }
      await saveReview(queries, { before, after, verb: 'published' }, by(hands))
      const { reference, title, severity } = looked.record
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
  return checkEdition(working, register, await templateOf(queries, incidentId))
}

function previewFor({ record: team, replacements }: EditionCheck, audience: Audience): EditionPreview {
  const { record, changes } = narrowed(team, audience, noWidening)
  const made = [...replacements, ...changes]
  return { audience, record, replacements: made, withheld: [...new Set(made.map(({ kind }) => kind))] }
}

/** What is about to be frozen. */
interface Ready {
  readonly incidentId: string
  readonly looked: EditionCheck
  readonly widest: Audience
  readonly publication: Publication
}

async function freeze(queries: Queries, ready: Ready): Promise<EditionPlace> {
  const { incidentId, looked, widest, publication } = ready
  const copy = (audience: Audience): CopyStart => copyFor(previewFor(looked, audience), audience, publication)
  const organisation = copy('organisation')
  const { record } = organisation
  return storeEdition(queries, {
    ...organisation,
    copies: {
      team: copy('team'),
      ...(audiencesUpTo(widest).includes('public') ? { public: copy('public') } : {}),
    },
    widest,
    ...publication,
    incidentId,
    id: newId(),
    slug: editionSlug(record),
    opening: openingOf(record),
    words: searchTextOf(record),
  })
}
