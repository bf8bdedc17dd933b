import type { SectionKind } from '../finding.ts'
import { frontMatterEnd, type Outline, readMarkdown, type Span } from './blocks.ts'
import type { Mask } from './voice.ts'

// MDX is Markdown with import and export lines, JSX tags and expressions in braces. Those are found first; the Markdown
// reader then sees blanks in their place, of the same length, so that every offset is that of the text itself.

/** Reads MDX as Markdown around its imports, exports, JSX tags and expressions. Linear; never throws. */
export function readMdx(text: string, fallback: SectionKind): Outline {
  const masks = findScript(text)
  const outline = readMarkdown(blanked(text, masks), fallback, { isIndentText: true })
  return { ...outline, masks }
}

function blanked(text: string, masks: readonly Span[]): string {
  const parts: string[] = []
  let at = 0
  for (const { from, to } of masks) {
    parts.push(text.slice(at, from), text.slice(from, to).replace(/[^\r\n]/g, ' '))
    at = to
  }
  return parts.join('') + text.slice(at)
}

interface Scan {
  readonly text: string
  readonly masks: Mask[]
  /** First empty line at or after the place read; JSX and inline code do not reach over it. */
  paragraphEnd: number
  /** No tag or expression closes before this place: none is looked for again. */
  openTo: number
  /** Next run of back-ticks by its length, so that unclosed ones cost one search. */
  readonly ticks: Map<number, number>
}

function findScript(text: string): readonly Mask[] {
  const scan: Scan = { text, masks: [], paragraphEnd: -1, openTo: 0, ticks: new Map() }
  let isOpening = true
  for (let at = frontMatterEnd(text); at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const fence = /^[ \t]*(`{3,}|~{3,})/.exec(text.slice(at, Math.min(end, at + 80)))?.[1]
    if (isOpening && /^(?:import|export)\b/.test(text.slice(at, at + 7))) at = maskUntilBlank(scan, at)
    else if (fence) at = fenceEnd(text, end, fence)
    else at = readLine(scan, at, end)
    isOpening = /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - 40), at))
  }
  return scan.masks
}

function maskUntilBlank(scan: Scan, at: number): number {
  const to = paragraphEnd(scan, at)
  scan.masks.push({ kind: 'blank', from: at, to })
  return to
}

const EMPTY_LINE = /\n[ \t]*(?=\r?\n)/g

function paragraphEnd(scan: Scan, at: number): number {
  if (scan.paragraphEnd < at) {
    EMPTY_LINE.lastIndex = at
    scan.paragraphEnd = EMPTY_LINE.exec(scan.text)?.index ?? scan.text.length
  }
  return Math.max(scan.paragraphEnd, at + 1)
}

function fenceEnd(text: string, at: number, fence: string): number {
  for (let line = at + 1; line < text.length; ) {
    const newline = text.indexOf('\n', line)
    const end = newline < 0 ? text.length : newline
    const head = text.slice(line, Math.min(end, line + 400)).trim()
    if (head.startsWith(fence) && head.split(fence.charAt(0)).join('') === '') return end + 1
    line = end + 1
  }
  return text.length
}

// One line, or more when a tag or an expression reaches further.
function readLine(scan: Scan, start: number, end: number): number {
  const { text } = scan
  for (let at = start; at <= end; ) {
    const c = text.charCodeAt(at)
    if (c === 92) at += 2
    else if (c === 96) at = skipTicks(scan, at)
    else if (c === 60 && /^<(?:[a-z/>_$]|$)/i.test(text.slice(at, at + 2))) at = maskTag(scan, at)
    else if (c === 123) at = maskExpression(scan, at)
    else at++
    if (at > end + 1) return at
  }
  return end + 1
}

function skipTicks(scan: Scan, at: number): number {
  const { text, ticks } = scan
  let open = at
  while (text.charCodeAt(open) === 96) open++
  const length = open - at
  if (length > 8) return open
  let close = ticks.get(length) ?? -1
  if (close < open) {
    const run = new RegExp(`(?<!\`)\`{${length}}(?!\`)`, 'g')
    run.lastIndex = open
    close = run.exec(text)?.index ?? text.length
    ticks.set(length, close)
  }
  return close < paragraphEnd(scan, at) ? close + length : open
}

function maskTag(scan: Scan, at: number): number {
  return maskThrough(scan, at, { end: closing(scan, at + 1, 62), kind: 'blank' })
}

function maskExpression(scan: Scan, at: number): number {
  if (scan.text.startsWith('{/*', at)) {
    const close = scan.openTo === Infinity ? -1 : scan.text.indexOf('*/', at + 3)
    const end = close < 0 ? -1 : scan.text.indexOf('}', close)
    if (end < 0) scan.openTo = Infinity
    return maskThrough(scan, at, { end, kind: 'blank' })
  }
  return maskThrough(scan, at, { end: closing(scan, at + 1, 125), kind: 'code' })
}

function maskThrough(scan: Scan, at: number, found: { end: number; kind: Mask['kind'] }): number {
  if (found.end < 0) return at + 1
  scan.masks.push({ kind: found.kind, from: at, to: found.end + 1 })
  return found.end + 1
}

// The closer outside strings and inner braces, within the paragraph; -1 when there is none.
function closing(scan: Scan, from: number, closer: number): number {
  if (from <= scan.openTo) return -1
  const limit = paragraphEnd(scan, from)
  let depth = 0
  let quote = 0
  for (let at = from; at < limit; at++) {
    const c = scan.text.charCodeAt(at)
    if (quote !== 0) quote = c === quote || c === 10 ? 0 : quote
    else if (depth === 0 && c === closer) return at
    else if (c === 123) depth++
    else if (c === 125) depth--
    else if (c === 34 || c === 39 || c === 96) quote = c
  }
  scan.openTo = limit
  return -1
}
