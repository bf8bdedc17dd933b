import { Tag } from '../text/lexicon.ts'
import { firstWord, formAt, gapBefore, isTagged, lemmaAt, type Sentence, textOf } from '../text/sentences.ts'
import { type Hit, hitOf, type Rule } from './rule.ts'

const VAGUE = new Set(
  'improve enhance consider investigate explore strengthen revisit rethink reconsider streamline optimize optimise better evaluate'.split(
    ' ',
  ),
)
const MEASURED =
  /\d|\bso that\b|\bby (?:adding|moving|making|removing|setting|running)\b|\bto (?:alert|refuse|block|page|fail|stop|show|use)\b|`|\bwhen\b|\buntil\b/

// Only an action that opens with the verb, and only when nothing observable follows.
function find(s: Sentence): readonly Hit[] {
  if (s.block === 'heading') return []
  const first = firstWord(s)
  const isLook = lemmaAt(s, first) === 'look' && /^(?:into|at)$/.test(formAt(s, first + 1))
  if (!isLook && !(VAGUE.has(lemmaAt(s, first)) && isTagged(s, first, Tag.base))) return []
  if (gapBefore(s, first + 1) !== 0 || s.end - first > 14) return []
  return MEASURED.test(textOf(s, first, s.end - 1)) ? [] : [hitOf(s, first, isLook ? first + 1 : first)]
}

/** An action that opens with a verb nobody can check: improve, consider, look into. */
export const vagueActionVerb: Rule = {
  id: 'vague-action-verb',
  name: 'An action nobody can check',
  because: 'With a verb like this nobody can say whether the action is done.',
  ask: 'What will be observably different, where, and by which number?',
  source: 'Beyer et al., Site Reliability Engineering Workbook (2018), ch. 10, on action items',
  levels: { analysis: 'off', timeline: 'off', actions: 'hint', other: 'off' },
  triggers: [...VAGUE, 'look'],
  find,
}
