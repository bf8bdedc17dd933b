import { askForPrompt } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, isTagged, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
import { reviewVerbs } from './deeds.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

// "Every service should have limited rights": a participle before a noun says what to have, not what was not done.
const QUALITIES = new Set(
  'limit automate dedicate increase improve reduce share detail restrict update require document elevate enable define name schedule write separate test tag own'.split(
    ' ',
  ),
)

function isObligation(s: Sentence, frame: Frame): boolean {
  const isQuality =
    QUALITIES.has(frame.lemma) && isTagged(s, frame.end, Tag.noun) && !isTagged(s, frame.end, Tag.determiner)
  return frame.isPerfect && !isQuality
}

function isAboutPeople(s: Sentence, frame: Frame): boolean {
  const { doer } = frame
  if (doer.kind === 'i') return false
  if (isHuman(doer.kind)) return true
  if (doer.kind === 'they')
    return reviewVerbs.has(frame.lemma) || (!frame.isPassive && !MACHINE_DEEDS.has(frame.lemma))
  if (frame.isPassive) return reviewVerbs.has(frame.lemma) && frame.doer.kind !== 'none'
  if (doer.kind === 'none')
    return doer.to === s.start || doer.from === frame.at ? isHeadless(s, frame) : false
  return false
}

const MACHINE_DEEDS = new Set(
  'be start fire trigger run work fail receive time succeed return respond appear arrive come go expire scale drain sync restart boot load match pass get have take happen'.split(
    ' ',
  ),
)

// "Should have asked first": nothing before the verb, so the writer or the team is meant.
function isHeadless(s: Sentence, frame: Frame): boolean {
  return frame.at === s.start && formAt(s, frame.at) === 'should'
}

function find(s: Sentence): readonly Hit[] {
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    if (frame.modal !== 'should' && frame.modal !== 'ought') continue
    if (!isObligation(s, frame) || !isAboutPeople(s, frame)) continue
    const rewrites = frame.isPassive || frame.isNegated ? [] : askForPrompt(s, frame.doer, frame.verb)
    hits.push(withRewrites(hitOf(s, frame.at, Math.max(frame.verb, frame.at)), rewrites))
  }
  return hits
}

/** "Should have": an obligation found afterwards, about what people did. */
export const shouldHave: Rule = {
  id: 'should-have',
  name: 'An obligation found afterwards',
  because: '“Should have” describes a past that did not happen, with knowledge nobody had then.',
  ask: 'What made that step unlikely, or its signs hard to see, at the time?',
  source: 'Woods et al., Behind Human Error, 2nd ed. (2010), ch. 14, on hindsight bias',
  levels: { analysis: 'error', timeline: 'error', actions: 'off', other: 'error' },
  triggers: ['should', 'ought'],
  find,
}
