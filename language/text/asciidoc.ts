import type { SectionKind } from '../finding.ts'
import { readAsciiDocTable } from './asciidoc-tables.ts'
import { type Outline, type OutlineWriter, openOutline, type Span } from './blocks.ts'

// AsciiDoc, line by line. A block between two equal lines ("----", "====") is code, silent or prose by its mark and by
// the attribute line before it ("[source]", "[quote]").

/** Reads AsciiDoc: titles, paragraphs, items, simple tables. Linear; never throws. */
export function readAsciiDoc(text: string, fallback: SectionKind): Outline {
  const r: Reader = {
    text,
    out: openOutline(text, fallback),
    at: 0,
    end: 0,
    from: -1,
    to: 0,
    lines: 0,
    isItem: false,
    style: '',
    quoted: null,
  }
  for (let at = 0; at < text.length; at = r.end + 1) {
    r.at = at
    r.end = lineEnd(text, at)
    readLine(r, text.slice(at, r.end).trimEnd())
  }
  closeParagraph(r)
  return r.out.outline
}

interface Reader {
  readonly text: string
  readonly out: OutlineWriter
  at: number
  end: number
  from: number
  to: number
  lines: number
  isItem: boolean
  /** The last attribute line, in force for the block after it. */
  style: string
  /** The mark that ends the quotation being read. */
  quoted: string | null
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline
}

const FENCE = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|_{4,}|={4,}|\*{4,}|--|`{3}.*)$/
const TITLE = /^(={1,6}|#{1,6})[ \t]+\S/
const ITEM =
  /^[ \t]*(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d{1,2}|\.)>)[ \t]+(?:\[[ x*]\][ \t]+)?(?=\S)/
const TERM = /^[ \t]*[^\s:][^\n]{0,120}?(?:::{1,3}|;;)(?:[ \t]+|$)/
const SILENT =
  /^(?:\/\/|:!?[\w-]+!?:(?:\s|$)|(?:image|include|video|audio|toc|ifdef|ifndef|ifeval|endif)::|'{3,}$|<{3,}$)/

function readLine(r: Reader, line: string): void {
  if (r.quoted !== null) {
    if (line === r.quoted) r.quoted = null
  } else if (line === '' || line === '+') closeParagraph(r)
  else if (isUnderline(r, line)) closeTitle(r, line)
  else if (FENCE.test(line)) readFence(r, line)
  else if (/^[|,:!]={3,}$/.test(line)) readTable(r)
  else if (/^\[[^\]\n]*\]$/.test(line) || /^\[\[.*\]\]$/.test(line)) readStyle(r, line)
  else if (SILENT.test(line)) closeParagraph(r)
  else if (TITLE.test(line)) readTitle(r, line)
  else readWords(r, line)
}

// An old title: one line of text over a line of one mark, about as long.
function isUnderline(r: Reader, line: string): boolean {
  if (r.from < 0 || r.lines !== 1 || r.isItem || !/^(?:=+|-+|~+|\^+|\++)$/.test(line)) return false
  return line.length > 2 && Math.abs(line.length - (r.to - r.from)) <= 2
}

function closeTitle(r: Reader, line: string): void {
  r.out.heading('=-~^+'.indexOf(line.charAt(0)) + 1, { from: r.from, to: r.to })
  r.from = -1
}

function readTitle(r: Reader, line: string): void {
  closeParagraph(r)
  r.style = ''
  r.out.heading(line.search(/[^=#]/), { from: r.at, to: r.at + line.length })
}

function readStyle(r: Reader, line: string): void {
  closeParagraph(r)
  if (!line.startsWith('[[')) r.style = line.slice(1, -1)
}

const CODE_STYLE = /^(?:source|listing|literal|plantuml|mermaid|ditaa|graphviz|stem|latexmath|pass)\b|^,/
const QUOTE_STYLE = /^(?:quote|verse)\b/

function readFence(r: Reader, line: string): void {
  closeParagraph(r)
  const mark = line.charAt(0)
  const isSilent = mark === '_' || QUOTE_STYLE.test(r.style)
  if (!isSilent && !CODE_STYLE.test(r.style) && /^[=*]|^--$/.test(line)) {
    r.style = ''
    return
  }
  if (isSilent) {
    r.quoted = line
    r.style = ''
    return
  }
  const close = closeOf(r, mark === '`' ? '```' : line)
  if (mark !== '/') r.out.code({ from: r.at, to: close })
  r.end = close
  r.style = ''
}

// The end of the line that closes a fence; the end of the text when it is never closed.
function closeOf(r: Reader, fence: string): number {
  for (let at = r.end + 1; at < r.text.length; ) {
    const end = lineEnd(r.text, at)
    if (r.text.slice(at, end).trimEnd() === fence) return end
    at = end + 1
  }
  return r.text.length
}

function readTable(r: Reader): void {
  closeParagraph(r)
  r.end = readAsciiDocTable({ text: r.text, style: r.style, out: r.out }, { from: r.at, to: r.end })
  r.style = ''
}

function readWords(r: Reader, line: string): void {
  const marker = ITEM.exec(line)
  // A term is the writer's too, and its definition may stand on the next line.
  if (marker || ((r.from < 0 || r.isItem) && TERM.test(line))) {
    closeParagraph(r)
    r.isItem = true
    openAt(r, { from: r.at + (marker?.[0].length ?? 0), to: r.at + line.length })
    return
  }
  if (r.from < 0) {
    const isIndented = /^[ \t]/.test(line)
    r.isItem = r.isItem && isIndented
    if (CODE_STYLE.test(r.style) || QUOTE_STYLE.test(r.style) || (isIndented && !r.isItem)) {
      skipParagraph(r, !QUOTE_STYLE.test(r.style))
      return
    }
    openAt(r, { from: r.at + line.search(/\S/), to: r.at + line.length })
    return
  }
  r.to = r.at + line.length
  r.lines++
}

function openAt(r: Reader, span: Span): void {
  r.from = span.from
  r.to = span.to
  r.lines = 1
  r.style = ''
}

function skipParagraph(r: Reader, isCode: boolean): void {
  const from = r.at
  for (let at = r.end + 1; at < r.text.length; ) {
    const end = lineEnd(r.text, at)
    if (r.text.slice(at, end).trim() === '') break
    r.end = end
    at = end + 1
  }
  if (isCode) r.out.code({ from, to: r.end })
  r.style = ''
}

function closeParagraph(r: Reader): void {
  if (r.from >= 0) r.out.block(r.isItem ? 'item' : 'paragraph', { from: r.from, to: r.to })
  r.from = -1
}
