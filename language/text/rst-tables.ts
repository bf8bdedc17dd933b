import type { OutlineWriter, Span } from './blocks.ts'

// Tables drawn with characters: "+---+" grids and "=== ===" rows. A cell is told line by line, since its lines do not
// stand together in the text.

interface Drawn {
  readonly text: string
  readonly out: OutlineWriter
  /** Where the columns begin in a line. */
  readonly columns: readonly number[]
  readonly isGrid: boolean
}

// Wider than any screen; without a bound, a first line of many columns would be gone through on every other line.
const MAX_WIDTH = 1000

/** Reads the table that begins at `at`; answers with the end of its last line. Linear. */
export function readRstTable(text: string, at: number, out: OutlineWriter): number {
  const first = text.slice(at, endOf(text, at))
  const isGrid = first.trimStart().startsWith('+')
  const columns = [...first.slice(0, MAX_WIDTH).matchAll(/=+/g)].map((mark) => mark.index)
  const drawn: Drawn = { text, out, columns, isGrid }
  const lines = linesOf(drawn, at)
  const rule = isGrid ? /^[ \t]*\+[=+]+\+[ \t\r]*$/ : /^[ \t]*=[= \t\r]*$/
  const rules = lines.flatMap((line, index) => (rule.test(text.slice(line.from, line.to)) ? [index] : []))
  const headEnd = rules[isGrid ? 0 : 1] ?? 0
  const heads: string[] = []
  lines.forEach((line, index) => {
    if (isRule(text.slice(line.from, line.to))) return
    for (const [column, span] of cellsOf(drawn, line).entries()) {
      const words = text.slice(span.from, span.to).trim()
      if (index < headEnd && headEnd < lines.length - 1)
        heads[column] = `${heads[column] ?? ''} ${words}`.trim().slice(0, 60)
      else if (words !== '') out.cell(span, heads[column] ?? null)
    }
  })
  return lines.at(-1)?.to ?? endOf(text, at)
}

function endOf(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline
}

function isRule(line: string): boolean {
  return /^[ \t]*[+=-][-+= \t\r]*$/.test(line)
}

// A grid goes on while lines are drawn, the other kind up to an empty line.
function linesOf({ text, isGrid }: Drawn, start: number): readonly Span[] {
  const lines: Span[] = []
  for (let at = start; at < text.length; ) {
    const to = endOf(text, at)
    const line = text.slice(at, to)
    if (isGrid ? !/^[ \t]*[+|]/.test(line) : line.trim() === '') break
    lines.push({ from: at, to })
    at = to + 1
  }
  return lines
}

function cellsOf({ text, columns, isGrid }: Drawn, line: Span): readonly Span[] {
  if (isGrid) return barsOf(text, line)
  return columns.map((column, index) => ({
    from: Math.min(line.to, line.from + column),
    to: Math.min(line.to, index + 1 < columns.length ? line.from + (columns[index + 1] ?? 0) : line.to),
  }))
}

function barsOf(text: string, line: Span): readonly Span[] {
  const bars: number[] = []
  for (let at = line.from; at < line.to; at++) {
    if (text.charCodeAt(at) === 92) at++
    else if (text.charCodeAt(at) === 124) bars.push(at)
  }
  return bars.slice(0, -1).map((bar, index) => ({ from: bar + 1, to: bars[index + 1] ?? line.to }))
}
