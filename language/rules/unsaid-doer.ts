import { framesOf } from '../text/frames.ts'
import { gapBefore, isQuestion } from '../text/sentences.ts'
import { Gap } from '../text/words.ts'
import { isUnsaidMisstep, mayOpenWithVerb } from './missteps.ts'
import { hitOf, type Rule } from './rule.ts'

/** A misstep told with its doer left out: "Skipped the review step", "Never asked". */
export const unsaidDoer: Rule = {
  id: 'unsaid-doer',
  name: 'A misstep with its doer left out',
  because: 'A fragment such as “ignored the rule” still points at somebody, and leaves out what they saw.',
  ask: 'What stood on the screen at that step, and what would have prompted another one?',
  source: 'Woods and Cook, A Tale of Two Stories (1998)',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'hint', other: 'warning' },
  triggers:
    'did never without before instead break leave treat choose pick give pass declare claim jump misreport misreported hide bury buried fake faked fail neglect ignore skip bypass forget violate disregard miss dismiss disobey misunderstand pretend lie blame rush guess fabricate overlook underestimate assume incorrectly wrongly mistakenly prematurely falsely repeatedly stupidly foolishly blindly badly deliberately knowingly stubbornly lazily carelessly recklessly unilaterally hastily'.split(
      ' ',
    ),
  find: (s) =>
    !mayOpenWithVerb(s) || isQuestion(s)
      ? []
      : // "Claimed:" is the name of a field.
        framesOf(s)
          .filter((frame) => (gapBefore(s, frame.end) & Gap.colon) === 0 && isUnsaidMisstep(s, frame))
          .map((frame) => hitOf(s, frame.at, frame.verb)),
}
