import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isOnePerson } from '../text/subjects.ts'
import { isFact } from './deeds.ts'

// What around a deed makes it the cause of the harm: "we lost the data because Ana …", "Ana …, which took the site down".

const HARM_WORDS = new Set(
  `outage incident loss downtime breach leak crash corruption disruption damage failure delay chaos breakage lose break crash corrupt destroy wipe overwrite offline unavailable unreachable broken down
deletion mess overload collapse stall`.split(/\s+/),
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
  if (BECAUSE.has(before) || (before === 'that' && formAt(s, frame.doer.from - 2) === 'fact')) {
    const isAfter = before === 'because' || frame.doer.from - 1 > s.start
    return isAfter && has(s, HARM_WORDS, { from: s.start, to: frame.doer.from - 1 })
  }
  return hasConsequence(s, frame)
}

// "…, causing an outage", "… which took checkout down", "… and so it shipped broken".
function hasConsequence(s: Sentence, frame: Frame): boolean {
  for (let i = frame.end + 1; i < Math.min(s.end, frame.end + 16); i++) {
    const form = formAt(s, i)
    const isLink =
      form === 'causing' ||
      (form === 'leading' && formAt(s, i + 1) === 'to') ||
      (form === 'resulting' && formAt(s, i + 1) === 'in') ||
      (form === 'which' && gapBefore(s, i) !== 0) ||
      (form === 'so' && formAt(s, i - 1) === 'and') ||
      /^(?:triggering|breaking|crashing|corrupting|wiping)$/.test(form)
    if (isLink)
      return /ing$/.test(form) && form !== 'leading' && form !== 'resulting'
        ? true
        : has(s, HARM_WORDS, { from: i, to: s.end })
  }
  return false
}

const OPEN_STATES = new Set(
  'open running exposed unlocked enabled disabled unattended unencrypted unset unprotected unpatched on off behind broken'.split(
    ' ',
  ),
)
const GUARDS = new Set(
  'alarm alert alerting monitor monitoring check checks test tests safeguard protection validation lock backup backups backup review logging audit'.split(
    ' ',
  ),
)
const SECRETS = new Set(
  'password passwords code codes key keys token credential credentials secret secrets'.split(' '),
)

const OWN = new Set('own red failing blind blindly unread'.split(' '))
const INTO = new Set(['into'])

/** Whether the deed leaves a guard off, a door open or a secret told: an accusation without a word of blame in it. */
export function isLapse(s: Sentence, frame: Frame): boolean {
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 6) }
  if (frame.lemma === 'leave') return has(s, OPEN_STATES, after)
  if (/^(?:disable|silence|mute|dismiss|bypass|skip|turn|switch)$/.test(frame.lemma))
    return has(s, GUARDS, after)
  if (/^(?:tell|give|share|post|email|send|leak|paste|commit)$/.test(frame.lemma))
    return has(s, SECRETS, after)
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
  'script change commit deploy deployment query migration push pr merge patch edit config configuration code release rollout branch job command refactor refactoring update upgrade'.split(
    ' ',
  ),
)
const CAUSAL = new Set('cause break trace trigger corrupt bring take root culprit blame down'.split(' '))

function isHarmfulAfter(s: Sentence, frame: Frame): boolean {
  if (/^(?:break|crash|corrupt|leak|cause|destroy|wipe|trigger|overwrite|delete|overload)$/.test(frame.lemma))
    return true
  return /^(?:take|bring)$/.test(frame.lemma) && has(s, DOWN, { from: frame.end, to: frame.end + 5 })
}

const DOWN = new Set(['down', 'offline'])

/** Whether a frame tells a deed of one person that stands as the harm or its reason. */
export function isBlamingDeed(s: Sentence, frame: Frame): boolean {
  return (
    isFact(s, frame) &&
    isTagged(s, frame.verb, Tag.past) &&
    (isLapse(s, frame) || (isOnePerson(frame.doer.kind) && isReasonOfHarm(s, frame)))
  )
}
