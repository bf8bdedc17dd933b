import type { Frame } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { Gap } from '../text/words.ts'
import { attentionVerbs, isFact } from './deeds.ts'
import { isLapse } from './evidence.ts'

// Deeds that hold something against the doer by their own words, whoever it is: the writer, an agent, or nobody named.

/** Verbs of a misstep in the past tense: a wrong assumption, a guess, a thing left out, a thing made up. */
export const misstepVerbs: ReadonlySet<string> = new Set(
  `assume guess claim skip waste rush jump overlook miss hallucinate fabricate overcomplicate overengineer over-engineer dismiss underestimate disregard disobey violate pretend lie blame
deceive trick mislead cheat cheated hide panic misunderstand misread misreport misreported bury buried neglect fake faked bluffed bluff misjudge`.split(
    /\s+/,
  ),
)
const MANNER = new Set(
  `incorrectly wrongly mistakenly prematurely falsely repeatedly stupidly foolishly blindly badly deliberately knowingly intentionally consciously stubbornly lazily arrogantly carelessly
recklessly smugly subtly needlessly unilaterally confidently hastily dishonestly`.split(/\s+/),
)
const TURNING = new Set(
  'blaming lying hiding pretending guessing ignoring faking cheating deceiving dismissing misjudging mistaking confusing'.split(
    ' ',
  ),
)

/** Whether the verb group, or what follows it, says the deed was a misstep. */
export function isMisstep(s: Sentence, frame: Frame): boolean {
  if (misstepVerbs.has(frame.lemma)) return isTagged(s, frame.verb, Tag.past | Tag.participle)
  if (has(s, MANNER, { from: frame.at - 1, to: frame.end + 2 })) return true
  return isTagged(s, frame.at, Tag.past | Tag.be | Tag.have) && isMisstepAfter(s, frame)
}

function isMisstepAfter(s: Sentence, frame: Frame): boolean {
  if (has(s, TURNING, { from: frame.verb, to: frame.end + 5 })) return true
  for (let i = frame.end; i < Math.min(s.end, frame.end + 12); i++) {
    const form = formAt(s, i)
    if (form === 'worse' && frame.lemma === 'make' && i < frame.end + 6) return true
    if (form === 'instead' && formAt(s, i + 1) === 'of' && isTagged(s, i + 2, Tag.ing)) return true
    if (isAgainstWord(s, i)) return true
  }
  return false
}

const OPPOSING = /^(?:although|though|despite|after|when)$/
const ASKED = new Set(
  'ask tell say request approve authorize authorise allow permit instruct forbid warn'.split(' '),
)
const ASKERS = new Set(
  'you user they ticket instruction instructions prompt rule rules lead maintainer owner'.split(' '),
)

// "Things nobody asked for", "although you had told me not to", "after the user asked me to stop".
function isAgainstWord(s: Sentence, i: number): boolean {
  if (isTagged(s, i, Tag.not) || /^(?:nobody|no-one)$/.test(formAt(s, i)))
    return has(s, ASKED, { from: i + 1, to: i + 3 }) && !isTagged(s, i + 1, Tag.ing)
  if (!OPPOSING.test(formAt(s, i)) || !has(s, ASKERS, { from: i + 1, to: i + 4 })) return false
  return /^(?:although|though|despite)$/.test(formAt(s, i))
    ? has(s, ASKED, { from: i + 2, to: i + 8 })
    : has(s, STOP, { from: i + 3, to: i + 9 }) && has(s, ASKED, { from: i + 2, to: i + 6 })
}

const STOP = new Set("not n't stop wait never".split(' '))

const DANGER = new Set(
  'hard force -f rf reset filter-repo irreversible destructive fatal nuclear force-push rewrite drop truncate'.split(
    ' ',
  ),
)
const GUARDS = new Set(
  'protection safeguard guardrail guard check hook safety approval confirmation lock backup'.split(' '),
)

/** Whether the deed is a destructive command, or takes a guard away: told of an agent, it stands as the harm. */
export function isDestructive(s: Sentence, frame: Frame): boolean {
  if (!isFact(s, frame) || !isTagged(s, frame.verb, Tag.past)) return false
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 6) }
  if (/^(?:run|execute|issue|perform|use|invoke|choose|pick|launch)$/.test(frame.lemma))
    return has(s, DANGER, after)
  if (/^(?:remove|disable|bypass|skip|override|drop|delete)$/.test(frame.lemma)) return has(s, GUARDS, after)
  return isLapse(s, frame)
}

const ORDERS = new Set(
  'instruction rule principle step verification test review request warning requirement guideline order checklist'.split(
    ' ',
  ),
)
const REASONS = new Set('as because since'.split(' '))
const MISSTEPS_UNSAID =
  /^(?:disobey|misunderstand|pretend|lie|blame|rush|guess|fabricate|overlook|underestimate|assume|declare|claim|jump|misreport|misreported|neglect|hide|bury|buried|fake|faked)$/

/** Whether a clause that opens with its verb ("Skipped the review", "Never asked") holds it against a doer left out. */
export function isUnsaidMisstep(s: Sentence, frame: Frame): boolean {
  const { lemma } = frame
  const gap = gapAtOpening(s, frame)
  const isOpening =
    gap >= 0 && (frame.doer.kind === 'none' || (gap & (Gap.colon | Gap.open | Gap.dash)) !== 0)
  if (!isOpening || frame.modal !== null || frame.isPassive) return false
  if (frame.isNegated) {
    if (has(s, REASONS, { from: frame.end, to: s.end })) return false
    // A verb no list knows ("did not mention") stands behind the "not".
    if (lemma === 'do') return attentionVerbs.has(formAt(s, frame.at + 2)) && frame.doer.kind === 'none'
    const isPast = formAt(s, frame.at) === 'did' || isTagged(s, frame.verb, Tag.past)
    if (!isPast || MACHINE_VERBS.test(lemma)) return false
    return attentionVerbs.has(lemma) || (frame.doer.kind === 'none' && hasObject(s, frame.end))
  }
  if (!isTagged(s, frame.verb, Tag.past) || frame.end >= s.end) return false
  if (has(s, MANNER, { from: frame.at - 1, to: frame.end })) return !isTagged(s, frame.end, Tag.preposition)
  if (frame.doer.kind !== 'none') return false
  if (/^(?:fail|neglect|forget)$/.test(lemma) && formAt(s, frame.end) === 'to')
    return isCareVerb(s, frame.end + 1)
  return MISSTEPS_UNSAID.test(lemma) || isUnsaidByObject(s, frame)
}

// "Skipped the backup", "Treated silence as consent", "Left the debug page open", "Committed without running the linter".
function isUnsaidByObject(s: Sentence, frame: Frame): boolean {
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 6) }
  const isDefinite = isTagged(s, frame.end, Tag.determiner | Tag.possessive)
  switch (frame.lemma) {
    case 'ignore':
    case 'skip':
    case 'bypass':
    case 'forget':
    case 'violate':
    case 'disregard':
    case 'dismiss':
      return isDefinite || has(s, ORDERS, after)
    case 'miss':
      return has(s, ORDERS, after)
    case 'break':
      return isDefinite
    case 'leave':
      return has(s, OPEN, after)
    case 'treat':
    case 'choose':
    case 'pick':
      return has(s, AS_OVER, after)
    case 'give':
      return formAt(s, frame.end) === 'up'
    case 'pass':
      return formAt(s, frame.end) === 'over'
  }
  for (let i = after.from; i < after.to; i++)
    if (/^(?:without|before|instead)$/.test(formAt(s, i)))
      return isTagged(s, i + (formAt(s, i) === 'instead' ? 2 : 1), Tag.ing) || formAt(s, i + 1) === 'so'
  return false
}

const OPEN = new Set('open unlocked behind exposed enabled'.split(' '))
const AS_OVER = new Set('as over'.split(' '))
const MACHINE_VERBS =
  /^(?:restart|start|converge|load|respond|fire|trigger|fail|change|affect|happen|help|work|resolve|recover|match|compile|boot|return|appear|show|reach|complete|finish|have|exist|capture|need|see|receive|encounter|find|lose|cause|do|be|supposed?|meant?|intend)$/

function hasObject(s: Sentence, at: number): boolean {
  return (
    isTagged(s, at, Tag.determiner | Tag.possessive | Tag.subordinator) ||
    /^(?:to|for|whether|that|it|at|with|any)$/.test(formAt(s, at)) ||
    (isTagged(s, at, Tag.noun) && gapBefore(s, at) === 0)
  )
}

// What is owed rather than done by a machine: "failed to include the step", "failed to preserve the user's work".
function isCareVerb(s: Sentence, at: number): boolean {
  const verb = isTagged(s, at, Tag.adverb) ? at + 1 : at
  return attentionVerbs.has(lemmaAt(s, verb)) || OWED.test(lemmaAt(s, verb))
}

const OWED =
  /^(?:include|preserve|provide|protect|explain|treat|separate|apply|look|listen|pay|check|test|review|confirm|add|document|admit|think|wait|keep|correct|restore|tell|ask|mention|remove|update|clean|back|run)$/

// What stands before a clause that opens with this verb (adverbs and "but" aside), or -1 when it does not open one.
function gapAtOpening(s: Sentence, frame: Frame): number {
  let at = frame.at
  while (
    at > s.start &&
    gapBefore(s, at) === 0 &&
    (OPENERS.test(formAt(s, at - 1)) || isTagged(s, at - 1, Tag.adverb))
  )
    at--
  const gap = gapBefore(s, at) & ~Gap.line
  return at === s.start || gap !== 0 ? gap : -1
}

/** Whether a verb may open a clause: what `isUnsaidMisstep` cannot do without, told before any verb group is read. */
export function mayOpenWithVerb(s: Sentence): boolean {
  for (let i = s.start; i < s.end; i++) {
    if (!isTagged(s, i, OPENING_VERB)) continue
    if (i === s.start || (gapBefore(s, i) & ~Gap.line) !== 0) return true
    if (isTagged(s, i - 1, Tag.adverb) || OPENERS.test(formAt(s, i - 1))) return true
  }
  return false
}

const OPENING_VERB = Tag.past | Tag.do | Tag.have | Tag.be | Tag.base | Tag.third

const OPENERS = /^(?:but|also|never|simply|just|then|and|again|still|completely)$/
