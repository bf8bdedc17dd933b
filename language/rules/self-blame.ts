import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { Evidence } from '../text/may-hold.ts'
import { phrases } from '../text/phrases.ts'
import { formAt, has, isQuestion, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { attentionVerbs, isHarm } from './deeds.ts'
import { isDestructive, isMisstep } from './missteps.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const OWNED = phrases(
  'my|mine own? <adj>? fault|mistake|error|typo|carelessness|stupidity|laziness|oversight|incompetence|bad|failing|failure|fuckup|blunder|arrogance|deception|dishonesty|stubbornness|hubris|impatience|negligence|ignorance|sloppiness|lie|lies|misjudgement|misjudgment|recklessness|haste|refusal|inability|confession|betrayal',
  '=i <adv>? <adv>? apologise|apologize|sorry <adv>? for|about not? <ing>|my',
  'my _6 was|is|were <adv>? <adv>? a? deceptive|hasty|slapdash|misleading|rushed|unacceptable|inexcusable|careless|lazy|lie|lies|betrayal|dishonest|reckless|sloppy|wrong|unprofessional',
  'it was|is =i|me who|that',
  "=i be|am|was|'m the? one|person|idiot|fool who|that <past>",
  'that|it|this|which be|was =me',
  "blame|fault|mistake|error|responsibility|shame be|'s all|entirely? mine",
  'blame|fault|responsibility _6 on|with me',
  'error|mistake|fault|typo|oversight|slip|bug|doing of mine',
  'on my part',
  'by|through my own? action|actions|inattention|carelessness|doing|hand|haste',
  'which|this|that be a lie',
  '=i be|was <adv>? <adv>? too? overeager|eager|manipulative|sycophantic|evasive|untrustworthy|dishonest|sloppy|overconfident|impatient|hasty|stubborn|defensive|deceptive|lying|wrong|reckless|arrogant|rash',
  '=i have be <adv>? overeager|manipulative|sycophantic|evasive|untrustworthy|dishonest|sloppy|overconfident|deceptive|reckless|arrogant',
  '=i be the reason|cause|culprit',
  '=i acted|behaved like a|an|the',
  '=i should|could not|never have',
  'my <adj>? decision|choice|impatience|eagerness|stubbornness _4 break|cause|destroy|cost|corrupt|wipe|crash|make|made|led|lead',
  'be my decision|choice|doing|mistake',
  'for me to have? stop|ask|revert|wait|check|read',
  '=my bad',
  'shame on me',
  'blame me',
  'yours truly',
  'cause|fault|culprit|reason|blame _1~ =me',
  'thing|outage|mess|incident|whole|one be all? on me',
  "=i 'm|am|feel|was so|such|really|very|an|a|the? stupid|idiot|careless|lazy|sorry|ashamed|incompetent|disgraceful|guilty|blame",
  '=i take full|all? responsibility|blame',
  "this|that|it one? is|'s|was all? on me",
  'my <adj>? commit|change|deploy|script|query|merge|edit|migration|push|command|config|job|fix|patch <adv>? break|introduce|cause|crash|corrupt|delete|take|empty|drop|wipe|overwrite|kill|lock|flood|leak|lose|bring|trigger|purge',
  '=i mess|screw|foul up',
  '=i should|could have',
  'sorry =i',
)

// The same omissions and harms the other rules find, when the writer is the doer: the tone is another, and so is the question.
function isOwnDeed(s: Sentence, frame: Frame): boolean {
  if (frame.doer.kind !== 'i') return false
  if ((frame.modal === 'should' || frame.modal === 'ought' || frame.modal === 'could') && frame.isPerfect)
    return true
  if (frame.modal !== null) return false
  if (/^(?:fail|forget|neglect)$/.test(frame.lemma) && !frame.isNegated)
    return formAt(s, frame.end) === 'to' || frame.lemma === 'neglect'
  if (frame.isNegated)
    return (
      (formAt(s, frame.at) === 'did' || formAt(s, frame.at - 1) === 'never') &&
      (attentionVerbs.has(lemmaAt(s, frame.verb)) ||
        /^(?:check|test|review|think|use|validate|confirm|look|do|run|provide|include|apply|open|re-read|wait|keep|update|stop)$/.test(
          lemmaAt(s, frame.verb),
        ))
    )
  return isHarm(s, frame) || isMisstep(s, frame) || isOwnRuin(s, frame)
}

// "Confusing the two, I deployed …", "Lazily, I filled …", "I ran the destructive migration", "vanished when I ran".
function isOwnRuin(s: Sentence, frame: Frame): boolean {
  if (isDestructive(s, frame)) return true
  const from = frame.doer.from
  if (from <= s.start || !isTagged(s, frame.verb, Tag.past)) return false
  if (OPENING.test(formAt(s, s.start))) return from > s.start
  const isLink = /^(?:when|because|since|after)$/.test(formAt(s, from - 1))
  return isLink && has(s, LOST, { from: s.start, to: from })
}

const OPENING =
  /^(?:lazily|carelessly|foolishly|stupidly|recklessly|blindly|hastily|stubbornly|confusing|misjudging|mistaking|misreading|misunderstanding|forgetting|ignoring|assuming)$/
const LOST = new Set(
  'vanish vanished lose lost gone disappear disappeared wipe broke broken corrupt destroy overwrite'.split(
    ' ',
  ),
)

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  const deeds = framesOf(s)
    .filter((frame) => isOwnDeed(s, frame))
    .map((frame) => hitOf(s, frame.doer.from, frame.verb))
  return deeds.length > 0 ? deeds : phraseHits(s, OWNED)
}

/** Blame turned on oneself. Said kindly: the facts are welcome, the verdict is not needed. */
export const selfBlame: Rule = {
  id: 'self-blame',
  name: 'Blame turned on oneself',
  because:
    'Your account is worth more than a verdict on yourself: what you saw then is what the rest of us cannot know.',
  ask: 'What did it look like at that moment, and what made this the next thing to do?',
  source: 'Dekker, Just Culture, 3rd ed. (2016), on second victims',
  levels: { analysis: 'warning', timeline: 'hint', actions: 'hint', other: 'warning' },
  phrases: [OWNED],
  triggers: ['i'],
  needs: [Evidence.self],
  find,
}
