/** Maps that fast-check makes up: any the types allow, and such as the product publishes. For tests alone. */
import fc from 'fast-check'
import type { EditionEdge, EditionEnd, EditionMap, EditionNode } from '../model/editions.ts'
import type { Certainty } from '../model/factors.ts'
import type { Control, ControlFlaw, EdgeKind, MitigatorOrigin, Rung } from '../model/map.ts'

/** What a map is made of: words, and how many rows the lists beside it have. */
export interface MapParts {
  readonly events: number
  readonly factors: number
  /** Statements, sentences and what else is written on several lines. */
  readonly text: fc.Arbitrary<string>
  /** Statements of nodes; they say something. */
  readonly statement: fc.Arbitrary<string>
  /** One line that may be empty. */
  readonly line: fc.Arbitrary<string>
  readonly controller: fc.Arbitrary<string>
  /** Whether an edge may lead from a row to itself, or be there twice. */
  readonly isLawless: boolean
}

const certainty = fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed')
const kinds: readonly EdgeKind[] = [
  'enabled',
  'required-together',
  'made-likelier',
  'delayed-detection',
  'delayed-recovery',
  'limited',
  'informed',
]

function rowsIn(count: number): fc.Arbitrary<readonly number[]> {
  if (count === 0) return fc.constant([])
  return fc
    .uniqueArray(fc.nat({ max: count - 1 }), { maxLength: 3 })
    .map((rows) => rows.toSorted((a, b) => a - b))
}

function anyControl({ line, controller }: MapParts): fc.Arbitrary<Control> {
  return fc.record({
    type: fc.constantFrom<Control['type']>('automatic', 'procedural', 'vigilance'),
    state: fc.constantFrom<Control['state']>('held', 'bypassed', 'absent', 'off'),
    layer: fc.oneof(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 1, max: 99 }).map((n) => n / 8),
    ),
    controller,
    actsOn: line,
    feedback: line,
    belief: line,
    claim: line,
    flaw: fc.option(
      fc.constantFrom<ControlFlaw>('not-given', 'given-when-harmful', 'wrong-time', 'wrong-length'),
    ),
  })
}

function anyNode(parts: MapParts): fc.Arbitrary<EditionNode> {
  const words = { statement: parts.statement, events: rowsIn(parts.events) }
  const bare = { control: null, origin: null, isPointOfNoReturn: false }
  return fc.oneof(
    fc.record(words).map((node): EditionNode => ({ ...bare, ...node, kind: 'harm' })),
    fc
      .record({ ...words, isPointOfNoReturn: fc.boolean() })
      .map((node): EditionNode => ({ ...bare, ...node, kind: 'mechanism' })),
    fc
      .record({ ...words, control: anyControl(parts) })
      .map((node): EditionNode => ({ ...bare, ...node, kind: 'control' })),
    fc
      .record({ ...words, origin: fc.constantFrom<MitigatorOrigin>('design', 'skill', 'luck') })
      .map((node): EditionNode => ({ ...bare, ...node, kind: 'mitigator' })),
  )
}

function anyEnd(parts: MapParts, nodes: number): fc.Arbitrary<EditionEnd> | null {
  const counts = { timeline: parts.events, factors: parts.factors, nodes }
  const lists = (['timeline', 'factors', 'nodes'] as const).filter((list) => counts[list] > 0)
  if (lists.length === 0) return null
  return fc
    .constantFrom(...lists)
    .chain((list) => fc.nat({ max: counts[list] - 1 }).map((row) => ({ list, row })))
}

function anyEdge(parts: MapParts, end: fc.Arbitrary<EditionEnd>): fc.Arbitrary<EditionEdge> {
  return fc.record({
    from: end,
    to: end,
    kind: fc.constantFrom(...kinds),
    because: parts.text,
    certainty,
    events: rowsIn(parts.events),
    explanation: parts.line,
    rung: fc.option(fc.constantFrom<Rung>(1, 2, 3, 4, 5)),
  })
}

const endName = ({ list, row }: EditionEnd): string => `${list} ${row}`

/** A map over lists of these lengths. */
export function anyMap(parts: MapParts): fc.Arbitrary<EditionMap> {
  return fc.array(anyNode(parts), { maxLength: 4 }).chain((nodes): fc.Arbitrary<EditionMap> => {
    const end = anyEnd(parts, nodes.length)
    if (end === null) return fc.constant({ nodes, edges: [] })
    const edges = fc.array(anyEdge(parts, end), { maxLength: 5 })
    return (parts.isLawless ? edges : edges.map(lawful)).map((drawn) => ({ nodes, edges: drawn }))
  })
}

/** Nothing leads to itself, and nothing is said twice. */
function lawful(edges: readonly EditionEdge[]): EditionEdge[] {
  const said = new Set<string>()
  return edges.filter(({ from, to, kind, explanation }) => {
    const saying = JSON.stringify([endName(from), endName(to), kind, explanation])
    if (endName(from) === endName(to) || said.has(saying)) return false
    said.add(saying)
    return true
  })
}
