/** How much each rule counts when a timeline is proposed: shown to everyone who works here, tuned by keepers. */

import { readWeights as readChosen, type WeightRule, weightRules } from '@secondstory/review/ingest/weights'
import { z } from 'zod'
import { lockWeightsRow, readWeightsRow, saveWeights, type WeightsRow } from '../store/weights.ts'
import { current } from './answers.ts'
import { version } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** Every rule with its weight, and the version a change has to name. */
export interface WeightsShown {
  readonly rules: readonly WeightRule[]
  readonly version: number
}

/** The rules and their weights. */
export const readWeights = operation({
  name: 'readWeights',
  about: 'Reads how much each rule counts when a timeline is proposed.',
  access: 'member',
  changes: false,
  input: z.object({}),
  run: async (_input, { store }): Promise<WeightsShown> => shown(await readWeightsRow(store.queries)),
})

/**
 * Tunes the rules: what is not named counts as we ship it, so that an empty object resets everything. It holds for
 * what is imported from then on; timelines are proposed anew when evidence arrives.
 */
export const correctWeights = operation({
  name: 'correctWeights',
  about: 'Tunes how much each rule counts when a timeline is proposed; an empty object resets all of them.',
  access: 'keeper',
  changes: true,
  input: z.object({ version, weights: z.record(z.string().max(60), z.number()) }),
  run: async ({ version: seen, weights }, hands): Promise<WeightsShown> => {
    const read = readChosen(weights)
    if ('problem' in read) throw new Refusal('invalid', read.problem)
    return hands.store.transaction(async (queries) => {
      const before = current(await lockWeightsRow(queries), seen, 'set of weights')
      return shown(await saveWeights(queries, { before, chosen: read.chosen }, by(hands)))
    })
  },
})

function shown({ chosen, version: now }: WeightsRow): WeightsShown {
  return { rules: weightRules(chosen), version: now }
}
