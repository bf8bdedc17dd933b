import type { Roster } from './finding.ts'
import { frontMatterEnd, readMarkdown, type Span } from './text/blocks.ts'
import { Tag } from './text/lexicon.ts'
import { isOrdinaryWord } from './text/name-evidence.ts'
import { ambiguousNames, givenNames, products } from './text/names.ts'
import {
  formAt,
  gapBefore,
  isCapital,
  isHandle,
  isTagged,
  type Sentence,
  sentenceStarts,
} from './text/sentences.ts'
import { isNamedAt } from './text/subjects.ts'
import { type Vocabulary, vocabularyOf } from './text/vocabulary.ts'
import { scanWords } from './text/words.ts'

/** A name of a person in a text: UTF-16 offsets, the words as they stand, and the person's place in the roster when listed. */
export interface NameFound {
  readonly from: number
  readonly to: number
  readonly name: string
  readonly person?: number
}

/**
 * Finds people's names, handles and e-mail addresses, in the order of the text and without overlap; used to put roles in
 * their place when publishing. Quotations count as well. In code only the roster and addresses are looked for, since
 * `@Override` is no handle. Products, places and months are not people unless the roster says so.
 */
export function findNames(text: string, roster?: Roster): readonly NameFound[] {
  const vocabulary = vocabularyOf(roster)
  const found = [...addresses(text, vocabulary), ...listedNames(text, roster, vocabulary)]
  const code = [
    ...readMarkdown(text, 'other').code,
    ...inlineCode(text),
    ...urls(text),
    { from: 0, to: frontMatterEnd(text) },
  ]
  // One by one: a text can hold more names than a call takes arguments.
  for (const name of evidentNames(text, vocabulary)) {
    if (name.person !== undefined || !code.some((span) => overlaps(span, name))) found.push(name)
  }
  return withoutOverlap(found)
}

function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to
}

function withoutOverlap(found: readonly NameFound[]): readonly NameFound[] {
  const sorted = [...found].sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: NameFound[] = []
  for (const name of sorted) {
    const last = kept[kept.length - 1]
    if (!last || name.from >= last.to) kept.push(name)
  }
  return kept
}

function named(text: string, span: Span, person: number | undefined): NameFound {
  const name = text.slice(span.from, span.to)
  return person === undefined ? { ...span, name } : { ...span, name, person }
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu

function addresses(text: string, vocabulary: Vocabulary): readonly NameFound[] {
  if (!text.includes('@')) return []
  return [...text.matchAll(ADDRESS)].map((match) => {
    const local = match[0].slice(0, match[0].indexOf('@')).toLowerCase()
    // "joon.park@…" is Joon Park, whether or not the address is listed.
    const person = vocabulary.people.get(local) ?? vocabulary.people.get(local.replace(/[._-]+/g, ' '))
    return named(text, { from: match.index, to: match.index + match[0].length }, person)
  })
}

// Listed names stand anywhere: full names first, since the longest wins; handles as whole words; single given names and
// surnames only with a capital, and only when they are no ordinary words, so that a person called Will or Park does not
// take every "will" and "Park it" out of the text: those are left to the evidence around them.
function listedNames(text: string, roster: Roster | undefined, vocabulary: Vocabulary): readonly NameFound[] {
  const found: NameFound[] = []
  ;(roster?.people ?? []).forEach((person, index) => {
    const parts = person.name.split(/\s+/).filter((part) => part !== '')
    const areOrdinary = parts.every(isCommon)
    if (parts.length > 1 || !areOrdinary)
      for (const span of wholeWords(text, person.name, { isExact: parts.length === 1 || areOrdinary }))
        found.push(named(text, span, index))
    for (const handle of person.handles ?? [])
      for (const each of handlesIn(text, handle, index)) found.push(each)
    for (const part of parts) {
      if (part.length < 3 || part === person.name) continue
      if (vocabulary.services.has(part.toLowerCase()) || isCommon(part)) continue
      for (const span of wholeWords(text, part, { isExact: true }))
        found.push(named(text, span, vocabulary.people.get(part.toLowerCase()) ?? index))
    }
  })
  return found
}

function isCommon(part: string): boolean {
  return isOrdinaryWord(part) || products.has(part.toLowerCase())
}

function handlesIn(text: string, handle: string, person: number): readonly NameFound[] {
  const bare = handle.replace(/^@/, '')
  if (bare === '') return []
  const marked = [...wholeWords(text, `@${bare}`, { isExact: false })]
  // Without the mark, "park" is somebody's handle only where no ordinary word could stand.
  const isTelling = (bare.length >= 4 || /[\d._-]/.test(bare)) && !isOrdinaryWord(bare)
  const capitalised = bare.charAt(0).toUpperCase() + bare.slice(1)
  const plain = isTelling ? [...new Set([bare, capitalised])] : []
  return [...marked, ...plain.flatMap((word) => wholeWords(text, word, { isExact: true }))].map((span) =>
    named(text, span, person),
  )
}

function wholeWords(text: string, word: string, how: { isExact: boolean }): readonly Span[] {
  const wanted = word.trim()
  if (wanted === '') return []
  const pattern = wanted
    .split(/\s+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+')
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])`, how.isExact ? 'gu' : 'giu')
  return [...text.matchAll(whole)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}

function inlineCode(text: string): readonly Span[] {
  return [...text.matchAll(/(`{1,3})[^`\n]{1,300}\1/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}

function urls(text: string): readonly Span[] {
  return [...text.matchAll(/https?:\/\/[^\s<>)\]"`|]{1,2000}/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}

// Evidence is weighed sentence by sentence over the bare text: quotations and headings name people too.
function evidentNames(text: string, vocabulary: Vocabulary): readonly NameFound[] {
  const words = scanWords(text, [])
  const starts = sentenceStarts(words)
  const about = {
    text,
    words,
    block: 'paragraph',
    section: 'other',
    column: null,
    vocabulary,
    frames: null,
    found: null,
    evidence: -1,
  } as const
  const found: NameFound[] = []
  for (let n = 0; n + 1 < starts.length; n++) {
    const s: Sentence = { ...about, start: starts[n] ?? 0, end: starts[n + 1] ?? 0 }
    for (let i = s.start; i < s.end; i++) {
      const last = nameEnd(s, i)
      if (last < i) continue
      const from = words.from[i] ?? 0
      const to = words.to[last] ?? from
      found.push(named(text, { from, to }, vocabulary.people.get(formAt(s, i).replace(/^@/, ''))))
      i = last
    }
  }
  return found
}

// The last word of the name that begins at `i`, or less than `i` when none does. A surname is a further capital that is no known word.
function nameEnd(s: Sentence, i: number): number {
  if (isNamedAt(s, i)) {
    if (isHandle(s, i) || !isCapital(s, i)) return i
    return isSurname(s, i + 1) ? i + 1 : i
  }
  const isGivenWithSurname =
    isCapital(s, i) && (ambiguousNames.has(formAt(s, i)) || isInitial(s, i)) && isSurname(s, i + 1)
  return isGivenWithSurname && !products.has(formAt(s, i + 1)) && isInitialOrFirm(s, i) ? i + 1 : -1
}

// "J. Ortiz" is a name; so is "Grace Ndiaye", but not "April Release" nor "Rose Garden Street" at a sentence's start.
function isInitialOrFirm(s: Sentence, i: number): boolean {
  return (
    isInitial(s, i) || isTagged(s, i - 1, Tag.preposition | Tag.conjunction) || formAt(s, i - 1) === 'with'
  )
}

function isInitial(s: Sentence, i: number): boolean {
  return (
    formAt(s, i).length === 1 &&
    isCapital(s, i) &&
    s.text.charAt(s.words.to[i] ?? 0) === '.' &&
    formAt(s, i) !== 'i'
  )
}

function isSurname(s: Sentence, i: number): boolean {
  if (
    !isCapital(s, i) ||
    (gapBefore(s, i) !== 0 && !isInitial(s, i - 1)) ||
    isTagged(s, i, Tag.thing | Tag.number)
  )
    return false
  const form = formAt(s, i)
  if (form.length < 3 || products.has(form) || isTagged(s, i, Tag.known) || form === form.toUpperCase())
    return false
  return !/(?:ing|ed|tion|ment|ness|ity)$/.test(form) || givenNames.has(form)
}
