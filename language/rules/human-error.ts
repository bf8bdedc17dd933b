import { GAP, replaceWords } from '../rewrite.ts'
import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const ERROR = 'error|mistake|slip|oversight|blunder|lapse|misstep|failing'
const LABELS = phrases(
  `human|pilot ${ERROR}|fallibility|failure|failing|failings|weakness`,
  `operator|user|engineer|admin|administrator|dba|developer|sysadmin|agent|clerical|personnel|staff|employee|manual|technician|individual|input ${ERROR}`,
  'personnel|staff failure',
  'operator|user|engineer|staff|personnel|technician|administrator confusion|misunderstanding|misreading|misuse|misconfiguration|misjudgement|misjudgment|inexperience|oversight|forgetfulness',
  'cause|factor|factors|reason|category|trigger|why _1~ human factor|factors|element',
  'error|lapse|mistake of|in judgement|judgment',
  'pebkac|pebcak|fat-finger|fat-fingered|fatfinger|id-10-t',
  'fat finger|fingered',
  'human factor|factors|element ^',
  'human|person was|is at fault',
  'people make mistake',
  'human|procedural|operational|personnel|user|operator|people|manual|clerical|administrative|engineering|configuration? error|mistake|oversight|failing by|from|of|on <det>? <one>|<human>',
  'error|mistake|slip|oversight|failure|lapse|omission by|from <det>? <adj>? _1 <one>|<human>|personnel',
  'error|mistake|slip|oversight|failure|lapse|omission|negligence|misunderstanding on the part of',
  'administrative|procedural|managerial|planning|operational oversight|error|mistake',
  'mode|category|cause|type|classification|class|classified|reason|factor _1~ human|people|operator|personnel|person $',
  'category|classification|class|classified _1~ human|people|personnel',
  'root? cause|error|fault|problem|failure|mistake is|was|be <adv>? human|people|person|personnel $',
  'between <det>? keyboard|chair|screen and <det>? chair|keyboard',
  'finger trouble|problem',
  'unforced error|errors',
  '<human>|user|human|operator|crew was|is|were at fault',
  'human _6 weak|weakest link',
  'employee|staff|operator|user|human|personnel|crew|worker negligence|inattention|non-compliance|noncompliance|carelessness|fatigue',
  'negligence|non-compliance|noncompliance|incompetence|inattention|fatigue|carelessness by|of|from|among <det>? _1 <human>|staff|personnel',
  `copy-paste|cut-and-paste|data-entry|typing|typographical|keying|transcription|reading|counting|handling|judgement|judgment|labelling|filing ${ERROR}`,
  'tired|sleepy|distracted|overworked|exhausted|inattentive|careless <one>',
  'forgetfulness|inattention|absent-mindedness|tiredness|carelessness|inattentiveness|complacency cause|lead|result|be|is|was|behind|let',
  'due|down|because|by|of|to|through to|of|by? <adj>? forgetfulness|inattention|absent-mindedness|carelessness|complacency|inattentiveness|negligence',
  'slip|lapse of the|a hand|concentration|attention|memory',
  'man-made|manmade $',
  'entered|typed|configured|set|keyed|recorded|filled|labelled|copied|transcribed|typed|executed|handled incorrectly|wrongly|erroneously by <det>? <one>|operator|engineer|human|hand|staff',
  'copy and|& paste error|mistake|slip|blunder',
)

// "User error messages" and "operator error rate" are things a program shows; "no human error" and "not human error" deny it.
const THING_AFTER =
  /^(?:message|code|page|rate|budget|log|handler|handling|report|count|type|response|string|metric|dialog|text|class|toast)$/
const DENIAL = new Set(
  'minimize minimise any not no never acceptable nor reject beyond avoid reduce prevent eliminate against instead rather than label phrase term word possible potential expected expect survive tolerate'.split(
    ' ',
  ),
)
const NEGATED = new Set("not n't never".split(' '))
const VERBS_OF_PROGRAMS = new Set('log return raise throw retry requeue emit display print report'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (THING_AFTER.test(lemmaAt(s, hit.end))) return true
  if (lemmaAt(s, hit.at) === 'user' && formAt(s, hit.end - 1) === 'errors' && !isCause(s, hit)) return true
  if (has(s, VERBS_OF_PROGRAMS, { from: hit.end, to: hit.end + 2 })) return true
  if (isTagged(s, hit.end, Tag.be) && has(s, NEGATED, { from: hit.end, to: hit.end + 3 })) return true
  for (let i = Math.max(s.start, hit.at - 5); i < hit.at; i++) {
    if (DENIAL.has(lemmaAt(s, i)) && gapBefore(s, i + 1) === 0)
      return formAt(s, i) !== 'than' || formAt(s, i - 1) === 'rather'
  }
  return false
}

const CAUSES = new Set('cause due because root trigger factor attribute blame reason result'.split(' '))

function isCause(s: Sentence, hit: PhraseHit): boolean {
  return has(s, CAUSES, { from: hit.at - 8, to: hit.at })
}

/** “Human error” in any of its costumes, given as what happened. */
export const humanError: Rule = {
  id: 'human-error',
  name: 'An error named as a cause',
  because:
    '“Human error” is a label for what we have not looked at yet; it ends the inquiry where it could begin.',
  ask: 'What made this action easy, sensible and unchecked at the time?',
  source: 'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., ch. 1',
  levels: { analysis: 'error', timeline: 'warning', actions: 'warning', other: 'error' },
  phrases: [LABELS],
  find: (s) =>
    phraseHits(s, LABELS, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isPlural = /s$/.test(formAt(s, hit.end - 1)) && formAt(s, hit.end - 1) !== 'slips'
        const hasArticle = /^(?:a|an|the)$/.test(formAt(s, hit.at - 1))
        const first = hasArticle ? hit.at - 1 : hit.at
        const text = isPlural ? `steps that nothing checked (${GAP})` : `a step that nothing checked (${GAP})`
        return hit.end - hit.at === 2 ? [replaceWords(s, { first, last: hit.end - 1 }, text)] : []
      },
    }),
}
