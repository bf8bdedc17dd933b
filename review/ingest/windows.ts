/** A large file a window at a time: neighbours are read together, and nothing of what was passed is kept. */
import { type FileView, Unreadable } from './source.ts'
import { decode, looksBinary, sizeInWords } from './words.ts'

/** One file may be this large; beyond lies what no review reads. Files that stream need no memory for it. */
export const MOST_FILE_BYTES = 2 * 1024 ** 3
/** One record may be this large; a longer one is told and passed over. */
export const MOST_RECORD_BYTES = 8 * 1024 ** 2

const WINDOW_BYTES = 1024 ** 2

/** Says no to a file that is larger than any we read, before anything of it is read. */
export function refuseHuge(file: FileView): void {
  if (file.sizeBytes <= MOST_FILE_BYTES) return
  throw new Unreadable(
    `${file.name} has ${sizeInWords(file.sizeBytes)}; we read files of up to ${sizeInWords(MOST_FILE_BYTES)}, so export a shorter time or split it.`,
  )
}

/** Says no to an empty file and to one that is no text. */
export function refuseUntextual(file: FileView): void {
  if (file.sizeBytes === 0) throw new Unreadable(`${file.name} is empty; there is nothing to import.`)
  if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) {
    throw new Unreadable(
      `${file.name} is not text; records are read as JSON, plain text, CSV, Markdown or a zip of those.`,
    )
  }
}

/** The same file, read in windows: a range inside the last one costs nothing. */
export function windowed(file: FileView, windowBytes = WINDOW_BYTES): FileView {
  let from = 0
  let window = new Uint8Array(0)
  return {
    name: file.name,
    sizeBytes: file.sizeBytes,
    bytes(start = 0, end = file.sizeBytes) {
      if (start < from || end > from + window.length) {
        if (end - start > windowBytes) return file.bytes(start, end)
        from = start
        window = Uint8Array.from(file.bytes(start, Math.min(start + windowBytes, file.sizeBytes)))
      }
      return window.subarray(start - from, end - from)
    },
  }
}

/** A line of a file, without its end; one that is too long is told by its size alone. */
export type WrittenLine = { readonly text: string } | { readonly tooLongBytes: number }

const NEWLINE = 10

/** Lines of a file in order, whatever its size. */
export function* linesIn(file: FileView, windowBytes = WINDOW_BYTES): Generator<WrittenLine> {
  let at = 0
  let length = windowBytes
  while (at < file.sizeBytes) {
    const window = file.bytes(at, Math.min(at + length, file.sizeBytes))
    const isLast = at + window.length >= file.sizeBytes || window.length === 0
    const end = isLast ? window.length : window.lastIndexOf(NEWLINE) + 1
    if (end === 0 && length < MOST_RECORD_BYTES) {
      length *= 4
      continue
    }
    if (end === 0) {
      const next = afterNewline(file, at + window.length, windowBytes)
      yield { tooLongBytes: next - at }
      at = next
    } else {
      yield* splitLines(window.subarray(0, end))
      at += end
    }
    length = windowBytes
    if (window.length === 0) return
  }
}

/**
 * A text in blocks of whole lines. A private key that stands across the end of a block is kept in one, so that it is
 * found; one without an end takes no more than a few hundred lines with it.
 */
export function* textBlocks(file: FileView, blockBytes = 4 * WINDOW_BYTES): Generator<string> {
  let at = 0
  while (at < file.sizeBytes) {
    let to = at + blockBytes >= file.sizeBytes ? file.sizeBytes : afterNewline(file, at + blockBytes, 65_536)
    let block = decode(file.bytes(at, to))
    if (block.lastIndexOf('PRIVATE KEY') >= block.length - LONGEST_KEY && to < file.sizeBytes) {
      to = afterNewline(file, Math.min(to + LONGEST_KEY, file.sizeBytes), 65_536)
      block = decode(file.bytes(at, to))
    }
    yield block
    at = to
  }
}

const LONGEST_KEY = 32_768

/** The same as text alone, for readers of lines; one too long is replaced by the sentence that says so. */
export function* textLines(file: FileView): Generator<string> {
  for (const line of linesIn(file)) yield 'text' in line ? line.text : tooLongSentence(line.tooLongBytes)
}

function* splitLines(bytes: Uint8Array): Generator<WrittenLine> {
  const text = decode(bytes)
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline === -1 ? text.length : newline
    if (end - at > MOST_RECORD_BYTES) yield { tooLongBytes: end - at }
    else yield { text: text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end) }
    at = end + 1
  }
}

function afterNewline(file: FileView, from: number, windowBytes: number): number {
  for (let at = from; at < file.sizeBytes; at += windowBytes) {
    const found = file.bytes(at, Math.min(at + windowBytes, file.sizeBytes)).indexOf(NEWLINE)
    if (found !== -1) return at + found + 1
  }
  return file.sizeBytes
}

/** Why a record was passed over, for the receipt. */
export function tooLongSentence(sizeBytes: number): string {
  return `A record of ${sizeInWords(sizeBytes)} is longer than any we read and was passed over.`
}
