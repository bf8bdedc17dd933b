import { type Entry, entryOf, perEntry, Tag } from './lexicon.ts'
import { ambiguousNames, givenNames, products, wordNames } from './names.ts'
import { formAt, gapBefore, isCapital, isTagged, lemmaAt, type Sentence } from './sentences.ts'
import { Flag, Gap } from './words.ts'

// What the words around a name tell: whether "Park", "May" or "Rose" is somebody or the word.

/** Whether a word that is somebody's name is an ordinary word as well, so that it alone does not tell a person. */
export function isOrdinaryWord(word: string): boolean {
  const form = word.toLowerCase()
  return ambiguousNames.has(form) || wordNames.has(form) || (entryOf(form).tags & Tag.known) !== 0
}

/** Whether an ordinary word that is a listed person's name stands for the person at `i`. */
export function isPersonDespiteWord(s: Sentence, i: number): boolean {
  if (!isCapital(s, i) || isDate(s, i)) return false
  return isAmidSentence(s, i) || hasPersonsCompany(s, i) || hasListedCompany(s, i)
}

// A capital here is the writer's choice: nothing before the word asks for one, such as a quotation or a list item does.
function isAmidSentence(s: Sentence, i: number): boolean {
  return i > s.start && (gapBefore(s, i) & ~Gap.comma) === 0
}

const MONTHS = new Set('march april may june july august'.split(' '))

function isDate(s: Sentence, i: number): boolean {
  if (!MONTHS.has(formAt(s, i))) return false
  return (
    /^(?:in|since|until|during|early|late|last|next|mid)$/.test(formAt(s, i - 1)) ||
    /^\d+(?:st|nd|rd|th)?$/.test(formAt(s, i - 1)) ||
    /^\d+(?:st|nd|rd|th)?$/.test(formAt(s, i + 1))
  )
}

// What tells "Park restarted it", "Park's", "Park: on it" from "Park the who", "May we" and "Rose quickly". A participle
// may follow an imperative ("Park failed jobs"): then we rather take the word for the person than let a name be read.
function hasListedCompany(s: Sentence, i: number): boolean {
  if (i + 1 >= s.end) return true
  const after = formAt(s, i + 1)
  if (after === "'s") return true
  const isMonth = MONTHS.has(formAt(s, i))
  if (gapBefore(s, i + 1) !== 0) return !isMonth
  if (after === 'and' || after === 'or') return !isMonth && isCapital(s, i + 2)
  // "Park from storage", but not "Rose from 3 to 40".
  if (after === 'from') return !isTagged(s, i, Tag.known)
  let next = i + 1
  while (isTagged(s, next, Tag.adverb) && !isTagged(s, next, Tag.past) && next < i + 4) next++
  const isVerbToo = isTagged(s, i, Tag.modal)
  if (isTagged(s, next, Tag.modal) || /^(?:is|was|has|had|does|did)$/.test(formAt(s, next))) return true
  if (isTagged(s, next, Tag.past)) return !(isVerbToo && isTagged(s, next, Tag.base))
  return isTagged(s, next, Tag.third) && !isTagged(s, next, Tag.noun)
}

// Verbs only a person does: what turns "April", "Jordan" or "Rose" into somebody.
const HUMAN_DEEDS = new Set(
  `say tell ask forget know think believe notice decide assume approve merge push commit review forget admit apologize apologise explain join page call remember realize realise suggest offer volunteer neglect write type
paste fat-finger deploy guess panic ignore skip escalate look unplug press snooze hit shrug sleep oversleep resign hard-code promise bother dare`.split(
    /\s+/,
  ),
)

/** Whether the words around say that a name that is as often a word, a month or a place is a person's here. */
export function hasPersonsCompany(s: Sentence, i: number): boolean {
  if (/^(?:in|since|until|by|during|early|late|last|next|mid|from|for)$/.test(formAt(s, i - 1))) return false
  if (isTagged(s, i - 1, Tag.number) || isTagged(s, i + 1, Tag.number)) return false
  let next = i + 1
  while (isTagged(s, next, Tag.adverb | Tag.have | Tag.do | Tag.modal | Tag.not) && next < i + 5) next++
  return (
    isTagged(s, next, Tag.past | Tag.third | Tag.base | Tag.participle) && HUMAN_DEEDS.has(lemmaAt(s, next))
  )
}

// What only people do, and what only people have: enough to take a word nobody has listed for somebody's name.
const HUMAN_SLIPS = new Set(
  `mistype misread mishear misjudge misremember misunderstand misdial mistake transpose fat-finger muddle forget promise insist hurry rush assume bother admit confess apologize apologise shrug
panic waive overrule tell ask think believe decide neglect dismiss guess gamble swear click type overlook fumble unplug underestimate`.split(
    /\s+/,
  ),
)
const HUMAN_TRAITS = new Set(
  `push deploy script pr hotfix tweak shortcut keystroke fault config slip mistake typo ignorance refusal decision choice haste negligence carelessness failure insistence fault error idea habit impatience inattention oversight blunder stubbornness reluctance shortcut refactoring commit branch merge conduct behaviour behavior assumption doing handwriting experiment`.split(
    /\s+/,
  ),
)

// At a sentence's start any noun has a capital: these endings and groups are nobody's name.
const ORDINARY =
  /(?:s|ment|tion|sion|ing|ity|ness|[ae]nce|er|or|ware|ist|age|ure|al|ive|ship|one|body)$|^(?:staff|crew|board|desk|support|legal|everyone|people)$/

// Several people at once, though the word has no plural.
const COLLECTIVE = /(?:ment|tion|ship|ance|ence|ity|ing|ure)$|^(?:staff|crew|board|desk|support|legal)$/

/** Whether a capitalised word that is in no list is somebody's name, by a deed or a trait only people have. */
export function isUnheardName(s: Sentence, i: number): boolean {
  if (!isCapital(s, i) || isTagged(s, i, Tag.known | Tag.number | Tag.thing)) return false
  const form = formAt(s, i)
  const { services, teams, agents } = s.vocabulary
  const isShouted = ((s.words.flag[i] ?? 0) & Flag.shout) !== 0
  if (form.length < 3 || isShouted || products.has(form)) return false
  if (services.has(form) || teams.has(form) || agents.has(form)) return false
  if (formAt(s, i + 1) === "'s") {
    for (let k = i + 2; k < i + 5; k++) if (HUMAN_TRAITS.has(formAt(s, k))) return isLetters(form)
    return false
  }
  let next = i + 1
  while (isTagged(s, next, Tag.adverb | Tag.have | Tag.do | Tag.not | Tag.modal) && next < i + 5) next++
  // "Why didn't Ruta ask": the verb of a question stands bare behind the name.
  const isAsked = isTagged(s, next, Tag.base) && (next > i + 1 || isTagged(s, i - 1, Tag.do | Tag.not))
  const isDeed =
    (isAsked || isTagged(s, next, Tag.past | Tag.third | Tag.participle)) && gapBefore(s, i + 1) === 0
  return (
    isDeed &&
    isLetters(form) &&
    (/^mis[^s]...+/.test(lemmaAt(s, next)) ||
      (HUMAN_SLIPS.has(lemmaAt(s, next)) && !COLLECTIVE.test(form)) ||
      (lemmaAt(s, next) === 'refuse' && formAt(s, next + 1) === 'to') ||
      (HUMAN_DEEDS.has(lemmaAt(s, next)) && (i > s.start || !ORDINARY.test(form))))
  )
}

function isLetters(form: string): boolean {
  return !/[^\p{L}-]/u.test(form)
}

/** Whether an initial ("J.") stands before the word at `i`. */
export function isInitialBefore(s: Sentence, i: number): boolean {
  const before = formAt(s, i - 1)
  return (
    before.length === 1 &&
    before >= 'a' &&
    before <= 'z' &&
    isCapital(s, i - 1) &&
    before !== 'i' &&
    before !== 'a' &&
    s.text.charAt(s.words.to[i - 1] ?? 0) === '.'
  )
}

/** Whether a name typed in lower case stands where a person would: at the start, or after "by", "and", "because". */
export function isBareName(s: Sentence, i: number): boolean {
  if (isShortOrWord(s, i) || isTagged(s, i, Tag.known)) return false
  return (
    i === s.start ||
    isTagged(s, i - 1, Tag.conjunction | Tag.subordinator | Tag.number) ||
    formAt(s, i - 1) === 'by'
  )
}

/** Whether a name is too short, or too often a word, to be told without its capital. */
export function isShortOrWord(s: Sentence, i: number): boolean {
  return (
    formAt(s, i).length < 3 ||
    /^(?:said|per|max|min|jan|dan|ray|kim|jun|li|ed|ben|mina|mira)$/.test(formAt(s, i))
  )
}

/** Whether the word is in the list of given names. */
export const isGiven = perEntry((entry: Entry): boolean => givenNames.has(entry.form))

/** Whether it is a word of the lexicon and nobody's name. */
export const isPlainWord = perEntry(
  ({ form, tags }: Entry): boolean =>
    (tags & (Tag.known | Tag.number)) !== 0 &&
    !givenNames.has(form) &&
    !ambiguousNames.has(form) &&
    form.charCodeAt(0) !== 64,
)
