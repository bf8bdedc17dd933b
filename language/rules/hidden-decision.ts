import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'it was|had been? <adv>? decided|agreed|felt|deemed|thought|judged|considered|chosen that|to|not|best|safe|unnecessary|necessary|acceptable|better',
  'mistakes|errors was|were|have been? made',
  'a|the decision was|had been? <adv>? made|taken to|that|not',
  'corners were cut',
  'was|were deemed unnecessary|acceptable|safe|sufficient|unimportant',
)

/** A passive that hides who decided, and with what reason. */
export const hiddenDecision: Rule = {
  id: 'hidden-decision',
  name: 'A decision with nobody in it',
  because: '“It was decided” keeps the verdict and loses the role, the reason and what was known then.',
  ask: 'Which role decided, with what information, and what spoke for it then?',
  source: 'Woods and Cook, A Tale of Two Stories (1998)',
  levels: { analysis: 'hint', timeline: 'warning', actions: 'off', other: 'hint' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
