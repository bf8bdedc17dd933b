import { type Entry, LEXICON_LIMIT, perEntry, Tag } from './lexicon.ts'
import { addSource, sourceOf, sourcesNaming } from './phrase-sources.ts'
import {
  frequencyOf,
  LEAST_FREQUENT,
  leastFrequency,
  looseStep,
  matchesAt,
  mayMatch,
  type Step,
  stepOf,
} from './phrase-steps.ts'
import { formAt, gapBefore, isTagged, type Sentence } from './sentences.ts'
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

/** Phrases of one rule, looked for together. */
export interface PhraseList {
  readonly list: number
}

/** Registers phrases, written one per argument. Each is compiled when a text first holds a word that could be its trigger. */
export function phrases(...sources: readonly string[]): PhraseList {
  const list = lists++
  sources.forEach((source, place) => {
    placed.push({ list, place })
    addSource(source)
  })
  return { list }
}

/** Compiles one phrase that no list holds: for rules that come and go, which the shared table of phrases must not keep. */
export function loosePhrase(source: string): Phrase {
  return compile(source, { list: -1, place: 0, read: looseStep })
}

// By the number of a source: where it stands in its list, and the phrase once it is compiled.
const placed: { readonly list: number; readonly place: number }[] = []
const compiled: Phrase[] = []
let lists = 0

function phraseOf(number: number): Phrase {
  const known = compiled[number]
  if (known) return known
  const made = compile(sourceOf(number), { list: 0, place: 0, ...placed[number], read: stepOf })
  compiled[number] = made
  return made
}

// By the number of a source, since many frequent words ask.
const rarest: number[] = []

function rarestIn(number: number): number {
  const known = rarest[number] ?? leastFrequency(sourceOf(number))
  rarest[number] = known
  return known
}

// All phrases of all rules by their triggers, so that of hundreds only the few that can match are tried in a sentence.
const NO_PHRASES: readonly Phrase[] = []
const wokenBy = perEntry(({ form, lemma }: Entry): readonly Phrase[] => {
  const naming = form === lemma ? sourcesNaming(form) : [...sourcesNaming(form), ...sourcesNaming(lemma)]
  // A frequent word stands in hundreds of phrases and is the trigger of a few: those with a rarer word are not even compiled.
  const most = Math.min(frequencyOf([form]), frequencyOf([lemma]))
  const woken = [...new Set(naming)]
    .filter((number) => most === LEAST_FREQUENT || most <= rarestIn(number))
    .map(phraseOf)
    .filter(({ triggers }) => triggers.includes(form) || triggers.includes(lemma))
  return woken.length === 0 ? NO_PHRASES : woken
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
  }
}

function demandOf(step: Step | undefined): Step | null {
  return step && !step.isOptional && step.isWord ? step : null
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
    if (opening.anchor === '^' ? !isClauseStart(s, i) : opening.isWord && !matchesAt(s, i, opening)) return -1
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
  for (let k = i - 1; k >= s.start; k--)
    if (!isTagged(s, k, Tag.number) && !POLITE.test(formAt(s, k))) return false
  return true
}

// What people say before they come to what they ask for.
const POLITE = /^(?:please|pls|kindly|just|also|so|ok)$/

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
  let found: Found[] | null = null
  for (let word = s.start; word < s.end; word++) {
    const trigger = entry[word]
    if (trigger === undefined || wokenBy(trigger) === NO_PHRASES) continue
    const tries = wokenBefore(trigger, word + 1 < s.end ? entry[word + 1] : undefined)
    for (let n = 0; n < tries.length; n++) {
      const phrase = tries[n]
      if (phrase && isPlaced(s, word, phrase)) found = addMatches(s, word, { phrase, found })
    }
  }
  s.found = found ?? NOTHING
  return s.found
}

// Of the phrases a word wakes, those that bear the word after it. Pairs of words come back all the time, so the last answer
// for a pair is kept; another pair with the same place drives it out, and memory stays bounded.
// The first entry of the lexicon is no word and begins no phrase, so that no pair is 0.
const PAIRS = 1 << 15
const pairs = new Int32Array(PAIRS)
const rows = new Uint16Array(PAIRS)
const wokenByRow: (readonly Phrase[])[] = [NO_PHRASES]

function wokenBefore(trigger: Entry, next: Entry | undefined): readonly Phrase[] {
  const after = next === undefined ? LEXICON_LIMIT - 1 : next.id
  if (trigger.id < 0 || after < 0) return bearing(trigger, next)
  const pair = (trigger.id << 15) | after
  const place = (Math.imul(pair, 0x9e3779b1) >>> 17) & (PAIRS - 1)
  if (pairs[place] === pair) return wokenByRow[rows[place] ?? 0] ?? NO_PHRASES
  const woken = bearing(trigger, next)
  pairs[place] = pair
  // A row of its own for each place that was ever taken.
  rows[place] ||= wokenByRow.length
  wokenByRow[rows[place] ?? 0] = woken
  return woken
}

function bearing(trigger: Entry, next: Entry | undefined): readonly Phrase[] {
  const tries = wokenBy(trigger).filter(({ after }) => after === null || mayMatch(next, after))
  return tries.length === 0 ? NO_PHRASES : tries
}

function isPlaced(s: Sentence, word: number, { after, before }: Phrase): boolean {
  return (
    (before === null || matchesAt(s, word - 1, before)) &&
    (after === null || after.classes.length === 0 || matchesAt(s, word + 1, after))
  )
}

// Most places hold no phrase, so nothing is gathered in before the first does.
function addMatches(
  s: Sentence,
  word: number,
  { phrase, found }: { readonly phrase: Phrase; readonly found: Found[] | null },
): Found[] | null {
  let all = found
  const last = word - phrase.lead
  for (let at = Math.max(s.start, word - phrase.reach); at <= last; at++) {
    const end = matchAt(s, at, phrase)
    if (end <= at) continue
    all ??= []
    all.push({ at, end, list: phrase.list, place: phrase.place })
  }
  return all
}

const NOTHING: readonly Found[] = []

/** All places where one of the phrases stands, left to right; the first phrase of the list wins at a place. */
export function findPhrases(s: Sentence, { list: number }: PhraseList): readonly PhraseHit[] {
  const all = foundIn(s)
  if (all.length === 0) return all
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
