import { framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import { isClauseStart } from '../text/phrases.ts'
import { firstWord, formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'

// An action made of attitude alone: a demand ("we must", "staff should", an imperative, "more care") whose verb, object
// or manner is care, attention, speed, culture or talk. Whether something does the work is asked elsewhere.

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

// These ask for an attitude whatever follows.
const ATTITUDE_VERBS = words(
  `remember strive aim endeavour endeavor try focus concentrate beware mind emphasize emphasise stress reinforce reiterate remind encourage urge educate retrain coach communicate cooperate collaborate
prioritise prioritize anticipate learn reflect think reconsider familiarise familiarize apologise apologize promise rebrief re-brief listen bother sensitise sensitize sharpen`,
)
// These do so only in a manner: sooner, twice, with more care, before acting.
const PLAIN_VERBS = words(
  `read check verify test review ask look plan prepare monitor watch respond answer report escalate act work do keep speak talk own consider tell discuss inform notice follow get stay be make take study close
know understand raise explain double-check write type deploy proceed behave coordinate treat use slow question confirm move spend commit investigate`,
)
const MANNER = words(
  `harder faster quicker sooner earlier carefully closely thoroughly properly twice fully diligently attentively responsibly calmly conscientiously seriously deliberately cautiously correctly slowly precisely
nicer kinder smarter consciously promptly quickly responsive accurately stricter peeled considerate carefuller tidier humble patient kind nice gentle thorough strict disciplined transparent honestly proactively mindfully rigorously best awake calm sharp`,
)
const ATTITUDE_NOUNS = words(
  `care caution vigilance diligence attention awareness communication collaboration coordination cooperation teamwork discipline ownership accountability culture mindset rigor rigour patience responsibility urgency
professionalism thoroughness precision seriousness importance attitude morale shortcut carelessness mistake hygiene respect trust transparency proactivity effort decision judgement judgment accuracy commitment sense focus
attentiveness understanding curiosity haste hurry game lesson quality standard watch pride emphasis consideration thought concentration prudence carefulness readiness preparedness alertness eye`,
)
const TALK = words(
  `email e-mail mail message poster talk chat conversation discussion meeting brown-bag refresher course seminar workshop reminder briefing newsletter training all-hands townhall lecture session memo circular webinar campaign talking-to appeal letter toolbox-talk`,
)
// Asked of people, these are attention and nothing more.
const SOFT = words(
  'observe talk listen read re-read reread know understand heed respect question speak discuss consult keep-calm',
)
const SAYS = words(
  'send post put hold have give organise organize schedule arrange write circulate issue run bring discuss speak talk deliver raise conduct launch start',
)

/** Words one of which stands in every such demand. */
export const attitudeWords: readonly string[] = [
  ...ATTITUDE_VERBS,
  ...ATTITUDE_NOUNS,
  ...MANNER,
  ...TALK,
  ...'before next future unsure doubt never not better more speak posted without standard moment forget'.split(
    ' ',
  ),
  "n't",
]

const BRINGS = words(
  'take show exercise practice practise apply pay increase improve raise build foster promote create strengthen encourage need have keep maintain bring give put emphasize emphasise stress reinforce exert use demand require avoid stop develop instil instill work spread boost reduce eliminate cut make heighten cultivate nurture hold expect deepen enhance get do own commit',
)
const MINDS = words('assume trust rush hurry panic forget guess')
const DENIED = words(
  'assume trust rush hurry panic forget touch skip ignore lose guess deploy break repeat cut neglect underestimate overlook hesitate make take use run copy paste rely type test push merge commit ship release change edit modify guess click approve improvise experiment tinker fiddle',
)

/** The word that makes a demand an attitude, or -1: its verb, its manner, or the object of a verb that only brings it about. */
export function attitudeIn(s: Sentence): number {
  for (const verb of demandsIn(s)) {
    const at = attitudeOf(s, verb)
    if (at >= 0) return at
  }
  const noun = nounDemand(s)
  return noun < 0 ? isHeld(s) : noun
}

function attitudeOf(s: Sentence, verb: number): number {
  const lemma = lemmaAt(s, verb)
  if (ATTITUDE_VERBS.has(lemma)) return isOfPeople(s, verb) ? verb : -1
  if (isDenied(s, verb))
    return DENIED.has(lemma) && (MINDS.has(lemma) || !has(s, THINGS, { from: verb + 1, to: s.end }))
      ? verb
      : -1
  if (SOFT.has(lemma) && isAskedOfPeople(s, verb) && !has(s, THINGS, { from: verb, to: s.end })) return verb
  if (PLAIN_VERBS.has(lemma)) {
    const at = mannerAfter(s, verb)
    if (at >= 0) return at
  }
  if (SAYS.has(lemma) && !has(s, AUTOMATA)) {
    const at = nounAfter(s, verb, TALK)
    if (at >= 0) return at
  }
  return BRINGS.has(lemma) ? nounAfter(s, verb, ATTITUDE_NOUNS) : -1
}

// "Operators shall observe", "everyone to re-read", "people need to talk".
function isAskedOfPeople(s: Sentence, verb: number): boolean {
  const to = formAt(s, verb - 1) === 'to' ? verb - 2 : verb - 1
  if (/^(?:must|should|shall|need|needs|ought)$/.test(formAt(s, to))) return isPeople(s, to)
  return formAt(s, verb - 1) === 'to' && /^(?:everyone|everybody|all|staff|team|crew)$/.test(formAt(s, to))
}

// "Never run", "don't assume", "do not touch": what not to do, with nothing that would stop it.
function isDenied(s: Sentence, verb: number): boolean {
  return isTagged(s, verb - 1, Tag.not) || /^(?:never|not)$/.test(formAt(s, verb - 1))
}

// "… sooner", "… more thoroughly", "… next time", "… before acting", "… if unsure".
function mannerAfter(s: Sentence, verb: number): number {
  for (let i = verb + 1; i < Math.min(s.end, verb + 9); i++) {
    const form = formAt(s, i)
    const next = formAt(s, i + 1)
    if (MANNER.has(form)) return i
    const isTime =
      (form === 'next' && next === 'time') ||
      (form === 'future' && /^(?:the|in)$/.test(formAt(s, i - 1))) ||
      (form === 'in' && next === 'doubt')
    if (isTime || form === 'unsure' || form === 'posted') return i
    if (
      /^(?:before|without)$/.test(form) &&
      (isTagged(s, i + 1, Tag.ing) || BEFORE_WHAT.has(next)) &&
      !has(s, THINGS, { from: verb, to: i })
    )
      return i
    if (
      /^(?:more|better)$/.test(form) &&
      (isTagged(s, i + 1, lemmaAt(s, verb) === 'be' ? Tag.adverb | Tag.adjective | Tag.noun : Tag.adverb) ||
        /^(?:often|at|about|with|in|)$/.test(next))
    )
      return i
    if (form === 'first' && i + 1 >= s.end && /^(?:ask|think|look|read|check)$/.test(lemmaAt(s, verb)))
      return i
  }
  return lemmaAt(s, verb) === 'speak' && formAt(s, verb + 1) === 'up' ? verb : -1
}

function nounAfter(s: Sentence, verb: number, nouns: ReadonlySet<string>): number {
  for (let i = verb + 1; i < Math.min(s.end, verb + 7); i++) {
    if (gapBefore(s, i) !== 0 && i > verb + 1) return -1
    if (nouns.has(lemmaAt(s, i)) || nouns.has(formAt(s, i)))
      return isTagged(s, i + 1, Tag.noun) &&
        formAt(s, i + 1) !== 'to' &&
        gapBefore(s, i + 1) === 0 &&
        !isTagged(s, i + 1, Tag.preposition | Tag.adverb) &&
        !nouns.has(lemmaAt(s, i + 1))
        ? -1
        : i
  }
  return -1
}

// "More care next time", "refresher training for the crew", "a higher standard of care is required", "the answer is more discipline".
function nounDemand(s: Sentence): number {
  for (let i = s.start; i < Math.min(s.end, s.start + 10); i++) {
    if (!MORE.has(formAt(s, i)) || s.section === 'timeline') continue
    const opens =
      isClauseStart(s, i) ||
      (i <= s.start + 1 && isTagged(s, s.start, Tag.determiner)) ||
      (isTagged(s, i - 1, Tag.be) && i < s.start + 5) ||
      gapBefore(s, i) !== 0
    if (!opens) continue
    const at = nounAfter(s, i, ATTITUDE_NOUNS)
    const talk = at < 0 ? nounAfter(s, i - 1, TALK) : at
    if (talk < 0) continue
    const frame = framesOf(s)[0]
    const isWish = !frame || framesOf(s).some((f) => f.modal !== null) || has(s, NEEDED) || frame.at < i
    if (isWish) return talk
  }
  return -1
}
const BEFORE_WHAT = words(
  'implementation deployment deploying use release action you merge acting commit changes implementing making each every any',
)
const MORE = words(
  'more better improved increased heightened closer greater stricter refresher extra further higher stronger additional continuous mandatory less',
)
// "A talk will be held", "a mail has gone out", "the importance of notes will be stressed".
function isHeld(s: Sentence): number {
  const frame = framesOf(s).find(
    (f) =>
      HELD.has(f.lemma) && (f.isPassive || (f.lemma === 'go' && formAt(s, f.end) === 'out')) && !f.isNegated,
  )
  if (!frame || has(s, AUTOMATA)) return -1
  for (let i = s.start; i < frame.at; i++)
    if (TALK.has(formAt(s, i)) || formAt(s, i) === 'importance' || formAt(s, i) === 'need') return i
  return -1
}
const HELD = words(
  'hold send stress give make issue circulate go emphasise emphasize reiterate distribute plan schedule raise organise organize reinforce underline post',
)
const NEEDED = words('require needed required necessary must need')

const STARTS = words(
  'please pls always also just really and then next time in the future going forward from now on to so yeah lesson learned action actions let lets us all everyone everybody hopefully again ok well try team',
)

// The verb of an imperative, or of "we must …", "staff should …", "everyone needs to …", "asked to …".
function demandsIn(s: Sentence): readonly number[] {
  const found: number[] = []
  let first = firstWord(s)
  while (first < s.end && first < s.start + 8 && (STARTS.has(formAt(s, first)) || formAt(s, first) === "'s"))
    first++
  if (isNo(s, first)) first += formAt(s, first + 1) === 'not' || formAt(s, first + 1) === "n't" ? 2 : 1
  const isImperative =
    isVerb(s, first) &&
    (gapBefore(s, first + 1) === 0 || first + 1 >= s.end) &&
    !isTagged(s, first + 1, Tag.be | Tag.modal | Tag.have)
  if (isImperative) found.push(first)
  for (let i = first; i < Math.min(s.end, s.start + 26); i++) {
    const verb = verbDemanded(s, i)
    if (verb > 0 && isVerb(s, verb)) found.push(verb)
    const isJoined = isImperative && formAt(s, i) === 'and'
    if (isJoined) found.push(isNo(s, i + 1) ? i + 3 : i + 1)
  }
  return found
}

function isVerb(s: Sentence, i: number): boolean {
  return isTagged(s, i, Tag.base) || /^(?:be|have|do)$/.test(formAt(s, i)) || ATTITUDE_VERBS.has(formAt(s, i))
}

const isNo = (s: Sentence, i: number) =>
  formAt(s, i) === 'do' || formAt(s, i) === 'never' || formAt(s, i) === 'dont'

const isDemanding = perEntry(({ form, lemma }: Entry): boolean =>
  /^(?:must|should|will|shall|need|ought|have|to|that)$/.test(/^(?:to|that)$/.test(form) ? form : lemma),
)

function verbDemanded(s: Sentence, i: number): number {
  const entry = i < s.end ? s.words.entry[i] : undefined
  if (entry === undefined || !isDemanding(entry)) return -1
  const lemma = lemmaAt(s, i)
  const isHaveTo = /^(?:have|has)$/.test(formAt(s, i)) && formAt(s, i + 1) === 'to'
  const isModal =
    (isHaveTo || /^(?:must|should|will|shall|need|ought)$/.test(lemma)) && (isPeople(s, i) || i === s.start)
  const isAsked = formAt(s, i) === 'to' && ASKED.has(lemmaAt(s, i - 1)) && !isTagged(s, i - 2, Tag.do)
  const isTold =
    formAt(s, i) === 'to' && has(s, TOLD, { from: i - 4, to: i - 1 }) && isHuman(kindAt(s, i - 1, i - 3))
  const isThat =
    formAt(s, i) === 'that' && /^(?:recommended|important|ensure)$/.test(formAt(s, i - 1)) ? i + 2 : -1
  if (isThat > 0) return isThat
  if (!isModal && !isAsked && !isTold) return -1
  let verb = i + 1
  while (
    verb < i + 6 &&
    (formAt(s, verb) === 'to' || formAt(s, verb) === 'all' || isTagged(s, verb, Tag.adverb | Tag.not))
  )
    verb++
  return verb
}

const ASKED = words('ask tell remind advise expect recommend upon urge encourage promise commit hope try')
const TOLD = words('ask tell urge encourage expect want')

function isPeople(s: Sentence, modal: number): boolean {
  const kind = kindAt(s, modal - 1, modal - 3)
  if (kind === 'agent' && formAt(s, modal) === 'will') return false
  return (
    isHuman(kind) ||
    formAt(s, modal - 1) === 'all' ||
    framesOf(s).some((f) => f.at === modal && isHuman(f.doer.kind))
  )
}

// "Try the restore on a copy", "focus the alert on writes": with a thing as the object the verb does some work.
function isOfPeople(s: Sentence, verb: number): boolean {
  if (
    isTagged(s, verb, Tag.noun) &&
    isTagged(s, verb + 1, Tag.noun) &&
    !isTagged(s, verb + 1, Tag.preposition | Tag.adverb | Tag.ing)
  )
    return false
  // "Think about accounts like the mail provider" names examples.
  if (formAt(s, verb) === 'think' && has(s, LIKE, { from: verb + 1, to: s.end })) return false
  if (formAt(s, verb) === 'try' && !/^(?:to|not|harder|and)$/.test(formAt(s, verb + 1))) return false
  return !has(s, THINGS, { from: verb + 1, to: s.end })
}

const LIKE = words('like')
const AUTOMATA = words('scheduler timer bot script job tool cron pipeline alert template dashboard')
const THINGS = words(
  'alert alarm script tool job pipeline check limit dashboard index replica backup cache drill query config flag api lint ci automation template metric page graph bot field form prompt gate staging canary copy',
)
