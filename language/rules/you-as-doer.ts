import { framesOf } from '../text/frames.ts'
import { formAt, isQuestion, type Sentence } from '../text/sentences.ts'
import { attentionVerbs, isFact, isHarm } from './deeds.ts'
import { isLettingDown } from './idioms.ts'
import { type Hit, hitOf, type Rule } from './rule.ts'

const CONDITIONAL = /^(?:if|when|whenever|once|after|until|unless|before|where)$/

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    if (frame.doer.kind !== 'you' || frame.modal !== null || CONDITIONAL.test(formAt(s, frame.doer.from - 1)))
      continue
    const isOmission = /^(?:fail|forget|neglect)$/.test(frame.lemma) && formAt(s, frame.end) === 'to'
    const isUndone =
      frame.isNegated &&
      formAt(s, frame.at) !== 'do' &&
      (attentionVerbs.has(frame.lemma) || /^(?:test|check|review|run|look)$/.test(frame.lemma))
    if (isOmission || isUndone || (isFact(s, frame) && (isHarm(s, frame) || isLettingDown(s, frame))))
      hits.push(hitOf(s, frame.doer.from, frame.verb))
  }
  return hits
}

/** “You” as the doer of a harm or an omission. */
export const youAsDoer: Rule = {
  id: 'you-as-doer',
  name: '“You” as the doer',
  because: '“You” turns a review into an accusation, and the person addressed stops telling.',
  ask: 'What did it look like from there, and what made this the next step?',
  source: 'Allspaw and Evans, Etsy Debriefing Facilitation Guide (2016)',
  levels: { analysis: 'error', timeline: 'warning', actions: 'off', other: 'error' },
  triggers: ['you'],
  find,
}
