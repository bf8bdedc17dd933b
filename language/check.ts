import type { Context, Finding, Level } from './finding.ts'
import { applyKeeps, readKeeps } from './keep.ts'
import { rules } from './rules/index.ts'
import type { Hit, Rule } from './rules/rule.ts'
import { type Block, type Outline, readMarkdown, readPlain } from './text/blocks.ts'
import type { Entry } from './text/lexicon.ts'
import { type Sentence, sentenceStarts } from './text/sentences.ts'
import { type Vocabulary, vocabularyOf } from './text/vocabulary.ts'
import { masksOf } from './text/voice.ts'
import { scanWords } from './text/words.ts'

/** Finds blame, hindsight and empty actions in a text. Never throws, never waits; linear in the text; the same text gives the same findings in the order of the text. */
export function check(text: string, context: Context = {}): readonly Finding[] {
  return openChecker(context)(text)
}

/**
 * A checker that remembers the findings of each block of the text it saw last, so that after a keystroke only the block
 * that changed is looked at again. A block's findings depend on nothing but its words, section, column and the roster.
 */
export function openChecker(context: Context = {}): (text: string) => readonly Finding[] {
  const vocabulary = vocabularyOf(context.roster)
  let seen = new Map<string, readonly Finding[]>()
  return (text) => {
    const outline = outlineOf(text, context)
    const now = new Map<string, readonly Finding[]>()
    const findings: Finding[] = []
    for (const block of outline.blocks) {
      const words = text.slice(block.from, block.to)
      const key = `${block.section}\u0000${block.kind}\u0000${block.column ?? ''}\u0000${words}`
      const inside = now.get(key) ?? seen.get(key) ?? checkBlock(words, block, vocabulary)
      now.set(key, inside)
      for (const finding of inside) findings.push(shifted(finding, block.from))
    }
    seen = now
    const keeps = text.includes('secondstory-keep') ? readKeeps(text) : []
    return applyKeeps(findings, keeps, { text, blocks: outline.blocks, ruleIds })
  }
}

const ruleIds = rules.map((rule) => rule.id)

function outlineOf(text: string, context: Context): Outline {
  const fallback = context.section ?? 'other'
  return context.format === 'plain' ? readPlain(text, fallback) : readMarkdown(text, fallback)
}

function shifted(finding: Finding, by: number): Finding {
  const rewrites = finding.rewrites.map((r) => ({ ...r, from: r.from + by, to: r.to + by }))
  return { ...finding, from: finding.from + by, to: finding.to + by, rewrites }
}

// Which rules a word wakes, by form or dictionary form. Most words wake none, and most sentences are left at once.
const wakes = new Map<string, number[]>()
rules.forEach((rule, index) => {
  for (const word of rule.triggers) {
    const woken = wakes.get(word)
    if (woken) woken.push(index)
    else wakes.set(word, [index])
  }
})

// Words of other sentences are never waited for: beyond this a "sentence" is a list or a log, and is read in pieces.
const MAX_SENTENCE = 200

/** Findings of one block, with offsets into its own text. */
function checkBlock(text: string, block: Block, vocabulary: Vocabulary): readonly Finding[] {
  if (block.section === 'accounts') return []
  const words = scanWords(text, masksOf(text))
  const starts = sentenceStarts(words)
  const about = { text, words, block: block.kind, section: block.section, column: block.column, vocabulary }
  const findings: Finding[] = []
  for (let n = 0; n + 1 < starts.length; n++) {
    const last = starts[n + 1] ?? 0
    for (let start = starts[n] ?? 0; start < last; start += MAX_SENTENCE) {
      const sentence: Sentence = { ...about, start, end: Math.min(last, start + MAX_SENTENCE), frames: null }
      if (start < sentence.end) findings.push(...checkSentence(sentence))
    }
  }
  return findings
}

interface Ranked {
  readonly finding: Finding
  readonly rank: number
}

// Settled sentence by sentence, since nothing is found across two; a block with a million findings stays linear.
function checkSentence(s: Sentence): readonly Finding[] {
  const woken = wokenBy(s)
  if (!woken) return []
  const found: Ranked[] = []
  for (const index of [...woken].sort((a, b) => a - b)) {
    const rule = rules[index]
    const level = rule && s.section !== 'accounts' ? rule.levels[s.section] : 'off'
    if (!rule || level === 'off') continue
    for (const hit of rule.find(s)) found.push({ finding: findingOf(s, rule, { hit, level }), rank: index })
  }
  return settle(found)
}

function wokenBy(s: Sentence): Set<number> | null {
  let woken: Set<number> | null = null
  for (let i = s.start; i < s.end; i++) {
    const entry: Entry | undefined = s.words.entry[i]
    if (!entry) continue
    const lists =
      entry.form === entry.lemma ? [wakes.get(entry.form)] : [wakes.get(entry.form), wakes.get(entry.lemma)]
    for (const list of lists) {
      if (!list) continue
      woken ??= new Set()
      for (const index of list) woken.add(index)
    }
  }
  return woken
}

function findingOf(s: Sentence, rule: Rule, found: { hit: Hit; level: Level }): Finding {
  const { hit, level } = found
  return {
    rule: rule.id,
    name: rule.name,
    level,
    from: hit.from,
    to: hit.to,
    quote: s.text.slice(hit.from, hit.to),
    because: rule.because,
    ask: rule.ask,
    source: rule.source,
    rewrites: hit.rewrites ?? [],
  }
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 0, warning: 1, hint: 2 }

// Where findings overlap, the heavier stands; of equals, the rule that comes first in the list. Then the order of the text.
function settle(found: Ranked[]): readonly Finding[] {
  if (found.length < 2) return found.map((one) => one.finding)
  const byWeight = [...found].sort(
    (a, b) =>
      WEIGHT[a.finding.level] - WEIGHT[b.finding.level] || a.rank - b.rank || a.finding.from - b.finding.from,
  )
  const inOrder: Finding[] = []
  for (const { finding } of byWeight) insertUnlessOverlapping(inOrder, finding)
  return inOrder
}

function insertUnlessOverlapping(inOrder: Finding[], finding: Finding): void {
  let low = 0
  let high = inOrder.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((inOrder[middle]?.from ?? 0) < finding.from) low = middle + 1
    else high = middle
  }
  const before = inOrder[low - 1]
  const after = inOrder[low]
  if ((before && before.to > finding.from) || (after && after.from < finding.to)) return
  inOrder.splice(low, 0, finding)
}
