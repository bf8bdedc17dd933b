import { GAP, replaceWords } from '../rewrite.ts'
import { framesOf } from '../text/frames.ts'
import type { PhraseHit } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, type Sentence } from '../text/sentences.ts'
import { isMechanism } from './mechanism.ts'
import { carePhrases } from './null-phrases.ts'
import { phraseHits, type Rule } from './rule.ts'

const PAST = new Set('was were been had'.split(' '))

// What somebody was or was told is a fact; "a more careful probe" rates nobody here; a named mechanism is more than care.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s) || isMechanism(s) || isBetterPast(s) || formAt(s, hit.at - 1) === 'despite') return true
  if (formAt(s, hit.end - 1) === 'aware' && formAt(s, hit.end) === 'that') return true
  // "Made it look twice as fast".
  if (formAt(s, hit.end - 1) === 'twice' && formAt(s, hit.end) === 'as') return true
  if (formAt(s, hit.at) === 'be' || formAt(s, hit.at) === 'take')
    return has(s, DENIED, { from: hit.at - 3, to: hit.at })
  return has(s, PAST, { from: hit.at - 1, to: hit.at + 1 }) || isComparison(s, hit)
}

// "More rigorous review would have found it" demands nothing.
function isBetterPast(s: Sentence): boolean {
  return framesOf(s).some((frame) => frame.isPerfect && frame.modal !== null)
}

const DENIED = new Set("not n't no cannot without enough instead".split(' '))

function isComparison(s: Sentence, hit: PhraseHit): boolean {
  return (
    /^(?:a|an|the)$/.test(formAt(s, hit.at - 1)) &&
    gapBefore(s, hit.at) === 0 &&
    !/^(?:need|take|with)$/.test(formAt(s, hit.at - 2))
  )
}

/** Asking people to be careful, as an action or a lesson. */
export const beCareful: Rule = {
  id: 'be-careful',
  name: 'Care as the remedy',
  because:
    'People were already careful; asking for more care changes nothing that the next person will meet.',
  ask: 'What would make this impossible, visible or easy to undo?',
  source: 'VA National Center for Patient Safety, action hierarchy (weakest actions)',
  levels: { analysis: 'warning', timeline: 'off', actions: 'error', other: 'error' },
  phrases: [carePhrases],
  find: (s) =>
    phraseHits(s, carePhrases, {
      unless: isInnocent,
      rewrite: (_, hit) =>
        hit.at === s.start
          ? [replaceWords(s, { first: hit.at, last: hit.end - 1 }, `add a check that refuses ${GAP}`)]
          : [],
    }),
}
