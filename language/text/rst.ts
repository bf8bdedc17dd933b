import type { SectionKind } from '../finding.ts'
import { type BlockKind, type Outline, type OutlineWriter, openOutline } from './blocks.ts'
import { readRstTable } from './rst-tables.ts'

// reStructuredText, line by line. Indentation is its only nesting: a stack of what each column means. What is indented
// without a reason (a block quote) is not the writer's voice; neither are comments and literal blocks.

/** Reads reStructuredText: titles, paragraphs, items, tables, directives with prose in them. Linear; never throws. */
export function readRst(text: string, fallback: SectionKind): Outline {
  const r: Reader = {
    text,
    out: openOutline(text, fallback),
    styles: [],
    stack: [],
    items: 0,
    from: -1,
    to: 0,
    lines: 0,
    awaits: null,
    isOver: false,
    at: 0,
    end: 0,
    isAfterBlank: true,
  }
  for (let at = 0; at < text.length; at = r.end + 1) {
    r.at = at
    r.end = lineEnd(text, at)
    readLine(r)
  }
  closeParagraph(r)
  while (r.stack.length > 0) leave(r)
  return r.out.outline
}

/** What the lines of an indented stretch are. */
type Kind = 'item' | 'body' | 'code' | 'silent'

interface Container {
  readonly kind: Kind
  readonly indent: number
  readonly from: number
  to: number
}

interface Reader {
  readonly text: string
  readonly out: OutlineWriter
  /** Marks of titles in the order they first came up, which is their depth. */
  readonly styles: string[]
  readonly stack: Container[]
  items: number
  from: number
  to: number
  lines: number
  /** What an indented stretch right after here would be. */
  awaits: Kind | null
  /** A line of one mark was just read, which the title under it has as well. */
  isOver: boolean
  at: number
  end: number
  isAfterBlank: boolean
}

/** Where the line that begins at `at` ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline
}

function lineOf(r: Reader): string {
  return r.text.slice(r.at, r.end)
}

function readLine(r: Reader): void {
  const indent = lineOf(r).search(/\S/)
  if (indent < 0) {
    closeParagraph(r)
    r.isAfterBlank = true
    r.isOver = false
    return
  }
  while (r.stack.length > 0 && (r.stack.at(-1)?.indent ?? 0) > indent) leaveAt(r)
  const top = r.stack.at(-1)
  if (top) top.to = r.end
  if (top?.kind !== 'code' && top?.kind !== 'silent') {
    if (indent > (top?.indent ?? 0)) indentLine(r, indent)
    if (!isSilent(r)) readOwn(r, indent)
  }
  r.isAfterBlank = false
}

function isSilent(r: Reader): boolean {
  const kind = r.stack.at(-1)?.kind
  return kind === 'code' || kind === 'silent'
}

function leaveAt(r: Reader): void {
  closeParagraph(r)
  r.awaits = null
  leave(r)
}

function leave(r: Reader): void {
  const left = r.stack.pop()
  if (left?.kind === 'item') r.items--
  if (left?.kind === 'code') r.out.code(left)
}

function enter(r: Reader, kind: Kind, indent: number): void {
  r.stack.push({ kind, indent, from: r.at, to: r.end })
  if (kind === 'item') r.items++
  r.awaits = null
}

// Deeper than what it stands in: awaited after "::" or a directive, a definition right under its term, or a quotation.
function indentLine(r: Reader, indent: number): void {
  if (r.awaits) enter(r, r.awaits, indent)
  else if (r.from >= 0 && r.lines === 1 && r.stack.length === 0) {
    closeParagraph(r)
    enter(r, 'body', indent)
  } else if (r.from < 0 && r.isAfterBlank) enter(r, 'silent', indent)
}

const ADORNED = /^([!-/:-@[-`{-~])\1*[ \t\r]*$/
const MARKER = /^(?:[-*+•‣]|(?:\d{1,3}|#|[a-zA-Z])[.)]|\((?:\d{1,3}|#|[a-zA-Z])\))[ \t]+(?=\S)/
const FIELD = /^:[^:\s][^:\n]{0,80}:(?:[ \t]+|[\r]?$)/

function readOwn(r: Reader, indent: number): void {
  const line = r.text.slice(r.at + indent, r.end)
  if (r.from < 0) r.awaits = null
  if (ADORNED.test(line) && readAdornment(r, line.trimEnd())) return
  if (r.from < 0 && /^(?:\+[-=+]+\+|={2,}(?:[ \t]+={2,})+)[ \t\r]*$/.test(line)) {
    r.end = readRstTable(r.text, r.at, r.out)
    return
  }
  if (r.from < 0 && /^\.\.(?:[ \t\r]|$)/.test(line)) {
    readMarkup(r, line)
    return
  }
  readItems(r, indent, line)
}

// Within a paragraph only a bullet begins an item (the strict reader wants an empty line there; writers forget it).
function readItems(r: Reader, indent: number, line: string): void {
  let at = 0
  for (let depth = 0; depth < 3; depth++) {
    const rest = line.slice(at)
    const marker = (
      r.from < 0 ? (MARKER.exec(rest) ?? FIELD.exec(rest)) : /^[-*+•‣][ \t]+(?=\S)/.exec(rest)
    )?.[0]
    if (marker === undefined) break
    closeParagraph(r)
    enter(r, 'item', indent + at + (marker.startsWith(':') ? 1 : marker.length))
    at += marker.length
  }
  if (line.slice(at).trim() !== '') openParagraph(r, r.at + indent + at)
}

// A line of one mark: under a line of text it makes a title; over one it announces it; alone it parts.
function readAdornment(r: Reader, line: string): boolean {
  const mark = line.charAt(0)
  if (r.from >= 0 && r.lines === 1) {
    const title = r.text.slice(r.from, r.to)
    if (line.length < Math.min(4, title.trim().length)) return false
    const span = { from: r.from, to: r.to }
    r.from = -1
    r.awaits = null
    r.out.heading(depthOf(r, r.isOver ? `${mark}${mark}` : mark), span)
    r.isOver = false
    return true
  }
  r.isOver = r.from < 0 && line.length >= 4
  return r.isOver
}

function depthOf(r: Reader, style: string): number {
  if (!r.styles.includes(style)) r.styles.push(style)
  return r.styles.indexOf(style) + 1
}

const CODE = /^(?:code|code-block|sourcecode|parsed-literal|literalinclude|prompt|console|highlight)$/
const PROSE =
  /^(?:note|warning|important|admonition|tip|hint|attention|caution|danger|error|seealso|todo|topic|sidebar|container|class|rubric|compound|versionadded|versionchanged|deprecated|figure|table|list-table|collapse|dropdown|details|tab|tabs|grid|card)$/
const WITH_TEXT = /^(?:note|warning|important|tip|hint|attention|caution|danger|error|seealso|todo|rubric)$/

// ".. name:: words" is a directive, ".. [1] words" a footnote, everything else after two dots a comment or a target.
function readMarkup(r: Reader, line: string): void {
  const directive = /^\.\.[ \t]+(?:\|[^|\n]{1,80}\|[ \t]+)?([\w:.+-]{1,60})::[ \t]*/.exec(line)
  const name = directive?.[1]?.toLowerCase() ?? ''
  const end = directive?.[0].length ?? 0
  if (WITH_TEXT.test(name) && line.slice(end).trim() !== '') openParagraph(r, r.end - line.length + end)
  r.awaits = CODE.test(name) ? 'code' : PROSE.test(name) ? 'body' : 'silent'
}

function openParagraph(r: Reader, from: number): void {
  if (r.from < 0) {
    r.from = from
    r.lines = 0
    r.awaits = null
  }
  r.to = r.end
  r.lines++
}

function closeParagraph(r: Reader): void {
  if (r.from < 0) return
  const span = { from: r.from, to: r.to }
  r.from = -1
  const isLiteral = r.text
    .slice(Math.max(span.from, span.to - 4), span.to)
    .trimEnd()
    .endsWith('::')
  if (isLiteral) r.awaits = 'code'
  const kind: BlockKind = r.items > 0 ? 'item' : 'paragraph'
  r.out.block(kind, span)
}
