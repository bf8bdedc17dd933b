/**
 * Blocks of a text that show what the record says now: a line of its own, `::timeline`, `::actions` or `::map`. In the
 * text they are these words and nothing else, so every reader and writer of Markdown keeps them; a page shows the rows.
 */
import { type Fence, fenceAfter } from './sections.ts'

/** Every block with what a menu says of it. */
export const recordBlocks = {
  timeline: 'The accepted events, in order',
  actions: 'What changes, by whom and when',
  map: 'What led to what, as a picture',
} as const

/** One of them. */
export type RecordBlock = keyof typeof recordBlocks

/** The line that stands for a block in a text. */
export function blockLine(block: RecordBlock): string {
  return `::${block}`
}

const LINE = /^::(timeline|actions|map)[ \t]*$/

/** The block a line stands for; null when it is words. */
export function blockOfLine(line: string): RecordBlock | null {
  const name = LINE.exec(line)?.[1]
  return name === 'timeline' || name === 'actions' || name === 'map' ? name : null
}

/** A block of a text and the place of its line. */
export interface PlacedBlock {
  readonly block: RecordBlock
  readonly from: number
  readonly to: number
}

/** The blocks of a text, in order: lines between blank ones, outside every fence, where a line is code. */
export function blocksIn(text: string): readonly PlacedBlock[] {
  if (!text.includes('::')) return []
  const lines = text.split('\n')
  const found: PlacedBlock[] = []
  let fence: Fence | null = null
  let from = 0
  for (const [index, line] of lines.entries()) {
    const block = fence === null && isAlone(lines, index) ? blockOfLine(line) : null
    if (block !== null) found.push({ block, from, to: from + line.length })
    fence = fenceAfter(line, fence)
    from += line.length + 1
  }
  return found
}

function isAlone(lines: readonly string[], index: number): boolean {
  return [lines[index - 1], lines[index + 1]].every((line) => line === undefined || line.trim() === '')
}
