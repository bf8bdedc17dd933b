import { Evidence, mayHold } from '../text/may-hold.ts'
import { findPhrases, type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, has, isQuestion, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, isOnePerson, isPersonAt, kindAt } from '../text/subjects.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const SCORN = phrases(
  'what on|the earth|hell was|were|is|are',
  'what was|were <det>? <noun>? <human>|<person> thinking|doing|smoking',
  'how did|could|can|does nobody|no-one|none',
  'how did|could|can|does no one',
  'how come <det>? <adj>? <human>|<person>',
  'what possessed|induced|compelled',
  'ask|question|press <det>? <adj>? <noun>? <human>|<person> why',
  '^ be this|that|it you',
  'someone|somebody need|needs|has|must|should to? explain|answer|account',
  'why was|were _5 ignored|overlooked|skipped|bypassed|neglected|waived|dismissed by <det>? <adj>? <noun>? <human>|shift|team',
  'what|any excuse|excuses do|does|did|is|was|has|have|can',
  'what was|were <det>? <adj>? <human> thinking|doing',
  'what was|were|is|are he|she|they|you thinking|doing',
  'why would|did anyone|anybody|someone|somebody|you|they|he|she',
  'how could|did you|he|she|they not',
  'how could <det>? <human>|you|he|she|they|anyone|no|nobody _2 miss|overlook|forget|let|allow|think|not|be|fail|ignore|have',
  'did|have|has you|he|she|they|<one>|anyone|anybody even|actually|ever look|read|check|think|test|bother|consider|ask|try',
  "do|have|be n't|not anyone|anybody|you|they|he|she|someone|somebody",
  '^ did|has|have|was nobody|no-one',
  '^ did|has|have|was no one',
  'was|were|is|has|did anyone|anybody|you|they|someone <adv>? even|actually',
  '^ did|has anyone|anybody|somebody|someone admit|confess|own|come|bother|think|notice',
  'explain|explains|explained why|how <human>|he|she|no|nobody',
  'to account for his|her|their',
  'ask|asked _2 why <human>|he|she|they|nobody|no',
  'how did <det>? _2 not|fail',
  'how is|was it possible|that that <human>|nobody|no',
  'explain|explains what|yourself|himself|herself you|he|she|they|to|for|at|$',
  '^ did|was|were|had <det>? <one> <adv>? <base>|aware|informed|told|there|awake|drunk|<participle>',
  '^ did|was|were you not',
  'it was you',
  'how did <det>? you|they|he|she|<human> miss|overlook|forget|let|allow|manage|fail|not',
  'what possessed|made|gave|let <human>|<person>|him|her|them|you _3 to|think|do|believe|assume|run|push|delete|deploy|ignore|skip|decide',
  'is|was there any|a|some reason _2 why? <human>|<person>|you|he|she|they|nobody',
  'for what reason did|do <det>? _2 <human>|<person>|you|they',
  '^ where was|were|is|are <det>? <adj>? <adj>? <human>',
  "^ should|could|would n't <det>? <human> _2 <participle>|<base>|watching|<participle>",
  'how on? earth? did <det>? <human>|<person>|you|they|he|she miss|overlook|not|fail|let|manage',
  'what is|was his|her|their|your excuse',
  'what did he|she|they|you|<person> think would|was|they|he|she|it|you',
  '^ was|were|is anyone|anybody|nobody watching|awake|looking|paying|listening|reading|there',
  'why did|does <det>? <noun> not|never say|tell|ask|check|look|call|notice|warn|raise|speak|bother|think|read|escalate',
  'how come <human>|nobody|no|they|he|she|you',
)
const ALTERNATIVES = phrases('be it _3 or', 'did _3 or <det>? _1', 'was it _4 or')

// "Why did nobody look", "Why wasn't Tim watching": the word after the auxiliary is who has to answer.
function whyHits(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.why)) return []
  for (let i = s.start; i < s.end; i++) {
    if (formAt(s, i) !== 'why' || !(isQuestion(s) || i <= s.start + 2)) continue
    let at = i + 1
    while (/^(?:on|earth|the|hell|then|exactly|in|world)$/.test(formAt(s, at))) at++
    if (!/^(?:do|be|have)$/.test(lemmaAt(s, at)) && !/^(?:could|would|can|must)$/.test(formAt(s, at)))
      continue
    if (doerAfter(s, at + 1) >= 0) return [hitOf(s, i, at)]
  }
  return []
}

// "Did Tomas or Ellen approve it?": a choice of defendants.
function eitherHits(s: Sentence): readonly Hit[] {
  if (!isQuestion(s)) return []
  return phraseHits(s, ALTERNATIVES, {
    unless: (_, hit) => {
      for (let i = hit.at; i < Math.min(s.end, hit.end + 2); i++)
        if (isPersonAt(s, i) || /^(?:you|he|she)$/.test(formAt(s, i)) || isOnePerson(kindAt(s, i, i - 2)))
          return false
      return true
    },
  })
}

function doerAfter(s: Sentence, start: number): number {
  let i = start
  while (/^(?:not|n't|nt|the|our|no|any|a|it|always|simply|just|even)$/.test(formAt(s, i)) && i < start + 4)
    i++
  const last = Math.min(s.end - 1, i + 3)
  for (let k = i; k <= last; k++) {
    const kind = kindAt(s, k, i)
    if (/^(?:i|we)$/.test(kind)) return -1
    if (formAt(s, k) === 'one') return formAt(s, k - 1) === 'no' ? k : -1
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

// The last word of "explain why Jonas" is left out: what it did is another rule's.
function scornHits(s: Sentence): readonly Hit[] {
  return findPhrases(s, SCORN)
    .filter((hit) => !isPlainAsking(s, hit) && !has(s, SELF, { from: hit.at, to: hit.end }))
    .map((hit) => hitOf(s, hit.at, /^(?:explain|ask)/.test(formAt(s, hit.at)) ? hit.end - 2 : hit.end - 1))
}

// "Has anyone seen 502s?", "We did not ask anyone": only a question, and only of what was left undone.
function isPlainAsking(s: Sentence, hit: PhraseHit): boolean {
  if (
    /^(?:explain|explains|account|explained|ask|asked|what|why|how|someone|somebody)$/.test(formAt(s, hit.at))
  )
    return has(s, NOT_ASKED, { from: s.start, to: hit.at })
  return !isQuestion(s)
}
const SELF = new Set(['i', 'we'])
const NOT_ASKED = new Set("not n't no never helps".split(' '))

/** "Why did you", "why did nobody", "what was he thinking": a question that asks for a defence. */
export const whyDidntYou: Rule = {
  id: 'why-didnt-you',
  name: 'A question that asks for a defence',
  because:
    '“Why did you” is answered with reasons that justify; “what” and “how” are answered with what was there.',
  ask: 'What did they see and know at that moment, and what led to the next step?',
  source: 'Allspaw and Evans, Etsy Debriefing Facilitation Guide (2016)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'hint', other: 'warning' },
  phrases: [SCORN, ALTERNATIVES],
  triggers: ['why'],
  find: (s) => {
    for (const hits of [whyHits(s), scornHits(s), eitherHits(s)]) if (hits.length > 0) return hits
    return []
  },
}
