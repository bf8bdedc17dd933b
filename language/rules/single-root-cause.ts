import { replaceWords } from '../rewrite.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isCapital, isQuestion, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'the root cause is|was|turned|being|appears|proved',
  'the sole|single|only|real|true|main? root? cause of _8 is|was',
  'root cause $',
  'the one|single|sole|only cause',
)
const OPEN = new Set("unknown not n't still unclear no several many multiple".split(' '))

// "Root cause:" as a label is found only where words follow it; as a heading, or denied, or still open, it is left.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (s.block === 'heading' || isQuestion(s) || has(s, OPEN, { from: hit.at - 4, to: hit.end + 3 }))
    return true
  const isLabel = formAt(s, hit.end - 1) === 'cause' && formAt(s, hit.at) === 'root'
  return isLabel && !(hit.at === s.start && (gapBefore(s, hit.end) & 6) !== 0)
}

/** One root cause, as if there were only one. */
export const singleRootCause: Rule = {
  id: 'single-root-cause',
  name: 'One root cause',
  because:
    'An incident needs several conditions at once; the one we name first is the trigger, and the others stay where they are.',
  ask: 'What triggered it, and which weaknesses had to be there already?',
  source: 'Cook, How Complex Systems Fail (1998), points 3 and 7',
  levels: { analysis: 'hint', timeline: 'off', actions: 'off', other: 'hint' },
  phrases: [PHRASES],
  find: (s) =>
    phraseHits(s, PHRASES, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isThe = formAt(s, hit.at) === 'the'
        const cause = isThe ? hit.at + 2 : hit.at + 1
        if (formAt(s, cause) !== 'cause') return []
        const text = isThe ? 'the trigger' : isCapital(s, hit.at) ? 'Trigger' : 'trigger'
        return [replaceWords(s, { first: hit.at, last: cause }, text)]
      },
    }),
}
