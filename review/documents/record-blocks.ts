/**
 * Blocks of a text that show what the record says now: a line of its own, `::timeline`, `::actions` or `::map`, a piece of
 * evidence by its id, or a picture by its id and the words that say the same. In the text they are these words and nothing
 * else, so every reader and writer of Markdown keeps them; a page shows the rows.
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

/** What a line of a text stands for. */
export type Block =
  | { readonly kind: RecordBlock }
  | { readonly kind: 'evidence'; readonly id: string }
  /** `words` say the same to whoever does not see it. */
  | { readonly kind: 'image'; readonly id: string; readonly words: string }

/** The line that shows a piece of evidence as it is kept. */
export function evidenceLine(id: string): string {
  return `::evidence ${id}`
}

/** The line that shows a picture. */
export function imageLine(id: string, words: string): string {
  return `::image ${id} ${words.replace(/\s+/g, ' ').trim()}`
}

const LINE = /^::(timeline|actions|map)[ \t]*$/
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const EVIDENCE = new RegExp(`^::evidence (${ID})[ \\t]*$`)
const IMAGE = new RegExp(`^::image (${ID}) (\\S.*?)[ \\t]*$`)

/** The block a line stands for; null when it is words. */
export function blockOfLine(line: string): Block | null {
  const name = LINE.exec(line)?.[1]
  if (name === 'timeline' || name === 'actions' || name === 'map') return { kind: name }
  const evidenceId = EVIDENCE.exec(line)?.[1]
  if (evidenceId !== undefined) return { kind: 'evidence', id: evidenceId }
  const [, id, words] = IMAGE.exec(line) ?? []
  return id === undefined || words === undefined ? null : { kind: 'image', id, words }
}

/** A block of a text and the place of its line. */
export interface PlacedBlock {
  readonly block: Block
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

/** The text with the lines of some blocks said otherwise; null leaves a block as it is. */
export function sayBlocks(text: string, say: (block: Block) => string | null): string {
  let said = ''
  let done = 0
  for (const { block, from, to } of blocksIn(text)) {
    const instead = say(block)
    if (instead === null) continue
    said += text.slice(done, from) + instead
    done = to
  }
  return said + text.slice(done)
}

function isAlone(lines: readonly string[], index: number): boolean {
  const [above = '', below = ''] = [lines[index - 1], lines[index + 1]]
  return (above.trim() === '' || /^ {0,3}#{1,6}[ \t]/.test(above)) && below.trim() === ''
}
