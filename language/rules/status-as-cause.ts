import { type PhraseHit, phrases } from '../text/phrases.ts'
import { isQuestion, lemmaAt, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'a|an|our|the|some|one junior|inexperienced|unskilled|unqualified|untrained|green|offshore|outsourced|new|newest|untested|trainee engineer|developer|dev|hire|admin|operator|contractor|contractors|team|staff|programmer|analyst|technician|employee|joiner|recruit|starter _1 <past>',
  'because|since|as he|she|they was|were|is|are <adv>? new|junior|inexperienced|untrained|green|unqualified|outsourced|temporary|part-time',
  'due|owing|down to inexperience|inexperienced|junior',
  'inexperience was|of|led|caused|on|among',
  'offshore|outsourced|contract team|staff|developers|support was|were|did|could|is|are',
  'only|just|merely a|an junior|intern|contractor|trainee|temp|graduate|student',
)

const HELP =
  /^(?:suggest|propose|find|notice|spot|report|ask|write|add|fix|join|explain|help|raise|discover|page|restore)$/

// "Our new hire suggested the fix": the marker names a helper, not an explanation.
function isHelp(s: Sentence, hit: PhraseHit): boolean {
  return HELP.test(lemmaAt(s, hit.end - 1))
}

/** A status marker as the explanation: junior, new hire, contractor, offshore. */
export const statusAsCause: Rule = {
  id: 'status-as-cause',
  name: 'Status as the explanation',
  because: 'A marker such as “junior” explains by stereotype, and points at the few it fits.',
  ask: 'What did the role have to go on, and would it have been enough for anybody?',
  source: 'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., on substitution',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'warning', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES, { unless: isHelp })),
}
