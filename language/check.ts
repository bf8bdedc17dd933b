import type { Context, Finding, Level } from './finding.ts'
import { defectOf, findGuarded } from './guard.ts'
import { applyKeeps, readKeeps } from './keep.ts'
import { type OwnRules, ownRulesOf, wakesOwn } from './own-rules.ts'
import { rules } from './rules/index.ts'
import type { Hit, Rule } from './rules/rule.ts'
import { type Block, type Outline, readMarkdown, readPlain, type Span } from './text/blocks.ts'
import { Evidence, mayHold } from './text/may-hold.ts'
import { isOfCauses } from './text/sections.ts'
import type { Sentence } from './text/sentences.ts'
import { type Vocabulary, vocabularyOf } from './text/vocabulary.ts'
import { joinMasks, type Mask, masksIn, masksOf } from './text/voice.ts'
import { emptyWords, Flag, scanWords, type Words } from './text/words.ts'
import { noneWoken, ROW, wake, wakeByPhrases } from './waking.ts'

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
  readonly weigh: (section: keyof Rule['levels'], rule: Rule) => Level | 'off'
  /** The weights of our own rules, by section, in the order of the list. */
  readonly levels: Map<keyof Rule['levels'], readonly (Level | 'off')[]>
  readonly own: OwnRules | null
}

function choiceOf(context: Context): Choice {
  const { levels } = context
  const own = ownRulesOf(context.ownRules)
  if (levels === undefined) return own === null ? USUAL : { ...USUAL, own }
  return { weigh: (section, rule) => levelIn(section, rule, levels), levels: new Map(), own }
}

const USUAL: Choice = { weigh: (section, rule) => rule.levels[section], levels: new Map(), own: null }

function levelsIn(section: keyof Rule['levels'], choice: Choice): readonly (Level | 'off')[] {
  const known = choice.levels.get(section)
  if (known) return known
  const made = rules.map((rule) => choice.weigh(section, rule))
  choice.levels.set(section, made)
  return made
}

function levelIn(
  section: keyof Rule['levels'],
  rule: Rule,
  levels: NonNullable<Context['levels']>,
): Level | 'off' {
  const usual = rule.levels[section]
  const chosen = levels[rule.id]
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
  if (by === 0) return finding
  const { rule, name, level, from, to, quote, because, ask, source, rewrites } = finding
  // Written out: a spread costs more than finding it.
  return {
    rule,
    name,
    level,
    from: from + by,
    to: to + by,
    quote,
    because,
    ask,
    source,
    rewrites:
      rewrites.length === 0
        ? rewrites
        : rewrites.map((one) => ({ ...one, from: one.from + by, to: one.to + by })),
  }
}

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
  if (place.block.section === 'accounts') return NOTHING
  const words = scanWords(text, joinMasks(masksOf(text), place.markup), place.words)
  const { own } = place.choice
  let findings: Finding[] | null = null
  for (let start = 0; start < words.count; ) {
    let end = start + 1
    while (end < words.count && !isOpening(words, end) && end - start < MAX_SENTENCE) end++
    const isAwake = wake(words, { start, end }, woken)
    if (isAwake || (own !== null && wakesOwn(own, words, { start, end }))) {
      const found = checkSentence(text, { start, end }, place)
      if (found.length > 0) {
        findings ??= []
        const span = { from: words.from[start] ?? 0, to: words.to[end - 1] ?? text.length }
        const at = { span, place, left: READ_AGAIN, offer: null }
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

// Characters that offers of one sentence may have read again. Beyond that a sentence is a pile of findings, and the later
// ones come without an offer.
const READ_AGAIN = 900

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
    at.offer ??= { ...at.place, words: offerWords, markup: NO_MASKS, isOffer: true }
    const left = checkBlock(offered, at.offer)
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
  offer: Place | null
}

// Offers are read one after the other, and never inside one another: they share their room.
const offerWords = emptyWords()
const NO_MASKS: readonly Mask[] = []

function isOpening(words: Words, i: number): boolean {
  return ((words.flag[i] ?? 0) & Flag.sentence) !== 0
}

interface Ranked {
  readonly finding: Finding
  readonly rank: number
}

// What the sentence at hand wakes. One for all: it is read before the next sentence is looked at.
const woken = noneWoken()

// Settled sentence by sentence, since nothing is found across two; a block with a million findings stays linear.
function checkSentence(
  text: string,
  range: { start: number; end: number },
  place: Place,
): readonly Finding[] {
  const { kind, section, column } = place.block
  if (section === 'accounts') return NOTHING
  const { words, vocabulary, choice } = place
  const { start, end } = range
  const evidence = (woken[0] ?? 0) | evidenceAround(place)
  const s: Sentence = {
    text,
    words,
    start,
    end,
    block: kind,
    section,
    column,
    vocabulary,
    frames: null,
    found: null,
    evidence,
  }
  if ((evidence & Evidence.phrase) !== 0) wakeByPhrases(s, woken)
  const pile: Pile = { found: NONE_RANKED, defects: NOTHING }
  const levels = levelsIn(section, choice)
  for (let row = 1; row < woken.length; row++) {
    for (let bits = woken[row] ?? 0; bits !== 0; bits &= bits - 1) {
      const rank = row * ROW - 1 - Math.clz32(bits & -bits)
      const rule = rules[rank]
      const level = levels[rank]
      if (rule && level && level !== 'off' && hasNeeds(s, rule.needs)) ask(rule, s, { level, rank, pile })
    }
  }
  // Before all of ours: an organisation wrote them on purpose.
  if (choice.own)
    for (const rule of choice.own.rules) {
      const level = choice.weigh(section, rule)
      if (level !== 'off') ask(rule, s, { level, rank: -1, pile })
    }
  const settled = settle(pile.found)
  return pile.defects.length === 0 ? settled : [...pile.defects, ...settled]
}

// What a sentence stands in speaks as its words do.
function evidenceAround({ block, vocabulary }: Place): number {
  const isUnderCauses = block.column !== null && isOfCauses(block.column)
  return (isUnderCauses ? Evidence.cause : 0) | (vocabulary.agents.size > 0 ? Evidence.agent : 0)
}

function hasNeeds(s: Sentence, needs: readonly number[] | undefined): boolean {
  if (needs) for (const bits of needs) if (!mayHold(s, bits)) return false
  return true
}

// Most rules that wake find nothing, so nothing is piled up before the first does.
interface Pile {
  found: readonly Ranked[]
  defects: readonly Finding[]
}

const NONE_RANKED: readonly Ranked[] = []

function ask(rule: Rule, s: Sentence, how: { level: Level; rank: number; pile: Pile }): void {
  const { level, rank, pile } = how
  const hits = findGuarded(rule, s)
  if (hits === null) pile.defects = [...pile.defects, defectOf(rule, s)]
  else if (hits.length > 0)
    pile.found = [
      ...pile.found,
      ...hits.map((hit) => ({ finding: findingOf(s, rule, { hit, level }), rank })),
    ]
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
function settle(found: readonly Ranked[]): readonly Finding[] {
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
