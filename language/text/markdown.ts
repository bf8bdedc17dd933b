import type { Span } from './blocks.ts'
import { BLANK, fenceAt, headingAt, htmlAt, isRule, markerAt, SPACE, TAB } from './marks.ts'

// The block structure of Markdown, line by line: containers (quotes, list items) are a stack that every line enters
// anew, leaves are what is inside. No tree is built and no inline syntax is read: voice.ts does that in its own pass.
// The order in which a line is tried matters and is CommonMark's: containers, then code, heading, rule, HTML, table, text.

/** How a flavour of Markdown differs from the plain one. */
export interface Flavour {
  /** Indented lines are text and no code, as in MDX. */
  readonly isIndentText?: boolean
}

/** What the reader tells about a document, in the order of the text. Blocks inside quotes are not told. */
export interface Listener extends Flavour {
  readonly heading: (depth: number, span: Span) => void
  readonly paragraph: (span: Span, isInItem: boolean) => void
  readonly code: (span: Span) => void
  /** One row of a table, its line without the containers. */
  readonly row: (span: Span, isHead: boolean) => void
}

interface Container {
  readonly isQuote: boolean
  /** Columns a line must be indented by to stay in the list item. */
  readonly indent: number
}

interface Fence {
  readonly mark: number
  readonly length: number
  readonly from: number
  readonly depth: number
}

interface Reader {
  readonly text: string
  readonly tell: Listener
  readonly stack: Container[]
  /** The line being read: where it ends, and how far it has been read. */
  end: number
  at: number
  /** Columns of indentation before `at` that no container has taken; a tab counts to the next multiple of four. */
  column: number
  quotes: number
  items: number
  paragraphFrom: number
  paragraphTo: number
  lines: number
  fence: Fence | null
  html: RegExp | null
  isTable: boolean
  codeFrom: number
  codeTo: number
}

/** Reads the blocks of `text` from offset `base` on. Linear; never throws. */
export function readBlocks(text: string, base: number, tell: Listener): void {
  const r: Reader = {
    text,
    tell,
    stack: [],
    end: 0,
    at: base,
    column: 0,
    quotes: 0,
    items: 0,
    paragraphFrom: -1,
    paragraphTo: -1,
    lines: 0,
    fence: null,
    html: null,
    isTable: false,
    codeFrom: -1,
    codeTo: -1,
  }
  for (let at = base; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const next = newline < 0 ? text.length : newline
    r.at = at
    r.column = 0
    r.end = next > at && text.charCodeAt(next - 1) === 13 ? next - 1 : next
    readLine(r)
    at = next + 1
  }
  closeLeaf(r)
  if (r.fence) closeFence(r, text.length)
}

function indentOf(r: Reader): number {
  let columns = 0
  for (let i = r.at; i < r.end; i++) {
    const c = r.text.charCodeAt(i)
    if (c === SPACE) columns++
    else if (c === TAB) columns += 4 - ((r.column + columns) & 3)
    else return columns
  }
  return -1
}

// Takes `columns` of white space; a tab that reaches further is taken whole.
function takeIndent(r: Reader, columns: number): void {
  const goal = r.column + columns
  while (r.at < r.end && r.column < goal) {
    const c = r.text.charCodeAt(r.at)
    if (c === SPACE) r.column++
    else if (c === TAB) r.column += 4 - (r.column & 3)
    else return
    r.at++
  }
}

function readLine(r: Reader): void {
  const matched = enterContainers(r)
  if (matched < r.stack.length) {
    if (r.paragraphFrom >= 0 && !r.fence && isLazy(r)) {
      continueParagraph(r)
      return
    }
    closeLeaf(r)
    if (r.fence && matched < r.fence.depth) closeFence(r, lineStart(r) - 1)
    while (r.stack.length > matched) leaveContainer(r)
  }
  if (r.fence) {
    readFenceLine(r, r.fence)
    return
  }
  if (r.html) {
    readHtmlLine(r)
    return
  }
  openContainers(r)
  readLeaf(r)
}

function lineStart(r: Reader): number {
  return r.text.lastIndexOf('\n', Math.max(0, r.at - 1)) + 1
}

function enterContainers(r: Reader): number {
  let n = 0
  for (; n < r.stack.length; n++) {
    const container = r.stack[n]
    if (!container) break
    const indent = indentOf(r)
    if (container.isQuote) {
      if (indent < 0 || indent > 3) break
      takeIndent(r, indent)
      if (r.text.charCodeAt(r.at) !== 62) break
      takeQuote(r)
    } else if (indent < 0) continue
    else if (indent >= container.indent) takeIndent(r, container.indent)
    else break
  }
  return n
}

function takeQuote(r: Reader): void {
  r.at++
  r.column++
  if (r.text.charCodeAt(r.at) === SPACE || r.text.charCodeAt(r.at) === TAB) takeIndent(r, 1)
}

function leaveContainer(r: Reader): void {
  const container = r.stack.pop()
  if (container?.isQuote) r.quotes--
  else r.items--
}

// A line that belongs to the paragraph although it lacks the marks of its containers: plain text and nothing else.
function isLazy(r: Reader): boolean {
  if (r.isTable) return false
  const indent = indentOf(r)
  if (indent < 0) return false
  if (indent > 3) return true
  const from = r.at + leading(r)
  const c = r.text.charCodeAt(from)
  if (c === 62 || headingAt(r, from) > 0 || fenceAt(r, from) > 0 || isRule(r, from)) return false
  return markerAt(r, from, false) === 0 && htmlAt(r, from, true) === null
}

function leading(r: Reader): number {
  let i = r.at
  while (i < r.end && (r.text.charCodeAt(i) === SPACE || r.text.charCodeAt(i) === TAB)) i++
  return i - r.at
}

// Deeper than this nobody nests; without a bound, a hundred thousand markers would be walked again on every blank line.
const MAX_DEPTH = 40

function openContainers(r: Reader): void {
  while (r.stack.length < MAX_DEPTH) {
    const indent = indentOf(r)
    if (indent < 0 || indent > 3) return
    const from = r.at + leading(r)
    if (r.text.charCodeAt(from) === 62) {
      closeLeaf(r)
      takeIndent(r, indent)
      takeQuote(r)
      r.stack.push({ isQuote: true, indent: 0 })
      r.quotes++
      continue
    }
    const marker = isRule(r, from) ? 0 : markerAt(r, from, r.paragraphFrom >= 0 && !r.isTable)
    if (marker === 0) return
    closeLeaf(r)
    openItem(r, indent, marker)
  }
}

// The content of an item stands one to four columns after its marker; five or more are one and an indented code block.
function openItem(r: Reader, indent: number, marker: number): void {
  takeIndent(r, indent)
  r.at += marker
  r.column += marker
  const after = indentOf(r)
  const inner = after < 0 || after > 4 ? 1 : after
  takeIndent(r, inner)
  r.stack.push({ isQuote: false, indent: indent + marker + inner })
  r.items++
}

function readHtmlLine(r: Reader): void {
  const { html } = r
  if (!html) return
  const isBlank = indentOf(r) < 0
  if (html === BLANK ? isBlank : html.test(r.text.slice(r.at, r.end))) r.html = null
}

function readFenceLine(r: Reader, fence: Fence): void {
  const indent = indentOf(r)
  if (indent < 0 || indent > 3) return
  let i = r.at + leading(r)
  const from = i
  while (i < r.end && r.text.charCodeAt(i) === fence.mark) i++
  if (i - from >= fence.length && r.text.slice(i, r.end).trim() === '') closeFence(r, r.end)
}

function closeFence(r: Reader, to: number): void {
  const { fence } = r
  r.fence = null
  if (fence && r.quotes === 0 && to > fence.from) r.tell.code({ from: fence.from, to })
}

function readLeaf(r: Reader): void {
  const indent = indentOf(r)
  if (indent < 0) {
    closeParagraph(r)
    r.isTable = false
    return
  }
  const from = r.at + leading(r)
  if (indent > 3 && !r.tell.isIndentText && (r.paragraphFrom < 0 || r.isTable)) {
    readIndented(r)
    return
  }
  if ((indent <= 3 || r.tell.isIndentText) && readMarked(r, from)) return
  closeCode(r)
  if (r.isTable) tellRow(r, from, false)
  else if (r.paragraphFrom < 0) openParagraph(r, from)
  else continueParagraph(r)
}

// A leaf that its first character tells: heading, underline, rule, fence or HTML.
function readMarked(r: Reader, from: number): boolean {
  const c = r.text.charCodeAt(from)
  if (c > 126 || (c >= 48 && c < 60) || (c > 62 && c < 95) || (c > 96 && c < 124)) return false
  if (r.paragraphFrom >= 0 && !r.isTable && readUnderline(r, from)) return true
  const depth = headingAt(r, from)
  if (depth > 0) {
    closeLeaf(r)
    if (r.quotes === 0) r.tell.heading(depth, { from, to: r.end })
    return true
  }
  const length = fenceAt(r, from)
  if (length > 0) {
    closeLeaf(r)
    r.fence = { mark: c, length, from, depth: r.stack.length }
    return true
  }
  if (isRule(r, from)) {
    closeLeaf(r)
    return true
  }
  const html = htmlAt(r, from, r.paragraphFrom >= 0)
  if (!html) return false
  closeLeaf(r)
  r.html = html
  if (html !== BLANK && html.test(r.text.slice(from + 2, r.end))) r.html = null
  return true
}

// "===", "---" under text make it a heading; "|---|---|" under its one line makes that line the head of a table.
function readUnderline(r: Reader, from: number): boolean {
  const line = r.text.slice(from, Math.min(r.end, from + 500)).trimEnd()
  const c = line.charCodeAt(0)
  if ((c === 61 || c === 45) && /^(?:=+|-+)$/.test(line)) {
    const span = { from: r.paragraphFrom, to: r.end }
    r.paragraphFrom = -1
    if (r.quotes === 0) r.tell.heading(c === 61 ? 1 : 2, span)
    return true
  }
  if (r.lines !== 1 || !line.includes('-') || !/^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/.test(line))
    return false
  if (!r.text.slice(r.paragraphFrom, r.paragraphTo).includes('|')) return false
  const head = { from: r.paragraphFrom, to: r.paragraphTo }
  r.isTable = true
  r.paragraphFrom = -1
  if (r.quotes === 0) r.tell.row(head, true)
  return true
}

function tellRow(r: Reader, from: number, isHead: boolean): void {
  if (r.quotes === 0) r.tell.row({ from, to: r.end }, isHead)
}

const REFERENCE = /^\[[^\]\n]{1,500}\]:\s*\S+(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*$/

function openParagraph(r: Reader, from: number): void {
  if (r.text.charCodeAt(from) === 91 && REFERENCE.test(r.text.slice(from, Math.min(r.end, from + 2000))))
    return
  r.paragraphFrom = from
  r.paragraphTo = r.end
  r.lines = 1
}

function continueParagraph(r: Reader): void {
  r.paragraphTo = r.end
  r.lines++
}

function readIndented(r: Reader): void {
  r.isTable = false
  if (r.codeFrom < 0) r.codeFrom = r.at
  r.codeTo = r.end
}

function closeCode(r: Reader): void {
  if (r.codeFrom >= 0 && r.quotes === 0) r.tell.code({ from: r.codeFrom, to: r.codeTo })
  r.codeFrom = -1
}

function closeParagraph(r: Reader): void {
  if (r.paragraphFrom >= 0 && r.quotes === 0)
    r.tell.paragraph({ from: r.paragraphFrom, to: r.paragraphTo }, r.items > 0)
  r.paragraphFrom = -1
}

function closeLeaf(r: Reader): void {
  closeCode(r)
  closeParagraph(r)
  r.isTable = false
  r.html = null
}
