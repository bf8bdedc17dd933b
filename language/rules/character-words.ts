import { dropWords } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { isClauseEnd, isClauseStart, type PhraseHit } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'
import { Gap } from '../text/words.ts'
import { ALWAYS, BESIDE_HUMANS, HUMAN_NOUN, PHRASES, TRAITS } from './character-phrases.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

// A quorum, a loader, a regex or an outage can be any of these without anybody being rated.
const MACHINES = new Set(
  `quorum loading load evaluation loader regex retry initialization bayes lock query image default mode datetime algorithm cache fetch tenant response-time time latency design schema
protocol driver format interface parser heuristic column naming script job service server client scheduler gateway proxy balancer planner optimizer optimiser compiler linter library firmware kernel daemon
worker cron code clause insurance limit alert dashboard model-check check iterator terminal policy rule persona byte-order priority page message loop number amount setting option value disclosure prefetcher optimiser discharge automation`.split(
    /\s+/,
  ),
)

// The noun an adjective stands before, or the doer of what an adverb or a "was" says.
function isOfMachine(s: Sentence, hit: PhraseHit): boolean {
  // "The design was slapped together by people".
  if (formAt(s, hit.end) === 'by' && isHuman(kindAt(s, hit.end + 1, hit.end + 1))) return false
  let noun = hit.end
  while (noun < hit.end + 2 && isTagged(s, noun + 1, Tag.noun) && gapBefore(s, noun + 1) === 0) noun++
  if (gapBefore(s, hit.end) === 0 && isTagged(s, noun, Tag.noun) && MACHINES.has(lemmaAt(s, noun)))
    return true
  if (has(s, MACHINES, { from: hit.at, to: hit.end - 1 })) return true
  const frame = framesOf(s).find((one) => one.end >= hit.at && one.at <= hit.end)
  if (frame?.doer.kind !== 'system') return false
  const isAdverb = isTagged(s, hit.at, Tag.adverb) || isTagged(s, hit.end - 1, Tag.adverb)
  return MACHINES.has(lemmaAt(s, frame.doer.head)) || (isAdverb && !frame.isPassive && frame.lemma !== 'be')
}

// What an attacker was like is no judgement of anybody on our side.
const OUTSIDERS = new Set('thief attacker adversary criminal hacker phisher burglar scammer'.split(' '))
const WORDS = new Set(`${ALWAYS}|${TRAITS}`.split('|'))
const DENIALS = new Set("no not n't nobody none neither never nor without if".split(' '))

// "Nobody was careless": a word is no verdict where it is denied.
function isDenied(s: Sentence, hit: PhraseHit): boolean {
  if (!WORDS.has(formAt(s, hit.at)) && !WORDS.has(formAt(s, hit.end - 1))) return false
  let from = hit.at
  while (from > s.start && from > hit.at - 5 && (gapBefore(s, from) & ~Gap.line) === 0) from--
  return has(s, DENIALS, { from, to: hit.end })
}

const RESCUED = new Set('succeed save survive recover rescue thanks restore restored'.split(' '))
const STAFF = new Set('team staff people management vendor engineer support we our'.split(' '))
const TALKED_ABOUT = new Set('word words term phrase avoid label'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  const isOwn = formAt(s, hit.at - 1) === 'own' && /^(?:my|its)$/.test(formAt(s, hit.at - 2))
  if (isOwn || formAt(s, hit.at - 1) === 'my') return true
  // "The response was slow" is mostly a server's.
  if (
    formAt(s, hit.at) === 'response' &&
    /^(?:slow|late)$/.test(formAt(s, hit.end - 1)) &&
    formAt(s, hit.end) !== 'and' &&
    !isTagged(s, hit.at - 1, Tag.possessive)
  )
    return !has(s, STAFF)
  // "As usual, the job ran at noon."
  if (formAt(s, hit.at) === 'as' && isClauseStart(s, hit.at)) return true
  if (isOfMachine(s, hit) || isDenied(s, hit) || has(s, OUTSIDERS, { from: s.start, to: hit.end }))
    return true
  if (formAt(s, hit.end - 1) === 'difficult' && formAt(s, hit.end) === 'to') return true
  if (/^(?:stubbornness|obstinacy)$/.test(formAt(s, hit.end - 1)) && has(s, RESCUED)) return true
  // "No more cutting corners" asks; "Did anyone even read it?" is another rule's.
  if (formAt(s, hit.at - 1) === 'more' && formAt(s, hit.at - 2) === 'no') return true
  if (formAt(s, hit.at) === 'did' && hit.at === s.start && isQuestion(s)) return true
  if (has(s, TALKED_ABOUT, { from: hit.at - 4, to: hit.at })) return true
  return lemmaAt(s, hit.at) === 'negligence' && formAt(s, hit.at - 1) === 'no'
}

const RATED_NOUNS = new Set(`${HUMAN_NOUN}|reviews|decision`.split('|'))
const RATINGS = new Set(`${TRAITS}|${ALWAYS}`.split('|'))
const RATINGS_OF_DEEDS = new Set(`${BESIDE_HUMANS}|${ALWAYS}`.split('|'))

// "Support was slow, rude and unhelpful", "the decision to run it on a Friday was plain dumb": a rating further on behind "was".
function ratedIn(s: Sentence): readonly Hit[] {
  for (const frame of framesOf(s)) {
    if (!/^(?:be|seem|look|get|become)$/.test(frame.lemma) || frame.isNegated || frame.modal !== null)
      continue
    const isOfPeople = isHuman(frame.doer.kind) && frame.doer.kind !== 'i'
    const isOfDeeds =
      !isOfPeople &&
      (isAnswerOfPeople(s, frame.doer.head) ||
        RATED_NOUNS.has(lemmaAt(s, frame.doer.head)) ||
        isOfDecision(s, frame))
    if (!isOfPeople && !isOfDeeds) continue
    const at = ratingAfter(s, frame.end, isOfPeople ? RATINGS : RATINGS_OF_DEEDS)
    if (at >= 0 && !isInnocent(s, { at, end: at + 1 })) return [hitOf(s, frame.at, at)]
  }
  return NO_HITS
}

const NO_HITS: readonly Hit[] = []

// "The management response", "their answer".
function isAnswerOfPeople(s: Sentence, head: number): boolean {
  if (!/^(?:response|reaction|answer|reply)$/.test(formAt(s, head))) return false
  return isTagged(s, head - 1, Tag.possessive) || isHuman(kindAt(s, head - 1, head - 3))
}

// "The decision to run it on a Friday was": the verb's own subject is only the end of what is rated.
function isOfDecision(s: Sentence, frame: Frame): boolean {
  for (let i = s.start; i < Math.min(frame.at, s.start + 4); i++)
    if (/^(?:decision|choice|plan|idea|attempt)$/.test(formAt(s, i)))
      return /^(?:to|of|not)$/.test(formAt(s, i + 1)) && framesOf(s)[0] === frame
  return false
}

function ratingAfter(s: Sentence, from: number, ratings: ReadonlySet<string>): number {
  for (let i = from; i < Math.min(s.end, from + 7); i++) {
    if ((gapBefore(s, i) & ~(Gap.line | Gap.comma | Gap.mark)) !== 0) return -1
    if (formAt(s, i) === 'too' && TOO_MUCH.test(formAt(s, i + 1))) return i + 1
    if (ratings.has(formAt(s, i))) return isClauseEnd(s, i + 1) || isTagged(s, i + 1, GOES_ON) ? i : -1
    if (isTagged(s, i, ENDS_RATING)) return -1
  }
  return -1
}

const TOO_MUCH =
  /^(?:quick|fast|hasty|eager|keen|trusting|relaxed|casual|clever|confident|optimistic|soft|comfortable)$/
const GOES_ON = Tag.conjunction | Tag.preposition | Tag.subordinator
const ENDS_RATING =
  Tag.determiner |
  Tag.possessive |
  Tag.preposition |
  Tag.subordinator |
  Tag.be |
  Tag.have |
  Tag.modal |
  Tag.not

/** A word about somebody's character or care in place of what happened. */
export const characterWords: Rule = {
  id: 'character-words',
  name: 'Character in place of events',
  because:
    'A trait says what somebody is; it cannot be checked, and nothing follows from it that we could change.',
  ask: 'What was done, and what made it look right from there?',
  source:
    'Ross, The Intuitive Psychologist and His Shortcomings (1977), on the fundamental attribution error',
  levels: { analysis: 'error', timeline: 'error', actions: 'error', other: 'error' },
  phrases: [PHRASES],
  triggers: [...RATINGS, 'too'],
  find: (s) => {
    const said = phraseHits(s, PHRASES, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isLone =
          hit.end - hit.at <= 2 &&
          isTagged(s, hit.at - 1, Tag.determiner) &&
          isTagged(s, hit.at + 1, Tag.noun) &&
          !/^(?:mistake|error)$/.test(lemmaAt(s, hit.at + 1))
        return isLone ? dropWords(s, hit.at, hit.at) : []
      },
    })
    return said.length > 0 ? said : ratedIn(s)
  },
}
