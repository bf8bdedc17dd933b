import { askForPrompt } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { isClauseEnd } from '../text/phrases.ts'
import { formAt, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
import { attentionVerbs, reviewVerbs, workVerbs } from './deeds.ts'
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
  // "And we should have": the verb is left to the clause before. "Should have had": the verb is "have" itself.
  const isLeftOut =
    lemmaAt(s, frame.verb) === 'have' &&
    frame.verb > frame.at &&
    (isClauseEnd(s, frame.end) || formAt(s, frame.verb) === 'had')
  return (frame.isPerfect && !isQuality) || isLeftOut
}

function isAboutPeople(s: Sentence, frame: Frame): boolean {
  const { doer } = frame
  if (doer.kind === 'i') return false
  if (frame.modal === 'ought') return true
  if (frame.isNegated && LET.has(frame.lemma)) return true
  if (isHuman(doer.kind)) return true
  if (doer.kind === 'they')
    return reviewVerbs.has(frame.lemma) || (!frame.isPassive && !MACHINE_DEEDS.has(frame.lemma))
  if (!frame.isPassive && (attentionVerbs.has(frame.lemma) || ACTS.has(frame.lemma))) return true
  if (frame.isPassive && doer.kind === 'it' && !MACHINE_DEEDS.has(frame.lemma)) return true
  if (frame.isPassive)
    return (
      frame.doer.kind !== 'none' &&
      (reviewVerbs.has(frame.lemma) ||
        ACTS.has(frame.lemma) ||
        (workVerbs.has(frame.lemma) && !isTagged(s, frame.end, Tag.noun)))
    )
  if (
    /^(?:catch|find|reveal|flag|spot|expose|uncover)$/.test(frame.lemma) &&
    has(s, STEPS, { from: doer.from, to: doer.to })
  )
    return true
  if (/^(?:include|mention|cover|say|state|contain|list|consider|tell|warn|explain)$/.test(frame.lemma))
    return has(s, PAPERS, { from: doer.from, to: doer.to })
  if (frame.lemma === 'happen') return has(s, STEPS, { from: doer.from, to: doer.to })
  if (doer.kind === 'none')
    return doer.to === s.start || doer.from === frame.at ? isHeadless(s, frame) : false
  return false
}

// "This should never have gone out", "should not have let it through": nobody says so of a specification.
const LET = new Set('let happen come go ship allow give approve merge leave reach make'.split(' '))
const ACTS = new Set(
  'acknowledge answer escalate wait hear act insist postpone declare page phone call intervene write rehearse rotate renew announce perform undertake start stop delay cancel roll do carry close lock replace warn insist pause freeze evacuate reboot'.split(
    ' ',
  ),
)
const STEPS = new Set(
  'audit inspection qa testing reviewer escalation rollback handover review drill rehearsal call test testing communication'.split(
    ' ',
  ),
)
// What people write for people.
const PAPERS = new Set(
  'estimate plan checklist runbook announcement message documentation docs ticket note notes handover hand-over hand-off handoff review summary email mail notice changelog report proposal assessment test invitation briefing'.split(
    ' ',
  ),
)
const MACHINE_DEEDS = new Set(
  'be evict invalidate throttle flush replicate cache retry replay start fire trigger run work fail receive time succeed return respond appear arrive come go expire scale drain sync restart boot load match pass get have take happen'.split(
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
  levels: { analysis: 'error', timeline: 'error', actions: 'hint', other: 'error' },
  triggers: ['should', 'ought'],
  find,
}
