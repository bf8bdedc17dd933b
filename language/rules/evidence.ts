import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isOnePerson } from '../text/subjects.ts'
import { causeWords, mendingWords, ruinVerbs } from './blame-words.ts'
import { DEEDS, EFFECTS, isCauseOf } from './causes.ts'
import { isFact, plainDeeds } from './deeds.ts'
import { isLettingDown } from './idioms.ts'
import { isHeadlong, isNeglect } from './manner.ts'

// What around a deed makes it the cause of the harm: "we lost the data because Ana …", "Ana …, which took the site down".

const HARM_WORDS = new Set(
  `outage incident loss downtime breach leak crash corruption disruption damage failure delay chaos breakage lose break crash corrupt destroy wipe overwrite offline unavailable unreachable broken down
fail wrong vanish disappear locked flooded deletion mess overload collapse stall stop stuck expire duplicate twice blank dark hang unsent unpaid error unable stale shut double`.split(
    /\s+/,
  ),
)
const STATES = new Set(
  'fine well ok okay healthy work worked start started begin began happen happened break broke smoothly stable'.split(
    ' ',
  ),
)
const BECAUSE = new Set('because since as'.split(' '))

/** Whether the deed of `frame` is given as the reason of a harm named elsewhere in the sentence. */
export function isReasonOfHarm(s: Sentence, frame: Frame): boolean {
  const before = formAt(s, frame.doer.from - 1)
  if (
    before === 'until' ||
    (before === 'when' && /^(?:start|begin|happen|break)$/.test(lemmaAt(s, frame.doer.from - 2)))
  )
    return has(s, STATES, { from: s.start, to: frame.doer.from })
  if (BECAUSE.has(before)) {
    const at = frame.doer.from - 1
    return at > s.start
      ? has(s, HARM_WORDS, { from: s.start, to: at }) || (before === 'because' && formAt(s, at - 1) === 'all')
      : before === 'because' && has(s, HARM_WORDS, { from: frame.end, to: s.end })
  }
  if (
    /^(?:when|after|once)$/.test(before) &&
    isTagged(s, frame.verb, Tag.past) &&
    (plainDeeds.has(frame.lemma) || ruinVerbs.has(frame.lemma))
  )
    return !has(s, mendingWords) && has(s, HARM_WORDS, { from: s.start, to: frame.doer.from - 1 })
  if (
    before === 'moment' &&
    (has(s, HARM_WORDS, { from: s.start, to: frame.doer.from }) ||
      has(s, STATES, { from: s.start, to: frame.doer.from }))
  )
    return true
  if (before === 'that') return isNamedCause(s, frame.doer.from - 1)
  return hasConsequence(s, frame) || isDeedOfNoun(s, frame)
}

// "A decision Tariq took is the root of it", "the command that Ben ran deleted": the noun before the doer is what did the harm.
function isDeedOfNoun(s: Sentence, frame: Frame): boolean {
  for (const k of [frame.doer.head - 1, frame.doer.from - 1, frame.doer.from - 2])
    if (DEEDS.has(lemmaAt(s, k)) && isTagged(s, k - 1, Tag.determiner | Tag.adjective | Tag.possessive))
      return isCauseOf(s, k, frame.end)
  return false
}

// "The cause was that Ana …", "the reason we were down is that Ana …", "owing to the fact that Ana …".
function isNamedCause(s: Sentence, that: number): boolean {
  const before = formAt(s, that - 1)
  if (before === 'fact') return has(s, HARM_WORDS, { from: s.start, to: that })
  return /^(?:is|was|be)$/.test(before) && has(s, CAUSES, { from: s.start, to: that })
}

const CAUSES = new Set('cause reason trigger root explanation happened problem'.split(' '))

// "…, causing an outage", "… which took checkout down", "… and so it shipped broken".
function hasConsequence(s: Sentence, frame: Frame): boolean {
  for (let i = frame.end + 1; i < Math.min(s.end, frame.end + 16); i++) {
    const form = formAt(s, i)
    const isLink =
      form === 'causing' ||
      (form === 'leading' && formAt(s, i + 1) === 'to') ||
      (form === 'resulting' && formAt(s, i + 1) === 'in') ||
      (/^(?:which|thereby|thus|leaving)$/.test(form) && gapBefore(s, i) !== 0) ||
      (form === 'so' && (formAt(s, i - 1) === 'and' || gapBefore(s, i) !== 0)) ||
      (form === 'and' && isHarmNext(s, i + 1)) ||
      form === 'hence' ||
      CONSEQUENCES.test(form)
    if (isLink)
      return /ing$/.test(form) && !/^(?:leading|resulting|leaving)$/.test(form)
        ? true
        : has(s, HARM_WORDS, { from: i, to: s.end }) || hasEffect(s, i)
  }
  return false
}

const CONSEQUENCES =
  /^(?:triggering|breaking|crashing|corrupting|wiping|costing|locking|knocking|cutting|flooding|exposing|leaking|deleting|overwriting|killing|doubling|tripping|taking|de-energis|disconnecting|ruining|sending)$/

// "…, which blew the budget", "…, leaving the site without power".
function hasEffect(s: Sentence, from: number): boolean {
  const next = framesOf(s).find((frame) => frame.at > from && frame.at < from + 6)
  return (
    next !== undefined &&
    next.modal === null &&
    !next.isPassive &&
    !next.isNegated &&
    (EFFECTS.test(next.lemma) ||
      /^(?:blow|disconnect|jam|burn|trip|shut|strand|void|swamp)$/.test(next.lemma))
  )
}

// "… and the wire went to Lagos", "… and we scrambled": what befell the others, next to the deed.
function isHarmNext(s: Sentence, i: number): boolean {
  const next = framesOf(s).find((frame) => frame.at >= i && frame.at <= i + 5)
  if (!next || next.modal !== null) return false
  return (
    /^(?:scramble|lose|crash|break|fail|suffer|pay|vanish|stall|go)$/.test(next.lemma) &&
    next.doer.to > next.doer.from &&
    !isOnePerson(next.doer.kind) &&
    (next.lemma !== 'go' || has(s, GONE, { from: next.end, to: next.end + 4 }))
  )
}

const GONE = new Set('down dark offline wrong missing to astray out'.split(' '))

const OPEN_STATES = new Set(
  'public world-readable world-writable writable readable open running exposed unlocked enabled disabled unattended unencrypted unset unprotected unpatched on off behind broken'.split(
    ' ',
  ),
)
const GUARDS = new Set(
  'alarm alert alerting monitor monitoring check checks test tests safeguard protection validation lock backup backups review logging audit interlock limiter throttle watchdog firewall guardrail safety breaker'.split(
    ' ',
  ),
)
const SECRETS = new Set(
  'password passwords code codes key keys token credential credentials secret secrets'.split(' '),
)

const OWN = new Set('own red failing blind blindly unread'.split(' '))
const INTO = new Set(['into'])

const GIVES = /^(?:tell|give|share|post|email|send|leak|paste|commit|push|upload|publish|hand|text|expose)$/

/** Whether the deed leaves a guard off, a door open or a secret told: an accusation without a word of blame in it. */
export function isLapse(s: Sentence, frame: Frame): boolean {
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 6) }
  if (frame.lemma === 'leave') return has(s, OPEN_STATES, after)
  if (/^(?:disable|silence|mute|dismiss|bypass|skip|turn|switch)$/.test(frame.lemma))
    return has(s, GUARDS, after)
  if (GIVES.test(frame.lemma) && has(s, SECRETS, after)) return true
  if (/^(?:push|deploy|merge|ship|commit)$/.test(frame.lemma)) return isStraight(s, after)
  if (/^(?:unplug|expose|purge|force-push|unleash)$/.test(frame.lemma)) return true
  if (/^(?:approve|merge|review)$/.test(frame.lemma)) return has(s, OWN, after)
  if (frame.lemma === 'talk') return has(s, INTO, { from: frame.end, to: frame.end + 3 })
  if (frame.lemma === 'keep') return isTagged(s, frame.end, Tag.ing)
  return frame.lemma === 'do' && formAt(s, frame.end) === 'it' && formAt(s, frame.end + 1) === 'again'
}

function isStraight(s: Sentence, after: { from: number; to: number }): boolean {
  for (let i = after.from; i < after.to; i++) {
    if (!/^(?:straight|directly)$/.test(formAt(s, i))) continue
    return (
      /^(?:to|into|on|in)$/.test(formAt(s, i + 1)) &&
      /^(?:main|master|production|prod|live|trunk)$/.test(formAt(s, i + 2))
    )
  }
  return false
}

/** "Henrik's clean-up script took us down", "traced to Ana's commit": the owner of the thing stands for the cause. `owner` is the word before "'s". */
export function isOwnerOfCause(s: Sentence, owner: number): boolean {
  if (formAt(s, owner + 1) !== "'s") return false
  let noun = owner + 2
  while (noun < owner + 6 && !ARTEFACTS.has(lemmaAt(s, noun))) noun++
  if (!ARTEFACTS.has(lemmaAt(s, noun))) return false
  const next = framesOf(s).find((frame) => frame.at > noun && frame.at <= noun + 3)
  if (next && !next.isNegated && next.modal === null && isHarmfulAfter(s, next)) return true
  const before = lemmaAt(s, owner - 1)
  const isNamed = before === 'by' || before === 'to' || before === 'be'
  return isNamed && has(s, CAUSAL, { from: Math.max(s.start, owner - 7), to: owner })
}

const ARTEFACTS = new Set(
  'tweak rollback failover hotfix rebase cronjob cron cleanup clean-up test experiment edit script change commit deploy deployment query migration push pr merge patch edit config configuration code release rollout branch job command refactor refactoring update upgrade'.split(
    ' ',
  ),
)
const CAUSAL = new Set([...causeWords, ...'break corrupt bring take'.split(' ')])

function isHarmfulAfter(s: Sentence, frame: Frame): boolean {
  if (/^(?:break|crash|corrupt|leak|cause|destroy|wipe|trigger|overwrite|delete|overload)$/.test(frame.lemma))
    return true
  return /^(?:take|bring)$/.test(frame.lemma) && has(s, DOWN, { from: frame.end, to: frame.end + 5 })
}

const DOWN = new Set(['down', 'offline'])

/** Whether a frame tells a deed, or an omission, of one person that stands as the harm or its reason. */
export function isBlamingDeed(s: Sentence, frame: Frame): boolean {
  const isOne = isOnePerson(frame.doer.kind)
  if (isOne && frame.isNegated) return isUndoneReason(s, frame) || isBrokenPromise(s, frame)
  if (isOne && frame.modal === 'would' && frame.isNegated) return STUBBORN.test(frame.lemma)
  if (!isFact(s, frame))
    return (
      isOne &&
      (isForewarned(s, frame) || (!frame.isPassive && !isSupposed(s, frame) && isLettingDown(s, frame)))
    )
  const isPast = isTagged(s, frame.verb, Tag.past | Tag.participle)
  return (
    (isPast && (isLapse(s, frame) || (isOne && isReasonOfHarm(s, frame)))) ||
    (isOne && (isLettingDown(s, frame) || isNeglect(s, frame) || (isPast && isHeadlong(s, frame))))
  )
}

// "We lost it since Ana had never set up the backup": an omission given as the reason; what somebody lacked is a condition.
function isUndoneReason(s: Sentence, frame: Frame): boolean {
  if (frame.modal !== null || frame.isPassive || LACKED.test(frame.lemma)) return false
  return BECAUSE.has(formAt(s, frame.doer.from - 1)) && isReasonOfHarm(s, frame)
}

// "If Lena had been asleep", "had she left it open".
function isSupposed(s: Sentence, frame: Frame): boolean {
  return (
    /^(?:if|unless|had|only)$/.test(formAt(s, frame.doer.from - 1)) ||
    /^(?:if|unless)$/.test(formAt(s, frame.doer.from)) ||
    frame.at < frame.doer.from
  )
}

const STUBBORN = /^(?:listen|budge|hear|wait|answer|let)$/
const LACKED = /^(?:have|be|see|receive|hear|need|want|find|reach|able|know|get)$/

// "She had promised to renew it and did not", "was supposed to … and never did".
function isBrokenPromise(s: Sentence, frame: Frame): boolean {
  return frame.lemma === 'do' && frame.end >= s.end - 1 && has(s, PROMISES, { from: s.start, to: frame.at })
}

const PROMISES = new Set(
  'promise supposed agree meant due asked told expect undertake volunteer swear'.split(' '),
)

// "Had been told twice not to touch it".
function isForewarned(s: Sentence, frame: Frame): boolean {
  if (!frame.isPassive || !/^(?:tell|warn|instruct|remind|ask|order)$/.test(frame.lemma) || frame.isNegated)
    return false
  return has(s, WARNINGS, { from: frame.end, to: frame.end + 4 })
}

const WARNINGS = new Set('not twice repeatedly never against'.split(' '))
