import { type Entry, LEXICON_LIMIT, Tag } from './lexicon.ts'
import type { Sentence } from './sentences.ts'
import { isHuman, isOnePerson, isPersonAt, kindAt } from './subjects.ts'

// One step of a phrase: a word, a choice of words and classes, a gap or an anchor, as `phrases.ts` writes them.

type Part = (s: Sentence, i: number) => boolean

/** What must stand at one place of a phrase, made ready. */
export interface Step {
  /** Whether a word stands here; a gap and an anchor match none. */
  readonly isWord: boolean
  /** Its place among the steps of all lists, from 1; -1 for a step that is not remembered. */
  readonly number: number
  /** Classes told by the word alone, as bits of Tag. */
  readonly tags: number
  /** Classes that take a look at the words around. */
  readonly classes: readonly Part[]
  readonly words: readonly string[]
  /** The words by form or dictionary form, and those that are meant as they are written. */
  readonly named: ReadonlySet<string>
  readonly exact: ReadonlySet<string>
  readonly frequency: number
  readonly isOptional: boolean
  readonly gap: number
  readonly crosses: boolean
  readonly anchor: '^' | '$' | null
}

const TAGS: Readonly<Record<string, number>> = {
  noun: Tag.noun,
  verb: Tag.base | Tag.past | Tag.participle | Tag.third,
  past: Tag.past,
  participle: Tag.participle,
  base: Tag.base,
  ing: Tag.ing,
  adj: Tag.adjective,
  adv: Tag.adverb,
  det: Tag.determiner | Tag.possessive,
  poss: Tag.possessive,
  num: Tag.number,
}

const CLASSES: Readonly<Record<string, Part>> = {
  person: isPersonAt,
  one: (s, i) => isOnePerson(kindAt(s, i, i - 2)),
  human: (s, i) => isHuman(kindAt(s, i, i - 2)),
}

/** The classes of words a phrase can name, without their brackets. */
export const wordClasses: readonly string[] = Object.keys({ ...CLASSES, ...TAGS })

// Many phrases share their steps: each is made once.
const stepsBySource = new Map<string, Step>()

/** The step written so; made once, whichever list asks. */
export function stepOf(source: string): Step {
  const known = stepsBySource.get(source)
  if (known) return known
  const step = { ...looseStep(source), number: steps < MOST_STEPS ? ++steps : -1 }
  stepsBySource.set(source, step)
  return step
}

/** A step of a phrase that no list holds, which is not remembered. */
export function looseStep(source: string): Step {
  const isGap = source.startsWith('_')
  if (!isGap && source !== '^' && source !== '$') return wordStep(source)
  return {
    isWord: false,
    number: -1,
    tags: 0,
    classes: NO_PARTS,
    words: NO_WORDS,
    named: NONE_NAMED,
    exact: NONE_NAMED,
    frequency: 0,
    isOptional: false,
    gap: isGap ? Number.parseInt(source.slice(1), 10) : 0,
    crosses: source.endsWith('~'),
    anchor: source === '^' || source === '$' ? source : null,
  }
}

function wordStep(source: string): Step {
  const isOptional = source.charCodeAt(source.length - 1) === QUESTION
  const options = (isOptional ? source.slice(0, -1) : source).split('|')
  const classes = source.includes('<') ? classesOf(options) : null
  const written = classes ? options.filter((option) => option.charCodeAt(0) !== LESS) : options
  const hasExact = source.includes('=')
  const exact = hasExact ? written.filter(isExact).map(bareWord) : NO_WORDS
  return {
    isWord: true,
    number: -1,
    tags: classes?.tags ?? 0,
    classes: classes?.parts ?? NO_PARTS,
    // A class has no word to begin at.
    words: classes ? NO_WORDS : hasExact ? written.map(bareWord) : written,
    named: new Set(hasExact ? written.filter((word) => !isExact(word)) : written),
    exact: exact.length === 0 ? NONE_NAMED : new Set(exact),
    frequency: classes ? 0 : frequencyOf(written.map(bareWord)),
    isOptional,
    gap: 0,
    crosses: false,
    anchor: null,
  }
}

const QUESTION = 63
const LESS = 60
const NO_PARTS: readonly Part[] = []
const NO_WORDS: readonly string[] = []
const NONE_NAMED: ReadonlySet<string> = new Set()

function classesOf(options: readonly string[]): { readonly tags: number; readonly parts: readonly Part[] } {
  const parts: Part[] = []
  let tags = 0
  for (const option of options) {
    if (option.charCodeAt(0) !== LESS) continue
    const name = option.slice(1, -1)
    const look = CLASSES[name]
    if (look) parts.push(look)
    else tags |= TAGS[name] ?? 0
  }
  return { tags, parts }
}

function isExact(option: string): boolean {
  return option.charCodeAt(0) === 61
}

function bareWord(option: string): string {
  return isExact(option) ? option.slice(1) : option
}

/** Whether the word can be what the step asks for, whatever stands around it; undefined stands for no word. */
export function mayMatch(entry: Entry | undefined, step: Step): boolean {
  return entry !== undefined && (step.classes.length > 0 || isNamed(entry, step))
}

// The same words meet the same steps all the time. A verdict is kept by the numbers of both, its lowest bit says yes; another
// with the same place drives it out, so that memory stays bounded.
const VERDICTS = 1 << 16
const verdicts = new Int32Array(VERDICTS)
const MOST_STEPS = 1 << 14
let steps = 0

function isNamed(entry: Entry, step: Step): boolean {
  if ((entry.tags & step.tags) !== 0) return true
  if (entry.id < 0 || step.number < 0) return isListed(entry, step)
  const key = step.number * LEXICON_LIMIT + entry.id
  const place = Math.imul(key, 0x9e3779b1) >>> 16
  const kept = verdicts[place] ?? 0
  if (kept >> 1 === key) return (kept & 1) === 1
  const verdict = isListed(entry, step)
  verdicts[place] = (key << 1) | (verdict ? 1 : 0)
  return verdict
}

function isListed({ form, lemma }: Entry, { named, exact }: Step): boolean {
  return named.has(form) || (lemma !== form && named.has(lemma)) || (exact !== NONE_NAMED && exact.has(form))
}

/** Whether the word at `i` is what the step asks for. */
export function matchesAt(s: Sentence, i: number, step: Step): boolean {
  const entry = i >= s.start && i < s.end ? s.words.entry[i] : undefined
  if (entry === undefined) return false
  if (isNamed(entry, step)) return true
  for (const part of step.classes) if (part(s, i)) return true
  return false
}

// Words that stand in so many sentences that waking a rule for them saves nothing.
const FREQUENT = new Set(
  "the a an to of in on be is was were are am been being 's n't have had has do did not it this that which up down back out off we i you they he she and or by for with from at as all our my your their one will more who what why how no if when".split(
    ' ',
  ),
)

const COMMON = new Set(
  `change deploy run update take set make get work need look keep use time team up out only go come show cause user users then so no-one who whom error errors service also should can must being into other now after before
until on over again new any used because since but also still just person people give through engineer engineers system one two issue incident test start fix log report fail request create add check alert pull commit
delete some remove times there resolve these state failure about same first event during monitor problem release may happen without never than where its each well begin while ask result review most complete allow know own both
between instead try wrong ensure many does thing write too even return found way plan once read different another like see root please all everyone everybody team teams developer operator agent nobody`.split(
    /\s+/,
  ),
)

/** The frequency of one word that is not among the frequent ones. */
export const LEAST_FREQUENT = 1

/** How often a step's words wake a sentence, roughly: the rarest step is the trigger. */
export function frequencyOf(words: readonly string[]): number {
  let sum = 0
  for (const word of words) sum += FREQUENT.has(word) ? 120 : COMMON.has(word) ? 10 : LEAST_FREQUENT
  return sum
}

/** The frequency of the rarest step that must be there, of a phrase as it is written. */
export function leastFrequency(source: string): number {
  let least = Number.POSITIVE_INFINITY
  for (const step of source.split(' ')) {
    const isSure =
      step !== '' && !'_^$'.includes(step.charAt(0)) && !step.endsWith('?') && !step.includes('<')
    if (isSure) least = Math.min(least, frequencyOf(step.split('|').map(bareWord)))
    if (least === LEAST_FREQUENT) break
  }
  return least
}
