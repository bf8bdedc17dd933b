import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'a certain <adj>? <one>|person|somebody|someone|individual|colleague|team|manager',
  'we|you|they|everyone all? know|knows who',
  'someone|somebody who shall|will|must remain|not|go be? nameless|unnamed|named',
  'who|which|that shall remain nameless|unnamed',
  'nameless|unnamed <one>|colleague|person|individual',
  '^ no names',
  'naming names',
  'not naming|name any? names|anyone',
  'you|they know who you|they are',
  'someone|somebody in|on|from this|the|our room|call|team|group|floor <past>',
)

/** Someone left unnamed on purpose: “a certain engineer”, “we all know who”. */
export const coyReference: Rule = {
  id: 'coy-reference',
  name: 'A person named by hint',
  because: 'A hint names a person to all who were there, and lets nobody answer.',
  ask: 'Which role or artefact was it, if it matters at all?',
  source: 'Fausey and Boroditsky, Subtle linguistic cues influence perceived blame (2010)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
