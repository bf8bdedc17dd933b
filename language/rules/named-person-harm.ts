import type { Rewrite } from '../finding.ts'
import { nameTheChange, replaceWords, sayWe } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { Evidence } from '../text/may-hold.ts'
import { formAt, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isPersonAt } from '../text/subjects.ts'
import { accusationsIn, isCleft, isGuessedDeed } from './accusations.ts'
import { isFact, isHarm } from './deeds.ts'
import { isBlamingDeed, isOwnerOfCause } from './evidence.ts'
import { IDIOMS } from './idioms.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

const EFFECTS = new Set('break crash corrupt leak cause destroy trigger kill wreck'.split(' '))

/** Rewrites for a harm done by `frame.doer`: an effect is given to the change, a deed to "we". */
export function rewriteHarm(s: Sentence, frame: Frame): readonly Rewrite[] {
  if (!isTagged(s, frame.verb, Tag.past)) return []
  if (EFFECTS.has(frame.lemma) && frame.at === frame.verb) return nameTheChange(s, frame.doer)
  return frame.doer.kind === 'agent' ? [] : sayWe(s, frame.doer)
}

// "Ana's mistake", "@sam's typo", "the fault is Tom's": the person owns the harm.
const OWNED = new Set(
  'mistake error typo fault blunder oversight negligence carelessness slip incompetence misjudgement failure'.split(
    ' ',
  ),
)

function ownedHarm(s: Sentence, i: number): Hit | null {
  if (formAt(s, i + 1) !== "'s") return null
  for (let k = i + 2; k < Math.min(s.end, i + 5); k++) {
    if (!OWNED.has(lemmaAt(s, k))) continue
    return /^(?:error|failure|slip)$/.test(formAt(s, k)) && isTagged(s, k + 1, Tag.noun)
      ? null
      : hitOf(s, i, k)
  }
  if (!isOwnerOfCause(s, i)) return null
  const noun = formAt(s, i + 3) === '' ? i + 2 : i + 3
  return withRewrites(hitOf(s, i, noun), [replaceWords(s, { first: i, last: i + 1 }, 'a')])
}

const TRACED = new Set('trace attribute'.split(' '))

// "caused by Ana", "blame Ana", "because of Ana", "it was Tim who broke".
function blamedByName(s: Sentence, i: number): Hit | null {
  const before = formAt(s, i - 1)
  const lemma = lemmaAt(s, i - 2)
  if (
    before === 'by' &&
    /^(?:cause|break|introduce|corrupt|leak)$/.test(lemma) &&
    formAt(s, i - 2) !== 'made'
  )
    return hitOf(s, i - 2, i)
  if (
    before === 'on' &&
    /^(?:is|was|'s)$/.test(formAt(s, i - 2)) &&
    /^(?:one|this|that|it|outage|incident)$/.test(formAt(s, i - 3))
  )
    return hitOf(s, i - 2, i)
  if (before === 'to' && has(s, TRACED, { from: i - 4, to: i - 1 })) return hitOf(s, i - 1, i)
  if (lemmaAt(s, i - 1) === 'blame' || (before === 'on' && lemma === 'blame')) return hitOf(s, i - 1, i)
  if (/^(?:was|is|'s)$/.test(before) && formAt(s, i - 2) === 'it' && formAt(s, i + 1) === 'who') {
    const frame = framesOf(s).find((f) => f.at > i)
    return frame && (isHarm(s, frame) || frame.lemma === 'change') ? hitOf(s, i - 2, frame.verb) : null
  }
  return null
}

/** Whether the frame's deed is held against its one doer, by any of the ways the rules know. */
export function isHeldAgainst(s: Sentence, frame: Frame): boolean {
  return (
    (isFact(s, frame) && isHarm(s, frame)) ||
    isBlamingDeed(s, frame) ||
    isGuessedDeed(frame) ||
    isCleft(s, frame)
  )
}

const SAVED = new Set('survive survived survives save rescue recover find able alive end ended'.split(' '))
const CHANGES = new Set(
  'edit change commit push merge deploy script query rollback migration tweak shortcut'.split(' '),
)
const NOT = new Set("not n't no never nothing".split(' '))

// "We survived because Ana refused to leave", "had it not been for Ana's refusal": the praise of a rescuer, another rule's.
/** Whether the sentence gives somebody the credit of a rescue. */
export function isCredit(s: Sentence): boolean {
  for (let i = s.start; i < s.end; i++) {
    const form = formAt(s, i)
    if (form === 'dropped' && formAt(s, i + 1) === 'everything') return true
    if (form === 'because')
      return (
        has(s, SAVED, formAt(s, i - 1) === 'only' ? undefined : { from: s.start, to: i }) &&
        !has(s, NOT) &&
        !has(s, OWNED)
      )
    if (form === 'for' && formAt(s, i - 1) === 'been' && formAt(s, i - 2) === 'not')
      return !has(s, OWNED) && !has(s, CHANGES, { from: i + 1, to: i + 6 })
  }
  return false
}

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s) || isCredit(s)) return []
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    if (frame.doer.kind === 'person' && isHeldAgainst(s, frame)) {
      hits.push(withRewrites(hitOf(s, frame.doer.from, frame.verb), rewriteHarm(s, frame)))
    }
  }
  for (const one of accusationsIn(s)) if (one.kind === 'person') hits.push(hitOf(s, one.first, one.last))
  for (let i = s.start; i < s.end; i++) {
    if (!isPersonAt(s, i)) continue
    const hit = ownedHarm(s, i) ?? blamedByName(s, i)
    if (hit) hits.push(hit)
  }
  return hits
}

/** Words beside the verbs without which nobody is held to have done harm. */
export const harmTriggers: readonly string[] = [
  ...OWNED,
  ...'mess be have by of his her query pr job code config script because since causing until on'.split(' '),
]

/** A named person, or a handle, as the one who did the harm. */
export const namedPersonHarm: Rule = {
  id: 'named-person-harm',
  name: 'A named person as the cause',
  because: 'A name makes the harm one person’s deed, and hides what let the deed reach customers.',
  ask: 'Which condition let this step become an incident, whoever took it?',
  source: 'Fausey and Boroditsky, Subtle linguistic cues influence perceived blame (2010)',
  levels: { analysis: 'error', timeline: 'warning', actions: 'warning', other: 'error' },
  triggers: harmTriggers,
  phrases: [IDIOMS],
  wakesAtVerbs: true,
  needs: [Evidence.name],
  find,
}
