import { type Frame, framesOf } from '../text/frames.ts'
import { Evidence } from '../text/may-hold.ts'
import { formAt, has, isQuestion, lemmaAt, type Sentence } from '../text/sentences.ts'
import { kindAt } from '../text/subjects.ts'
import { accusationsIn, isCleft, isGuessedDeed } from './accusations.ts'
import { isFact, isHarm } from './deeds.ts'
import { isBlamingDeed } from './evidence.ts'
import { IDIOMS } from './idioms.ts'
import { harmTriggers, isCredit, rewriteHarm } from './named-person-harm.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

const OBJECTS_OF_WORK = new Set('pod node replica fix patch rollback maintenance window job'.split(' '))

// "The operator removed the node when …" is a narration; "the operator removed the wrong node" is a verdict.
function isVerdict(s: Sentence, frame: Frame): boolean {
  return !has(s, OBJECTS_OF_WORK, { from: frame.end, to: frame.end + 3 })
}

// "caused by the clerk who": the role stands where the cause should.
function causedByRole(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    const form = formAt(s, i)
    const isCause = form === 'by' && /^(?:cause|break|trigger|introduce)$/.test(lemmaAt(s, i - 1))
    const isTraced = form === 'to' && (lemmaAt(s, i - 1) === 'trace' || lemmaAt(s, i - 2) === 'trace')
    const isAtHand = form === 'of' && formAt(s, i - 1) === 'hands'
    if (!isCause && !isTraced && !isAtHand) continue
    for (let k = i + 1; k < Math.min(s.end, i + 5); k++) {
      const kind = kindAt(s, k, i + 1)
      const next = formAt(s, k + 1)
      if (
        kind === 'role' &&
        next !== "'s" &&
        (next === '' || !/^(?:portal|tool|console|service|account|error|role|image)$/.test(next))
      )
        return [hitOf(s, i - 1, k)]
    }
  }
  return []
}

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s) || isCredit(s)) return []
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    const isRole = frame.doer.kind === 'role' || frame.doer.kind === 'he' || frame.doer.kind === 'someone'
    if (
      !isRole ||
      !(
        (isFact(s, frame) && isHarm(s, frame) && isVerdict(s, frame)) ||
        isBlamingDeed(s, frame) ||
        isGuessedDeed(frame) ||
        isCleft(s, frame)
      )
    )
      continue
    if (
      frame.doer.kind === 'someone' &&
      frame.doer.to > frame.doer.from &&
      !/^(?:some|who)/.test(formAt(s, frame.doer.from))
    )
      continue
    if (
      formAt(s, frame.doer.from) === 'nobody' ||
      (formAt(s, frame.doer.from) === 'one' && frame.doer.to - frame.doer.from < 2)
    )
      continue
    hits.push(withRewrites(hitOf(s, frame.doer.from, frame.verb), rewriteHarm(s, frame)))
  }
  for (const one of accusationsIn(s)) if (one.kind !== 'person') hits.push(hitOf(s, one.first, one.last))
  return hits.length > 0 ? hits : causedByRole(s)
}

/** A job title as the whole cause: a role can be a name. */
export const roleAsCause: Rule = {
  id: 'role-as-cause',
  name: 'A role as the cause',
  because: 'In a small team a role is a name, and the sentence still stops at the person.',
  ask: 'What did the role see, and what let this step go through?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rules 1 and 3',
  levels: { analysis: 'warning', timeline: 'off', actions: 'off', other: 'warning' },
  triggers: [...harmTriggers, 'hands'],
  phrases: [IDIOMS],
  wakesAtVerbs: true,
  needs: [Evidence.role],
  find,
}
