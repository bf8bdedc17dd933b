import { ingOf, pastOf, stemsOf, thirdOf } from './inflection.ts'
import { adjectives, adverbs, closedClasses, irregularVerbs, nouns, regularVerbs } from './word-lists.ts'

// Light parts of speech: closed classes, the verbs that matter in post-mortems with all their forms, and suffixes for the rest.
// One shared entry per distinct form; a text's words are references to entries, so looking at a word allocates nothing.

/** Parts of speech as bits: a form may be several ("deployed" is past and participle). */
export const Tag = {
  noun: 1,
  base: 2,
  third: 4,
  past: 8,
  participle: 16,
  ing: 32,
  adjective: 64,
  adverb: 128,
  determiner: 256,
  preposition: 512,
  conjunction: 1024,
  be: 2048,
  have: 4096,
  do: 8192,
  modal: 16384,
  pronoun: 32768,
  possessive: 65536,
  not: 131072,
  number: 262144,
  /** Begins a clause of its own: because, which, when. */
  subordinator: 524288,
  /** A stand-in for masked text or an identifier such as `cart-db_2`. */
  thing: 1048576,
  /** In the lists above rather than guessed from its ending. */
  known: 2097152,
} as const

/** What the engine knows of one word form. `form` is lower case with straight apostrophes; `lemma` the form a dictionary lists; `id` its place in tables beside the lexicon, -1 for a form that is not remembered. */
export interface Entry {
  readonly id: number
  readonly form: string
  readonly lemma: string
  readonly tags: number
}

type Guess = Omit<Entry, 'id'>

const entries = new Map<string, Entry>()

// Guesses are remembered up to a bound, so that hostile text cannot fill memory; past it a guess is simply made again. Beside
// them the forms of listed words have room, some nine thousand.
const MAX_GUESSES = 20_000
/** No entry has this id or a higher one. */
export const LEXICON_LIMIT = 32_768
let guessed = 0

/** The entry of a lower-case form; unknown forms are judged by their ending. */
export function entryOf(form: string): Entry {
  return entries.get(form) ?? listedEntry(form) ?? guessedEntry(form)
}

function listedEntry(form: string): Entry | undefined {
  const found = listed(form)
  return found ? remember({ id: entries.size, ...found }) : undefined
}

function guessedEntry(form: string): Entry {
  const found = guess(form)
  if (guessed >= MAX_GUESSES || form.length >= 40) return { id: -1, ...found }
  guessed++
  return remember({ id: entries.size, ...found })
}

// Open addressing, so that a word of the text is looked up by its characters, without cutting it out of the text. A word of
// at most twelve plain characters is its key: two numbers of six characters each, so that nothing else need be compared,
// and the numbers lie side by side where looking them up is cheap. A slot holds the entry's id and one more, 0 is empty. At
// most half full, since entries are bounded; memory that no text has come to is never touched.
const SLOTS = 1 << 16
const slots = new Uint16Array(SLOTS)
const byId: Entry[] = []
const keys = new Int32Array(2 * SLOTS)

/** The key of a form that is being read: its first six characters, the ones after, and how many there were. */
export interface Key {
  head: number
  tail: number
  length: number
}

/** How many plain characters a key tells apart by itself. */
const WHOLE = 12
/** How many characters the first of a key's two numbers holds. */
export const KEY_HALF = 6
/** What a number of a key is multiplied with before a character is added. */
export const KEY_BASE = 38

/** What a plain character counts in a key: letters alike in both cases, digits and the hyphen, from 1 to 37; 0 for all others. */
export const keyCodes: Uint8Array = codesOfKeys()

function codesOfKeys(): Uint8Array {
  const codes = new Uint8Array(128)
  codes[45] = 37
  for (let i = 0; i < 10; i++) codes[48 + i] = 27 + i
  for (let i = 0; i < 26; i++) codes[65 + i] = codes[97 + i] = 1 + i
  return codes
}

// The key with one more character.
function lengthen(key: Key, code: number): void {
  if (key.length++ < KEY_HALF) key.head = (Math.imul(key.head, KEY_BASE) + code) | 0
  else key.tail = (Math.imul(key.tail, KEY_BASE) + code) | 0
}

function remember(entry: Entry): Entry {
  entries.set(entry.form, entry)
  byId[entry.id] = entry
  const key: Key = { head: 0, tail: 0, length: 0 }
  for (let i = 0; i < entry.form.length; i++) {
    const code = keyCodes[entry.form.charCodeAt(i)] ?? 0
    // Never met by its characters: the text is cut for it.
    if (code === 0) return entry
    lengthen(key, code)
  }
  let at = slotOf(key)
  while (slots[at] !== 0) at = (at + 1) & (SLOTS - 1)
  slots[at] = entry.id + 1
  keys[2 * at] = key.head
  keys[2 * at + 1] = key.tail
  return entry
}

function slotOf(key: Key): number {
  const mixed = Math.imul(key.head ^ Math.imul(key.tail, 0x85ebca6b), 0x9e3779b1)
  return mixed >>> 16
}

/** The remembered entry of the word with this key that begins at `from`, or undefined. */
export function entryIn(text: string, from: number, key: Key): Entry | undefined {
  for (let at = slotOf(key); ; at = (at + 1) & (SLOTS - 1)) {
    const slot = slots[at] ?? 0
    if (slot === 0) return undefined
    if (keys[2 * at] !== key.head || keys[2 * at + 1] !== key.tail) continue
    const entry = byId[slot - 1]
    if (entry === undefined || entry.form.length !== key.length) continue
    if (key.length <= WHOLE || isSame(entry.form, text, from)) return entry
  }
}

function isSame(form: string, text: string, from: number): boolean {
  for (let i = 0; i < form.length; i++) {
    const c = text.charCodeAt(from + i)
    if (form.charCodeAt(i) !== (c >= 65 && c <= 90 ? c | 32 : c)) return false
  }
  return true
}

/** A value for each entry, worked out when first asked for and kept by the entry's id. */
export function perEntry<T>(work: (entry: Entry) => T): (entry: Entry) => T {
  let known: (T | undefined)[] = []
  return (entry) => {
    const before = entry.id < 0 ? undefined : known[entry.id]
    if (before !== undefined) return before
    const value = work(entry)
    if (entry.id >= known.length) known = lengthened(known)
    if (entry.id >= 0) known[entry.id] = value
    return value
  }
}

// Of the lexicon's length at first, then of full length: an array that grows by leaps becomes a slow map, and most programs
// never meet enough words of their own to need more.
function lengthened<T>(known: readonly (T | undefined)[]): (T | undefined)[] {
  const longer: (T | undefined)[] = new Array(known.length === 0 ? entries.size + SPARE : LEXICON_LIMIT)
  for (let i = 0; i < known.length; i++) longer[i] = known[i]
  return longer
}

const SPARE = 1024

/** The base form of a known verb form ("broken" → "break"), or null. */
export function baseOf(form: string): string | null {
  const { tags, lemma } = entryOf(form)
  const isVerb = (tags & (Tag.past | Tag.participle | Tag.base | Tag.third)) !== 0
  return isVerb && (tags & Tag.known) !== 0 ? lemma : null
}

/** The entry of something that is no word, remembered like one; its form begins with a character that begins no word. */
export function standIn(form: string, tags: number): Entry {
  return remember({ id: entries.size, form, lemma: form, tags })
}

function guess(form: string): Guess {
  const c = form.charCodeAt(0)
  if (isIdentifier(form)) return { form, lemma: form, tags: Tag.thing }
  if (c >= 48 && c <= 57) return { form, lemma: form, tags: Tag.number }
  const prefix = form.indexOf('-')
  if (prefix > 1 && PREFIXES.has(form.slice(0, prefix))) {
    // "Re-enable", "mis-keyed", "force-merged" are verbs as their second part is.
    const tail = listed(form.slice(prefix + 1))
    if (tail !== null && (tail.tags & VERBS) !== 0)
      return { form, lemma: form.slice(0, prefix + 1) + tail.lemma, tags: tail.tags & ~Tag.known }
  }
  if (form.length > 4) {
    if (form.endsWith('ly')) return { form, lemma: form, tags: Tag.adverb }
    if (form.endsWith('ed'))
      return { form, lemma: baseOfPast(form), tags: Tag.past | Tag.participle | Tag.adjective }
    if (form.endsWith('ing')) return { form, lemma: form, tags: Tag.ing | Tag.noun }
    if (/(?:ous|ful|less|able|ible|ive|ical)$/.test(form)) return { form, lemma: form, tags: Tag.adjective }
    if (form.endsWith('ies')) return { form, lemma: `${form.slice(0, -3)}y`, tags: Tag.noun }
    if (form.endsWith('s') && !form.endsWith('ss')) return { form, lemma: form.slice(0, -1), tags: Tag.noun }
  }
  return { form, lemma: form, tags: Tag.noun }
}

// "Mentioned" → "mention", "jotted" → "jot", "varied" → "vary", "escalated" → "escalate": the likeliest base of a verb in no list.
function baseOfPast(form: string): string {
  const stem = form.slice(0, -2)
  if (stem.endsWith('i')) return `${stem.slice(0, -1)}y`
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1)
  return /(?:[aiu][tvzsr]|[cgvuz]|[^aeiou]l|[rnl]s)$/.test(stem) && !/(?:oo|ai|ou|ea|ee)[a-z]$/.test(stem)
    ? `${stem}e`
    : stem
}

const PREFIXES = new Set('re mis un over under pre de force hard double fat'.split(' '))
const VERBS = Tag.base | Tag.third | Tag.past | Tag.participle | Tag.ing

// An identifier ("cart-db_2", "v1.2", "main.ts") is a thing, never a doer; "on-call" and "14:05" are not identifiers.
function isIdentifier(form: string): boolean {
  if (form.includes('@') || !/[_./\\]|[a-z]\d|\d[a-z]/.test(form)) return false
  return !/^\d+(?:st|nd|rd|th|am|pm|h|m|s|ms|gb|mb|kb|tb|k)?$/.test(form)
}

// What the lists say of a form, or null when none has it. Forms are not made ahead: there are some nine thousand, and a text
// holds a few hundred. The first list to name a form gives its lemma; later ones only add what else it can be.
function listed(form: string): Guess | null {
  lists ??= readLists()
  const { irregular, verbs, nouns, adverbs, adjectives } = lists
  let { lemma, tags } = irregular.get(form) ?? { lemma: '', tags: 0 }
  const add = (word: string, tag: number) => {
    if (lemma === '') lemma = word
    tags |= tag | Tag.known
  }
  const stems = stemsOf(form)
  for (const verb of wordsAmong(stems, verbs)) {
    if (verb === form) add(verb, Tag.base)
    if (thirdOf(verb) === form) add(verb, Tag.third)
    if (pastOf(verb) === form) add(verb, Tag.past | Tag.participle)
    if (ingOf(verb) === form) add(verb, Tag.ing)
  }
  if (adverbs.has(form)) add(form, Tag.adverb)
  if (adjectives.has(form)) add(form, Tag.adjective)
  for (const noun of wordsAmong(stems, nouns))
    if (noun === form || thirdOf(noun) === form) add(noun, Tag.noun)
  return tags === 0 ? null : { form, lemma, tags }
}

// In the order of the list.
function wordsAmong(stems: readonly string[], words: ReadonlyMap<string, number>): readonly string[] {
  const found = stems.filter((stem) => words.has(stem))
  return found.length < 2 ? found : found.sort((a, b) => (words.get(a) ?? 0) - (words.get(b) ?? 0))
}

/** The lists of words made ready for asking: words by their place in the list, and forms that no rule makes. */
interface Lists {
  readonly irregular: ReadonlyMap<string, Guess>
  readonly verbs: ReadonlyMap<string, number>
  readonly nouns: ReadonlyMap<string, number>
  readonly adverbs: ReadonlySet<string>
  readonly adjectives: ReadonlySet<string>
}

let lists: Lists | null = null

function readLists(): Lists {
  const irregular = new Map<string, Guess>()
  const add = (form: string, lemma: string, tags: number) => {
    const before = irregular.get(form)
    irregular.set(form, { form, lemma: before?.lemma ?? lemma, tags: (before?.tags ?? Tag.known) | tags })
  }
  for (const [name, words] of Object.entries(closedClasses)) {
    const tags = name.split(' ').reduce((sum, part) => sum | tagNamed(part), 0)
    for (const word of words.split(' ')) {
      const [form = word, lemma = form] = word.split('=')
      add(form, lemma, tags)
    }
  }
  for (const line of irregularVerbs.split(',')) {
    const [base = '', past = base, participle = past] = line.trim().split(' ')
    add(base, base, Tag.base)
    add(thirdOf(base), base, Tag.third)
    add(past, base, Tag.past)
    add(participle, base, Tag.participle)
    add(ingOf(base), base, Tag.ing)
  }
  return {
    irregular,
    verbs: placesOf(regularVerbs),
    nouns: placesOf(nouns),
    adverbs: new Set(wordsOf(adverbs)),
    adjectives: new Set(wordsOf(adjectives)),
  }
}

function wordsOf(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}

function placesOf(words: string): ReadonlyMap<string, number> {
  return new Map(wordsOf(words).map((word, place): [string, number] => [word, place]))
}

function tagNamed(name: string): number {
  for (const [key, bit] of Object.entries(Tag)) if (key === name) return bit
  return 0
}
