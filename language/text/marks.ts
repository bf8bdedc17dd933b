// What a line of Markdown begins with: markers of lists, headings, fences, rules and HTML, by the first characters.

/** The line being read: the whole text, and where the line ends. */
export interface Line {
  readonly text: string
  readonly end: number
}

/** Character codes of white space inside a line. */
export const SPACE = 32
/** See `SPACE`. */
export const TAB = 9

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57
}

/** Length of a list marker, or 0. Inside a paragraph only a marker with text after it opens a list, and only "1" of the numbers. */
export function markerAt(line: Line, from: number, isInParagraph: boolean): number {
  const c = line.text.charCodeAt(from)
  let to = from
  if (c === 42 || c === 43 || c === 45) to++
  else if (isDigit(c)) {
    while (to < from + 9 && isDigit(line.text.charCodeAt(to))) to++
    const stop = line.text.charCodeAt(to)
    if (stop !== 46 && stop !== 41) return 0
    if (isInParagraph && !(to === from + 1 && c === 49)) return 0
    to++
  } else return 0
  if (to >= line.end) return isInParagraph ? 0 : to - from
  const after = line.text.charCodeAt(to)
  if (after !== SPACE && after !== TAB) return 0
  return isInParagraph && line.text.slice(to, line.end).trim() === '' ? 0 : to - from
}

/** Depth of the heading that begins at `from`, or 0. */
export function headingAt(line: Line, from: number): number {
  let to = from
  while (to < line.end && line.text.charCodeAt(to) === 35) to++
  const depth = to - from
  if (depth === 0 || depth > 6) return 0
  const after = line.text.charCodeAt(to)
  return to >= line.end || after === SPACE || after === TAB ? depth : 0
}

/** Length of the code fence that begins at `from`, or 0. */
export function fenceAt(line: Line, from: number): number {
  const c = line.text.charCodeAt(from)
  if (c !== 96 && c !== 126) return 0
  let to = from
  while (to < line.end && line.text.charCodeAt(to) === c) to++
  if (to - from < 3) return 0
  if (c === 96 && line.text.slice(to, line.end).includes('`')) return 0
  return to - from
}

/** Whether the line from `from` on is a rule: three or more of one mark. */
export function isRule(line: Line, from: number): boolean {
  const c = line.text.charCodeAt(from)
  if (c !== 42 && c !== 45 && c !== 95) return false
  let count = 0
  for (let i = from; i < line.end; i++) {
    const next = line.text.charCodeAt(i)
    if (next === c) count++
    else if (next !== SPACE && next !== TAB) return false
  }
  return count >= 3
}

const BLOCK_TAGS =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i
const LONE_TAG =
  /^(?:<[a-z][\w-]*(?:\s+[a-z:_][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[a-z][\w-]*\s*>)\s*$/i
/** Ends an HTML block at an empty line. */
export const BLANK = /^$/

/** What ends the HTML block that begins at `from`, or null. */
export function htmlAt(line: Line, from: number, isInParagraph: boolean): RegExp | null {
  if (line.text.charCodeAt(from) !== 60) return null
  const start = line.text.slice(from, Math.min(line.end, from + 2000))
  if (/^<(?:script|pre|style)(?:\s|>|$)/i.test(start)) return /<\/(?:script|pre|style)>/i
  if (start.startsWith('<!--')) return /-->/
  if (start.startsWith('<?')) return /\?>/
  if (/^<!\[CDATA\[/.test(start)) return /\]\]>/
  if (/^<![A-Z]/.test(start)) return />/
  if (BLOCK_TAGS.test(start)) return BLANK
  return !isInParagraph && LONE_TAG.test(start) ? BLANK : null
}
