/** Naming the conditions without which it would have gone otherwise. Never a person. */
import { isPersonShaped } from '@secondstory/language'
import type { Factor, WeaknessTest } from '@secondstory/review/model/factors'
import { factorBlockers } from '@secondstory/review/model/policy'
import { factorEntry } from '@secondstory/review/model/taxonomy'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { addFactor, lockFactor, type NewFactor, saveFactor } from '../store/factors.ts'
import { findIncident } from '../store/incidents.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { id, ids, line, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, rosterOf } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

const fields = {
  code: line(20),
  statement: prose(4000).pipe(z.string().trim().min(1)),
  certainty: z.enum(['observed', 'supported', 'plausible', 'disputed']),
  eventIds: ids.optional(),
  weakness: z
    .object({ existedBefore: z.boolean(), remainsAfterRepair: z.boolean(), couldCauseOthers: z.boolean() })
    .optional(),
}

const UNTESTED: WeaknessTest = { existedBefore: false, remainsAfterRepair: false, couldCauseOthers: false }

/** The blockers the page shows, then the links: a person is a graver slip than a stale id. */
async function refuseUnfit(queries: Queries, factor: NewFactor, factorId: string | null): Promise<void> {
  const roster = rosterOf(await readRegister(queries, factor.incidentId))
  const shape = isPersonShaped(factor.statement, roster)
  refuseFor(
    factorBlockers({
      id: factorId,
      statement: factor.statement,
      isKnownCode: factorEntry(factor.code) !== null,
      personShaped: shape?.quote ?? null,
    }),
  )
  const linked = { incidentId: factor.incidentId, ids: factor.eventIds }
  refuseStrangers(await strangers(queries, 'timeline_events', linked), 'timeline event')
}

/** The statement with roles where a name was written, after what is refused was looked at as it was written. */
async function inRoles<Named extends NewFactor>(queries: Queries, factor: Named): Promise<Named> {
  const { incidentId, statement } = factor
  return { ...factor, ...(await rolesOnEntry(queries, incidentId, { statement })) }
}

/** Names a contributing factor; a person, a handle, a job title or "human error" is answered with deeper questions. */
export const nameFactor = operation({
  name: 'nameFactor',
  about: 'Names a contributing factor of the system, with the events that show it.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, ...fields }),
  run: async (given, hands): Promise<Factor> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      const factor = {
        incidentId: given.incidentId,
        code: given.code,
        statement: given.statement,
        certainty: given.certainty,
        eventIds: given.eventIds ?? [],
        weakness: given.weakness ?? UNTESTED,
      }
      await refuseUnfit(queries, factor, null)
      return addFactor(queries, await inRoles(queries, factor), by(hands))
    }),
})

/** Corrects a factor, by the same rules that name one. */
export const correctFactor = operation({
  name: 'correctFactor',
  about: 'Corrects a contributing factor, its evidence or the test for an underlying weakness.',
  access: 'member',
  touches: 'factors',
  changes: true,
  input: z.object({
    id,
    version,
    ...fields,
    code: fields.code.optional(),
    statement: fields.statement.optional(),
    certainty: fields.certainty.optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<Factor> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockFactor(queries, given.id), seen, 'factor')
      const after = corrected(before, given)
      await refuseUnfit(queries, after, after.id)
      return saveFactor(queries, { before, after: await inRoles(queries, after) }, by(hands))
    }),
})

/** Removes a factor; `undoRemoval` brings it back. */
export const removeFactor = operation({
  name: 'removeFactor',
  about: 'Removes a contributing factor; undoRemoval brings it back.',
  access: 'member',
  touches: 'factors',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('factor', input.id, hands),
})
