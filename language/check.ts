import type { Context, Finding, Level, SectionKind } from './finding.ts'
import { defectOf, findGuarded } from './guard.ts'
import { applyKeeps, readKeeps } from './keep.ts'
import { type OwnRules, ownRulesOf, wakesOwn } from './own-rules.ts'
import { rules } from './rules/index.ts'
import type { Hit, Rule } from './rules/rule.ts'
import { type Block, type Outline, readMarkdown, readPlain, type Span } from './text/blocks.ts'
import { type Entry, perEntry } from './text/lexicon.ts'
import type { Sentence } from './text/sentences.ts'
import { type Vocabulary, vocabularyOf } from './text/vocabulary.ts'
import { joinMasks, type Mask, masksIn, masksOf } from './text/voice.ts'
import { emptyWords, Flag, scanWords, type Words } from './text/words.ts'

/** Finds blame, hindsight and empty actions in a text. Never throws, never waits; linear in the text; the same text gives the same findings in the order of the text. */
export function check(text: string, context: Context = {}): readonly Finding[] {
  const vocabulary = vocabularyOf(context.roster)
  const choice = choiceOf(context)
  const outline = outlineOf(text, context)
  const words = emptyWords()
  const findings: Finding[] = []
  const markupOf = masksIn(outline.masks)
  for (const block of outline.blocks) {
    const own = text.slice(block.from, block.to)
    const inside = checkBlock(own, { block, vocabulary, words, markup: markupOf(block), choice })
    for (const finding of inside) findings.push(shifted(finding, block.from))
  }
  return withKeeps(text, { outline, choice }, findings)
}

/**
 * A checker that remembers the findings of each block of the text it saw last, so that after a keystroke only the block
 * that changed is looked at again. A block's findings depend on nothing but its words, section, column and the roster.
 */
export function openChecker(context: Context = {}): (text: string) => readonly Finding[] {
  const vocabulary = vocabularyOf(context.roster)
  const choice = choiceOf(context)
  const words = emptyWords()
  let seen = new Map<string, readonly Finding[]>()
  return (text) => {
    const outline = outlineOf(text, context)
    const now = new Map<string, readonly Finding[]>()
    const findings: Finding[] = []
    const markupOf = masksIn(outline.masks)
    for (const block of outline.blocks) {
      const own = text.slice(block.from, block.to)
      const markup = markupOf(block)
      const marks = markup.map(({ from, to }) => `${from} ${to}`).join()
      const key = `${block.section}\u0000${block.kind}\u0000${block.column ?? ''}\u0000${marks}\u0000${own}`
      const inside =
        now.get(key) ?? seen.get(key) ?? checkBlock(own, { block, vocabulary, words, markup, choice })
      now.set(key, inside)
      for (const finding of inside) findings.push(shifted(finding, block.from))
    }
    seen = now
    return withKeeps(text, { outline, choice }, findings)
  }
}

/** What a context changes about the rules: their weights, and rules beside them. */
interface Choice {
  readonly levels: Context['levels']
  readonly own: OwnRules | null
}

function choiceOf(context: Context): Choice {
  return { levels: context.levels, own: ownRulesOf(context.ownRules) }
}

function levelIn(section: keyof Rule['levels'], rule: Rule, choice: Choice): Level | 'off' {
  const usual = rule.levels[section]
  const chosen = choice.levels?.[rule.id]
  if (chosen === undefined) return usual
  if (typeof chosen === 'string') return usual === 'off' ? usual : chosen
  return chosen[section] ?? usual
}

function withKeeps(
  text: string,
  place: { outline: Outline; choice: Choice },
  findings: readonly Finding[],
): readonly Finding[] {
  if (!text.includes('secondstory-keep')) return findings
  const ids = [...ruleIds, ...(place.choice.own?.rules.map((rule) => rule.id) ?? [])]
  return applyKeeps(findings, readKeeps(text), { text, blocks: place.outline.blocks, ruleIds: ids })
}

const ruleIds = rules.map((rule) => rule.id)

/** The blocks of a text as `check` reads them in this context. */
export function outlineOf(text: string, context: Context): Outline {
  const fallback = context.section ?? 'other'
  if (context.read) return context.read(text, fallback)
  return context.format === 'plain' ? readPlain(text, fallback) : readMarkdown(text, fallback)
}

function shifted(finding: Finding, by: number): Finding {
  const rewrites = finding.rewrites.map((r) => ({ ...r, from: r.from + by, to: r.to + by }))
  return { ...finding, from: finding.from + by, to: finding.to + by, rewrites }
}

// Which rules a word wakes, by form or dictionary form, as bits of one or two numbers. Most words wake none, and most
// sentences are left at once.
const wakes = new Map<string, number[]>()
rules.forEach((rule, index) => {
  for (const word of rule.triggers) {
    const before = wakes.get(word)
    if (before) before.push(index)
    else wakes.set(word, [index])
  }
})

// As bits, 32 rules to a number, so that however many rules there are, the rules of two words are joined by one step a number.
const ROW = 32
const asleep: readonly number[] = new Array(Math.ceil(rules.length / ROW)).fill(0)
const bitsOf = perEntry((entry: Entry): readonly number[] => {
  const woken = [...(wakes.get(entry.form) ?? []), ...(wakes.get(entry.lemma) ?? [])]
  if (woken.length === 0) return asleep
  const bits = [...asleep]
  for (const index of woken)
    bits[Math.floor(index / ROW)] = (bits[Math.floor(index / ROW)] ?? 0) | (1 << index)
  return bits
})

// Words of other sentences are never waited for: beyond this a "sentence" is a list or a log, and is read in pieces.
const MAX_SENTENCE = 200

interface Place {
  readonly block: Block
  readonly vocabulary: Vocabulary
  /** Room for the block's words, used again block after block. */
  readonly words: Words
  /** What the reader of the format knows to be no words of the writer; offsets into the block. */
  readonly markup: readonly Mask[]
  readonly choice: Choice
  /** The text is an offered rewrite: its own rewrites are nobody's concern. */
  readonly isOffer?: boolean
}

/** Findings of one block, with offsets into its own text. */
function checkBlock(text: string, place: Place): readonly Finding[] {
  const { kind, section, column } = place.block
  if (section === 'accounts') return NOTHING
  const words = scanWords(text, joinMasks(masksOf(text), place.markup), place.words)
  let findings: Finding[] | null = null
  for (let start = 0; start < words.count; ) {
    let end = start + 1
    while (end < words.count && !isOpening(words, end) && end - start < MAX_SENTENCE) end++
    const woken = wokenIn(words, start, end)
    const own = place.choice.own
    if (woken !== asleep || (own !== null && wakesOwn(own, words, { start, end }))) {
      // Written out, since a spread costs more than all rules of most sentences.
      const found = checkSentence(
        {
          text,
          words,
          start,
          end,
          block: kind,
          section,
          column,
          vocabulary: place.vocabulary,
          frames: null,
          found: null,
          evidence: -1,
        },
        section,
        { woken, choice: place.choice },
      )
      if (found.length > 0) {
        findings ??= []
        const span = { from: words.from[start] ?? 0, to: words.to[end - 1] ?? text.length }
        const at = { span, place, left: Math.max(READ_AGAIN, span.to - span.from) }
        for (const finding of found)
          findings.push(place.isOffer ? finding : withSoundOffers(text, finding, at))
      }
    }
    start = end
  }
  return findings ?? NOTHING
}

const NOTHING: readonly Finding[] = []

// Characters of a sentence beyond which words no longer bear on each other.
const NEAR = 300

// Characters that offers of one sentence may have read again, at least; a longer one may be read again once. Beyond that a
// sentence is a pile of findings, and the later ones come without an offer.
const READ_AGAIN = 1500

// The law that a rewrite passes every rule is kept here, for each sentence anew: an offer that would leave a finding in
// the words it brings is not made. Only the sentence is read again, and of a long one what stands near, so this stays linear.
function withSoundOffers(text: string, finding: Finding, at: Offering): Finding {
  if (finding.rewrites.length === 0) return finding
  const rewrites = finding.rewrites.filter((rewrite) => {
    // Words with markup among them are not taken out: half of a tag would stay behind.
    if (at.place.markup.length > 0 && /[<&{]/.test(text.slice(rewrite.from, rewrite.to))) return false
    const from = Math.min(at.span.from, rewrite.from)
    const before = text.slice(Math.max(from, rewrite.from - NEAR), rewrite.from)
    const after = text.slice(rewrite.to, Math.min(rewrite.to + NEAR, Math.max(rewrite.to, at.span.to + 2)))
    const offered = before + rewrite.text + after
    at.left -= offered.length
    if (at.left < 0) return false
    const offer = { ...at.place, words: emptyWords(), markup: [], isOffer: true }
    const left = checkBlock(offered, offer)
    const end = before.length + rewrite.text.length
    return !left.some((one) => one.from < end && one.to > before.length)
  })
  return rewrites.length === finding.rewrites.length ? finding : { ...finding, rewrites }
}

interface Offering {
  readonly span: Span
  readonly place: Place
  /** How many characters may still be read again. */
  left: number
}

function isOpening(words: Words, i: number): boolean {
  return ((words.flag[i] ?? 0) & Flag.sentence) !== 0
}

function wokenIn(words: Words, start: number, end: number): readonly number[] {
  let woken = asleep
  let joined: number[] | null = null
  for (let i = start; i < end; i++) {
    const entry = words.entry[i]
    const bits = entry ? bitsOf(entry) : asleep
    if (bits === asleep || bits === woken) continue
    if (woken === asleep) woken = bits
    else {
      joined ??= [...woken]
      woken = joined
      for (let row = 0; row < joined.length; row++) joined[row] = (joined[row] ?? 0) | (bits[row] ?? 0)
    }
  }
  return woken
}

interface Ranked {
  readonly finding: Finding
  readonly rank: number
}

// Settled sentence by sentence, since nothing is found across two; a block with a million findings stays linear.
function checkSentence(
  s: Sentence,
  section: Exclude<SectionKind, 'accounts'>,
  how: { woken: readonly number[]; choice: Choice },
): readonly Finding[] {
  const { woken, choice } = how
  const found: Ranked[] = []
  const defects: Finding[] = []
  const apply = (rule: Rule, rank: number) => {
    const level = levelIn(section, rule, choice)
    if (level === 'off') return
    const hits = findGuarded(rule, s)
    if (hits === null) defects.push(defectOf(rule, s))
    else for (const hit of hits) found.push({ finding: findingOf(s, rule, { hit, level }), rank })
  }
  woken.forEach((row, at) => {
    for (let bits = row; bits !== 0; bits &= bits - 1) {
      const index = at * ROW + 31 - Math.clz32(bits & -bits)
      const rule = rules[index]
      if (rule) apply(rule, index)
    }
  })
  // Before all of ours: an organisation wrote them on purpose.
  if (choice.own) for (const rule of choice.own.rules) apply(rule, -1)
  const settled = settle(found)
  return defects.length === 0 ? settled : [...defects, ...settled]
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
