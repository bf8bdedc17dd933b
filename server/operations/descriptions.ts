/** Asking how many people fit words that name nobody, and keeping the answer. */
import { z } from 'zod'
import { saveDescription } from '../store/descriptions.ts'
import { findIncident } from '../store/incidents.ts'
import { found, refuseFor } from './answers.ts'
import type { DescriptionRead } from './descriptions-found.ts'
import { lookAt } from './edition-look.ts'
import { id, line, lineOrNothing, ofIncident } from './fields.ts'
import { by } from './hands.ts'
import { nameBlockersIn, readRegister } from './names.ts'
import { operation } from './operation.ts'

/** Descriptions an edition would carry, each with the answer people gave; flagged, never taken out by themselves. */
export const listDescriptions = operation({
  name: 'listDescriptions',
  about: 'Lists words of a review that may fit one person, with how many people were said to fit.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly DescriptionRead[]> =>
    (await lookAt(store.queries, incidentId)).descriptions,
})

/** Says how many people fit a description, and what is said more widely where it is one. */
export const markDescription = operation({
  name: 'markDescription',
  about: 'Says how many people fit a description, and which wider words readers beyond the team see.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    kind: z.enum(['words', 'minute']),
    quote: line(200).transform((text) => text.toLowerCase()),
    fits: z.enum(['one', 'two-to-four', 'five-or-more']),
    wording: lineOrNothing(200).default(''),
  }),
  run: async (given, hands): Promise<readonly DescriptionRead[]> =>
    hands.store.transaction(async (queries) => {
      const { incidentId } = given
      found(await findIncident(queries, { id: incidentId }), 'incident')
      const register = await readRegister(queries, incidentId)
      refuseFor(nameBlockersIn(given.wording, register, { tab: 'publish', id: 'descriptions' }))
      await saveDescription(queries, given, by(hands))
      return (await lookAt(queries, incidentId)).descriptions
    }),
})
