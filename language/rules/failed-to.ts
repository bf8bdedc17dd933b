import { askForPrompt } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { Evidence, mayHold } from '../text/may-hold.ts'
import { isClauseEnd, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman, isOnePerson } from '../text/subjects.ts'
import { attentionVerbs } from './deeds.ts'
import { type Hit, hitOf, phraseHits, type Rule, withRewrites } from './rule.ts'

// The verb after "to" ("failed to start"): what was not done.
function omitted(s: Sentence, frame: Frame): number {
  let i = frame.end
  if (formAt(s, i) !== 'to') return -1
  i++
  while (isTagged(s, i, Tag.adverb) && !isTagged(s, i, Tag.base)) i++
  return isTagged(s, i, Tag.base) || isTagged(s, i, Tag.noun) ? i : -1
}

function omission(s: Sentence, frame: Frame): Hit | null {
  if (!/^(?:fail|forget|neglect|omit|miss)$/.test(frame.lemma) || frame.isNegated || frame.modal !== null)
    return null
  if (!isTagged(s, frame.verb, Tag.past | Tag.participle)) return null
  const verb = omitted(s, frame)
  if (verb < 0) return null
  const kind = frame.doer.kind
  const isNobody = kind === 'none' && isOpening(s, frame) && attentionOrCheck(lemmaAt(s, verb))
  // What only people leave undone tells who “it” or “they” is, whatever stood before.
  const isIt = (kind === 'it' || kind === 'they') && attentionVerbs.has(lemmaAt(s, verb))
  const isForgotten =
    /^(?:neglect|forget)$/.test(frame.lemma) ||
    (frame.lemma !== 'fail' && kind !== 'system' && kind !== 'none')
  if (kind === 'i' || !(isHuman(kind) || isNobody || isIt || isForgotten)) return null
  return withRewrites(hitOf(s, frame.at, verb), isNobody ? [] : askForPrompt(s, frame.doer, verb))
}

// A heading-less fragment ("Failed to ask first") opens its sentence or follows a label.
function isOpening(s: Sentence, frame: Frame): boolean {
  return frame.at === s.start || (gapBefore(s, frame.at) & 6) !== 0
}

// "The reviewer did not check": an omission by one person. A team that "did not have" or "did not know" states a condition.
function unDone(s: Sentence, frame: Frame): Hit | null {
  if (!frame.isNegated || frame.modal !== null || frame.isPassive) return null
  const isDid = formAt(s, frame.at) === 'did'
  const isNever = formAt(s, frame.at - 1) === 'never' || has(s, NEVER, { from: frame.at, to: frame.end })
  if (!(isDid || isNever || frame.isPerfect) || frame.lemma === 'do' || frame.lemma === 'be') return null
  const { kind } = frame.doer
  if (isNever && (formAt(s, frame.at) === 'have' || formAt(s, frame.doer.from) === 'users')) return null
  if (kind === 'someone' && !isNever) return null
  if (isNotAsked(s, frame)) return null
  // "If Min hadn't noticed" is praise of a rescuer, another rule's.
  if (/^(?:if|unless)$/.test(formAt(s, frame.doer.from - 1)) && isPraised(frame.lemma)) return null
  const isThey =
    kind === 'they' && (isDid || isNever) && attentionVerbs.has(frame.lemma) && frame.lemma !== 'know'
  if (!(isOnePerson(kind) || kind === 'agent' || isThey)) return null
  if (!attentionOrCheck(frame.lemma) && !(isNever && !CONDITION_VERBS.has(frame.lemma))) return null
  const rewrites = isDid ? askForPrompt(s, frame.doer, frame.verb) : []
  return withRewrites(hitOf(s, frame.at, frame.verb), rewrites)
}

// "Changes they did not ask for" are unwanted, not omitted; "Hugo never ran" is a program that did not start.
function isNotAsked(s: Sentence, frame: Frame): boolean {
  const isOpenEnd = frame.end >= s.end || gapBefore(s, frame.end) !== 0
  if (frame.lemma === 'run') return isOpenEnd
  return frame.lemma === 'ask' && formAt(s, frame.end) === 'for' && isClauseEnd(s, frame.end + 1)
}

const isPraised = (lemma: string) =>
  /^(?:notice|see|spot|catch|remember|think|call|check|look|realise|realize|recognise|recognize)$/.test(lemma)

const NEVER = new Set(['never'])
// What a person never had, saw or got is a condition, not an omission.
const CONDITION_VERBS = new Set(
  'have see receive get hear need want meet know find reach touch give use work run start log come return finish complete fire ask-for'.split(
    ' ',
  ),
)

// "Failure to read the diff", "Ana's failure to ask": the omission as a noun, held against somebody or nobody.
const AS_NOUN = phrases(
  '<one> having neglected|forgotten|failed|omitted to <adv>? <base>',
  'having neglected|forgotten|omitted to <adv>? <base>',
  '^ repeated|persistent|my|our|their|his|her|a|the? failure to <adv>? <base>',
  "<poss>|'s repeated? failure to <adv>? <base>",
  'failure by|of <det>? <adj>? _2 to <base>',
  'due|owing|down|because to|of <det>? failure to <base>',
)

function asNoun(s: Sentence): readonly Hit[] {
  return phraseHits(s, AS_NOUN, {
    unless: (_, hit) => {
      const verb = lemmaAt(s, hit.end - 1)
      const isOwned =
        /^(?:my|our|his|her|their|'s|repeated|persistent)$/.test(formAt(s, hit.at)) ||
        formAt(s, hit.at + 1) === 'by'
      return !(
        lemmaAt(s, hit.at) === 'have' ||
        formAt(s, hit.at + 1) === 'having' ||
        attentionVerbs.has(verb) ||
        /^(?:check|test|review|verify|back|look)$/.test(verb) ||
        (isOwned && !MACHINE_VERBS.has(verb))
      )
    },
  })
}

const MACHINE_VERBS = new Set(
  'start connect bind load resolve parse boot mount compile respond converge schedule sync replicate'.split(
    ' ',
  ),
)

function attentionOrCheck(lemma: string): boolean {
  return (
    attentionVerbs.has(lemma) ||
    /^(?:check|test|review|run|back|confirm|look|validate|report|call|page|wait|set|renew|rotate|use|double-check|add|watch|bother|follow|care|prepare|rehearse|analyze|analyse|close|open|switch|turn|hand|lock|update|remove|clean|raise|intervene|stop|act|answer|acknowledge|pick|write|notify|revert|roll|save|copy|mark|tick|sign|postpone|cancel|share|mention|object|finish|complete|respond|react|reply|handle|cover|escape|guard|protect|document|disclose|escalate|consult|alert|warn|listen|obey|comply|secure|sanitise|sanitize)$/.test(
      lemma,
    )
  )
}

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  const deeds = mayHold(s, Evidence.lapse | Evidence.not)
    ? framesOf(s)
        .map((frame) => omission(s, frame) ?? unDone(s, frame))
        .filter((hit) => hit !== null)
    : []
  return deeds.length > 0 ? deeds : asNoun(s)
}

/** "Failed to", "forgot to", "did not check": an act that never happened, given to a person as the fault. */
export const failedTo: Rule = {
  id: 'failed-to',
  name: 'An omission held against people',
  because:
    'What people did not do is endless; it explains something only with what would have prompted the step.',
  ask: 'What would have prompted this step, and was it there?',
  source: 'Marx, five rules of causation (NASA and VA patient safety), rule 5',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'hint', other: 'warning' },
  triggers: ['fail', 'forget', 'neglect', 'omit', 'miss', 'did', 'never', 'had'],
  phrases: [AS_NOUN],
  find,
}
