import { Tag } from './lexicon.ts'
import { formAt, gapBefore, isTagged, lemmaAt, type Sentence } from './sentences.ts'
import { isHuman, isOnePerson, isPersonAt, kindAt } from './subjects.ts'
import { Gap } from './words.ts'

// A small language for runs of words, so that a rule reads like what it finds:
//   word          a form or a dictionary form          a|b        either
//   =word         this form only                       x?         may be missing
//   _3            up to three words of any kind        ^          start of a clause        $  end of a clause
//   <person> <one> <human> <noun> <verb> <past> <participle> <base> <adj> <adv> <det> <poss> <num>    a class of words
// Nothing but a gap `_n~` crosses a comma, a colon or a bracket.

type Part = (s: Sentence, i: number) => boolean

interface Step {
  readonly matches: Part | null
  readonly words: readonly string[]
  readonly isOptional: boolean
  readonly gap: number
  readonly crosses: boolean
  readonly anchor: '^' | '$' | null
}

/** A compiled run of words. */
export interface Phrase {
  readonly steps: readonly Step[]
  /** Words one of which stands in every match: what makes the engine look at a sentence at all. */
  readonly triggers: readonly string[]
}

/** Where a phrase was found: first word, and one past the last. */
export interface PhraseHit {
  readonly at: number
  readonly end: number
}

const CLASSES: Readonly<Record<string, Part>> = {
  person: isPersonAt,
  one: (s, i) => isOnePerson(kindAt(s, i, i - 2)),
  human: (s, i) => isHuman(kindAt(s, i, i - 2)),
  noun: (s, i) => isTagged(s, i, Tag.noun),
  verb: (s, i) => isTagged(s, i, Tag.base | Tag.past | Tag.participle | Tag.third),
  past: (s, i) => isTagged(s, i, Tag.past),
  participle: (s, i) => isTagged(s, i, Tag.participle),
  base: (s, i) => isTagged(s, i, Tag.base),
  ing: (s, i) => isTagged(s, i, Tag.ing),
  adj: (s, i) => isTagged(s, i, Tag.adjective),
  adv: (s, i) => isTagged(s, i, Tag.adverb),
  det: (s, i) => isTagged(s, i, Tag.determiner | Tag.possessive),
  poss: (s, i) => isTagged(s, i, Tag.possessive),
  num: (s, i) => isTagged(s, i, Tag.number),
}

/** Compiles phrases written one per argument; wrong classes are found by the first test that loads the rule. */
export function phrases(...sources: readonly string[]): readonly Phrase[] {
  return sources.map(compile)
}

/** The trigger words of several phrases, for a rule's `triggers`. */
export function triggersOf(...lists: readonly (readonly Phrase[])[]): readonly string[] {
  return [...new Set(lists.flat().flatMap((phrase) => phrase.triggers))]
}

function compile(source: string): Phrase {
  const steps = source.split(' ').filter(Boolean).map(compileStep)
  const listed = steps.filter((step) => step.words.length > 0 && !step.isOptional)
  const rare = listed.find((step) => !step.words.some((word) => FREQUENT.has(word))) ?? listed[0]
  return { steps, triggers: rare?.words ?? [] }
}

function compileStep(source: string): Step {
  const blank: Step = { matches: null, words: [], isOptional: false, gap: 0, crosses: false, anchor: null }
  if (source === '^' || source === '$') return { ...blank, anchor: source }
  if (source.startsWith('_'))
    return { ...blank, gap: Number.parseInt(source.slice(1), 10), crosses: source.endsWith('~') }
  const isOptional = source.endsWith('?')
  const body = isOptional ? source.slice(0, -1) : source
  const options = body.split('|')
  const words = new Set(options.filter((option) => !option.startsWith('<') && !option.startsWith('=')))
  const exact = new Set(options.filter((option) => option.startsWith('=')).map((option) => option.slice(1)))
  const classes = options
    .filter((option) => option.startsWith('<'))
    .map((option) => CLASSES[option.slice(1, -1)] ?? never)
  const matches: Part = (s, i) => {
    const form = formAt(s, i)
    if (form === '') return false
    return (
      words.has(form) || words.has(lemmaAt(s, i)) || exact.has(form) || classes.some((part) => part(s, i))
    )
  }
  return { ...blank, matches, words: classes.length > 0 ? [] : [...words, ...exact], isOptional }
}

function never(): boolean {
  return false
}

// Words that stand in so many sentences that waking a rule for them saves nothing.
const FREQUENT = new Set(
  'the a an to of in on be is was were have had do did not it this that we i you they he she and or by for with from at as all our my your their one will more who what why how no'.split(
    ' ',
  ),
)

const STEPS_LIMIT = 400

/** The end of the longest way to match `phrase` at word `i`, or -1. Work per place is bounded. */
export function matchAt(s: Sentence, i: number, phrase: Phrase): number {
  const budget = { left: STEPS_LIMIT }
  return follow(s, i, { steps: phrase.steps, at: 0, first: i, budget })
}

interface Walk {
  readonly steps: readonly Step[]
  /** The step to match next. */
  readonly at: number
  readonly first: number
  readonly budget: { left: number }
}

function next(walk: Walk): Walk {
  return { ...walk, at: walk.at + 1 }
}

function follow(s: Sentence, i: number, walk: Walk): number {
  const step = walk.steps[walk.at]
  if (!step) return i
  if (walk.budget.left-- <= 0) return -1
  if (step.anchor === '^') return isClauseStart(s, i) ? follow(s, i, next(walk)) : -1
  if (step.anchor === '$') return isClauseEnd(s, i) ? i : -1
  if (step.gap > 0) return followGap(s, i, walk)
  const isJoined = i === walk.first || (gapBefore(s, i) & ~(Gap.line | Gap.mark)) === 0
  if (isJoined && step.matches?.(s, i)) {
    const end = follow(s, i + 1, next(walk))
    if (end >= 0) return end
  }
  return step.isOptional ? follow(s, i, next(walk)) : -1
}

function followGap(s: Sentence, i: number, walk: Walk): number {
  const step = walk.steps[walk.at]
  if (!step) return -1
  for (let n = 0; n <= step.gap && i + n <= s.end; n++) {
    if (
      n > 0 &&
      !step.crosses &&
      i + n - 1 > walk.first &&
      (gapBefore(s, i + n - 1) & ~(Gap.line | Gap.mark)) !== 0
    )
      return -1
    // After a gap that may cross punctuation, the next step begins afresh, as if it stood first.
    const end = follow(s, i + n, { ...next(walk), first: step.crosses ? i + n : walk.first })
    if (end >= 0) return end
  }
  return -1
}

/** Whether a clause begins at word `i`: the sentence's start (numbers and times aside), or after a colon, a dash or a bracket. */
export function isClauseStart(s: Sentence, i: number): boolean {
  if (i <= s.start) return true
  if ((gapBefore(s, i) & (Gap.colon | Gap.dash | Gap.open | Gap.close)) !== 0) return true
  for (let k = i - 1; k >= s.start; k--) if (!isTagged(s, k, Tag.number)) return false
  return true
}

/** Whether a clause ends before word `i`. */
export function isClauseEnd(s: Sentence, i: number): boolean {
  return i >= s.end || (gapBefore(s, i) & ~(Gap.line | Gap.mark)) !== 0
}

// The phrases of a list by their triggers, so that of dozens only the one or two that can match are tried at each word.
const byTrigger = new WeakMap<readonly Phrase[], ReadonlyMap<string, readonly number[]>>()

function indexOf(list: readonly Phrase[]): ReadonlyMap<string, readonly number[]> {
  const known = byTrigger.get(list)
  if (known) return known
  const index = new Map<string, number[]>()
  list.forEach((phrase, at) => {
    for (const word of phrase.triggers) index.set(word, [...(index.get(word) ?? []), at])
  })
  byTrigger.set(list, index)
  return index
}

function phrasesAwake(s: Sentence, list: readonly Phrase[]): readonly Phrase[] {
  const index = indexOf(list)
  let awake: Set<number> | null = null
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (!entry) continue
    for (const word of entry.form === entry.lemma ? [entry.form] : [entry.form, entry.lemma]) {
      const places = index.get(word)
      if (!places) continue
      awake ??= new Set()
      for (const place of places) awake.add(place)
    }
  }
  return awake ? list.filter((_, at) => awake.has(at)) : []
}

/** All places where one of the phrases stands, left to right; the first phrase of the list wins at a place. */
export function findPhrases(s: Sentence, list: readonly Phrase[]): readonly PhraseHit[] {
  const awake = phrasesAwake(s, list)
  if (awake.length === 0) return []
  const hits: PhraseHit[] = []
  for (let i = s.start; i < s.end; i++) {
    for (const phrase of awake) {
      const end = matchAt(s, i, phrase)
      if (end > i) {
        hits.push({ at: i, end })
        i = end - 1
        break
      }
    }
  }
  return hits
}
