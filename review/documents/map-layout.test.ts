import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAboveLine, type MapGraph } from '../model/map.ts'
import { aNode, anEdge, anyGraph } from '../model/testing-map.ts'
import { layOut, type PlacedNode } from './map-layout.ts'
import { mapMermaid } from './map-mermaid.ts'
import { mapMarkdown, outlineHtml } from './map-outline.ts'
import { mapSvg } from './map-picture.ts'
import { linesOfText, textWidth } from './text-lines.ts'

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

describe('the layout of any map', () => {
  test('puts every node somewhere, none on another, all on the paper', () => {
    fc.assert(
      fc.property(anyGraph(14), (graph) => {
        const { nodes, edges, width, height } = layOut(graph)
        expect(nodes.map(({ node }) => node.id).toSorted()).toEqual(
          graph.nodes.map(({ id }) => id).toSorted(),
        )
        expect(edges).toHaveLength(graph.edges.length)
        nodes.forEach((a, index) => {
          for (const b of nodes.slice(index + 1))
            expect(overlap(a, b), `${a.node.id} on ${b.node.id}`).toBe(false)
        })
        for (const { x, y, ...box } of nodes) {
          expect(x >= 0 && y >= 0 && x + box.width <= width && y + box.height <= height).toBe(true)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('keeps what showed above the line and what made it possible below', () => {
    fc.assert(
      fc.property(anyGraph(14), (graph) => {
        const { nodes, lineY, looseY } = layOut(graph)
        for (const { node, y, height } of nodes) {
          if (lineY === null || (looseY !== null && y > looseY)) continue
          if (isAboveLine(node.kind)) expect(y + height).toBeLessThanOrEqual(lineY + 1)
          else expect(y).toBeGreaterThanOrEqual(lineY - 1)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('has the harm at the right edge, even when something leads on from it', () => {
    fc.assert(
      fc.property(anyGraph(14), (graph) => {
        const linked = new Set(graph.edges.flatMap(({ fromId, toId }) => [fromId, toId]))
        const placed = layOut(graph).nodes.filter(({ node }) => linked.has(node.id))
        const harm = placed.filter(({ node }) => node.kind === 'harm')
        const between = graph.edges.some(({ fromId, toId }) =>
          [fromId, toId].every((id) => harm.some(({ node }) => node.id === id)),
        )
        if (harm.length === 0 || between) return
        const right = Math.max(...placed.map(({ x }) => x))
        for (const { x } of harm) expect(x).toBe(right)
      }),
      { numRuns: 80 },
    )
  })

  test('lets no way run under a sentence, and every way begin and end at its own', () => {
    fc.assert(
      fc.property(anyGraph(14), (graph) => {
        const { nodes, edges } = layOut(graph)
        const byId = new Map(nodes.map((each) => [each.node.id, each] as const))
        for (const { edge, points } of edges) {
          const [from, to] = [byId.get(edge.fromId), byId.get(edge.toId)]
          const [start, end] = [points[0], points.at(-1)]
          if (from === undefined || to === undefined || start === undefined || end === undefined)
            throw new Error(edge.id)
          for (const [box, port] of [
            [from, start],
            [to, end],
          ] as const) {
            expect([box.x, box.x + box.width].some((side) => Math.abs(side - port.x) < 1)).toBe(true)
            expect(port.y).toBeGreaterThanOrEqual(box.y)
            expect(port.y).toBeLessThanOrEqual(box.y + box.height)
          }
          // Across a column a way is level; what happens between two columns meets no box.
          points.slice(1).forEach((point, index) => {
            const before = points[index] ?? point
            if (Math.abs(before.y - point.y) > 0.2) return
            const under = nodes.filter(
              ({ node, x, y, width, height }) =>
                node.id !== edge.fromId &&
                node.id !== edge.toId &&
                Math.min(before.x, point.x) < x + width &&
                Math.max(before.x, point.x) > x &&
                point.y > y &&
                point.y < y + height,
            )
            expect(under.map(({ node }) => node.id)).toEqual([])
          })
        }
      }),
      { numRuns: 80 },
    )
  })

  test('is the same each time', () => {
    fc.assert(
      fc.property(anyGraph(), (graph) => {
        expect(layOut(graph)).toEqual(layOut(graph))
      }),
      { numRuns: 20 },
    )
  })
})

const large: MapGraph = {
  nodes: Array.from({ length: 500 }, (_, index) =>
    aNode(`n${index}`, index === 0 ? { kind: 'harm' } : index % 3 === 0 ? { kind: 'mechanism' } : {}),
  ),
  edges: Array.from({ length: 700 }, (_, index) => {
    const from = 1 + ((index * 7919) % 499)
    return anEdge(`n${from}`, `n${Math.floor(from / (2 + (index % 3)))}`, {
      kind: index % 2 ? 'enabled' : 'limited',
    })
  }),
}

test('500 nodes and 700 links are laid out and written in every form', () => {
  const { nodes } = layOut(large)
  expect(nodes).toHaveLength(500)
  expect(mapMermaid(large).split('\n').length).toBeGreaterThan(1000)
  expect(mapMarkdown(large, 'A large map')).toContain('Something was true of n499.')
})

describe('the forms of a map', () => {
  const hostile = '</svg><script>alert(1)</script> "quoted" & `ticked` \u0000 \ud83d end'
  const graph: MapGraph = {
    nodes: [
      aNode('harm', { kind: 'harm', statement: hostile }),
      aNode('a', { statement: '**Bold** | [link](javascript:x)' }),
      aNode('b', { kind: 'mitigator', origin: 'luck' }),
    ],
    edges: [
      anEdge('a', 'harm', { because: hostile, explanation: 'One' }),
      anEdge('b', 'harm', { kind: 'limited', explanation: 'Two' }),
    ],
  }
  test('a picture holds text as text, and is whole XML', () => {
    const svg = mapSvg(graph, { isAlone: true })
    expect(svg).not.toContain('<script')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(svg).not.toMatch(/[\u0000-\u0008\ud800-\udfff]/)
    const open = svg.match(/<[a-z]+(?: [a-zA-Z-]+="[^"]*")*>/g)?.length
    expect(svg.match(/<\/[a-z]+>/g)?.length).toBe(open)
  })
  test('the HTML outline is balanced and escaped', () => {
    const html = outlineHtml(graph)
    expect(html).not.toContain('<script')
    for (const tag of ['ul', 'li', 'p']) {
      expect(html.split(`<${tag}`).length, tag).toBe(html.split(`</${tag}>`).length)
    }
  })
  test('Markdown tells both explanations, each with its certainty', () => {
    const text = mapMarkdown(graph, 'INC-1')
    expect(text).toContain('(observed, explanation "One")')
    expect(text).toContain('Open side by side')
  })
  test('nothing on the map is no picture', () => {
    expect(mapSvg({ nodes: [], edges: [] })).toBe('')
  })
})

describe('lines', () => {
  test('fit, keep every word, and end in … only when there is too much', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const shape = { size_px: 15, width_px: 200, most: 1000 }
        const lines = linesOfText(text, shape)
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        for (const line of lines)
          if ([...line].length > 1) expect(textWidth(line, 15)).toBeLessThanOrEqual(200)
        const few = linesOfText(text, { ...shape, most: 2 })
        expect(few.length).toBeLessThanOrEqual(2)
        expect(few.at(-1)?.endsWith('…') === true || few.join() === lines.join()).toBe(true)
      }),
    )
  })
})
