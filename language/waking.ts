import { rules } from './rules/index.ts'
import { type Entry, LEXICON_LIMIT, Tag } from './text/lexicon.ts'
import { Evidence, evidenceOf } from './text/may-hold.ts'
import { foundIn, wakesPhrases } from './text/phrases.ts'
import type { Sentence } from './text/sentences.ts'
import type { Words } from './text/words.ts'

// Which rules a sentence wakes, and what it may hold: told by its words alone, in one pass over them. Most words wake
// nothing and are evidence of nothing, and most sentences are left at once.

/** How many rules one number has a bit for. */
export const ROW = 32
const ROWS = Math.ceil(rules.length / ROW)

/** What the words of one sentence say together: its evidence, then 32 rules to a number. Used again sentence after sentence. */
export type Woken = Int32Array

/** Room for what a sentence wakes. */
export function noneWoken(): Woken {
  return new Int32Array(1 + ROWS)
}

// One row for each entry of the lexicon, filled when the word is first met; the last one is for words that are not remembered.
const WIDTH = 2 + ROWS
const table = new Int32Array((LEXICON_LIMIT + 1) * WIDTH)

/** Joins the words from `start` to `end` into `woken`; false when they wake no rule and no phrase. */
export function wake(words: Words, range: { start: number; end: number }, woken: Woken): boolean {
  woken.fill(0)
  for (let i = range.start; i < range.end; i++) {
    const entry = words.entry[i]
    if (entry === undefined) continue
    let at = (entry.id < 0 ? LEXICON_LIMIT : entry.id) * WIDTH
    if (table[at] === 0 || entry.id < 0) fillRow(entry, at)
    for (let row = 0; row <= ROWS; row++) woken[row] = (woken[row] ?? 0) | (table[++at] ?? 0)
  }
  if (((woken[0] ?? 0) & Evidence.phrase) !== 0) return true
  for (let row = 1; row <= ROWS; row++) if (woken[row] !== 0) return true
  return false
}

// By form or dictionary form; made when more words were asked for than a small text holds.
const SEARCHES = 240
let searches = 0
let byWord: Map<string, number[]> | null = null

function rulesWokenBy(word: string): readonly number[] {
  if (searches >= SEARCHES) {
    byWord ??= everyTrigger()
    return byWord.get(word) ?? NONE
  }
  searches++
  return rules.flatMap((rule, index) => (rule.triggers?.includes(word) ? [index] : NONE))
}

function everyTrigger(): Map<string, number[]> {
  const made = new Map<string, number[]>()
  rules.forEach((rule, index) => {
    for (const word of rule.triggers ?? NONE_AT_ALL) {
      const before = made.get(word)
      if (before) before.push(index)
      else made.set(word, [index])
    }
  })
  return made
}

const NONE: readonly number[] = []
const NONE_AT_ALL: readonly string[] = []

// By the number of the list of phrases.
let byList: (readonly number[])[] | null = null

function rulesByList(): readonly (readonly number[])[] {
  if (byList) return byList
  const made: (readonly number[])[] = []
  rules.forEach((rule, index) => {
    for (const { list } of rule.phrases ?? []) made[list] = [...(made[list] ?? NONE), index]
  })
  byList = made
  return made
}

/** Adds the rules that phrases of the sentence wake. */
export function wakeByPhrases(s: Sentence, woken: Woken): void {
  const found = foundIn(s)
  if (found.length === 0) return
  const lists = rulesByList()
  for (const { list } of found)
    for (const index of lists[list] ?? NONE) {
      const row = 1 + Math.floor(index / ROW)
      woken[row] = (woken[row] ?? 0) | (1 << (index % ROW))
    }
}

function fillRow(entry: Entry, at: number): void {
  table.fill(0, at, at + WIDTH)
  table[at] = 1
  table[at + 1] = evidenceOf(entry) | (wakesPhrases(entry) ? Evidence.phrase : 0)
  const set = (index: number) => {
    const place = at + 2 + Math.floor(index / ROW)
    table[place] = (table[place] ?? 0) | (1 << (index % ROW))
  }
  for (const index of rulesWokenBy(entry.form)) set(index)
  if (entry.lemma !== entry.form) for (const index of rulesWokenBy(entry.lemma)) set(index)
  if ((entry.tags & Tag.known) !== 0 && (entry.tags & VERB) !== 0) for (const index of atVerbs) set(index)
}

const VERB = Tag.base | Tag.third | Tag.past | Tag.participle | Tag.ing
const atVerbs = rules.flatMap((rule, index) => (rule.wakesAtVerbs ? [index] : NONE))
