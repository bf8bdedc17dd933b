import { phrases } from '../text/phrases.ts'
import { has, isQuestion, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PROCEDURE =
  'process|procedure|runbook|checklist|guideline|instruction|sop|playbook|change-management|change-control|rules|rule'
const PHRASES = phrases(
  `violation|breach|non-compliance|disregard|non-observance of|with <det>? <adj>? <noun>? <noun>? ${PROCEDURE}`,
  `deviation|departure from <det>? <adj>? <noun>? ${PROCEDURE}`,
  `<human> <adv>? violate|breach|break|circumvent|flout|bypass|skip|disregard|sidestep <det>? <adj>? <noun>? <noun>? ${PROCEDURE}|policy|protocol`,
  `<human> <adv>? deviated|departed|strayed from <det>? _2 ${PROCEDURE}|policy|protocol`,
  `${PROCEDURE} be <adv>? not|n't <adv>? followed|observed|respected|adhered`,
  `${PROCEDURE} be <adv>? violated|breached|disregarded|ignored|flouted|circumvented`,
  "did|does|has|have not|n't <adv>? follow|followed <det>? <adj>? <noun>? <noun>? procedure|process|runbook|checklist|protocol|guideline|instructions",
  'without following <det>? <adj>? <noun>? procedure|process|runbook|checklist|protocol',
  'procedural|process violation|deviation|non-compliance',
)
// A reason beside it makes it a statement about the procedure.
const REASONS = new Set(
  'because since when takes take took names name asks whose percent if minutes hours'.split(' '),
)
const MACHINES = new Set('firewall validator linter schema table constraint regex packet'.split(' '))

function isExplained(s: Sentence): boolean {
  return isQuestion(s) || has(s, REASONS) || has(s, MACHINES)
}

/** A breach of procedure given as the cause. */
export const violationAsCause: Rule = {
  id: 'violation-as-cause',
  name: 'A breach of procedure as the cause',
  because: 'Work departs from the page every day and goes well; the departure alone explains no harm.',
  ask: 'What made the procedure hard to follow there, and how often is it followed elsewhere?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 4',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'warning', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isExplained }),
}
