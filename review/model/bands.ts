/**
 * Answers of a group as bands: nothing is shown of fewer than five, and a band is told so coarsely that "all of us" and
 * "all but one" read the same.
 */

/** Fewer answers than this show nothing, ever. */
export const SMALLEST_GROUP = 5

/** How many of a group said so. */
export type Band = 'few or none' | 'fewer than half' | 'about half or more' | 'most or all'

/** The band of a share between 0 and 1. */
export function bandOf(share: number): Band {
  if (share <= 0.25) return 'few or none'
  if (share < 0.5) return 'fewer than half'
  return share < 0.75 ? 'about half or more' : 'most or all'
}

/**
 * Each choice with its band; null while fewer than five answered. Answers count in fives, in the order they came: the
 * picture before and after one more answer is the same, so that nobody's can be read from the difference.
 */
export function bandsOf<Choice extends string>(
  answers: readonly Choice[],
  choices: readonly Choice[],
): readonly { readonly choice: Choice; readonly band: Band }[] | null {
  const counted = answers.slice(0, Math.floor(answers.length / SMALLEST_GROUP) * SMALLEST_GROUP)
  if (counted.length === 0) return null
  return choices.map((choice) => ({
    choice,
    band: bandOf(counted.filter((answer) => answer === choice).length / counted.length),
  }))
}
