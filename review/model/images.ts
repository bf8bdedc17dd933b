/**
 * Pictures in a text: which files are taken, and what of them is kept. A file is believed for its bytes alone, and is
 * written anew from the parts that draw: where it was taken, with what and by whom is in none of those.
 */

/** Larger files are refused; a page makes a picture smaller before it sends it. */
export const LARGEST_IMAGE_BYTES = 2 * 1024 * 1024

/** A picture of more points takes more memory to open than a page should ask for. */
export const MOST_POINTS = 40_000_000
const LONGEST_SIDE_PX = 16_000

/** Kinds of files that are taken. None of them can hold a script. */
export type ImageType = 'image/png' | 'image/jpeg'

/** A picture as it is kept. */
export interface Image {
  readonly type: ImageType
  readonly width_px: number
  readonly height_px: number
  readonly bytes: Uint8Array
}

/** The picture in a file, freed of everything that does not draw; or why there is none, as a sentence. */
export function imageIn(file: Uint8Array): Image | { readonly problem: string } {
  if (file.length > LARGEST_IMAGE_BYTES) {
    const size = (file.length / 1024 / 1024).toFixed(1)
    return { problem: `The picture has ${size} MB and up to 2 MB are taken; a smaller copy of it fits.` }
  }
  const read = startsWith(file, PNG) ? pngIn(file) : startsWith(file, [0xff, 0xd8]) ? jpegIn(file) : 'other'
  if (read === 'other')
    return { problem: 'This file is no PNG and no JPEG; a picture of one of the two is needed.' }
  if (read === null)
    return { problem: 'The picture ends early or is broken; save it again and bring that file.' }
  const { width_px, height_px } = read
  const longest = Math.max(width_px, height_px)
  if (longest <= LONGEST_SIDE_PX && width_px * height_px <= MOST_POINTS) return read
  return {
    problem: `The picture has ${width_px} × ${height_px} points; up to ${MOST_POINTS / 1_000_000} million are taken, so a smaller copy fits.`,
  }
}

const PNG: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Parts of a PNG that draw: size, palette, points, and how to read them. Words, dates and profiles are none of these. */
const DRAWN = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
])

function pngIn(file: Uint8Array): Image | null {
  const view = viewOf(file)
  const kept = [file.subarray(0, PNG.length)]
  let size: { readonly width_px: number; readonly height_px: number } | null = null
  for (let at = PNG.length; at + 12 <= file.length; ) {
    const end = at + 12 + view.getUint32(at)
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8))
    if (end > file.length || (size === null) !== (name === 'IHDR')) return null
    if (name === 'IHDR' && end - at === 25) {
      size = { width_px: view.getUint32(at + 8), height_px: view.getUint32(at + 12) }
    }
    if (size === null) return null
    if (DRAWN.has(name)) kept.push(file.subarray(at, end))
    if (name === 'IEND') return hasPoints(size) ? { type: 'image/png', ...size, bytes: joined(kept) } : null
    at = end
  }
  return null
}

/** Markers of a JPEG that draw: tables, frames and scans; of the others only what says how colours are meant. */
const START_OF_SCAN = 0xda
const END = 0xd9
const TABLES = new Set([0xdb, 0xc4, 0xdd, START_OF_SCAN])
const FRAMES = new Set([0xc0, 0xc1, 0xc2])

function jpegIn(file: Uint8Array): Image | null {
  const view = viewOf(file)
  const kept = [file.subarray(0, 2)]
  let size: { readonly width_px: number; readonly height_px: number } | null = null
  for (let at = 2; at + 4 <= file.length || file[at + 1] === END; ) {
    const marker = file[at + 1] ?? 0
    if (file[at] !== 0xff) return null
    if (marker === END) {
      kept.push(file.subarray(at, at + 2))
      return size !== null && hasPoints(size) ? { type: 'image/jpeg', ...size, bytes: joined(kept) } : null
    }
    const length = view.getUint16(at + 2)
    const end = marker === START_OF_SCAN ? endOfScan(file, at + 2 + length) : at + 2 + length
    if (length < 2 || end > file.length) return null
    if (FRAMES.has(marker)) {
      if (length < 8 || size !== null) return null
      size = { width_px: view.getUint16(at + 7), height_px: view.getUint16(at + 5) }
    }
    if (FRAMES.has(marker) || TABLES.has(marker) || saysColours(file, at)) kept.push(file.subarray(at, end))
    at = end
  }
  return null
}

/** The header and the mark that tell how the three channels are mixed, in the one form that holds nothing else. */
function saysColours(file: Uint8Array, at: number): boolean {
  const name = String.fromCharCode(...file.subarray(at + 4, at + 9))
  const length = viewOf(file).getUint16(at + 2)
  const marker = file[at + 1]
  return (
    (marker === 0xe0 && name === 'JFIF\0' && length === 16) ||
    (marker === 0xee && name === 'Adobe' && length === 14)
  )
}

/** Points go on until a marker that is none of theirs. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    const next = file[at + 1] ?? 0
    if (file[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return file.length + 1
}

function hasPoints({
  width_px,
  height_px,
}: {
  readonly width_px: number
  readonly height_px: number
}): boolean {
  return width_px > 0 && height_px > 0
}

function startsWith(file: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => file[at] === byte)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
