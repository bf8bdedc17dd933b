import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  '<human> <adv>? admit|admits|admitted|confess|confesses|confessed|alleged|alleges',
  '<human> <adv>? claims|claimed that|he|she|they|not|to|it',
  'admission|confession|excuse|alibi by|from|of|is|was|for <det>? <adj>? <human>',
  "<person>|<human> 's excuse|alibi|confession|admission|story",
  'excuses|pleaded guilty',
)

/** Verbs of the courtroom about what people said: admitted, confessed, claimed. */
export const courtroomVerbs: Rule = {
  id: 'courtroom-verbs',
  name: 'A verb of the courtroom',
  because: '“Admitted” and “claimed” put a guilty verdict or a doubt into what was only said.',
  ask: 'What did they say, in their own words, and when?',
  source: 'Allspaw and Evans, Etsy Debriefing Facilitation Guide (2016)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
