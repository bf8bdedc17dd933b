/** Edges as sentences: what led to what, and what that made likelier, in words that can be read aloud. */
import { type EdgeKind, edgesBy, type GraphNode, type MapEdge, type MapGraph, nodesById } from './map.ts'

/** Words that are never a name; a sentence that begins with one can stand inside another with a small letter. */
const SMALL = new Set(
  'a an the any no every each one some several many most few all both neither nothing nobody about at in on by for from to with without after before during while when where what which our its their it there this that these those two three four five roughly nearly almost only not'.split(
    ' ',
  ),
)

/** A statement as it stands inside a sentence: no full stop, a small first letter where the word allows it. */
export function inSentence(statement: string): string {
  const text = statement.trim().replace(/[.;:\s]+$/u, '')
  const first = /^[A-Za-z]+/.exec(text)?.[0] ?? ''
  return SMALL.has(first.toLowerCase()) ? `${first.toLowerCase()}${text.slice(first.length)}` : text
}

const links: Readonly<Record<EdgeKind, (from: string, to: string) => string>> = {
  enabled: (from, to) => `Because ${from}, it could happen that ${to}`,
  'required-together': (from, to) => `It also took that ${from}, for it to happen that ${to}`,
  'made-likelier': (from, to) => `Because ${from}, it was likelier that ${to}`,
  'delayed-detection': (from, to) => `Because ${from}, it was seen later that ${to}`,
  'delayed-recovery': (from, to) => `Because ${from}, it took longer until this was over: ${to}`,
  limited: (from, to) => `Because ${from}, this stayed smaller: ${to}`,
  informed: (from, to) => `It was known that ${from}, and that informed this: ${to}`,
}

/** Kinds of edges along which harm comes about; the others shape how long or how large it was. */
const leading: ReadonlySet<EdgeKind> = new Set(['enabled', 'required-together', 'made-likelier', 'informed'])

/** Whether an edge is part of how it came about. */
export function isLeading({ kind }: Pick<MapEdge, 'kind'>): boolean {
  return leading.has(kind)
}

/** Reads edges of one graph aloud. */
export interface EdgeReader {
  /** "X led to Y, which raised the chance of Z", or the person's own words. */
  readonly sentence: (edge: MapEdge) => string
}

/** A reader over a graph; what is looked up for every edge is made once. */
export function edgeReader(graph: MapGraph): EdgeReader {
  const nodes = nodesById(graph)
  const outbound = edgesBy(graph.edges, 'fromId')
  const next = (node: GraphNode, edge: MapEdge): GraphNode | null => {
    const onward = (outbound.get(node.id) ?? []).filter(
      (each) => isLeading(each) && each.toId !== edge.fromId && each.id !== edge.id,
    )
    // One thing can raise the chance of several; only a single one reads well behind a comma.
    const [only, ...others] = onward
    return only === undefined || others.length > 0 ? null : (nodes.get(only.toId) ?? null)
  }
  const sentence = (edge: MapEdge): string => {
    if (edge.because.trim() !== '') return edge.because.trim()
    const [from, to] = [nodes.get(edge.fromId), nodes.get(edge.toId)]
    if (from === undefined || to === undefined) return ''
    const link = links[edge.kind](inSentence(from.statement), inSentence(to.statement))
    const then = isLeading(edge) ? next(to, edge) : null
    return then === null ? `${link}.` : `${link}, which raised the chance that ${inSentence(then.statement)}.`
  }
  return { sentence }
}
