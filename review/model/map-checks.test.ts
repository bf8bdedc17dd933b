import { describe, expect, test } from 'vitest'
import type { MapGraph } from './map.ts'
import { iceberg, mapAsks, mapBlockers, mapWarnings } from './map-checks.ts'
import { aNode, anEdge } from './testing-map.ts'

const nobody = { personShaped: [] }
const rulesOf = (graph: MapGraph, facts = nobody) => mapAsks(graph, facts).map(({ rule }) => rule)

const harm = aNode('harm', { kind: 'harm', statement: 'One checkout in five was refused.' })
const trigger = aNode('trigger', {
  kind: 'event',
  isTrigger: true,
  statement: 'The schedule of the archiver changed to every five minutes.',
  at: '2026-03-12T13:52:00.000Z',
})
const lock = aNode('lock', {
  code: 'GRD-3',
  isWeakness: true,
  statement: 'Any job could hold a lock for good.',
})
const habit = aNode('habit', {
  code: 'ORG-6',
  isWeakness: true,
  statement: 'Rolling back had come to mean the services alone.',
})
const alert = aNode('alert', {
  code: 'DET-4',
  statement: 'The alert on lock waits held back for 35 minutes.',
})
const timeout = aNode('timeout', {
  kind: 'control',
  statement: 'A lock timeout for the role of the jobs.',
  control: { type: 'automatic', state: 'absent' },
})

/** A map that leaves nothing to ask. */
const whole: MapGraph = {
  nodes: [harm, trigger, lock, habit, alert, timeout],
  edges: [
    anEdge('trigger', 'harm'),
    anEdge('lock', 'harm', {
      kind: 'required-together',
      because: 'Without it the job would have been ended.',
    }),
    anEdge('habit', 'harm', { kind: 'delayed-recovery' }),
    anEdge('alert', 'harm', { kind: 'delayed-detection' }),
    anEdge('timeout', 'lock'),
  ],
}
const having = (more: Partial<MapGraph>): MapGraph => ({ ...whole, ...more })
const without = (...ids: readonly string[]): MapGraph => ({
  nodes: whole.nodes.filter(({ id }) => !ids.includes(id)),
  edges: whole.edges.filter(({ fromId, toId }) => !ids.includes(fromId) && !ids.includes(toId)),
})
const swapped = (id: string, more: object): MapGraph =>
  having({ nodes: whole.nodes.map((node) => (node.id === id ? { ...node, ...more } : node)) })

test('a map that is told whole is asked nothing', () => {
  expect(mapAsks(whole, nobody)).toEqual([])
})

test('an empty map is a beginning, not a list of gaps', () => {
  expect(mapAsks({ nodes: [lock, habit], edges: [] }, nobody)).toEqual([])
})

describe('each warning is raised by its own fault', () => {
  test.each<readonly [string, MapGraph]>([
    ['no-harm', swapped('harm', { kind: 'mechanism' })],
    ['loose-nodes', having({ nodes: [...whole.nodes, aNode('loose', { code: 'CHG-2' })] })],
    [
      'single-chain',
      having({ edges: [anEdge('habit', 'lock'), anEdge('lock', 'trigger'), anEdge('trigger', 'harm')] }),
    ],
    ['no-controls', without('timeout')],
    ['vigilance-only', swapped('timeout', { control: { ...timeout.control, type: 'vigilance' } })],
    ['one-weakness', swapped('habit', { isWeakness: false })],
    ['no-old-weakness', having({ nodes: whole.nodes.map((node) => ({ ...node, existedBefore: false })) })],
    ['trigger-as-weakness', swapped('lock', { statement: 'The schedule of the archiver had changed.' })],
    ['one-group', having({ nodes: whole.nodes.map((n) => (n.code === null ? n : { ...n, code: 'CHG-1' })) })],
    [
      'only-detection',
      having({ nodes: whole.nodes.map((n) => (n.code === null ? n : { ...n, code: 'DET-1' })) }),
    ],
    ['no-detection', without('alert')],
    ['nothing-out-of-reach', swapped('habit', { code: 'CHG-2' })],
    ['iceberg', swapped('trigger', { statement: 'It was so and so and then it was so. '.repeat(20) })],
    ['joint-without-test', having({ edges: whole.edges.map((edge) => ({ ...edge, because: '' })) })],
    ['cycle-without-time', having({ edges: [...whole.edges, anEdge('lock', 'timeout')] })],
    ['luck', having({ nodes: [...whole.nodes, aNode('idle', { kind: 'mitigator', origin: 'luck' })] })],
    ['belief', swapped('lock', { isBelief: true })],
  ])('%s', (rule, graph) => {
    expect(rulesOf(graph)).toContain(rule)
    expect(mapWarnings(mapAsks(graph, nobody)).map((each) => each.rule)).toContain(rule)
    expect(mapBlockers(mapAsks(graph, nobody))).toEqual([])
  })
})

describe('what blocks', () => {
  test('a node about a person, with the questions that lead on', () => {
    const asks = mapAsks(whole, { personShaped: [{ nodeId: 'lock', quote: 'operator mistake' }] })
    expect(mapBlockers(asks)).toMatchObject([{ rule: 'person-as-node', place: { tab: 'map', id: 'lock' } }])
    expect(asks[0]?.sentence).toContain('"operator mistake" is not a condition of the system')
  })

  const decision = aNode('decision', { kind: 'decision', statement: 'The release was rolled back first.' })
  const decided = having({
    nodes: [...whole.nodes, decision],
    edges: [...whole.edges, anEdge('decision', 'harm', { kind: 'made-likelier' })],
  })
  const led = { ...decided, edges: [...decided.edges, anEdge('habit', 'decision', { kind: 'informed' })] }
  const fact = { eventId: 'decision', contributed: true, madeSenseBecause: 'It was ten minutes old.' }

  test('a decision that something came of and no condition leads to', () => {
    expect(mapBlockers(mapAsks(decided, nobody)).map(({ rule }) => rule)).toEqual(['decision-without-reason'])
    expect(mapBlockers(mapAsks(led, nobody))).toEqual([])
  })

  test('a contributing decision that nobody has said the sense of', () => {
    const facts = { ...nobody, decisions: [{ ...fact, madeSenseBecause: ' ' }] }
    expect(mapBlockers(mapAsks(led, facts))[0]?.sentence).toContain('does not say yet why it made sense')
    expect(mapBlockers(mapAsks(led, { ...nobody, decisions: [fact] }))).toEqual([])
  })

  test('a decision that is said not to have contributed blocks nothing', () => {
    const facts = { ...nobody, decisions: [{ ...fact, contributed: false }] }
    expect(mapBlockers(mapAsks(decided, facts))).toEqual([])
  })
})

test('a circle of events with their times is a story that came round, and is left alone', () => {
  const again = aNode('again', { kind: 'event', at: '2026-03-12T14:40:00.000Z' })
  const loop = having({
    nodes: [...whole.nodes, again],
    edges: [...whole.edges, anEdge('trigger', 'again'), anEdge('again', 'trigger')],
  })
  expect(rulesOf(loop)).not.toContain('cycle-without-time')
})

test('the iceberg counts words on both sides of the line', () => {
  expect(iceberg({ nodes: [harm, lock], edges: [] })).toEqual({ above_words: 6, below_words: 8 })
})

test('every ask has a question, a place, and no number that could be read as a score', () => {
  for (const ask of mapAsks(without('timeout', 'alert'), nobody)) {
    expect(ask.prompt).toMatch(/\?|\.$/)
    expect(ask.place.tab).toBe('map')
    expect(ask.sentence).not.toMatch(/score|points|rating/i)
  }
})
