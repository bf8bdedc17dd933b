import { isQuestion, type Sentence } from '../text/sentences.ts'
import { attitudeIn, attitudeWords } from './attitude.ts'
import { isMechanism } from './mechanism.ts'
import { type Hit, hitOf, type Rule } from './rule.ts'

function find(s: Sentence): readonly Hit[] {
  if (s.block === 'heading' || isQuestion(s)) return []
  const word = attitudeIn(s)
  return word < 0 || isMechanism(s, true) ? [] : [hitOf(s, s.start, word)]
}

/** A demand whose verb or object is an attitude: strive, focus, show ownership, foster a culture. */
export const effortAsRemedy: Rule = {
  id: 'effort-as-remedy',
  name: 'Effort as the remedy',
  because: 'An attitude cannot be installed, seen to work or handed to the next person on the rota.',
  ask: 'Which tool, default or limit would make the wanted step the easy one?',
  source: 'VA National Center for Patient Safety, action hierarchy (weakest actions)',
  levels: { analysis: 'hint', timeline: 'off', actions: 'warning', other: 'warning' },
  triggers: attitudeWords,
  find,
}
