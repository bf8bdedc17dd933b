/** Living with something on purpose: with a reason, a role that agreed and a day to look again. */
import { isNullAction } from '@secondstory/language'
import { type Acceptance, acceptanceBlockers } from '@secondstory/review/model/acceptances'
import type { Place } from '@secondstory/review/model/blocker'
import { z } from 'zod'
import {
  addAcceptance as addRow,
  lockAcceptance,
  type NewAcceptance,
  saveAcceptance,
} from '../store/acceptances.ts'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { day, id, lineOrNothing, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

const fields = {
  because: prose(4000),
  agreedByRole: lineOrNothing(100),
  reviewOn: z.union([day, z.literal('')]),
}

async function refuseUnfit(queries: Queries, acceptance: NewAcceptance, rowId: string | null): Promise<void> {
  const place: Place = { tab: 'actions', id: rowId }
  const register = await readRegister(queries, acceptance.incidentId)
  refuseFor([
    ...acceptanceBlockers({ ...acceptance, id: rowId, isNullReason: isNullAction(acceptance.because) }),
    ...roleBlockers(acceptance.agreedByRole, register, place),
  ])
  const linked = {
    incidentId: acceptance.incidentId,
    ids: acceptance.factorId === null ? [] : [acceptance.factorId],
  }
  refuseStrangers(await strangers(queries, 'factors', linked), 'factor')
}

/** Accepts a weakness that stays, or that no strong action was found. Never without a reason, a role and a day. */
export const addAcceptance = operation({
  name: 'addAcceptance',
  about:
    'Accepts a weakness that stays, or the lack of a strong action, with a reason, a role and a day to look again.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, factorId: id.nullable(), ...fields }),
  run: async (given, hands): Promise<Acceptance> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      await refuseUnfit(queries, given, null)
      return addRow(queries, given, by(hands))
    }),
})

/** Corrects an acceptance, by the same rules that made it. */
export const correctAcceptance = operation({
  name: 'correctAcceptance',
  about: 'Corrects the reason, the role or the day of an accepted risk.',
  access: 'member',
  touches: 'acceptances',
  changes: true,
  input: z.object({
    id,
    version,
    because: fields.because.optional(),
    agreedByRole: fields.agreedByRole.optional(),
    reviewOn: fields.reviewOn.optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<Acceptance> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockAcceptance(queries, given.id), seen, 'acceptance')
      const after = corrected(before, given)
      await refuseUnfit(queries, after, after.id)
      return saveAcceptance(queries, { before, after }, by(hands))
    }),
})

/** Removes an acceptance; `undoRemoval` brings it back. */
export const removeAcceptance = operation({
  name: 'removeAcceptance',
  about: 'Removes an accepted risk; undoRemoval brings it back.',
  access: 'member',
  touches: 'acceptances',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('acceptance', input.id, hands),
})
