import type { Roster } from './finding.ts'
import { findNames } from './people.ts'
import { harmVerbs, isHarm } from './rules/deeds.ts'
import { humanError } from './rules/human-error.ts'
import { framesOf } from './text/frames.ts'
import { Tag } from './text/lexicon.ts'
import { formAt, fromOf, isTagged, lemmaAt, type Sentence, textOf, toOf } from './text/sentences.ts'
import { isHuman, kindAt } from './text/subjects.ts'
import { vocabularyOf } from './text/vocabulary.ts'
import { masksOf } from './text/voice.ts'
import { scanWords } from './text/words.ts'

/** Why a factor is a person and not a condition, and the words that say so. */
export interface PersonShape {
  readonly found: 'person' | 'handle' | 'job-title' | 'human-error'
  readonly quote: string
}

/**
 * Whether a contributing factor is a person, a handle, a job title or "human error" in any disguise; null for a condition
 * of the system. A name anywhere in it counts. A role inside a condition ("No read-only role for on-call engineers") does not.
 */
export function isPersonShaped(text: string, roster?: Roster): PersonShape | null {
  const name = findNames(text, roster)[0]
  if (name) return { found: /^@|@/.test(name.name) ? 'handle' : 'person', quote: name.name }
  const words = scanWords(text, masksOf(text))
  const whole: Sentence = {
    text,
    words,
    start: 0,
    end: words.count,
    block: 'paragraph',
    section: 'analysis',
    column: null,
    vocabulary: vocabularyOf(roster),
    frames: null,
    found: null,
    evidence: -1,
  }
  if (whole.end === 0) return null
  return errorIn(whole) ?? lapseIn(whole) ?? roleIn(whole)
}

function errorIn(s: Sentence): PersonShape | null {
  const hit = humanError.find(s)[0]
  return hit ? { found: 'human-error', quote: s.text.slice(hit.from, hit.to) } : null
}

const SLIPS = new Set(
  'mistake slip typo oversight lapse blunder slip-up mix-up misjudgement misjudgment misread misreading misunderstanding fumble inattention carelessness negligence incompetence inexperience complacency forgetfulness laziness ignorance haste fatigue tiredness distraction misclick'.split(
    ' ',
  ),
)
const LACKS = new Set(
  'care attention diligence experience competence discipline skill knowledge training vigilance'.split(' '),
)
const CONDITIONS = new Set(
  'accept accepted accepts allow allows allowed pass passes passed validation validate check checked guard guardrail guardrails prompt default limit limits catch caught catches no missing without lack lacks detect detected refuse refused alike identical hidden'.split(
    ' ',
  ),
)

// "Typo in the config", "a simple mistake", "lack of care": the slip is the whole factor, with no condition beside it.
function lapseIn(s: Sentence): PersonShape | null {
  for (let i = s.start; i < s.end; i++) {
    const isLack = formAt(s, i) === 'lack' && formAt(s, i + 1) === 'of' && LACKS.has(formAt(s, i + 2))
    if (isLack) return { found: 'human-error', quote: textOf(s, i, i + 2) }
    if (CONDITIONS.has(formAt(s, i))) return null
  }
  for (let i = s.start; i < s.end; i++) {
    const isMachine =
      isTagged(s, i - 1, Tag.thing) || formAt(s, i + 1) === 'correction' || formAt(s, i + 1) === 'detection'
    if (SLIPS.has(lemmaAt(s, i)) && !isMachine) return { found: 'human-error', quote: textOf(s, i, i) }
  }
  return null
}

const DEEDS = new Set(
  'forget fail neglect omit miss overlook skip mistake misunderstand assume rush run push delete drop merge deploy click type leave'.split(
    ' ',
  ),
)

// A job title is the factor when it is all there is, when it does the harm, or when the sentence opens with it as the doer of an omission.
function roleIn(s: Sentence): PersonShape | null {
  for (const frame of framesOf(s)) {
    const isRole =
      isHuman(frame.doer.kind) &&
      frame.doer.kind !== 'agent' &&
      frame.doer.kind !== 'we' &&
      frame.doer.kind !== 'team'
    if (!isRole || frame.modal !== null || frame.isPassive) continue
    const isOmission = frame.isNegated && isTagged(s, frame.at, Tag.do)
    if (isOmission || DEEDS.has(frame.lemma) || harmVerbs.has(frame.lemma) || isHarm(s, frame))
      return titleAt(s, frame.doer)
  }
  if (framesOf(s).length > 0 || s.end - s.start > 6) return null
  for (let i = s.start; i < s.end; i++)
    if (isTagged(s, i, Tag.preposition | Tag.not) || formAt(s, i) === 'no' || formAt(s, i) === "'s")
      return null
  const kind = kindAt(s, s.end - 1, s.start)
  if (kind !== 'role' && kind !== 'roles' && kind !== 'someone' && kind !== 'person') return null
  return { found: 'job-title', quote: s.text.slice(fromOf(s, s.start), toOf(s, s.end - 1)) }
}

function titleAt(s: Sentence, doer: { from: number; to: number }): PersonShape {
  return {
    found: 'job-title',
    quote: doer.to > doer.from ? textOf(s, doer.from, doer.to - 1) : textOf(s, s.start, s.start),
  }
}
