/**
 * Any text on one line of Markdown, and back. A cell of a table, an item of a list and a heading have one
 * line; our texts may hold pipes, line breaks and everything else.
 *
 * | in the text                                  | on the line |
 * |----------------------------------------------|-------------|
 * | `|`                                          | `\|`        |
 * | line feed                                    | `<br>`      |
 * | carriage return, white space at either end   | `&#13;`     |
 * | `<br>`, `&#13;` as they stand                | `\<br>`     |
 * | `\` before one of the above, or another `\`  | `\\`        |
 */

const NEEDS_BACKSLASH = /\\(?=[\\|<&\n\r])|\||<(?=br\s*\/?>)|&(?=#\d+;)/gi

/** The text on one line. */
export function lineOf(text: string): string {
  const before = text.slice(0, text.length - text.trimStart().length)
  const inner = text.slice(before.length).trimEnd()
  const after = text.slice(before.length + inner.length)
  const line = inner
    .replace(NEEDS_BACKSLASH, (found) => `\\${found}`)
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '<br>')
  // White space at the end turns into a reference or a tag, and a backslash before either would change its meaning.
  const isExposed = inner.endsWith('\\') && after !== ''
  return `${edge(before)}${line}${isExposed ? '\\' : ''}${edge(after)}`
}

function edge(space: string): string {
  return [...space].map((each) => (each === '\n' ? '<br>' : charReference(each))).join('')
}

function charReference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** The text of a line written by {@link lineOf}, forgiving about `<br/>` and white space around it. */
export function textOfLine(line: string): string {
  return line
    .trim()
    .replace(/\\([\\|<&])|<br\s*\/?>|&#(\d+);/gi, (found, escaped?: string, code?: string) => {
      if (escaped !== undefined) return escaped
      if (code === undefined) return '\n'
      const point = Number(code)
      return point <= 0x10ffff ? String.fromCodePoint(point) : found
    })
}

/** A heading on one line; a closing `#` would be taken for decoration. */
export function headingOf(text: string): string {
  return lineOf(text).replace(/(\\?)#$/, (_, slash: string) => `${slash}${slash}&#35;`)
}

/** The text of a heading's line. */
export function textOfHeading(line: string): string {
  return textOfLine(line.replace(/(^|[ \t])#+[ \t]*\r?$/, ''))
}

/** A row of a GFM table. */
export function rowOf(cells: readonly string[]): string {
  return `| ${cells.map(lineOf).join(' | ')} |`
}

/** The cells of a table's row, decoded; null when the line is no row. */
export function cellsOf(line: string): readonly string[] | null {
  const trimmed = line.trim()
  if (!trimmed.startsWith('|') || trimmed.length < 2) return null
  const parts = trimmed.slice(1).match(/(?:\\.|[^|\\])*\\?(?:\||$)/gs) ?? []
  const cells = parts.filter((part) => part !== '').map((part) => textOfLine(part.replace(/\|$/, '')))
  return cells
}

/** A whole table: header, rule, rows. */
export function tableOf(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return [rowOf(headers), `|${headers.map(() => '---').join('|')}|`, ...rows.map(rowOf)].join('\n')
}

/** A table found among lines, with what stands around it. */
export interface FoundTable {
  readonly headers: readonly string[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: string }[]
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly headerLines: readonly string[]
}

/** The first table among the lines; null when there is none. */
export function findTable(lines: readonly string[]): FoundTable | null {
  const rule = lines.findIndex((line, index) => index > 0 && /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line))
  const header = lines[rule - 1]
  const headers = header === undefined ? null : cellsOf(header)
  if (headers === null) return null
  const end = lines.findIndex((line, index) => index > rule && cellsOf(line) === null)
  const rows = lines.slice(rule + 1, end < 0 ? undefined : end)
  return {
    headers,
    rows: rows.map((line) => ({ cells: cellsOf(line) ?? [], line })),
    before: lines.slice(0, rule - 1),
    after: end < 0 ? [] : lines.slice(end),
    headerLines: lines.slice(rule - 1, rule + 1),
  }
}
