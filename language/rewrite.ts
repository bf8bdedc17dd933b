import type { Rewrite } from './finding.ts'
import { baseOf, Tag } from './text/lexicon.ts'
import {
  formAt,
  fromOf,
  isCapital,
  isTagged,
  lemmaAt,
  type Sentence,
  textOf,
  toOf,
} from './text/sentences.ts'
import type { Doer } from './text/subjects.ts'

// Rewrites keep every fact of the words they replace (numbers, dates, components) and put the reader's cursor where
// a fact is missing, at "…". They never turn blame into a passive that hides who decided.

/** Where a fact is missing in a rewrite; the cursor goes here. */
export const GAP = '…'

/** Replaces words `first` to `last` by `text`, taking over a leading capital; the cursor goes to the gap when there is one. */
export function replaceWords(s: Sentence, range: { first: number; last: number }, text: string): Rewrite {
  const words = isCapital(s, range.first) ? capitalised(text) : text
  const cursor = words.indexOf(GAP)
  const place = { from: fromOf(s, range.first), to: toOf(s, range.last), text: words }
  return cursor < 0 ? place : { ...place, cursor }
}

/** Leaves words `first` to `last` out, with the space after them, the capital handed to the next word and "a"/"an" set right before it. */
export function dropWords(s: Sentence, first: number, last: number): readonly Rewrite[] {
  if (last + 1 >= s.end) return []
  const between = s.text.slice(toOf(s, last), fromOf(s, last + 1))
  if (!/^[ \n]+$/.test(between)) return []
  const next = textOf(s, last + 1, last + 1)
  const article = formAt(s, first - 1)
  const hasArticle = (article === 'a' || article === 'an') && first > s.start
  if (hasArticle) {
    const a = /^[aeiou]/i.test(next) ? 'an' : 'a'
    const text = `${isCapital(s, first - 1) ? capitalised(a) : a} ${next}`
    return [{ from: fromOf(s, first - 1), to: toOf(s, last + 1), text }]
  }
  const text = isCapital(s, first) && first === s.start ? capitalised(next) : next
  return [{ from: fromOf(s, first), to: toOf(s, last + 1), text }]
}

/** "On-call should have noticed the swap" → "Nothing in … prompted on-call to notice the swap". Empty when the grammar is not sure. */
export function askForPrompt(s: Sentence, doer: Doer, verb: number): readonly Rewrite[] {
  const base = isTagged(s, verb, Tag.base) ? lemmaAt(s, verb) : baseOf(formAt(s, verb))
  if (!base || base === 'be' || base === 'have' || doer.to <= doer.from || doer.kind === 'none') return []
  if (doer.from > s.start && /[\p{L}\p{N}]/u.test(s.text.slice(fromOf(s, s.start), fromOf(s, doer.from))))
    return []
  const who = objectForm(s, doer)
  if (!who) return []
  return [replaceWords(s, { first: doer.from, last: verb }, `Nothing in ${GAP} prompted ${who} to ${base}`)]
}

const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['i', 'me'],
  ['we', 'us'],
  ['he', 'the responder'],
  ['she', 'the responder'],
  ['they', 'them'],
  ['someone', 'anyone'],
  ['somebody', 'anyone'],
])

function objectForm(s: Sentence, doer: Doer): string | null {
  if (doer.kind === 'person') return 'us'
  const words = textOf(s, doer.from, doer.to - 1)
  if (/[,;:(]/.test(words)) return null
  const form = words.toLowerCase()
  if (form === 'nobody' || form === 'no one') return null
  return (
    OBJECTS.get(form) ?? (isTagged(s, doer.from, Tag.determiner | Tag.possessive) ? lowered(words) : words)
  )
}

/** "Priya broke checkout" → "A change that … broke checkout": the deed stays, the person goes, the condition is asked for. */
export function nameTheChange(s: Sentence, doer: Doer): readonly Rewrite[] {
  if (doer.to <= doer.from) return []
  return [replaceWords(s, { first: doer.from, last: doer.to - 1 }, `a change that ${GAP}`)]
}

/** "Ana removed the wrong node." → "We removed the wrong node; … let it through." */
export function sayWe(s: Sentence, doer: Doer): readonly Rewrite[] {
  if (doer.to <= doer.from) return []
  const last = s.end - 1
  const rest = s.text.slice(toOf(s, doer.to - 1), toOf(s, last))
  if (rest.length > 400) return []
  const who = isCapital(s, doer.from) && doer.from === s.start ? 'We' : 'we'
  const text = `${who}${rest}; ${GAP} let it through`
  return [{ from: fromOf(s, doer.from), to: toOf(s, last), text, cursor: text.lastIndexOf(GAP) }]
}

/** `text` with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
