/** The register of an incident: who was met in its evidence, and the role readers will see instead. */
import type { Place } from '@secondstory/review/model/blocker'
import type { Participant } from '@secondstory/review/model/people'
import { z } from 'zod'
import { renameTellers } from '../store/accounts.ts'
import type { Queries } from '../store/database.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import {
  addParticipants,
  listParticipants as listRows,
  lockParticipant,
  type NewParticipant,
  saveParticipant,
} from '../store/participants.ts'
import { addPlainWords, listPlainWords } from '../store/plain-words.ts'
import { renameRole } from '../store/timeline.ts'
import { current, found, refuseFor } from './answers.ts'
import { id, line, ofIncident, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { operation } from './operation.ts'
import { shownRegister } from './register.ts'

/** A role is not a name, and belongs to one participant: readers tell people apart by it. */
async function refuseUnfit(
  queries: Queries,
  participant: NewParticipant,
  participantId: string | null,
): Promise<void> {
  const place: Place = { tab: 'timeline', id: participantId }
  const register = await readRegister(queries, participant.incidentId)
  const others = register.participants.filter((each) => each.id !== participantId)
  const isTaken = others.some((each) => each.role.toLowerCase() === participant.role.toLowerCase())
  if (isTaken) {
    const sentence = `Someone else is "${participant.role}" here already; "${participant.role} 2" would tell them apart.`
    refuseFor([{ rule: 'role-taken', sentence, place }])
  }
  const everyone = {
    ...register,
    participants: [...others, { ...participant, id: '', version: 1, role: '' }],
  }
  refuseFor(roleBlockers(participant.role, everyone, place))
}

/** Everyone met in the evidence of one incident. There is no list over incidents. */
export const listParticipants = operation({
  name: 'listParticipants',
  about: 'Lists who was met in the evidence of one incident, with the role each appears by.',
  access: 'member',
  opens: 'register',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly Participant[]> => {
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    const participants = await listRows(hands.store.queries, incidentId)
    return shownRegister('listParticipants', { incidentId, participants }, hands)
  },
})

/** Adds someone to the register, so that their name gives way to the role everywhere. */
export const addParticipant = operation({
  name: 'addParticipant',
  about: 'Adds a name with its handles and the role it gives way to.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    name: line(200),
    handles: z.array(line(100)).max(20),
    role: line(100),
  }),
  run: async (given, hands): Promise<Participant> =>
    hands.store.transaction(async (queries) => {
      // Held, so that two people cannot give the same role at the same moment.
      found(await lockIncident(queries, given.incidentId), 'incident')
      const participant = { ...given, refs: [] }
      await refuseUnfit(queries, participant, null)
      const [added] = await addParticipants(queries, [participant], by(hands))
      return found(added ?? null, 'participant')
    }),
})

/** Names the role of a participant and renames it on every event and account of that incident at once. */
export const nameRole = operation({
  name: 'nameRole',
  about:
    'Names the role of a participant and renames it everywhere in the incident; may add what else they are called.',
  access: 'member',
  touches: 'participants',
  changes: true,
  input: z.object({ id, version, role: line(100), handles: z.array(line(100)).max(20).optional() }),
  run: async (given, hands): Promise<Participant> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockParticipant(queries, given.id), given.version, 'participant')
      found(await lockIncident(queries, before.incidentId), 'incident')
      const after = { ...before, role: given.role, handles: given.handles ?? before.handles }
      await refuseUnfit(queries, after, before.id)
      const renamed = { incidentId: before.incidentId, from: before.role, to: given.role }
      if (renamed.from !== renamed.to) {
        await renameRole(queries, renamed, by(hands))
        await renameTellers(queries, renamed)
      }
      return saveParticipant(queries, { before, after }, by(hands))
    }),
})

/** Keeps words as no names, so that they stay as they are written and nobody is asked about them again. */
export const markPlainWords = operation({
  name: 'markPlainWords',
  about: 'Keeps words that read like a name as plain words of this incident; they stay as written.',
  access: 'member',
  changes: true,
  input: ofIncident.extend({ words: z.array(line(100)).min(1).max(50) }),
  run: async ({ incidentId, words }, hands): Promise<readonly string[]> =>
    hands.store.transaction(async (queries) => {
      found(await lockIncident(queries, incidentId), 'incident')
      await addPlainWords(queries, { incidentId, words }, by(hands))
      return listPlainWords(queries, incidentId)
    }),
})
