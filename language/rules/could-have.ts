import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { duties, Evidence, mayHold } from '../text/may-hold.ts'
import { phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { type DoerKind, isHuman, isOnePerson, kindAt } from '../text/subjects.ts'
import { askedOfThePast, avoidedPhrases } from './could-have-phrases.ts'
import { attentionVerbs, workVerbs as WORK } from './deeds.ts'
import { IDIOMS, isLettingDown } from './idioms.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'
import { isStranger } from './stranger.ts'

// What people could have done that no machine does: with these the doer needs no second look.
const BY_PEOPLE = new Set([
  ...attentionVerbs,
  ...'act intervene insist postpone declare page phone call wait spot catch see check test review roll run rehearse'.split(
    ' ',
  ),
])
const OPTIONS = new Set('would could might'.split(' '))
const OUTSIDE = new Set(
  'attacker attackers adversary actor exploiter exploit hacker funds tokens vulnerability malicious attack'.split(
    ' ',
  ),
)
const SUPPOSED = phrases('be supposed|meant|bound|expected|obliged to', 'instead of <ing>')
const NOBODY = /^(?:nobody|no-one|none|neither)$/
const WORSE = new Set(
  'worse drained stolen severe longer bigger later customer customers user users nothing no lost'.split(' '),
)

// Luck about the situation, an attacker's chances and an option that was weighed are facts, not hindsight about people.
function isOutside(s: Sentence): boolean {
  return has(s, OUTSIDE) || isQuestion(s)
}

// "The team could have asked", "an experienced operator would have seen it": an option of people.
function isPersonsOption(s: Sentence, frame: Frame): boolean {
  const { kind } = frame.doer
  if (
    !/^(?:could|would|might)$/.test(frame.modal ?? '') ||
    !(frame.isPerfect || formAt(s, frame.verb) === 'done') ||
    frame.isNegated ||
    frame.isPassive
  )
    return false
  if (has(s, LATER, { from: frame.end, to: s.end }) || frame.lemma === 'be') return false
  if (kind === 'i' || kind === 'someone' || isTagged(s, frame.doer.from, Tag.ing)) return false
  if (!isHuman(kind))
    return (
      frame.modal === 'could' &&
      kind !== 'none' &&
      (kind === 'it' ? BY_PEOPLE : attentionVerbs).has(frame.lemma)
    )
  return frame.modal === 'could' || (frame.modal === 'would' && kind !== 'we' && BY_PEOPLE.has(frame.lemma))
}
const LATER = new Set('later worse otherwise drained stolen'.split(' '))

// "Nobody thought to check", "the team never ran the drill", "was supposed to drain the node": what was owed and not done.
function owed(s: Sentence): readonly Hit[] {
  const isOpen = mayHold(s, Evidence.nobody | Evidence.not) && mayHold(s, Evidence.duty)
  if (!isOpen && !mayHold(s, Evidence.lapse)) return []
  for (const frame of framesOf(s)) {
    const { kind } = frame.doer
    if (
      frame.modal !== null ||
      frame.isPassive ||
      (frame.isPerfect && !NOBODY.test(formAt(s, frame.doer.from)) && formAt(s, frame.doer.from) !== 'no') ||
      !isTagged(s, frame.verb, Tag.past | Tag.base | Tag.participle)
    )
      continue
    const isNobody =
      (NOBODY.test(formAt(s, frame.doer.from)) && !isTagged(s, frame.doer.from + 1, Tag.pronoun)) ||
      (formAt(s, frame.doer.from) === 'no' && formAt(s, frame.doer.from + 1) === 'one')
    const isTeam = kind === 'team' || kind === 'roles' || kind === 'we'
    const isUndone = isNobody
      ? isTagged(s, frame.verb, Tag.past | Tag.participle) && !frame.isNegated
      : isTeam &&
        (frame.isNegated || formAt(s, frame.at - 1) === 'never') &&
        (kind !== 'we' ||
          formAt(s, frame.at - 1) === 'never' ||
          (WE_OWED.test(frame.lemma) && formAt(s, frame.at) === 'did'))
    const isLetDown =
      isSeveral(kind) &&
      isLettingDown(s, frame) &&
      isTagged(s, frame.verb, Tag.past) &&
      !/^(?:miss|ignore)$/.test(frame.lemma)
    if (isLetDown || (kind === 'they' && isTheirs(s, frame))) return [hitOf(s, frame.at, frame.verb)]
    const isLeftOut = isHuman(kind) && kind !== 'i' && !frame.isNegated && isOmission(s, frame)
    if (isLeftOut || (isUndone && OWED.has(frame.lemma))) return [hitOf(s, frame.at, frame.verb)]
  }
  return []
}
// Of one person an idiom of letting others down is blame, another rule's; of several it is what should have gone otherwise.
function isSeveral(kind: DoerKind): boolean {
  return kind === 'team' || kind === 'roles' || kind === 'we'
}

// "They had the data and did not look".
function isTheirs(s: Sentence, frame: Frame): boolean {
  if (frame.lemma === 'ask' && formAt(s, frame.end) === 'for') return false
  return (
    frame.isNegated && formAt(s, frame.at) === 'did' && (WE_OWED.test(frame.lemma) || frame.lemma === 'look')
  )
}

// "Skipped the check", "forgot the split pin", "ignored the warning"; "forgot to" is another rule's.
function isOmission(s: Sentence, frame: Frame): boolean {
  if (/^(?:forget|neglect|overlook|ignore)$/.test(frame.lemma))
    return (
      formAt(s, frame.end) !== 'to' &&
      isTagged(s, frame.verb, Tag.past) &&
      !has(s, SIGNS, { from: frame.end, to: frame.end + 5 })
    )
  // "The reviewers missed the missing lock".
  if (frame.lemma === 'miss')
    return (
      isTagged(s, frame.verb, Tag.past) &&
      frame.doer.kind !== 'you' &&
      isTagged(s, frame.end, Tag.determiner) &&
      !has(s, DATES, { from: frame.end, to: frame.end + 5 }) &&
      !has(s, SIGNS, { from: frame.end, to: frame.end + 5 })
    )
  return /^(?:omit|skip)$/.test(frame.lemma) && has(s, STEPS, { from: frame.end, to: frame.end + 5 })
}
const DATES = new Set(
  'deadline date call meeting target page standup bus train flight window slot'.split(' '),
)
const SIGNS = new Set('sign flag warning symptom clue signal'.split(' '))
const STEPS = new Set(
  'verification check test review step backup drill rehearsal approval reading clause confirmation validation index lock flag timeout limit rollback column filter header section part compare update'.split(
    ' ',
  ),
)
const OWED = new Set(duties.split(' '))
const WE_OWED =
  /^(?:test|communicate|consult|ask|verify|rehearse|notify|inform|warn|tell|escalate|question|measure|validate|follow|confirm|review|raise|bother|read)$/

// "Only after forty minutes did the manager look", "not once did anybody ask": what came too late, or never.
function atLast(s: Sentence): readonly Hit[] {
  if (!/^(?:only|not)$/.test(formAt(s, s.start))) return []
  for (let i = s.start + 1; i < Math.min(s.end, s.start + 8); i++) {
    if (formAt(s, i) !== 'did') continue
    for (let k = i + 1; k < Math.min(s.end, i + 5); k++)
      if (isHuman(kindAt(s, k, i + 1)) && isTagged(s, k + 1, Tag.base)) return [hitOf(s, s.start, k + 1)]
  }
  return []
}

function supposed(s: Sentence): readonly Hit[] {
  return phraseHits(s, SUPPOSED, {
    unless: (_, hit) => {
      if (formAt(s, hit.at) === 'instead')
        return !framesOf(s).some((f) => /^(?:spend|waste|lose)$/.test(f.lemma) && isHuman(f.doer.kind))
      const frame = framesOf(s).find((f) => f.at <= hit.at && f.end >= hit.at)
      const kind = frame?.doer.kind ?? 'none'
      return !/^w/.test(formAt(s, hit.at)) || !(isHuman(kind) || kind === 'they')
    },
  })
}

// "Had the reviewer read", "If Raj had not touched": a past undone by taking a person out of it.
function undonePasts(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.had)) return []
  const hits: Hit[] = []
  if (formAt(s, s.start) === 'had') {
    for (let i = s.start + 1; i < s.start + 5; i++) {
      const isDeed =
        isTagged(s, i + 1, Tag.participle | Tag.not) &&
        !isTagged(s, i + 1, Tag.be) &&
        formAt(s, i + 2) !== 'happened'
      const isPraise =
        formAt(s, i + 1) === 'not' && PRAISED.has(lemmaAt(s, i + 2)) && isOnePerson(kindAt(s, i, s.start + 1))
      if (
        isDeed &&
        !isPraise &&
        isHuman(kindAt(s, i, s.start + 1)) &&
        !(kindAt(s, i, s.start + 1) === 'we' && !BY_PEOPLE.has(lemmaAt(s, i + 1)) && !isBetterSince(s, i + 1))
      )
        return [hitOf(s, s.start, i + 1)]
    }
  }
  const inside = hadInside(s)
  if (inside) return [inside]
  for (const frame of framesOf(s)) {
    const isUnheard = BY_PEOPLE.has(frame.lemma) && isStranger(s, frame.doer.head)
    const isHad = frame.modal === null && frame.isPerfect && formAt(s, frame.at) === 'had'
    if (
      !isHad ||
      !(
        isHuman(frame.doer.kind) ||
        isUnheard ||
        (frame.doer.kind === 'they' && BY_PEOPLE.has(frame.lemma))
      ) ||
      frame.doer.kind === 'i' ||
      frame.lemma === 'be'
    )
      continue
    if (frame.isPassive || (frame.isNegated && isOnePerson(frame.doer.kind) && PRAISED.has(frame.lemma)))
      continue
    if (has(s, UNCHANGED, { from: frame.end, to: s.end })) continue
    const before = formAt(s, frame.doer.from - 1)
    if (before === 'if' || (before === 'only' && formAt(s, frame.doer.from - 2) === 'if'))
      hits.push(hitOf(s, frame.doer.from - 1, frame.verb))
  }
  return hits
}

// "Alerts, had we set them up, would have given us two days".
function hadInside(s: Sentence): Hit | null {
  for (let i = s.start + 1; i < s.end - 2; i++)
    if (
      formAt(s, i) === 'had' &&
      gapBefore(s, i) !== 0 &&
      isHuman(kindAt(s, i + 1, i + 1)) &&
      isTagged(s, i + 2, Tag.participle) &&
      framesOf(s).some((one) => one.isPerfect && OPTIONS.has(one.modal ?? ''))
    )
      return hitOf(s, i, i + 2)
  return null
}

// "Had we kept the old cluster, the rollback would have been trivial": whatever it was, the past is told as a better one.
function isBetterSince(s: Sentence, from: number): boolean {
  return framesOf(s).some(
    (one) => one.at > from && one.isPerfect && OPTIONS.has(one.modal ?? '') && !has(s, WORSE),
  )
}

// "Had Lena not glanced at the graph" is praise of a rescuer, another rule's.
const PRAISED = new Set(
  'double-check re-check intervene question be smell hear feel sense return photograph wait happen remember think notice glance keep stay wander see spot know save refuse insist call come walk drive recognise recognize wake catch check look step jump realise realize'.split(
    ' ',
  ),
)

// "Had a staged rollout been used": work of people that was not done, whatever it was.
function undoneWork(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.option)) return []
  for (let i = s.start; i < s.end; i++) {
    if (formAt(s, i) !== 'been' || !isSupposedBefore(s, i)) continue
    const verb = isTagged(s, i + 1, Tag.adverb) ? i + 2 : i + 1
    const isBetter = framesOf(s).some(
      (one) => one.isPerfect && /^(?:would|could|might)$/.test(one.modal ?? ''),
    )
    if (WORK.has(lemmaAt(s, verb)) && isBetter) return [hitOf(s, i, verb)]
  }
  return []
}

// "If the changes had / been", "Had a rollout / been": a condition that was not so.
function isSupposedBefore(s: Sentence, been: number): boolean {
  const had = formAt(s, been - 1) === 'had' ? been - 1 : isTagged(s, been - 1, Tag.adverb) ? been - 2 : -1
  for (let k = been - 1; k >= Math.max(s.start, been - 9); k--) {
    if (formAt(s, k) === 'if') return had > k && formAt(s, had) === 'had'
    if (formAt(s, k) === 'had' && k < been - 1 && (k === s.start || gapBefore(s, k) !== 0)) return true
  }
  return false
}

// "If she had looked, all would have seemed normal" takes nobody to task.
const UNCHANGED = new Set('normal same fine'.split(' '))

// "A dry run would have shown it", "earlier involvement would have shortened it": a check that was not made.
function checks(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.option | Evidence.not) || has(s, NOTHING)) return []
  for (const frame of framesOf(s)) {
    const isWould = /^(?:would|could|might)$/.test(frame.modal ?? '') && frame.isPerfect && !frame.isNegated
    if (
      isWould &&
      !frame.isPassive &&
      SHOWN.has(frame.lemma) &&
      has(s, CHECKS, { from: frame.doer.from, to: frame.at })
    )
      return [hitOf(s, frame.at, frame.verb)]
    const isHead = isWould && isPractice(lemmaAt(s, frame.doer.head))
    const isWith =
      isWould &&
      has(s, WITH, { from: s.start, to: frame.at }) &&
      has(s, CHECKS, { from: s.start, to: s.start + 9 })
    const isNot = frame.isPassive && frame.isNegated && frame.modal === null
    const isUnmade =
      isNot &&
      ((UNASKED.has(frame.lemma) &&
        (!/^(?:it|agent|we|i)$/.test(frame.doer.kind) ||
          (frame.doer.kind === 'it' && EVEN_IT.has(frame.lemma)))) ||
        (MADE.has(frame.lemma) && CHECKS.has(lemmaAt(s, frame.doer.head))))
    if (isHead || isWith || isUnmade) return [hitOf(s, frame.at, frame.verb)]
    const isFound = isWould && frame.isPassive && /^(?:find|see|discover|spot|catch)$/.test(frame.lemma)
    if (isFound && has(s, CHECKS, { from: s.start, to: frame.at })) return [hitOf(s, frame.at, frame.verb)]
  }
  return []
}
// What people do to be sure, by the noun for it: a rehearsal, an inspection, closer reading.
function isPractice(lemma: string): boolean {
  return (
    CHECKS.has(lemma) ||
    (/(?:sal|iew|ination|ultation|ection|uation|essment|eading|hearing|arning|planning|thinking|checking|asking|oversight|foresight|scrutiny)$/.test(
      lemma,
    ) &&
      !/^(?:connection|protection|election|detection)$/.test(lemma))
  )
}
const NOTHING = new Set(['nothing'])
const MADE = new Set('make do perform carry conduct run complete follow'.split(' '))
const UNASKED = new Set(
  'consult heed ask follow obey respect question challenge escalate communicate inform notify rehearse'.split(
    ' ',
  ),
)
const EVEN_IT = new Set('follow obey respect heed communicate rehearse question challenge'.split(' '))
const WITH = new Set(['with'])
const SHOWN = new Set(
  'show find reveal tell save spare stop help reduce limit contain change provide surface expose'.split(' '),
)
const CHECKS = new Set(
  'run test tests testing review look reading call check rehearsal drill involvement eyes eye question glance response planning attention communication coordination training diligence care pair conversation message inspection escalation phone audit drill supervision preparation verification intervention word patience minute minutes second seconds hour warning consultation questions discussion walkthrough inspection pilot dry-run analysis research curiosity handover briefing'.split(
    ' ',
  ),
)

function find(s: Sentence): readonly Hit[] {
  const hits = pastsIn(s)
  return hits.length > 0 && !isOutside(s) ? hits : phraseHits(s, askedOfThePast)
}

// "Better logging would have made diagnosis easier", "a canary would have limited the damage".
function easierPast(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.option) || has(s, WORSE)) return []
  for (const frame of framesOf(s)) {
    const isWould = /^(?:would|could|might)$/.test(frame.modal ?? '') && frame.isPerfect && !frame.isNegated
    if (!isWould) continue
    const after = { from: frame.end, to: Math.min(s.end, frame.end + 8) }
    const isLess = /^(?:limit|reduce|shorten|halve|ease|simplify|lessen|contain|mitigate|cut|speed)$/.test(
      frame.lemma,
    )
    if (
      isLess ||
      (/^(?:make|be|take|go|come|find|fix|resolve|respond|react|recover|help)$/.test(frame.lemma) &&
        has(s, EASIER, after))
    )
      return [hitOf(s, frame.at, frame.verb)]
  }
  return []
}
const EASIER = new Set(
  'easier sooner earlier faster quicker shorter smaller smoother clearer simpler easy quick short minutes seconds moments immediately sooner obvious visible'.split(
    ' ',
  ),
)

function pastsIn(s: Sentence): readonly Hit[] {
  for (const part of [undonePasts, undoneWork, easierPast, checks, owed, atLast, supposed]) {
    const hits = part(s)
    if (hits.length > 0) return hits
  }
  if (mayHold(s, Evidence.option)) {
    const options = framesOf(s).filter((frame) => isPersonsOption(s, frame))
    if (options.length > 0) return options.map((frame) => hitOf(s, frame.at, frame.verb))
  }
  const isWorse = has(s, WORSE)
  return phraseHits(s, avoidedPhrases, {
    unless: (_, hit) =>
      gapBefore(s, hit.at + 1) !== 0 || (isWorse && has(s, OPTIONS, { from: hit.at, to: hit.end })),
  })
}

/** "Could have", "would have caught it", "if only": a better past, told with today's knowledge. */
export const couldHave: Rule = {
  id: 'could-have',
  name: 'A better past, told afterwards',
  because: 'A past that could have been tells us nothing of why the real one made sense to the people in it.',
  ask: 'What made that option invisible or unlikely then, and what would offer it next time?',
  source: 'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., ch. 2, on counterfactuals',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'hint', other: 'warning' },
  phrases: [avoidedPhrases, SUPPOSED, askedOfThePast, IDIOMS],
  triggers: [
    'could',
    'did',
    'would',
    'might',
    'had',
    'nobody',
    'omit',
    'forget',
    'neglect',
    'overlook',
    'ignore',
    ...UNASKED,
    ...MADE,
    'skip',
    'miss',
    'if',
    'ideally',
    'no',
    'no-one',
    'neither',
    ...OWED,
  ],
  find,
}
