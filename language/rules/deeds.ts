import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { Gap } from '../text/words.ts'
import { liveThings, mendingWords, ruinVerbs } from './blame-words.ts'

// Verbs by what they say of the doer; several rules lean on the same lists.

/** Verbs that name a harm whatever follows: done by a person, they make the person the cause. */
export const harmVerbs: ReadonlySet<string> = new Set(
  `break crash corrupt leak cause destroy botch ruin wipe nuke brick bork misconfigure fat-finger wreck sabotage mangle trash kill trigger overwrite misjudge mistype misread misapply
miscalculate misinterpret fumble violate bypass ignore panic disobey disregard maim unleash misunderstand misrepresent mislead mishandle mismanage misdiagnose
misplace misuse misspell override mishear misdial mismeasure misremember misinform overlook botch butcher err fabricate hallucinate falsify deceive mangle clobber bungle muddle confuse derail`.split(
    /\s+/,
  ),
)

/** Plain deeds that become an accusation only by what follows: "deleted the wrong table", "pushed without review". */
export const plainDeeds: ReadonlySet<string> = new Set(
  `delete drop change deploy push merge restart run remove disable rotate paste type unplug approve edit apply execute ship release commit update upgrade skip ignore leave open close
configure set enter click copy roll force-push reboot stop shut purge truncate rename pick select force patch migrate grant revoke send take bring press pull write modify alter override enable make introduce turn switch connect disconnect`.split(
    /\s+/,
  ),
)

/** Words after a plain deed that turn it into one: wrong, untested, without. */
export const faultWords: ReadonlySet<string> = new Set(
  `wrong bad broken botched untested unvetted unasked unrequested unsolicited unreviewed unapproved incorrect faulty buggy erroneous incorrectly wrongly mistakenly accidentally inadvertently carelessly blindly prematurely
unauthorized unauthorised hastily unnecessarily falsely unilaterally improperly needlessly repeatedly foolishly stupidly recklessly naively erroneously poisoned malicious unsigned unencrypted outdated half-finished half-baked unfinished experimental insecure vulnerable misnamed`.split(
    /\s+/,
  ),
)

/** Things people leave undone and machines do not: with these, "did not" is about a person even where no doer is written. */
export const attentionVerbs: ReadonlySet<string> = new Set(
  `notice ask tell escalate communicate consider realize realise recognize recognise understand read verify think remember anticipate foresee inform warn listen document consult question inspect clarify acknowledge appreciate follow
bother investigate speak coordinate surface mention raise propose request seek respect honor honour heed adhere comply obey translate learn admit plan research clean`.split(
    /\s+/,
  ),
)

/** Verbs a person is the doer of when they stand in the passive after "should have been". */
export const reviewVerbs: ReadonlySet<string> = new Set(
  `catch notice spot test review check verify communicate treat document escalate plan detect monitor inform tell flag anticipate foresee question read consult rehearse realize realise recognize recognise
see raise warn consider address prevent avoid find identify handle approve know rush audit validate fix discover`.split(
    /\s+/,
  ),
)

/** Work that waits for people: what "should have been" done of it was left undone by somebody. */
export const workVerbs: ReadonlySet<string> = new Set(
  `set put add configure document write plan test budget staff train rehearse agree discuss ask involve consult invite review raise escalate communicate inform tell announce upgrade patch rotate renew replace
remove retire fix address prioritise prioritize automate introduce enforce restrict protect encrypt use do carry take make give treat check verify notify warn question investigate inspect monitor acknowledge follow keep stage share separate undertake
call page book order read understand consider challenge spot notice catch cancel postpone delay pause stop abort freeze delegate approve reject teach coach explain clarify flag label obtain seek request perform conduct run complete finish start begin leave scope report deploy implement install release merge apply roll detect alert update maintain respect enforce split isolate design build`.split(
    /\s+/,
  ),
)

// What the language itself marks as gone wrong: misroute, mislabel, underestimate, overfill.
const MIS =
  /^(?:mis-?(?!s|t(?:ed|s)?$|t?er)[a-z]{4,}|(?:under|over)(?:estimat|look|load|fill|tight|promis|charg|bill|dos|order|book|pa(?:y|id)|shot|shoot|wr[io]t)[a-z]*)$/

/** Whether the verb's own form says that it went wrong: mislabel, underestimate, overfill. */
export function isMiscarried(lemma: string): boolean {
  return MIS.test(lemma)
}

/** Whether the frame's deed is a harm: by its verb, or a plain deed followed by a fault word or "without". */
export function isHarm(s: Sentence, frame: Frame): boolean {
  if (MIS.test(frame.lemma)) return true
  if (harmVerbs.has(frame.lemma)) return !isHarmless(s, frame)
  if (frame.lemma === 'mess' || frame.lemma === 'screw' || frame.lemma === 'foul')
    return formAt(s, frame.end) === 'up'
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 8) }
  if ((frame.lemma === 'take' || frame.lemma === 'bring') && after.from < after.to) return isDown(s, frame)
  if (isRuinous(s, frame)) return true
  if (frame.lemma === 'introduce' && has(s, FLAWS, { from: frame.end, to: clauseEnd(s, frame.end, 6) }))
    return true
  if (!plainDeeds.has(frame.lemma)) return isFaultyWhatever(s, frame)
  if (has(s, faultWords, after) || has(s, faultWords, { from: frame.at - 1, to: frame.end })) return true
  if (
    /^(?:delete|drop|remove|purge|truncate|unplug|wipe)$/.test(frame.lemma) &&
    has(s, LIVE, { from: frame.end, to: frame.end + 3 })
  )
    return true
  return isWithoutCheck(s, after)
}

// "Emptied the production queue", "silenced the alarm": told bare, with nothing it was good for, the deed is the harm.
function isRuinous(s: Sentence, frame: Frame): boolean {
  const isRun = frame.lemma === 'run' && has(s, PURGES, { from: frame.end, to: frame.end + 4 })
  const isOff = /^(?:switch|turn)$/.test(frame.lemma) && has(s, OFF, { from: frame.end, to: frame.end + 6 })
  if (!isRun && !isOff && !ruinVerbs.has(frame.lemma)) return false
  if (!isTagged(s, frame.verb, Tag.past | Tag.third) || has(s, mendingWords)) return false
  const to = clauseEnd(s, frame.end, isRun ? 9 : 6)
  return has(s, liveThings, { from: frame.end, to })
}

const PURGES = new Set(
  'seed script job migration load benchmark experiment fixture purge cleanup clean-up drop delete wipe destroy truncate reset'.split(
    ' ',
  ),
)
const OFF = new Set(['off'])

// Any deed at all is a harm when its own words say so: "falsely claimed", "made it worse", "went ahead without asking".
function isFaultyWhatever(s: Sentence, frame: Frame): boolean {
  if (frame.lemma === 'cut' && has(s, LIVE, { from: frame.end, to: frame.end + 3 })) return true
  if (isTagged(s, frame.verb, Tag.be | Tag.have | Tag.do))
    return frame.lemma === 'do' && isAgainstAsking(s, frame)
  if (isOnWrongThing(s, frame)) return true
  if (has(s, faultAdverbs, { from: frame.at - 1, to: frame.end + 1 })) return true
  return (
    isWithoutCheck(s, { from: frame.end, to: Math.min(s.end, frame.end + 8) }) || isAgainstAsking(s, frame)
  )
}

// One past the last word that still belongs to the deed: up to `most` words, no further than the next clause.
function clauseEnd(s: Sentence, from: number, most: number): number {
  const next = framesOf(s).find((frame) => frame.at >= from)
  const to = Math.min(s.end, from + most, next ? next.at : s.end)
  for (let i = from; i < to; i++) {
    const isBreak = (gapBefore(s, i) & ~(Gap.mark | Gap.line)) !== 0 && i > from
    if (isBreak || CLAUSE_OPENERS.has(formAt(s, i))) return i
  }
  return to
}

const CLAUSE_OPENERS = new Set('and but or because which who that when so while since'.split(' '))

const NOTICING = new Set(
  `find notice see spot discover report fix correct corrected repair revert replace restore explain point show identify detect suspect check ask flag mention describe confirm trace realize realise recognize recognise
catch undo say hear read learn get have need avoid prevent stop roll reverse clear investigate receive document list compare be do reproduce`.split(
    /\s+/,
  ),
)
const WRONG = new Set(
  'wrong incorrect broken faulty untested unreviewed poisoned outdated vulnerable half-finished'.split(' '),
)
const FLAWS = new Set(
  'bug race regression error vulnerability leak loop flaw typo problem defect mistake backdoor deadlock hole weakness'.split(
    ' ',
  ),
)

// "Gave the wrong order", "closed the incorrect valve": any deed but one of noticing or mending.
function isOnWrongThing(s: Sentence, frame: Frame): boolean {
  if (NOTICING.has(frame.lemma) || !has(s, WRONG, { from: frame.end, to: frame.end + 7 })) return false
  return has(s, WRONG, { from: frame.end, to: clauseEnd(s, frame.end, 7) })
}

const faultAdverbs = new Set(
  'wrongly mistakenly accidentally inadvertently carelessly blindly prematurely hastily falsely unilaterally improperly needlessly foolishly stupidly recklessly naively erroneously incorrectly'.split(
    ' ',
  ),
)

// "Did the opposite of what was asked", "made it worse", "not what the ticket said".
function isAgainstAsking(s: Sentence, frame: Frame): boolean {
  for (let i = frame.end; i < Math.min(s.end, frame.end + 7); i++) {
    const form = formAt(s, i)
    if (form === 'opposite' || (form === 'worse' && frame.lemma === 'make')) return true
    if (form === "n't" || form === 'not')
      return /^(?:ask|request|want|approve|authorize|agree)$/.test(lemmaAt(s, i + 1))
  }
  return false
}

const LIVE = new Set('production prod live'.split(' '))

const DOWN = new Set(['down', 'through'])

// "Took checkout down", "brought down the site"; not "brought the runbook down from the wiki".
function isDown(s: Sentence, frame: Frame): boolean {
  for (let i = frame.end; i < Math.min(s.end, frame.end + 6); i++) {
    if (formAt(s, i) === 'down' || formAt(s, i) === 'offline') return formAt(s, i + 1) !== 'from'
    if (formAt(s, i) === 'and' || formAt(s, i) === 'to') return false
  }
  return false
}

// "Broke the work into parts", "killed the stuck job", "triggered a rollback", "broke the news": the same verbs at work.
const HARMLESS_AFTER = new Set(
  'stuck hung runaway offending rollback failover alert alarm page rebuild manual restore restart lease tie loop job process query session old drill test deploy deployment'.split(
    ' ',
  ),
)

function isHarmless(s: Sentence, frame: Frame): boolean {
  if (!/^(?:break|kill|trigger|overwrite|wipe|bypass|cause|nuke|destroy)$/.test(frame.lemma)) return false
  if (formAt(s, frame.end) === 'into' || formAt(s, frame.end) === 'down') return frame.lemma === 'break'
  if (frame.lemma === 'break' && has(s, DOWN, { from: frame.end, to: frame.end + 5 })) return true
  if (frame.lemma === 'cause' && has(s, LOOP, { from: frame.end, to: frame.end + 4 })) return false
  return (
    has(s, HARMLESS_AFTER, { from: frame.end, to: Math.min(s.end, frame.end + 4) }) && !has(s, faultWords)
  )
}

const LOOP = new Set(['loop'])

const CHECKS = new Set(
  'review approval approving test tests testing permission telling asking warning authorization authorisation checking waiting reading running looking confirming confirmation consent verification verifying understanding validating validation thinking consulting considering dry-run backup anybody anyone notice sign-off'.split(
    ' ',
  ),
)

function isWithoutCheck(s: Sentence, after: { from: number; to: number }): boolean {
  for (let i = after.from; i < after.to; i++) {
    if (formAt(s, i) === 'without') return has(s, CHECKS, { from: i + 1, to: i + 6 })
    // "A build nobody had tested".
    if (/^(?:nobody|no-one)$/.test(formAt(s, i)) && formAt(s, i + 1) === 'had')
      return isTagged(s, i + 2, Tag.participle)
  }
  return false
}

/** Whether the frame says what did happen: past or present, not a wish, a plan, a denial or a question. */
export function isFact(s: Sentence, frame: Frame): boolean {
  return (
    frame.modal === null &&
    !frame.isNegated &&
    !frame.isPassive &&
    formAt(s, frame.at - 1) !== 'if' &&
    lemmaAt(s, frame.verb) !== 'be'
  )
}
