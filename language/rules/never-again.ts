import { framesOf } from '../text/frames.ts'
import type { PhraseHit } from '../text/phrases.ts'
import { formAt, has, isQuestion, type Sentence } from '../text/sentences.ts'
import { isMechanism } from './mechanism.ts'
import { demandPhrases } from './null-phrases.ts'
import { phraseHits, type Rule } from './rule.ts'

const FACT = new Set('did since because so changes'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s) || isMechanism(s)) return true
  if (/^(?:nobody|no-one|one)$/.test(formAt(s, hit.at - 1))) return true
  return (
    has(s, FACT, { from: hit.at - 6, to: hit.at }) ||
    framesOf(s).some((f) => f.isPerfect && (f.modal !== null || f.at < hit.at))
  )
}

/** A demand without means: never again, better communication, retraining. */
export const neverAgain: Rule = {
  id: 'never-again',
  name: 'A demand without means',
  because: 'A wish, a course or a plea names nothing that will be different next week.',
  ask: 'Which tool, limit, default or rehearsal will be different, and who will see that it is?',
  source: 'VA National Center for Patient Safety, action hierarchy (training is among the weakest actions)',
  levels: { analysis: 'hint', timeline: 'off', actions: 'warning', other: 'warning' },
  phrases: [demandPhrases],
  find: (s) => phraseHits(s, demandPhrases, { unless: isInnocent }),
}
