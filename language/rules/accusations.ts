import { type Frame, framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import { isClauseEnd } from '../text/phrases.ts'
import { formAt, gapBefore, has, isCapital, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { type DoerKind, isOnePerson, isPersonAt, kindAt } from '../text/subjects.ts'
import { Gap } from '../text/words.ts'
import { causeWords, mendingWords, ruinVerbs, slipNouns } from './blame-words.ts'
import { DEEDS, isCauseOf } from './causes.ts'
import { harmVerbs, isMiscarried, plainDeeds } from './deeds.ts'

// One person as the cause without being the subject of a deed: "Ewa's refusal", "a decision by the head of operations",
// "the mistake was made by", "because of Nadia", "it has to be Marc".

/** A person or a role pointed at: who, and the words that do it. */
export interface Accusation {
  readonly kind: DoerKind
  readonly first: number
  readonly last: number
}

interface One {
  readonly kind: DoerKind
  readonly from: number
  readonly head: number
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

// Two rules ask for the same sentence. Weak, so that no text outlives its check.
const asked = new WeakMap<Sentence, readonly Accusation[]>()

/** Every place of the sentence where one person is pointed at. */
export function accusationsIn(s: Sentence): readonly Accusation[] {
  const known = asked.get(s)
  if (known !== undefined) return known
  const found = pointedAtIn(s)
  asked.set(s, found)
  return found
}

function pointedAtIn(s: Sentence): readonly Accusation[] {
  const found: Accusation[] = []
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    const isPointing = entry !== undefined && startsPointing(entry)
    const hit = isPointing ? pointedAt(s, i) : ownerAt(s, i)
    if (!hit) continue
    found.push(hit)
    i = Math.max(i, hit.last)
  }
  return [...found, ...participlesIn(s)]
}

const startsPointing = perEntry((entry: Entry): boolean =>
  /^(?:by|of|to|on|from|with|is|was|be|been|'s|did|that|cause)$/.test(entry.form),
)

/** One person named from word `from` on ("the new intern", "Ana Silva"), up to five words; null when a thing or a team stands there. */
function oneAt(s: Sentence, from: number): One | null {
  let one: One | null = null
  for (let k = from; k < Math.min(s.end, from + 6); k++) {
    if (k > from && (formAt(s, k) === 'to' || (gapBefore(s, k) & ~(Gap.line | Gap.mark)) !== 0)) break
    if (
      isTagged(s, k, Tag.preposition | Tag.conjunction | Tag.subordinator | Tag.be | Tag.modal | Tag.ing) ||
      formAt(s, k) === "'s"
    )
      break
    const kind = kindAt(s, k, from)
    if (isOnePerson(kind)) one = { kind, from, head: k }
    else if (one && isTagged(s, k, Tag.noun) && !isTagged(s, k, Tag.past | Tag.third | Tag.adverb))
      return isCapital(s, k) && one.kind === 'person' ? one : null
    else if (one) break
  }
  return one && !/^(?:nobody|anyone|anybody|whoever)$/.test(formAt(s, one.head)) ? one : null
}

// "By Ana", "of the architect", "to the release manager", "must be Marc": what stands before decides whether it is an accusation.
function pointedAt(s: Sentence, at: number): Accusation | null {
  const one = oneAt(s, at + 1)
  if (!one || formAt(s, one.head + 1) === "'s") return null
  const first = reasonBefore(s, at, one)
  return first < 0 ? null : { kind: one.kind, first, last: one.head }
}

function reasonBefore(s: Sentence, at: number, one: One): number {
  const form = formAt(s, at)
  if (form === 'by') return doneBy(s, at)
  if (form === 'did') return one.kind === 'person' && isAtLast(s, at) ? s.start : -1
  if (/^(?:is|was|be|been)$/.test(form) && isSurmise(s, at, one)) return at
  if (
    form === 'to' &&
    /^(?:point|lead|go|come)$/.test(lemmaAt(s, at - 1)) &&
    has(s, SIGNS, { from: s.start, to: at })
  )
    return at - 1
  if (/^(?:is|was|'s)$/.test(form) && formAt(s, at - 1) === 'it' && formAt(s, at - 2) === 'again')
    return at - 1
  if (
    form === 'with' &&
    (one.kind === 'person' || has(s, GUILT, { from: s.start, to: at })) &&
    [at - 1, at - 2].some((k) => /^(?:sit|rest|lie|stay)$/.test(lemmaAt(s, k))) &&
    has(s, HARMS, { from: s.start, to: at })
  )
    return at - 1
  if (form === 'on' && lemmaAt(s, at - 1) === 'blame') return at - 1
  if (form === 'on' && /^(?:is|was)$/.test(formAt(s, at - 1)) && has(s, HARMS, { from: at - 4, to: at }))
    return at - 1
  const isCausal =
    /^(?:of|to|from|that|by|is|was|cause)$/.test(form) && has(s, CAUSAL, { from: at - 4, to: at + 1 })
  const next = formAt(s, one.head + 1) === 'not' ? one.head + 2 : one.head + 1
  if (isCausal && isTagged(s, next, Tag.ing) && gapBefore(s, one.head + 1) === 0) return at
  if (form === 'of' || form === 'from') {
    if (FAULTS.has(lemmaAt(s, at - 1))) return at - 1
    if (
      DEEDS.has(lemmaAt(s, at - 1)) &&
      isTagged(s, at - 2, Tag.determiner | Tag.adjective) &&
      isCauseOf(s, at - 1, one.head)
    )
      return at - 1
  }
  // "Thanks to our trainee, every customer got the invoice twice".
  if (form === 'to' && formAt(s, at - 1) === 'thanks' && isIrony(s, one.head + 1)) return at - 1
  if (
    form === 'to' &&
    /^(?:owe|owed|down|attributable|due)$/.test(lemmaAt(s, at - 1)) &&
    !has(s, RESCUED, { from: s.start, to: at }) &&
    (isClauseEnd(s, one.head + 1) || /^(?:and|who|whose)$/.test(formAt(s, one.head + 1)))
  )
    return at - 1
  const isBare = form === 'of' && formAt(s, at - 1) === 'because' && one.head + 1 >= s.end
  return isBare && has(s, HARMS, { from: s.start, to: at }) ? at - 1 : -1
}

/** Whether what follows a "thanks to" is nothing to be thankful for. */
export function isIrony(s: Sentence, from: number): boolean {
  return has(s, MISERY, { from, to: s.end }) && !has(s, SPARED, { from, to: s.end })
}

const MISERY = set('twice wrong duplicate outage broken deleted leaked down empty')
const SPARED = set(
  'no nothing not nobody avoid back before minutes hour hours spot notice find within only restore',
)
const CAUSAL = new Set([...causeWords, 'problem', 'back'])
const RESCUED = set('save rescue recovery recover success restore restoration survival fix found quick')
const HARMS = set(
  'fault responsibility blame outage incident loss lose breach leak downtime delay damage mess failure fail break crash corrupt corruption down late this that it one miss wrong',
)
const GUILT = set('accountability fault failure responsibility blame error')
const SIGNS = set(
  'sign evidence finger everything all trail log trace clue outage incident loss failure problem blame',
)

// "The mistake was made by", "a decision by", "broken by", "the deletion of the database by".
function doneBy(s: Sentence, by: number): number {
  // "Was taken down by an overzealous sysadmin".
  if (/^(?:down|out|offline)$/.test(formAt(s, by - 1)) && /^(?:take|bring|knock)$/.test(lemmaAt(s, by - 2)))
    return by - 2
  const lemma = lemmaAt(s, by - 1)
  const isVerb = isTagged(s, by - 1, Tag.participle | Tag.past)
  if (lemma === 'kill' || (/^(?:trigger|ignore)$/.test(lemma) && !has(s, HARMS, { from: s.start, to: by })))
    return -1
  const isOfDeed =
    /^(?:author|write|push|make|submit|merge|commit|deploy)$/.test(lemma) && DEEDS.has(lemmaAt(s, by - 2))
  if (isOfDeed && has(s, causeWords, { from: s.start, to: by - 1 })) return by - 2
  if (
    isVerb &&
    (harmVerbs.has(lemma) ||
      isMiscarried(lemma) ||
      /^(?:introduce|misuse|fat-finger|inflicted|self-inflicted|inflict|self-inflict)$/.test(lemma))
  )
    return by - 1
  if (
    isVerb &&
    /^(?:make|commit|do|write|add|delete|drop|wipe|purge)$/.test(lemma) &&
    has(s, WRONGS, { from: s.start, to: by })
  )
    return by - 1
  if (
    isVerb &&
    (ruinVerbs.has(lemma) || /^(?:skip|waive|overrule|omit)$/.test(lemma)) &&
    !isTagged(s, by - 2, Tag.not) &&
    !has(s, mendingWords)
  )
    return by - 1
  for (let i = by - 1; i >= Math.max(s.start, by - 6); i--) {
    if (FAULTS.has(lemmaAt(s, i))) return i
    if (DEEDS.has(lemmaAt(s, i)) && isTagged(s, i, Tag.noun | Tag.base))
      return has(s, RASH, { from: i - 3, to: i }) || isCauseOf(s, i, by) ? i : -1
    if (isTagged(s, i, Tag.be | Tag.modal | Tag.have | Tag.conjunction)) return -1
  }
  return -1
}

/** Words before a deed that already hold it against the doer. */
const RASH = set(
  'ill-fated unlucky impulsive rogue unreviewed unilateral hasty ill-advised careless unauthorised unauthorized untested unannounced untimely premature reckless botched faulty rash unapproved',
)

const WRONGS = set(
  'error mistake bug typo fault blunder slip oversight misstep wrong deletion omission gaffe',
)
/** Nouns that already say the deed was a fault. */
export const FAULTS: ReadonlySet<string> = new Set([
  ...slipNouns,
  ...`refusal failure insistence reluctance impatience error
ignorance disregard neglect stubbornness recklessness laziness bungling meddling tinkering arrogance inexperience panic
incompetence indecision hesitation inaction disobedience sloppiness stupidity lie meddling mess doing`.split(
    /\s+/,
  ),
])
// "Ewa's refusal", "the operator's haste", "his decision to skip it cost us a day".
function ownerAt(s: Sentence, i: number): Accusation | null {
  const isPronoun = formAt(s, i) === 'his' || formAt(s, i) === 'her'
  if (!isPronoun && formAt(s, i + 1) !== "'s") return null
  const kind = isPronoun ? 'he' : kindAt(s, i, Math.max(s.start, i - 4))
  if (!isOnePerson(kind) && !isPersonAt(s, i)) return null
  const from = isPronoun ? i + 1 : i + 2
  for (let k = from; k < Math.min(s.end, from + 4); k++) {
    if (isTagged(s, k, Tag.preposition | Tag.be | Tag.conjunction) || (k > from && gapBefore(s, k) !== 0))
      return null
    if (formAt(s, k) === 'doing' && k === from && isClauseEnd(s, k + 1)) return { kind, first: i, last: k }
    const isFault = FAULTS.has(lemmaAt(s, k)) && !isMachineWord(s, k)
    if (isFault && (!isPronoun || isCauseOf(s, k, k))) return { kind, first: i, last: k }
    if (DEEDS.has(lemmaAt(s, k)) && !isMachineWord(s, k))
      return isCauseOf(s, k, k) ? { kind, first: i, last: k } : null
  }
  return null
}

// "The vendor's error page", "the reviewer's failure mode": the noun only colours another one.
function isMachineWord(s: Sentence, k: number): boolean {
  return (
    isTagged(s, k + 1, Tag.noun) &&
    formAt(s, k + 1) !== 'to' &&
    gapBefore(s, k + 1) === 0 &&
    !isTagged(s, k + 1, Tag.past | Tag.third | Tag.preposition)
  )
}

// "It has to be Marc", "it can only have been Greta".
function isSurmise(s: Sentence, be: number, one: One): boolean {
  if (one.head + 1 < s.end && gapBefore(s, one.head + 1) === 0 && formAt(s, one.head + 1) !== 'who')
    return false
  const isIt = /^(?:it|this|that)$/
  for (let i = be - 1; i >= Math.max(s.start, be - 5); i--) {
    if (!isIt.test(formAt(s, i))) continue
    const form = formAt(s, i + 1)
    return (
      form === 'must' ||
      form === 'can' ||
      form === 'could' ||
      (/^(?:has|had|have)$/.test(form) && formAt(s, i + 2) === 'to')
    )
  }
  return false
}

// "Only after forty minutes did Ana think to", "not once did Ana look"; of a role it is a better past, another rule's.
function isAtLast(s: Sentence, did: number): boolean {
  return /^(?:only|not)$/.test(formAt(s, s.start)) && did - s.start < 8
}

// "Having misread the ticket, Anders rebooted", "the clerk sent it, ignoring the warning": the fault is in the participle.
function participlesIn(s: Sentence): readonly Accusation[] {
  const found: Accusation[] = []
  for (let i = s.start; i < s.end; i++) {
    if (!isTagged(s, i, Tag.ing | Tag.have)) continue
    const verb = formAt(s, i) === 'having' ? i + 1 : i
    if (!harmVerbs.has(lemmaAt(s, verb)) && !/^(?:skip|forget|fail|misuse)$/.test(lemmaAt(s, verb))) continue
    if (verb === i && !isTagged(s, i, Tag.ing)) continue
    const frame = frameBeside(s, i)
    if (frame && isOnePerson(frame.doer.kind) && frame.modal === null && !frame.isNegated && !frame.isPassive)
      found.push({
        kind: frame.doer.kind,
        first: Math.min(frame.doer.from, verb),
        last: Math.max(verb, frame.verb),
      })
  }
  return found
}

function frameBeside(s: Sentence, ing: number): Frame | undefined {
  const opens =
    ing === s.start || (ing === s.start + 1 && /^(?:by|after|through|in|and)$/.test(formAt(s, s.start)))
  if (opens) {
    const next = framesOf(s).find((frame) => frame.at > ing + 1)
    return next && (gapBefore(s, next.doer.from) & Gap.comma) !== 0 ? next : undefined
  }
  if ((gapBefore(s, ing) & Gap.comma) === 0 && !/^(?:by|after|thereby|thus)$/.test(formAt(s, ing - 1)))
    return undefined
  return framesOf(s).findLast((frame) => frame.at < ing)
}

/** "Gabi must have clicked Delete": a deed nobody saw, given to somebody all the same. */
export function isGuessedDeed(s: Sentence, frame: Frame): boolean {
  const isUnread = /^(?:can|could)$/.test(frame.modal ?? '') && frame.isNegated && frame.isPerfect
  if (isUnread && isOnePerson(frame.doer.kind))
    return /^(?:look|read|test|think|check|try|pay|bother|care)$/.test(frame.lemma)
  const isSurmised =
    has(s, SURMISES, { from: frame.at - 1, to: frame.end }) &&
    isOnePerson(frame.doer.kind) &&
    (plainDeeds.has(frame.lemma) || harmVerbs.has(frame.lemma) || ruinVerbs.has(frame.lemma))
  if (isSurmised && !frame.isNegated && frame.modal === null) return true
  return (
    frame.modal === 'must' &&
    frame.isPerfect &&
    !frame.isPassive &&
    !frame.isNegated &&
    isOnePerson(frame.doer.kind) &&
    !/^(?:be|see|have|think|feel|know|notice)$/.test(frame.lemma)
  )
}

const SURMISES = set('probably presumably apparently likely surely undoubtedly')

/** "It was the intern who changed the password": the cleft points, whatever plain deed follows. */
export function isCleft(s: Sentence, frame: Frame): boolean {
  if (frame.lemma === 'be' && formAt(s, frame.end + 1) === 'one' && formAt(s, frame.end + 2) === 'who') {
    const next = framesOf(s).find((one) => one.at > frame.end + 2)
    return (
      next !== undefined &&
      next.modal === null &&
      !next.isNegated &&
      (harmVerbs.has(next.lemma) || plainDeeds.has(next.lemma)) &&
      !/^(?:open|roll|revert)$/.test(next.lemma)
    )
  }
  const who = frame.doer.to
  if (formAt(s, who) !== 'who' && formAt(s, frame.doer.to - 1) !== 'who' && formAt(s, frame.at - 1) !== 'who')
    return false
  const isDeed =
    harmVerbs.has(frame.lemma) ||
    (plainDeeds.has(frame.lemma) && !/^(?:open|roll|revert|release|enter)$/.test(frame.lemma))
  if (!isDeed || frame.modal !== null || frame.isNegated) return false
  for (let i = frame.at - 2; i >= Math.max(s.start, frame.at - 7); i--)
    if (/^(?:was|is|'s)$/.test(formAt(s, i))) return /^(?:it|that)$/.test(formAt(s, i - 1))
  return false
}
