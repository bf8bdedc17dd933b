import { phrases, triggersOf } from '../text/phrases.ts'
import { formAt, isQuestion, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, isPersonAt, kindAt } from '../text/subjects.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const SCORN = phrases(
  'what was|were <det>? <adj>? <human> thinking',
  'what was|were|is|are he|she|they|you thinking|doing',
  'why would|did anyone|anybody|someone|somebody|you|they|he|she',
  'how could|did you|he|she|they not',
  'did you|he|she they? even|actually look|read|check|think',
  'explain why <person>',
)

// "Why did nobody look", "Why wasn't Tim watching": the word after the auxiliary is who has to answer.
function whyHits(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    if (formAt(s, i) !== 'why') continue
    if (!/^(?:do|be|have)$/.test(lemmaAt(s, i + 1)) && formAt(s, i + 1) !== 'could') continue
    if (!(isQuestion(s) || i === s.start)) continue
    const doer = doerAfter(s, i + 2)
    if (doer >= 0) return [hitOf(s, i, doer)]
  }
  return []
}

function doerAfter(s: Sentence, start: number): number {
  let i = start
  while (/^(?:not|n't|nt|the|our|no|any|a|it|always)$/.test(formAt(s, i)) && i < start + 4) i++
  const last = Math.min(s.end - 1, i + 3)
  for (let k = i; k <= last; k++) {
    const kind = kindAt(s, k, i)
    if (/^(?:i|we)$/.test(kind)) return -1
    if (formAt(s, k) === 'one' || formAt(s, k) === 'anyone') return -1
    const isPossessed = formAt(s, k + 1) === "'s" || formAt(s, k + 1) === "'"
    if (kind === 'agent' || isPossessed) return -1
    if (/^(?:you|he|they)$/.test(kind)) return k
    if (isHuman(kind) || isPersonAt(s, k)) return isSubjectEnd(s, k) ? k : -1
    if (formAt(s, k) === 'of') return -1
  }
  return -1
}

// "Why did the user service crash" is about a service: a doer that goes on as a noun is none.
function isSubjectEnd(s: Sentence, i: number): boolean {
  return (
    i + 1 >= s.end ||
    !/^(?:service|pod|account|table|agent|data|session|token|token's|node|group|error|errors|list|role|page|script|operator)$/.test(
      formAt(s, i + 1),
    )
  )
}

/** "Why did you", "why did nobody", "what was he thinking": a question that asks for a defence. */
export const whyDidntYou: Rule = {
  id: 'why-didnt-you',
  name: 'A question that asks for a defence',
  because:
    '“Why did you” is answered with reasons that justify; “what” and “how” are answered with what was there.',
  ask: 'What did they see and know at that moment, and what led to the next step?',
  source: 'Allspaw and Evans, Etsy Debriefing Facilitation Guide (2016)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  triggers: ['why', ...triggersOf(SCORN)],
  find: (s) => {
    const why = whyHits(s)
    return why.length > 0 ? why : phraseHits(s, SCORN)
  },
}
