import type { SectionKind } from '../finding.ts'
import type { BlockKind } from './blocks.ts'
import type { Frame } from './frames.ts'
import { Tag } from './lexicon.ts'
import type { Found } from './phrases.ts'
import type { Vocabulary } from './vocabulary.ts'
import { Flag, type Words } from './words.ts'

/** One sentence of a block: a range of its words. Rules see only this. Word places are indexes into `words`. */
export interface Sentence {
  readonly text: string
  readonly words: Words
  /** First word, and one past the last. */
  readonly start: number
  readonly end: number
  readonly block: BlockKind
  readonly section: SectionKind
  readonly column: string | null
  readonly vocabulary: Vocabulary
  /** Found when the first rule asks; most sentences are left before that. */
  frames: readonly Frame[] | null
  /** Phrases of all rules that stand in the sentence; found when the first rule asks. */
  found: readonly Found[] | null
  /** Which kinds of doers may stand in the sentence, as bits; -1 until the first rule asks. */
  evidence: number
}

/** Where the sentences of a block begin, as word indexes, with the word count as the last entry. */
export function sentenceStarts(words: Words): readonly number[] {
  const starts: number[] = []
  const count = words.count
  for (let i = 0; i < count; i++) if (((words.flag[i] ?? 0) & Flag.sentence) !== 0 || i === 0) starts.push(i)
  starts.push(count)
  return starts
}

/** Lower-case form of the word at `i`, or '' outside the sentence. */
export function formAt(s: Sentence, i: number): string {
  return i >= s.start && i < s.end ? (s.words.entry[i]?.form ?? '') : ''
}

/** Dictionary form of the word at `i`, or '' outside the sentence. */
export function lemmaAt(s: Sentence, i: number): string {
  return i >= s.start && i < s.end ? (s.words.entry[i]?.lemma ?? '') : ''
}

/** Whether the word at `i` can be one of the parts of speech in `tags`. */
export function isTagged(s: Sentence, i: number, tags: number): boolean {
  return i >= s.start && i < s.end && ((s.words.entry[i]?.tags ?? 0) & tags) !== 0
}

/** What stands before the word at `i`, as bits of `Gap`. */
export function gapBefore(s: Sentence, i: number): number {
  return i > s.start && i < s.end ? (s.words.gap[i] ?? 0) : 0
}

/** Whether the word at `i` begins with a capital letter. */
export function isCapital(s: Sentence, i: number): boolean {
  return i >= s.start && i < s.end && ((s.words.flag[i] ?? 0) & Flag.capital) !== 0
}

/** Whether the word at `i` is a handle such as `@sam`. */
export function isHandle(s: Sentence, i: number): boolean {
  return i >= s.start && i < s.end && ((s.words.flag[i] ?? 0) & Flag.handle) !== 0
}

/** Offset where the word at `i` begins; the end of the sentence for later words. */
export function fromOf(s: Sentence, i: number): number {
  return s.words.from[Math.max(s.start, Math.min(i, s.end - 1))] ?? 0
}

/** Offset where the word at `i` ends. */
export function toOf(s: Sentence, i: number): number {
  return s.words.to[Math.max(s.start, Math.min(i, s.end - 1))] ?? 0
}

/** The text from one word to another, both included. */
export function textOf(s: Sentence, first: number, last: number): string {
  return s.text.slice(fromOf(s, first), toOf(s, last))
}

/** Whether one of `words` stands (as form or lemma) in the range; cheap enough for rules to ask often. */
export function has(s: Sentence, words: ReadonlySet<string>, range?: { from: number; to: number }): boolean {
  const from = Math.max(s.start, range?.from ?? s.start)
  const to = Math.min(s.end, range?.to ?? s.end)
  for (let i = from; i < to; i++) {
    const entry = s.words.entry[i]
    if (entry && (words.has(entry.form) || words.has(entry.lemma))) return true
  }
  return false
}

/** Whether the sentence ends in a question mark, looking past closing quotes and emphasis. */
export function isQuestion(s: Sentence): boolean {
  const to = toOf(s, s.end - 1)
  const limit = Math.min(s.text.length, to + 12)
  for (let i = to; i < limit; i++) {
    const c = s.text.charAt(i)
    if (c === '?') return true
    if (!CLOSERS.includes(c)) return false
  }
  return false
}

const CLOSERS = ' \t\r\n"\'”’*_)]\u00a0'

/** The index of the first word that is not a number, a time, a zone or a bullet's label. */
export function firstWord(s: Sentence): number {
  let i = s.start
  while (i < s.end && (isTagged(s, i, Tag.number) || /^(?:utc|gmt|am|pm|pst|cet|est|z)$/.test(formAt(s, i))))
    i++
  return i
}
