import { type Entry, perEntry, Tag } from './lexicon.ts'
import type { Sentence } from './sentences.ts'
import { isHuman, isOnePerson, isPersonAt, kindAt } from './subjects.ts'

// One step of a phrase: a word, a choice of words and classes, a gap or an anchor, as `phrases.ts` writes them.

type Part = (s: Sentence, i: number) => boolean

/** What must stand at one place of a phrase, made ready. */
export interface Step {
  /** Its place in the table of words below; -1 for a gap or an anchor, which match no word. */
  readonly number: number
  /** Classes told by the word alone, as bits of Tag. */
  readonly tags: number
  /** Classes that take a look at the words around. */
  readonly classes: readonly Part[]
  readonly words: readonly string[]
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

// Many phrases share their steps, and every program that starts compiles them all: each is made once.
const stepsBySource = new Map<string, Step>()

/** The step written so; made once, whichever list asks. */
export function stepOf(source: string): Step {
  const known = stepsBySource.get(source)
  if (known) return known
  const step = compileStep(source)
  stepsBySource.set(source, step)
  return step
}

function compileStep(source: string, loose?: number): Step {
  const isGap = source.startsWith('_')
  if (isGap || source === '^' || source === '$')
    return {
      number: -1,
      tags: 0,
      classes: [],
      words: [],
      frequency: 0,
      isOptional: false,
      gap: isGap ? Number.parseInt(source.slice(1), 10) : 0,
      crosses: source.endsWith('~'),
      anchor: source === '^' || source === '$' ? source : null,
    }
  return wordStep(source, loose)
}

// Made thousands of times at every start, so the list of words is made once for all its uses.
function wordStep(source: string, loose?: number): Step {
  const isOptional = source.charCodeAt(source.length - 1) === QUESTION
  const options = (isOptional ? source.slice(0, -1) : source).split('|')
  const number = loose ?? numbers++
  const classes = source.includes('<') ? classesOf(options) : null
  const words = classes ? options.filter((option) => option.charCodeAt(0) !== LESS) : options
  if (loose === undefined) for (const word of words) addTo(stepsOfWord, word, number)
  const open = classes ? NO_TRIGGERS : source.includes('=') ? words.map(bareWord) : words
  return {
    number,
    tags: classes?.tags ?? 0,
    classes: classes?.parts ?? NO_PARTS,
    words: open,
    frequency: frequencyOf(open),
    isOptional,
    gap: 0,
    crosses: false,
    anchor: null,
  }
}

const QUESTION = 63
const LESS = 60
const NO_PARTS: readonly Part[] = []
const NO_TRIGGERS: readonly string[] = []

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

/** Adds a value to those of a word; in place, for some words are in hundreds of steps and every start fills these tables. */
export function addTo<T>(table: Map<string, T[]>, word: string, value: T): void {
  const before = table.get(word)
  if (before) before.push(value)
  else table.set(word, [value])
}

function bareWord(option: string): string {
  return option.charCodeAt(0) === 61 ? option.slice(1) : option
}

/** A step of a phrase that no list holds. The table is read once for a word, so a step that comes later carries its words itself. */
export function looseStep(source: string): Step {
  const step = compileStep(source, NO_WORDS)
  if (step.number < 0) return step
  const words = new Set(source.replace(/\?$/, '').split('|'))
  const named: Part = (s, i) => {
    const { form = '', lemma = '' } = s.words.entry[i] ?? {}
    return words.has(form) || words.has(lemma) || words.has(`=${form}`)
  }
  return { ...step, classes: [...step.classes, named] }
}

// Number 0 is of every step that carries its words itself: no word is in it.
const NO_WORDS = 0

// Which steps a word is named in, by the word as the step writes it ("=had" is the form alone). Of an entry this is asked
// once and kept as bits, 32 steps to a number: most words are in no step, and no step looks a word up as a string.
const stepsOfWord = new Map<string, number[]>()
let numbers = NO_WORDS + 1
const IN_NONE: readonly number[] = []
const stepsOf = perEntry(({ form, lemma }: Entry): readonly number[] => {
  let bits: number[] | null = null
  for (const word of [form, lemma, `=${form}`])
    for (const number of stepsOfWord.get(word) ?? IN_NONE) {
      bits ??= new Array<number>((numbers >> 5) + 1).fill(0)
      bits[number >> 5] = (bits[number >> 5] ?? 0) | (1 << (number & 31))
    }
  return bits ?? IN_NONE
})

// Steps some phrase cannot do without, beside its trigger; which of them a word meets is asked once of its entry.
const witnesses = new Set<number>()

/** Notes a step as one that a phrase cannot do without; its number. */
export function witnessed(step: Step): number {
  witnesses.add(step.number)
  return step.number
}

const witnessesOf = perEntry((entry: Entry): readonly number[] => {
  const met: number[] = []
  for (const word of [entry.form, entry.lemma, `=${entry.form}`])
    for (const number of stepsOfWord.get(word) ?? IN_NONE) if (witnesses.has(number)) met.push(number)
  return met.length === 0 ? IN_NONE : met
})

/** Which steps the words of a sentence meet, as bits by the step's number; used again sentence after sentence. */
let met = new Int32Array(0)

/** A step that every sentence meets: of the numbers only the one no word is in. */
export const MET_BY_ALL = NO_WORDS

/** Notes which steps the words of the sentence meet, for `isMet`. */
export function meetAll(s: Sentence): void {
  if (met.length <= numbers >> 5) met = new Int32Array((numbers >> 5) + 1)
  else met.fill(0)
  met[0] = 1 << MET_BY_ALL
  const { entry } = s.words
  for (let i = s.start; i < s.end; i++) {
    const word = entry[i]
    if (word === undefined) continue
    const steps = witnessesOf(word)
    for (let n = 0; n < steps.length; n++) {
      const number = steps[n] ?? 0
      met[number >> 5] = (met[number >> 5] ?? 0) | (1 << (number & 31))
    }
  }
}

/** Whether a word of the sentence last noted meets the step of this number. */
export function isMet(number: number): boolean {
  return ((met[number >> 5] ?? 0) & (1 << (number & 31))) !== 0
}

/** Whether the word can be what the step asks for, whatever stands around it; undefined stands for no word. */
export function mayMatch(entry: Entry | undefined, step: Step): boolean {
  return entry !== undefined && (step.classes.length > 0 || isNamed(entry, step))
}

function isNamed(entry: Entry, step: Step): boolean {
  if ((entry.tags & step.tags) !== 0) return true
  const bits = stepsOf(entry)
  return bits !== IN_NONE && ((bits[step.number >> 5] ?? 0) & (1 << (step.number & 31))) !== 0
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

// How often a step's words wake a sentence, roughly: the rarest step is the trigger.
function frequencyOf(words: readonly string[]): number {
  let sum = 0
  for (const word of words) sum += FREQUENT.has(word) ? 120 : COMMON.has(word) ? 10 : 1
  return sum
}
