/** Text as it comes out of files: decoded, freed of what no database or page can carry, and bounded. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { strFromU8 } from 'fflate'
import type { FileView } from './source.ts'
import { Unreadable } from './source.ts'

/** A text that is read whole may be this large; formats that stream have no need of it. */
export const MOST_TEXT_BYTES = 32 * 1024 * 1024
/** Longest text one record may carry; the rest is cut with a visible mark. */
export const LONGEST_TEXT = 100_000

/** The text of bytes as UTF-8; broken sequences become U+FFFD, a byte order mark goes. */
export function decode(bytes: Uint8Array): string {
  const text = strFromU8(bytes)
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The text of a file. Throws `Unreadable` when the file is empty, binary or larger than we read as text. */
export function textOf(file: FileView): string {
  if (file.sizeBytes === 0) throw new Unreadable(`${file.name} is empty; there is nothing to import.`)
  refuseLongText(file)
  const bytes = file.bytes()
  if (looksBinary(bytes)) {
    throw new Unreadable(
      `${file.name} is not text; records are read as JSON, plain text, CSV, Markdown or a zip of those.`,
    )
  }
  return decode(bytes)
}

/** Says no to a text that is read whole or not at all, and is too long for it. */
export function refuseLongText(file: FileView): void {
  if (file.sizeBytes <= MOST_TEXT_BYTES) return
  throw new Unreadable(
    `${file.name} has ${sizeInWords(file.sizeBytes)} of text; we read up to ${sizeInWords(MOST_TEXT_BYTES)} at once, so split it and import the parts.`,
  )
}

/** The first `length` bytes as text, for recognising. */
export function openingOf(file: FileView, length = 65_536): string {
  return decode(file.bytes(0, Math.min(length, file.sizeBytes)))
}

/** Whether bytes hold a NUL near the start, which no text file we read does. */
export function looksBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being looked for
const uncarriable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being looked for
const uncarriableAll = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** Text that can be stored and shown: PostgreSQL refuses NUL, UTF-8 refuses half a surrogate pair. */
export function carriable(text: string): string {
  const bounded =
    text.length > LONGEST_TEXT
      ? `${text.slice(0, LONGEST_TEXT)} [${grouped(text.length - LONGEST_TEXT)} more characters left out]`
      : text
  if (!uncarriable.test(bounded)) return bounded
  return bounded.replace(uncarriableAll, '').replace(/\p{Surrogate}/gu, '\ufffd')
}

/** A short, stable name for a text: 16 hex digits of its SHA-256. */
export function fingerprintOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16)
}

/** "12,400" */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** "1 message", "2 messages" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}

/** "800 bytes", "3.4 MB", "2 GB" */
export function sizeInWords(sizeBytes: number): string {
  const steps = [
    [1024 ** 3, 'GB'],
    [1024 ** 2, 'MB'],
    [1024, 'kB'],
  ] as const
  for (const [size, unit] of steps) {
    if (sizeBytes >= size) return `${String(Math.round((sizeBytes / size) * 10) / 10)} ${unit}`
  }
  return counted(sizeBytes, 'byte')
}

/** The first `length` characters for a receipt, on one line. */
export function excerpt(text: string, length = 200): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

/** A number as text that sorts as text. */
export function ordinal(position: number): string {
  return String(position).padStart(9, '0')
}
