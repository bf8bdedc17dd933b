/** The map as a Mermaid flowchart, for places that draw those. */
import { edgeKinds, isAboveLine, type MapEdge, type MapGraph } from '../model/map.ts'
import { kickerOf } from './map-layout.ts'

/** The diagram as text. */
export function mapMermaid(graph: MapGraph): string {
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`] as const))
  const node = (index: number): string => {
    const each = graph.nodes[index]
    return each === undefined
      ? ''
      : `    n${index + 1}["${quoted(kickerOf(each))}<br/>${quoted(each.statement)}"]`
  }
  const side = (title: string, isAbove: boolean): readonly string[] => {
    const inside = graph.nodes.flatMap(({ kind }, index) =>
      isAboveLine(kind) === isAbove ? [node(index)] : [],
    )
    return inside.length === 0
      ? []
      : [`  subgraph ${isAbove ? 'above' : 'below'} ["${title}"]`, ...inside, '  end']
  }
  return [
    'flowchart LR',
    ...side('What showed', true),
    ...side('What made it possible', false),
    ...graph.edges.flatMap((edge) => {
      const [from, to] = [names.get(edge.fromId), names.get(edge.toId)]
      return from === undefined || to === undefined ? [] : [`  ${from} ${arrowOf(edge)} ${to}`]
    }),
    '',
  ].join('\n')
}

/** Solid for what the record carries, dotted for what fits and is not shown. */
function arrowOf(edge: MapEdge): string {
  const isFirm = edge.certainty === 'observed' || edge.certainty === 'supported'
  const label =
    edge.explanation === '' ? edgeKinds[edge.kind] : `${edgeKinds[edge.kind]} (${edge.explanation})`
  return `${isFirm ? '--' : '-.'} "${quoted(label)}" ${isFirm ? '-->' : '.->'}`
}

/** Mermaid reads quotes, hashes and angle brackets of a label as its own; entities are its way to write them. */
function quoted(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[#"<>&`[\]{}|\\]/g, (sign) => `#${sign.codePointAt(0)};`)
}
