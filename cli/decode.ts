// Bytes as text and back. What cannot be written back byte for byte may be read and is never written.

/** How a file's bytes became text. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** A text and how it was written; `isExact` when writing it back gives the same bytes. */
export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
  readonly hasMark: boolean
  readonly isExact: boolean
}

/** The bytes as text, or the one sentence that says why not. UTF-16 is told by its mark, since editors still write it. */
export function decode(bytes: Uint8Array): Decoded | string {
  const first = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  if (first === 0xfffe) return decodeAs('utf-16le', bytes, 2)
  if (first === 0xfeff) return decodeAs('utf-16be', bytes, 2)
  if (bytes.subarray(0, 8192).includes(0)) return 'This is not a text file: it has zero bytes in it.'
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return decodeAs('utf-8', bytes, isMarked ? 3 : 0)
}

function decodeAs(encoding: Encoding, bytes: Uint8Array, mark: number): Decoded | string {
  const hasMark = mark > 0
  const body = bytes.subarray(mark)
  if (encoding === 'utf-8') {
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
      return { text, encoding, hasMark, isExact: true }
    } catch {
      return 'This file is not UTF-8; saved as UTF-8 it can be read.'
    }
  }
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(body)
  const isExact = text.length * 2 === body.length && !text.includes('\ufffd')
  return { text, encoding, hasMark, isExact }
}

/** The text as bytes again, in the encoding it came in. */
export function encode(text: string, as: Pick<Decoded, 'encoding' | 'hasMark'>): Uint8Array {
  const words = as.hasMark ? `\ufeff${text}` : text
  if (as.encoding === 'utf-8') return Buffer.from(words, 'utf8')
  const bytes = Buffer.from(words, 'utf16le')
  return as.encoding === 'utf-16le' ? bytes : bytes.swap16()
}
