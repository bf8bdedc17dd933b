/**
 * What the map still asks: every check as a sentence with the prompt that would answer it, in the order worth asking.
 * Two of them block an edition; the others are worth a second look. Never a score.
 */

import type { Blocker } from './blocker.ts'
import { contributionGaps } from './decisions.ts'
import { type GraphNode, isAboveLine, type MapGraph, nodesById } from './map.ts'
import { isLeading } from './map-sentences.ts'
import { linksOf, loopsOf, type MapLinks } from './map-walks.ts'
import { personSentence } from './policy.ts'
import { shortened } from './shortened.ts'
import { factorEntry } from './taxonomy.ts'

/** What is known about a decision on the timeline. */
export interface DecisionFact {
  /** Id of its timeline event. */
  readonly eventId: string
  /** Whether it would have gone otherwise without it. */
  readonly contributed: boolean
  readonly madeSenseBecause: string
}

/** What other rooms found out about the statements of a map. */
export interface MapFacts {
  /** Nodes that are about a person, a handle, a job title or "human error", with the words that make them so. */
  readonly personShaped: readonly { readonly nodeId: string; readonly quote: string }[]
  /** Absent where decisions are not looked at as such. */
  readonly decisions?: readonly DecisionFact[]
}

/** One thing the map asks. `sentence` says what was found, `prompt` is the question that would answer it. */
export interface MapAsk extends Blocker {
  readonly prompt: string
  readonly isBlocking: boolean
  /** The nodes it is about; empty: the map as a whole. */
  readonly nodeIds: readonly string[]
}

interface Looking {
  readonly graph: MapGraph
  readonly facts: MapFacts
  readonly links: MapLinks
  readonly conditions: readonly GraphNode[]
  readonly controls: readonly GraphNode[]
  readonly weaknesses: readonly GraphNode[]
}

type Found = Pick<MapAsk, 'sentence' | 'prompt'> & { readonly nodes?: readonly GraphNode[] }
type Check = (looking: Looking) => readonly Found[]

/** In the order they are asked: what blocks, then whether the map reaches from harm to weakness, then how well it is held. */
const checks: readonly (readonly [rule: string, check: Check, isBlocking?: boolean])[] = [
  ['person-as-node', personAsNode, true],
  ['decision-without-reason', decisionWithoutReason, true],
  ['no-harm', noHarm],
  ['loose-nodes', looseNodes],
  ['single-chain', singleChain],
  ['no-controls', noControls],
  ['vigilance-only', vigilanceOnly],
  ['one-weakness', oneWeakness],
  ['no-old-weakness', noOldWeakness],
  ['trigger-as-weakness', triggerAsWeakness],
  ['one-group', oneGroup],
  ['only-detection', onlyDetection],
  ['no-detection', noDetection],
  ['nothing-out-of-reach', nothingOutOfReach],
  ['iceberg', icebergCheck],
  ['joint-without-test', jointWithoutTest],
  ['cycle-without-time', cycleWithoutTime],
  ['luck', luck],
  ['belief', belief],
]

/** Everything the map still asks, ordered. Empty while nothing is drawn: an empty map is a beginning, not a gap. */
export function mapAsks(graph: MapGraph, facts: MapFacts): readonly MapAsk[] {
  const persons = facts.personShaped.length > 0
  if (graph.edges.length === 0 && !persons) return []
  const conditions = graph.nodes.filter(({ kind }) => kind === 'condition')
  const looking: Looking = {
    graph,
    facts,
    links: linksOf(graph),
    conditions,
    controls: graph.nodes.filter(({ kind }) => kind === 'control'),
    weaknesses: conditions.filter(({ isWeakness }) => isWeakness),
  }
  return checks.flatMap(([rule, check, isBlocking = false]) =>
    check(looking).map(({ sentence, prompt, nodes = [] }): MapAsk => {
      const place = { tab: 'map', id: nodes[0]?.id ?? null } as const
      return { rule, sentence, prompt, isBlocking, place, nodeIds: nodes.map(({ id }) => id) }
    }),
  )
}

/** What keeps an edition from appearing, each with its prompt as the end of the sentence. */
export function mapBlockers(asks: readonly MapAsk[]): readonly Blocker[] {
  return asks.filter(({ isBlocking }) => isBlocking).map(asBlocker)
}

/** What is worth a second look before an edition appears. */
export function mapWarnings(asks: readonly MapAsk[]): readonly Blocker[] {
  return asks.filter(({ isBlocking }) => !isBlocking).map(asBlocker)
}

function asBlocker({ rule, sentence, prompt, place }: MapAsk): Blocker {
  return { rule, sentence: sentence.endsWith(prompt) ? sentence : `${sentence} ${prompt}`, place }
}

function quoted({ statement }: GraphNode): string {
  return `"${shortened(statement, 90)}"`
}

function personAsNode({ graph, facts }: Looking): readonly Found[] {
  const nodes = nodesById(graph)
  return facts.personShaped.flatMap(({ nodeId, quote }) => {
    const node = nodes.get(nodeId)
    const prompt =
      'Which layer around that role was there to stop or reveal this, and what was that layer doing?'
    return node === undefined ? [] : [{ sentence: personSentence(quote), prompt, nodes: [node] }]
  })
}

/** A decision contributes when it is said to, or, where nobody said, when something on the map came of it. */
function decisionWithoutReason({ graph, facts, links }: Looking): readonly Found[] {
  const known = new Map((facts.decisions ?? []).map((each) => [each.eventId, each] as const))
  return graph.nodes
    .filter(({ id, kind }) => kind === 'decision' || known.has(id))
    .flatMap((node) => {
      const fact = known.get(node.id)
      const contributes = fact?.contributed ?? links.outOf(node.id).some(isLeading)
      if (!contributes) return []
      const hasCondition = links.into(node.id).some(({ fromId }) => links.node(fromId)?.kind === 'condition')
      const madeSenseBecause = fact?.madeSenseBecause ?? null
      return contributionGaps(`The decision ${quoted(node)}`, { madeSenseBecause, hasCondition }).map(
        ({ sentence, prompt }): Found => ({ sentence, prompt, nodes: [node] }),
      )
    })
}

function noHarm({ graph }: Looking): readonly Found[] {
  if (graph.nodes.some(({ kind }) => kind === 'harm')) return []
  return [
    {
      sentence: 'The map has no harm at its edge yet, so nothing says what it all led to.',
      prompt: 'What did it do to whom, or what would it have done?',
    },
  ]
}

function looseNodes({ graph, links }: Looking): readonly Found[] {
  const nodes = graph.nodes.filter(({ id }) => links.into(id).length + links.outOf(id).length === 0)
  const [first] = nodes
  if (first === undefined) return []
  const others = nodes.length === 1 ? '' : ` and ${nodes.length - 1} more`
  return [
    {
      sentence: `${quoted(first)}${others} ${nodes.length === 1 ? 'is' : 'are'} not linked to anything yet.`,
      prompt: 'What did it make possible, likelier, slower to see or slower to mend?',
      nodes,
    },
  ]
}

function singleChain({ graph, links }: Looking): readonly Found[] {
  const linked = graph.nodes.filter(({ id }) => links.into(id).length + links.outOf(id).length > 0)
  const isChain = linked.every(({ id }) => links.into(id).length <= 1 && links.outOf(id).length <= 1)
  if (linked.length < 3 || !isChain) return []
  return [
    {
      sentence: 'The map is one chain, and a chain says that cutting any one link ends it.',
      prompt: 'What else was also needed for this to happen?',
    },
  ]
}

function noControls({ controls }: Looking): readonly Found[] {
  if (controls.length > 0) return []
  return [
    {
      sentence: 'No control stands on the map, neither one that held nor one that was missing.',
      prompt: 'Which layer was there to stop or reveal this, and what was that layer doing?',
    },
  ]
}

function vigilanceOnly({ controls }: Looking): readonly Found[] {
  if (controls.length === 0 || controls.some(({ control }) => control?.type !== 'vigilance')) return []
  return [
    {
      sentence: 'Every control on the map rests on someone noticing.',
      prompt: 'What could refuse this, without depending on memory or attention?',
      nodes: controls,
    },
  ]
}

function oneWeakness({ weaknesses }: Looking): readonly Found[] {
  if (weaknesses.length !== 1) return []
  return [
    {
      sentence: 'Only one underlying weakness is named.',
      prompt: 'Which other condition was there before, and would let something else through?',
      nodes: weaknesses,
    },
  ]
}

function noOldWeakness({ graph, conditions }: Looking): readonly Found[] {
  const trigger = graph.nodes.filter(({ isTrigger }) => isTrigger)
  if (trigger.length === 0 || conditions.some(({ existedBefore }) => existedBefore)) return []
  return [
    {
      sentence: 'No condition on the map is older than the trigger.',
      prompt: 'What was already true the day before, and only mattered on this one?',
      nodes: trigger,
    },
  ]
}

function triggerAsWeakness({ graph, weaknesses }: Looking): readonly Found[] {
  const triggers = graph.nodes.filter(({ isTrigger }) => isTrigger)
  const repeated = weaknesses.filter((weakness) =>
    triggers.some((trigger) => isAlike(trigger.statement, weakness.statement)),
  )
  return repeated.map((node) => ({
    sentence: `${quoted(node)} says the trigger again, as a weakness.`,
    prompt: 'What was true of the system, so that this one event was enough?',
    nodes: [node],
  }))
}

/** Two statements that share most of their words say the same thing twice. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a.size === 0 || b.size === 0) return false
  const both = [...a].filter((word) => b.has(word)).length
  return both / Math.min(a.size, b.size) >= 0.8 && both / Math.max(a.size, b.size) >= 0.5
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
}

function groupsOf(conditions: readonly GraphNode[]): ReadonlySet<string> {
  return new Set(conditions.map(({ code }) => factorEntry(code ?? '')?.group ?? 'none'))
}

function oneGroup({ conditions }: Looking): readonly Found[] {
  if (conditions.length < 2 || groupsOf(conditions).size > 1) return []
  return [
    {
      sentence: 'All conditions are of one kind.',
      prompt: 'What would someone from another discipline name first?',
      nodes: conditions,
    },
  ]
}

function onlyDetection({ conditions }: Looking): readonly Found[] {
  if (conditions.length === 0 || !conditions.every(({ code }) => code?.startsWith('DET-'))) return []
  return [
    {
      sentence: 'Every condition is about seeing the problem, and none about how it came to be.',
      prompt: 'If it had been seen at once, what would still have had to change?',
      nodes: conditions,
    },
  ]
}

function noDetection({ conditions, graph }: Looking): readonly Found[] {
  if (conditions.length < 2 || conditions.some(({ code }) => code?.startsWith('DET-'))) return []
  if (graph.edges.some(({ kind }) => kind === 'delayed-detection')) return []
  return [
    {
      sentence: 'Every condition is about how it came to be, and none about how it stayed unseen.',
      prompt: 'What was already visible somewhere, and what stood between that and us?',
    },
  ]
}

function nothingOutOfReach({ conditions }: Looking): readonly Found[] {
  if (conditions.length < 2 || conditions.some(({ code }) => /^(?:ORG|ENV|TEAM)-/.test(code ?? ''))) return []
  return [
    {
      sentence: 'Every condition lies within the reach of the team that owned the change.',
      prompt: 'Which goal, budget, supplier or habit outside the team kept it that way, and who can move it?',
    },
  ]
}

/** How many words of the map stand above the line of the iceberg, where it showed, and how many below it. */
export function iceberg(graph: MapGraph): { readonly above_words: number; readonly below_words: number } {
  let above_words = 0
  let below_words = 0
  for (const { kind, statement } of graph.nodes) {
    const words = statement.trim().split(/\s+/).length
    if (isAboveLine(kind)) above_words += words
    else below_words += words
  }
  return { above_words, below_words }
}

function icebergCheck({ graph }: Looking): readonly Found[] {
  const { above_words, below_words } = iceberg(graph)
  const share = Math.round((above_words / Math.max(1, above_words + below_words)) * 100)
  if (share <= 66) return []
  return [
    {
      sentence: `${share} of 100 words stand above the line, where it showed; ${100 - share} say what made it possible.`,
      prompt: 'For each thing above the line: what was true of the system, so that it could happen?',
    },
  ]
}

function jointWithoutTest({ graph, links }: Looking): readonly Found[] {
  const untested = graph.edges.filter(
    ({ kind, because }) => kind === 'required-together' && because.trim() === '',
  )
  const nodes = [...new Set(untested.map(({ fromId }) => fromId))].flatMap((id) => links.node(id) ?? [])
  const [first] = nodes
  if (first === undefined) return []
  return [
    {
      sentence: `${quoted(first)}${nodes.length === 1 ? '' : ` and ${nodes.length - 1} more`}: needed together with others, and nobody has said yet what would be different without it.`,
      prompt: 'Without it, would the harm have been prevented, smaller, or only different?',
      nodes,
    },
  ]
}

function cycleWithoutTime({ graph }: Looking): readonly Found[] {
  return loopsOf(graph)
    .filter((nodes) => nodes.filter(({ happenedAt }) => happenedAt !== null).length < 2)
    .map((nodes) => ({
      sentence: `${nodes.slice(0, 2).map(quoted).join(' and ')} lead to each other in a circle, and no times say which came first.`,
      prompt: 'Which came first, and what carried it round again?',
      nodes,
    }))
}

function luck({ graph }: Looking): readonly Found[] {
  return graph.nodes
    .filter(({ origin }) => origin === 'luck')
    .map((node) => ({
      sentence: `${quoted(node)} limited the harm by luck.`,
      prompt: 'What would stand in its place on a day without that luck? Write it as a risk or a control.',
      nodes: [node],
    }))
}

function belief({ graph }: Looking): readonly Found[] {
  const nodes = graph.nodes.filter(({ isBelief }) => isBelief)
  const [first] = nodes
  if (first === undefined) return []
  return [
    {
      sentence: `${quoted(first)}${nodes.length === 1 ? '' : ` and ${nodes.length - 1} more`}: nothing on the timeline shows it, so it reads as belief.`,
      prompt: 'What in the record shows it, or would show that it was otherwise?',
      nodes,
    },
  ]
}
