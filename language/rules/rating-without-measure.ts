import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, type Sentence } from '../text/sentences.ts'
import { Gap } from '../text/words.ts'
import { phraseHits, type Rule } from './rule.ts'

const RATING = 'poor|bad|inadequate|insufficient|improper|substandard|deficient|unsatisfactory|weak'
const RATED =
  'monitoring|alerting|observability|visibility|testing|coverage|documentation|communication|process|procedure|planning|training|design|architecture|tooling|oversight|governance|controls|review|validation|logging|maintenance|preparation|safeguards|safeguard|strategy|hygiene|handover|coordination|observation|preparedness|guidance|protection'
const PHRASES = phrases(`${RATING} <adj>? <noun>? ${RATED}`, `${RATED} be <adv>? <adv>? ${RATING}|lacking`)
// What turns the rating into a statement: a number, an absence, a comparison, a reason.
const CONCRETE = new Set(
  "no not n't only because missing lack without than covers cover covered none never until since so for".split(
    ' ',
  ),
)

function isMeasured(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s)) return true
  for (let i = s.start; i < s.end; i++) if (isTagged(s, i, Tag.number)) return true
  for (let i = hit.end; i < s.end; i++)
    if ((gapBefore(s, i) & (Gap.colon | Gap.dash | Gap.open)) !== 0) return true
  if (isTagged(s, hit.end, Tag.noun) && gapBefore(s, hit.end) === 0 && !/ing$/.test(formAt(s, hit.end)))
    return !isTagged(s, hit.end, Tag.preposition | Tag.base)
  return has(s, CONCRETE, { from: hit.end, to: s.end }) || has(s, CONCRETE, { from: hit.at - 3, to: hit.at })
}

/** A rating in place of a measure: poor monitoring, inadequate testing, with nothing that says what was absent. */
export const ratingWithoutMeasure: Rule = {
  id: 'rating-without-measure',
  name: 'A rating in place of a measure',
  because: 'A word such as “inadequate” rates; it names neither what was absent nor how much was there.',
  ask: 'What exactly was absent, or what was its value?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 2',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'warning', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isMeasured }),
}
