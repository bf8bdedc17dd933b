/** The word of `words` nearest to `word` by edits, when it is near enough to be what was meant; null otherwise. */
export function nearest(word: string, words: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of words) {
    const distance = edits(word.slice(0, 60), candidate, least)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

// Levenshtein's distance, row by row; gives up as soon as a whole row is past the limit.
function edits(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) >= limit) return limit
    row = next
  }
  return row[b.length] ?? limit
}
