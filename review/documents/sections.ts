/**
 * Markdown as a list of sections: one `##` heading each. Lines decide, with one exception: inside a fenced
 * block of code a `##` is code. What stands before the first heading becomes a section without a heading.
 */
import type { Section } from '../model/editions.ts'

/** Why a line of a section may begin with `##` without starting the next one: it follows this line. */
export const SAME_SECTION = '<!-- same section -->'

const BOUNDARY = /^ {0,3}##(?=[ \t\r]|$)(.*)$/s
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/

/** An open fence: its character and how long its closing line has to be. */
export interface Fence {
  readonly mark: string
  readonly length: number
}

/** The fence after this line, given the fence before it. */
export function fenceAfter(line: string, fence: Fence | null): Fence | null {
  const found = FENCE.exec(line.replace(/\r$/, ''))
  const run = found?.[1]
  if (run === undefined) return fence
  if (fence === null) return { mark: run.charAt(0), length: run.length }
  const closes = run.charAt(0) === fence.mark && run.length >= fence.length && found?.[2]?.trim() === ''
  return closes ? null : fence
}

/** A section as its lines, before anything is trimmed. `heading` is null for what stands before the first one. */
export interface RawSection {
  readonly heading: string | null
  readonly lines: readonly string[]
}

/** Splits at `##` headings outside fences; every line but the headings is in exactly one section, unchanged. */
export function rawSections(markdown: string): readonly RawSection[] {
  const sections: { heading: string | null; lines: string[] }[] = [{ heading: null, lines: [] }]
  let current = sections[0]
  let fence: Fence | null = null
  let before = ''
  for (const line of markdown.split('\n')) {
    const boundary = fence === null && before !== SAME_SECTION ? BOUNDARY.exec(line) : null
    if (boundary === null) {
      current?.lines.push(line)
      fence = fenceAfter(line, fence)
    } else {
      current = { heading: (boundary[1] ?? '').trim(), lines: [] }
      sections.push(current)
    }
    before = line
  }
  return sections
}

/** Whether the text leaves a fence open, and how to close it; null when nothing is open. */
export function closingFence(text: string): string | null {
  let fence: Fence | null = null
  for (const line of text.split('\n')) fence = fenceAfter(line, fence)
  return fence === null ? null : fence.mark.repeat(fence.length)
}

/** Writes {@link SAME_SECTION} before every line that would otherwise begin a section. */
export function guarded(text: string): string {
  const lines: string[] = []
  let fence: Fence | null = null
  for (const line of text.split('\n')) {
    if (fence === null && BOUNDARY.test(line)) lines.push(SAME_SECTION)
    lines.push(line)
    fence = fenceAfter(line, fence)
  }
  return lines.join('\n')
}

/** Takes {@link guarded} back: one guard per guarded line. */
export function unguarded(lines: readonly string[]): readonly string[] {
  let fence: Fence | null = null
  const kept: string[] = []
  lines.forEach((line, index) => {
    const next = lines[index + 1]
    const guards = fence === null && line === SAME_SECTION && next !== undefined && BOUNDARY.test(next)
    if (!guards) kept.push(line)
    fence = fenceAfter(line, fence)
  })
  return kept
}

/** The sections of a text in order; headings without closing `#`, texts without blank lines around them. */
export function sectionsOf(markdown: string): readonly Section[] {
  return rawSections(markdown.replace(/\r+\n/g, '\n'))
    .map(({ heading, lines }) => ({
      heading: (heading ?? '').replace(/(^|[ \t])#+$/, '').trim(),
      text: withoutBlankEdges(unguarded(lines).join('\n')),
      isPreamble: heading === null,
    }))
    .filter(({ text, isPreamble }) => !isPreamble || text.trim() !== '')
    .map(({ heading, text }) => ({ heading, text }))
}

/** Without blank lines before and white space after; what the first line is set in by stays, it may be code. */
export function withoutBlankEdges(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd()
}

/** The sections of a draft as readers will see them: prompts and other comments gone, empty sections left out. */
export function draftSections(markdown: string): readonly Section[] {
  return sectionsOf(withoutComments(markdown))
    .filter(({ text }) => text !== '')
    .map(({ heading, text }) => ({ heading: heading.replace(/\s*\r\s*/g, ' '), text }))
}

/**
 * Removes HTML comments outside code. A comment that is never closed stays: nobody marked where it ends, and
 * what the writer can see in the draft must not vanish from the edition.
 */
export function withoutComments(markdown: string): string {
  let fence: Fence | null = null
  let isOpen = false
  const kept: string[] = []
  const lines = markdown.split('\n')
  const lastClosing = lines.findLastIndex((line) => line.includes('-->'))
  lines.forEach((line, index) => {
    if (fence !== null && !isOpen) {
      kept.push(line)
      fence = fenceAfter(line, fence)
      return
    }
    const wasOpen = isOpen
    const cut = cutComments(line, wasOpen, index < lastClosing)
    isOpen = cut.isOpen
    const isOnlyComment = cut.text.trim() === '' && (wasOpen || line.trim() !== '')
    if (!isOnlyComment) kept.push(cut.text)
    fence = fenceAfter(cut.text, fence)
  })
  return kept.join('\n')
}

interface Cut {
  readonly text: string
  readonly isOpen: boolean
}

/** Cuts comments out of one line, leaving code spans alone. */
function cutComments(line: string, wasOpen: boolean, closesLater: boolean): Cut {
  let text = ''
  let position = 0
  if (wasOpen) {
    const end = line.indexOf('-->')
    if (end < 0) return { text: '', isOpen: true }
    position = end + 3
  }
  while (position < line.length) {
    const next = nextOf(line, position)
    text += line.slice(position, next.at)
    if (next.kind === 'end') break
    if (next.kind === 'code') {
      text += line.slice(next.at, next.end)
      position = next.end
      continue
    }
    const end = line.indexOf('-->', next.at + 4)
    if (end < 0) {
      return closesLater ? { text, isOpen: true } : { text: text + line.slice(next.at), isOpen: false }
    }
    position = end + 3
  }
  return { text, isOpen: false }
}

/** The next comment or closed code span of a line, whichever comes first. */
function nextOf(
  line: string,
  from: number,
): { readonly kind: 'end' | 'code' | 'comment'; readonly at: number; readonly end: number } {
  const comment = line.indexOf('<!--', from)
  const tick = line.indexOf('`', from)
  if (comment < 0) return { kind: 'end', at: line.length, end: line.length }
  if (tick >= 0 && tick < comment) {
    const run = /^`+/.exec(line.slice(tick))?.[0] ?? '`'
    const close = line.indexOf(run, tick + run.length)
    // A lone backtick is a character; skipping it as "code" leaves the rest of the line to be looked at.
    return { kind: 'code', at: tick, end: close < 0 ? tick + run.length : close + run.length }
  }
  return { kind: 'comment', at: comment, end: comment }
}
