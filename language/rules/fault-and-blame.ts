import { framesOf } from '../text/frames.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { has, isQuestion, type Sentence } from '../text/sentences.ts'
import { isHuman, isPersonAt, kindAt } from '../text/subjects.ts'
import { phraseHits, type Rule } from './rule.ts'

const HARM = 'outage|incident|loss|damage|failure|breach|downtime|leak|mess|crash|delay'
const PHRASES = phrases(
  `responsible|accountable for the|this|that|all? _2 ${HARM}`,
  'responsibility for _4 rest|rests|lies|lie with',
  'at fault',
  'it|this|everything|outage|incident|problem|trouble|mess all? start|begin with <det>? <adj>? <person>|<one>',
  'root? =cause|=culprit|=trigger|=reason _1~ <det>? <adj>? <one> $',
  '^ it|that be|was <det> <adj>? <noun>? <one> $',
  'to blame for?',
  'blame lies|rests|falls|be|must',
  'responsibility|accountability|fault lies|lie|rests|rest|falls|fall|sits squarely? with|on',
  'is|was|are|were all|entirely|squarely? on me|him|her|them $',
  'be|is|was _1 fault $',
  'courtesy of _2 <one>',
  'own up to',
  'guilty of',
  'finger|fingers point|points|pointed squarely? at|to <det>? <adj>? _1 <person>|<one>',
  'be|is|was the? fault|doing of <det>? <adj>? <noun>? <one>|<person>',
  '^ <person> did this|that|it',
  'blame|fault|responsibility|guilt belong|belongs to|with',
  'it must|has|can|could only? have|to? been? be? him|her|them $',
  '<person>|<one> be behind <det>|both|all _2 outage|outages|incident|incidents|failure|failures|mess|leak',
  'fault|blame|mistake|error is|was <adv>? hers|his|theirs|yours',
  'at the door|feet of',
  'buck stops|stopped',
  'owing to <person>',
  '^ because <person> $',
  '<person> again $',
  '<human>|he|she did it|this|that on purpose|deliberately',
  'responsible|culprit|blame|guilty|offender|perpetrator|fault _1~ <person>',
)
const PARTS = new Set(
  'cable disk switch drive bug config kernel library version network hardware driver setting code commit leak file pod node sensor cache loop query mechanism component'.split(
    ' ',
  ),
)

// A cable may be at fault; "responsible for the outage" of a bug is plain speech. It takes people to be blamed.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s) || has(s, NOT, { from: hit.at - 4, to: hit.end })) return true
  const frame = framesOf(s).find((one) => one.end >= hit.at && one.at <= hit.end)
  if (frame && isHuman(frame.doer.kind)) return false
  if (has(s, PARTS, { from: s.start, to: hit.at })) return true
  for (let i = s.start; i < s.end; i++) if (isPersonAt(s, i) || isHuman(kindAt(s, i, i - 2))) return false
  return true
}

const NOT = new Set("not n't no nobody never without nothing".split(' '))

/** Fault, blame or backward responsibility given to people. */
export const faultAndBlame: Rule = {
  id: 'fault-and-blame',
  name: 'Fault given to people',
  because: 'Backward responsibility asks who pays; forward responsibility asks who will change what.',
  ask: 'Which condition made this possible, and who owns changing it?',
  source: 'Sharpe, Promoting Patient Safety (2003), on forward-looking responsibility',
  levels: { analysis: 'error', timeline: 'warning', actions: 'warning', other: 'error' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isInnocent }),
}
