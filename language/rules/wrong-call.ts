import { phrases } from '../text/phrases.ts'
import { formAt, isQuestion, lemmaAt } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'wrong|bad|poor|terrible|questionable|dubious|unwise|regrettable|unfortunate|ill-advised|misguided decision|decisions|call|choice|choices|move',
  'decision|call|choice was|is|proved|were <adv>? wrong|bad|poor|unwise|misguided|questionable|mistaken|ill-advised',
  'bad|poor idea to|from',
  'wrong priorities|trade-off|tradeoff',
)

/** A decision rated by its outcome: the wrong call, a bad decision. */
export const wrongCall: Rule = {
  id: 'wrong-call',
  name: 'A decision rated by its outcome',
  because:
    'The outcome rates a decision only afterwards; at the time the same call is right nine times of ten.',
  ask: 'What was known at that moment, which options were seen, and what spoke for this one?',
  source: 'Baron and Hershey, Outcome bias in decision evaluation (1988)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'hint', other: 'warning' },
  phrases: [PHRASES],
  find: (s) =>
    isQuestion(s)
      ? []
      : phraseHits(s, PHRASES, {
          // "A poor choice of index" rates the index.
          unless: (_, hit) => lemmaAt(s, hit.end - 1) === 'choice' && formAt(s, hit.end) === 'of',
        }),
}
