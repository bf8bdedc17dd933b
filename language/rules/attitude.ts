import { Tag } from '../text/lexicon.ts'
import { firstWord, formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'

// An action made of attitude alone: a demand ("we must", "staff should", an imperative) whose verb or object is care,
// attention, culture or communication. Whether something does the work is asked first, elsewhere.

const ATTITUDE_VERBS = new Set(
  `remember strive aim endeavour endeavor try focus concentrate beware mind emphasize emphasise stress reinforce reiterate remind encourage urge educate retrain coach communicate cooperate collaborate
prioritise prioritize anticipate learn reflect think reconsider`.split(/\s+/),
)
const ATTITUDE_NOUNS = new Set(
  `care caution vigilance diligence attention awareness communication collaboration coordination teamwork discipline ownership accountability culture mindset rigor rigour patience responsibility urgency
professionalism thoroughness precision seriousness importance attitude morale shortcut carelessness mistake hygiene respect trust transparency proactivity effort`.split(
    /\s+/,
  ),
)
/** Words one of which stands in every such demand. */
export const attitudeWords: readonly string[] = [...ATTITUDE_VERBS, ...ATTITUDE_NOUNS]

const BRINGS = new Set(
  'take show exercise practice practise apply pay increase improve raise build foster promote create strengthen encourage need have keep maintain bring give put emphasize emphasise stress reinforce exert use demand require avoid stop develop instil instill work develop spread boost reduce eliminate cut make'.split(
    ' ',
  ),
)

/** The word that makes a demand an attitude, or -1: its verb, or the object of a verb that only brings it about. */
export function attitudeIn(s: Sentence): number {
  const verb = demandedVerb(s)
  if (verb < 0) return -1
  if (ATTITUDE_VERBS.has(lemmaAt(s, verb))) return isOfPeople(s, verb) ? verb : -1
  if (
    /^(?:carefully|properly|thoroughly|diligently|attentively|responsibly|calmly|conscientiously)$/.test(
      formAt(s, s.end - 1),
    )
  )
    return s.end - 1
  if (!BRINGS.has(lemmaAt(s, verb))) return -1
  for (let i = verb + 1; i < Math.min(s.end, verb + 6); i++) {
    if (gapBefore(s, i) !== 0 && i > verb + 1) return -1
    if (ATTITUDE_NOUNS.has(lemmaAt(s, i)))
      return isTagged(s, i + 1, Tag.noun) && gapBefore(s, i + 1) === 0 && !isTagged(s, i + 1, Tag.preposition)
        ? -1
        : i
  }
  return -1
}

// The verb of an imperative, or of "we must …", "staff should …", "everyone needs to …".
function demandedVerb(s: Sentence): number {
  let first = firstWord(s)
  while (/^(?:please|always|also|just|really|and|then|next|going|forward|to)$/.test(formAt(s, first))) first++
  if (isTagged(s, first, Tag.base) && gapBefore(s, first + 1) === 0) return first
  for (let i = s.start + 1; i < Math.min(s.end, s.start + 12); i++) {
    const isModal = /^(?:must|should|will|shall|need|ought)$/.test(lemmaAt(s, i))
    if (!isModal || !isHuman(kindAt(s, i - 1, i - 3))) continue
    let verb = i + 1
    while (verb < i + 5 && (formAt(s, verb) === 'to' || isTagged(s, verb, Tag.adverb))) verb++
    return isTagged(s, verb, Tag.base) ? verb : -1
  }
  return -1
}

// "Try the restore on a copy", "focus the alert on writes": with a thing as the object the verb does some work.
function isOfPeople(s: Sentence, verb: number): boolean {
  if (
    isTagged(s, verb, Tag.noun) &&
    isTagged(s, verb + 1, Tag.noun) &&
    !isTagged(s, verb + 1, Tag.preposition)
  )
    return false
  if (formAt(s, verb) === 'try' && !/^(?:to|not|harder)$/.test(formAt(s, verb + 1))) return false
  return !has(s, THINGS, { from: verb + 1, to: s.end })
}

const THINGS = new Set(
  'alert alarm script tool job pipeline check limit dashboard index replica backup cache drill query config flag api lint ci automation template metric page graph'.split(
    ' ',
  ),
)
