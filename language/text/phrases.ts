import { type Entry, LEXICON_LIMIT, perEntry, Tag } from './lexicon.ts'
import {
  addTo,
  isMet,
  looseStep,
  MET_BY_ALL,
  matchesAt,
  mayMatch,
  meetAll,
  type Step,
  stepOf,
  witnessed,
} from './phrase-steps.ts'
import { gapBefore, isTagged, type Sentence } from './sentences.ts'
import { Gap } from './words.ts'

// A small language for runs of words, so that a rule reads like what it finds:
//   word          a form or a dictionary form          a|b        either
//   =word         this form only                       x?         may be missing
//   _3            up to three words of any kind        ^          start of a clause        $  end of a clause
//   <person> <one> <human> <noun> <verb> <past> <participle> <base> <adj> <adv> <det> <poss> <num>    a class of words
// Nothing but a gap `_n~` crosses a comma, a colon or a bracket.

/** A compiled run of words. */
export interface Phrase {
  /** Which list it is in, and its place there. */
  readonly list: number
  readonly place: number
  readonly steps: readonly Step[]
  /** Words one of which stands in every match: what makes the engine look at a sentence at all. */
  readonly triggers: readonly string[]
  /** How many words before its trigger a match can begin at most, and at least. */
  readonly reach: number
  readonly lead: number
  /** What must stand right before and right after the trigger, where the phrase says so: asked first, it spares most tries. */
  readonly before: Step | null
  readonly after: Step | null
  /** Numbers of steps farther off, rarest first, whose words stand somewhere in every sentence the phrase is in. */
  readonly witnesses: readonly number[]
}

/** Where a phrase was found: first word, and one past the last. */
export interface PhraseHit {
  readonly at: number
  readonly end: number
}

/** A phrase that stands in a sentence, by its list and its place there. */
export interface Found extends PhraseHit {
  readonly list: number
  readonly place: number
}

/** Compiles phrases written one per argument; wrong classes are found by the first test that loads the rule. */
export function phrases(...sources: readonly string[]): readonly Phrase[] {
  const list = lists++
  return sources.map((source, place) => {
    const phrase = compile(source, { list, place, read: stepOf })
    for (const word of phrase.triggers) addTo(byTrigger, word, phrase)
    return phrase
  })
}

/** Compiles one phrase that no list holds: for rules that come and go, which the shared table of triggers must not keep. */
export function loosePhrase(source: string): Phrase {
  return compile(source, { list: -1, place: 0, read: looseStep })
}

// All phrases of all rules by their triggers, so that of hundreds only the few that can match are tried in a sentence.
const byTrigger = new Map<string, Phrase[]>()
let lists = 0

const NO_PHRASES: readonly Phrase[] = []
const wokenBy = perEntry((entry: Entry): readonly Phrase[] => {
  const byForm = byTrigger.get(entry.form) ?? NO_PHRASES
  const byLemma = entry.form === entry.lemma ? NO_PHRASES : (byTrigger.get(entry.lemma) ?? NO_PHRASES)
  if (byForm.length === 0 || byLemma.length === 0) return byForm.length === 0 ? byLemma : byForm
  return [...byForm, ...byLemma]
})

function compile(
  source: string,
  how: { readonly list: number; readonly place: number; readonly read: (source: string) => Step },
): Phrase {
  const { list, place, read } = how
  const steps: Step[] = []
  for (const part of source.split(' ')) if (part !== '') steps.push(read(part))
  const rare = rarestOf(steps)
  const at = rare ? steps.indexOf(rare) : 0
  let reach = 0
  let lead = 0
  for (let i = 0; i < at; i++) {
    const step = steps[i]
    if (step === undefined || step.anchor) continue
    reach += step.gap > 0 ? step.gap : 1
    if (step.gap === 0 && !step.isOptional) lead++
  }
  return {
    list,
    place,
    steps,
    triggers: rare?.words ?? [],
    reach,
    lead,
    before: demandOf(steps[at - 1]),
    after: demandOf(steps[at + 1]),
    witnesses: list < 0 ? [] : witnessesIn(steps, at),
  }
}

// Two tell nearly as much as all.
const WITNESSES = 2

function witnessesIn(steps: readonly Step[], trigger: number): readonly number[] {
  return steps
    .filter((step, i) => Math.abs(i - trigger) > 1 && isWitness(step))
    .sort((a, b) => a.frequency - b.frequency)
    .slice(0, WITNESSES)
    .map(witnessed)
}

function isWitness({ isOptional, number, tags, classes }: Step): boolean {
  return !isOptional && number > 0 && tags === 0 && classes.length === 0
}

function demandOf(step: Step | undefined): Step | null {
  return step && !step.isOptional && step.number >= 0 ? step : null
}

// Of those that must be there, the first that wakes the fewest sentences.
function rarestOf(steps: readonly Step[]): Step | undefined {
  let rarest: Step | undefined
  let least = Number.POSITIVE_INFINITY
  for (const step of steps) {
    if (step.words.length === 0 || step.isOptional) continue
    if (step.frequency < least) {
      least = step.frequency
      rarest = step
    }
  }
  return rarest
}

const STEPS_LIMIT = 400

/** The end of the longest way to match `phrase` at word `i`, or -1. Work per place is bounded. */
export function matchAt(s: Sentence, i: number, phrase: Phrase): number {
  const opening = phrase.steps[0]
  if (opening && !opening.isOptional) {
    if (opening.anchor === '^' ? !isClauseStart(s, i) : opening.number >= 0 && !matchesAt(s, i, opening))
      return -1
  }
  walk.steps = phrase.steps
  walk.first = i
  walk.left = STEPS_LIMIT
  return follow(s, i, 0)
}

interface Walk {
  steps: readonly Step[]
  /** The word the run began at; after a gap that may cross punctuation the next step begins afresh, as if it stood first. */
  first: number
  left: number
}

// One for all tries: none is begun inside another.
const walk: Walk = { steps: [], first: 0, left: 0 }

function follow(s: Sentence, i: number, at: number): number {
  const step = walk.steps[at]
  if (!step) return i
  if (walk.left-- <= 0) return -1
  if (step.anchor === '^') return isClauseStart(s, i) ? follow(s, i, at + 1) : -1
  if (step.anchor === '$') return isClauseEnd(s, i) ? i : -1
  if (step.gap > 0) return followGap(s, i, at)
  const isJoined = i === walk.first || (gapBefore(s, i) & ~(Gap.line | Gap.mark)) === 0
  if (isJoined && matchesAt(s, i, step)) {
    const end = follow(s, i + 1, at + 1)
    if (end >= 0) return end
  }
  return step.isOptional ? follow(s, i, at + 1) : -1
}

function followGap(s: Sentence, i: number, at: number): number {
  const { first } = walk
  const step = walk.steps[at]
  if (!step) return -1
  for (let n = 0; n <= step.gap && i + n <= s.end; n++) {
    if (
      n > 0 &&
      !step.crosses &&
      i + n - 1 > first &&
      (gapBefore(s, i + n - 1) & ~(Gap.line | Gap.mark)) !== 0
    )
      return -1
    walk.first = step.crosses ? i + n : first
    const end = follow(s, i + n, at + 1)
    walk.first = first
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

/** Whether the word is the trigger of a phrase. */
export function wakesPhrases(entry: Entry): boolean {
  return wokenBy(entry).length > 0
}

/** The places where phrases of any list stand. All lists are looked for at once: every word wakes its phrases, and each is tried only where its trigger would be in place. */
export function foundIn(s: Sentence): readonly Found[] {
  if (s.found) return s.found
  const { entry } = s.words
  let found: readonly Found[] | null = null
  let isNoted = false
  for (let word = s.start; word < s.end; word++) {
    const trigger = entry[word]
    if (trigger === undefined || wokenBy(trigger) === NO_PHRASES) continue
    const { tries, needs } = wokenBefore(trigger, word + 1 < s.end ? entry[word + 1] : undefined)
    if (tries.length > 0 && !isNoted) meetAll(s)
    isNoted ||= tries.length > 0
    for (let n = 0; n < tries.length; n++) {
      if (!isMet(needs[2 * n] ?? 0) || !isMet(needs[2 * n + 1] ?? 0)) continue
      const phrase = tries[n]
      const here = phrase && isPlaced(s, word, phrase) ? matchesOf(s, word, phrase) : null
      if (here) found = found ? [...found, ...here] : here
    }
  }
  s.found = found ?? NOTHING
  return s.found
}

// Of the phrases a word wakes, those that bear the word after it. Pairs of words come back all the time, so the last answer
// for a pair is kept; another pair with the same place drives it out, and memory stays bounded.
const PAIRS = 1 << 15
const pairs = new Int32Array(PAIRS).fill(-1)
const NO_TRIES: Tries = { tries: NO_PHRASES, needs: new Int32Array(0) }
const wokenByPair: Tries[] = new Array<Tries>(PAIRS).fill(NO_TRIES)

/** Phrases to try, and beside each the two steps that words of the sentence must meet: side by side, for most are left by these. */
interface Tries {
  readonly tries: readonly Phrase[]
  readonly needs: Int32Array
}

function wokenBefore(trigger: Entry, next: Entry | undefined): Tries {
  const after = next === undefined ? LEXICON_LIMIT - 1 : next.id
  if (trigger.id < 0 || after < 0) return bearing(trigger, next)
  const pair = (trigger.id << 15) | after
  const place = (Math.imul(pair, 0x9e3779b1) >>> 17) & (PAIRS - 1)
  const kept = wokenByPair[place]
  if (pairs[place] === pair && kept !== undefined) return kept
  const woken = bearing(trigger, next)
  pairs[place] = pair
  wokenByPair[place] = woken
  return woken
}

function bearing(trigger: Entry, next: Entry | undefined): Tries {
  const tries = wokenBy(trigger).filter(({ after }) => after === null || mayMatch(next, after))
  if (tries.length === 0) return NO_TRIES
  const needs = tries.flatMap(({ witnesses: [first = MET_BY_ALL, second = MET_BY_ALL] }) => [first, second])
  return { tries, needs: Int32Array.from(needs) }
}

function isPlaced(s: Sentence, word: number, { after, before }: Phrase): boolean {
  return (
    (before === null || matchesAt(s, word - 1, before)) &&
    (after === null || after.classes.length === 0 || matchesAt(s, word + 1, after))
  )
}

function matchesOf(s: Sentence, word: number, phrase: Phrase): readonly Found[] | null {
  let found: Found[] | null = null
  const last = word - phrase.lead
  for (let at = Math.max(s.start, word - phrase.reach); at <= last; at++) {
    const end = matchAt(s, at, phrase)
    if (end <= at) continue
    found ??= []
    found.push({ at, end, list: phrase.list, place: phrase.place })
  }
  return found
}

const NOTHING: readonly Found[] = []

/** All places where one of the phrases stands, left to right; the first phrase of the list wins at a place. */
export function findPhrases(s: Sentence, list: readonly Phrase[]): readonly PhraseHit[] {
  const all = foundIn(s)
  if (all.length === 0) return all
  const number = list[0]?.list
  const found = all.filter((one) => one.list === number)
  if (found.length > 1) found.sort((a, b) => a.at - b.at || a.place - b.place)
  const hits: PhraseHit[] = []
  let from = 0
  for (const { at, end } of found) {
    if (at < from) continue
    hits.push({ at, end })
    from = end
  }
  return hits
}
