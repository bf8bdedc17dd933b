/** Which underlying weaknesses no action addresses yet. */
import type { Action } from './actions.ts'
import { type Factor, isUnderlyingWeakness } from './factors.ts'

/** Weaknesses that no live action names, in the order they were named. */
export function uncoveredWeaknesses(record: {
  readonly factors: readonly Factor[]
  readonly actions: readonly Action[]
}): readonly Factor[] {
  const addressed = new Set(
    record.actions.filter(({ state }) => state !== 'dropped').flatMap(({ factorIds }) => factorIds),
  )
  return record.factors.filter((factor) => isUnderlyingWeakness(factor) && !addressed.has(factor.id))
}
