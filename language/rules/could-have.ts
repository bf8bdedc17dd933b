import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { phrases, triggersOf } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

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
  'it would have be useful|helpful|better|good|nice to',
)
const OUTSIDE = new Set(
  'attacker attackers adversary actor exploiter exploit customer customers user users hacker funds tokens vulnerability malicious attack no nothing'.split(
    ' ',
  ),
)
const WORSE = new Set('worse lost drained stolen severe longer bigger'.split(' '))

// Luck about the situation, an attacker's chances and an option that was weighed are facts, not hindsight about people.
function isOutside(s: Sentence): boolean {
  return has(s, OUTSIDE) || has(s, WORSE) || isQuestion(s)
}

function isPersonsOption(s: Sentence, frame: Frame): boolean {
  const { kind } = frame.doer
  if (
    (frame.modal !== 'could' && frame.modal !== 'would') ||
    !frame.isPerfect ||
    frame.isNegated ||
    frame.isPassive
  )
    return false
  return (
    isHuman(kind) &&
    kind !== 'i' &&
    kind !== 'someone' &&
    frame.modal === 'could' &&
    lemmaAt(s, frame.verb) !== 'be'
  )
}

// "Had the reviewer read", "If Raj had not touched": a past undone by taking a person out of it.
function undonePasts(s: Sentence): readonly Hit[] {
  const hits: Hit[] = []
  if (formAt(s, s.start) === 'had') {
    for (let i = s.start + 1; i < s.start + 5; i++) {
      const isDeed =
        isTagged(s, i + 1, Tag.participle | Tag.not) &&
        !isTagged(s, i + 1, Tag.be) &&
        formAt(s, i + 2) !== 'happened'
      if (isDeed && isHuman(kindAt(s, i, s.start + 1)) && kindAt(s, i, s.start + 1) !== 'we')
        return [hitOf(s, s.start, i + 1)]
    }
  }
  for (const frame of framesOf(s)) {
    const isHad = frame.modal === null && frame.isPerfect && formAt(s, frame.at) === 'had'
    if (!isHad || !isHuman(frame.doer.kind) || frame.doer.kind === 'i' || frame.lemma === 'be') continue
    if (frame.isPassive) continue
    const before = formAt(s, frame.doer.from - 1)
    if (before === 'if' || (before === 'only' && formAt(s, frame.doer.from - 2) === 'if'))
      hits.push(hitOf(s, frame.doer.from - 1, frame.verb))
  }
  return hits
}

function find(s: Sentence): readonly Hit[] {
  if (isOutside(s)) return []
  const past = undonePasts(s)
  if (past.length > 0) return past
  const options = framesOf(s).filter((frame) => isPersonsOption(s, frame))
  if (options.length > 0) return options.map((frame) => hitOf(s, frame.at, frame.verb))
  return phraseHits(s, AVOIDED, { unless: (_, hit) => gapBefore(s, hit.at + 1) !== 0 })
}

/** "Could have", "would have caught it", "if only": a better past, told with today's knowledge. */
export const couldHave: Rule = {
  id: 'could-have',
  name: 'A better past, told afterwards',
  because: 'A past that could have been tells us nothing of why the real one made sense to the people in it.',
  ask: 'What made that option invisible or unlikely then, and what would offer it next time?',
  source: 'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., ch. 2, on counterfactuals',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  triggers: [...triggersOf(AVOIDED), 'could', 'had'],
  find,
}
