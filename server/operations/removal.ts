/** Removing one row of a working record; `undoRemoval` takes it back. */
import { incidentOfRow, type RemovableRow, removeRows } from '../store/removals.ts'
import { found } from './answers.ts'
import type { Removed } from './fields.ts'
import { by, type Hands } from './hands.ts'

/** Takes one row out of every list. */
export async function removeOne(noun: RemovableRow, id: string, hands: Hands): Promise<Removed> {
  return hands.store.transaction(async (queries) => {
    const incidentId = found(await incidentOfRow(queries, noun, id), noun)
    return { removalId: found(await removeRows(queries, { noun, incidentId, ids: [id] }, by(hands)), noun) }
  })
}
