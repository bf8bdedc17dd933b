/**
 * Which evidence belongs on the timeline, and why. Rules only: each hit adds its weight and its reason.
 * The answer depends on what the evidence says, never on the order in which it was imported.
 */
import { type EventKind, type Evidence, type EvidenceDraft, familyOf } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'
import type { Marks } from '../model/phases.ts'
import type { Candidate, Proposal } from './candidates.ts'
import { mergeProposals } from './merge.ts'
import { nearness } from './nearness.ts'
import { inOrder, type Ordered } from './order.ts'
import type { Register } from './register.ts'
import { folded, KEPT } from './revisions.ts'
import {
  faultTalk,
  greeting,
  hedge,
  markSignals,
  reactionSignals,
  type Signal,
  type SignalName,
  signals,
  spoken,
  toolLink,
} from './signals.ts'
import { finish } from './source.ts'
import { ENDED, isWithin, SILENCE_MS, type Stretch } from './stretches.ts'
import { inShort } from './summary.ts'
import { sentenceOf, usualWeights, type Weights } from './weights.ts'

/** What decides beside the evidence. */
export interface ProposalOptions {
  /** Weights as the organisation tuned them; ours when absent. */
  readonly weights?: Weights
  /** The marks of the incident: commits near them are worth a look. */
  readonly marks?: Partial<Marks>
  /** Only what stands in this stretch is proposed; the evidence given holds it, and what it hangs together with. */
  readonly stretch?: Stretch
}

interface Situation {
  readonly isNear: (commit: EvidenceDraft) => boolean
  /** Start of the last alert nobody has spoken after yet. */
  alert_ms: number
  readonly speakers: Set<string>
  readonly hasSpoken: (ref: string) => boolean
}

const AFTER_ALERT_MS = 5 * 60_000
/** Records between two steps: a few milliseconds of work. */
const STEP = 200

/**
 * Proposes the timeline of one incident from all of its evidence: in the draft from 0.6, in the tray from
 * 0.3, the rest stays evidence. Same evidence, same proposals, in order of time.
 */
export function propose(
  evidence: readonly Evidence[],
  register: Register,
  options: ProposalOptions = {},
): readonly Proposal[] {
  return finish(proposing(evidence, register, options))
}

/** The same in small steps, for a caller that has others to answer meanwhile. Yields how many records it has weighed. */
export function* proposing(
  evidence: readonly Evidence[],
  register: Register,
  options: ProposalOptions = {},
): Generator<number, readonly Proposal[]> {
  const { evidence: standing, tellings } = folded(evidence)
  const all = inOrder(standing)
  const { stretch } = options
  const ordered = stretch === undefined ? all : all.filter(({ anchor_ms }) => isWithin(anchor_ms, stretch))
  const ends = endsOf(all)
  const weights = options.weights ?? usualWeights
  const judge = judgeBy(weights)
  const isNear = nearness(standing, options.marks ?? {})
  const hasSpoken = stretch?.hasSpoken ?? (() => false)
  const situation: Situation = { isNear, alert_ms: -Infinity, speakers: new Set(), hasSpoken }
  const candidates: Candidate[] = []
  let tie = 0
  for (const [index, one] of ordered.entries()) {
    tie = ordered[index - 1]?.anchor_ms === one.anchor_ms ? tie + 1 : 0
    const hits = hitsOf(one.evidence, situation)
    if (fallsSilent(one, ordered[index + 1], stretch)) hits.push('beforeGap')
    const candidate = candidateOf(one, hits, { register, weights, judge, ends, tie, tellings })
    if (candidate !== null) candidates.push(candidate)
    if (index % STEP === 0) yield index
  }
  return mergeProposals(candidates)
}

/** When each alert ended, from the resolved records, which may have come in another import. */
function endsOf(ordered: readonly Ordered<Evidence>[]): ReadonlyMap<string, string> {
  const ends = new Map<string, string>()
  for (const { evidence } of ordered) {
    if (evidence.happenedAt === null) continue
    if (evidence.key.endsWith(ENDED)) ends.set(evidence.key.slice(0, -ENDED.length), evidence.happenedAt.at)
  }
  return ends
}

/** A record of chat, and the next one at all comes more than 15 minutes later. */
function fallsSilent(
  one: Ordered<Evidence>,
  next: Ordered<Evidence> | undefined,
  stretch: Stretch | undefined,
): boolean {
  if (one.evidence.kind !== 'chat') return false
  if (next === undefined) return stretch?.isFollowed ?? false
  return next.anchor_ms - one.anchor_ms > SILENCE_MS
}

/** Every signal that applies to one piece of evidence, in the order reasons are shown. */
function hitsOf(evidence: EvidenceDraft, situation: Situation): SignalName[] {
  if (familyOf(evidence.source) !== 'chat') return recordHits(evidence, situation)
  const isBot = evidence.speaker?.kind === 'system'
  if (evidence.kind === 'system')
    return evidence.marks.some((mark) => /_(?:topic|purpose|name)$/.test(mark)) ? ['topicChanged'] : []
  const hits: SignalName[] = [isBot ? 'bot' : 'chat', ...markHits(evidence.marks)]
  if (isBot) hits.push(...botHits(evidence, situation))
  else hits.push(...personHits(evidence, situation))
  return hits
}

// What machines and tools record is weighed by its kind and by the facts its reader marked; what people wrote down with
// a time was already chosen by them.
function recordHits(evidence: EvidenceDraft, situation: Situation): SignalName[] {
  if (evidence.kind === 'alert' && evidence.happenedAt !== null)
    situation.alert_ms = epochMs(evidence.happenedAt.at)
  if (familyOf(evidence.source) === 'written') return writtenHits(evidence)
  // A repository holds a thousand commits that have nothing to do with it.
  if (evidence.source === 'git' && !situation.isNear(evidence)) return []
  // A step that only looked is no more of the story for having no time.
  if (evidence.happenedAt === null) {
    const isIncomplete = evidence.marks.some((mark) => mark.endsWith('-missing'))
    const hit = isIncomplete ? 'timeIncomplete' : 'undated'
    return evidence.marks.includes('routine') ? [hit, 'routine'] : [hit]
  }
  const isBlind = evidence.kind === 'observation' && familyOf(evidence.source) === 'alerts'
  const hits: SignalName[] = [isBlind ? 'blindAlert' : recorded[evidence.kind]]
  for (const mark of evidence.marks)
    hits.push(...[markSignals[mark]].filter((signal) => signal !== undefined))
  return hits
}

const recorded: Readonly<Record<EventKind, SignalName>> = {
  alert: 'alertStarted',
  recovery: 'alertResolved',
  page: 'paged',
  deploy: 'changeRow',
  'config-change': 'configRow',
  commit: 'commitAlone',
  'agent-step': 'agentStep',
  'status-update': 'statusPosted',
  observation: 'recordedFact',
  decision: 'recordedDecision',
  mitigation: 'recordedMitigation',
  chat: 'chat',
  note: 'written',
  system: 'plainLine',
}

function writtenHits(evidence: EvidenceDraft): SignalName[] {
  if (evidence.kind === 'alert' || evidence.kind === 'recovery') return ['tableRow']
  if (evidence.kind === 'deploy' || evidence.kind === 'config-change') return ['changeRow']
  if (evidence.marks.some((mark) => mark.endsWith('-missing'))) return ['timeIncomplete']
  if (evidence.happenedAt === null || evidence.kind === 'system') return ['plainLine']
  const base =
    evidence.source === 'markdown' ? 'inTimeline' : evidence.source === 'csv' ? 'tableRow' : 'written'
  // People write timelines of what mattered: words only tell the kind here.
  const kind = spokenHits(evidence.text).find((name) => name in kindOnly)
  const hits: SignalName[] = kind === undefined ? [base] : [base, kind]
  for (const mark of evidence.marks) hits.push(...[below[mark]].filter((signal) => signal !== undefined))
  return hits
}

/** Marks that weigh on what is written too: a plan and what a tool wrote by itself were not chosen by anyone. */
const below: Readonly<Record<string, SignalName>> = {
  routine: 'routine',
  repeated: 'repeated',
  pinned: 'pinned',
}

const kindOnly: Readonly<Partial<Record<SignalName, true>>> = {
  mitigates: true,
  recovers: true,
  status: true,
  deploys: true,
  declares: true,
  decides: true,
  impact: true,
  observes: true,
  finds: true,
}

function markHits(marks: readonly string[]): SignalName[] {
  const hits: SignalName[] = []
  for (const mark of marks) {
    const [name, first, second] = mark.split(':')
    if (name === 'pinned') hits.push('pinned')
    if (name === KEPT) hits.push('keptByReaction')
    if (name === 'reaction')
      hits.push(...[reactionSignals[first ?? '']].filter((signal) => signal !== undefined))
    if (name === 'reactors') hits.push('manyReactors')
    if (name === 'thread_broadcast') hits.push('broadcast')
    if (name === 'replies' && (Number(first) >= 5 || Number(second) >= 3)) hits.push('longThread')
    if (name === 'code') hits.push('code')
    if (name === 'image') hits.push('image')
  }
  return hits
}

const botWords: readonly (readonly [SignalName, RegExp])[] = [
  ['botResolved', /\[resolved|\bresolved\b|\brecovered\b/i],
  ['botAlert', /\[firing|\balert(?:ing)?\b.{0,20}\b(?:firing|triggered)|^triggered:/i],
  ['botPage', /\bpaged\b|\backnowledged\b|\btriggered\b.{0,40}\b(?:incident|#\d)|\bescalat/i],
  ['botDeploy', /\b(?:deploy(?:ed|ing|ment|s)?|rollout|rolled out|released|rollback|rolled back)\b/i],
  ['botStatus', /\bstatus ?page\b|\b(?:investigating|identified|monitoring) ?[-:–]/i],
  [
    'botConfig',
    /\bfeature flag\b|\bflag\b.{0,60}\b(?:on|off|enabled|disabled|changed)\b|\bconfig(?:uration)?\b.{0,40}\b(?:changed|applied|updated)\b|\bmigration\b/i,
  ],
]

function botHits(evidence: EvidenceDraft, situation: Situation): SignalName[] {
  const start = evidence.text.slice(0, 1000)
  const hit = botWords.find(([, pattern]) => pattern.test(start))?.[0]
  if (hit === 'botAlert' && evidence.happenedAt !== null) situation.alert_ms = epochMs(evidence.happenedAt.at)
  return hit === undefined ? [] : [hit]
}

function personHits(evidence: EvidenceDraft, situation: Situation): SignalName[] {
  const { text, speaker } = evidence
  const hits: SignalName[] = []
  if (/^(?:\/timeline|!note|!timeline|timeline:)\s/i.test(text)) hits.push('command')
  hits.push(...spokenHits(text))
  if (text.includes('http') && toolLink.test(text)) hits.push('toolLink')
  if (isNoise(text)) hits.push('noise')
  if (speaker !== null && !situation.speakers.has(speaker.ref)) {
    situation.speakers.add(speaker.ref)
    if (!situation.hasSpoken(speaker.ref)) hits.push('firstOfPerson')
  }
  const at_ms = evidence.happenedAt === null ? Number.NaN : epochMs(evidence.happenedAt.at)
  if (at_ms >= situation.alert_ms) {
    if (at_ms - situation.alert_ms <= AFTER_ALERT_MS) hits.push('firstAfterAlert')
    situation.alert_ms = -Infinity
  }
  return hits
}

/** What the words of a person suggest; only the heaviest two kinds count, or long messages would win by length. */
function spokenHits(text: string): SignalName[] {
  const lower = text.slice(0, 1000).toLowerCase().replaceAll('’', "'")
  const hits: SignalName[] = []
  for (const [name, pattern] of spoken) {
    const match = hits.length < 2 ? pattern.exec(lower) : null
    if (match === null) continue
    hits.push(name)
    if (hedge.test(lower.slice(Math.max(0, match.index - 60), match.index))) hits.push('hedged')
  }
  if (hits.length === 0) return hits
  if (/\?\s*$/.test(lower)) hits.push('question')
  if (faultTalk.test(text.slice(0, 1000))) hits.push('blames')
  return hits
}

function isNoise(text: string): boolean {
  const plain = text.replace(/:[a-z0-9_+-]{1,40}:/g, '').trim()
  return plain.length <= 3 || greeting.test(plain) || !/[\p{L}\p{N}]/u.test(plain)
}

interface Making {
  readonly register: Register
  readonly weights: Weights
  readonly judge: (hits: readonly SignalName[]) => Judgement
  readonly ends: ReadonlyMap<string, string>
  readonly tie: number
  readonly tellings: ReadonlyMap<string, readonly string[]>
}

function candidateOf(
  { evidence, anchor_ms }: Ordered<Evidence>,
  hits: readonly SignalName[],
  making: Making,
): Candidate | null {
  const { confidence, reasons } = making.judge(hits)
  if (confidence < making.weights.trayFrom) return null
  const text = making.register.inRoles(inShort(evidence.text))
  if (text === '') return null
  return {
    key: evidence.key,
    incidentId: evidence.incidentId,
    happenedAt: evidence.happenedAt,
    until: evidence.until ?? making.ends.get(evidence.key) ?? null,
    // An absolute number, so that ranks of a later import fit between those of an earlier one.
    rank: anchor_ms + Math.min(making.tie, 999) / 1000,
    kind: kindOf(evidence, hits),
    actor: making.register.actorOf(evidence.speaker),
    lane: laneOf(evidence),
    text,
    state: confidence >= making.weights.draftFrom ? 'proposed' : 'tray',
    isTrigger: false,
    evidenceIds: making.tellings.get(evidence.key) ?? [evidence.id],
    reasons,
    confidence,
    phase: null,
    sourceChanged: null,
    source: evidence.source,
    correlates: evidence.correlates,
    words: evidence.text,
  }
}

/** What some rules come to together. */
interface Judgement {
  readonly confidence: number
  readonly reasons: readonly string[]
}

/** Weighs rules; the same ones meet in thousands of messages, and are weighed once. */
function judgeBy(weights: Weights): Making['judge'] {
  const known = new Map<string, Judgement>()
  return (hits) => {
    const name = hits.join()
    const judged = known.get(name)
    if (judged !== undefined) return judged
    const made = { confidence: confidenceOf(hits, weights), reasons: reasonsOf(hits, weights) }
    known.set(name, made)
    return made
  }
}

/** The sum of the weights, in hundredths so that no order of adding changes it, between 0 and 1. */
function confidenceOf(hits: readonly SignalName[], weights: Weights): number {
  let hundredths = 0
  for (const name of hits) hundredths += Math.round(weights.signals[name] * 100)
  return Math.max(0, Math.min(100, hundredths)) / 100
}

/** Every rule that applied with its weight: what speaks for it first, what goes without saying last. */
function reasonsOf(hits: readonly SignalName[], weights: Weights): readonly string[] {
  const told = [...new Set(hits)].map((name) => {
    const times = hits.filter((each) => each === name).length
    const hundredths = Math.round(weights.signals[name] * 100) * times
    return { isSaid: signals[name].reason !== '', words: `${sentenceOf(name)} ${signed(hundredths / 100)}` }
  })
  return told.toSorted((a, b) => Number(b.isSaid) - Number(a.isSaid)).map(({ words }) => words)
}

function signed(weight: number): string {
  return weight < 0 ? `−${-weight}` : `+${weight}`
}

/** A kind the source itself gave stays; otherwise the heaviest suggestion. */
function kindOf(evidence: EvidenceDraft, hits: readonly SignalName[]): EventKind {
  const isOpen = evidence.kind === 'chat' || evidence.kind === 'note' || familyOf(evidence.source) === 'chat'
  if (!isOpen) return evidence.kind
  let best: Signal | null = null
  for (const name of hits) {
    const signal: Signal = signals[name]
    const isBase = name === 'written' || name === 'inTimeline' || name === 'tableRow'
    if (signal.kind !== undefined && !isBase && (best === null || signal.weight > best.weight)) best = signal
  }
  return best?.kind ?? evidence.kind
}

function laneOf(evidence: EvidenceDraft): string {
  if (familyOf(evidence.source) === 'chat') return `${evidence.source} ${evidence.place}`
  return evidence.source === 'csv' ? evidence.place : evidence.source
}
