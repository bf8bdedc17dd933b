/** The outline of a map as Markdown and as HTML: what the picture says, in words, for whoever would rather read. */
import { certainties } from '../model/factors.ts'
import { type GraphNode, type MapGraph, rivalriesOf } from '../model/map.ts'
import { mapOutline, type OutlineItem } from '../model/map-outline.ts'
import { lineOf } from './cells.ts'
import { escapeHtml, inlineHtml } from './html.ts'
import { kickerOf } from './map-layout.ts'

/** Deeper than this, lists are no help to anybody; the next level stands beside the last. */
const DEEPEST = 12

/** The certainty of a link in one word. */
export function certaintyWord({ edge }: Pick<OutlineItem, 'edge'>): string {
  return edge === null ? '' : (certainties[edge.certainty].split(':')[0] ?? '').toLowerCase()
}

/** The outline as a Markdown document. */
export function mapMarkdown(graph: MapGraph, title: string): string {
  const { items, loose } = mapOutline(graph)
  const lines = [`# ${lineOf(title)}`, '']
  for (const root of items) {
    for (const { item, depth } of flat(root)) {
      const indent = '  '.repeat(Math.min(depth, DEEPEST))
      lines.push(`${indent}- **${kickerOf(item.node)}**: ${lineOf(item.node.statement)}${markdownTail(item)}`)
    }
    lines.push('')
  }
  for (const { node, explanations } of rivalriesOf(graph)) {
    lines.push(
      `Open side by side, for "${lineOf(node.statement)}": ${explanations.map(({ name }) => lineOf(name)).join('; ')}.`,
      '',
    )
  }
  if (loose.length > 0) {
    lines.push(
      '## Not linked yet',
      '',
      ...loose.map((node) => `- **${kickerOf(node)}**: ${lineOf(node.statement)}`),
      '',
    )
  }
  return lines.join('\n')
}

function markdownTail(item: OutlineItem): string {
  if (item.edge === null) return ''
  const explanation = item.edge.explanation === '' ? '' : `, explanation "${lineOf(item.edge.explanation)}"`
  const again = item.isRepeated ? ' (told above)' : ''
  return `. *${lineOf(item.sentence)}* (${certaintyWord(item)}${explanation})${again}`
}

/** The items of an outline in reading order, each with its depth. */
export function flat(root: OutlineItem): readonly { readonly item: OutlineItem; readonly depth: number }[] {
  const found: { item: OutlineItem; depth: number }[] = []
  const waiting = [{ item: root, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next)
    const { depth } = next
    waiting.push(...next.item.causes.map((item) => ({ item, depth: depth + 1 })).toReversed())
  }
  return found
}

/** The outline as nested lists. */
export function outlineHtml(graph: MapGraph): string {
  const { items, loose } = mapOutline(graph)
  const rest =
    loose.length === 0
      ? ''
      : `<p class="means">Not linked to anything yet</p><ul class="map-outline">${loose.map((node) => `<li>${statementHtml(node)}</li>`).join('')}</ul>`
  return `<ul class="map-outline">${items.map(listHtml).join('')}</ul>${rest}`
}

/** One list item with everything below it, built from its lines so that a long chain needs no deep stack. */
function listHtml(root: OutlineItem): string {
  const parts: string[] = []
  let open = -1
  for (const { item, depth: deep } of flat(root)) {
    const depth = Math.min(deep, DEEPEST)
    if (depth > open) parts.push(depth === 0 ? '' : '<ul>')
    else parts.push('</li>', ...Array.from({ length: open - depth }, () => '</ul></li>'))
    parts.push(`<li>${linkHtml(item)}`)
    open = depth
  }
  parts.push('</li>', ...Array.from({ length: open }, () => '</ul></li>'))
  return parts.join('')
}

function linkHtml(item: OutlineItem): string {
  const explanation =
    item.edge === null || item.edge.explanation === ''
      ? ''
      : `<span dir="auto">${escapeHtml(item.edge.explanation)}</span>`
  const link =
    item.edge === null
      ? ''
      : `<p class="about"><span dir="auto">${escapeHtml(item.sentence)}</span> <span>${certaintyWord(item)}</span>${explanation}${item.isRepeated ? ' <span>told above</span>' : ''}</p>`
  return `${statementHtml(item.node)}${link}`
}

function statementHtml(node: GraphNode): string {
  return `<p class="kicker">${escapeHtml(kickerOf(node))}</p><p class="statement" dir="auto">${inlineHtml(node.statement)}</p>`
}
