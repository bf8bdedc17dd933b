import { dropWords } from '../rewrite.ts'
import { framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
import { phraseHits, type Rule } from './rule.ts'

const ADVERBS = phrases(
  'obviously|clearly|evidently|plainly',
  'of course',
  'in hindsight',
  'with hindsight',
  'be|was|were obvious',
  'such an obvious',
  'looking back',
  'in retrospect',
  'the|an|a obvious <noun>',
)
const MINDS = new Set(
  'know see notice think read understand check look care ignore miss bother realize realise recognize recognise expect forget want intend remember believe assume follow overlook'.split(
    ' ',
  ),
)
const SIGNS = new Set(
  'dashboard graph log logs alert alarm metric metrics graphs dashboards alerts warning documentation docs runbook readme monitor chart sign signs email ticket message channel changelog'.split(
    ' ',
  ),
)
const SHOWS = new Set('show say indicate warn state point tell signal display reveal flag'.split(' '))
const SAID_TO_US = new Set(
  'mark define document label communicate separate state visible structure name write describe'.split(' '),
)

// "Clearly" about a graph, a policy or a plan is a plain adverb. It is hindsight about what people could see or knew.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (/^(?:hindsight|back|retrospect)$/.test(formAt(s, hit.end - 1)))
    return !framesOf(s).some((f) => f.isPerfect && f.modal !== null) && !has(s, VERDICTS)
  const after = lemmaAt(s, hit.end)
  if (SAID_TO_US.has(after) && isTagged(s, hit.at - 1, Tag.be)) return true
  if (/^(?:obvious)$/.test(formAt(s, hit.end - 1)) || formAt(s, hit.at + 1) === 'obvious')
    return (
      !(has(s, PEOPLE) && has(s, MINDS)) &&
      !(formAt(s, hit.end) === 'that' && framesOf(s).some((f) => f.modal === 'would'))
    )
  const frame =
    framesOf(s).find((f) => f.at <= hit.end && f.end >= hit.at) ?? framesOf(s).find((f) => f.at >= hit.at)
  if (!frame || frame.modal === 'can') return true
  const isMind =
    (isHuman(frame.doer.kind) || frame.doer.kind === 'they') &&
    MINDS.has(frame.lemma) &&
    frame.doer.kind !== 'we'
  const isSign =
    SHOWS.has(frame.lemma) &&
    has(s, SIGNS, { from: frame.doer.from, to: frame.doer.to }) &&
    isTagged(s, frame.doer.from, Tag.determiner | Tag.possessive) &&
    isTagged(s, frame.verb, Tag.past)
  const isDuty = frame.modal === 'should' && frame.isPerfect && isHuman(frame.doer.kind)
  return !(isMind || isSign || isDuty)
}

const VERDICTS = new Set(
  'wrong mistake mistaken unwise foolish obvious avoidable naive premature unnecessary reckless inevitable foreseeable optimistic short-sighted ill-advised error folly'.split(
    ' ',
  ),
)

const PEOPLE = new Set(
  'anyone everyone everybody engineer team reviewer operator on-call they he she responder somebody nobody'.split(
    ' ',
  ),
)

/** "Obviously", "clearly", "in hindsight" about what people saw or knew. */
export const hindsightAdverbs: Rule = {
  id: 'hindsight-adverbs',
  name: 'Clear only afterwards',
  because: 'What is plain once the outcome is known stood then among many other signs.',
  ask: 'What exactly was shown, where, and among what else?',
  source: 'Fischhoff, Hindsight ≠ Foresight (1975)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [ADVERBS],
  find: (s) =>
    phraseHits(s, ADVERBS, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isPlain =
          /ly$/.test(formAt(s, hit.at)) && hit.end - hit.at === 1 && (gapBefore(s, hit.end) & ~32) === 0
        return isPlain ? dropWords(s, hit.at, hit.at) : []
      },
    }),
}
