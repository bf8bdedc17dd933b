/**
 * The structure of a post-mortem that is a file: which parts it has, and what stands in them. Any heading level, tables
 * or lists; nothing is required to be in our own format. Offsets are UTF-16 units of the text.
 */
import { cellsOf } from './cells.ts'
import { type Fence, fenceAfter } from './sections.ts'

/** A stretch of the text. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The parts a post-mortem has, each known by the words of its heading. */
export type PartKind = 'summary' | 'impact' | 'timeline' | 'causes' | 'lessons' | 'actions'

/** A heading with everything below it, up to the next heading as high. */
export interface DocumentPart {
  readonly kind: PartKind
  readonly heading: Stretch
  readonly body: Stretch
}

/** One action as it is written: its own words, the words about its owner, the words about its date; null where there are none. */
export interface WrittenAction extends Stretch {
  readonly title: string
  readonly owner: string | null
  readonly due: string | null
  readonly isDone: boolean
}

const KINDS: readonly (readonly [PartKind, RegExp])[] = [
  [
    'actions',
    /\b(?:actions?(?: items?)?|follow[- ]?ups?|next steps|remediations?|corrective|preventi(?:ve|on)|to-?dos?)\b/i,
  ],
  ['timeline', /\btime ?line\b|\bchronolog|\bsequence of events\b|\bevent log\b|\blog of events\b/i],
  ['causes', /\b(?:causes?|factors?|weakness(?:es)?|contributing|triggers?)\b/i],
  ['impact', /\bimpact\b|\bwho was affected\b|\bcustomer effect\b/i],
  ['lessons', /\blessons?\b|\blearn(?:ed|t|ings?)\b|\bwhat went (?:well|wrong)\b|\blucky\b/i],
  ['summary', /\b(?:summary|overview|abstract|tl;?dr|what happened)\b/i],
]

interface Line extends Stretch {
  readonly text: string
}

interface Heading extends Line {
  readonly level: number
  readonly kind: PartKind | null
}

function linesOf(text: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = []
  for (let at = from; at < to; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 || newline >= to ? to : newline
    const hasReturn = end > at && text.charCodeAt(end - 1) === 13
    const stop = hasReturn ? end - 1 : end
    lines.push({ from: at, to: stop, text: text.slice(at, stop) })
    at = end + 1
  }
  return lines
}

function headingsOf(lines: readonly Line[]): readonly Heading[] {
  const headings: Heading[] = []
  let fence: Fence | null = null
  for (const line of lines) {
    const wasOpen = fence !== null
    fence = fenceAfter(line.text, fence)
    const marks = wasOpen || fence !== null ? null : /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line.text)
    const isBold = marks === null && !wasOpen && /^\*\*[^*]{3,60}\*\*:?\s*$/.test(line.text)
    if (marks === null && !isBold) continue
    const words = line.text.slice(0, 200)
    const kind = KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null
    if (marks !== null || kind !== null) headings.push({ ...line, level: marks?.[1]?.length ?? 7, kind })
  }
  return headings
}

/** The parts of a document in order. A heading inside a part opens one of its own only when it names another part. */
export function documentParts(text: string, start = 0): readonly DocumentPart[] {
  const headings = headingsOf(linesOf(text, start, text.length))
  // A title ("Checkout timeline incident") names the whole document and no part of it.
  const tops = headings.filter(({ level }) => level === 1)
  const title = tops.length === 1 && headings[0] === tops[0] ? tops[0] : null
  return headings.flatMap((heading, index) => {
    if (heading.kind === null || heading === title) return []
    const end = headings
      .slice(index + 1)
      .find((next) => next.level <= heading.level || (next.kind !== null && next.kind !== heading.kind))
    const body = { from: Math.min(heading.to + 1, text.length), to: end?.from ?? text.length }
    return [{ kind: heading.kind, heading: { from: heading.from, to: heading.to }, body }]
  })
}

/** One statement of a part: a list item with what is set in below it, the first telling cell of a row, or a paragraph. */
export interface Statement extends Stretch {
  readonly text: string
  /** Whether it is an item or a row, and not a paragraph. */
  readonly isListed: boolean
  /** The cells of its row by the heads of their columns, small letters; empty for an item or a paragraph. */
  readonly cells: ReadonlyMap<string, string>
}

/** The statements of a stretch, in order; headings, rules and fenced code are none. */
export function statementsIn(text: string, { from, to }: Stretch): readonly Statement[] {
  const reading: Reading = { text, found: [], open: null, heads: null }
  let fence: Fence | null = null
  for (const line of linesOf(text, from, to)) {
    const wasOpen = fence !== null
    fence = fenceAfter(line.text, fence)
    if (wasOpen || fence !== null) reading.open = null
    else readLine(reading, line)
  }
  return reading.found.map(({ from, to, isListed, cells }) => ({
    from,
    to,
    isListed,
    cells,
    text: text.slice(from, to),
  }))
}

interface Open {
  readonly from: number
  to: number
  readonly indent: number
  readonly isListed: boolean
  readonly cells: ReadonlyMap<string, string>
}

interface Reading {
  readonly text: string
  readonly found: Open[]
  open: Open | null
  heads: readonly string[] | null
}

const NO_CELLS: ReadonlyMap<string, string> = new Map()

function readLine(reading: Reading, line: Line): void {
  const cells = cellsOf(line.text)
  if (cells !== null) {
    reading.open = null
    readRow(reading, line, cells)
    return
  }
  reading.heads = null
  const words = line.text.trim()
  if (words === '' || /^#{1,6}\s|^(?:-{3,}|\*{3,}|_{3,})$|^<!--.*-->$/.test(words)) {
    if (words !== '' || reading.open?.isListed === false) reading.open = null
    return
  }
  const item = /^([ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)/.exec(line.text)
  const indent = /^[ \t]*/.exec(line.text)?.[0].length ?? 0
  const isBelow = reading.open?.isListed === true && indent > reading.open.indent
  if (item !== null && !isBelow) begin(reading, line, { skip: item[0].length, indent, isListed: true })
  else if (reading.open !== null && (isBelow || !reading.open.isListed)) reading.open.to = line.to
  else if (reading.open === null || indent === 0)
    begin(reading, line, { skip: indent, indent, isListed: false })
}

function begin(reading: Reading, line: Line, how: { skip: number; indent: number; isListed: boolean }): void {
  const { skip, indent, isListed } = how
  reading.open = { from: line.from + skip, to: line.to, indent, isListed, cells: NO_CELLS }
  reading.found.push(reading.open)
}

function readRow(reading: Reading, line: Line, cells: readonly string[]): void {
  if (cells.every((cell) => /^:?-+:?$/.test(cell.trim()))) return
  if (reading.heads === null) {
    reading.heads = cells.map((cell) => cell.toLowerCase().replace(/[*_`]/g, '').trim())
    return
  }
  const byHead = new Map(cells.map((cell, index) => [reading.heads?.[index] ?? '', cell.trim()] as const))
  if (cells.every((cell) => cell.trim() === '')) return
  reading.found.push({ from: line.from, to: line.to, indent: 0, isListed: true, cells: byHead })
}

const OWNER_HEAD = /\b(?:owner|assignee|assigned|dri|responsible|who|team)\b/
const DUE_HEAD = /\b(?:due|date|deadline|by|when|target|eta)\b/
const STATE_HEAD = /\b(?:state|status)\b/
const TITLE_HEAD = /\b(?:actions?|items?|tasks?|what|title|description|change|follow-?up)\b/
const DONE = /\b(?:done|closed|complete[d]?|merged|shipped)\b/i

/** Reads a statement of the actions. `dayIn` finds a written day in a line. */
export function writtenAction(statement: Statement, dayIn: (line: string) => boolean): WrittenAction {
  const { from, to, cells } = statement
  return { from, to, ...(cells.size > 0 ? rowAction(cells) : itemAction(statement.text, dayIn)) }
}

type ActionWords = Omit<WrittenAction, 'from' | 'to'>

function rowAction(cells: ReadonlyMap<string, string>): ActionWords {
  const cell = (head: RegExp): string | null => {
    for (const [name, words] of cells)
      if (head.test(name)) return /[\p{L}\p{N}]/u.test(words) && !isUnset(words) ? words : null
    return null
  }
  const longest = [...cells.values()].toSorted((a, b) => b.length - a.length)[0] ?? ''
  return {
    title: cell(TITLE_HEAD) ?? longest,
    owner: cell(OWNER_HEAD),
    due: cell(DUE_HEAD),
    isDone: DONE.test(cell(STATE_HEAD) ?? ''),
  }
}

function isUnset(words: string): boolean {
  return /^(?:tb[dca]|n\/?a|none|unassigned|unknown|not set|no one|nobody|asap|soon|later|ongoing|\?+)\.?$/i.test(
    words.trim(),
  )
}

const LABELLED_OWNER =
  /\b(?:owner|owned by|assignee|assigned to|dri|responsible(?: team)?)\b[*_]*\s*[:=–—-]?[*_]*\s*([^\n,;|)]*)/i
const LABELLED_DUE =
  /\b(?:due(?: date| on| by)?|deadline|target(?: date)?|eta)\b[*_]*\s*[:=–—-]?[*_]*\s*([^\n,;|)]*)/i

function itemAction(text: string, dayIn: (line: string) => boolean): ActionWords {
  const said = (words: string | undefined): string | null =>
    words !== undefined && words.trim() !== '' && !isUnset(words) ? words.trim() : null
  const lines = text.split('\n')
  const labelledDue = said(LABELLED_DUE.exec(text)?.[1])
  const dated = lines.find((line) => dayIn(line))
  const handle = /(?:^|[\s([])(@[\w][\w/.-]*)/.exec(text)?.[1]
  return {
    title: (lines[0] ?? '').replace(/^\[[ xX]\]\s*/, '').trim(),
    owner: said(LABELLED_OWNER.exec(text)?.[1]) ?? handle ?? ownerBesideDate(text, dayIn),
    due: labelledDue ?? dated ?? null,
    isDone: /^\[[xX]\]/.test(text),
  }
}

// "… (Search platform, 2026-04-01)" and "… — Search platform, 4 April": the words beside a date at the end are the owner.
function ownerBesideDate(text: string, dayIn: (line: string) => boolean): string | null {
  const tail = /(?:\(([^()]{3,80})\)|\s[–—|-]{1,2}\s([^\n–—|]{3,80}))[.\s]*$/.exec(text)
  const words = tail?.[1] ?? tail?.[2]
  if (words === undefined || !dayIn(words)) return null
  const others = words
    .split(/[,;/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !dayIn(part))
    .map((part) => part.replace(/^(?:due|by|until|on)\b\s*/i, ''))
    .filter((part) => /\p{L}{2}/u.test(part))
  return others[0] ?? null
}
