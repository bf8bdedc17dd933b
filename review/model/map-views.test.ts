import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Control, GraphNode, MapGraph } from './map.ts'
import { rivalriesOf } from './map.ts'
import { mapOutline, type OutlineItem } from './map-outline.ts'
import { edgeReader, isLeading } from './map-sentences.ts'
import {
  controlsOf,
  isAgentStep,
  ladderOf,
  layerAt,
  layersOf,
  structureOf,
  trajectoryOf,
  whysOf,
} from './map-views.ts'
import { loopsOf } from './map-walks.ts'
import { aNode, anEdge, anyGraph, anyNode } from './testing-map.ts'

const idsOf = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id).toSorted()

function itemsOf(items: readonly OutlineItem[]): readonly OutlineItem[] {
  return items.flatMap((item) => [item, ...itemsOf(item.causes)])
}

/** Everything each view shows of a graph, as nodes. */
function shownBy(graph: MapGraph): Readonly<Record<string, readonly GraphNode[]>> {
  const { items, loose } = mapOutline(graph)
  const { steps, limits } = trajectoryOf(graph)
  return {
    outline: [...itemsOf(items).map(({ node }) => node), ...loose],
    ladder: ladderOf(graph).flatMap(({ answers }) => answers.map(({ node }) => node)),
    whys: whysOf(graph).flatMap(({ node, answers }) => [node, ...answers.map((answer) => answer.node)]),
    layers: layersOf(graph),
    structure: structureOf(graph).flatMap(({ actions }) => actions),
    trajectory: [...steps.map(({ node }) => node), ...limits.map(({ node }) => node)],
  }
}

describe('the views never disagree about the graph', () => {
  test('what a view shows is the node the graph has', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const byId = new Map(graph.nodes.map((node) => [node.id, node] as const))
        for (const nodes of Object.values(shownBy(graph))) {
          for (const node of nodes) expect(node).toEqual(byId.get(node.id))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('outline and ladder leave no node out, and the outline tells every edge once', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const { items, loose } = mapOutline(graph)
        const told = itemsOf(items)
        const full = told.filter(({ isRepeated }) => !isRepeated).map(({ node }) => node)
        expect(idsOf([...full, ...loose])).toEqual(idsOf(graph.nodes))
        expect(idsOf(told.flatMap(({ edge }) => edge ?? []))).toEqual(idsOf(graph.edges))
        expect(idsOf(shownBy(graph).ladder ?? [])).toEqual(idsOf(graph.nodes))
        const onLadder = ladderOf(graph).flatMap(({ answers }) => answers.flatMap(({ edges }) => edges))
        expect(idsOf(onLadder)).toEqual(idsOf(graph.edges))
      }),
      { numRuns: 300 },
    )
  })

  test('layers and control structure have the same controls, all of them', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const controls = idsOf(controlsOf(graph))
        expect(idsOf(layersOf(graph))).toEqual(controls)
        expect(idsOf(structureOf(graph).flatMap(({ actions }) => actions))).toEqual(controls)
      }),
    )
  })

  test('the trajectory has every step of an agent and no other, and at most one first step without return', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const { steps } = trajectoryOf(graph)
        expect(idsOf(steps.map(({ node }) => node))).toEqual(idsOf(graph.nodes.filter(isAgentStep)))
        expect(steps.filter(({ isFirstWithoutReturn }) => isFirstWithoutReturn).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('what is written in one view is there in all that show its kind', () => {
    fc.assert(
      fc.property(anyGraph(), anyNode('new'), fc.nat(), (graph, drawn, pick) => {
        const target = graph.nodes[pick % graph.nodes.length]
        if (target === undefined) return
        const edge = anEdge('new', target.id, { rung: 3 })
        const after: MapGraph = { nodes: [...graph.nodes, drawn], edges: [...graph.edges, edge] }
        const shown = shownBy(after)
        const has = (view: string) => (shown[view] ?? []).some(({ id }) => id === 'new')
        expect([has('outline'), has('ladder')]).toEqual([true, true])
        expect([has('layers'), has('structure')]).toEqual([
          drawn.kind === 'control',
          drawn.kind === 'control',
        ])
        expect(ladderOf(after)[2]?.answers.map(({ node }) => node.id)).toContain('new')
        // The whys ask about what is near an end; where the target is asked about, the new answer stands under it.
        const asked = whysOf(after).find(({ node }) => node.id === target.id)
        if (asked !== undefined) expect(asked.answers.map(({ node }) => node.id)).toContain('new')
      }),
    )
  })

  test('a layer that is moved stands where it was put, in every view, and no neighbour is touched', () => {
    fc.assert(
      fc.property(anyGraph(), fc.nat(), fc.nat(), (graph, which, where) => {
        const layers = layersOf(graph)
        const moved = layers[which % Math.max(1, layers.length)]
        if (moved === undefined) return
        const others = layers.filter(({ id }) => id !== moved.id)
        const position = where % layers.length
        const tied = others[position - 1]?.control.layer === others[position]?.control.layer
        if (tied && position > 0 && position < others.length) return
        const layer = layerAt(others, position)
        const nodes = graph.nodes.map((node) =>
          node.id === moved.id ? { ...node, control: { ...moved.control, layer } } : node,
        )
        const after = layersOf({ ...graph, nodes })
        expect(after[position]?.id).toBe(moved.id)
        expect(after.filter(({ id }) => id !== moved.id)).toEqual(others)
      }),
    )
  })
})

describe('five whys', () => {
  const harm = aNode('harm', { kind: 'harm' })
  const chain: MapGraph = {
    nodes: [harm, aNode('a'), aNode('b')],
    edges: [anEdge('a', 'harm'), anEdge('b', 'a')],
  }
  test('one answer is asked for company before anyone goes deeper', () => {
    expect(whysOf(chain).map(({ node, asksWhatElse }) => [node.id, asksWhatElse])).toEqual([
      ['harm', true],
      ['a', true],
      ['b', false],
    ])
    const joined = {
      ...chain,
      nodes: [...chain.nodes, aNode('c')],
      edges: [...chain.edges, anEdge('c', 'harm')],
    }
    expect(whysOf(joined)[0]?.asksWhatElse).toBe(false)
  })
  test('they go five deep, ask about nothing twice, and follow only what leads', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        const steps = whysOf(graph)
        expect(new Set(steps.map(({ node }) => node.id)).size).toBe(steps.length)
        expect(steps.every(({ depth }) => depth >= 1 && depth <= 5)).toBe(true)
        expect(steps.flatMap(({ answers }) => answers).every(({ edge }) => isLeading(edge))).toBe(true)
      }),
    )
  })
})

test('the first step without return is the earliest that leads to such a mechanism', () => {
  const graph: MapGraph = {
    nodes: [
      aNode('late', { kind: 'event', eventKind: 'agent-step', at: '2026-03-12T14:09:00.000Z' }),
      aNode('early', { kind: 'event', eventKind: 'agent-step', at: '2026-03-12T14:01:00.000Z' }),
      aNode('gone', { kind: 'mechanism', isPointOfNoReturn: true }),
      aNode('limit', {
        kind: 'control',
        control: { type: 'procedural', claim: 'Asked first.', state: 'bypassed' },
      }),
    ],
    edges: [anEdge('late', 'gone'), anEdge('early', 'gone'), anEdge('limit', 'early')],
  }
  const { steps, limits } = trajectoryOf(graph)
  expect(steps.map(({ node, isFirstWithoutReturn }) => [node.id, isFirstWithoutReturn])).toEqual([
    ['early', true],
    ['late', false],
  ])
  expect(limits).toMatchObject([{ hold: 'instructed', isContradicted: true }])
})

test('what was absent or switched off held nothing, automatic or not', () => {
  const holdOf = (control: Partial<Control>) =>
    trajectoryOf({
      nodes: [aNode('limit', { kind: 'control', control: { ...control, claim: 'It is safe.' } })],
      edges: [],
    }).limits.map(({ hold }) => hold)
  expect(holdOf({ type: 'automatic', state: 'held' })).toEqual(['enforced'])
  expect(holdOf({ type: 'automatic', state: 'bypassed' })).toEqual(['enforced'])
  expect(holdOf({ type: 'vigilance', state: 'held' })).toEqual(['instructed'])
  for (const type of ['automatic', 'procedural'] as const) {
    for (const state of ['absent', 'off'] as const) expect(holdOf({ type, state })).toEqual(['missing'])
  }
})

test('two explanations of one thing stand side by side and stay two', () => {
  const graph: MapGraph = {
    nodes: [aNode('full'), aNode('lock'), aNode('traffic')],
    edges: [
      anEdge('lock', 'full', { explanation: 'The lock' }),
      anEdge('traffic', 'full', { explanation: 'The traffic' }),
    ],
  }
  expect(rivalriesOf(graph).map(({ explanations }) => explanations.map(({ name }) => name))).toEqual([
    ['The lock', 'The traffic'],
  ])
})

describe('edges as sentences', () => {
  const graph: MapGraph = {
    nodes: [
      aNode('lock', { statement: 'Any job could hold a lock for good.' }),
      aNode('wait', { statement: 'Every write waited behind one session.' }),
      aNode('harm', { kind: 'harm', statement: 'One checkout in five was refused.' }),
      aNode('sev', { statement: 'SEV1 was declared late' }),
    ],
    edges: [
      anEdge('lock', 'wait'),
      anEdge('wait', 'harm'),
      anEdge('sev', 'harm', { kind: 'delayed-recovery' }),
    ],
  }
  const { sentence } = edgeReader(graph)
  test('X led to Y, which raised the chance of Z', () => {
    expect(graph.edges.map(sentence)).toEqual([
      'Because any job could hold a lock for good, it could happen that every write waited behind one session, which raised the chance that one checkout in five was refused.',
      'Because every write waited behind one session, it could happen that one checkout in five was refused.',
      'Because SEV1 was declared late, it took longer until this was over: one checkout in five was refused.',
    ])
  })
  test('a person’s own words stand as they are', () => {
    expect(sentence(anEdge('lock', 'wait', { because: ' It was the lock. ' }))).toBe('It was the lock.')
  })
})

test('circles are found, whatever else the graph has', () => {
  const graph: MapGraph = {
    nodes: ['a', 'b', 'c', 'd'].map((id) => aNode(id)),
    edges: [anEdge('a', 'b'), anEdge('b', 'c'), anEdge('c', 'a'), anEdge('c', 'd')],
  }
  expect(loopsOf(graph).map(idsOf)).toEqual([['a', 'b', 'c']])
})

test('a map that is one chain of 5,000 is told without running out of stack', () => {
  const nodes = Array.from({ length: 5000 }, (_, index) => aNode(`n${index}`))
  const edges = nodes.slice(1).map((node, index) => anEdge(node.id, `n${index}`))
  const outline = mapOutline({ nodes, edges })
  expect(outline.items).toHaveLength(1)
  expect(loopsOf({ nodes, edges })).toEqual([])
})
