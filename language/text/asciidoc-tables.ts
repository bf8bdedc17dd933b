import type { OutlineWriter, Span } from './blocks.ts'

interface Source {
  readonly text: string
  readonly style: string
  readonly out: OutlineWriter
}

/** Reads the table that `fence` opens ("|==="): a cell goes from its bar to the next one. Answers with the end of its last line. Linear. */
export function readAsciiDocTable(source: Source, fence: Span): number {
  const { text, style, out } = source
  const mark = text.slice(fence.from, fence.to).trimEnd()
  const close = `\n${mark}`
  const found = text.indexOf(close, fence.to)
  const inside = { from: fence.to, to: found < 0 ? text.length : found }
  const cells = cellsOf(text, inside)
  const firstLine = inside.from + 1 + (/^\s*/.exec(text.slice(inside.from + 1, inside.to))?.[0].length ?? 0)
  const lineEnd = text.indexOf('\n', firstLine)
  const onFirst = cells.filter((cell) => lineEnd < 0 || cell.from <= lineEnd).length
  const columns = Math.max(1, columnsOf(style) ?? onFirst)
  const heads = hasHead(style, text.slice(inside.from, inside.to)) ? cells.slice(0, columns) : []
  const names = heads.map((cell) => text.slice(cell.from, Math.min(cell.to, cell.from + 60)).trim())
  cells.slice(heads.length).forEach((cell, index) => {
    if (text.slice(cell.from, cell.to).trim() !== '') out.cell(cell, names[index % columns] || null)
  })
  const after = text.indexOf('\n', inside.to + 1)
  return after < 0 ? text.length : after
}

// The specifiers before a bar ("2+^.^s|") belong to the cell after it.
const SPECIFIER = /(?:^|\s)(?:\d{0,2}(?:\.\d{1,2})?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?$/

function cellsOf(text: string, { from, to }: Span): readonly Span[] {
  const cells: Span[] = []
  let start = -1
  for (let at = from; at <= to; at++) {
    if (at < to && text.charCodeAt(at) === 92) at++
    else if (at === to || text.charCodeAt(at) === 124) {
      const before = text.slice(Math.max(start, at - 16, from), at)
      const spec = at === to ? 0 : (SPECIFIER.exec(before)?.[0].length ?? 0)
      if (start >= 0) cells.push({ from: start, to: Math.max(start, at - spec) })
      start = at + 1
    }
  }
  return cells
}

function columnsOf(style: string): number | null {
  const listed = /\bcols\s*=\s*"?([^"\]]{1,200})/.exec(style)?.[1]
  if (listed === undefined) return null
  const repeated = /^(\d{1,2})\*/.exec(listed)?.[1]
  return repeated === undefined ? listed.split(/[,;]/).length : Number(repeated)
}

// A first row that an empty line follows is a head, and so is one that the attributes call so.
function hasHead(style: string, inside: string): boolean {
  if (/\bnoheader\b/.test(style)) return false
  return /\bheader\b/.test(style) || /^[ \t\r]*\n[ \t]*\|[^\n]+\n[ \t]*\r?\n/.test(inside)
}
