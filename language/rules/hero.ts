import { framesOf } from '../text/frames.ts'
import { phrases, triggersOf } from '../text/phrases.ts'
import { formAt, has, isQuestion, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isOnePerson, isPersonAt, kindAt } from '../text/subjects.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const WORDS = phrases(
  'heroic|heroics|heroically|superhuman effort|efforts|work|all-nighter?',
  'heroic|heroics|heroically',
  'single-handedly|singlehandedly',
  'saved|save|saving the day',
  'rockstar|superhero|lifesaver|ninja|legend $',
  'above and beyond',
  'to|the the? rescue $',
  'came|come|comes to the|our rescue',
  'quick thinking',
  'tireless|dedicated work|effort|efforts',
  'stayed up all? night',
  'all-nighter',
  'kudos|shoutout|props to <one>',
  'shout out to <one>',
  'thank god|goodness for <one>',
  'debt of gratitude',
  'special recognition',
  'credit|thanks|kudos to <person>',
  'save|saved|rescued by <det>? <adj>? <one>',
  'small? miracle',
  'worked|works|working|work through|all|overnight|round the? night|weekend|overnight|clock|holiday|holidays',
  'built|wrote|fixed|patched|coded|restored|rebuilt|found|debugged _5 overnight|singlehandedly|alone|from memory|from home|on vacation|on holiday',
  'drove|drives|drive|rushed|raced|ran|flew|came|comes|drive in|back|home|over|to from|to|in home|office|bed|the',
  'owed|owe us|them a favour|favor',
  'never sleeps|sleep|rests|misses',
  "was|is|were not|n't even on call|on-call|duty|working",
  'it took <det>? most? <adj>? <adj>? <one> to spot|find|notice|fix|see|solve|work|know|realise|realize|untangle|catch|get|figure',
  'once|until|when|after|before <person> took|joined|stepped|arrived|came|logged|got|woke|noticed|spotted|remembered|knew|looked|showed|appeared|intervened over|in|back|on|up|to',
  'rests|rested|depends|depended|relied|relies|hinged|hangs|hung|leans|leaned entirely|solely|largely|only|mostly? on|upon _3 <one>|<person>|employee|colleague|volunteer',
  'bus|truck factor of',
  'go|goes|went to <person> for|who',
  'rescued|salvaged|saved _4 by <one>',
  'expertise|memory|instinct|intuition|dedication|vigilance|quick-thinking|heroism|experience|knowledge|diligence|persistence|alertness of <det>? <adj>? <one>|<person>',
  "<person> 's expertise|memory|instinct|intuition|dedication|vigilance|heroism|experience|knowledge|diligence|persistence|alertness|quick|brilliant|tireless",
  'hats|hat off to',
  'good thing|job <one>',
  'our luck was|is',
  '<one> happened to have|be|know|notice|see|remember|keep',
  'the|exactly|just one|only|single|sole person|engineer|member|admin|colleague with|who|that',
  'pulled|dug|bailed|got us|everyone|the out',
  'cut _3 holiday|vacation|leave|weekend short',
)
const LUCK = phrases(
  'luckily|fortunately|thankfully|lucky|fortunate|luck _6~ happened|happens to',
  '=had it not been for',
  'if it had|were not been? for',
  '<person> was awake|around|online|up',
  'got|get hold of',
  'by sheer|pure? luck|chance',
  'happened|happens to be online|around|awake|at|available|looking|watching|nearby|on',
)
const ONLY = phrases(
  'only one|<det>? <adj>? <one>|person|engineer|member know|knows|knew|has|had|have|understands|can|could|understood',
  'only|one|single person|engineer|admin|member|maintainer|volunteer who|that|with _3 know|knows|knew|has|had|understands|can|skills|access',
  'the only one who|that knew|knows|could|can|had|has|understood|understands',
  'nobody|no-one else can|knows|knew|could|understands|has',
  'nobody|no-one but|except|else <one>',
  'no one else can|knows|knew|could|understands|has',
  'no one but|except|else <one>',
  'there is|was|are exactly|only|just one|a single? person|engineer|member|one|admin|human|colleague',
  'nobody|no-one|none but|except|besides <one>',
  'exactly|only one|a single person|engineer _5 with|who|that',
  "in <person> 's head|memory",
)

// Luck and rescue need a person in them: a snapshot that happened to exist is a fact about the system.
function hasPerson(s: Sentence): boolean {
  for (let i = s.start; i < s.end; i++) if (isPersonAt(s, i) || isOnePerson(kindAt(s, i, i - 2))) return true
  return has(s, MEMBERS)
}

const MEMBERS = new Set('member members colleague colleagues people someone somebody he she'.split(' '))
const AGAINST = new Set('not no depend need reduce avoid remove without instead longer now rely'.split(' '))

function luckHits(s: Sentence): readonly Hit[] {
  const said = phraseHits(s, LUCK)
  if (said.length > 0) return hasPerson(s) ? said : []
  if (
    !/^(?:luckily|fortunately|thankfully)$/.test(formAt(s, s.start)) &&
    !(formAt(s, s.start) === 'good' && formAt(s, s.start + 1) === 'thing')
  )
    return []
  const frame = framesOf(s)[0]
  return frame && isOnePerson(frame.doer.kind) ? [hitOf(s, s.start, frame.verb)] : []
}

// "Without Yusuf we would still be down": the system rests on one name.
function withoutHits(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    const isRest = formAt(s, i) === 'without' || (lemmaAt(s, i) === 'thank' && formAt(s, i + 1) === 'to')
    const who = formAt(s, i) === 'without' ? i + 1 : i + 2
    if (isRest && isPersonAt(s, who) && formAt(s, who + 1) !== "'s") return [hitOf(s, i, who)]
  }
  return []
}

const RESCUES = new Set(
  'fix save restore rebuild recover find spot notice solve remember realise realize patch bring recall catch diagnose untangle rescue write build stop handle pull answer know work step join return figure debug repair revive'.split(
    ' ',
  ),
)
const BEYOND_DUTY = new Set(
  'overnight weekend holiday vacation alone single-handed singlehanded home midnight night sleep asleep bed heroic genius wizard brilliant tireless tirelessly amazing incredible incredibly brave bravely expert expertise stamina luckily fortunately miraculously'.split(
    ' ',
  ),
)

// "The DBA rebuilt it alone over the weekend": a rescue by one person, with what it cost beyond duty.
function rescueHits(s: Sentence): readonly Hit[] {
  if (!has(s, BEYOND_DUTY)) return []
  for (const frame of framesOf(s)) {
    const isRescue =
      isOnePerson(frame.doer.kind) && RESCUES.has(frame.lemma) && !frame.isNegated && frame.modal === null
    if (isRescue && !frame.isPassive)
      return [hitOf(s, frame.doer.from < frame.at ? frame.doer.from : frame.at, frame.verb)]
  }
  return []
}

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  const words = phraseHits(s, WORDS, {
    unless: (_, hit) =>
      VAGUE.has(formAt(s, hit.end - 1)) ||
      has(s, THINGS, { from: hit.end, to: hit.end + 2 }) ||
      has(s, AGAINST, { from: hit.at - 4, to: hit.at }),
  })
  if (words.length > 0) return words
  const only = phraseHits(s, ONLY, { unless: (_, hit) => has(s, AGAINST, { from: s.start, to: hit.at }) })
  if (only.length > 0) return only
  const luck = luckHits(s)
  if (luck.length > 0) return luck
  const without = withoutHits(s)
  return without.length > 0 ? without : rescueHits(s)
}

const VAGUE = new Set('anyone anybody someone somebody who whoever one nobody'.split(' '))
const THINGS = new Set('image banner button page component customer customers'.split(' '))

/** A rescue by one person, or a system that rests on one. */
export const hero: Rule = {
  id: 'hero',
  name: 'A rescue by one person',
  because:
    'A rescue that needed one person, awake and near, is a finding about the system, and praise ends the question.',
  ask: 'Why was a rescue needed, and what would have happened without this person?',
  source: 'Hollnagel, Safety-II in Practice (2018); bus-factor practice',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'off', other: 'warning' },
  triggers: [
    ...triggersOf(WORDS),
    ...triggersOf(LUCK),
    ...triggersOf(ONLY),
    ...BEYOND_DUTY,
    'luckily',
    'fortunately',
    'thankfully',
    'without',
    'thank',
    'thanks',
    'good',
  ],
  find,
}
