import type { Rewrite } from '../finding.ts'
import { baseOf, Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases, triggersOf } from '../text/phrases.ts'
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
import { type Hit, hitOf, phraseHits, type Rule, withRewrites } from './rule.ts'
import { approvalVerbs } from './who-approved.ts'

// Verbs after "who" that ask for help, a contact or a reader, not for a culprit.
const HELPFUL = new Set(
  `own call respond know contact get need can could should will would be have attend participate page help benefit take use see notice lead declare join speak act involve present restore say report want answer cover volunteer do receive look care else decide grant`.split(
    /\s+/,
  ),
)
const SEARCHES = phrases(
  'find|track|establish|determine|identify|figure|learn|know|unclear|tell|discover|question|see|remain out|down|us|me|is|was|to? exactly? who|whoever|whose',
  'identify|name|find the person|individual|engineer|operator|culprit|one|developer|employee',
  '^ whose change|fault|mistake|commit|idea|job|error|responsibility|session',
  'so|and|is|was|us|asking|know|who|out whose change|fault|mistake|commit|idea|job|error|responsibility|session',
  'who be|was to|at blame|fault',
  'who is|was responsible|accountable|guilty for',
  'who do we hold',
  'need a name $',
  'which one of you|them',
  'which|who of|among the|our|these|those|you|them|us|its? <num>|two|three|four|five|few? <human>',
  'was|is it _6~ or _4 who|that',
  '^ was|is it <human> who|that',
  'who is|was|are going|ready|supposed|meant to own|admit|confess|explain|renew|check|watch|do|fix|have|take|monitor|review|be',
  'by|from|to whom|whose',
  "person|one|engineer|developer|individual|admin|operator|employee|colleague|user who|that _8 be|has|have|been not|n't|still|yet? _2 identify|find|name|know|come|trace|determine|locate|establish",
  'who else? know|knew|saw|heard|noticed about|and|that|this|it|but',
  'investigate|examine|check|verify|confirm|research|determine|reveal|clarify|trace|audit which <noun>? <one>|person|engineer|individual|team|employee|admin|operator|developer',
  'back|down|up to|on who|whoever|whose',
  'whodunnit|whodunit',
  'who did this|it|that|what',
  'who the|in hell|fuck|heck|the|their',
  'who should|must|will|would be|have|take|get the? held|blamed|fired|blame|fall|caught|stopped|noticed|checked|been',
  'which|what person|engineer|developer|operator|admin|individual|employee <past>',
)

function asksForPerson(s: Sentence, hit: PhraseHit): boolean {
  const who = lastWho(s, hit)
  if (who < hit.end - 1) return true
  return isDeedAfter(s, who)
}

function lastWho(s: Sentence, hit: PhraseHit): number {
  for (let i = hit.end - 1; i >= hit.at; i--) if (/^(?:who|whoever)$/.test(formAt(s, i))) return i
  return -1
}

// "Who deleted", "who had left", "who actually clicked": a deed in the past that is not one of the helpful ones.
function isDeedAfter(s: Sentence, who: number): boolean {
  let i = who + 1
  while (i < who + 4 && isTagged(s, i, Tag.adverb | Tag.have)) i++
  const lemma = lemmaAt(s, i)
  if (formAt(s, i) === 'did') return /^(?:this|it|that|what)$/.test(formAt(s, i + 1))
  if (!isTagged(s, i, Tag.past | Tag.participle) || isTagged(s, i, Tag.be)) return false
  return !HELPFUL.has(lemma) && !approvalVerbs.has(lemma)
}

const DENIED = new Set("not n't never no without whether regardless irrelevant".split(' '))

function isDenied(s: Sentence, at: number): boolean {
  if (!has(s, DENIED, { from: s.start, to: at })) return false
  return (
    !/^(?:know|clear|establish|identify|find|determine|tell|remember)$/.test(lemmaAt(s, at)) &&
    lemmaAt(s, at - 1) !== 'not'
  )
}

// A "who" that opens the clause of a question; a relative "who" hangs on a noun before it.
function openQuestions(s: Sentence): readonly Hit[] {
  const hits: Hit[] = []
  for (let i = s.start; i < s.end; i++) {
    if (formAt(s, i) !== 'who' || !isDeedAfter(s, i)) continue
    const opens =
      i === s.start ||
      (gapBefore(s, i) & 2) !== 0 ||
      isTagged(s, i - 1, Tag.conjunction) ||
      /^(?:so|ok|well)$/.test(formAt(s, i - 1))
    if (!opens || !(isQuestion(s) || i === s.start || formAt(s, s.start) === 'so')) continue
    let verb = i + 1
    while (isTagged(s, verb, Tag.adverb | Tag.have)) verb++
    hits.push(withRewrites(hitOf(s, i, verb), rewriteWho(s, i, verb)))
  }
  return hits
}

// "Who deleted the bucket?" → "What made it possible to delete the bucket?"
function rewriteWho(s: Sentence, who: number, verb: number): readonly Rewrite[] {
  const base = baseOf(formAt(s, verb))
  if (!base || who !== s.start || /^(?:cause|break|trigger)$/.test(base)) return systemAllowed(s, who, verb)
  return [{ from: fromOf(s, who), to: toOf(s, verb), text: `What made it possible to ${base}` }]
}

function systemAllowed(s: Sentence, who: number, verb: number): readonly Rewrite[] {
  if (who !== s.start || !/^(?:cause|trigger)$/.test(lemmaAt(s, verb)) || verb + 1 >= s.end) return []
  const rest = textOf(s, verb + 1, s.end - 1)
  return [{ from: fromOf(s, who), to: toOf(s, s.end - 1), text: `How did the system allow ${rest}` }]
}

/** A question, or a search, for the person who did it. */
export const whoQuestion: Rule = {
  id: 'who-question',
  name: 'A question that looks for a person',
  because: '“Who” finds a defendant, and a defendant stops talking; “how” finds the next place to look.',
  ask: 'How did the system allow this?',
  source:
    'Woods and Cook, A Tale of Two Stories (1998); Allspaw, Blameless PostMortems and a Just Culture (2012)',
  levels: { analysis: 'error', timeline: 'warning', actions: 'error', other: 'error' },
  triggers: [...triggersOf(SEARCHES), 'who', 'whose', 'whoever'],
  find: (s) => {
    const searches = phraseHits(s, SEARCHES, {
      unless: (_, hit) => isDenied(s, hit.at) || !asksForPerson(s, hit),
    })
    return searches.length > 0 ? searches : openQuestions(s)
  },
}
