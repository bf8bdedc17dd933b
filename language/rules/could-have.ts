import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { duties, Evidence, mayHold } from '../text/may-hold.ts'
import { phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'
import { attentionVerbs } from './deeds.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'
import { isStranger } from './stranger.ts'

const AVOIDED = phrases(
  'would|could|might <adv>? have been? <adv>? prevent|avoid|catch|detect|reveal|uncover|flag|notice|spot|discover|shorten|forestall',
  'would|could|might have <adv>? give|provide|allow|help|save|enable|produce us|me|more|earlier|faster|sooner|for|time|the earlier|correct|faster|quicker|us',
  'would|could|might have <adv>? show|tell|allow|help|save us|me|you|that|hours|minutes|days|everyone',
  'as|than _3 could|should|might have be|do',
  'could|should have do more|better|differently|earlier|sooner|so',
  'should|could have do|handle this|that|it|things differently|better|sooner',
  'would|could|might not have happen|occur',
  'none of this would have happen',
  'could have be prevent|avoid|catch|better|quick|faster',
  'be completely|entirely|easily|totally? preventable|avoidable',
  'easy to avoid|prevent|catch|spot|see',
  '^ if only',
  'it would have cost|taken nothing|little|minutes|seconds|one',
  'no attempt|effort was|were|had made|been',
  'take|took the trouble',
  'did|do|done nothing $',
  '=had ample|plenty|enough|sufficient of? warning|notice|time',
  'could have be <adv>? over|limited|shorter|smaller|reduced|contained|mitigated|shortened|halved',
  'wait|waited|raised|called|escalated|reported|reacted|acted|noticed|declared|told|informed|stopped <adv>? _2 too late|long|slowly',
  'can|could be <adv>? avoided|prevented if',
  'it would have be _1 useful|helpful|better|good|nice|wise|wiser|prudent|safer|easier|smarter|sensible|best|right|easy|enough|trivial|simple to',
  '=have|=had every|the|ample|enough|plenty|several|many of? chance|chances|opportunity|opportunities|warning to',
  'missed|squandered|wasted opportunity|chance to',
  'missed the chance|opportunity to',
  'no good? reason|excuse not to',
  'no|little|insufficient <adj>? action|steps|measures was|were <adv>? taken',
  '<human>|they|we let the|a|our|its|their <adj>? certificate|domain|licence|license|token|contract|subscription|support|warranty|credentials|registration expire|lapse',
  "<human>|they|we|nobody|no-one do|did|have not|n't take|taken|took _4 seriously",
  'nobody|no-one|none|they|we|one took|take|taking _4 seriously',
  '^ instead|rather of|than <ing> _6~ <human>|they|we kept|chose|decided|continued|tried|went|spent|carried|pressed|insisted|waited',
  '<human>|they|we assume|guess|hope|trust _7~ instead|rather of|than <ing>',
  'go|went|gone|left unread|unheeded|unanswered|uninvestigated|unquestioned|unchallenged',
  'nobody|no-one|none|never follow|followed up|through on|with',
  "was|were|been|be not|n't|never <adv>? consulted|heeded|questioned|taken seriously?",
  'what|something should take|have taken|require <num>|a|minutes|seconds|no|moments',
  'later|longer|slower than it|they|we|that should|ought|needed|necessary',
  'the <adv>? right|correct|proper|obvious|sensible|prudent|safe|responsible thing|move|step|decision|procedure|response|reaction|choice|call|course was|is|would',
  'ought to have <past>|<participle>',
  'without so? much? as? first|even <ing>',
  'all it needed|required was',
  'all it|that|would have taken|needed|required was',
  'only after|then|when _6 did <det>? <human> think|realise|realize|notice|bother|look|ask|remember',
  'would|could|might have <adv>? spare|save|show|tell us|me|you|them|everyone|the|that|this|it|a',
)
// What people could have done that no machine does: with these the doer needs no second look.
const BY_PEOPLE = new Set([
  ...attentionVerbs,
  ...'act intervene insist postpone declare page phone call wait spot catch see check test review roll run rehearse'.split(
    ' ',
  ),
])
const OUTSIDE = new Set(
  'attacker attackers adversary actor exploiter exploit hacker funds tokens vulnerability malicious attack'.split(
    ' ',
  ),
)
const SUPPOSED = phrases('be supposed|meant|bound|expected|obliged to', 'instead of <ing>')
const NOBODY = /^(?:nobody|no-one|none|neither)$/
const WORSE = new Set(
  'worse drained stolen severe longer bigger later customer customers user users nothing no lost'.split(' '),
)

// Luck about the situation, an attacker's chances and an option that was weighed are facts, not hindsight about people.
function isOutside(s: Sentence): boolean {
  return has(s, OUTSIDE) || isQuestion(s)
}

// "The team could have asked", "an experienced operator would have seen it": an option of people.
function isPersonsOption(s: Sentence, frame: Frame): boolean {
  const { kind } = frame.doer
  if (
    !/^(?:could|would|might)$/.test(frame.modal ?? '') ||
    !(frame.isPerfect || formAt(s, frame.verb) === 'done') ||
    frame.isNegated ||
    frame.isPassive
  )
    return false
  if (has(s, LATER, { from: frame.end, to: s.end }) || frame.lemma === 'be') return false
  if (kind === 'i' || kind === 'someone' || isTagged(s, frame.doer.from, Tag.ing)) return false
  if (!isHuman(kind))
    return (
      frame.modal === 'could' &&
      kind !== 'none' &&
      (kind === 'it' ? BY_PEOPLE : attentionVerbs).has(frame.lemma)
    )
  return frame.modal === 'could' || (frame.modal === 'would' && kind !== 'we' && BY_PEOPLE.has(frame.lemma))
}
const LATER = new Set('later worse otherwise'.split(' '))

// "Nobody thought to check", "the team never ran the drill", "was supposed to drain the node": what was owed and not done.
function owed(s: Sentence): readonly Hit[] {
  const isOpen = mayHold(s, Evidence.nobody | Evidence.not) && mayHold(s, Evidence.duty)
  if (!isOpen && !mayHold(s, Evidence.lapse)) return []
  for (const frame of framesOf(s)) {
    const { kind } = frame.doer
    if (
      frame.modal !== null ||
      frame.isPassive ||
      frame.isPerfect ||
      !isTagged(s, frame.verb, Tag.past | Tag.base)
    )
      continue
    const isNobody =
      (NOBODY.test(formAt(s, frame.doer.from)) && !isTagged(s, frame.doer.from + 1, Tag.pronoun)) ||
      (formAt(s, frame.doer.from) === 'no' && formAt(s, frame.doer.from + 1) === 'one')
    const isTeam = kind === 'team' || kind === 'roles' || kind === 'we'
    const isUndone = isNobody
      ? isTagged(s, frame.verb, Tag.past) && !frame.isNegated
      : isTeam &&
        (frame.isNegated || formAt(s, frame.at - 1) === 'never') &&
        (kind !== 'we' ||
          formAt(s, frame.at - 1) === 'never' ||
          /^(?:test|communicate|consult)$/.test(frame.lemma))
    const isLeftOut = isHuman(kind) && kind !== 'i' && !frame.isNegated && isOmission(s, frame)
    if (isLeftOut || (isUndone && OWED.has(frame.lemma))) return [hitOf(s, frame.at, frame.verb)]
  }
  return []
}
// "Skipped the check", "forgot the split pin", "ignored the warning"; "forgot to" is another rule's.
function isOmission(s: Sentence, frame: Frame): boolean {
  if (/^(?:forget|neglect|overlook|ignore)$/.test(frame.lemma))
    return (
      formAt(s, frame.end) !== 'to' &&
      isTagged(s, frame.verb, Tag.past) &&
      !has(s, SIGNS, { from: frame.end, to: frame.end + 5 })
    )
  return /^(?:omit|skip)$/.test(frame.lemma) && has(s, STEPS, { from: frame.end, to: frame.end + 5 })
}
const SIGNS = new Set('sign flag warning symptom clue signal'.split(' '))
const STEPS = new Set(
  'verification check test review step backup drill rehearsal approval reading clause confirmation validation'.split(
    ' ',
  ),
)
const OWED = new Set(duties.split(' '))

// "Only after forty minutes did the manager look", "not once did anybody ask": what came too late, or never.
function atLast(s: Sentence): readonly Hit[] {
  if (!/^(?:only|not)$/.test(formAt(s, s.start))) return []
  for (let i = s.start + 1; i < Math.min(s.end, s.start + 8); i++) {
    if (formAt(s, i) !== 'did') continue
    for (let k = i + 1; k < Math.min(s.end, i + 5); k++)
      if (isHuman(kindAt(s, k, i + 1)) && isTagged(s, k + 1, Tag.base)) return [hitOf(s, s.start, k + 1)]
  }
  return []
}

function supposed(s: Sentence): readonly Hit[] {
  return phraseHits(s, SUPPOSED, {
    unless: (_, hit) => {
      if (formAt(s, hit.at) === 'instead')
        return !framesOf(s).some((f) => /^(?:spend|waste|lose)$/.test(f.lemma) && isHuman(f.doer.kind))
      const frame = framesOf(s).find((f) => f.at <= hit.at && f.end >= hit.at)
      const kind = frame?.doer.kind ?? 'none'
      return !/^w/.test(formAt(s, hit.at)) || !(isHuman(kind) || kind === 'they')
    },
  })
}

// "Had the reviewer read", "If Raj had not touched": a past undone by taking a person out of it.
function undonePasts(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.had)) return []
  const hits: Hit[] = []
  if (formAt(s, s.start) === 'had') {
    for (let i = s.start + 1; i < s.start + 5; i++) {
      const isDeed =
        isTagged(s, i + 1, Tag.participle | Tag.not) &&
        !isTagged(s, i + 1, Tag.be) &&
        formAt(s, i + 2) !== 'happened'
      if (
        isDeed &&
        isHuman(kindAt(s, i, s.start + 1)) &&
        !(kindAt(s, i, s.start + 1) === 'we' && !BY_PEOPLE.has(lemmaAt(s, i + 1)))
      )
        return [hitOf(s, s.start, i + 1)]
    }
  }
  for (const frame of framesOf(s)) {
    const isUnheard = BY_PEOPLE.has(frame.lemma) && isStranger(s, frame.doer.head)
    const isHad = frame.modal === null && frame.isPerfect && formAt(s, frame.at) === 'had'
    if (
      !isHad ||
      !(
        isHuman(frame.doer.kind) ||
        isUnheard ||
        (frame.doer.kind === 'they' && BY_PEOPLE.has(frame.lemma))
      ) ||
      frame.doer.kind === 'i' ||
      frame.lemma === 'be'
    )
      continue
    if (frame.isPassive) continue
    if (has(s, UNCHANGED, { from: frame.end, to: s.end })) continue
    const before = formAt(s, frame.doer.from - 1)
    if (before === 'if' || (before === 'only' && formAt(s, frame.doer.from - 2) === 'if'))
      hits.push(hitOf(s, frame.doer.from - 1, frame.verb))
  }
  return hits
}

// "If she had looked, all would have seemed normal" takes nobody to task.
const UNCHANGED = new Set('normal same still fine'.split(' '))

// "A dry run would have shown it", "earlier involvement would have shortened it": a check that was not made.
function checks(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.option | Evidence.not) || has(s, NOTHING)) return []
  for (const frame of framesOf(s)) {
    const isWould = /^(?:would|could|might)$/.test(frame.modal ?? '') && frame.isPerfect && !frame.isNegated
    if (
      isWould &&
      !frame.isPassive &&
      SHOWN.has(frame.lemma) &&
      has(s, CHECKS, { from: frame.doer.from, to: frame.at })
    )
      return [hitOf(s, frame.at, frame.verb)]
    const isHead = isWould && CHECKS.has(lemmaAt(s, frame.doer.head))
    const isWith =
      isWould &&
      has(s, WITH, { from: s.start, to: frame.at }) &&
      has(s, CHECKS, { from: s.start, to: s.start + 6 })
    const isNot = frame.isPassive && frame.isNegated && frame.modal === null
    const isUnmade =
      isNot &&
      ((UNASKED.has(frame.lemma) && !/^(?:it|agent)$/.test(frame.doer.kind)) ||
        (MADE.has(frame.lemma) && CHECKS.has(lemmaAt(s, frame.doer.head))))
    if (isHead || isWith || isUnmade) return [hitOf(s, frame.at, frame.verb)]
    const isFound = isWould && frame.isPassive && /^(?:find|see|discover|spot|catch)$/.test(frame.lemma)
    if (isFound && has(s, CHECKS, { from: s.start, to: frame.at })) return [hitOf(s, frame.at, frame.verb)]
  }
  return []
}
const NOTHING = new Set(['nothing'])
const MADE = new Set('make do perform carry conduct run complete follow'.split(' '))
const UNASKED = new Set('consult heed ask'.split(' '))
const WITH = new Set(['with'])
const SHOWN = new Set(
  'show find reveal tell save spare stop help reduce limit contain change provide surface expose'.split(' '),
)
const CHECKS = new Set(
  'run test tests testing review look reading call check rehearsal drill involvement eyes eye question glance response planning attention communication coordination training diligence care pair conversation message inspection escalation phone audit drill supervision preparation verification intervention'.split(
    ' ',
  ),
)

function find(s: Sentence): readonly Hit[] {
  const hits = pastsIn(s)
  return hits.length > 0 && isOutside(s) ? [] : hits
}

function pastsIn(s: Sentence): readonly Hit[] {
  for (const part of [undonePasts, checks, owed, atLast, supposed]) {
    const hits = part(s)
    if (hits.length > 0) return hits
  }
  if (mayHold(s, Evidence.option)) {
    const options = framesOf(s).filter((frame) => isPersonsOption(s, frame))
    if (options.length > 0) return options.map((frame) => hitOf(s, frame.at, frame.verb))
  }
  return has(s, WORSE) ? [] : phraseHits(s, AVOIDED, { unless: (_, hit) => gapBefore(s, hit.at + 1) !== 0 })
}

/** "Could have", "would have caught it", "if only": a better past, told with today's knowledge. */
export const couldHave: Rule = {
  id: 'could-have',
  name: 'A better past, told afterwards',
  because: 'A past that could have been tells us nothing of why the real one made sense to the people in it.',
  ask: 'What made that option invisible or unlikely then, and what would offer it next time?',
  source: 'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., ch. 2, on counterfactuals',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [AVOIDED, SUPPOSED],
  triggers: [
    'could',
    'did',
    'would',
    'might',
    'had',
    'nobody',
    'omit',
    'forget',
    'neglect',
    'overlook',
    'ignore',
    ...UNASKED,
    ...MADE,
    'skip',
    'no',
    'no-one',
    'neither',
    ...OWED,
  ],
  find,
}
