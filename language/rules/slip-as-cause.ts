import { framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases, triggersOf } from '../text/phrases.ts'
import { formAt, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
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
    has(s, MACHINE_SLIPS, { from: hit.at - 3, to: hit.end + 3 }) ||
    has(s, NOT_CLAIMED, { from: hit.at - 4, to: hit.at + 1 })
  )
}

const NOT_CLAIMED = new Set(
  'not no prevent avoid reduce against without any similar if possible proof from find catch refuse linter parser'.split(
    ' ',
  ),
)
const isDeed = (s: Sentence, hit: PhraseHit) =>
  has(s, NOT_CLAIMED, { from: hit.at - 3, to: hit.at }) || has(s, CONDITIONS, { from: hit.end, to: s.end })

const MACHINE_PASSIVES = new Set(
  'mark route flag label treat classify identify report match parse match cache evict retry schedule count sort rank log'.split(
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
  'mistake typo oversight slip slip-up mix-up misunderstanding miscommunication misjudgement misjudgment misreading misread omission misclick miscalculation lapse blunder fatigue tiredness inattention haste forgetfulness distraction'.split(
    ' ',
  ),
)
const HYPOTHETICAL = new Set('would could might may can likely if whether'.split(' '))
const CAUSAL = new Set(
  'cause because due root trigger reason result stem arise trace attribute explanation explain originate boil'.split(
    ' ',
  ),
)
const EFFECTS = new Set(
  'cause lead take bring delete send result break leave mean cost trigger drop stop lose crash corrupt overwrite put set knock'.split(
    ' ',
  ),
)

// A slip near a word of cause, or as the subject of an effect, whatever stands between: "stemmed from an oversight in the plan".
function slipInCause(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    if (!SLIPS.has(lemmaAt(s, i)) || !isTagged(s, i, Tag.noun) || isTagged(s, i + 1, Tag.not)) continue
    if (hasCondition(s, { at: i, end: i + 1 }) || has(s, HYPOTHETICAL, { from: s.start, to: i })) continue
    if (has(s, CAUSAL, { from: Math.max(s.start, i - 7), to: i }) || isComeDownTo(s, i))
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
  triggers: [...SLIPS, ...triggersOf(CAUSES), ...triggersOf(ADVERBS), 'accidental'],
  find: (s) => {
    const inCause = slipInCause(s)
    if (inCause.length > 0) return inCause
    const slips = phraseHits(s, CAUSES, { unless: hasCondition })
    return slips.length > 0 ? slips : byPeople(s)
  },
}
