import { framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import type { PhraseHit } from '../text/phrases.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, kindAt } from '../text/subjects.ts'
import { alikeThings, causeWords, handVerbs, slipNouns } from './blame-words.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'
import { slipAdverbs, slipPhrases } from './slip-phrases.ts'

// With a condition beside it, a slip is the beginning of an explanation; and machines mistake things too.
const CONDITIONS = new Set(
  'accept allow permit validate validation check guard guardrail refuse lack prompt default catch possible because parse linter template tool expect'.split(
    ' ',
  ),
)
const MACHINE_SLIPS = new Set(
  'parser kernel scheduler firmware disk compiler driver logic code function script library planner cache api controller loader config planner optimiser optimizer balancer'.split(
    ' ',
  ),
)

function hasCondition(s: Sentence, hit: PhraseHit): boolean {
  const isAfter =
    has(s, CONDITIONS, { from: hit.end, to: s.end }) &&
    !/^(?:cause|because|due|attribute|trace)$/.test(lemmaAt(s, hit.at)) &&
    !/^(?:list|lists|policy|rule)$/.test(formAt(s, hit.end + 1))
  const isByThing = formAt(s, hit.end) === 'by' && !hasHuman(s, hit.end + 1)
  return (
    isAfter ||
    isByThing ||
    (formAt(s, hit.at) !== 'by' &&
      !isByPerson(s, hit) &&
      has(s, MACHINE_SLIPS, { from: hit.at - 3, to: hit.end + 4 })) ||
    has(s, NOT_CLAIMED, { from: formAt(s, hit.at) === 'by' ? hit.at - 1 : hit.at - 3, to: hit.at + 1 })
  )
}

// "The config was edited by hand", "the admin left a stray comma in the script": no machine's slip, whatever machine is near.
function isByPerson(s: Sentence, hit: PhraseHit): boolean {
  return (
    has(s, HAND, { from: hit.at, to: hit.end }) ||
    framesOf(s).some((one) => one.at >= hit.at - 1 && one.at < hit.end && isHuman(one.doer.kind))
  )
}

const HAND = new Set(['hand'])
const NOT_CLAIMED = new Set(
  'not no prevent avoid reduce against without any similar if possible proof find catch refuse linter parser resolve minimize minimise'.split(
    ' ',
  ),
)
const isDeed = (s: Sentence, hit: PhraseHit) =>
  has(s, NOT_CLAIMED, { from: hit.at - 3, to: hit.at }) || has(s, CONDITIONS, { from: hit.end, to: s.end })

const MACHINE_PASSIVES = new Set(
  'mark route flag label treat classify identify report match parse match cache evict retry schedule count sort rank log declare'.split(
    ' ',
  ),
)

// "The clerk accidentally sent": only a person, or nobody at all, does things accidentally; a scheduler "mistakenly marks".
function byPeople(s: Sentence): readonly Hit[] {
  return phraseHits(s, slipAdverbs, {
    unless: (_, hit) => {
      if (isDeed(s, hit)) return true
      const frame = framesOf(s).find((f) => f.at <= hit.end && f.end >= hit.at)
      if (!frame) return !isTagged(s, hit.at, Tag.adjective) && lemmaAt(s, hit.at) !== 'accidental'
      if (frame.isNegated || frame.modal !== null) return true
      if (frame.isPassive && MACHINE_PASSIVES.has(frame.lemma)) return true
      return !isHuman(frame.doer.kind) && !frame.isPassive
    },
  })
}

const HYPOTHETICAL = new Set('would could might may can likely if whether'.split(' '))
const CAUSAL = new Set([...causeWords, 'factor'])
const EFFECTS = new Set(
  'cause lead take bring delete send result break leave mean cost trigger drop stop lose crash corrupt overwrite put set knock'.split(
    ' ',
  ),
)

// A slip near a word of cause, as the subject of an effect, or as somebody's own: "stemmed from an oversight in the plan",
// "Through my inattention", "a misunderstanding between the two shifts".
function slipInCause(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry === undefined || !isSlip(entry)) continue
    const isLack =
      formAt(s, i) === 'lack' && formAt(s, i + 1) === 'of' && has(s, CARE, { from: i + 2, to: i + 4 })
    if (
      !isLack &&
      (formAt(s, i) === 'lack' ||
        !(isTagged(s, i, Tag.noun) || isTagged(s, i - 1, Tag.determiner)) ||
        isTagged(s, i + 1, Tag.not))
    )
      continue
    if (hasCondition(s, { at: i, end: i + 1 }) || has(s, HYPOTHETICAL, { from: s.start, to: i })) continue
    if (has(s, CAUSAL, { from: Math.max(s.start, i - 7), to: i }) || isComeDownTo(s, i) || isOwnSlip(s, i))
      return [hitOf(s, i, i)]
    const effect = framesOf(s).find((frame) => frame.at > i && frame.at <= i + 8)
    if (
      effect &&
      EFFECTS.has(effect.lemma) &&
      !effect.isNegated &&
      !effect.isPassive &&
      effect.modal === null
    )
      return [hitOf(s, i, effect.verb)]
  }
  return []
}

const isSlip = perEntry(
  ({ form, lemma }: Entry): boolean => form === 'lack' || slipNouns.has(lemma) || slipNouns.has(form),
)

const CARE = new Set('attention care concentration diligence focus thought'.split(' '))

// "By oversight", "my mistake", "a mistake at their end", "a mistake by the user", "a mental slip".
function isOwnSlip(s: Sentence, i: number): boolean {
  let before = i - 1
  while (before > i - 3 && isTagged(s, before, Tag.adjective | Tag.adverb)) before--
  const isOurs =
    /^(?:my|our|his|her|their)$/.test(formAt(s, before)) ||
    (formAt(s, before) === "'s" &&
      (isHuman(kindAt(s, before - 1, before - 3)) || ANYONE.has(formAt(s, before - 1))))
  const isThrough = /^(?:by|through)$/.test(formAt(s, before)) && before === i - 1
  const isBy = /^(?:by|from|between|of)$/.test(formAt(s, i + 1)) && hasHuman(s, i + 2)
  // "There was a mix-up", "it was just a mistake".
  const isSaid =
    isTagged(s, before, Tag.determiner) &&
    isTagged(s, before - 1, Tag.be | Tag.adverb) &&
    /^(?:there|it|this|that)$/.test(formAt(s, s.start))
  const isSimple = has(s, SIMPLE, { from: i - 3, to: i }) || isSaid
  return isOurs || isThrough || isBy || isSimple
}

const ANYONE = new Set('individual person user human employee'.split(' '))
const SIMPLE = new Set(
  'simple honest rookie mental silly stupid unfortunate human copy-paste cut-and-paste manual momentary classic beginner elementary clerical data-entry individual'.split(
    ' ',
  ),
)

function hasHuman(s: Sentence, from: number): boolean {
  for (let k = from; k < from + 4; k++)
    if (isHuman(kindAt(s, k, k - 2)) || formAt(s, k) === 'shifts' || formAt(s, k) === 'user') return true
  return false
}

const MISHAPS = new Set(
  'mistake misread mistype misclick mishear mislabel misinterpret misjudge miscount misunderstand confuse transpose fumble goof err slip trip misplace misspell miskey blunder goofed misclicked miskeyed mistyped misspelled transposed misspelt overlook misheard'.split(
    ' ',
  ),
)
const AMISS = new Set('wrong incorrect incorrectly wrongly instead twice upside backwards'.split(' '))

// "Someone mistook the green terminal", "we had them plugged in the wrong way", "was mistyped": a slip as a verb, by people or by nobody.
function slipDone(s: Sentence): readonly Hit[] {
  if (!mayBeDone(s)) return []
  for (const frame of framesOf(s)) {
    const { kind } = frame.doer
    const byPeople = isHuman(kind) || kind === 'they'
    if (frame.isNegated || frame.modal !== null || !isTagged(s, frame.verb, Tag.past | Tag.participle))
      continue
    const after = { from: frame.end, to: Math.min(s.end, frame.end + 7) }
    const isMishap =
      (byPeople || (frame.isPassive && /^w/.test(formAt(s, frame.at)))) &&
      MISHAPS.has(frame.lemma) &&
      !/^(?:mistaken|confused)$/.test(formAt(s, frame.verb))
    // Whoever is the subject of a passive was served, charged or told, and did none of it.
    const isAmiss = handVerbs.has(frame.lemma) && byPeople && !frame.isPassive && has(s, AMISS, after)
    const hit = hitOf(s, frame.at, frame.verb)
    if ((isMishap || isAmiss) && !isDeed(s, { at: frame.at, end: frame.end })) return [hit]
  }
  return []
}

// "The wrong environment variable was set", "plugged into the wrong port", "Wrong host.": one of many alike, taken for another.
function wrongThing(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    if (!AMISS_THING.has(formAt(s, i)) || has(s, NOT_CLAIMED, { from: i - 5, to: i })) continue
    let head = i + 1
    while (
      head < i + 4 &&
      isTagged(s, head + 1, Tag.noun | Tag.thing) &&
      formAt(s, head + 1) !== 'to' &&
      gapBefore(s, head + 1) === 0 &&
      !isTagged(s, head + 1, Tag.past)
    )
      head++
    const isAlike = alikeThings.has(lemmaAt(s, head))
    const isAll = i <= s.start + 1 && head + 1 >= s.end && s.block !== 'heading'
    if (isAlike && isAll) return [hitOf(s, i, head)]
    const verb = handledAround(s, i, head)
    if (
      verb >= 0 &&
      (isAlike || BY_HAND_ONLY.has(lemmaAt(s, verb))) &&
      !hasCondition(s, { at: i, end: head + 1 })
    )
      return [hitOf(s, Math.min(verb, i), Math.max(verb, head))]
  }
  return []
}

const AMISS_THING = new Set('wrong incorrect'.split(' '))

// The verb of hands that is done to the words from `wrong` to `head`: behind them in the passive, or before them by people or by nobody.
function handledAround(s: Sentence, wrong: number, head: number): number {
  let after = head + 1
  while (
    isTagged(s, after, Tag.be | Tag.have | Tag.adverb) ||
    /^(?:got|getting|being)$/.test(formAt(s, after))
  )
    after++
  if (isTagged(s, after, Tag.participle) && handVerbs.has(lemmaAt(s, after)) && gapBefore(s, head + 1) === 0)
    return /^(?:by|because)$/.test(formAt(s, after + 1)) && !hasHuman(s, after + 2) ? -1 : after
  const frame = framesOf(s).findLast((one) => one.verb < wrong && wrong - one.verb < 8)
  if (
    !frame ||
    frame.modal !== null ||
    frame.isNegated ||
    !(handVerbs.has(frame.lemma) || RUN_BY_PEOPLE.has(frame.lemma))
  )
    return -1
  if (frame.isPassive) {
    const isInto = /^(?:with|into|in|against|on|onto|to|from|under|for)$/.test(
      formAt(s, wrong - (isTagged(s, wrong - 1, Tag.determiner) ? 2 : 1)),
    )
    return BY_HAND_ONLY.has(frame.lemma) || (isInto && RUN_BY_PEOPLE.has(frame.lemma)) ? frame.verb : -1
  }
  return isHuman(frame.doer.kind) || frame.doer.kind === 'they' ? frame.verb : -1
}

const RUN_BY_PEOPLE = new Set(
  'run execute merge deploy apply push commit start launch upload publish post file save install submit enter set turn call invoke book copy order build tag'.split(
    ' ',
  ),
)
const BY_HAND_ONLY = new Set(
  'plug unplug press click enter type key pull connect attach load inject administer tag label wire cut pick select choose open close mount screw file ship pour tick paste copy hang swap screw seal put order book fit'.split(
    ' ',
  ),
)

const tellsOfSlip = perEntry(
  ({ form, lemma }: Entry): boolean => MISHAPS.has(lemma) || AMISS.has(form) || AMISS.has(lemma),
)

function mayBeDone(s: Sentence): boolean {
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry !== undefined && tellsOfSlip(entry)) return true
  }
  return false
}

function isComeDownTo(s: Sentence, i: number): boolean {
  for (let k = Math.max(s.start, i - 6); k < i; k++)
    if (formAt(s, k) === 'down' && formAt(s, k + 1) === 'to') return true
  return false
}

/** A slip (typo, oversight, mistake, “accidentally”) given as the cause with no condition beside it. */
export const slipAsCause: Rule = {
  id: 'slip-as-cause',
  name: 'A slip as the explanation',
  because:
    'A slip explains nothing by itself: each one passes through a field, a screen or a command that let it pass.',
  ask: 'What accepted the slip, and what could have shown or refused it?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 3',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'off', other: 'warning' },
  phrases: [slipPhrases, slipAdverbs],
  triggers: [...slipNouns, ...MISHAPS, ...AMISS, 'lack', 'accidental'],
  find: (s) => {
    const inCause = slipInCause(s)
    if (inCause.length > 0) return inCause
    const slips = phraseHits(s, slipPhrases, { unless: hasCondition })
    if (slips.length > 0) return slips
    const done = slipDone(s)
    if (done.length > 0) return done
    const amiss = wrongThing(s)
    return amiss.length > 0 ? amiss : byPeople(s)
  },
}
