import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  '<human> miss|misses|missed|blew|slipped|busted the|their|its|our|a|another _2 deadline|deadlines|date|dates|target|milestone|schedule',
  '<human>|they fail|failed|fails to deliver|ship|finish|complete|meet _4 on|the|by|in time|deadline|date|schedule|friday|quarter',
  "<human>|they did not|n't deliver|ship|finish|complete _3 on time|schedule",
  'late again|as|yet',
  '<human> was|were|is|are <adv>? late with|delivering|again|on',
)

/** A date that was not met, held against a team. */
export const missedDate: Rule = {
  id: 'missed-date',
  name: 'A missed date as a failing',
  because: 'A date rests on assumptions; one of them was false, and only that can be changed.',
  ask: 'Which assumption under the date did not hold?',
  source: 'Second Story, on reading a missed date as an estimate that met new facts',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'hint', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
