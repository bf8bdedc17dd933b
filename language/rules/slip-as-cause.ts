import { framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const SLIP =
  'typo|oversight|slip-up|mix-up|misread|misreading|misunderstanding|misjudgement|misjudgment|copy-paste|blunder|fumble|misconfiguration-by-hand'
const CAUSES = phrases(
  `cause|because|due|attribute|trace|down by|of|to a|an|the|our|one|some? <adj>? operational|administrative|simple|single|honest|tiny|manual? ${SLIP}|mistake`,
  `^ root? cause|trigger|reason : a|an|the|our? <adj>? ${SLIP}|mistake`,
  `${SLIP} take|bring|cause|delete|break|left|leave|lead|result|let`,
  `${SLIP} have cause|take|delete|break`,
  `a|an|one|single|simple|honest|our <adj>? ${SLIP} in|on|during|by|while|when|that`,
  'a|an|honest|simple|our own|honest? mistake during|while|in|by|made|on|when',
  'a|an|our|honest|simple|manual|own mistake $',
  'by mistake|accident',
  'wrong|incorrect <noun>? <noun> was|were|got|been <participle>',
  '<ing> the|a wrong|incorrect <noun>',
  'step|check|test|flag|setting|item|line|update|detail|entry|case|review was|were|got|been overlooked|forgotten|missed|skipped|omitted|neglected',
  'was|were|got|been overlooked|forgotten|neglected',
  'we|they|i|he|she|team|<one> confused|mixed',
  'result|stem|arise|come from an? <adj>? <noun>? oversight|mistake|typo|mix-up|slip-up',
  `<poss>|'s ${SLIP}|miscalculation|miscount|mistake|error|misstep|misclick|misreading|confusion leave|cause|bring|take|cost|lead|delete|result|mean|break|make|trigger`,
  `the? root? cause|trigger|reason|problem be an|a|the|our|one? <adj>? <noun>? ${SLIP}|mistake|misreading|misread|misclick|omission`,
  'missed|skipped|omitted|forgotten step in|of|from|on|during|by|at|$',
  'a|one|the step missed|skipped|omitted|forgotten by|$',
  'wrongly|mistakenly|incorrectly|accidentally ticked|checked|entered|typed|set|selected|clicked|chosen|pasted|copied <noun>',
  '^ erroneously|mistakenly|inadvertently|accidentally|unintentionally',
  'botched|fat-fingered|bungled|fumbled <adj>? edit|change|deploy|deployment|migration|command|release|upgrade|restart|cutover|rollout|merge|paste',
  'we|i|they|team messed|screwed|fouled|slipped up',
  'we|they|team made|make a|an|another|the? <adj>? mistake|error|blunder|misstep',
  'somebody|someone|<one> <adv>? mixed|mix up',
  'cause|reason|root = omission|mistake|error|typo|oversight',
  'wrong button|key|window|terminal|tab|checkbox|row|field|file|branch|account|folder|cell was|were? <adv>? click|press|use|tick|select|choose|edit|pick|hit',
  'click|press|tick|select|choose|pick|paste|type|enter|edit _4 wrong|incorrect button|key|window|terminal|tab|checkbox|row|field|file|branch|account|folder|cell|value|number|box|option|menu|host|name',
  'inadvertent|accidental|mistaken|erroneous|careless|wrongful|unintended action|act|actions|deletion|removal|click|keystroke|push|merge|entry|input|edit|execution|shutdown|misconfiguration|command',
  'manual|accidental|inadvertent misconfiguration|mis-configuration|misstep|fumble',
  'one wrong keystroke|click|character|command',
  `${SLIP}|mistake|slip|lapse|error|blunder on|at our|my|his|her|their part|side|end`,
  'in error by <det>? <human>|_1 staff',
  'slip|slips of the pen|finger|hand|tongue|keyboard|mouse',
  '^ wrong button|window|terminal|tab|key|cable|host|account|folder|row|cell $',
  'wrong way round|around|in|up',
  'the wrong way $',
  'a wrong turn|click|keystroke|button|move',
  '^ typo|mistake|oversight|slip|mix-up|blunder $',
  'was|were|been <adv>? <participle> in error',
  '^ wrong|incorrect <adj>? <noun> <noun>? picked|chosen|typed|entered|selected|attached|pulled|clicked|grabbed|keyed',
  'incorrectly|wrongly keyed|typed|copied|transcribed|entered|dialled|labelled',
  'it was an accident',
  'mistyped|misspelt|misspelled|misplaced|fat-fingered|mis-typed command|flag|host|hostname|name|argument|address|url|query|path|number|digit|key|password|selector|label|branch|tag',
  'deletion|removal|change|shutdown|restart|push|publication|disclosure was|were unintentional|inadvertent|accidental|unintended|mistaken',
  'poor|insufficient|lacking|lapsed concentration|attention|care',
  'error|mistake|slip occurred|happened|made|arose during|when|while _2 manual|copying|typing|transcription|entering|keying|hand',
  'careless|sloppy|wrong|bad copy|paste|cut|copy-paste',
  'overlooked by',
  '^ having <adv>? misread|mistaken|confused|misunderstood|mistyped|misheard|misjudged',
  'incorrect|improper|wrong|faulty|erroneous manual handling|entry|input|operation',
  'incorrect|improper|wrong|careless|faulty|poor|rough|sloppy handling|entry|input|operation|action|use|treatment _5 by <det>? <human>|staff|personnel',
  'incorrect|wrong|mistyped|misplaced|stray|extra|missing|swapped|superfluous command|value|parameter|parameters|comma|digit|decimal|character|space|figure|number|dot|slash|quote|semicolon|path _3~ typed|keyed|entered|hand',
  'incorrect|wrong|mistyped|misplaced|stray|extra|superfluous comma|digit|decimal|character|space|dot|slash|quote|semicolon|keystroke|zero',
  'point in the wrong place',
  'tripped|stumbled over',
  '^ clicked|click through|past _3 without',
)
const ADVERBS = phrases(
  'accidentally|inadvertently|mistakenly|erroneously|unintentionally|wrongly <verb>',
  '<verb> accidentally|inadvertently|mistakenly|erroneously|unintentionally|wrongly',
  'accidental execution|deletion|removal|run',
)

// With a condition beside it, a slip is the beginning of an explanation; and machines mistake things too.
const CONDITIONS = new Set(
  'accept allow permit validate validation check guard guardrail refuse lack prompt default catch possible because parse linter template tool expect'.split(
    ' ',
  ),
)
const MACHINE_SLIPS = new Set(
  'parser kernel scheduler firmware disk compiler driver logic code function script library planner cache api controller loader config'.split(
    ' ',
  ),
)

function hasCondition(s: Sentence, hit: PhraseHit): boolean {
  const isAfter =
    has(s, CONDITIONS, { from: hit.end, to: s.end }) && !/^cause|because$/.test(lemmaAt(s, hit.at))
  return (
    isAfter ||
    (formAt(s, hit.at) !== 'by' && has(s, MACHINE_SLIPS, { from: hit.at - 3, to: hit.end + 3 })) ||
    has(s, NOT_CLAIMED, { from: hit.at - 3, to: hit.at + 1 })
  )
}

const NOT_CLAIMED = new Set(
  'not no prevent avoid reduce against without any similar if possible proof find catch refuse linter parser resolve minimize minimise'.split(
    ' ',
  ),
)
const isDeed = (s: Sentence, hit: PhraseHit) =>
  has(s, NOT_CLAIMED, { from: hit.at - 3, to: hit.at }) || has(s, CONDITIONS, { from: hit.end, to: s.end })

const MACHINE_PASSIVES = new Set(
  'mark route flag label treat classify identify report match parse match cache evict retry schedule count sort rank log declare'.split(
    ' ',
  ),
)

// "The clerk accidentally sent": only a person, or nobody at all, does things accidentally; a scheduler "mistakenly marks".
function byPeople(s: Sentence): readonly Hit[] {
  return phraseHits(s, ADVERBS, {
    unless: (_, hit) => {
      if (isDeed(s, hit)) return true
      const frame = framesOf(s).find((f) => f.at <= hit.end && f.end >= hit.at)
      if (!frame) return !isTagged(s, hit.at, Tag.adjective) && lemmaAt(s, hit.at) !== 'accidental'
      if (frame.isNegated || frame.modal !== null) return true
      if (frame.isPassive && MACHINE_PASSIVES.has(frame.lemma)) return true
      return !isHuman(frame.doer.kind) && !frame.isPassive
    },
  })
}

const SLIPS = new Set(
  `mistake typo oversight slip slip-up mix-up misunderstanding miscommunication misjudgement misjudgment misreading misread omission misclick miscalculation lapse blunder fatigue tiredness inattention haste
forgetfulness distraction negligence carelessness complacency misstep fumble goof botch misinterpretation miscount inattentiveness`.split(
    /\s+/,
  ),
)
const HYPOTHETICAL = new Set('would could might may can likely if whether'.split(' '))
const CAUSAL = new Set(
  'cause because due root trigger reason result stem arise trace attribute explanation explain originate boil factor culprit classify classified categorise categorize category blame owe attributable down fault behind'.split(
    ' ',
  ),
)
const EFFECTS = new Set(
  'cause lead take bring delete send result break leave mean cost trigger drop stop lose crash corrupt overwrite put set knock'.split(
    ' ',
  ),
)

// A slip near a word of cause, as the subject of an effect, or as somebody's own: "stemmed from an oversight in the plan",
// "Through my inattention", "a misunderstanding between the two shifts".
function slipInCause(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry === undefined || !isSlip(entry)) continue
    const isLack =
      formAt(s, i) === 'lack' && formAt(s, i + 1) === 'of' && has(s, CARE, { from: i + 2, to: i + 4 })
    if (!isLack && (formAt(s, i) === 'lack' || !isTagged(s, i, Tag.noun) || isTagged(s, i + 1, Tag.not)))
      continue
    if (hasCondition(s, { at: i, end: i + 1 }) || has(s, HYPOTHETICAL, { from: s.start, to: i })) continue
    if (has(s, CAUSAL, { from: Math.max(s.start, i - 7), to: i }) || isComeDownTo(s, i) || isOwnSlip(s, i))
      return [hitOf(s, i, i)]
    const effect = framesOf(s).find((frame) => frame.at > i && frame.at <= i + 8)
    if (
      effect &&
      EFFECTS.has(effect.lemma) &&
      !effect.isNegated &&
      !effect.isPassive &&
      effect.modal === null
    )
      return [hitOf(s, i, effect.verb)]
  }
  return []
}

const isSlip = perEntry(
  ({ form, lemma }: Entry): boolean => form === 'lack' || SLIPS.has(lemma) || SLIPS.has(form),
)

const CARE = new Set('attention care concentration diligence focus thought'.split(' '))

// "By oversight", "my mistake", "a mistake at their end", "a mistake by the user", "a mental slip".
function isOwnSlip(s: Sentence, i: number): boolean {
  let before = i - 1
  while (before > i - 3 && isTagged(s, before, Tag.adjective | Tag.adverb)) before--
  const isOurs =
    /^(?:my|our|his|her|their)$/.test(formAt(s, before)) ||
    (formAt(s, before) === "'s" &&
      (isHuman(kindAt(s, before - 1, before - 3)) || ANYONE.has(formAt(s, before - 1))))
  const isThrough = /^(?:by|through)$/.test(formAt(s, before)) && before === i - 1
  const isBy = /^(?:by|from|between|of)$/.test(formAt(s, i + 1)) && hasHuman(s, i + 2)
  // "There was a mix-up", "it was just a mistake".
  const isSaid =
    isTagged(s, before, Tag.determiner) &&
    isTagged(s, before - 1, Tag.be | Tag.adverb) &&
    /^(?:there|it|this|that)$/.test(formAt(s, s.start))
  const isSimple = has(s, SIMPLE, { from: i - 3, to: i }) || isSaid
  return isOurs || isThrough || isBy || isSimple
}

const ANYONE = new Set('individual person user human employee'.split(' '))
const SIMPLE = new Set(
  'simple honest rookie mental silly stupid unfortunate human copy-paste cut-and-paste manual momentary classic beginner elementary clerical data-entry individual'.split(
    ' ',
  ),
)

function hasHuman(s: Sentence, from: number): boolean {
  for (let k = from; k < from + 4; k++)
    if (isHuman(kindAt(s, k, k - 2)) || formAt(s, k) === 'shifts' || formAt(s, k) === 'user') return true
  return false
}

const MISHAPS = new Set(
  'mistake misread mistype misclick mishear mislabel misinterpret misjudge miscount misunderstand confuse transpose fumble goof err slip trip misplace misspell miskey blunder goofed misclicked miskeyed mistyped misspelled transposed misspelt overlook misheard'.split(
    ' ',
  ),
)
const BY_HAND = new Set(
  'click press tick select choose pick paste type enter edit hit plug unplug pull connect open close send mark switch swap key punch push grab write copy dial pour program stick label attach take load touch turn put use administer inject deliver ship file'.split(
    ' ',
  ),
)
const AMISS = new Set('wrong incorrect instead twice upside'.split(' '))

// "Someone mistook the green terminal", "we had them plugged in the wrong way", "was mistyped": a slip as a verb, by people or by nobody.
function slipDone(s: Sentence): readonly Hit[] {
  if (!mayBeDone(s)) return []
  for (const frame of framesOf(s)) {
    const { kind } = frame.doer
    const byPeople = isHuman(kind) || kind === 'they'
    if (frame.isNegated || frame.modal !== null || !isTagged(s, frame.verb, Tag.past | Tag.participle))
      continue
    const after = { from: frame.end, to: Math.min(s.end, frame.end + 7) }
    const isMishap =
      (byPeople || (frame.isPassive && /^w/.test(formAt(s, frame.at)))) &&
      MISHAPS.has(frame.lemma) &&
      !/^(?:mistaken|confused)$/.test(formAt(s, frame.verb))
    const isAmiss = BY_HAND.has(frame.lemma) && byPeople && has(s, AMISS, after)
    const hit = hitOf(s, frame.at, frame.verb)
    if ((isMishap || isAmiss) && !isDeed(s, { at: frame.at, end: frame.end })) return [hit]
  }
  return []
}

const tellsOfSlip = perEntry(
  ({ form, lemma }: Entry): boolean => MISHAPS.has(lemma) || AMISS.has(form) || AMISS.has(lemma),
)

function mayBeDone(s: Sentence): boolean {
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry !== undefined && tellsOfSlip(entry)) return true
  }
  return false
}

function isComeDownTo(s: Sentence, i: number): boolean {
  for (let k = Math.max(s.start, i - 6); k < i; k++)
    if (formAt(s, k) === 'down' && formAt(s, k + 1) === 'to') return true
  return false
}

/** A slip (typo, oversight, mistake, “accidentally”) given as the cause with no condition beside it. */
export const slipAsCause: Rule = {
  id: 'slip-as-cause',
  name: 'A slip as the explanation',
  because:
    'A slip explains nothing by itself: each one passes through a field, a screen or a command that let it pass.',
  ask: 'What accepted the slip, and what could have shown or refused it?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 3',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'off', other: 'warning' },
  phrases: [CAUSES, ADVERBS],
  triggers: [...SLIPS, ...MISHAPS, ...AMISS, 'lack', 'accidental'],
  find: (s) => {
    const inCause = slipInCause(s)
    if (inCause.length > 0) return inCause
    const slips = phraseHits(s, CAUSES, { unless: hasCondition })
    if (slips.length > 0) return slips
    const done = slipDone(s)
    return done.length > 0 ? done : byPeople(s)
  },
}
