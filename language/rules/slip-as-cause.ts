import { framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases, triggersOf } from '../text/phrases.ts'
import { has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
import { type Hit, phraseHits, type Rule } from './rule.ts'

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
  'by mistake',
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

// "The clerk accidentally sent": only a person, or nobody at all, does things accidentally; a scheduler "mistakenly marks".
function byPeople(s: Sentence): readonly Hit[] {
  return phraseHits(s, ADVERBS, {
    unless: (_, hit) => {
      if (isDeed(s, hit)) return true
      const frame = framesOf(s).find((f) => f.at <= hit.end && f.end >= hit.at)
      if (!frame) return !isTagged(s, hit.at, Tag.adjective) && lemmaAt(s, hit.at) !== 'accidental'
      if (frame.isNegated || frame.modal !== null) return true
      return !isHuman(frame.doer.kind) && !frame.isPassive
    },
  })
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
  triggers: [...triggersOf(CAUSES), ...triggersOf(ADVERBS), 'accidental'],
  find: (s) => {
    const slips = phraseHits(s, CAUSES, { unless: hasCondition })
    return slips.length > 0 ? slips : byPeople(s)
  },
}
