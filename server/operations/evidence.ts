/** Looking into the evidence of an incident. It is read here and changed nowhere. */
import type { DeletedEvidence } from '@secondstory/review/model/retention'
import { z } from 'zod'
import { type EvidenceRows, findAround, findEvidence as findRows } from '../store/evidence.ts'
import { findIncident } from '../store/incidents.ts'
import { listDeleted } from '../store/retention.ts'
import { id } from './fields.ts'
import { operation, Refusal } from './operation.ts'

/** Evidence, and what is left of those asked for by id that were deleted. */
export interface EvidenceFound extends EvidenceRows {
  readonly deleted: readonly DeletedEvidence[]
}

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
  run: async (input, { store }): Promise<EvidenceFound> => {
    if ((await findIncident(store.queries, { id: input.incidentId })) === null) {
      throw new Refusal('not-found', 'There is no incident with this id; it may have been removed.')
    }
    if (input.aroundId !== undefined) {
      const items = await findAround(store.queries, input.incidentId, input.aroundId)
      if (items !== null) return { items, next: null, deleted: [] }
      throw new Refusal('not-found', 'This incident has no evidence with this id.')
    }
    const text = input.text?.trim()
    const found = await findRows(store.queries, { ...input, text: text === '' ? undefined : text })
    const deleted =
      input.ids === undefined ? [] : await listDeleted(store.queries, input.incidentId, input.ids)
    if (found !== null) return { ...found, deleted }
    throw new Refusal(
      'invalid',
      '`after` is no place in this list; send the `next` of the page before, or leave it out.',
    )
  },
})
