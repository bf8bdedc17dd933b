/** Looking into the evidence of an incident. It is read here and changed nowhere. */

import { z } from 'zod'
import { type EvidenceRows, findAround, findEvidence as findRows } from '../store/evidence.ts'
import { findIncident } from '../store/incidents.ts'
import { id } from './fields.ts'
import { operation, Refusal } from './operation.ts'

/**
 * Evidence of one incident: by the beginnings of its words, by ids, or what stood around one message (its thread,
 * else the twenty before and after it in the same place). Refuses an incident that is not there, and an `after`
 * that another list gave.
 */
export const findEvidence = operation({
  name: 'findEvidence',
  about: 'Finds evidence of an incident by its words, by id, or around one message, in order of time.',
  access: 'member',
  changes: false,
  input: z.object({
    incidentId: id,
    text: z.string().max(200).optional(),
    aroundId: id.optional(),
    ids: z.array(id).max(500).optional(),
    limit: z.int().min(1).max(500).default(100),
    after: z.string().max(2000).optional(),
  }),
  run: async (input, { store }): Promise<EvidenceRows> => {
    if ((await findIncident(store.queries, { id: input.incidentId })) === null) {
      throw new Refusal('not-found', 'There is no incident with this id; it may have been removed.')
    }
    if (input.aroundId !== undefined) {
      const items = await findAround(store.queries, input.incidentId, input.aroundId)
      if (items !== null) return { items, next: null }
      throw new Refusal('not-found', 'This incident has no evidence with this id.')
    }
    const text = input.text?.trim()
    const found = await findRows(store.queries, { ...input, text: text === '' ? undefined : text })
    if (found !== null) return found
    throw new Refusal(
      'invalid',
      '`after` is no place in this list; send the `next` of the page before, or leave it out.',
    )
  },
})
