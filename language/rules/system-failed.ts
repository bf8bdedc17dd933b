import { phrases } from '../text/phrases.ts'
import { formAt, isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'the|our|this whole|entire? system|process|organisation|organization fail|failed|fails us|here|again|everyone',
  'the|our|this whole|entire? system|process|organisation|organization =failed $',
  'the|our system|process let us|everyone|people|them down',
  'process|system|systemic|organisational|organizational failure $',
  'a|the|our failure of|in process|leadership|governance|communication $',
  '^ systemic failure|failures|breakdown',
  'breakdown in|of communication|process|coordination',
)

/** “The system failed”, “the process failed”, with no part of it named. */
export const systemFailed: Rule = {
  id: 'system-failed',
  name: 'A whole named in place of a part',
  because:
    '“The system failed” hides the part as well as “human error” does; nothing can be changed in a whole.',
  ask: 'Which component, control or step was it, and what did it do?',
  source: 'Leveson, Engineering a Safer World (2011), on control structures',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'warning', other: 'warning' },
  phrases: [PHRASES],
  find: (s) =>
    isQuestion(s) ? [] : phraseHits(s, PHRASES, { unless: (_, hit) => formAt(s, hit.at - 1) === 'not' }),
}
