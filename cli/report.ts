import type { Finding, Rewrite } from '@secondstory/language'

/** The findings of one file, with the text they point into. */
export interface FileReport {
  readonly path: string
  readonly text: string
  readonly findings: readonly Finding[]
  /** Words of the text, when they were counted. */
  readonly words?: number
  /** Rewrites made in the file, when it was mended; `text` is then the mended text. */
  readonly fixed?: number
}

/** A place for people: line and column from 1, columns counted in code points so that an emoji is one. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Turns UTF-16 offsets into places; offsets must be asked for in rising order, which keeps a long file linear. */
export function placesIn(text: string): (offset: number) => Place {
  let line = 1
  let start = 0
  let next = text.indexOf('\n')
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++
      start = next + 1
      next = text.indexOf('\n', start)
    }
    return { line, column: codePoints(text, start, offset) + 1 }
  }
}

// Counts code points without making an array of them; on one line of 50 MB this is still one pass per finding, so it is capped.
function codePoints(text: string, from: number, to: number): number {
  let count = to - from
  if (count > 100_000) return count
  for (let i = from; i < to - 1; i++) {
    const c = text.charCodeAt(i)
    const after = text.charCodeAt(i + 1)
    if (c >= 0xd800 && c <= 0xdbff && after >= 0xdc00 && after <= 0xdfff) count--
  }
  return count
}

const PAINT: Readonly<Record<string, string>> = {
  error: '31',
  warning: '33',
  hint: '36',
  dim: '2',
  bold: '1',
}

function painter(hasColour: boolean): (kind: string, text: string) => string {
  return (kind, text) => (hasColour ? `\u001b[${PAINT[kind] ?? '0'}m${text}\u001b[0m` : text)
}

/** The findings of one file for a person: place, words, a line under them, the reason, the question and the first rewrite. */
export function asText(report: FileReport, hasColour: boolean): string {
  const paint = painter(hasColour)
  const placeOf = placesIn(report.text)
  return report.findings
    .map((finding) => {
      const place = placeOf(finding.from)
      const head = `${paint('bold', `${printable(report.path)}:${place.line}:${place.column}`)} ${paint(finding.level, finding.level)} ${finding.name} ${paint('dim', finding.rule)}`
      const rewrite = finding.rewrites[0]
      return [
        head,
        ...excerpt(report.text, finding, (text) => paint(finding.level, text)),
        `    ${finding.because}`,
        `    ${paint('bold', finding.ask)}`,
        ...(rewrite ? [`    Instead: ${rewritten(report.text, finding, rewrite)}`] : []),
        '',
        '',
      ].join('\n')
    })
    .join('')
}

const ROOM = 88
const FAR = 400
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u
const WIDE =
  /[\p{Extended_Pictographic}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u

// The line the words stand in, cut around them when it is long, and carets under the words as wide as a terminal shows them.
function excerpt(text: string, finding: Finding, paint: (text: string) => string): readonly string[] {
  // Looked for near the words only: on a line of 50 MB the whole of it would be searched for every finding.
  const near = text.slice(Math.max(0, finding.from - FAR), finding.from)
  const lineStart = finding.from - near.length + near.lastIndexOf('\n') + 1
  const newline = text.slice(finding.from, finding.from + FAR).indexOf('\n')
  const lineEnd = newline < 0 ? Math.min(text.length, finding.from + FAR) : finding.from + newline
  const to = Math.min(finding.to, lineEnd)
  const start =
    finding.from - lineStart > 40 ? wordStart(text, Math.max(lineStart, finding.from - 40)) : lineStart
  const end = Math.min(lineEnd, Math.max(to, start + ROOM))
  const before = printable(text.slice(start, finding.from))
  const words = printable(text.slice(finding.from, to))
  const lead = start > lineStart ? '…' : ''
  const tail = end < lineEnd ? '…' : ''
  const line = `    ${lead}${before}${paint(words)}${printable(text.slice(to, end)).trimEnd()}${tail}`
  const carets = `    ${' '.repeat(lead.length + widthOf(before))}${paint('^'.repeat(Math.max(1, widthOf(words))))}`
  return [line, carets]
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space >= 0 && space < at + 20 ? space + 1 : isSecondHalf(text, at) ? at + 1 : at
}

function isSecondHalf(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  return c >= 0xdc00 && c <= 0xdfff
}

function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += ZERO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1
  return width
}

/** A text without the control characters that would steer a terminal; a tab is shown as one space so that carets line up. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/\t/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
}

// The rewrite with a little of the sentence around it, so that it can be judged without opening the file.
function rewritten(text: string, finding: Finding, rewrite: Rewrite): string {
  const after = Math.max(rewrite.to, finding.to)
  const tail = /^[^\n]{0,60}/.exec(text.slice(after, after + 60))?.[0] ?? ''
  const cut = tail.search(/[.!?](?:\s|$)|\s*\|/)
  const end = cut < 0 ? tail : tail.slice(0, /[.!?]/.test(tail.charAt(cut)) ? cut + 1 : cut)
  return printable(`${rewrite.text}${text.slice(rewrite.to, finding.to)}${end}`).slice(0, 160)
}

/** One line that closes the run: what was looked at and what was found. */
export function summaryOf(reports: readonly FileReport[]): string {
  const fixed = reports.reduce((sum, report) => sum + (report.fixed ?? 0), 0)
  const files = `${counted(reports.length, 'file')} read${fixed > 0 ? `, ${counted(fixed, 'rewrite')} made` : ''}`
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const { findings } of reports) for (const { level } of findings) counts[level]++
  const parts = (['error', 'warning', 'hint'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => counted(counts[level], level))
  return parts.length === 0 ? `${files}, nothing found.\n` : `${files}: ${parts.join(', ')}.\n`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The findings as JSON for programs: offsets in UTF-16 units, places in lines and code points from 1. */
export function asJson(reports: readonly FileReport[], more: object = {}): string {
  const files = reports.map((report) => ({
    path: report.path,
    findings: placed(report).map(({ finding, start, end }) => ({
      ...finding,
      ...start,
      endLine: end.line,
      endColumn: end.column,
    })),
  }))
  return `${JSON.stringify({ version: 1, files, ...more }, null, 2)}\n`
}

/** A finding with where it begins and where it ends (the place after its last character). */
export interface Placed {
  readonly finding: Finding
  readonly start: Place
  readonly end: Place
}

/** The findings of a file with their places. Ends are asked for by readers of their own, since they need not rise. */
export function placed({ text, findings }: FileReport): readonly Placed[] {
  const startOf = placesIn(text)
  const endOf = placesIn(text)
  const ends = new Map<number, Place>()
  for (const to of [...findings.map((finding) => finding.to)].sort((a, b) => a - b)) ends.set(to, endOf(to))
  return findings.map((finding) => {
    const start = startOf(finding.from)
    return { finding, start, end: ends.get(finding.to) ?? start }
  })
}
