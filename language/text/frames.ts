import { Tag } from './lexicon.ts'
import { formAt, gapBefore, isTagged, lemmaAt, type Sentence } from './sentences.ts'
import { type Doer, doerOf } from './subjects.ts'

/** One finite verb group and its doer: "On-call / should not have restarted". Word places; `end` is one past the main verb. */
export interface Frame {
  readonly at: number
  readonly verb: number
  readonly end: number
  /** Lemma of the main verb ("restart"), or of the auxiliary when it stands alone. */
  readonly lemma: string
  readonly modal: string | null
  readonly isNegated: boolean
  readonly isPerfect: boolean
  readonly isPassive: boolean
  readonly doer: Doer
}

const AUXILIARY = Tag.modal | Tag.be | Tag.have | Tag.do
const MAX_GROUP = 10

/** The finite verb groups of a sentence, left to right; found once and kept on the sentence. */
export function framesOf(s: Sentence): readonly Frame[] {
  if (s.frames) return s.frames
  const frames: Frame[] = []
  for (let i = s.start; i < s.end; i++) {
    if (!startsGroup(s, i)) continue
    const frame = withDoer(s, readGroup(s, i), frames[frames.length - 1])
    frames.push(frame)
    i = frame.end - 1
  }
  s.frames = frames
  return frames
}

// "I wrote the steps but forgot to test": a second verb after "and" or "but" has the first one's doer, though not its words.
function withDoer(s: Sentence, frame: Frame, before: Frame | undefined): Frame {
  let link = frame.at - 1
  while (isTagged(s, link, Tag.adverb) && !isTagged(s, link, Tag.conjunction)) link--
  const isJoined = frame.doer.kind === 'none' && before !== undefined && isTagged(s, link, Tag.conjunction)
  return isJoined
    ? { ...frame, doer: { kind: before.doer.kind, from: frame.at, to: frame.at, head: frame.at } }
    : frame
}

const GROUP_OPENERS = AUXILIARY | Tag.past | Tag.third | Tag.base

function startsGroup(s: Sentence, i: number): boolean {
  // Most words are no verb, and are left by one look.
  if (!isTagged(s, i, GROUP_OPENERS)) return false
  if (formAt(s, i) === 'will' || formAt(s, i) === 'can' || formAt(s, i) === 'may')
    return !isTagged(s, i - 1, Tag.determiner)
  if (isTagged(s, i, AUXILIARY))
    return formAt(s, i - 1) !== 'to' && !/^(?:being|having|doing|been|done)$/.test(formAt(s, i))
  if (isTagged(s, i, Tag.past)) return isFinitePast(s, i)
  if (isTagged(s, i, Tag.third)) return isFinitePresent(s, i)
  return isTagged(s, i, Tag.base) && !isTagged(s, i, Tag.noun) && isTagged(s, i - 1, Tag.pronoun)
}

// "The deployed change" and "a change deployed by" are not finite; "Alex deployed the change" is.
function isFinitePast(s: Sentence, i: number): boolean {
  const before = formAt(s, i - 1)
  if (i === s.start || gapBefore(s, i) !== 0) return true
  if (
    isTagged(s, i - 1, Tag.determiner | Tag.possessive) &&
    !/^(?:this|that|all|both|some|either|neither)$/.test(before)
  )
    return false
  if (isTagged(s, i - 1, Tag.preposition) && !/^(?:down|up|out|back|off|in)$/.test(before)) return false
  if (isTagged(s, i - 1, Tag.adjective) && !isTagged(s, i - 1, Tag.noun | Tag.adverb | Tag.past)) return false
  return !(isTagged(s, i, Tag.participle) && formAt(s, i + 1) === 'by')
}

function isFinitePresent(s: Sentence, i: number): boolean {
  if (i === s.start || isTagged(s, i - 1, Tag.determiner | Tag.possessive | Tag.preposition | Tag.adjective))
    return false
  return isTagged(
    s,
    i + 1,
    Tag.determiner | Tag.possessive | Tag.preposition | Tag.pronoun | Tag.adjective | Tag.noun | Tag.thing,
  )
}

interface Group {
  modal: string | null
  isNegated: boolean
  hasHave: boolean
  hasBe: boolean
  verb: number
}

function readGroup(s: Sentence, at: number): Frame {
  const group: Group = { modal: null, isNegated: false, hasHave: false, hasBe: false, verb: at }
  const limit = Math.min(s.end, at + MAX_GROUP)
  let i = at
  for (; i < limit; i++) {
    if (i > at && (gapBefore(s, i) & ~32) !== 0 && !isTagged(s, i, Tag.participle)) break
    if (!takeWord(s, i, group)) break
  }
  const end = group.verb + 1
  const lemma = lemmaAt(s, group.verb)
  const isParticiple = isTagged(s, group.verb, Tag.participle) && !isTagged(s, group.verb, Tag.be | Tag.have)
  return {
    at,
    verb: group.verb,
    end,
    lemma,
    modal: group.modal,
    isNegated: group.isNegated || formAt(s, at - 1) === 'never',
    isPerfect:
      group.hasHave && (isParticiple || lemma === 'be' || (group.hasBe && isTagged(s, group.verb, Tag.ing))),
    isPassive: group.hasBe && isParticiple,
    doer: doerOf(s, at),
  }
}

// Takes one word into the group; false when the group is over. The main verb is the last verb taken.
function takeWord(s: Sentence, i: number, group: Group): boolean {
  const form = formAt(s, i)
  const lemma = lemmaAt(s, i)
  const isMain = i > group.verb && isMainVerb(s, group.verb)
  if (isMain) return false
  if (isTagged(s, i, Tag.not)) {
    group.isNegated = true
    return true
  }
  if (isTagged(s, i, Tag.modal)) {
    group.modal = lemma
    group.verb = i
    return true
  }
  if (form === 'to' || form === 'of') return followsOughtOrShould(s, i, group)
  if (isTagged(s, i, Tag.have) || isTagged(s, i, Tag.be) || isTagged(s, i, Tag.do)) {
    if (isTagged(s, i, Tag.have)) group.hasHave = true
    if (isTagged(s, i, Tag.be)) group.hasBe = true
    group.verb = i
    return true
  }
  if (isTagged(s, i, Tag.base | Tag.past | Tag.participle | Tag.ing | Tag.third)) {
    // "Was slow", "is back": no verb stands bare after "be".
    if (
      group.hasBe &&
      isTagged(s, group.verb, Tag.be) &&
      !isTagged(s, i, Tag.participle | Tag.past | Tag.ing)
    )
      return false
    if (i > s.start && group.verb < i && isTagged(s, i, Tag.noun) && !isTagged(s, i, Tag.past | Tag.base))
      return false
    group.verb = i
    return true
  }
  if (isTagged(s, i, Tag.adverb)) return true
  // Question order: "why did you not see".
  return (
    isTagged(s, i, Tag.pronoun) &&
    i < group.verb + 3 &&
    i > s.start &&
    isTagged(s, i - 1, AUXILIARY | Tag.not)
  )
}

function isMainVerb(s: Sentence, verb: number): boolean {
  return !isTagged(s, verb, AUXILIARY | Tag.not)
}

// "ought to have", and "should of", which is how "should've" is often typed.
function followsOughtOrShould(s: Sentence, i: number, group: Group): boolean {
  if (group.modal === 'ought' && formAt(s, i) === 'to') return true
  if (group.modal !== null && formAt(s, i) === 'of' && isTagged(s, i + 1, Tag.participle)) {
    group.hasHave = true
    return true
  }
  return false
}
