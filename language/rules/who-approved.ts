import type { Rewrite } from '../finding.ts'
import { Tag } from '../text/lexicon.ts'
import { roles } from '../text/roles.ts'
import {
  formAt,
  fromOf,
  gapBefore,
  has,
  isQuestion,
  isTagged,
  lemmaAt,
  type Sentence,
  textOf,
  toOf,
} from '../text/sentences.ts'
import { Gap } from '../text/words.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

/** Verbs of letting something through: asked with "who", they look for the second defendant. */
export const approvalVerbs: ReadonlySet<string> = new Set(
  'approve review merge sign authorize authorise accept allow sanction permit'.split(' '),
)

const SEARCH = new Set(
  'find determine know establish ask tell which identify unclear unknown learn check question ascertain see trace clarify'.split(
    ' ',
  ),
)
const DENIED = new Set("not n't never no required field record every each list".split(' '))

function find(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    if (formAt(s, i) !== 'who' && !isWhichPerson(s, i)) continue
    let verb = i + 1
    while (verb < i + 4 && (isTagged(s, verb, Tag.adverb | Tag.have) || OATHS.test(formAt(s, verb)))) verb++
    if (!approvalVerbs.has(lemmaAt(s, verb)) || !isTagged(s, verb, Tag.past)) continue
    if (!isAsked(s, i)) continue
    return [withRewrites(hitOf(s, i, verb), rewriteApproved(s, i, verb))]
  }
  return []
}

const OATHS = /^(?:the|on|tf|hell|heck|fuck|earth)$/

// "Which reviewer", "which team member", "which of the leads".
function isWhichPerson(s: Sentence, i: number): boolean {
  if (
    !roles.has(lemmaAt(s, i)) &&
    !/^(?:member|manager|lead|person|individual|operator|officer|owner)s?$/.test(formAt(s, i))
  )
    return false
  for (let k = i - 1; k >= Math.max(s.start, i - 3); k--) if (formAt(s, k) === 'which') return true
  return false
}

// "The reviewer who approved it" is a relative clause; "Who approved it" and "find out who approved it" are the question.
function isAsked(s: Sentence, who: number): boolean {
  if (has(s, DENIED, { from: s.start, to: who })) return false
  const opens =
    who === s.start ||
    (gapBefore(s, who) & (Gap.colon | Gap.dash | Gap.comma)) !== 0 ||
    isTagged(s, who - 1, Tag.conjunction) ||
    /^(?:so|ok|which)$/.test(formAt(s, who - 1)) ||
    isWhichPerson(s, who)
  return (opens && (isQuestion(s) || who === s.start)) || has(s, SEARCH, { from: who - 4, to: who })
}

// "Who approved this rule?" → "How did this rule get through review?"
function rewriteApproved(s: Sentence, who: number, verb: number): readonly Rewrite[] {
  const first = formAt(s, verb + 1) === 'off' ? verb + (formAt(s, verb + 2) === 'on' ? 3 : 2) : verb + 1
  if (who !== s.start || first >= s.end) return []
  for (let i = first + 1; i < s.end; i++) if (gapBefore(s, i) !== 0) return []
  const text = `How did ${textOf(s, first, s.end - 1)} get through review`
  return [{ from: fromOf(s, who), to: toOf(s, s.end - 1), text }]
}

/** Asking who approved, reviewed or merged it. */
export const whoApproved: Rule = {
  id: 'who-approved',
  name: 'A question for the approver',
  because:
    'A review that let this through would have let it through under another name; the gap is in what the review could see.',
  ask: 'How did this get through the steps meant to catch it?',
  source: 'Reason, Managing the Risks of Organizational Accidents (1997), on defences in depth',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'warning', other: 'warning' },
  triggers: [...approvalVerbs],
  find,
}
