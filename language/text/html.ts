import type { SectionKind } from '../finding.ts'
import { type Block, type Outline, type OutlineWriter, openOutline, type Span } from './blocks.ts'
import type { Mask } from './voice.ts'

// HTML as wikis and trackers export it. One pass over tags; a tag is masked where it stands and an entity too, so that
// every offset is that of the text itself. Broken nesting is met as browsers meet it: a new block closes the one before.

/** Reads HTML: headings, paragraphs, items and cells with the name of their column. Linear; never throws. */
export function readHtml(text: string, fallback: SectionKind): Outline {
  const r: Reader = {
    text,
    out: openOutline(text, fallback),
    masks: [],
    from: -1,
    to: 0,
    depth: 0,
    lists: 0,
    quotes: 0,
    code: [],
    tables: [],
    quote: null,
  }
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    const end = open < 0 ? text.length : open
    readText(r, at, end)
    at = end < text.length ? readMarkup(r, end) : end
  }
  closeBlock(r, text.length)
  return { ...r.out.outline, masks: r.masks }
}

interface Cells {
  heads: string[]
  /** Head cells of the row being read, which become the heads of the columns when the row has no other cells. */
  row: string[]
  column: number
  hasCells: boolean
  /** The cell being read: a head, one with words, or none. */
  cell: 'th' | 'td' | null
  words: string
}

interface Reader {
  readonly text: string
  readonly out: OutlineWriter
  readonly masks: Mask[]
  /** The block being read; `from` is -1 before its first word. */
  from: number
  to: number
  /** Depth of the heading being read, or 0. */
  depth: number
  lists: number
  quotes: number
  /** Where each open inline code or quotation began. */
  code: { readonly name: string; readonly from: number }[]
  readonly tables: Cells[]
  quote: { readonly from: number; readonly closer: string } | null
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi
const SPACES = /^&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|zwnj|shy);$/i

function readText(r: Reader, from: number, to: number): void {
  const words = r.text.slice(from, to)
  const bare = words.includes('&') ? words.replace(ENTITY, (entity) => readEntity(entity)) : words
  const start = bare.search(/\S/)
  if (start < 0) return
  const cell = r.tables.at(-1)
  if (cell?.cell && cell.words.length < 200) cell.words += bare.slice(0, 200)
  if (r.from < 0) r.from = from + start
  r.to = from + bare.trimEnd().length
  if (bare !== words) maskEntities(r, words, from)
}

// A blank of the same length for a space, letters for anything else: only where words begin and end is asked here.
function readEntity(entity: string): string {
  return (SPACES.test(entity) ? ' ' : '&').repeat(entity.length)
}

const QUOTES: ReadonlyMap<string, string> = new Map([
  ['&quot;', '&quot;'],
  ['&#34;', '&#34;'],
  ['&ldquo;', '&rdquo;'],
  ['&#8220;', '&#8221;'],
  ['&lsquo;', '&rsquo;'],
  ['&laquo;', '&raquo;'],
])
const APOSTROPHE = /^&(?:rsquo|apos|#39|#x27|#8217|#x2019);$/i

function maskEntities(r: Reader, words: string, from: number): void {
  for (const found of words.matchAll(ENTITY)) {
    const at = from + found.index
    const to = at + found[0].length
    if (APOSTROPHE.test(found[0]) && /^[a-z]..*[a-z]$/is.test(r.text.slice(at - 1, to + 1))) {
      r.masks.push({ kind: 'apostrophe', from: at, to })
      continue
    }
    if (r.quote?.closer === found[0]) {
      maskWhole(r, 'quote', { from: r.quote.from, to })
      continue
    }
    r.masks.push({ kind: 'blank', from: at, to })
    const closer = r.quote ? undefined : QUOTES.get(found[0])
    if (closer !== undefined) r.quote = { from: at, closer }
  }
}

function readMarkup(r: Reader, at: number): number {
  const { text } = r
  if (text.startsWith('<!--', at)) return readComment(r, at)
  if (text.startsWith('<![CDATA[', at)) return readData(r, at)
  const c = text.charCodeAt(at + 1)
  if (c === 33 || c === 63) return maskTo(r, at, '>')
  const name = /^<\/?([a-z][a-z\d:-]{0,60})/i.exec(text.slice(at, at + 64))?.[1]?.toLowerCase()
  if (name === undefined) {
    readText(r, at, at + 1)
    return at + 1
  }
  const to = tagEnd(text, at)
  r.masks.push({ kind: 'blank', from: at, to })
  const tag = { name, from: at, to, isClosing: c === 47 }
  return tag.isClosing || text.charCodeAt(to - 2) === 47 ? readTag(r, tag) : skipSilent(r, tag)
}

// A comment after the last word belongs to the block: it may say why words are kept.
function readComment(r: Reader, at: number): number {
  const to = maskTo(r, at, '-->')
  if (r.from >= 0) r.to = to
  return to
}

function maskTo(r: Reader, from: number, closer: string): number {
  const close = r.text.indexOf(closer, from)
  const to = close < 0 ? r.text.length : close + closer.length
  r.masks.push({ kind: 'blank', from, to })
  return to
}

// Only code is exported so.
function readData(r: Reader, at: number): number {
  closeBlock(r, at)
  const to = maskTo(r, at, ']]>')
  if (r.quotes === 0) r.out.code({ from: at, to })
  return to
}

// The end of a tag, past closers in quoted attributes; a tag that never ends takes the rest, as it does in a browser.
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from + 1; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (quote !== 0) quote = c === quote ? 0 : quote
    else if (c === 62) return at + 1
    else if ((c === 34 || c === 39) && /[=\s]/.test(text.charAt(at - 1))) quote = c
  }
  return text.length
}

interface Tag extends Span {
  readonly name: string
  readonly isClosing: boolean
}

const SILENT = /^(?:script|style|head|title|svg|math|template|textarea|select|button|ac:parameter|pre)$/

// What is inside is no prose; `pre` is code.
function skipSilent(r: Reader, tag: Tag): number {
  if (!SILENT.test(tag.name)) return readTag(r, tag)
  closeBlock(r, tag.from)
  const close = new RegExp(`</${tag.name}(?![a-z\\d:-])`, 'gi')
  close.lastIndex = tag.to
  const to = close.exec(r.text)?.index ?? r.text.length
  if (to > tag.to) r.masks.push({ kind: 'blank', from: tag.to, to })
  if (tag.name === 'pre' && r.quotes === 0) r.out.code({ from: tag.to, to })
  return to
}

const INLINE =
  /^(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|ac:link|ac:inline-comment-marker|ac:emoticon|ac:image|ac:link-body|ri:[a-z-]+)$/
const CODE = /^(?:code|kbd|samp|tt|var|q)$/

function readTag(r: Reader, tag: Tag): number {
  if (tag.name === 'br') readBreak(r, tag)
  else if (CODE.test(tag.name)) readCode(r, tag)
  else if (!INLINE.test(tag.name)) readBlockTag(r, tag)
  return tag.to
}

// A line that opens with a time is its own entry.
function readBreak(r: Reader, tag: Tag): void {
  if (/^\s*\[?(?:\d{1,2}:\d\d|\d{4}-\d\d-\d\d)/.test(r.text.slice(tag.to, tag.to + 20)))
    closeBlock(r, tag.from)
}

function readCode(r: Reader, tag: Tag): void {
  if (!tag.isClosing) {
    if (r.code.length < 40) r.code.push({ name: tag.name, from: tag.from })
    return
  }
  const open = r.code.at(-1)
  if (open?.name !== tag.name) return
  r.code.pop()
  if (r.code.length > 0) return
  maskWhole(r, tag.name === 'q' ? 'quote' : 'code', { from: open.from, to: tag.to })
}

// One mask for a stretch whose tags and entities already have theirs.
function maskWhole(r: Reader, kind: Mask['kind'], span: Span): void {
  while ((r.masks.at(-1)?.from ?? -1) >= span.from) r.masks.pop()
  r.masks.push({ kind, ...span })
  r.quote = null
  r.code = []
}

function readBlockTag(r: Reader, tag: Tag): void {
  closeBlock(r, tag.from)
  const step = tag.isClosing ? -1 : 1
  const { name } = tag
  if (/^h[1-6]$/.test(name)) r.depth = tag.isClosing ? 0 : Number(name.charAt(1))
  else if (/^(?:ul|ol|dl|ac:task-list)$/.test(name)) r.lists = Math.max(0, r.lists + step)
  else if (name === 'blockquote') r.quotes = Math.max(0, r.quotes + step)
  else if (/^t(?:able|r|h|d)$/.test(name)) readTableTag(r, tag)
}

function readTableTag(r: Reader, tag: Tag): void {
  const cells = r.tables.at(-1)
  if (tag.name === 'table') {
    if (tag.isClosing) r.tables.pop()
    else r.tables.push({ heads: [], row: [], column: 0, hasCells: false, cell: null, words: '' })
    return
  }
  if (!cells) return
  closeCell(cells)
  if (tag.name === 'tr') closeRow(cells)
  else if (!tag.isClosing) {
    cells.cell = tag.name === 'th' ? 'th' : 'td'
    cells.hasCells ||= tag.name === 'td'
    const span = /\bcolspan\s*=\s*["']?(\d{1,2})/i.exec(
      r.text.slice(tag.from, Math.min(tag.to, tag.from + 400)),
    )
    cells.column += Math.max(1, Number(span?.[1] ?? 1))
  }
}

function closeCell(cells: Cells): void {
  if (cells.cell === 'th') cells.row[cells.column] = cells.words.replace(/\s+/g, ' ').trim().slice(0, 60)
  cells.cell = null
  cells.words = ''
}

function closeRow(cells: Cells): void {
  if (!cells.hasCells && cells.row.length > 0) cells.heads = cells.row
  cells.row = []
  cells.column = 0
  cells.hasCells = false
}

function closeBlock(r: Reader, end: number): void {
  // A quotation or code that was never closed was none.
  r.quote = null
  r.code = []
  const span = { from: r.from, to: Math.min(r.to, end) }
  r.from = -1
  if (span.from < 0 || r.quotes > 0) return
  const cells = r.tables.at(-1)
  if (cells?.cell === 'th') return
  if (cells?.cell === 'td') r.out.cell(span, cells.heads[cells.column] ?? rowHead(cells))
  else if (r.depth > 0) r.out.heading(r.depth, span)
  else r.out.block(kindOf(r), span)
}

// "Root cause | …" in a table of two columns: the head of the row names the cell.
function rowHead(cells: Cells): string | null {
  return cells.row.find((head) => head !== undefined) ?? null
}

function kindOf(r: Reader): Block['kind'] {
  return r.lists > 0 ? 'item' : 'paragraph'
}
