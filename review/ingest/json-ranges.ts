/**
 * Where the values of a JSON file begin and end, found in its bytes without reading what they say. No byte of a
 * character beyond ASCII looks like a quote or a bracket, so nothing needs to be decoded for it.
 */
import { parseJson } from './json.ts'
import type { FileView } from './source.ts'
import { decode } from './words.ts'

/** The place of one value, and the character it opens with. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly opens: string
}

/** A member of an object. */
export interface Member extends Range {
  readonly name: string
}

const QUOTE = 34
const STROKE = 92
const NEWLINE = 10
/** What stands between values: white space, commas, and the end of the list around them. */
const between = new Set([9, 10, 13, 32, 44, 93])
const opening = new Set([123, 91])
const closing = new Set([125, 93])

const NOTHING = new Uint8Array(0)
/** Bytes looked at in one go. */
const STEP = 65_536

/** A place in a file from which bytes are taken one by one; -1 behind the end. */
interface Cursor {
  at: number
  readonly end: number
  byte(): number
  /** Bytes from the place on, as many as are at hand; none behind the end. */
  rest(): Uint8Array
}

function cursorIn(file: FileView, from: number, end = file.sizeBytes): Cursor {
  let window: Uint8Array = new Uint8Array(0)
  let start = from
  const cursor = {
    at: from,
    end,
    byte() {
      const offset = cursor.at - start
      if (offset >= 0 && offset < window.length) return window[offset] ?? -1
      if (cursor.at >= end) return -1
      start = cursor.at
      window = file.bytes(start, Math.min(start + STEP, end))
      return window[0] ?? -1
    },
    rest: () => (cursor.byte() === -1 ? NOTHING : window.subarray(cursor.at - start)),
  }
  return cursor
}

/** Values one behind the other, or the elements of the list a file consists of. */
export function* valuesIn(file: FileView): Generator<Range> {
  const cursor = cursorIn(file, 0)
  skip(cursor, (byte) => between.has(byte) || byte > 127)
  if (cursor.byte() === 91) cursor.at += 1
  yield* rangesFrom(cursor)
}

/** Elements of the list that stands in a range. */
export function* elementsOf(file: FileView, { from, to }: Range): Generator<Range> {
  yield* rangesFrom(cursorIn(file, from + 1, to))
}

/** Members of the object that stands in a range. */
export function* membersOf(file: FileView, { from, to }: Range): Generator<Member> {
  const cursor = cursorIn(file, from + 1, to)
  for (;;) {
    skip(cursor, (byte) => byte !== QUOTE && byte !== 125)
    if (cursor.byte() !== QUOTE) return
    const nameFrom = cursor.at
    passText(cursor)
    const name = parseJson(decode(file.bytes(nameFrom, Math.min(cursor.at, nameFrom + STEP))))?.value
    skip(cursor, (byte) => byte === 58 || between.has(byte))
    const range = valueAt(cursor)
    if (range === null) return
    yield { ...range, name: typeof name === 'string' ? name : '' }
  }
}

function* rangesFrom(cursor: Cursor): Generator<Range> {
  for (;;) {
    skip(cursor, (byte) => between.has(byte))
    const range = valueAt(cursor)
    if (range === null) return
    yield range
  }
}

/** The value the cursor stands at, the cursor behind it; null at the end. */
function valueAt(cursor: Cursor): Range | null {
  const from = cursor.at
  const first = cursor.byte()
  if (first === -1) return null
  if (opening.has(first)) passNested(cursor)
  else if (first === QUOTE) passText(cursor)
  else skip(cursor, (byte) => byte !== NEWLINE && byte !== 44 && !closing.has(byte))
  // A bracket nobody opened would be met again and again.
  if (cursor.at === from) cursor.at += 1
  return { from, to: cursor.at, opens: String.fromCharCode(first) }
}

function skip(cursor: Cursor, passes: (byte: number) => boolean): void {
  for (let byte = cursor.byte(); byte !== -1 && passes(byte); byte = cursor.byte()) cursor.at += 1
}

function passText(cursor: Cursor): void {
  cursor.at += 1
  // Most bytes of a file stand in texts, so the next quote is looked for, and not every byte at.
  let strokesBefore = 0
  for (let rest = cursor.rest(); rest.length > 0; rest = cursor.rest()) {
    const quote = rest.indexOf(QUOTE)
    const end = quote === -1 ? rest.length : quote
    let strokes = 0
    while (strokes < end && rest[end - 1 - strokes] === STROKE) strokes++
    if (strokes === end) strokes += strokesBefore
    cursor.at += quote === -1 ? end : end + 1
    if (quote !== -1 && strokes % 2 === 0) return
    strokesBefore = quote === -1 ? strokes : 0
  }
}

function passNested(cursor: Cursor): void {
  let depth = 0
  for (let byte = cursor.byte(); byte !== -1; byte = cursor.byte()) {
    if (byte === QUOTE) {
      passText(cursor)
      continue
    }
    cursor.at += 1
    if (opening.has(byte)) depth++
    else if (closing.has(byte)) depth--
    if (depth === 0) return
  }
}
