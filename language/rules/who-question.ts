import type { Rewrite } from '../finding.ts'
import { baseOf, Tag } from '../text/lexicon.ts'
import { Evidence, evidenceOf, mayHold } from '../text/may-hold.ts'
import { isClauseStart, phrases } from '../text/phrases.ts'
import {
  formAt,
  fromOf,
  gapBefore,
  has,
  isQuestion,
  isTagged,
  lemmaAt,
  type Sentence,
  textOf,
  toOf,
} from '../text/sentences.ts'
import { isHuman, isPersonAt, kindAt } from '../text/subjects.ts'
import { Gap } from '../text/words.ts'
import { type Hit, hitOf, phraseHits, type Rule, withRewrites } from './rule.ts'
import { approvalVerbs } from './who-approved.ts'

// Verbs after "who" that ask for help, a contact or a reader, not for a culprit.
const HELPFUL = new Set(
  `own call respond know contact get need can could should will would attend participate page help benefit take use see notice lead declare join speak act involve present restore say report want answer cover
volunteer receive look care feel learn hear`.split(/\s+/),
)
const REACHED =
  /^(?:told|affected|notified|informed|asked|invited|hurt|impacted|reached|paged|called|contacted|involved|hit|present|awake|available|online|able)$/
const HUMANS =
  'person|individual|driver|foreman|technician|contractor|clerk|shift|dispatcher|engineer|operator|culprit|one|developer|employee|human|genius|idiot|clown|joker|user|nurse|admin|colleague|analyst|guy'
const NAMES = phrases(
  `=identify|=name|=find|=expose|=locate the|whichever|that <adj>? ${HUMANS}|people|offender`,
  'need|want|needs|wants|get|give us|me|him|her? a|the|some name|names of|for|by',
  'need|want|get|=have a|the name|names $',
  `identity of the|that|those|whoever <adj>? <human>|${HUMANS}`,
  'looking|searching|search|hunt|hunting for the|whoever <adj>? person|individual|one|culprit',
  'responsible|guilty person|party|individual|employee|parties',
  `name|names of the|that|those|all|every <adj>? <human>|${HUMANS}|people|involved|responsible`,
  'name and shame',
  'git|log|logs|history|audit|blame say|says|said|shows|show it was|is <person>|<one>|you|him|her',
  'anyone|anybody|someone|somebody|they|person want|wants|willing|ready|like|care|dare|dares to? <adv>? own up',
  'trace|tracked|traced|track|follow|followed _3 to|back its|their author|creator|owner|sender|origin',
  'be|been one of them|us|you',
  'explain|justify|defend|account <adv>? for? himself|herself|themselves|yourself',
  '^ guess who <past>|it',
  'look into who|whose',
  'whos fault|idea|job|mistake|change|doing',
  "who would|'d do|write|run|deploy|approve|push such|that|this|a|it",
  'question|mystery is|remains who $',
  'whoever _6 own|owns|step|come up|forward|clean',
  'mean|intend|want|plan|going to find out',
  'which of <det> _3 it was that|who',
  'see|know|find|tell|learn|clear who|which it|that was|is',
  'somebody|someone|anyone|please explain _2 why <human>|they|nobody|you|he|she',
  'no one|nobody|no-one _3 admitted|confessed|owned',
  'which trader|one|person|engineer|nurse|clerk it was',
  'who can|do|should|could|must|to i|we|you? blame',
  'narrow|narrowed _2 down to _2 people|persons|suspects|names|<human>',
  'culprit|perpetrator|offender|wrongdoer _2 identified|found|known|named|caught',
  `person|one|engineer|developer|individual|admin|operator|employee|colleague|user who|that|behind|responsible _9 be|has|have|been not|n't|still|yet|to? _2 identify|find|name|know|come|trace|determine|locate|establish|forward`,
  'person|whoever who? did _4 come|step|own forward|up|clean',
  'anyone|someone|anybody|nobody|no-one|they|person|already|yet|going to? <adv>? own|owned|owning up',
  'admit|admitted|confess|confessed to it|this|that|doing|having',
  `trace|tracked|traced|linked _3 to|back the|a|one|whichever _1 ${HUMANS}`,
  'who do we|i|you need|have|want? to? hold|shout|yell|blame|fire|thank|talk|speak',
  'who is|was to blame|responsible|accountable',
  'whodunnit|whodunit',
  'was|is it you|him|her|them|one|someone who|that <past>|did|has|had',
  'and|but|so|or|then who $',
  'which|who of|among|amongst us|you',
  "who is|'s|will|gonna|be gonna? going? to? take|carry|bear|shoulder|get|own the? blame|fall|rap|heat|up",
  'who own|owns|owned up',
  'who be the? <adj>? one|person|guy who|that|behind|responsible',
  '^ was|is it <person>|you|him|her or',
  '^ =name names',
  'naming names',
  'author|sender|creator|owner of the|that|this commit|change|script|message|mail|line|patch|edit',
  'track|hunt|chase|run|smoke|ferret|sniff|find down|out the|whoever|our|that _2 author|culprit|person|engineer|one|offender|sender|responsible',
  'which|what <adj>? <noun>? member|manager|trader|worker|person|individual|colleague of|on|in|at <det>? _3 <past>',
  'somebody|someone here _3 knows|did|must',
  'give me a|the name|names',
  'want|wants|wanted to? hear|see|know|get|have? is? a|the|his|her name|names',
  'the? guilty man|woman|person|party|one|parties',
  'we shall|will find them|him|her|out',
  'looking at you',
  'who on|in earth|hell|world <verb>',
  '^ who knew about|of',
  'who the|in|on|tf|fuck|hell|heck|earth _2 <past>',
)
const SEARCH = new Set(
  `find track establish determine determined ascertained granted identify figure learn know unclear unknown tell discover question see remain ascertain backwards trace investigate examine check verify confirm research reveal clarify audit ask
wonder idea mystery say remember blame interview want curious clear hunt out back down idea tbd matter issue seek search clarified state pin pinpoint`.split(
    /\s+/,
  ),
)
const DENIED = new Set("not n't never no without whether regardless irrelevant important".split(' '))
const FILLERS = new Set(
  'else hell heck fuck tf the on earth exactly actually really precisely then ever last first if anyone anybody just even again also'.split(
    ' ',
  ),
)
const SCORNED = new Set(
  'genius idiot author culprit clown moron bright hero joker wise mastermind fool'.split(' '),
)
const BLAMED = new Set(
  'behind to responsible accountable going guilty at supposed meant asleep ready'.split(' '),
)

const isHelped = (s: Sentence, verb: number) =>
  REACHED.test(formAt(s, verb)) || (isTagged(s, verb, Tag.participle) && HELPFUL.has(lemmaAt(s, verb)))

interface Asked {
  readonly at: number
  readonly verb: number
}

// A question or a search for a person: "who", "whose", "by whom", "which engineer", before a deed that is done.
function askedAt(s: Sentence, i: number): Asked | null {
  const form = formAt(s, i)
  if (/^(?:who|whoever)$/.test(form)) {
    if (formAt(s, i + 1) === 'else' && /^(?:knew|saw|heard)$/.test(formAt(s, i + 2)))
      return { at: i, verb: i + 2 }
    const verb = deedAfter(s, i + 1)
    return verb < 0 ? null : { at: i, verb }
  }
  if (form === 'whom') {
    const isOpen = i + 1 >= s.end || isTagged(s, i + 1, Tag.be | Tag.do | Tag.have)
    return isOpen && /^(?:by|at)$/.test(formAt(s, i - 1)) ? { at: i - 1, verb: i } : null
  }
  if (form === 'whose')
    return isTagged(s, i - 1, Tag.noun) && gapBefore(s, i) === 0 && !SEARCH.has(formAt(s, i - 1))
      ? null
      : { at: i, verb: i + 1 }
  if (form === 'which' && /^(?:by|from|to)$/.test(formAt(s, i - 1)) && personAfter(s, i) > 0)
    return { at: i - 1, verb: personAfter(s, i) }
  // "A rehearsal, which the team had put off": a relative.
  if (form === 'which' && isTagged(s, i + 1, Tag.determiner) && formAt(s, i + 1) !== 'one') return null
  if (form !== 'which' && !(form === 'what' && PERSONS.has(formAt(s, i + 1)))) return null
  const head = personAfter(s, i)
  const verb = head < 0 ? -1 : deedAfter(s, head + 1)
  return verb < 0 ? null : { at: i, verb }
}

const PERSONS = new Set(HUMANS.split('|'))

// "Which one of you", "which support agent", "which of the four admins".
function personAfter(s: Sentence, which: number): number {
  for (let k = which + 1; k < Math.min(s.end, which + 6); k++) {
    if (gapBefore(s, k) !== 0 || isTagged(s, k, Tag.be | Tag.modal)) return -1
    if (formAt(s, k) === 'user' || formAt(s, k) === 'users') return formAt(s, k + 1) === 'agent' ? -1 : k
    if (isTagged(s, k, Tag.pronoun) && formAt(s, k) !== 'one') return -1
    const isHead = isHuman(kindAt(s, k, which + 1)) || PERSONS.has(formAt(s, k)) || formAt(s, k) === 'session'
    if (isHead && !(isTagged(s, k + 1, Tag.noun) && !isTagged(s, k + 1, Tag.past | Tag.be)))
      return formAt(s, k) !== 'one' ? k : /^(?:you|them|us)$/.test(formAt(s, k + 2)) ? k + 2 : -1
  }
  return -1
}

// "Who deleted", "who on the team had left", "who is behind", "who was on shift"; not "who was told" or "who owns".
function deedAfter(s: Sentence, start: number): number {
  let i = start
  const limit = Math.min(s.end, start + 9)
  while (i < limit && (FILLERS.has(formAt(s, i)) || isTagged(s, i, Tag.adverb))) i++
  if (isTagged(s, i, Tag.preposition))
    while (i < limit && !isTagged(s, i, Tag.past | Tag.have | Tag.be) && formAt(s, i - 1) !== 'mind') i++
  if (i >= limit) return -1
  const form = formAt(s, i)
  if (form === 'did') return /^(?:this|it|that|what|the|n't|not)$/.test(formAt(s, i + 1)) ? i : -1
  let verb = i
  while (verb < i + 5 && isTagged(s, verb, Tag.adverb | Tag.have | Tag.be | Tag.not)) verb++
  if (form === 'is' || form === 'are' || form === "'s")
    return isBlamed(s, i + 1) || formAt(s, i + 1) === 'been' ? i + 1 : -1
  if (/^(?:was|were|had)$/.test(form)) return isHelped(s, verb) || isParked(s, verb) ? -1 : verb
  if (form === 'has' || form === 'have')
    return isTagged(s, verb, Tag.participle) && !HELPFUL.has(lemmaAt(s, verb))
      ? verb
      : formAt(s, verb - 1) === 'been'
        ? verb
        : -1
  if (/^(?:could|would|should|might|must|can)$/.test(form)) {
    const have = formAt(s, i + 1) === 'it' || isTagged(s, i + 1, Tag.adverb) ? i + 2 : i + 1
    return isTagged(s, have, Tag.have) && formAt(s, i - 1) !== 'else' ? have : -1
  }
  if ((formAt(s, s.start) === 'seriously' || formAt(s, i - 1) === 'mind') && isTagged(s, i, Tag.third))
    return i
  return isTagged(s, i, Tag.past) &&
    (!HELPFUL.has(lemmaAt(s, i)) || formAt(s, i - 1) === 'last' || (form === 'knew' && i > start)) &&
    (i > start || !approvalVerbs.has(lemmaAt(s, i)))
    ? i
    : -1
}

// "The question of who was set aside": the question is what was put away, and nobody is looked for any more.
function isParked(s: Sentence, verb: number): boolean {
  return formAt(s, verb + 1) === 'aside' || /^(?:parked|shelved|withdrawn)$/.test(formAt(s, verb))
}

function isBlamed(s: Sentence, i: number): boolean {
  return (
    (BLAMED.has(formAt(s, i)) && formAt(s, i + 1) !== 'help') ||
    (/^(?:the|this|that|a)$/.test(formAt(s, i)) && has(s, SCORNED, { from: i, to: i + 3 }))
  )
}

// A "who" that opens a clause of a question, or follows a word of searching; a relative "who" hangs on a noun before it.
function isAsked(s: Sentence, { at }: Asked): boolean {
  const opens =
    at === s.start ||
    isClauseStart(s, at) ||
    gapBefore(s, at) !== 0 ||
    isTagged(s, at - 1, Tag.conjunction) ||
    OPENERS.has(formAt(s, at - 1))
  const isSought = has(s, SEARCH, { from: at - 8, to: at })
  if (formAt(s, at - 1) === 'to' && formAt(s, at - 2) === 'not') return false
  if (has(s, DENIED, { from: s.start, to: at }) && !has(s, UNKNOWN, { from: s.start, to: at })) return false
  const isRelative =
    isTagged(s, at - 1, Tag.noun | Tag.pronoun) &&
    gapBefore(s, at) === 0 &&
    !SEARCH.has(lemmaAt(s, at - 1)) &&
    !OPENERS.has(formAt(s, at - 1)) &&
    !/^(?:us|me|them|you|delay|to|around)$/.test(formAt(s, at - 1))
  if (isRelative || isAside(s, at) || isKept(s, at)) return false
  if (isSought) return !(formAt(s, at) === 'whoever' && lemmaAt(s, at - 1) === 'ask')
  return opens && (isQuestion(s) || isFirst(s, at))
}

// "The audit log records who changed a flag", "whose data is where is written in the register": what a record holds.
function isKept(s: Sentence, at: number): boolean {
  if (isQuestion(s)) return false
  return (
    /^(?:record|store|list|display|contain)$/.test(lemmaAt(s, at - 1)) ||
    has(s, KEPT, { from: at, to: s.end })
  )
}

const KEPT = new Set('written shown listed recorded documented displayed'.split(' '))

// "Ask Mrs Kowal, who kept the copies": a person told of beside the sentence, in no question.
function isAside(s: Sentence, at: number): boolean {
  return (
    !isQuestion(s) && formAt(s, at) === 'who' && (gapBefore(s, at) & Gap.comma) !== 0 && isPersonAt(s, at - 1)
  )
}

const OPENERS = new Set('honest on please pls so ok well but seriously lol hey and earth'.split(' '))
const UNKNOWN = new Set(
  'know clear establish identify find determine tell remember found recall idea mystery say pin pinpoint able'.split(
    ' ',
  ),
)

function isFirst(s: Sentence, at: number): boolean {
  for (let i = s.start; i < at; i++)
    if (!OPENERS.has(formAt(s, i)) && !isTagged(s, i, Tag.adverb | Tag.conjunction))
      return (gapBefore(s, at) & 2) !== 0
  return true
}

function searches(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.asking)) return []
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry === undefined || (evidenceOf(entry) & Evidence.asking) === 0) continue
    const asked = askedAt(s, i)
    if (asked && isAsked(s, asked))
      return [withRewrites(hitOf(s, asked.at, asked.verb), rewriteWho(s, i, asked.verb))]
  }
  return []
}

// "Who deleted the bucket?" → "What made it possible to delete the bucket?"
function rewriteWho(s: Sentence, who: number, verb: number): readonly Rewrite[] {
  const base = baseOf(formAt(s, verb))
  if (
    !base ||
    who !== s.start ||
    formAt(s, who) !== 'who' ||
    verb !== who + 1 ||
    /^(?:cause|break|trigger)$/.test(base)
  )
    return systemAllowed(s, who, verb)
  return [{ from: fromOf(s, who), to: toOf(s, verb), text: `What made it possible to ${base}` }]
}

function systemAllowed(s: Sentence, who: number, verb: number): readonly Rewrite[] {
  if (who !== s.start || !/^(?:cause|trigger)$/.test(lemmaAt(s, verb)) || verb + 1 >= s.end) return []
  const rest = textOf(s, verb + 1, s.end - 1)
  return [{ from: fromOf(s, who), to: toOf(s, s.end - 1), text: `How did the system allow ${rest}` }]
}

// "Finding the identity of the person serves no purpose".
function isPointless(s: Sentence, from: number): boolean {
  for (let i = from; i < s.end; i++)
    if (
      formAt(s, i) === 'no' &&
      /^(?:purpose|use|interest|value|point|need|difference)$/.test(formAt(s, i + 1))
    )
      return true
  return false
}

/** A question, or a search, for the person who did it. */
export const whoQuestion: Rule = {
  id: 'who-question',
  name: 'A question that looks for a person',
  because: '“Who” finds a defendant, and a defendant stops talking; “how” finds the next place to look.',
  ask: 'How did the system allow this?',
  source:
    'Woods and Cook, A Tale of Two Stories (1998); Allspaw, Blameless PostMortems and a Just Culture (2012)',
  levels: { analysis: 'error', timeline: 'warning', actions: 'error', other: 'error' },
  phrases: [NAMES],
  triggers: ['who', 'whose', 'whoever', 'whom', 'which', 'what'],
  find: (s) => {
    const asked = searches(s)
    if (asked.length > 0) return asked
    return phraseHits(s, NAMES, {
      unless: (_, hit) => has(s, DENIED, { from: s.start, to: hit.at }) || isPointless(s, hit.end),
    })
  },
}
