import { phrases } from '../text/phrases.ts'
import { has, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const GROUP =
  'team|department|vendor|supplier|squad|management|agency|consultancy|registrar|carrier|group|ops|maintainers|developers|reviewers|operators|contractors|consultants|auditors|committee|board|council|desk|admins|provider|hoster'
const TRAIT =
  'unresponsive|unreliable|slow|chaotic|dysfunctional|bureaucratic|siloed|territorial|disorganised|disorganized|incompetent|uncooperative|unhelpful|opaque|immature|reactive|weak|sloppy|difficult|useless|unprofessional|inept|toxic|inflexible|arrogant|complacent|careless|negligent|mediocre'
const PHRASES = phrases(
  `${GROUP} have been|become|grown <adv>? ${TRAIT}`,
  `${GROUP} be|remain|become <adv>? <adv>? ${TRAIT}`,
  `${TRAIT}|problem <adj>? <noun>? team|department|vendor|supplier|squad|agency|consultancy|registrar`,
  'which|what team|department|vendor|supplier|group|squad|side <adv>? failed|broke|caused|messed|dropped|missed|blew|forgot|ruined',
  'which|what team|department|vendor|supplier is|was|be to|at blame|fault|responsible',
  `${GROUP} 's incompetence|unreliability|slowness|sloppiness|chaos|bureaucracy|inertia|dysfunction|track`,
)
const FORWARD = new Set('own owns on-call page paged contact fix'.split(' '))
const MEASURED = new Set('minutes hours days seconds to'.split(' '))

function isNeutral(s: Sentence, end: number): boolean {
  return has(s, FORWARD) || has(s, MEASURED, { from: end, to: end + 2 })
}

/** A trait of a team or a supplier in place of an event, or the question which of them failed. */
export const teamAsTrait: Rule = {
  id: 'team-as-trait',
  name: 'A team or supplier as a trait',
  because: 'We tell our own failures in events and those of others in traits; a trait cannot be mended.',
  ask: 'What happened, when, and under which condition on their side?',
  source: 'Maass et al., Language use in intergroup contexts (1989)',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'hint', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: (_, hit) => isNeutral(s, hit.end) }),
}
