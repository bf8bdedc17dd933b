/** Answers of a small group as bands: below five nothing is shown, and a single answer moves nothing. */

/** How many of a group said so. */
export type Band = 'none or few' | 'some' | 'many' | 'most or all'

/** Fewest answers anything is shown of. */
export const fewestAnswers = 5

/** The band of a share between 0 and 1. */
export function bandOf(share: number): Band {
  if (share < 0.25) return 'none or few'
  if (share < 0.5) return 'some'
  return share < 0.75 ? 'many' : 'most or all'
}

/**
 * Each choice with its band; null while fewer than five answered. Answers count in fives, in the order they came: the
 * picture before and after one more answer is the same, so that nobody's can be read from the difference.
 */
export function bandsOf<Choice extends string>(
  answers: readonly Choice[],
  choices: readonly Choice[],
): readonly { readonly choice: Choice; readonly band: Band }[] | null {
  const counted = answers.slice(0, Math.floor(answers.length / fewestAnswers) * fewestAnswers)
  if (counted.length === 0) return null
  return choices.map((choice) => ({
    choice,
    band: bandOf(counted.filter((answer) => answer === choice).length / counted.length),
  }))
}
