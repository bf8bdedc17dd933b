import type { SectionKind } from '../finding.ts'
import { type Flavour, readBlocks } from './markdown.ts'
import { isOfCauses, sectionOf, sectionOfColumn, sectionUnder } from './sections.ts'
import type { Mask } from './voice.ts'

/** What kind of leaf a block is. Quotes, code, HTML and front matter are not the writer's voice and give no block. */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'cell'

/** A leaf of the document in the writer's voice; offsets are into the whole text. */
export interface Block {
  readonly kind: BlockKind
  readonly from: number
  readonly to: number
  readonly section: SectionKind
  /** What the block stands under, where that says more than the section: the head of its column, or a heading of causes. */
  readonly column: string | null
}

/** A stretch of text, `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The writer's blocks in order, and the stretches of code blocks (where only listed names are looked for). */
export interface Outline {
  readonly blocks: readonly Block[]
  readonly code: readonly Span[]
  /** Markup inside blocks that only the reader of the format can tell, in order and without overlap; offsets into the whole text. */
  readonly masks?: readonly Mask[]
}

/** Reads the blocks of a text. Linear; never throws; offsets are those of `text`; `fallback` is the section where no heading decides. */
export type OutlineReader = (text: string, fallback: SectionKind) => Outline

/** Takes the parts of a document in the order of the text, and knows the section each stands in. */
export interface OutlineWriter {
  readonly outline: { readonly blocks: Block[]; readonly code: Span[] }
  /** A heading closes all deeper ones. */
  readonly heading: (depth: number, span: Span) => void
  readonly block: (kind: BlockKind, span: Span) => void
  readonly cell: (span: Span, column: string | null) => void
  readonly code: (span: Span) => void
}

/** Begins an outline of `text`. */
export function openOutline(text: string, fallback: SectionKind): OutlineWriter {
  const path: (SectionKind | null)[] = []
  const causes: (string | null)[] = []
  const blocks: Block[] = []
  const code: Span[] = []
  // Timelines and logs repeat their headings, and each is read by several patterns.
  const kinds = new Map<string, SectionKind | null>()
  const kindOf = (words: string) => {
    const known = kinds.get(words)
    if (known !== undefined) return known
    const kind = sectionOf(words)
    kinds.set(words, kind)
    return kind
  }
  const section = () => sectionUnder(path, fallback)
  const cause = () => causes.findLast((heading) => heading !== null) ?? null
  const block = (kind: BlockKind, { from, to }: Span) => {
    if (to > from) blocks.push({ kind, from, to, section: section(), column: cause() })
  }
  return {
    outline: { blocks, code },
    heading: (depth, span) => {
      path.length = Math.min(path.length, depth)
      while (path.length < depth) path.push(null)
      const words = text.slice(span.from, Math.min(span.to, span.from + 200))
      path[depth] = kindOf(words)
      causes.length = Math.min(causes.length, depth)
      while (causes.length < depth) causes.push(null)
      causes[depth] = isOfCauses(words) ? words : null
      block('heading', span)
    },
    block,
    cell: ({ from, to }, column) => {
      const own = column === null ? null : sectionOfColumn(column)
      if (to > from) blocks.push({ kind: 'cell', from, to, section: own ?? section(), column })
    },
    code: (span) => {
      if (span.to > span.from) code.push(span)
    },
  }
}

/** Reads the block structure of Markdown. Linear; never throws; offsets are those of `text`. */
export function readMarkdown(text: string, fallback: SectionKind, flavour: Flavour = {}): Outline {
  const out = openOutline(text, fallback)
  const table: Table = { text, out, heads: [] }
  readBlocks(text, frontMatterEnd(text), {
    ...flavour,
    heading: out.heading,
    paragraph: (span, isInItem) => out.block(isInItem ? 'item' : 'paragraph', span),
    code: out.code,
    row: (span, isHead) => readRow(table, span, isHead),
  })
  return out.outline
}

interface Table {
  readonly text: string
  readonly out: OutlineWriter
  heads: string[]
}

// Cells are cut at the bars, so that an empty cell keeps its column; an escaped bar or one in code is no cut.
function readRow(table: Table, span: Span, isHead: boolean): void {
  if (isHead) table.heads = []
  let from = table.text.charCodeAt(span.from) === 124 ? span.from + 1 : span.from
  let column = 0
  for (let at = from; at <= span.to; at++) {
    const c = at === span.to ? 124 : table.text.charCodeAt(at)
    if (c === 92) at++
    if (c !== 124) continue
    if (at > from) addCell(table, { from, to: at }, { column, isHead })
    column++
    from = at + 1
  }
}

function addCell(table: Table, span: Span, cell: { column: number; isHead: boolean }): void {
  const words = table.text.slice(span.from, Math.min(span.to, span.from + 60)).trim()
  if (cell.isHead) table.heads[cell.column] = words
  else if (words !== '') table.out.cell(span, table.heads[cell.column] ?? null)
}

/** Where YAML front matter between `---` lines ends; 0 when there is none or it is never closed. */
export function frontMatterEnd(text: string): number {
  const open = /^\uFEFF?---[ \t]*\r?\n/.exec(text)
  if (!open) return 0
  const close = /\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/g
  close.lastIndex = open[0].length - 1
  const found = close.exec(text)
  return found ? found.index + found[0].length : 0
}

// A line of plain text that begins its own block: a bullet, a number, a clock time or a day.
const OWN_LINE = /^\s*(?:[-*•–]\s|\d{1,3}[.)]\s|\[?\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2})/

/** Reads plain text: blank lines part paragraphs, and a bullet or a leading time begins its own block. Linear. */
export function readPlain(text: string, fallback: SectionKind): Outline {
  const blocks: Block[] = []
  let open = -1
  let end = 0
  const close = () => {
    if (open >= 0 && end > open) {
      blocks.push({ kind: 'paragraph', from: open, to: end, section: fallback, column: null })
    }
    open = -1
  }
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const to = newline < 0 ? text.length : newline
    const head = text.slice(at, Math.min(to, at + 40))
    if (head.trim() === '' && to - at <= 40) close()
    else {
      if (OWN_LINE.test(head)) close()
      if (open < 0) open = at
      end = to
    }
    at = to + 1
  }
  close()
  return { blocks, code: [] }
}
