import type { SyntaxNodeRef } from '@lezer/common'
import { parser, Table, TaskList } from '@lezer/markdown'
import type { SectionKind } from '../finding.ts'
import { sectionOf, sectionOfColumn, sectionUnder } from './sections.ts'

/** What kind of leaf a block is. Quotes, code, HTML and front matter are not the writer's voice and give no block. */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'cell'

/** A leaf of the document in the writer's voice; offsets are into the whole text. */
export interface Block {
  readonly kind: BlockKind
  readonly from: number
  readonly to: number
  readonly section: SectionKind
  /** Head of the table column, for cells below a head. */
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
}

// Inline parsing is taken out: voice.ts finds code, links and quotations in one pass over characters,
// which is linear whatever the nesting and about four times as fast as building the inline tree.
const blockParser = parser.configure([
  Table,
  TaskList,
  {
    remove: [
      'Escape',
      'Entity',
      'InlineCode',
      'HTMLTag',
      'Emphasis',
      'HardBreak',
      'Link',
      'Image',
      'LinkEnd',
    ],
  },
])

// So many container markers on one line are not a document; the parser is quadratic there, so it is read as plain text.
const TOO_DEEP = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){40}/m

/** Reads the block structure of Markdown. Linear; never throws; offsets are those of `text`. */
export function readMarkdown(text: string, fallback: SectionKind): Outline {
  if (TOO_DEEP.test(text)) return readPlain(text, fallback)
  const base = frontMatterEnd(text)
  const body = base === 0 ? text : text.slice(base)
  const state: State = {
    text,
    base,
    fallback,
    path: [],
    blocks: [],
    code: [],
    heads: [],
    column: 0,
    items: 0,
  }
  blockParser.parse(body).iterate({
    enter: (node) => enter(state, node),
    leave: (node) => {
      if (node.name === 'ListItem') state.items--
    },
  })
  return { blocks: state.blocks, code: state.code }
}

interface State {
  readonly text: string
  readonly base: number
  readonly fallback: SectionKind
  /** Section of each open heading, by depth; a heading closes all deeper ones. */
  readonly path: (SectionKind | null)[]
  readonly blocks: Block[]
  readonly code: Span[]
  heads: string[]
  column: number
  items: number
}

function enter(state: State, node: SyntaxNodeRef): boolean {
  const from = node.from + state.base
  const to = node.to + state.base
  switch (node.name) {
    case 'Blockquote':
    case 'HTMLBlock':
    case 'CommentBlock':
    case 'LinkReference':
    case 'ProcessingInstructionBlock':
      return false
    case 'FencedCode':
    case 'CodeBlock':
      state.code.push({ from, to })
      return false
    case 'ListItem':
      state.items++
      return true
    case 'TableHeader':
      state.heads = []
      return enterRow(state, node)
    case 'TableRow':
      return enterRow(state, node)
    case 'Paragraph':
    case 'Task':
      addBlock(state, state.items > 0 ? 'item' : 'paragraph', { from, to })
      return false
  }
  const depth = headingDepth(node.name)
  if (depth > 0) {
    state.path.length = Math.min(state.path.length, depth)
    while (state.path.length < depth) state.path.push(null)
    state.path[depth] = sectionOf(state.text.slice(from, Math.min(to, from + 200)))
    addBlock(state, 'heading', { from, to })
    return false
  }
  return true
}

function headingDepth(name: string): number {
  if (!name.startsWith('ATXHeading') && !name.startsWith('SetextHeading')) return 0
  return Number(name.slice(-1))
}

// Cells are cut at the delimiters, not taken from TableCell nodes: an empty cell has no node, and the column must not shift.
function enterRow(state: State, node: SyntaxNodeRef): boolean {
  const isHead = node.name === 'TableHeader'
  const bars: number[] = []
  for (let child = node.node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'TableDelimiter') bars.push(child.from + state.base)
  }
  let from = node.from + state.base
  const end = node.to + state.base
  if (bars[0] === from) from = (bars.shift() ?? from) + 1
  state.column = 0
  for (const bar of [...bars, end]) {
    if (bar > from) addCell(state, { from, to: bar }, isHead)
    state.column++
    from = bar + 1
  }
  return false
}

function addCell(state: State, { from, to }: Span, isHead: boolean): void {
  const words = state.text.slice(from, Math.min(to, from + 60)).trim()
  if (isHead) {
    state.heads[state.column] = words
    return
  }
  if (words === '') return
  const column = state.heads[state.column] ?? null
  const around = sectionUnder(state.path, state.fallback)
  const section = (column === null ? null : sectionOfColumn(column)) ?? around
  state.blocks.push({ kind: 'cell', from, to, section, column })
}

function addBlock(state: State, kind: BlockKind, { from, to }: Span): void {
  if (to > from) {
    state.blocks.push({ kind, from, to, section: sectionUnder(state.path, state.fallback), column: null })
  }
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
