import { type Frame, framesOf } from '../text/frames.ts'
import { type Entry, perEntry, Tag } from '../text/lexicon.ts'
import { Evidence, mayHold } from '../text/may-hold.ts'
import { phrases } from '../text/phrases.ts'
import { formAt, has, isQuestion, isTagged, type Sentence } from '../text/sentences.ts'
import { attentionVerbs, faultWords, harmVerbs, isFact, isHarm } from './deeds.ts'
import { IDIOMS, isLettingDown } from './idioms.ts'
import { isDestructive, isMisstep, misstepVerbs } from './missteps.ts'
import { harmTriggers, rewriteHarm } from './named-person-harm.ts'
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
  'agent|ai|assistant|model|bot|claude|codex|cursor|copilot|gemini _1 took|taken it upon',
  'by _2 unsupervised|eager|overeager|rogue|careless|unchecked agent|assistant|model|bot',
  "agent|assistant|model|ai|bot 's own decision|initiative|accord",
  'agent|assistant|model|ai|bot of its own accord|volition',
  "agent|assistant|model|ai|bot 's silent|unasked|unprompted|unapproved _2",
  'agent|assistant|model|bot have cost me|us',
  'eager|overeager agent|subagent|assistant|model|bot',
  'agent|assistant|model|ai|claude|codex that|which|who =caused|=broke|=deleted|=destroyed|=wiped|=violated the|our|my|this|these|all|every|everything _2 incident|outage|damage|loss|wipe|data|database|repo|repository|rule|history|everything',
  'agent|ai|assistant|model was|were aware|determined',
  'agent|assistant|model|ai mistake|mistakes|error|errors|misbehaviour|misbehavior|negligence|arrogance|deception|dishonesty',
  '^ violation : the? agent|assistant|model|ai <past>',
  "agent|assistant|model|ai 's arrogance|laziness|dishonesty|incompetence|carelessness|deception|mistake|fault|failure",
)
const DELETES = new Set('delete drop remove wipe destroy force-push purge rewrite'.split(' '))
// Nobody is glad of these, unless what went was stale or the request named it.
const RUINS = new Set(
  'drop wipe purge empty emptied kill uninstall uninstalled clobber clobbered truncate delete destroy brick bricked chmod chmodded overwrite reset lock nuke'.split(
    ' ',
  ),
)
const MEANT = new Set(
  'stale temp temporary unused scratch sandbox old stuck asked requested instructed approved dry-run test orphaned'.split(
    ' ',
  ),
)
const WIDE = new Set(
  'everything all entire production prod live backup database repository repo workspace history customer data critical'.split(
    ' ',
  ),
)

function isAccusation(s: Sentence, frame: Frame): boolean {
  if (MORALS.has(frame.lemma) || isHarm(s, frame)) return true
  if (formAt(s, frame.at - 1) === 'never' && attentionVerbs.has(frame.lemma)) return true
  if (isMisstep(s, frame) || isDestructive(s, frame) || isLettingDown(s, frame)) return true
  if (RUINS.has(frame.lemma) && isTagged(s, frame.verb, Tag.past | Tag.participle))
    return isTagged(s, frame.end, Tag.determiner | Tag.possessive | Tag.pronoun) && !has(s, MEANT)
  if (formAt(s, frame.end + 1) === 'own' && frame.lemma === 'merge') return true
  if (has(s, ANYWAY, { from: frame.end, to: frame.end + 8 })) return true
  // "19:47 agent rewrites the repo" is a row of a timeline, told as it came.
  if (s.section === 'timeline' && !isTagged(s, frame.verb, Tag.past)) return false
  return DELETES.has(frame.lemma) && has(s, WIDE, { from: frame.end, to: frame.end + 5 })
}

const ANYWAY = new Set('anyway regardless nonetheless'.split(' '))

const REFUSED_BY_RULE = new Set('guardrail policy sandbox permission prompt because'.split(' '))

function find(s: Sentence): readonly Hit[] {
  if (isQuestion(s)) return []
  const isAbout = mayHold(s, Evidence.agent) && mentionsAgent(s)
  if (!isAbout && !mayHold(s, Evidence.it)) return []
  if (!isAbout && !has(s, MINDFUL) && !mentionsAgent(s, Math.max(0, s.start - LOOK_BACK))) return []
  const hits: Hit[] = []
  for (const frame of framesOf(s)) {
    if (!(frame.doer.kind === 'agent' ? isAgentsDeed(s, frame) : isItsDeed(s, frame))) continue
    hits.push(withRewrites(hitOf(s, frame.doer.from, frame.verb), rewriteHarm(s, frame)))
  }
  if (hits.length > 0 || !isAbout) return hits
  return phraseHits(s, TRAITS, { unless: (_, hit) => !namesAgent(s, hit.at, hit.end) })
}

function isAgentsDeed(s: Sentence, frame: Frame): boolean {
  if (!isFact(s, frame) || !isAccusation(s, frame)) return false
  return !/^(?:refuse|decide|choose|ignore)$/.test(frame.lemma) || !has(s, REFUSED_BY_RULE)
}

const IT = new Set(['it'])
// What tells by itself that "it" has a mind; beside a sentence about an agent, the morals of the list above do as well.
const MINDS = new Set(
  'apologize apologise lie disobey deceive pretend confess cheat blame gaslight'.split(' '),
)
// Without an agent near, only these tell of a mind.
const MINDFUL = new Set([
  ...MINDS,
  ...'violate say suggest admit mention acknowledge realize realise understand wonder'.split(' '),
])
const RULES = new Set('them rule instruction guideline promise'.split(' '))

function isItsDeed(s: Sentence, frame: Frame): boolean {
  if (frame.doer.kind !== 'it' || !IT.has(formAt(s, frame.doer.head)) || frame.modal !== null) return false
  const isAbout = mentionsAgent(s, Math.max(0, s.start - LOOK_BACK))
  if (formAt(s, frame.at - 1) === 'never' || has(s, NEVER, { from: frame.at, to: frame.end }))
    return isAbout ? attentionVerbs.has(frame.lemma) || SAYS.test(frame.lemma) : SAYS.test(frame.lemma)
  if (!isFact(s, frame) || !isTagged(s, frame.verb, Tag.past)) return false
  const after = { from: frame.end, to: Math.min(s.end, frame.end + 5) }
  if (MINDS.has(frame.lemma) || (frame.lemma === 'violate' && has(s, RULES, after))) return true
  if (!isAbout) return false
  return MORALS.has(frame.lemma) || has(s, ANYWAY, after) || (DELETES.has(frame.lemma) && has(s, WIDE, after))
}

const NEVER = new Set(['never'])
const SAYS = /^(?:say|suggest|admit|apologi[sz]e|mention|acknowledge|realize|realise|understand|wonder)$/
// The sentences before, in the same block, tell whether "it" is the agent.
const LOOK_BACK = 60

const AGENTS = new Set(
  'agent assistant model ai bot llm claude codex copilot gemini chatgpt gpt gpt-4 gpt-5 cursor devin windsurf aider grok opus sonnet haiku'.split(
    ' ',
  ),
)

function mentionsAgent(s: Sentence, from = s.start): boolean {
  const { agents } = s.vocabulary
  for (let i = from; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry && (isAgentWord(entry) || (agents.size > 0 && agents.has(entry.form)))) return true
  }
  return false
}

const isAgentWord = perEntry(({ form, lemma }: Entry): boolean => AGENTS.has(form) || AGENTS.has(lemma))

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
  phrases: [TRAITS, IDIOMS],
  triggers: [
    ...MORALS,
    ...MINDS,
    ...misstepVerbs,
    ...'run execute issue perform use invoke choose pick launch disable bypass skip never leave push commit send share'.split(
      ' ',
    ),
    ...DELETES,
    ...harmVerbs,
    ...faultWords,
    ...harmTriggers,
  ],
  wakesAtVerbs: true,
  needs: [Evidence.agent | Evidence.it],
  find,
}
