import { askForPrompt } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, isOnePerson } from '../text/subjects.ts'
import { attentionVerbs } from './deeds.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

// The verb after "to" ("failed to start"): what was not done.
function omitted(s: Sentence, frame: Frame): number {
  let i = frame.end
  if (formAt(s, i) !== 'to') return -1
  i++
  while (isTagged(s, i, Tag.adverb) && !isTagged(s, i, Tag.base)) i++
  return isTagged(s, i, Tag.base) || isTagged(s, i, Tag.noun) ? i : -1
}

function omission(s: Sentence, frame: Frame): Hit | null {
  if (!/^(?:fail|forget|neglect|omit|miss)$/.test(frame.lemma) || frame.isNegated || frame.modal !== null)
    return null
  if (!isTagged(s, frame.verb, Tag.past)) return null
  const verb = omitted(s, frame)
  if (verb < 0) return null
  const kind = frame.doer.kind
  const isNobody = kind === 'none' && isOpening(s, frame) && attentionVerbs.has(lemmaAt(s, verb))
  const isIt = kind === 'it' && attentionVerbs.has(lemmaAt(s, verb))
  const isForgotten = frame.lemma !== 'fail' && kind !== 'system' && kind !== 'i' && kind !== 'none'
  if (kind === 'i' || !(isHuman(kind) || isNobody || isIt || isForgotten)) return null
  return withRewrites(hitOf(s, frame.at, verb), isNobody ? [] : askForPrompt(s, frame.doer, verb))
}

// A heading-less fragment ("Failed to ask first") opens its sentence or follows a label.
function isOpening(s: Sentence, frame: Frame): boolean {
  return frame.at === s.start || (gapBefore(s, frame.at) & 6) !== 0
}

// "The reviewer did not check": an omission by one person. A team that "did not have" or "did not know" states a condition.
function unDone(s: Sentence, frame: Frame): Hit | null {
  if (!frame.isNegated || frame.modal !== null || frame.isPassive || formAt(s, frame.at) !== 'did')
    return null
  const kind = frame.doer.kind
  if (kind === 'someone') return null
  if (!(isOnePerson(kind) || kind === 'agent') || !attentionOrCheck(frame.lemma)) return null
  return withRewrites(hitOf(s, frame.at, frame.verb), askForPrompt(s, frame.doer, frame.verb))
}

function attentionOrCheck(lemma: string): boolean {
  return (
    attentionVerbs.has(lemma) ||
    /^(?:check|test|review|run|back|confirm|look|validate|report|call|page|wait)$/.test(lemma)
  )
}

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  return framesOf(s)
    .map((frame) => omission(s, frame) ?? unDone(s, frame))
    .filter((hit) => hit !== null)
}

/** "Failed to", "forgot to", "did not check": an act that never happened, given to a person as the fault. */
export const failedTo: Rule = {
  id: 'failed-to',
  name: 'An omission held against people',
  because:
    'What people did not do is endless; it explains something only with what would have prompted the step.',
  ask: 'What would have prompted this step, and was it there?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 5',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'off', other: 'warning' },
  triggers: ['fail', 'forget', 'neglect', 'omit', 'miss', 'did'],
  find,
}
