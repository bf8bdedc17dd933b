import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { phrases, triggersOf } from '../text/phrases.ts'
import { formAt, has, isQuestion, isTagged, type Sentence } from '../text/sentences.ts'
import { Evidence, mayHold } from '../text/subjects.ts'
import { attentionVerbs, faultWords, harmVerbs, isFact, isHarm } from './deeds.ts'
import { namedPersonHarm, rewriteHarm } from './named-person-harm.ts'
import { type Hit, hitOf, phraseHits, type Rule, withRewrites } from './rule.ts'

// Mental and moral words: what a transcript can never show.
const MORALS = new Set(
  'lie ignore disobey refuse decide choose panic deceive pretend admit confess cheat fabricate invent blame insist violate override disregard want hide'.split(
    ' ',
  ),
)
const TRAITS = phrases(
  '<human> be|is|was|were _2 careless|lazy|dishonest|arrogant|reckless|stubborn|sloppy|malicious|deceptive|disobedient|incompetent|overconfident|stupid',
  '<human> go|went rogue',
  '<human> go|went off script|-script|rails',
  'rogue agent|ai|assistant|model|bot',
  'agent|assistant|model|ai mistake|mistakes|error|errors|misbehaviour|misbehavior|negligence|arrogance|deception|dishonesty',
  '^ violation : the? agent|assistant|model|ai <past>',
  "agent|assistant|model|ai 's arrogance|laziness|dishonesty|incompetence|carelessness|deception|mistake|fault|failure",
)
const MISSTEPS = new Set(
  'assume guess skip waste rush overlook miss hallucinate dismiss overcomplicate'.split(' '),
)
const DELETES = new Set('delete drop remove wipe destroy force-push purge rewrite'.split(' '))
const WIDE = new Set(
  'everything all entire production prod live backup database repository repo workspace history customer data critical'.split(
    ' ',
  ),
)

function isAccusation(s: Sentence, frame: Frame): boolean {
  if (MORALS.has(frame.lemma) || isHarm(s, frame)) return true
  if (formAt(s, frame.at - 1) === 'never' && attentionVerbs.has(frame.lemma)) return true
  if (MISSTEPS.has(frame.lemma) && isTagged(s, frame.verb, Tag.past)) return true
  return DELETES.has(frame.lemma) && has(s, WIDE, { from: frame.end, to: frame.end + 5 })
}

const REFUSED_BY_RULE = new Set('guardrail policy sandbox permission prompt because'.split(' '))

function find(s: Sentence): readonly Hit[] {
  if (!mayHold(s, Evidence.agent) || isQuestion(s) || !mentionsAgent(s)) return []
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    if (frame.doer.kind !== 'agent' || !isFact(s, frame) || !isAccusation(s, frame)) continue
    if (/^(?:refuse|decide|choose|ignore)$/.test(frame.lemma) && has(s, REFUSED_BY_RULE)) continue
    hits.push(withRewrites(hitOf(s, frame.doer.from, frame.verb), rewriteHarm(s, frame)))
  }
  if (hits.length > 0) return hits
  return phraseHits(s, TRAITS, { unless: (_, hit) => !namesAgent(s, hit.at, hit.end) })
}

const AGENTS = new Set(
  'agent assistant model ai bot llm claude codex copilot gemini chatgpt gpt gpt-4 gpt-5 cursor devin windsurf aider grok opus sonnet haiku'.split(
    ' ',
  ),
)

function mentionsAgent(s: Sentence): boolean {
  return has(s, AGENTS) || (s.vocabulary.agents.size > 0 && has(s, s.vocabulary.agents))
}

function namesAgent(s: Sentence, from: number, to: number): boolean {
  return has(s, AGENTS, { from, to })
}

/** An agent or a model as the culprit, with a mind or a moral. */
export const agentAsCulprit: Rule = {
  id: 'agent-as-culprit',
  name: 'An agent as the culprit',
  because: 'An agent does what its context, tools and rights allow; intent and character explain none of it.',
  ask: 'What was in its context, what could it reach, and which check stood between it and the harm?',
  source:
    'Elish, Moral Crumple Zones (2019); Leveson, Engineering a Safer World (2011), on control structures',
  levels: { analysis: 'error', timeline: 'warning', actions: 'warning', other: 'error' },
  triggers: [
    ...triggersOf(TRAITS),
    ...MORALS,
    ...DELETES,
    ...harmVerbs,
    ...faultWords,
    ...namedPersonHarm.triggers,
  ],
  find,
}
