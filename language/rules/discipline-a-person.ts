import { type PhraseHit, phrases } from '../text/phrases.ts'
import { has, isQuestion, type Sentence } from '../text/sentences.ts'
import { isHuman, isPersonAt, kindAt } from '../text/subjects.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'performance|improvement improvement? plan',
  'disciplinary|discipline action|measures|procedure|process|hearing',
  'discipline|reprimand|counsel|coach|fire|dismiss|sack|suspend|demote|sanction|punish|penalize|penalise <det>? <adj>? <human>',
  'speak|talk|word|conversation|chat to|with <det>? <adj>? <one> about',
  'have a word with',
  'be|been|was|were spoken to|with $',
  'has|have|had been|since? been|being? <adv>? spoken|talked to',
  'written|final|formal|verbal warning',
  'hold|held <det>? <adj>? <human> accountable|responsible',
  'consequences for <det>? <adj>? <one>',
  'be|been|was|were counselled|counseled|reprimanded|disciplined|dismissed|fired|sacked|suspended',
)
const THINGS = new Set(
  'alert alarm job pod event hook account accounts token pipeline trigger rule request session user users node'.split(
    ' ',
  ),
)

// Alerts fire and accounts are suspended every day; this is about what is done to a person.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (isQuestion(s) || has(s, THINGS, { from: hit.at - 3, to: hit.end + 1 })) return true
  if (!has(s, PASSIVE, { from: hit.at, to: hit.end })) return false
  for (let i = s.start; i < hit.at; i++) if (isPersonAt(s, i) || isHuman(kindAt(s, i, i - 2))) return false
  return true
}

const PASSIVE = new Set('fired suspended dismissed'.split(' '))

/** Something done to a person in place of the system: discipline, coaching, taken rights. */
export const disciplineAPerson: Rule = {
  id: 'discipline-a-person',
  name: 'A person as the thing to fix',
  because:
    'A review that can end in sanctions is a review people will not speak in; conduct belongs elsewhere.',
  ask: 'What in the work would lead the next person to the same place?',
  source: 'Dekker, Just Culture, 3rd ed. (2016), ch. 1',
  levels: { analysis: 'error', timeline: 'off', actions: 'error', other: 'error' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isInnocent }),
}
