import type { Span } from './blocks.ts'

// What is not the writer's voice inside a block: code, quotations, links' addresses, URLs, tags, comments, log lines.
// Masks are offsets beside the text, never a changed copy of it, so that nothing can shift a position.

/** A stretch that is not the writer's own words. `code`, `quote` and `address` stand for a thing in the sentence; `blank` for nothing; `apostrophe` for the sign it is written in place of. */
export interface Mask extends Span {
  readonly kind: 'code' | 'quote' | 'address' | 'blank' | 'apostrophe'
}

const MAX_TAG = 400
const MAX_ADDRESS = 500
const MAX_TICKS = 8
const LOG_LINE =
  /^\s*[[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+\S{0,40}\s?[[(]?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|E|W)\b/

// The few ASCII characters something can begin with: line end, quotes, `<`, back-slash, `]`, back-tick, and h or w of an address.
const LOUD = new Uint8Array(128)
for (const c of [10, 34, 39, 60, 92, 93, 96, 104, 119]) LOUD[c] = 1

/** Finds the masks of one block's text, in order and without overlap. One pass; closers that are not there are looked for once. */
export function masksOf(text: string): readonly Mask[] {
  const masks: Mask[] = []
  const to = text.length
  const scan: Scan = { from: 0, to, masks, missing: null, openTo: 0 }
  let at = maskLogLine(text, 0, masks)
  while (at < to) {
    const c = text.charCodeAt(at)
    if (c < 128 && LOUD[c] === 0) {
      at++
      continue
    }
    // h and w are loud for the sake of addresses alone: any other word is left by its second letter.
    if ((c === 104 || c === 119) && text.charCodeAt(at + 1) !== (c === 104 ? 116 : 119)) {
      at++
      continue
    }
    const end = maskAt(text, at, scan)
    if (end > at) at = end
    else if (text.charCodeAt(at++) === 10) at = maskLogLine(text, at, masks)
  }
  return masks
}

/** Two lists of masks as one, in order and without overlap; where two overlap, the one that begins first stands whole. */
export function joinMasks(own: readonly Mask[], markup: readonly Mask[]): readonly Mask[] {
  if (markup.length === 0) return own
  const joined: Mask[] = []
  let end = 0
  for (const { kind, from, to } of [...own, ...markup].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (to > end) joined.push({ kind, from: Math.max(from, end), to })
    end = Math.max(end, to)
  }
  return joined
}

/** Gives the masks of one block after the other, with offsets into the block; blocks are asked for in the order of the text. */
export function masksIn(masks: readonly Mask[] = []): (block: Span) => readonly Mask[] {
  let next = 0
  return ({ from, to }) => {
    while ((masks[next]?.to ?? to) <= from) next++
    const inside: Mask[] = []
    for (let at = next; (masks[at]?.from ?? to) < to; at++) {
      const mask = masks[at]
      if (mask)
        inside.push({
          kind: mask.kind,
          from: Math.max(mask.from, from) - from,
          to: Math.min(mask.to, to) - from,
        })
    }
    return inside
  }
}

interface Scan {
  readonly from: number
  readonly to: number
  readonly masks: Mask[]
  /** Closers known not to come before the end; without this memory unclosed quotes would cost a search each. */
  missing: Set<string> | null
  /** No `)` stands between the last `](` and here; without this memory each of many open links would look for one. */
  openTo: number
}

function miss(scan: Scan, closer: string): void {
  scan.missing ??= new Set()
  scan.missing.add(closer)
}

function maskAt(text: string, at: number, scan: Scan): number {
  switch (text.charCodeAt(at)) {
    case 96:
      return maskTicks(text, at, scan)
    case 92:
      return at + 2
    case 60:
      return maskAngle(text, at, scan)
    case 93:
      return text.charCodeAt(at + 1) === 40 ? maskDestination(text, at + 1, scan) : at
    case 104:
    case 119:
      return maskUrl(text, at, scan)
    case 34:
      return isOpening(text, at, scan) ? maskPair(text, at, { closer: '"', scan }) : at
    case 0x201c:
      return maskPair(text, at, { closer: '\u201d', scan })
    case 0xab:
      return maskPair(text, at, { closer: '\u00bb', scan })
    case 0x201e:
      return maskPair(text, at, { closer: '\u201c', scan })
    case 0x2018:
    case 39:
      return isOpening(text, at, scan) ? maskSingle(text, at, scan) : at
  }
  return at
}

function add(scan: Scan, kind: Mask['kind'], span: Span): number {
  scan.masks.push({ kind, ...span })
  return span.to
}

function maskTicks(text: string, at: number, scan: Scan): number {
  let open = at
  while (open < scan.to && text.charCodeAt(open) === 96) open++
  const fence = text.slice(at, Math.min(open, at + MAX_TICKS + 1))
  if (fence.length > MAX_TICKS || scan.missing?.has(fence)) return open
  for (let i = text.indexOf(fence, open); i >= 0 && i < scan.to; i = text.indexOf(fence, i)) {
    let close = i
    while (close < scan.to && text.charCodeAt(close) === 96) close++
    if (close - i === fence.length) return add(scan, 'code', { from: at, to: close })
    i = close
  }
  miss(scan, fence)
  return open
}

function maskAngle(text: string, at: number, scan: Scan): number {
  if (text.startsWith('<!--', at)) {
    if (scan.missing?.has('-->')) return at + 4
    const close = text.indexOf('-->', at + 4)
    if (close >= 0 && close < scan.to) return add(scan, 'blank', { from: at, to: close + 3 })
    miss(scan, '-->')
    return at + 4
  }
  const next = text.charCodeAt(at + 1) | 32
  if (!((next >= 97 && next <= 122) || text.charCodeAt(at + 1) === 47)) return at
  const limit = Math.min(scan.to, at + MAX_TAG)
  for (let i = at + 1; i < limit; i++) {
    const c = text.charCodeAt(i)
    if (c === 62)
      return add(scan, text.slice(at, i).includes(':') ? 'address' : 'blank', { from: at, to: i + 1 })
    if (c === 60) return at
  }
  return at
}

function maskDestination(text: string, at: number, scan: Scan): number {
  const limit = Math.min(scan.to, at + MAX_ADDRESS)
  if (!hasClosing(text, Math.max(at, scan.openTo), limit)) {
    scan.openTo = limit
    return at
  }
  let depth = 0
  for (let i = at; i < limit; i++) {
    const c = text.charCodeAt(i)
    if (c === 40) depth++
    else if (c === 41 && --depth === 0) return add(scan, 'blank', { from: at - 1, to: i + 1 })
    else if (c === 10) return at
  }
  return at
}

function hasClosing(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 41) return true
  return false
}

function maskUrl(text: string, at: number, scan: Scan): number {
  if (!text.startsWith('http://', at) && !text.startsWith('https://', at) && !text.startsWith('www.', at))
    return at
  if (at > scan.from && isLetter(text.charCodeAt(at - 1))) return at
  let end = at
  while (end < scan.to && !isUrlEnd(text.charCodeAt(end))) end++
  while (end > at && '.,;:!?\'"*_'.includes(text.charAt(end - 1))) end--
  return add(scan, 'address', { from: at, to: end })
}

function isUrlEnd(c: number): boolean {
  return (
    c <= 32 || c === 60 || c === 62 || c === 34 || c === 41 || c === 91 || c === 93 || c === 124 || c === 96
  )
}

function maskPair(text: string, at: number, pair: { closer: string; scan: Scan }): number {
  const { closer, scan } = pair
  if (scan.missing?.has(closer)) return at
  const close = text.indexOf(closer, at + 1)
  if (close < 0 || close >= scan.to) {
    miss(scan, closer)
    return at
  }
  return close > at + 1 ? add(scan, 'quote', { from: at, to: close + 1 }) : at
}

// A single quote closes only before something that is not a letter, so that "the team's" never closes one. Within one line and 300 characters.
function maskSingle(text: string, at: number, scan: Scan): number {
  const closer = text.charCodeAt(at) === 39 ? 39 : 0x2019
  const limit = Math.min(scan.to, at + 300)
  for (let i = at + 2; i < limit; i++) {
    const c = text.charCodeAt(i)
    if (c === 10) return at
    if (c === closer && !isLetter(text.charCodeAt(i + 1)) && text.charCodeAt(i - 1) > 32) {
      return add(scan, 'quote', { from: at, to: i + 1 })
    }
  }
  return at
}

function isOpening(text: string, at: number, scan: Scan): boolean {
  const before = at === scan.from ? 32 : text.charCodeAt(at - 1)
  const after = at + 1 >= scan.to ? 32 : text.charCodeAt(at + 1)
  return after > 32 && (before <= 32 || '([{*_-/:;,.|\u2014\u2013'.includes(String.fromCharCode(before)))
}

function maskLogLine(text: string, at: number, masks: Mask[]): number {
  const to = text.length
  const c = text.charCodeAt(at)
  if (!(c >= 48 && c <= 57) && c !== 91 && c !== 40) return at
  if (!LOG_LINE.test(text.slice(at, Math.min(to, at + 120)))) return at
  const newline = text.indexOf('\n', at)
  const end = newline < 0 || newline > to ? to : newline
  if (end > at) masks.push({ kind: 'code', from: at, to: end })
  return end
}

function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xc0 && c < 0x2000)
}
