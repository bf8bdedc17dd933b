/** Paragraphs of a text, and what one of them said before: followed back from version to version by its words alone. */
import type { Stretch } from './comments.ts'
import { differenceOf } from './text-difference.ts'

/** A paragraph and its place. */
export interface Paragraph extends Stretch {
  readonly text: string
}

const FENCE = /^ {0,3}(?:```|~~~)/

/** Paragraphs in order: lines between blank ones; what stands between fences is one, blank lines and all. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  const found: Paragraph[] = []
  let begun: number | null = null
  let isFenced = false
  let at = 0
  const settle = (to: number): void => {
    if (begun !== null) found.push({ from: begun, to, text: text.slice(begun, to) })
    begun = null
  }
  for (const line of text.split('\n')) {
    if (line.trim() === '' && !isFenced) settle(at - 1)
    else begun ??= at
    if (FENCE.test(line)) isFenced = !isFenced
    at += line.length + 1
  }
  settle(text.length)
  return found
}

/** The paragraph a place lies in, or the nearest one before it; null where there is none. */
export function paragraphAt(text: string, at: number): Paragraph | null {
  const all = paragraphsOf(text)
  return all.findLast(({ from }) => from <= at) ?? all[0] ?? null
}

/** What a paragraph said, and since which version it did. */
export interface Wording {
  readonly version: number
  readonly savedAt: string
  readonly text: string
}

/** A version of the text the paragraph stands in. */
export interface TextVersion {
  readonly version: number
  readonly savedAt: string
  readonly text: string
}

/** How far a paragraph was followed back. */
export interface Trace {
  /** The newest first; the first is what it says now. Empty before the first version was looked at. */
  readonly wordings: readonly Wording[]
  /** What it said in the version looked at last. */
  readonly text: string
  /** The paragraphs of that version. */
  readonly beside: ReadonlySet<string>
  /** The version before which it was not there. */
  readonly isAtBeginning: boolean
}

/** Begins to follow a paragraph back. */
export function beginTrace(text: string): Trace {
  return { wordings: [], text, beside: new Set([text]), isAtBeginning: false }
}

/** Below so large a share of common words it is another paragraph. */
const ALIKE = 0.4

/** Follows the paragraph into the version before the one looked at last. */
export function traceInto(trace: Trace, { text, ...when }: TextVersion): Trace {
  if (trace.isAtBeginning) return trace
  const there = paragraphsOf(text).map((each) => each.text)
  const words = earlierWords(trace, there)
  if (words === null) return { ...trace, isAtBeginning: true }
  const wording = { ...when, text: words }
  const last = trace.wordings.at(-1)
  // The same words in an older version only say that they stood there longer.
  const kept = last?.text === words ? trace.wordings.slice(0, -1) : trace.wordings
  return { ...trace, wordings: [...kept, wording], text: words, beside: new Set(there) }
}

/** What it said there: the same words, else those most like it that have no other paragraph to belong to. */
function earlierWords({ text, beside }: Trace, there: readonly string[]): string | null {
  if (there.includes(text)) return text
  let best: { readonly words: string; readonly likeness: number } | null = null
  for (const words of there) {
    if (beside.has(words)) continue
    const likeness = likenessOf(words, text)
    if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { words, likeness }
  }
  return best?.words ?? null
}

/** The share of words two texts have in common, 0 to 1. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  const left = new Map<string, number>()
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of b) {
    const count = left.get(word) ?? 0
    if (count > 0) common += 1
    left.set(word, count - 1)
  }
  return (2 * common) / Math.max(1, a.length + b.length)
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A piece of a paragraph, and whether it stayed, came or left. */
export interface Piece {
  readonly change: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A sign no text holds, in the place of the end of a line: pieces are compared as lines are. */
const LINE_END = '\u0000'

/** What changed between two wordings, by words. */
export function wordDifference(before: string, after: string): readonly Piece[] {
  const inLines = (text: string) =>
    (text.match(/\s+|\S+/g) ?? []).map((piece) => piece.replaceAll('\n', LINE_END)).join('\n')
  const pieces: Piece[] = []
  for (const { change, text } of differenceOf(inLines(before), inLines(after))) {
    const last = pieces.at(-1)
    const said = text.replaceAll(LINE_END, '\n')
    if (last?.change === change) pieces[pieces.length - 1] = { change, text: last.text + said }
    else pieces.push({ change, text: said })
  }
  return pieces
}
