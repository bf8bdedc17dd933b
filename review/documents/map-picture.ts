/** The map as a picture: SVG drawn from its layout. Nodes are sentences, edges can be read by whoever rests on them. */
import { type GraphNode, isAboveLine, type MapGraph, type NodeKind } from '../model/map.ts'
import { edgeReader } from '../model/map-sentences.ts'
import { escapeHtml } from './html.ts'
import { layOut, type MapLayout, mapSizes, type PlacedNode } from './map-layout.ts'

/** Where the picture will stand. */
export interface MapPictureOptions {
  /** A file of its own carries its style; on a page the style sheet does. */
  readonly isAlone?: boolean
  /** Whether it brings the head of its arrows; a page has it once. */
  readonly hasArrow?: boolean
}

/** The shape of a kind of node, about 10 px across, around 0/0. Shape and word carry the meaning, colour only helps. */
export const nodeShapes: Readonly<Record<NodeKind, string>> = {
  event: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
  decision: 'M0 -5 5 0 0 5 -5 0Z',
  condition: 'M-4 -4H4V4H-4Z',
  control: 'M-4.5 -5H-1.5V5H-4.5ZM1.5 -5H4.5V5H1.5Z',
  mechanism: 'M-5 -1.5H-1.5V-5H1.5V-1.5H5V1.5H1.5V5H-1.5V1.5H-5Z',
  harm: 'M0 -5 5.5 4.5H-5.5Z',
  mitigator: 'M-5 -4.5H5L0 5Z',
}

/** Names for the style sheet: the kind, and what changes how a node reads. */
export function nodeClasses(node: GraphNode): string {
  const { kind, isTrigger, isWeakness, isBelief, control } = node
  const names = ['node', kind, isAboveLine(kind) ? 'above' : 'below']
  if (isTrigger) names.push('trigger')
  if (isWeakness) names.push('weakness')
  if (isBelief) names.push('belief')
  if (control !== null && control.state !== 'held') names.push('open')
  return names.join(' ')
}

/** The picture; empty when nothing stands on the map. */
export function mapSvg(
  graph: MapGraph,
  { isAlone = false, hasArrow = true }: MapPictureOptions = {},
): string {
  const layout = layOut(graph)
  if (layout.nodes.length === 0) return ''
  const { sentence } = edgeReader(graph)
  const { width, height } = layout
  const about = `Causal map: ${graph.nodes.length} statements and ${graph.edges.length} links, from what made it possible on the left to the harm on the right.`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="map" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${printable(about)}">`,
    isAlone ? `<style>${STYLE}</style><rect class="ground" width="${width}" height="${height}"/>` : '',
    hasArrow ? ARROW : '',
    lineSvg(layout),
    `<g class="edges">${layout.edges
      .map(
        ({ edge, path }) =>
          `<path class="edge ${edge.certainty}" d="${path}" marker-end="url(#map-arrow)"><title>${printable(sentence(edge))}</title></path>`,
      )
      .join('')}</g>`,
    `<g class="nodes">${layout.nodes.map(nodeSvg).join('')}</g>`,
    '</svg>',
  ].join('')
}

const ARROW =
  '<defs><marker id="map-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0.5 1 7 4 0.5 7"/></marker></defs>'

function lineSvg({ lineY, looseY, width }: MapLayout): string {
  const line = (y: number, above: string, below: string): string =>
    `<g class="line"><line x1="0" x2="${width}" y1="${y}" y2="${y}"/>${above === '' ? '' : `<text x="${mapSizes.margin}" y="${y - 8}">${above}</text>`}<text x="${mapSizes.margin}" y="${y + 18}">${below}</text></g>`
  return [
    lineY === null ? '' : line(lineY, 'What showed', 'What made it possible'),
    looseY === null ? '' : line(looseY, '', 'Not linked yet'),
  ].join('')
}

function nodeSvg({ node, x, y, width, height, kicker, lines }: PlacedNode): string {
  const { inset, kicker: top, line } = mapSizes
  const words = lines
    .map((each, index) => `<tspan x="${inset}" y="${top + 15 + index * line}">${printable(each)}</tspan>`)
    .join('')
  return `<g class="${nodeClasses(node)}" transform="translate(${x} ${y})"><title>${printable(node.statement)}</title><rect width="${width}" height="${height}" rx="3"/><line x1="1" x2="1" y1="2" y2="${height - 2}"/><path transform="translate(${inset + 4} 11)" d="${nodeShapes[node.kind]}"/><text class="kicker" x="${inset + 14}" y="15">${printable(kicker)}</text><text class="statement">${words}</text></g>`
}

/** Text as it may stand in SVG: XML knows no control characters. */
function printable(text: string): string {
  return escapeHtml(text.replace(/[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu, ' '))
}

/** The picture's own style, for a file that stands alone; pages have the same in their style sheets. */
const STYLE = `svg.map{--paper:#faf9f6;--ink:#23262e;--soft:#4d515b;--faint:#6b6f78;--rule:#dcd8cf;--way:#a39e94;--accent:#0f7377;--harm:#b0402f;font-family:Georgia,"Source Serif 4",serif}
@media (prefers-color-scheme:dark){svg.map{--paper:#161b26;--ink:#e6e3dc;--soft:#b9bcc4;--faint:#969ba6;--rule:#333a47;--way:#697080;--accent:#5fc6c8;--harm:#e8816d}}
.ground,.node rect{fill:var(--paper)}.node>line{stroke:var(--rule);stroke-width:2}.node>path{fill:none;stroke:var(--soft);stroke-width:1.2}
.node.trigger>line{stroke:var(--accent)}.node.trigger>path{fill:var(--accent);stroke:var(--accent)}.node.weakness>line{stroke:var(--ink)}.node.weakness>path{fill:var(--ink);stroke:var(--ink)}
.node.harm>line{stroke:var(--harm)}.node.harm>path{fill:var(--harm);stroke:var(--harm)}.node.open>path{stroke-dasharray:2 2}
.kicker{font:500 12px "Inter",system-ui,sans-serif;fill:var(--faint)}.statement{font-size:15px;fill:var(--ink)}
.edge{fill:none;stroke:var(--way);stroke-width:1.4}.edge.plausible{stroke-dasharray:6 4}.edge.disputed{stroke-dasharray:1.5 4;stroke-linecap:round}#map-arrow path{fill:none;stroke:var(--way);stroke-width:1.4}
.line line{stroke:var(--rule)}.line text{font:500 12px "Inter",system-ui,sans-serif;fill:var(--faint)}`
