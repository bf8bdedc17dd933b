/** A claim that something was prevented: it counts what did not happen, and nobody can know that. */

/** Words for harm that never came. */
const HARM = '(?:incident|outage|disaster|breach|crash|downtime|page|loss|SEV ?[1-4])s?'

const claims = [
  new RegExp(
    `\\b(?:prevented|averted|avoided|spared us|saved us(?: from)?)\\s+(?:[\\w-]+\\s+){0,4}?${HARM}\\b`,
    'i',
  ),
  new RegExp(`\\b${HARM}\\s+(?:were |was |has been |have been )?(?:prevented|averted|avoided)\\b`, 'i'),
  new RegExp(`\\bkept\\s+(?:us|them|it)\\s+from\\s+(?:[\\w-]+\\s+){0,4}?${HARM}\\b`, 'i'),
  new RegExp(`\\bwould have (?:been|had|led to|become|caused)\\s+(?:[\\w-]+\\s+){0,3}?${HARM}\\b`, 'i'),
]

/** The words that claim it; null when none do. What a change stopped, where and when, is no such claim. */
export function claimOfPrevention(text: string): string | null {
  const found = claims.map((claim) => claim.exec(text)?.[0]).find((words) => words !== undefined)
  return found ?? null
}

/** What to say instead. */
export function preventionSentence(words: string): string {
  return `“${words}” is about what did not happen, and nobody can know that. What did it stop or show, where, and when?`
}
