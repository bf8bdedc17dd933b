/** How well a line answers what was typed: every word somewhere in it, or at least its letters in their order. */

/** Whether a letter begins a word of the text. */
function beginsWord(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')
}

/** The score of one typed word: whole words before beginnings before insides before scattered letters; 0 is no match. */
function wordScore(text: string, word: string): number {
  let best = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    best = Math.max(best, beginsWord(text, at) ? (at === 0 ? 5 : 4) : 2)
  }
  return best > 0 ? best : hasInitials(text, word) ? 1 : 0
}

/** Whether the letters can be read off the text in order, each going on from the last or beginning a word: "nafa", Name a factor. */
function hasInitials(text: string, letters: string): boolean {
  let reached: ReadonlySet<number> = new Set([-2])
  for (const letter of letters) {
    const next = new Set<number>()
    for (let at = 0; at < text.length; at++) {
      if (text[at] !== letter) continue
      for (const from of reached) {
        if (from === at - 1 || (from < at && beginsWord(text, at))) next.add(at)
      }
    }
    if (next.size === 0) return false
    reached = next
  }
  return true
}

/** How well a line answers; 0 when it does not. The label counts twice as much as its other words. */
export function score(line: { readonly label: string; readonly also: string }, typed: string): number {
  const label = line.label.toLowerCase()
  const also = line.also.toLowerCase()
  let sum = 0
  for (const word of typed.toLowerCase().split(/\s+/)) {
    if (word === '') continue
    const one = Math.max(wordScore(label, word) * 2, Math.min(4, wordScore(also, word)))
    if (one === 0) return 0
    sum += one
  }
  return Math.max(1, sum)
}
