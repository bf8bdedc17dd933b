import { type PhraseHit, phrases } from '../text/phrases.ts'
import { has, isQuestion, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const RIGHTS = 'rights|access|permission|permissions|privileges|privilege|credentials'
const PHRASES = phrases(
  `revoke|remove|strip|withdraw|suspend|restrict|limit|pull <det>? <adj>? <one> 's? production|deploy|admin|root|merge|write|sudo? ${RIGHTS}`,
  `revoke|remove|strip|withdraw|take <det>? <adj>? <one> 's _2 ${RIGHTS}`,
  `strip|relieve <det>? <adj>? <one> of`,
  'remove|take|drop|pull <det>? <adj>? <human> from|off the? _1 rota|on-call|rotation|schedule|team|project|group',
  'bar|ban|exclude <det>? <adj>? <human> from',
  'no longer|never let|allow|permit|trust <det>? <adj>? <one> to|with|near|touch',
  '<one> will|should|must|shall|may no longer|not|never again? be? deploy|merge|touch|push|allowed|permitted|have|given|hold',
  `<one> 's _2 ${RIGHTS} be|have been? been? <adv>? revoked|removed|withdrawn|suspended|taken`,
  "not|n't let|allow|give <det>? <adj>? <one> touch|near|deploy|merge|to|access",
  'take|keep production away from <det>? <adj>? <one>',
  'reassign|transfer|move <det>? <adj>? <person> to|off|out',
)
// What is said of a class, an account or an agent is a limit, not a punishment.
const CLASSES = new Set(
  'agent bot token account session key job pod node all each every any everyone nobody'.split(' '),
)

function isLimit(s: Sentence, hit: PhraseHit): boolean {
  return isQuestion(s) || has(s, CLASSES, { from: hit.at - 2, to: hit.end + 1 })
}

/** A person taken off the rota, or out of their rights, as the fix. */
export const takeAPersonOff: Rule = {
  id: 'take-a-person-off',
  name: 'A person taken off as the fix',
  because: 'With one person gone the same step is still there for the next one, and people stop telling.',
  ask: 'Which limit would hold for everybody in that role?',
  source: 'Reason, Human error: models and management (2000)',
  levels: { analysis: 'error', timeline: 'off', actions: 'error', other: 'error' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isLimit }),
}
