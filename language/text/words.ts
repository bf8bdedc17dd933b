import type { Span } from './blocks.ts'
import {
  type Entry,
  entryIn,
  entryOf,
  KEY_BASE,
  KEY_HALF,
  type Key,
  keyCodes,
  standIn,
  Tag,
} from './lexicon.ts'
import type { Mask } from './voice.ts'

/** What stands between a word and the one before it, as bits. */
export const Gap = { comma: 1, colon: 2, dash: 4, open: 8, close: 16, line: 32, mark: 64 } as const

/** Facts about one word as bits. */
export const Flag = { capital: 1, sentence: 2, handle: 4, shout: 8, masked: 16 } as const

/** The words of one block as parallel arrays: offsets into the block's text, entry, what stands before, and flags. Only the first `count` are of this block: the arrays are used again for the next one. */
export interface Words {
  count: number
  from: Int32Array
  to: Int32Array
  readonly entry: Entry[]
  gap: Uint8Array
  flag: Uint8Array
}

const CODE_THING = standIn('\u0000code', Tag.thing)
const QUOTE_THING = standIn('\u0000quote', Tag.thing | Tag.noun)
const MASHED = /^(?:did|do|does|was|were|is|are|should|would|could|had|have|has|must)nt$/
const ABBREVIATION = /^(?:e\.g|i\.e|mr|mrs|ms|dr|prof|st|vs|etc|approx|fig|ca|cf|resp|inc|no)$/

/** Room for words, empty. */
export function emptyWords(): Words {
  return {
    count: 0,
    from: new Int32Array(ROOM),
    to: new Int32Array(ROOM),
    entry: [],
    gap: new Uint8Array(ROOM),
    flag: new Uint8Array(ROOM),
  }
}

// Enough for most blocks; doubled for the others.
const ROOM = 64

function doubleRoom(words: Words): void {
  const { from, to, gap, flag } = words
  words.from = new Int32Array(2 * from.length)
  words.to = new Int32Array(2 * from.length)
  words.gap = new Uint8Array(2 * from.length)
  words.flag = new Uint8Array(2 * from.length)
  words.from.set(from)
  words.to.set(to)
  words.gap.set(gap)
  words.flag.set(flag)
}

/** Cuts one block's text into words and sentences in one pass over character codes; masked stretches give one stand-in or nothing. What `words` held before is gone. */
export function scanWords(text: string, masks: readonly Mask[], words: Words = emptyWords()): Words {
  words.count = 0
  const state: ScanState = { gap: 0, ended: true, stop: 0 }
  let next = 0
  for (let at = 0; at < text.length; ) {
    const mask = masks[next]
    if (mask && at >= mask.from) {
      if (mask.kind === 'apostrophe') at = joinTail(text, mask, { limit: text.length, words, state })
      else if (mask.kind !== 'blank') pushThing(text, mask, { words, state })
      at = Math.max(at, mask.to)
      next++
      continue
    }
    const limit = mask ? mask.from : text.length
    at = scanPlain(text, at, { limit, words, state })
  }
  return words
}

// From `at` to the next mask.
function scanPlain(text: string, start: number, cursor: Cursor): number {
  let at = start
  while (at < cursor.limit) {
    const c = text.charCodeAt(at)
    if (c === 32) at++
    else if (c < 128 ? ASCII[c] === LETTER : isLetter(c)) at = readWord(text, at, cursor)
    else if (isWordStart(c, text.charCodeAt(at + 1))) at = readWord(text, at, cursor)
    else at = readGap(text, at, cursor)
  }
  return at
}

const LETTER = 1
const DIGIT = 2
const JOINER = 3
const ASCII = asciiClasses()

// Characters that can stand in a word, by code; joiners (- ' . @ : _) only between letters or digits.
function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128)
  for (let c = 97; c <= 122; c++) classes[c] = LETTER
  for (let c = 65; c <= 90; c++) classes[c] = LETTER
  for (let c = 48; c <= 57; c++) classes[c] = DIGIT
  for (const c of [39, 45, 46, 58, 64, 95]) classes[c] = JOINER
  return classes
}

interface ScanState {
  gap: number
  /** The next word begins a sentence. */
  ended: boolean
  /** A full stop was seen; whether it ended the sentence is known at the next word. */
  stop: number
}

interface Cursor {
  readonly limit: number
  readonly words: Words
  readonly state: ScanState
}

const FULL_STOP = 1
const FIRM_STOP = 2

function isLetter(c: number): boolean {
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) return true
  return c >= 0xaa && c !== 0xab && c !== 0xbb && c !== 0xb7 && c !== 0xd7 && !isForeignMark(c)
}

// General punctuation, arrows, symbols, CJK punctuation, surrogates (emoji), private use, variation selectors and the byte order mark.
function isForeignMark(c: number): boolean {
  return (
    (c >= 0x2000 && c <= 0x2bff) ||
    (c >= 0x3000 && c <= 0x303f) ||
    (c >= 0xd800 && c <= 0xf8ff) ||
    c >= 0xfe00
  )
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57
}

function isWordStart(c: number, after: number): boolean {
  return isLetter(c) || isDigit(c) || (c === 64 && (isLetter(after) || isDigit(after)))
}

// A quotation that ends in a full stop ends the sentence around it when a capital follows.
function pushThing(text: string, mask: Mask, { words, state }: Omit<Cursor, 'limit'>): void {
  settleStop(state, true)
  push(
    words,
    {
      from: mask.from,
      to: mask.to,
      entry: mask.kind === 'quote' ? QUOTE_THING : CODE_THING,
      flags: Flag.masked,
    },
    state,
  )
  if (mask.kind === 'quote' && /[.!?]/.test(text.charAt(mask.to - 2))) state.stop = FULL_STOP
}

function settleStop(state: ScanState, opens: boolean): void {
  if (state.stop === FIRM_STOP || (state.stop === FULL_STOP && opens)) state.ended = true
  state.stop = 0
}

function push(words: Words, word: Span & { entry: Entry; flags: number }, state: ScanState): void {
  const at = nextPlace(words, word.flags, state)
  words.from[at] = word.from
  words.to[at] = word.to
  words.entry[at] = word.entry
}

// The place of the next word, with what is known of it before its entry is.
function nextPlace(words: Words, flags: number, state: ScanState): number {
  const at = words.count++
  if (at === words.from.length) doubleRoom(words)
  words.gap[at] = state.gap
  words.flag[at] = state.ended ? flags | Flag.sentence : flags
  state.gap = 0
  state.ended = false
  return at
}

// Nearly every word is plain letters, digits and hyphens and in the lexicon: its key is made while it is read, and nothing
// is cut out of the text.
function readWord(text: string, at: number, cursor: Cursor): number {
  const { limit } = cursor
  let head = 0
  let tail = 0
  let end = at
  let code = 0
  const half = Math.min(at + KEY_HALF, limit)
  for (; end < half; end++) {
    code = codeAt(text, end, limit)
    if (code === 0) break
    head = (Math.imul(head, KEY_BASE) + code) | 0
  }
  if (code !== 0)
    for (; end < limit; end++) {
      code = codeAt(text, end, limit)
      if (code === 0) break
      tail = (Math.imul(tail, KEY_BASE) + code) | 0
    }
  key.head = head
  key.tail = tail
  key.length = end - at
  const isWhole = end >= limit || !continuesWord(text, end, limit)
  const entry = isWhole && end > at ? entryIn(text, at, key) : undefined
  if (entry === undefined) return readOddWord(text, at, cursor)
  const first = text.charCodeAt(at)
  const isCapital = first >= 65 && first <= 90
  settleStop(cursor.state, isCapital || isDigit(first))
  const isShout = end - at > 3 && isCapital && isShouted(text, at, end)
  const flags = (isCapital ? Flag.capital : 0) | (isShout ? Flag.shout : 0)
  const { words } = cursor
  const place = nextPlace(words, flags, cursor.state)
  words.from[place] = at
  words.to[place] = end
  words.entry[place] = entry
  return end
}

function isShouted(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (c >= 97 && c <= 122) return false
  }
  return true
}

// One key for all words: it is done with when its word is.
const key: Key = { head: 0, tail: 0, length: 0 }

// What a character counts in the key of a word; 0 where the word ends or is not plain.
function codeAt(text: string, at: number, limit: number): number {
  const c = text.charCodeAt(at)
  if (c >= 128) return 0
  return c === 45 ? hyphenCode(text, at, limit) : (keyCodes[c] ?? 0)
}

// A hyphen is of the word when a plain character follows.
function hyphenCode(text: string, at: number, limit: number): number {
  const after = at + 1 < limit ? text.charCodeAt(at + 1) : 32
  return after < 128 && after !== 45 && (keyCodes[after] ?? 0) !== 0 ? (keyCodes[45] ?? 0) : 0
}

function readOddWord(text: string, at: number, cursor: Cursor): number {
  const first = text.charCodeAt(at)
  let end = at + 1
  while (end < cursor.limit && continuesWord(text, end, cursor.limit)) end++
  while (end > at + 1 && text.charCodeAt(end - 1) === 95) end--
  const isCapital = text.charAt(at) !== text.charAt(at).toLowerCase()
  settleStop(cursor.state, isCapital || isDigit(first) || first === 64)
  const raw = text.slice(at, end)
  const flags =
    (isCapital ? Flag.capital : 0) |
    (first === 64 ? Flag.handle : 0) |
    (raw.length > 3 && isCapital && raw === raw.toUpperCase() ? Flag.shout : 0)
  const lower = raw.toLowerCase()
  const form = lower.includes('\u2019') ? lower.replaceAll('\u2019', "'") : lower
  pushForm(form, { from: at, to: end, flags }, cursor)
  return end
}

interface Joined extends Span {
  readonly flags: number
  /** Where the apostrophe is, when it is longer than one character. */
  readonly joint?: number
}

// "didn&rsquo;t": the word before the mask and the letters after it are read as if the sign itself stood there.
function joinTail(text: string, mask: Span, cursor: Cursor): number {
  const { words, state } = cursor
  const last = words.count - 1
  let end = mask.to
  while (end < mask.to + 3 && isLetter(text.charCodeAt(end))) end++
  const before = words.entry[last]?.form
  if (before === undefined || end === mask.to || words.to[last] !== mask.from) return mask.to
  const flags = words.flag[last] ?? 0
  words.count = last
  state.gap = words.gap[last] ?? 0
  state.ended = (flags & Flag.sentence) !== 0
  const form = `${before}'${text.slice(mask.to, end).toLowerCase()}`
  const place = { from: words.from[last] ?? 0, to: end, flags: flags & ~Flag.sentence, joint: mask.from }
  pushForm(form, place, cursor)
  return end
}

// "didn't" is two words, "did" and "n't"; "Ana's" is "Ana" and "'s": whatever looks at a verb or a doer sees it bare.
function pushForm(form: string, place: Joined, cursor: Cursor): void {
  const { words, state } = cursor
  const cut = form.endsWith('nt') && MASHED.test(form) ? 2 : form.endsWith("n't") ? 3 : apostropheTail(form)
  if (cut === 0) {
    push(words, { from: place.from, to: place.to, entry: entryOf(form), flags: place.flags }, state)
    return
  }
  const middle = place.joint === undefined ? place.to - cut : place.joint - (form.endsWith("n't") ? 1 : 0)
  push(
    words,
    { from: place.from, to: middle, entry: entryOf(form.slice(0, -cut)), flags: place.flags },
    state,
  )
  push(words, { from: middle, to: place.to, entry: entryOf(form.slice(-cut)), flags: 0 }, state)
}

function apostropheTail(form: string): number {
  const at = form.lastIndexOf("'")
  const tail = form.length - at
  return at > 0 && tail >= 2 && tail <= 3 && /^'(?:s|d|m|ll|ve|re)$/.test(form.slice(at)) ? tail : 0
}

function continuesWord(text: string, at: number, limit: number): boolean {
  const c = text.charCodeAt(at)
  if (c <= 32 || c === 44) return false
  if (isLetter(c) || isDigit(c) || c === 95) return true
  const after = at + 1 < limit ? text.charCodeAt(at + 1) : 32
  if (c === 45 || c === 39 || c === 0x2019) return isLetter(after) || isDigit(after)
  if (c === 46 || c === 64) return (isLetter(after) || isDigit(after)) && !isCapitalAfterLower(text, at)
  return c === 58 && isDigit(after) && isDigit(text.charCodeAt(at - 1))
}

// "done.Then" is a missing space, not a file name.
function isCapitalAfterLower(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at + 1)
  return before >= 97 && before <= 122 && after >= 65 && after <= 90
}

const GAPS: ReadonlyMap<number, number> = new Map([
  [44, Gap.comma],
  [58, Gap.colon],
  [59, Gap.colon],
  [0x2192, Gap.colon],
  [124, Gap.colon],
  [0x2014, Gap.dash],
  [0x2013, Gap.dash],
  [40, Gap.open],
  [91, Gap.open],
  [41, Gap.close],
  [47, Gap.mark],
  [61, Gap.mark],
  [43, Gap.mark],
  [37, Gap.mark],
])

function readGap(text: string, at: number, cursor: Cursor): number {
  const { state, words } = cursor
  const c = text.charCodeAt(at)
  if (c === 46 || c === 0x2026) {
    if (state.stop === 0 && !isAbbreviated(text, words, at)) state.stop = FULL_STOP
  } else if (c === 33 || c === 63) {
    const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 32
    state.stop =
      after <= 32 || after === 33 || after === 63 || after === 34 || after === 42 || after === 41
        ? FIRM_STOP
        : state.stop
  } else if (c === 10) {
    state.gap |= Gap.line
    if (opensWithTime(text, at + 1)) state.stop = FIRM_STOP
  } else if (c === 45 && text.charCodeAt(at - 1) <= 32) state.gap |= Gap.dash
  else state.gap |= GAPS.get(c) ?? 0
  return at + 1
}

// Letters cannot open a clock time, and most lines open with one.
function opensWithTime(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  if (c < 128 && ASCII[c] === LETTER) return false
  return /^[ \t]*[[(*]*\d{1,2}:\d\d/.test(text.slice(at, at + 23))
}

function isAbbreviated(text: string, words: Words, at: number): boolean {
  const last = words.count - 1
  const from = words.from[last]
  const form = words.entry[last]?.form
  if (from === undefined || form === undefined || words.to[last] !== at) return false
  if (ABBREVIATION.test(form)) return true
  return at - from === 1 && ((words.flag[last] ?? 0) & Flag.capital) !== 0 && text.charAt(from) !== 'I'
}
