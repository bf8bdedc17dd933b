import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'everyone|everybody|anyone|anybody all? <adv>? know|knew|knows that|the|it|how|about|this|of|not|what',
  'common|general knowledge',
  'well known|well-known|known internally|widely|throughout fact|internally|fact|that|within|in the|among',
  'as everyone|everybody|anyone|anybody|we know|knows|knew',
  '<human>|they all knew|know',
  'open secret',
  'no secret that',
)

/** “Everyone knows”, “common knowledge”: what was plain to nobody in particular. */
export const everyoneKnew: Rule = {
  id: 'everyone-knew',
  name: 'Knowledge that everyone had',
  because: 'What “everyone knew” was known by some, in pieces, and not by those who needed it then.',
  ask: 'Who had which piece of this, when, and where was it written?',
  source: 'Allspaw and Evans, Etsy Debriefing Facilitation Guide (2016)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
