/** Who is behind a role, shown to those who may know it: once a facilitator is named, to them, and to each for themselves. */
import type { Participant } from '@secondstory/review/model/people'
import { mayOnRecord } from '@secondstory/review/model/permission'
import { findPerson } from '../store/people.ts'
import { noteOpening } from './audited.ts'
import { asked, type Hands } from './hands.ts'

/** The register as whoever asks may see it: names and handles leave rows that are not theirs, the roles stay. */
export async function shownRegister(
  operation: string,
  register: { readonly incidentId: string; readonly participants: readonly Participant[] },
  hands: Hands,
): Promise<readonly Participant[]> {
  const { standing } = hands
  const { incidentId, participants } = register
  // Until somebody guides the review, those who write it name the roles, and nothing is sealed yet.
  if (standing == null || !standing.hasFacilitator) return participants
  const asker = asked(hands)
  if (mayOnRecord(asker, 'register', standing)) {
    if (participants.length > 0) await noteOpening(operation, incidentId, hands)
    return participants
  }
  const me = await findPerson(hands.store.queries, asker.personId)
  return participants.map((each) =>
    me !== null && isRowOf(each, me) ? each : { ...each, name: '', handles: [], refs: [] },
  )
}

/** Whether a row of the register is that of somebody with this name and mail. */
export function isRowOf(
  { name, handles }: Pick<Participant, 'name' | 'handles'>,
  me: { readonly name: string; readonly email: string },
): boolean {
  const isMine = (word: string, mine: string): boolean => word.toLowerCase() === mine.toLowerCase()
  return isMine(name, me.name) || handles.some((handle) => isMine(handle, me.email))
}
