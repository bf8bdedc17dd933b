/** Which underlying weaknesses stay as they are: no action addresses them, and nobody has agreed to live with them. */
import type { Acceptance } from './acceptances.ts'
import type { Action } from './actions.ts'
import { type Factor, isUnderlyingWeakness } from './factors.ts'

/** Weaknesses that neither a live action nor an accepted risk names, in the order they were named. */
export function uncoveredWeaknesses(record: {
  readonly factors: readonly Factor[]
  readonly actions: readonly Action[]
  readonly acceptances: readonly Acceptance[]
}): readonly Factor[] {
  const named = new Set([
    ...record.actions.filter(({ state }) => state !== 'dropped').flatMap(({ factorIds }) => factorIds),
    ...record.acceptances.flatMap(({ factorId }) => (factorId === null ? [] : [factorId])),
  ])
  return record.factors.filter((factor) => isUnderlyingWeakness(factor) && !named.has(factor.id))
}
