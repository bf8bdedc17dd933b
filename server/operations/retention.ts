/** What is kept, and for how long: the rule, what it will delete and when, legal holds, and deleting raw evidence now. */

import { epochMs } from '@secondstory/review/model/instants'
import { mayCall } from '@secondstory/review/model/permission'
import {
  type EvidenceDue,
  type EvidenceRemoval,
  holdBlockers,
  isHeld,
  type LegalHold,
  type Retention,
  removalBlockers,
} from '@secondstory/review/model/retention'
import { z } from 'zod'
import type { Author } from '../store/change.ts'
import { takeTurn } from '../store/imports.ts'
import { findIncident } from '../store/incidents.ts'
import {
  countEvidence,
  deleteEvidence,
  listEvidenceDue as listDue,
  readRetention as readRule,
  saveHold,
  saveRetention,
} from '../store/retention.ts'
import type { Store } from '../store/store.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import { day, type Nothing, nothing, ofIncident, prose, version } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation } from './operation.ts'

const days = z.int().min(1).max(36_500).nullable()
const reason = prose(500).pipe(z.string().trim().min(1))

/** The rule, for everyone: nobody has to ask what is kept of what they said. */
export const readRetention = operation({
  name: 'readRetention',
  about: 'Reads how long raw evidence is kept here.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<Retention> => readRule(store.queries),
})

/** Changes the rule; the history keeps what it was. */
export const correctRetention = operation({
  name: 'correctRetention',
  about:
    'Changes after how many days raw evidence is deleted and roles lead to nobody any more; null keeps them.',
  access: 'keeper',
  changes: true,
  input: z.object({
    version,
    evidenceDays: days.optional(),
    /** After publication, for who is behind a role. */
    registerDays: days.optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<Retention> =>
    hands.store.transaction(async (queries) => {
      const before = current(await readRule(queries, true), seen, 'rule')
      return saveRetention(queries, { before, after: corrected(before, given) }, by(hands))
    }),
})

/** What the rule would delete and when, without deleting anything. `evidenceDays` asks about a rule that is not set. */
export const listEvidenceDue = operation({
  name: 'listEvidenceDue',
  about: 'Lists the raw evidence kept of each incident and when the rule deletes it; deletes nothing.',
  access: 'member',
  changes: false,
  input: z.object({ evidenceDays: z.int().min(1).max(36_500).nullable().optional() }),
  run: async ({ evidenceDays }, hands): Promise<readonly EvidenceDue[]> => {
    const { store } = hands
    const chosen = evidenceDays === undefined ? (await readRule(store.queries)).evidenceDays : evidenceDays
    const asker = asked(hands)
    const due = await listDue(store.queries, chosen, asker)
    // Whoever keeps the installation sees that something is kept, and not what it is about.
    return mayCall(asker, 'keeper') ? due : due.filter(({ title }) => title !== '')
  },
})

/** What deleting the raw evidence of an incident takes away and what stays; deletes nothing. */
export const checkEvidenceRemoval = operation({
  name: 'checkEvidenceRemoval',
  about: 'Says what deleting the raw evidence of an incident takes away and what stays; deletes nothing.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<EvidenceRemoval> => {
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    return countEvidence(store.queries, incidentId)
  },
})

/** Deletes the raw evidence of an incident for good. A legal hold refuses it, and nothing takes it back. */
export const removeEvidence = operation({
  name: 'removeEvidence',
  about: 'Deletes the raw evidence of an incident for good; the timeline, the receipts and the counts stay.',
  access: 'keeper',
  audits: 'evidence',
  needs: 'keep',
  changes: true,
  input: ofIncident.extend({ because: reason }),
  run: async ({ incidentId, because }, hands): Promise<{ readonly records: number }> => {
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    return {
      records: await deleteNow(hands.store, { incidentId, isByRule: false, because }, by(hands)),
    }
  },
})

/** Takes its turn with imports, so that none is halfway in, and looks at the hold when nobody can change it any more. */
async function deleteNow(
  store: Store,
  deletion: { readonly incidentId: string; readonly isByRule: boolean; readonly because: string },
  author: Author,
): Promise<number> {
  return store.transaction(async (queries) => {
    await takeTurn(queries, deletion.incidentId)
    const blockers = removalBlockers(await countEvidence(queries, deletion.incidentId), author.at)
    if (deletion.isByRule && blockers.length > 0) return 0
    refuseFor(blockers)
    return deleteEvidence(queries, deletion, author)
  })
}

/**
 * Deletes all raw evidence that is due by the rule, one incident at a time, and answers how many incidents it was. For a
 * job that runs every hour; running it again deletes nothing more.
 */
export async function deleteDueEvidence({ store, now }: Pick<Hands, 'store' | 'now'>): Promise<number> {
  const { evidenceDays } = await readRule(store.queries)
  const due = (await listDue(store.queries, evidenceDays, null)).filter(
    ({ dueAt, hold }) => dueAt !== null && epochMs(dueAt) <= epochMs(now) && !isHeld(hold, now),
  )
  for (const { incidentId } of due) {
    const because = `the rule keeps raw evidence for ${evidenceDays} days`
    await deleteNow(store, { incidentId, isByRule: true, because }, { personId: null, at: now })
  }
  return due.length
}

/** Keeps the evidence of an incident from being deleted, or renews a hold. */
export const addLegalHold = operation({
  name: 'addLegalHold',
  about: 'Keeps the raw evidence of an incident from being deleted until a day, or renews that.',
  access: 'keeper',
  audits: 'legal hold',
  needs: 'keep',
  changes: true,
  input: ofIncident.extend({ because: reason, untilOn: day }),
  run: async ({ incidentId, ...hold }, hands): Promise<LegalHold> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: incidentId }), 'incident')
      refuseFor(holdBlockers(hold.untilOn, hands.now))
      await takeTurn(queries, incidentId)
      await saveHold(queries, { incidentId, hold }, by(hands))
      return hold
    }),
})

/** Lifts a legal hold; lifting one that is not there changes nothing. */
export const removeLegalHold = operation({
  name: 'removeLegalHold',
  about: 'Lifts the legal hold on the raw evidence of an incident.',
  access: 'keeper',
  audits: 'legal hold',
  needs: 'keep',
  changes: true,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: incidentId }), 'incident')
      await saveHold(queries, { incidentId, hold: null }, by(hands))
    })
    return {}
  },
})
