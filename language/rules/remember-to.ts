import { Tag } from '../text/lexicon.ts'
import { findPhrases, isClauseStart, type PhraseHit } from '../text/phrases.ts'
import { formAt, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isCarriedBefore } from './mechanism.ts'
import { memoryPhrases } from './null-phrases.ts'
import { hitOf, type Rule } from './rule.ts'

const NOUN_AFTER = new Set('cookie token checkbox button flag banner component'.split(' '))
// "Remember the last region in the form" is asked of a program.
const KEEPERS = new Set('form field session browser cookie dialog client'.split(' '))
const AUTOMATIC = new Set('automatic automatically automated scheduler cron bot'.split(' '))
const FACT = new Set('was were did had'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s) || isCarriedBefore(s, hit.at) || has(s, AUTOMATIC)) return true
  // A step of a manual is called "Double check"; "no need of raising awareness" demands none.
  if (s.block === 'heading' && hit.at === s.start && hit.end === s.end) return true
  if (/^(?:need|lack|without)$/.test(formAt(s, hit.at - 1)) && isTagged(s, hit.at, Tag.ing)) return true
  if (has(s, NOUN_AFTER, { from: hit.end, to: hit.end + 1 })) return true
  if (/^(?:remember|remind)$/.test(lemmaAt(s, hit.at)) && has(s, KEEPERS, { from: hit.end, to: s.end }))
    return true
  if (
    formAt(s, hit.at - 1) === 'to' &&
    s.section !== 'actions' &&
    isTagged(s, hit.at - 2, Tag.past | Tag.participle) &&
    !/^(?:agree|promise|commit|resolve|vow)$/.test(lemmaAt(s, hit.at - 2))
  )
    return true
  const isLoose =
    /^double-check/.test(formAt(s, hit.at)) && s.section !== 'actions' && !isClauseStart(s, hit.at)
  return isLoose || has(s, FACT, { from: hit.at - 2, to: hit.at }) || isPastTold(s, hit)
}

// "We told support at 11:02" is what happened; "Tell support to call sooner" is the action.
function isPastTold(s: Sentence, hit: PhraseHit): boolean {
  return (
    isTagged(s, hit.at, Tag.past) &&
    formAt(s, hit.at) !== 'read' &&
    !isTagged(s, hit.at, Tag.base) &&
    formAt(s, hit.at) !== 'reminded'
  )
}

/** Memory and attention as the barrier: remember to, double-check, pay attention, raise awareness. */
export const rememberTo: Rule = {
  id: 'remember-to',
  name: 'Memory as the barrier',
  because: 'Memory and attention give way under load, which is when this step matters.',
  ask: 'What default, reminder or check could carry this in place of memory?',
  source: 'Reason, Human Error (1990), ch. 4; VA National Center for Patient Safety, action hierarchy',
  levels: { analysis: 'hint', timeline: 'off', actions: 'error', other: 'warning' },
  phrases: [memoryPhrases],
  find: (s) =>
    findPhrases(s, memoryPhrases)
      .filter((hit) => !isInnocent(s, hit))
      .slice(0, 1)
      .map((hit) => hitOf(s, hit.at, hit.end - 1)),
}
