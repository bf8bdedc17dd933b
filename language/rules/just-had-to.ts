import { phrases } from '../text/phrases.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  '<human>|they|it just|simply|merely had|has|have|need|needs|needed to',
  '<one>|team|crew only had|needed to',
  '<human>|they|it had|has|have|need|needs|needed just|simply|merely|only to',
  'all <human>|they|it had|have|has|needed|need to',
  'all it|that|this take|need be|would',
  'simple|mere|trivial matter of',
  'as simple|easy|trivial as <ing>',
  'could|should|would have just|simply|merely <verb>',
  'just|simply|merely have <participle>',
  'simply|merely|just a matter|case of',
)

/** Just, simply, merely, only had to: the step looks easy from here. */
export const justHadTo: Rule = {
  id: 'just-had-to',
  name: 'A step made small',
  because: '“Just” and “simply” hide how much had to be known and done at that moment.',
  ask: 'Which steps were there, and what had to be known to see them?',
  source: 'Fischhoff, Hindsight ≠ foresight (1975)',
  levels: { analysis: 'hint', timeline: 'hint', actions: 'hint', other: 'hint' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES),
}
