import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'insane|insanely|horrific|horrifying|catastrophically|disastrous|disastrously|ludicrous|absurd|absurdly|hellish|mind-boggling|jaw-dropping|unbelievable|unbelievably|outrageous|abysmal',
  'utter|utterly|complete|total|absolute|epic|massive disaster|chaos|nightmare|fiasco|mess|catastrophe|shitshow|trainwreck|failure $',
  'a|the nightmare|fiasco|shambles|debacle|shitshow|trainwreck|dumpster-fire',
  'all hell broke',
)

/** Animated words in place of a number: insane, horrific, a disaster. */
export const animatedWords: Rule = {
  id: 'animated-words',
  name: 'Heat in place of a number',
  because: 'Strong words carry how it felt and hide how much it was.',
  ask: 'How many, how long, how much?',
  source: 'Beyer et al., Site Reliability Engineering Workbook (2018), ch. 10, on animated language',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'hint', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
