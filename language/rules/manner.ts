import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, has, isTagged, type Sentence } from '../text/sentences.ts'
import { plainDeeds } from './deeds.ts'

// The manner of a deed that makes it an accusation, whatever the verb: before it was ready, within seconds, on a hunch,
// against advice; and the deeds that are one by their own sense: to let expire, to wave through, to refuse.

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

const READY = set(
  'done finished complete ready over existed exist green approved reviewed tested place passed confirmed signed agreed verified finish pass',
)
const WARNED = set(
  `advice warning warnings rule rules policy freeze instruction instructions order orders ban objection objections told asked warned red failing failed knowing alarm protest protests wishes knew veto runbook protocol procedure`,
)
const AGAINST = set('contrary despite against although though while knowing knowingly even disregarding')

const TYPING = set(
  'type keyed enter click hit press paste dial pick select choose tap run deploy push merge restart reboot delete drop unplug pull load restore apply',
)

/** Whether the words around the deed hold its manner against the doer: hasty, on a whim, against a warning. */
export function isHeadlong(s: Sentence, frame: Frame): boolean {
  const opens = /^(?:contrary|despite|against|without)$/.test(formAt(s, s.start))
  for (let i = opens ? s.start : frame.doer.to; i < Math.min(s.end, frame.end + 14); i++) {
    const form = formAt(s, i)
    if (MANNERS[form]?.(s, frame, i)) return true
    if (AGAINST.has(form) && has(s, WARNED, { from: i + 1, to: i + 9 })) return true
  }
  return false
}

type Manner = (s: Sentence, frame: Frame, i: number) => boolean

const MANNERS: Readonly<Record<string, Manner>> = {
  before: (s, _, i) =>
    has(s, READY, { from: i + 1, to: i + 9 }) && framesOf(s).some((one) => one.at > i && one.at < i + 8),
  anyway: (s, frame) => isTagged(s, frame.verb, Tag.past),
  regardless: (s, frame) => isTagged(s, frame.verb, Tag.past),
  within: (s, frame, i) => isHasty(s, frame, i),
  in: (s, frame, i) => isHasty(s, frame, i),
  on: (s, frame, i) =>
    isOnOwn(s, i) || (isAlone(s, i) && plainDeeds.has(frame.lemma) && !MENDING.test(frame.lemma)),
  instead: (s, frame, i) => TYPING.has(frame.lemma) && formAt(s, i + 1) === 'of',
  without: (s, frame, i) =>
    !NOTICING_LOSS.has(formAt(s, i + 1)) &&
    !NOTICING_LOSS.has(formAt(s, i + 2)) &&
    plainDeeds.has(frame.lemma),
  thinking: (s, frame, i) => (gapBefore(s, i) & ~1) === 0 && plainDeeds.has(frame.lemma),
  believing: (s, frame, i) => (gapBefore(s, i) & ~1) === 0 && plainDeeds.has(frame.lemma),
  too: (s, frame, i) =>
    /^(?:early|late|soon|fast|hard|far)$/.test(formAt(s, i + 1)) && isTagged(s, frame.verb, Tag.past),
  outside: (s, _, i) => has(s, BOUNDS, { from: i + 1, to: i + 6 }),
}
const NOTICING_LOSS = set(
  'downtime interruption interruptions problem problems incident incidents issue trouble delay loss losing effect success result impact error errors causing waiting further any harm change changes',
)
const MENDING = /^(?:bring|restart|restore)$/

// "Approved it in nine seconds": speed is a reproach where care was the whole work.
function isHasty(s: Sentence, frame: Frame, i: number): boolean {
  if (/^(?:hurry|rush|haste)$/.test(formAt(s, i + 2))) return true
  if (formAt(s, i + 2) === 'middle') return plainDeeds.has(frame.lemma)
  if (!/^(?:approve|merge|review|sign|accept|close|dismiss)$/.test(frame.lemma)) return false
  return has(s, INSTANTS, { from: i + 1, to: i + 4 })
}

function isAlone(s: Sentence, i: number): boolean {
  return /^(?:his|her|its)$/.test(formAt(s, i + 1)) && formAt(s, i + 2) === 'own'
}

const BOUNDS = set('window procedure process hours')
const INSTANTS = set('second minute')

// "On a hunch", "on its own initiative", "on his own".
function isOnOwn(s: Sentence, i: number): boolean {
  if (/^(?:hunch|whim)$/.test(formAt(s, i + 2))) return true
  return formAt(s, i + 2) === 'own' && /^(?:initiative|authority|accord|account)$/.test(formAt(s, i + 3))
}

const THANKS = set(
  'survive persistence persistent uncover save rescue hero luckily fortunately thankfully thanks stubbornly until',
)
const LAPSES = set('expire lapse slip fill overflow rot drift die spread rust starve burn boil flood freeze')
const CALM = set('safe fine ok okay tested done ready harmless nothing green complete')
const TWINS = set('staging test dev sandbox reset safe fine dry-run demo spare old empty other replica')
const ALL = set('everyone everybody us all them')
const CALLS = set('call tell escalate page report say ask open inform raise alert warn')

/** Whether the deed is one only held against people: refusing, waving through, letting expire, waiting long to tell. */
export function isNeglect(s: Sentence, frame: Frame): boolean {
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 8) }
  const next = formAt(s, frame.end)
  switch (frame.lemma) {
    case 'refuse':
    case 'insist':
      return /^(?:to|on)$/.test(next) && !has(s, THANKS)
    case 'let':
      return has(s, LAPSES, after)
    case 'wait':
      return has(s, HOURS, after) && has(s, CALLS, after)
    case 'sit':
      return next === 'on' && formAt(s, frame.end + 1) !== 'top'
    case 'sleep':
      return next === 'through'
    case 'wave':
      return has(s, THROUGH, after)
    case 'waive':
    case 'overrule':
    case 'hide':
    case 'conceal':
    case 'rubber-stamp':
    case 'underestimate':
    case 'mistake':
    case 'confuse':
    case 'transpose':
    case 'misdial':
    case 'gamble':
      return next !== '' && !/^(?:by|with)$/.test(next)
    default:
      return isFalseCalm(s, frame, after) || isSloppyOrder(s, frame, after)
  }
}

const HOURS = set('minute hour day week month')
const THROUGH = set('through')

// "Thought it was staging", "told everyone it was safe", "swore the backup was fine".
function isFalseCalm(s: Sentence, frame: Frame, after: { from: number; to: number }): boolean {
  const said = framesOf(s).find((one) => one.at > frame.verb && one.at <= after.to)
  if (!said || said.modal !== null || said.isNegated || !isTagged(s, said.at, Tag.be)) return false
  const rest = { from: said.at, to: Math.min(s.end, said.end + 4) }
  if (/^(?:think|believe|assume)$/.test(frame.lemma)) return has(s, TWINS, rest)
  const isAssurance =
    /^(?:assure|swear|promise|insist)$/.test(frame.lemma) ||
    (frame.lemma === 'tell' && has(s, ALL, { from: frame.end, to: frame.end + 2 }))
  return isAssurance && has(s, CALM, rest)
}

// "Went to lunch with", "took it upon himself", "chose not to", "had been told not to", "chose to deploy on a Friday".
function isSloppyOrder(s: Sentence, frame: Frame, after: { from: number; to: number }): boolean {
  const next = formAt(s, frame.end)
  if (frame.lemma === 'take') return next === 'it' && formAt(s, frame.end + 1) === 'upon'
  if (frame.lemma === 'choose') return next === 'not'
  if (frame.lemma === 'go') return /^(?:to|on)$/.test(next) && has(s, ABSENCES, after) && has(s, WITH, after)
  if (/^(?:put|store|copy|save|keep|hard-code|hardcode|reuse|re-use|write|share)$/.test(frame.lemma))
    return has(s, SECRETS, { from: frame.end, to: frame.end + 4 }) && !has(s, SAFES, after)
  return false
}

const ABSENCES = set('lunch holiday home bed vacation leave')
const WITH = set('without with')
const SECRETS = set('pin password passwords credential credentials secret secrets key keys token tokens')
const SAFES = set('vault safe manager keystore kms envelope hsm')
