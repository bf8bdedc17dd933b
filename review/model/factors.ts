/** Contributing factors: conditions without which it would have gone otherwise. Always several, never a person. */

/** How firmly the evidence carries a statement. */
export type Certainty = 'observed' | 'supported' | 'plausible' | 'disputed'

/** Every certainty with its meaning as a sentence. */
export const certainties: Readonly<Record<Certainty, string>> = {
  observed: 'Observed: the evidence shows it.',
  supported: 'Supported: the evidence points to it.',
  plausible: 'Plausible: it fits, and nothing shows it yet.',
  disputed: 'Disputed: accounts differ.',
}

/** One condition that made it possible, likelier, worse, longer or harder to see. */
export interface Factor {
  readonly id: string
  readonly incidentId: string
  /** Entry of the taxonomy: "GRD-1". */
  readonly code: string
  readonly statement: string
  readonly certainty: Certainty
  /** Timeline events that show it. */
  readonly eventIds: readonly string[]
  readonly weakness: WeaknessTest
  readonly version: number
}

/** Three questions; all three yes makes a factor an underlying weakness (a root cause, plural). */
export interface WeaknessTest {
  readonly existedBefore: boolean
  readonly remainsAfterRepair: boolean
  readonly couldCauseOthers: boolean
}

/** The three parts of the test, as questions. */
export const weaknessQuestions: Readonly<Record<keyof WeaknessTest, string>> = {
  existedBefore: 'Was it there before the trigger?',
  remainsAfterRepair: 'Would it still be there after the immediate repair?',
  couldCauseOthers: 'Could it produce other incidents?',
}

/** Whether all three parts of the test hold. */
export function isUnderlyingWeakness(factor: Pick<Factor, 'weakness'>): boolean {
  const { existedBefore, remainsAfterRepair, couldCauseOthers } = factor.weakness
  return existedBefore && remainsAfterRepair && couldCauseOthers
}
