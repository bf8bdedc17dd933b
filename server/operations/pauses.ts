/** Review-season pauses: when digests and exports rest. */
import { type Pause, pauseAt, pauseBlockers, pauseSentence } from '@secondstory/review/model/pauses'
import { z } from 'zod'
import { addPause as addRow, listPauses as listRows, removePause as removeRow } from '../store/pauses.ts'
import { found, refuseFor } from './answers.ts'
import { day, type Nothing, nothing, ofRow } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** Everyone may know when nothing is sent, and why. */
export const listPauses = operation({
  name: 'listPauses',
  about: 'Lists the days on which digests and exports rest.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<readonly Pause[]> => listRows(store.queries),
})

/** Sets a pause. */
export const addPause = operation({
  name: 'addPause',
  about: 'Sets days on which digests and exports rest, such as a review season.',
  access: 'keeper',
  changes: true,
  input: z.object({ fromOn: day, untilOn: day }),
  run: async (pause, hands): Promise<Pause> => {
    refuseFor(pauseBlockers(pause))
    return hands.store.transaction((queries) => addRow(queries, pause, by(hands)))
  },
})

/** Takes a pause away. It holds nothing but two days, so it is set again as quickly. */
export const removePause = operation({
  name: 'removePause',
  about: 'Takes a pause away; digests and exports go on.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async ({ id }, hands): Promise<Nothing> => {
    found(await hands.store.transaction((queries) => removeRow(queries, id, by(hands))), 'pause')
    return {}
  },
})

/** Refuses what would take something out while a pause holds; called by every export. */
export async function refuseWhilePaused({ store, now }: Pick<Hands, 'store' | 'now'>): Promise<void> {
  const pause = pauseAt(now, await listRows(store.queries))
  if (pause !== null) throw new Refusal('not-ready', pauseSentence(pause))
}
