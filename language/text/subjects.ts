import { type Entry, perEntry, Tag } from './lexicon.ts'
import {
  hasPersonsCompany,
  isBareName,
  isGiven,
  isInitialBefore,
  isOrdinaryWord,
  isPersonDespiteWord,
  isPlainWord,
  isShortOrWord,
  isUnheardName,
} from './name-evidence.ts'
import { agentNames, ambiguousNames, givenNames, products } from './names.ts'
import {
  humanModifiers,
  mostlyPeople,
  programModifiers,
  roleEndings,
  roles,
  rolesOrPrograms,
  teamNouns,
} from './roles.ts'
import { formAt, gapBefore, isCapital, isHandle, isTagged, lemmaAt, type Sentence } from './sentences.ts'
import type { Vocabulary } from './vocabulary.ts'
import { Flag, Gap } from './words.ts'

/** Who or what does the deed. `role` is one person by job, `roles` several; `someone` is a person left unnamed. */
export type DoerKind =
  | 'person'
  | 'role'
  | 'roles'
  | 'team'
  | 'we'
  | 'i'
  | 'you'
  | 'he'
  | 'they'
  | 'someone'
  | 'agent'
  | 'it'
  | 'system'
  | 'none'

/** The doer of a verb: its kind and the words that name it (`head` is the noun that decided; `to` is exclusive). */
export interface Doer {
  readonly kind: DoerKind
  readonly from: number
  readonly to: number
  readonly head: number
}

/** Words for a person left unnamed. */
export const SOMEONE = new Set('someone somebody anyone anybody nobody whoever'.split(' '))
const BOUNDARY = Tag.subordinator | Tag.modal | Tag.be | Tag.have | Tag.do
const LOOK_BACK = 24

/** The doer of the verb group that begins at word `verb`. Walks left over at most two dozen words; `none` when no subject is there. */
export function doerOf(s: Sentence, verb: number): Doer {
  const end = subjectEnd(s, verb)
  const start = subjectStart(s, end)
  // "The contractor we hired / misconfigured".
  if (isTagged(s, verb - 1, Tag.past) && isTagged(s, verb - 2, Tag.pronoun) && verb - 3 >= s.start) {
    const kind = kindAt(s, verb - 3, verb - 5)
    if (kind === 'role' || kind === 'person') return { kind, from: verb - 3, to: verb - 2, head: verb - 3 }
  }
  // "The consultant we brought in / left".
  if (
    /^(?:in|on|up)$/.test(formAt(s, verb - 1)) &&
    isTagged(s, verb - 2, Tag.past) &&
    isTagged(s, verb - 3, Tag.pronoun)
  ) {
    const kind = verb - 4 >= s.start ? kindAt(s, verb - 4, verb - 6) : 'none'
    if (kind === 'role' || kind === 'person') return { kind, from: verb - 4, to: verb - 3, head: verb - 4 }
  }
  const over = overRelative(s, start, end)
  if (over) return over
  return start >= end ? { kind: 'none', from: end, to: end, head: end } : doerIn(s, start, end)
}

// One past the subject's last word: adverbs are stepped over, and a clause between commas ("Ana, who was new, ran") is jumped.
function subjectEnd(s: Sentence, verb: number): number {
  let end = verb
  let comma = (gapBefore(s, verb) & (Gap.comma | Gap.close | Gap.dash)) !== 0
  while (end > s.start && !comma && isTagged(s, end - 1, Tag.adverb) && !isTagged(s, end - 1, Tag.pronoun)) {
    end--
    comma = (gapBefore(s, end) & Gap.comma) !== 0
  }
  if (!comma) return end
  const floor = Math.max(s.start + 1, end - 14)
  for (let i = end - 1; i >= floor; i--) {
    if ((gapBefore(s, i) & (Gap.comma | Gap.open | Gap.dash)) !== 0) return i
  }
  return end
}

function subjectStart(s: Sentence, end: number): number {
  const floor = Math.max(s.start, end - LOOK_BACK)
  let i = end - 1
  for (; i >= floor; i--) {
    if (stopsSubject(s, i) || opensClause(s, i, end)) return i + 1
    if (gapBefore(s, i) !== 0 && (gapBefore(s, i) & ~(Gap.line | Gap.mark)) !== 0) return i
  }
  return i + 1
}

// "We lost it since Björn had", "the clerk left before the reviewer could": a preposition here only when one more noun phrase follows.
function opensClause(s: Sentence, i: number, end: number): boolean {
  if (
    i <= s.start ||
    !/^(?:since|before|after|until|as)$/.test(formAt(s, i)) ||
    isTagged(s, i - 1, Tag.adverb)
  )
    return false
  if (isPersonAt(s, i + 1) || isTagged(s, i + 1, Tag.pronoun)) return true
  if (!isTagged(s, i + 1, Tag.determiner)) return false
  for (let k = i + 2; k < end; k++)
    if (isTagged(s, k, Tag.determiner | Tag.pronoun) || isPersonAt(s, k)) return false
  return true
}

function stopsSubject(s: Sentence, i: number): boolean {
  if (formAt(s, i) === 'who') return false
  if (isTagged(s, i, BOUNDARY) && !isTagged(s, i, Tag.preposition | Tag.determiner)) return true
  if (formAt(s, i) === 'that')
    return !isTagged(s, i + 1, Tag.noun) || isTagged(s, i + 1, Tag.past | Tag.third)
  if (isTagged(s, i, Tag.conjunction)) return !joinsNames(s, i)
  return isTagged(s, i, Tag.past) && !isTagged(s, i, Tag.adjective | Tag.noun | Tag.participle)
}

// "The person who wrote this query / never looked", "the clerk whose card was lost / had": what stands before the verb belongs
// to a relative clause, and the doer is the noun that clause hangs on. Verbs of saying take a clause of their own.
function overRelative(s: Sentence, start: number, end: number): Doer | null {
  const verb = start - 1
  if (verb <= s.start || (start < end && isTagged(s, start, Tag.pronoun))) return null
  const isVerb =
    isTagged(s, verb, Tag.past | Tag.participle | Tag.third | BOUNDARY) &&
    !isTagged(s, verb, Tag.subordinator)
  if (
    !isVerb ||
    (start < end && /^(?:say|think|know|believe|tell|mean|show|hope|claim|report)$/.test(lemmaAt(s, verb)))
  )
    return null
  for (let i = verb - 1; i > Math.max(s.start, verb - 8); i--) {
    if (gapBefore(s, i + 1) !== 0 || isTagged(s, i, Tag.conjunction)) return null
    const form = formAt(s, i)
    if (form !== 'who' && form !== 'whose') continue
    const from = Math.max(s.start, i - 3)
    const kind = kindAt(s, i - 1, from)
    return isHuman(kind) && isBetween(s, i, { verb, isWhose: form === 'whose' })
      ? { kind, from: i - 1, to: i, head: i - 1 }
      : null
  }
  return null
}

// Nothing but the clause's own subject and adverbs between "who" and its verb.
function isBetween(s: Sentence, who: number, clause: { verb: number; isWhose: boolean }): boolean {
  for (let i = who + 1; i < clause.verb; i++)
    if (
      !isTagged(s, i, Tag.adverb | BOUNDARY) &&
      !(clause.isWhose && !isTagged(s, i, Tag.preposition | Tag.conjunction | Tag.subordinator))
    )
      return false
  return true
}

// "Olga and Peter", "neither Ana nor Tim": a conjunction inside the subject, not between clauses.
function joinsNames(s: Sentence, i: number): boolean {
  return isPersonAt(s, i - 1) && isPersonAt(s, i + 1)
}

function doerIn(s: Sentence, start: number, end: number): Doer {
  for (let i = end - 1; i >= start; i--) {
    if (formAt(s, i) === 'who') return antecedent(s, i, start)
  }
  const from = afterOpening(s, start, end)
  const head = headOf(s, from, end)
  return { kind: kindAt(s, head, from), from, to: end, head }
}

// The noun a "who" clause hangs on; whatever it is, "who" says it is a person.
function antecedent(s: Sentence, who: number, floor: number): Doer {
  const from = Math.max(s.start, Math.min(floor, who - 3))
  const kind = who > from ? kindAt(s, who - 1, from) : 'none'
  const isHuman = kind !== 'system' && kind !== 'none' && kind !== 'it'
  return {
    kind: isHuman ? kind : who > s.start ? 'someone' : 'none',
    from: Math.max(from, who - 1),
    to: who,
    head: Math.max(from, who - 1),
  }
}

// "At 14:05 Kwame", "During the deploy the engineer", "In region 2 we": what opens the sentence is not the doer.
function afterOpening(s: Sentence, start: number, end: number): number {
  let i = start
  while (i < end - 1 && isTagged(s, i, Tag.number | Tag.conjunction | Tag.adverb)) i++
  if (!isTagged(s, i, Tag.preposition | Tag.ing) || i >= end - 1) return afterOtherNoun(s, i, end)
  for (let k = end - 1; k > i; k--) {
    const opens = isTagged(s, k, Tag.determiner | Tag.possessive) && formAt(s, k) !== "'s"
    if (
      isTagged(s, k, Tag.pronoun) ||
      (opens && !isTagged(s, k - 1, Tag.preposition | Tag.determiner)) ||
      isPersonAt(s, k)
    ) {
      return k > i + 1 || isTagged(s, k, Tag.pronoun) ? k : i
    }
  }
  return i
}

// "A safeguard the agent overrode": a second article with no preposition before it opens a clause of its own.
function afterOtherNoun(s: Sentence, start: number, end: number): number {
  for (let k = end - 1; k > start + 1; k--) {
    const opens = isTagged(s, k, Tag.determiner | Tag.possessive) && !/^(?:'s|all|both)$/.test(formAt(s, k))
    if (opens && isTagged(s, k - 1, Tag.noun) && !isTagged(s, k - 1, Tag.preposition | Tag.conjunction))
      return k
  }
  return start
}

// The last noun before the first preposition: in "the reviewer of the change" that is the reviewer.
function headOf(s: Sentence, from: number, end: number): number {
  for (let i = from + 1; i < end; i++) {
    if (isTagged(s, i, Tag.ing) && isHuman(kindAt(s, i - 1, from))) return i - 1
    const isOf = isTagged(s, i, Tag.preposition) && !isTagged(s, i, Tag.adjective)
    if (isOf && !/^(?:up|down|out|off|back)$/.test(formAt(s, i))) {
      if (/^(?:responsible|in|new)$/.test(formAt(s, i - 1)) && i - 2 >= from) return i - 2
      return formAt(s, i - 1) === 'one' || formAt(s, i - 1) === 'member' ? Math.max(from, i - 1) : i - 1
    }
  }
  return end - 2 >= from && /^(?:responsible|involved|concerned|present)$/.test(formAt(s, end - 1))
    ? end - 2
    : end - 1
}

// Most nouns are in no list of doers: whether one is, is asked once of its entry.
const isOfDoers = perEntry(({ form, lemma, tags }: Entry): boolean => {
  const isListed = [roles, agentNames, teamNouns].some((list) => list.has(form) || list.has(lemma))
  return (
    isListed ||
    (tags & Tag.thing) !== 0 ||
    PRONOUNS.has(form) ||
    rolesOrPrograms.has(lemma) ||
    roleEndings.test(lemma) ||
    /^(?:one|ai|colleagues)$/.test(form) ||
    /^(?:bot|llm)$/.test(lemma)
  )
})

function isUnlisted({ teams, services, agents }: Vocabulary): boolean {
  return teams.size === 0 && services.size === 0 && agents.size === 0
}

/** What kind of doer the noun at `head` is; `from` bounds how far its modifiers reach to the left. */
export function kindAt(s: Sentence, head: number, from: number): DoerKind {
  const entry = head >= s.start && head < s.end ? s.words.entry[head] : undefined
  if (entry === undefined) return 'system'
  if (!isOfDoers(entry) && isUnlisted(s.vocabulary)) return isPersonAt(s, head) ? 'person' : 'system'
  const form = formAt(s, head)
  const fixed = PRONOUNS.get(form)
  if (fixed) return fixed
  if (isTagged(s, head, Tag.thing)) return s.vocabulary.people.has(form) ? 'person' : 'system'
  const listed = listedKind(s, isHandle(s, head) ? form.slice(1) : form)
  if (listed) return listed
  // Coding agents first: a verb of people ("Codex decided") would make a person of any capital.
  if (agentNames.has(form) && !s.vocabulary.people.has(form)) return 'agent'
  if (isPersonAt(s, head)) return 'person'
  const lemma = lemmaAt(s, head)
  if (form === 'one' && formAt(s, head + 1) === 'of') return oneOf(s, head + 2)
  const isPlural = lemma !== form
  if (roles.has(lemma) || roles.has(form) || roleEndings.test(lemma))
    return isPlural && !roles.has(form) ? 'roles' : 'role'
  if (rolesOrPrograms.has(lemma)) return ambiguousRole(s, head, from)
  if (agentNames.has(form) || lemma === 'bot' || lemma === 'llm' || form === 'ai') return 'agent'
  if (teamNouns.has(form) || teamNouns.has(lemma)) return 'team'
  if (form === 'colleagues') return 'roles'
  return 'system'
}

// "One of our contractors" is one person; "one of the nodes" is not.
function oneOf(s: Sentence, from: number): DoerKind {
  for (let k = from; k < from + 4; k++) if (roles.has(lemmaAt(s, k))) return 'role'
  return 'system'
}

const PRONOUNS: ReadonlyMap<string, DoerKind> = new Map([
  ['i', 'i'],
  ['we', 'we'],
  ['you', 'you'],
  ['he', 'he'],
  ['she', 'he'],
  ['they', 'they'],
  ['it', 'it'],
  ['this', 'it'],
  ['that', 'it'],
  ['there', 'none'],
  ...[...SOMEONE].map((word): [string, DoerKind] => [word, 'someone']),
])

function listedKind(s: Sentence, form: string): DoerKind | null {
  const { teams, services, agents } = s.vocabulary
  if (services.has(form)) return 'system'
  if (agents.has(form)) return 'agent'
  return teams.has(form) ? 'team' : null
}

function ambiguousRole(s: Sentence, head: number, from: number): DoerKind {
  const lemma = lemmaAt(s, head)
  const before = head > from ? formAt(s, head - 1) : ''
  if (programModifiers.has(before) || isTagged(s, head - 1, Tag.thing)) return 'system'
  if (lemma === 'agent' || lemma === 'model') return agentKind(s, head, before)
  if (lemma === 'assistant') return /^(?:personal|office|lab|teaching)$/.test(before) ? 'role' : 'agent'
  if (lemma === 'head') return formAt(s, head + 1) === 'of' ? 'role' : 'system'
  const isHuman =
    mostlyPeople.has(lemma) ||
    before === '' ||
    humanModifiers.has(before) ||
    roles.has(before) ||
    isTagged(s, head - 1, Tag.adjective)
  if (!isHuman) return 'system'
  return lemma === formAt(s, head) ? 'role' : 'roles'
}

function agentKind(s: Sentence, head: number, before: string): DoerKind {
  if (/^(?:support|service|customer|call-centre|call-center|sales|desk|human|travel|estate)$/.test(before))
    return 'role'
  if (
    before === '' ||
    /^(?:the|an|a|our|this|that|coding|ai|language|autonomous|llm|same|rogue|one)$/.test(before)
  )
    return 'agent'
  return agentNames.has(before) ? 'agent' : isCapital(s, head - 1) ? 'agent' : 'system'
}

const TITLES = new Set('mr mrs ms dr prof'.split(' '))

/** Whether the word at `i` names a person: by roster, handle, title, initial, or a given name that is nothing else. */
export function isPersonAt(s: Sentence, i: number): boolean {
  const entry = i >= s.start && i < s.end ? s.words.entry[i] : undefined
  if (entry === undefined || (isUnnamed(s, i, entry) && s.vocabulary.people.size === 0)) return false
  return isNamedAt(s, i) || isUnheardName(s, i)
}

// Nearly every word: written small and in no list of names, or a plain word that no title and no initial stands before.
function isUnnamed(s: Sentence, i: number, entry: Entry): boolean {
  if (((s.words.flag[i] ?? 0) & (Flag.capital | Flag.handle)) === 0) return !isGiven(entry)
  if (!isPlainWord(entry)) return false
  const before = i > s.start ? s.words.entry[i - 1]?.form : undefined
  return before === undefined || (before.length > 1 && !TITLES.has(before))
}

/** The same by evidence firm enough to take a name out of a text: not by what is done alone, for a service can refuse and forget too. */
export function isNamedAt(s: Sentence, i: number): boolean {
  const entry = i >= s.start && i < s.end ? s.words.entry[i] : undefined
  if (entry === undefined) return false
  // A word in lower case is nobody's but when it is in a list of names.
  const isWritten = ((s.words.flag[i] ?? 0) & (Flag.capital | Flag.handle)) !== 0
  if (!isWritten && s.vocabulary.people.size === 0 && !isGiven(entry)) return false
  const form = entry.form
  const key = form.charCodeAt(0) === 64 ? form.slice(1) : form
  const { people, teams, services, agents } = s.vocabulary
  if (services.has(key) || teams.has(key) || agents.has(key)) return false
  if (people.has(key)) return isListedPerson(s, i, key)
  if (isHandle(s, i))
    return !form.includes('/') && !/^@(?:v?\d|here\b|channel\b|everyone\b|types\b)/.test(form)
  if (isTagged(s, i, Tag.thing)) return false
  if (isCapital(s, i) && (TITLES.has(formAt(s, i - 1)) || isInitialBefore(s, i))) return true
  if (products.has(form)) return false
  if (givenNames.has(form))
    return isCapital(s, i) ? !isTagged(s, i, Tag.known) || form !== 'will' : isBareName(s, i)
  if (ambiguousNames.has(form)) return isCapital(s, i) && hasPersonsCompany(s, i)
  return (
    isCapital(s, i) &&
    isCapital(s, i - 1) &&
    givenNames.has(formAt(s, i - 1)) &&
    !isTagged(s, i, Tag.known) &&
    gapBefore(s, i) === 0
  )
}

// A listed person called Will or Park does not own the word: it takes a capital, and where any word has one, a person's
// company. A part of a name that is no ordinary word needs the capital alone; handles stand as they are.
function isListedPerson(s: Sentence, i: number, key: string): boolean {
  if (isHandle(s, i)) return true
  if (isOrdinaryWord(key)) return isPersonDespiteWord(s, i)
  if (!s.vocabulary.parts.has(key) || isCapital(s, i)) return true
  return givenNames.has(key) && !isShortOrWord(s, i)
}

/** Doers a "failed to", "should have" or judgement can be about: people in any form, and agents, never machines. */
export function isHuman(kind: DoerKind): boolean {
  return kind !== 'system' && kind !== 'it' && kind !== 'none' && kind !== 'they'
}

/** Doers that are one person, by name, job or hint; not a team, not "we". */
export function isOnePerson(kind: DoerKind): boolean {
  return kind === 'person' || kind === 'role' || kind === 'he' || kind === 'someone'
}
