// The phrases of all rules as they are written, and which of them name a word. A terminal over one small file asks for a
// few dozen words: those are looked for in the text of all phrases, and nothing else is read. Whoever asks for more gets a
// table of every word, once.

const sources: string[] = []
const NONE: readonly number[] = []

/** Adds the source of one phrase. Sources are numbered in the order they come. */
export function addSource(source: string): void {
  sources.push(source)
}

/** The source of this number. */
export function sourceOf(number: number): string {
  return sources[number] ?? ''
}

// About what making the table costs.
const SEARCHES = 240
let searches = 0
let whole: Whole | null = null
let byWord: ReadonlyMap<string, readonly number[]> | null = null

/** All sources as one text, and where each begins. */
interface Whole {
  readonly text: string
  readonly from: Int32Array
}

/** Numbers of the sources that name the word, as a form or as a dictionary form. */
export function sourcesNaming(word: string): readonly number[] {
  if (searches >= SEARCHES) {
    byWord ??= everyWord()
    return byWord.get(word) ?? NONE
  }
  searches++
  whole ??= joined()
  return word === '' ? NONE : search(word, whole)
}

function joined(): Whole {
  const from = new Int32Array(sources.length)
  let at = 0
  sources.forEach((source, number) => {
    from[number] = at
    at += source.length + 1
  })
  return { text: sources.join('\n'), from }
}

function search(word: string, { text, from }: Whole): readonly number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (isEdge(text, at - 1) && isEdge(text, at + word.length)) {
      const number = numberAt(from, at)
      if (found.at(-1) !== number) found.push(number)
    }
  return found
}

// What parts words in a source: the line of the next one, a space, "|", "=" before and "?" behind.
const EDGES = '\n |=?'

function isEdge(text: string, at: number): boolean {
  return at < 0 || at >= text.length || EDGES.includes(text.charAt(at))
}

function numberAt(from: Int32Array, at: number): number {
  let low = 0
  let high = from.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((from[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

function everyWord(): ReadonlyMap<string, readonly number[]> {
  const made = new Map<string, number[]>()
  sources.forEach((source, number) => {
    for (const word of source.split(/[ |=?]+/)) {
      const before = made.get(word)
      if (before === undefined) made.set(word, [number])
      else if (before.at(-1) !== number) before.push(number)
    }
  })
  return made
}
