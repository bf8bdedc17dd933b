import { dropWords } from '../rewrite.ts'
import { Tag } from '../text/lexicon.ts'
import { type PhraseHit, phrases, triggersOf } from '../text/phrases.ts'
import { formAt, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

// Words that rate a person's care, sense or honesty wherever they stand, and words that do so only beside a human noun or deed.
const ALWAYS =
  'careless|carelessly|carelessness|incompetent|incompetence|clueless|unprofessional|irresponsible|irresponsibly|negligent|negligence|negligently|recklessly|recklessness|dishonest|dishonesty|arrogant|arrogance|laziness|idiotic|moronic|inexcusable|cavalier|lackadaisical|half-hearted|sloppiness|shameful|disgraceful|amateurish|thoughtless|thoughtlessly'
const BESIDE_HUMANS =
  'sloppy|lazy|reckless|stupid|dumb|foolish|naive|complacent|overconfident|hasty|rushed|unacceptable|embarrassing|rookie|amateur|cowboy|dumbest|hasty|ignorant|shoddy'
const HUMAN_NOUN =
  'mistake|error|decision|handover|review|reviewer|reviewers|testing|conduct|behaviour|behavior|attitude|work|engineer|developer|admin|operator|team|person|people|deploy|push|execution|planning|change|coding|response|delay|merge|data-entry|entry|practice|practices|habits|approach|job|communication|judgement|move|thing|way'
const PHRASES = phrases(
  ALWAYS,
  `${BESIDE_HUMANS} working? <adj>? ${HUMAN_NOUN}`,
  '<human> be|is|was|were|had become? <adv>? too|far|so|very|being|simply? too? sloppy|lazy|reckless|stupid|dumb|foolish|naive|complacent|overconfident|hasty|asleep|ignorant|impatient|stubborn|inexperienced',
  `${HUMAN_NOUN} be|is|was|were <adv>? <adv>? sloppy|lazy|reckless|stupid|foolish|naive|hasty|unacceptable|embarrassing|careless|shoddy|amateur|poor`,
  'no|nobody|none|nobody _4 seem|seems|seemed? to? care|cares|cared',
  '<human> rushed <det>|it|through|ahead|into',
  'it|this was|is|were naive|foolish|stupid|reckless|irresponsible of|to',
  'asleep at the wheel',
  "could not|n't be bothered",
  "not|n't|never|nor bother|bothered to",
  'bothered to',
  'ought|should to? have known better',
  'known better',
  'poor judgement|judgment',
  'lack of care|diligence|professionalism|discipline|common-sense',
  'any|no|zero|little|lack|lacks common sense',
  'complete|total|blatant|utter disregard',
  'rubber-stamp|rubber-stamped',
  '^ lazy|sloppy|stupid $',
  'a joke $',
  'amateur hour',
  'acted|behaved recklessly|foolishly|stupidly|irresponsibly',
  'blindly <past>',
  '<past> blindly',
  'stubbornly insist|refuse',
  'foolishly|stupidly|sloppily|arrogantly|smugly|cavalierly|half-heartedly|callously|clumsily',
  '<human> dragged their|his|her feet|heels',
  '<human> be|is|was|were <adv>? <adv>? being? difficult|stubborn|uncooperative|obstructive|defensive|hostile|asleep|clumsy|unhelpful|evasive|lax|uninterested|indifferent|greedy|timid',
  '<human> <verb>? panicked|panicking|dithered|froze|shrugged|slacked|slept',
  "<poss>|'s indifference|apathy|ego|attitude|hubris|stubbornness|impatience|cowardice|vanity|pride|sloppiness|overconfidence|greed|haste",
  'attitude|attention|discipline|effort|conduct|quality _4 leave|leaves much|a to',
  'much|lot to be desired',
  'typical of|for <det>? <adj>? _2',
  'as usual|always $',
  'zero|no|little any? thought|care|effort|thinking went|goes into|in',
  'thrown|cobbled|slapped|hacked together',
  'half-baked|half-assed|slapdash|ham-fisted|bush-league|boneheaded|brain-dead|braindead|laughable|pathetic|ridiculous|appalling|atrocious',
  "who|they|people|someone did|do|does not|n't understand|care",
  'basic stuff|knowledge|competence|hygiene|skills|engineering|due-diligence',
  'any engineer|developer|admin|professional|competent|sane|reasonable|junior|child|idiot _2 know|knows|would|should|could|can|understands',
  'kidding ourselves|themselves|himself|herself',
  'fooled|fooling|lied to? ourselves|themselves',
  'wholly|totally|completely|utterly|simply|entirely|absolutely|frankly unacceptable|unprofessional|irresponsible|inexcusable',
  'conduct|behaviour|behavior|attitude _6 unacceptable|poor|shameful|disappointing|inappropriate|bad',
  'idiot|idiots|moron|morons|fool|fools|slacker|slackers|amateurs|clowns|clown|cowboys|imbecile',
  'bad|poor|terrible|awful|horrible work|job|judgement|judgment|attitude|conduct|discipline|workmanship|craftsmanship|effort',
  'deliberate|deliberately|wilful|willful|intentional|blatant|outright deception|lie|lies|lying|deceit|dishonesty|sabotage|misrepresentation|neglect|defiance|disobedience|ignorance|manipulation|falsification|violation',
  'refusal to listen|comply|learn|admit|read|accept|follow|obey|cooperate|engage|understand|acknowledge',
  'bandaid|band-aid|lip-service|lip service|half-measures|gaslighting|excuses|incompetent|delusional|patronizing|condescending|insulting|disrespectful|lazy-minded',
  "could|can n't|not care less",
  'too proud|lazy|busy|arrogant|important|stubborn|impatient|eager|scared|afraid|junior|green to',
)

// A quorum, a loader, a regex or an outage can be any of these without anybody being rated.
const THINGS = new Set(
  'quorum loading load evaluation loader regex retry initialization bayes lock query image default mode datetime algorithm cache fetch tenant response-time time latency performance'.split(
    ' ',
  ),
)
const TALKED_ABOUT = new Set('word words term phrase avoid without label'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  if (formAt(s, hit.at - 1) === 'my' || formAt(s, hit.at - 1) === 'own') return true
  if (has(s, THINGS, { from: hit.at, to: hit.end + 2 })) return true
  if (has(s, TALKED_ABOUT, { from: hit.at - 4, to: hit.at })) return true
  return lemmaAt(s, hit.at) === 'negligence' && formAt(s, hit.at - 1) === 'no'
}

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
  triggers: triggersOf(PHRASES),
  find: (s) =>
    phraseHits(s, PHRASES, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isLone =
          hit.end - hit.at <= 2 &&
          isTagged(s, hit.at - 1, Tag.determiner) &&
          isTagged(s, hit.at + 1, Tag.noun) &&
          !/^(?:mistake|error)$/.test(lemmaAt(s, hit.at + 1))
        return isLone ? dropWords(s, hit.at, hit.at) : []
      },
    }),
}
