import { framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import { Evidence, mayHold } from '../text/may-hold.ts'
import {
  formAt,
  gapBefore,
  has,
  isCapital,
  isQuestion,
  isTagged,
  lemmaAt,
  type Sentence,
} from '../text/sentences.ts'
import { isOnePerson, isPersonAt, kindAt } from '../text/subjects.ts'
import { Gap } from '../text/words.ts'
import { DEEDS } from './causes.ts'
import { heroPhrases } from './hero-phrases.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'
import { isStranger } from './stranger.ts'

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

const LUCK = words(
  'luckily fortunately thankfully lucky luck fortunate fortune chance coincidence mercifully happily providentially serendipity',
)
const PRAISE = words(
  'thanks kudos props credit shoutout shout-out thank cheers mvp bravo applause hat-tip hattip gratitude recognition indebted praise shout',
)
const SOLE = words('only sole one single lone last alone nobody no-one none no single-person all')
const KNOWS = words(
  'operate unlock start boot sign rotate deploy drive explain decode decipher wrote written know understand access able can could key keys password passwords skill skills knowledge read approve sign fix maintain run remember expertise permission rights credentials hold own answer debug rebuild restore have trust recover operate',
)
const QUALITIES = words(
  'expertise memory instinct instincts intuition hunch gut dedication vigilance quick-thinking heroism diligence persistence alertness ingenuity tenacity commitment bravery courage brilliance cleverness perseverance stubbornness patience wits resourcefulness foresight presence stamina eye eyes ear watchfulness genius determination',
)
const KEEN = words(
  'sharp-eyed eagle-eyed observant attentive vigilant brilliant brave heroic tireless dedicated quick-witted quick-thinking clever ingenious veteran watchful resourceful determined stubborn curious knowledgeable intrepid',
)
const COST = words(
  `overnight weekend saturday sunday holiday holidays vacation honeymoon midnight dawn sleep sleepless asleep bed alone straight singlehanded breakfast hotel bus cinema gym garden holiday camping lunch commute phone snow bicycle bike boot attic lounge airport train wedding recital birthday
heroic tirelessly amazing incredible heroically masterfully brilliantly ingeniously incredibly miraculously expert genius herself himself from-scratch scratch hand-rolled laptop drawer pocket private exhausted hospital beach pub party dinner home hand personally`,
)
const RESCUES = words(
  `spend give sacrifice fix save restore rebuild recover find spot notice solve remember realise realize patch bring recall catch diagnose untangle rescue write build stop handle pull answer work figure debug
repair revive recognise recognize identify crack salvage reimage keep drive rush hit have retrieve discover dig hold skip leave reboot swap answer replay sit nurse miss phone travel fly cancel know dig stay avert prevent`,
)
const MINDS = words(
  'refuse insist remember recognise recognize recall know spot notice realise realize suspect guess figure keep have see understand work',
)
const MEMBERS = words(
  'member colleague someone somebody he she man woman individual veteran guy expert tech rep nurse volunteer employee founder operator',
)
const AGAINST = words(
  "everyone everybody should must not n't no than reduce avoid remove instead longer now pair cross-train nobody never any each every two second",
)

/** Whether word `i` is one person, by name, job or as "the one man". */
function isOne(s: Sentence, i: number): boolean {
  if (formAt(s, i) === 'one' && formAt(s, i + 1) === 'of') return isHumans(s, i + 2)
  if (isPersonAt(s, i) || isOnePerson(kindAt(s, i, i - 2)))
    return !VAGUE.has(formAt(s, i)) && !isTagged(s, i + 1, Tag.thing)
  return MEMBERS.has(formAt(s, i))
}

// "One of our engineers", "one of the admins".
function isHumans(s: Sentence, from: number): boolean {
  for (let k = from; k < from + 4; k++) if (kindAt(s, k, from) === 'roles') return true
  return false
}

function oneIn(s: Sentence, from: number, to: number): number {
  for (let i = Math.max(from, s.start); i < Math.min(to, s.end); i++) if (isOne(s, i)) return i
  return -1
}

// "By two volunteers".
function someIn(s: Sentence, from: number): number {
  for (let k = from; k < Math.min(s.end, from + 4); k++) if (kindAt(s, k, from) === 'roles') return k
  return -1
}

const CREW = words('member members people')

type Finder = (s: Sentence, i: number) => number

// Each tells the word that completes what word `i` begins, or -1.

// "Luckily Bob …", "happened to be there": luck needs a person in it; a snapshot that happened to exist is a fact.
const luck: Finder = (s, i) => {
  const isHap =
    (lemmaAt(s, i) === 'happen' && formAt(s, i + 1) === 'to') ||
    (formAt(s, i) === 'good' && /^(?:thing|job)$/.test(formAt(s, i + 1)))
  if (!isHap && !LUCK.has(formAt(s, i))) return -1
  // "Georgiana happened to be working late": whoever she is.
  const isNamed =
    isHap && i === s.start + 1 && isCapital(s, s.start) && !isTagged(s, s.start, Tag.known | Tag.thing)
  if (isNamed) return i
  if (isHap)
    return Math.max(oneIn(s, s.start, i), has(s, CREW) || formAt(s, i) === 'good' ? oneIn(s, i, i + 6) : -1)
  const frame = framesOf(s).find((f) => f.at > i && f.at < i + 9)
  if (frame && frame.doer.kind === 'i' && frame.lemma === 'be') return frame.verb
  return oneIn(s, i - 6, i + 7) < 0 && !has(s, CREW, { from: i, to: i + 6 }) ? -1 : (frame?.verb ?? i)
}

// "Kudos to Sam", "thank god for Marta": praise names whom it is for right after.
const praise: Finder = (s, i) => {
  if (!PRAISE.has(formAt(s, i)) && !(formAt(s, i) === 'well' && formAt(s, i + 1) === 'done')) return -1
  for (let k = i + 1; k < Math.min(s.end, i + 9); k++) {
    if ((gapBefore(s, k) & ~Gap.comma) !== 0 || OUTSIDERS.has(lemmaAt(s, k))) return -1
    if (formAt(s, k) === 'you' || (gapBefore(s, k) !== 0 && !isPersonAt(s, k) && !isStranger(s, k))) continue
    if (QUALITIES.has(formAt(s, k)) ? formAt(s, k) !== 'patience' : isOne(s, k)) return k
    if (/^(?:for|to)$/.test(formAt(s, k - 1)) && isUnknownName(s, k)) return k
    if (k <= i + 2 && isStranger(s, k) && (k + 1 >= s.end || formAt(s, k + 1) === 'and')) return k
  }
  return -1
}

// "Only Grigor knows", "nobody else can read it", "the last person who knew": knowledge or rights held by one.
const sole: Finder = (s, i) => {
  if (!SOLE.has(formAt(s, i))) return -1
  const isNo = /^(?:no|nobody|no-one|none)$/.test(formAt(s, i))
  const after = formAt(s, i + 1) === 'one' || formAt(s, i + 1) === 'person' ? i + 2 : i + 1
  if (
    isNo &&
    (!/^(?:else|but|except|apart|besides)$/.test(formAt(s, after)) ||
      (formAt(s, i) === 'no' && after === i + 1))
  )
    return -1
  if (formAt(s, i) === 'alone') return isOne(s, i - 1) && isTagged(s, i + 1, Tag.past) ? i : -1
  if (formAt(s, i) === 'all' && !/^(?:the|knowledge|know-how)$/.test(formAt(s, i + 1))) return -1
  const who = isNo ? after : soleWho(s, i)
  if (who < 0) return -1
  const isBare = formAt(s, i) === 'one' && !/^(?:only|exactly|just|by|on)$/.test(formAt(s, i - 1))
  if (isBare && !has(s, HOLDS, { from: who + 1, to: who + 3 })) return -1
  for (let k = who; k < Math.min(s.end, who + 9); k++)
    if (KNOWS.has(lemmaAt(s, k)) && !(isNo && formAt(s, k) === 'has')) return k
  return has(s, KNOWLEDGE, { from: s.start, to: i }) ? who : -1
}

const HOLDS = words('who that with has had knew knows understands holds able is was reads still carries')
const KNOWLEDGE = words('knowledge there rely rest depend maintain keep expertise')
const OUTSIDERS = words('researcher researchers customer user reporter reader we')

// "Thank god for Ludmila": a capital no list knows, where only a person is thanked.
function isUnknownName(s: Sentence, k: number): boolean {
  return (
    isCapital(s, k) &&
    !isTagged(s, k, Tag.known | Tag.thing) &&
    /^(?:god|goodness|kudos|props|out|shoutout|credit|cheers)$/.test(formAt(s, k - 2))
  )
}

// After "only", "one", "all": the person meant, within a few words, at once a person's noun.
function soleWho(s: Sentence, i: number): number {
  if (has(s, AGAINST, { from: i - 5, to: i })) return -1
  for (let k = i + 1; k < Math.min(s.end, i + 6); k++) {
    const isStrange =
      k === i + 1 &&
      isStranger(s, k) &&
      /^(?:know|understand|remember|can|could|dare)$/.test(lemmaAt(s, k + 1))
    if (isOne(s, k) || isStrange || /^(?:engineer|person|human)$/.test(formAt(s, k))) return k
    if (formAt(s, i) === 'all' ? k > i + 3 && formAt(s, k) !== 'with' : gapBefore(s, k) !== 0) return -1
  }
  return formAt(s, i + 1) === 'knowledge' ? oneIn(s, i, s.end) : -1
}

// "Without Yusuf", "were it not for the clerk", "had Lena not", "if Elise had been away": take the person out, and it fails.
const absence: Finder = (s, i) => {
  const form = formAt(s, i)
  const isFor = /^(?:not|n't|been|but)$/.test(formAt(s, i - 1)) && form === 'for'
  if (form === 'without' || isFor) {
    if (isFor && isStranger(s, i + 1) && formAt(s, i + 2) !== "'s") return i + 1
    for (let k = i + 1; k < Math.min(s.end, i + 8); k++) {
      if (gapBefore(s, k) !== 0 || isTagged(s, k, Tag.ing)) return -1
      const isOwner = isTagged(s, k, Tag.possessive) && /^(?:his|her)$/.test(formAt(s, k))
      const isAny = !isPersonAt(s, k) && !isFor && !has(s, WOULD)
      if (
        (isOne(s, k) && !isPlainRole(s, k) && !isAny) ||
        isOwner ||
        (QUALITIES.has(formAt(s, k)) && isTold(s, i, k))
      )
        return formAt(s, k + 1) === "'s" &&
          (has(s, DEEDS, { from: k + 2, to: k + 4 }) || (!isFor && !has(s, WOULD)))
          ? -1
          : k
    }
    return -1
  }
  if (form !== 'had' && form !== 'if') return -1
  const named = oneIn(s, i + 1, i + 4)
  const who = named < 0 && isStranger(s, i + 1) ? i + 1 : named
  if (who < 0 || !has(s, WOULD)) return -1
  const isKept =
    form === 'if' &&
    isTagged(s, who + 1, Tag.have) &&
    isTagged(s, who + 2, Tag.not) &&
    KEPT_BY.has(lemmaAt(s, who + 3))
  if (isKept) return who
  const isLeaving = form === 'if' && /^(?:leave|quit|resign|retire|go)$/.test(lemmaAt(s, who + 1))
  return isLeaving ||
    (form === 'had' && formAt(s, who + 1) === 'not') ||
    has(s, AWAY, { from: who + 1, to: who + 6 })
    ? who
    : -1
}
// "Without her persistence", "without his quick thinking": a gift has an owner; a store "without persistence" is set up so.
function isTold(s: Sentence, from: number, k: number): boolean {
  for (let i = from + 1; i < k; i++)
    if (isTagged(s, i, Tag.possessive | Tag.determiner) || formAt(s, i) === "'s") return true
  return has(s, WOULD)
}

const WOULD = words('nobody can would could impossible possible')
const KEPT_BY = words(
  'notice see spot catch remember think happen be stay call refuse insist know keep save glance check look realise realize recognise recognize jump step wake come',
)
const AWAY = words(
  'asleep leave away vacation holiday sick happened happen ill late not-been around off sleeping',
)

function isPlainRole(s: Sentence, k: number): boolean {
  return !isPersonAt(s, k) && !isTagged(s, k - 1, Tag.determiner | Tag.possessive | Tag.adjective)
}

// "Jo's gut feeling", "the persistence of our intern", "a sharp-eyed reviewer", "had a hunch": a gift of one person.
const quality: Finder = (s, i) => {
  if (KEEN.has(formAt(s, i))) return oneIn(s, i + 1, i + 5)
  if (!QUALITIES.has(formAt(s, i)) || isOfThings(s, i)) return -1
  const owner = /^(?:'s|his|her|')$/
  for (let k = i - 1; k > i - 4; k--)
    if (owner.test(formAt(s, k)) && k > s.start) return formAt(s, k) === "'s" ? (isOne(s, k - 1) ? i : -1) : i
  if (/^(?:a|an)$/.test(formAt(s, i - 1)) && formAt(s, i) === 'hunch')
    return oneIn(s, s.start, i) < 0 ? -1 : i
  return /^(?:of|by|from)$/.test(formAt(s, i + 1)) && formAt(s, i + 2) !== 'who' ? oneIn(s, i + 2, i + 7) : -1
}

// "Its memory limit", "a hand to his ear", "without persistence": a store has a memory, and an ear is a sense only when praised.
function isOfThings(s: Sentence, i: number): boolean {
  if (/^(?:ear|eye|eyes)$/.test(formAt(s, i))) return !isTagged(s, i - 1, Tag.adjective)
  return /^(?:memory|persistence|presence)$/.test(formAt(s, i)) && isTagged(s, i + 1, Tag.noun)
}

// "Recovery depended on a former employee", "sits with Bogdan", "rests on one DBA", "waited for Pat".
const reliance: Finder = (s, i) => {
  const isOn = /^(?:on|upon|with|in|for|to|by)$/.test(formAt(s, i))
  if (!isOn || !RELIES.has(lemmaAt(s, isTagged(s, i - 1, Tag.adverb) ? i - 2 : i - 1))) return -1
  if (has(s, AGAINST, { from: i - 6, to: i })) return -1
  const who = oneIn(s, i + 1, i + 9)
  if (who < 0) return -1
  const isNamed = isPersonAt(s, who) || has(s, ONE, { from: i, to: who + 1 })
  return isNamed ? who : -1
}
const RELIES = words(
  'relies relied rely depend rest hinge hang lean wait sit live hold maintain lie fall dependent resting stuck keep run hinge limit confine restrict concentrate fall',
)
const ONE = words('one single former individual volunteer her his')

// "Call Boris if it sticks", "Once Svetlana took over", "until Ines got back": the next step is a person.
const turning: Finder = (s, i) => {
  const form = formAt(s, i)
  if (/^(?:call|ask|ping|phone|wake|page|get)$/.test(form) && isPersonAt(s, i + 1))
    return has(s, IF) && (i === s.start || gapBefore(s, i) !== 0) ? i + 1 : -1
  if (!/^(?:once|until|after|when|till)$/.test(form)) return -1
  const who = oneIn(s, i + 1, i + 4)
  if (who < 0 || !(isPersonAt(s, who) || /^(?:one|he)$/.test(formAt(s, who)))) return -1
  const isOutcome =
    form === 'once' || form === 'until' || form === 'till' || formAt(s, i - 1) === 'only' || has(s, OVER)
  return isOutcome && has(s, ARRIVES, { from: who + 1, to: who + 4 }) ? who + 1 : -1
}
const IF = words('if when need whenever')
const OVER = words('over ended solved fixed end solve')
const ARRIVES = words(
  'join step arrive come get wake return take log notice spot remember look show appear intervene have find sort',
)

// "We got through it because Andrei remembered", "the only reason is that Lars had a clone".
const reason: Finder = (s, i) => {
  if (!/^(?:because|that|since)$/.test(formAt(s, i))) return -1
  if (formAt(s, i) === 'that' && !has(s, REASON, { from: i - 7, to: i })) return -1
  const frame = framesOf(s).find((f) => f.at > i && f.at <= i + 6)
  if (!frame || !isOnePerson(frame.doer.kind) || frame.isNegated || frame.isPassive) return -1
  if (!MINDS.has(frame.lemma) || !isTagged(s, frame.verb, Tag.past | Tag.third)) return -1
  const isGood = formAt(s, i) === 'that' || has(s, GOOD, { from: s.start, to: i })
  return isGood || formAt(s, i - 1) === 'only' ? frame.verb : -1
}
const REASON = words('reason')
const GOOD = words(
  'minutes runs run succeeded succeed through only possible made survived recover recovered able restored worked quick quickly saved solved fixed found',
)

// "The DBA rebuilt it alone over the weekend": a rescue by one person, with what it cost beyond duty.
const rescue: Finder = (s, i) => {
  const isHand = formAt(s, i) === 'by' && formAt(s, i + 1) === 'hand'
  const isLong =
    isTagged(s, i, Tag.number) &&
    /^(?:hour|day|night)s?$/.test(formAt(s, i + 1)) &&
    formAt(s, i - 1) === 'for'
  const isOwn = formAt(s, i) === 'own' && /^(?:his|her)$/.test(formAt(s, i - 1))
  if (!COST.has(formAt(s, i)) && !isHand && !isLong && !isOwn) return -1
  for (const frame of framesOf(s)) {
    const isDeed = isOnePerson(frame.doer.kind) || MEMBERS.has(formAt(s, frame.doer.head))
    if (isDeed && RESCUES.has(frame.lemma) && !frame.isNegated && !frame.isPassive && frame.modal === null)
      return frame.verb
  }
  return -1
}

// "Saved by an intern", "kept alive by one volunteer", "Raj saved the queue again", "it was Mehmet who found it".
const saving: Finder = (s, i) => {
  if (
    !/^(?:save|rescue|salvage|uncover|rescued|alive|crack)$/.test(lemmaAt(s, i)) ||
    !isTagged(s, i, Tag.past | Tag.participle | Tag.adjective)
  )
    return -1
  for (let k = i + 1; k < Math.min(s.end, i + 8); k++)
    if (formAt(s, k) === 'by') return Math.max(oneIn(s, k + 1, k + 5), someIn(s, k + 1))
  const frame = framesOf(s).find((f) => f.verb === i)
  return frame && isOnePerson(frame.doer.kind) && has(s, AS_EVER) ? i : -1
}
// "One clerk noticed it, otherwise …", "… and thereby averted a tragedy".
const averted: Finder = (s, i) => {
  if (!AVERTED.has(formAt(s, i))) return -1
  const frame = framesOf(s).find(
    (f) =>
      isOnePerson(f.doer.kind) && !f.isNegated && !f.isPassive && f.modal === null && RESCUES.has(f.lemma),
  )
  return frame ? frame.verb : -1
}
const AVERTED = words('otherwise thereby averted worse tragedy disaster catastrophe')

const AS_EVER = words('again usual always so')

// Each finder with the words it can begin at, so that of an entry it is asked once which to try.
const FINDERS: readonly (readonly [Finder, ReadonlySet<string>])[] = [
  [luck, new Set([...LUCK, 'happen', 'good'])],
  [praise, new Set([...PRAISE, 'well'])],
  [sole, SOLE],
  [absence, words('without for had if')],
  [quality, new Set([...KEEN, ...QUALITIES])],
  [reliance, words('on upon with in for to by')],
  [turning, words('call ask ping phone wake page get once until after when till')],
  [reason, words('because that since')],
  [saving, words('save rescue salvage uncover rescued alive crack')],
  [rescue, new Set([...COST, 'by', 'own'])],
  [averted, AVERTED],
]

// What a gift, a rescue's absence or sole knowledge tells of somebody even where no person is named.
const LONE: ReadonlySet<Finder> = new Set([praise, sole, absence, quality, luck])
const NO_FINDERS: readonly Finder[] = []

const findersOf = perEntry(({ form, lemma, tags }: Entry): readonly Finder[] => {
  const isNumber = (tags & Tag.number) !== 0
  return FINDERS.filter(
    ([finder, starts]) => starts.has(form) || starts.has(lemma) || (isNumber && finder === rescue),
  ).map(([finder]) => finder)
})

function find(s: Sentence): readonly Hit[] {
  const hits = heroesIn(s)
  if (hits.length === 0) return hits
  return (isQuestion(s) && formAt(s, s.start) !== 'where') || has(s, ATTACK) ? [] : hits
}

function heroesIn(s: Sentence): readonly Hit[] {
  const said = phraseHits(s, heroPhrases, {
    unless: (_, hit) =>
      has(s, THINGS, { from: hit.end, to: hit.end + 2 }) || has(s, AGAINST, { from: hit.at - 4, to: hit.at }),
  })
  if (said.length > 0) return said
  // Names are looked for only when a word begins something that needs one.
  let hasPerson: boolean | null = null
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    for (const finder of entry ? findersOf(entry) : NO_FINDERS) {
      hasPerson ??= mayHold(s, Evidence.role | Evidence.name | Evidence.self)
      if (!hasPerson && !LONE.has(finder)) continue
      const end = finder(s, i)
      if (end >= 0) return [hitOf(s, Math.min(i, end), Math.max(i, end))]
    }
  }
  return []
}

// Words of praise, luck and cost wake the rule; small words do not.
const TRIGGERS = [LUCK, PRAISE, SOLE, QUALITIES, KEEN, COST, RELIES, AWAY, AVERTED]
  .flatMap((set) => [...set])
  .concat(
    "happen good without once until till because since reason rescue salvage save crack uncover alive own if when whenever need would could not n't hour day night hand".split(
      ' ',
    ),
  )

const ATTACK = words('attacker attackers exploiter')
const VAGUE = words('anyone anybody who whoever one nobody')
const THINGS = words('image banner button page component customer customers')

/** A rescue by one person, or a system that rests on one. */
export const hero: Rule = {
  id: 'hero',
  name: 'A rescue by one person',
  because:
    'A rescue that needed one person, awake and near, is a finding about the system, and praise ends the question.',
  ask: 'Why was a rescue needed, and what would have happened without this person?',
  source: 'Hollnagel, Safety-II in Practice (2018); bus-factor practice',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'off', other: 'warning' },
  phrases: [heroPhrases],
  triggers: [...TRIGGERS],
  find,
}
