/**
 * Zip and gzip, read defensively: the directory is checked as a whole before anything is inflated, entries
 * are inflated one at a time, and what comes out is counted against what was declared.
 *
 * We read the central directory ourselves because a library that inflates everything first has already
 * lost to a bomb by the time we can object.
 */
import { Gunzip, inflateSync } from 'fflate'
import { type FileView, fileOf, Unreadable } from './source.ts'
import { unpackedView } from './unpacked.ts'
import { decode, grouped, sizeInWords } from './words.ts'

/** What we accept of an archive. Sizes in bytes. */
export interface ArchiveLimits {
  readonly totalBytes: number
  readonly entryBytes: number
  readonly entries: number
  /** Unpacked bytes per packed byte, looked at once an archive or entry unpacks to more than `ratioFloorBytes`. */
  readonly ratio: number
  readonly ratioFloorBytes: number
}

/** What we accept unless told otherwise. */
export const archiveLimits: ArchiveLimits = {
  totalBytes: 2 * 1024 ** 3,
  entryBytes: 256 * 1024 ** 2,
  entries: 200_000,
  ratio: 100,
  ratioFloorBytes: 10 * 1024 ** 2,
}

/** One file of a zip as its directory declares it. */
export interface ZipEntry {
  readonly name: string
  readonly sizeBytes: number
  readonly packedBytes: number
  readonly isStored: boolean
  readonly crc: number
  readonly offset: number
}

/** An opened zip whose directory has been found in order. */
export interface Archive {
  readonly entries: readonly ZipEntry[]
  /** Bytes of one entry. Throws `Unreadable` when they are damaged or are not what the directory declared. */
  inflate(entry: ZipEntry): Uint8Array
  /** One entry as a file; a large one is unpacked as it is read. Throws `Unreadable` as `inflate` does. */
  open(entry: ZipEntry): FileView
}

/** Unpacked bytes that are held at once; beyond, they pass by while they are read. */
const MOST_HELD_BYTES = 32 * 1024 ** 2

const END_OF_DIRECTORY = 0x06054b50
const END_LOCATOR_64 = 0x07064b50
const END_OF_DIRECTORY_64 = 0x06064b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
/** The end record is 22 bytes and a comment of up to 65,535. */
const LONGEST_END = 65_557

/** Whether a file begins like a zip. An empty zip begins with its end record. */
export function isZip(file: FileView): boolean {
  const start = file.bytes(0, Math.min(4, file.sizeBytes))
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5) && start.length === 4
}

/** Whether a file begins like gzip. */
export function isGzip(file: FileView): boolean {
  const start = file.bytes(0, Math.min(3, file.sizeBytes))
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 8
}

/** Opens a zip. Throws `Unreadable` when it is truncated, encrypted, too large, or hides where its files go. */
export function openArchive(file: FileView, limits: ArchiveLimits = archiveLimits): Archive {
  const directory = readDirectory(file, limits)
  checkTotals(file, directory, limits)
  let inflatedBytes = 0
  const count = (entry: ZipEntry): void => {
    // Counted as well as declared: a reader may open one entry many times.
    inflatedBytes += entry.sizeBytes
    if (inflatedBytes > limits.totalBytes * 2) throw tooMuch(file, limits)
  }
  return {
    entries: directory,
    inflate(entry) {
      count(entry)
      return inflateEntry(file, entry)
    },
    open(entry) {
      count(entry)
      return entry.sizeBytes <= MOST_HELD_BYTES
        ? fileOf(entry.name, inflateEntry(file, entry))
        : streamEntry(file, entry)
    },
  }
}

function tooMuch(file: FileView, limits: ArchiveLimits): Unreadable {
  return new Unreadable(
    `${file.name} unpacks to more than ${sizeInWords(limits.totalBytes)}; export a shorter time or fewer channels.`,
  )
}

function damaged(file: FileView): Unreadable {
  return new Unreadable(`${file.name} ends too early or is damaged; download it again.`)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

interface DirectoryPlace {
  readonly offset: number
  readonly size: number
  readonly count: number
}

function findDirectory(file: FileView): DirectoryPlace {
  const from = Math.max(0, file.sizeBytes - LONGEST_END)
  const end = viewOf(file.bytes(from, file.sizeBytes))
  for (let at = end.byteLength - 22; at >= 0; at--) {
    if (end.getUint32(at, true) !== END_OF_DIRECTORY) continue
    const place = {
      count: end.getUint16(at + 10, true),
      size: end.getUint32(at + 12, true),
      offset: end.getUint32(at + 16, true),
    }
    const is64 = place.count === 0xffff || place.size === 0xffffffff || place.offset === 0xffffffff
    return is64 ? findDirectory64(file, end, at) : place
  }
  throw damaged(file)
}

/** Zip64 keeps the true numbers in a second end record, found through a locator just before the first. */
function findDirectory64(file: FileView, end: DataView, at: number): DirectoryPlace {
  if (at < 20 || end.getUint32(at - 20, true) !== END_LOCATOR_64) throw damaged(file)
  const offset = Number(end.getBigUint64(at - 12, true))
  if (offset + 56 > file.sizeBytes) throw damaged(file)
  const record = viewOf(file.bytes(offset, offset + 56))
  if (record.getUint32(0, true) !== END_OF_DIRECTORY_64) throw damaged(file)
  return {
    count: Number(record.getBigUint64(32, true)),
    size: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  }
}

function readDirectory(file: FileView, limits: ArchiveLimits): readonly ZipEntry[] {
  const place = findDirectory(file)
  const tooMany = new Unreadable(
    `${file.name} holds more than ${grouped(limits.entries)} files; export a shorter time or fewer channels.`,
  )
  if (place.count > limits.entries) throw tooMany
  if (place.offset + place.size > file.sizeBytes) throw damaged(file)
  const bytes = file.bytes(place.offset, place.offset + place.size)
  const view = viewOf(bytes)
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= bytes.length && view.getUint32(at, true) === DIRECTORY_ENTRY) {
    // The count in the end record may lie, so the entries themselves are counted too.
    if (entries.length >= limits.entries) throw tooMany
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > bytes.length) throw damaged(file)
    entries.push(readEntry(file, bytes.subarray(at, next), nameLength))
    at = next
  }
  if (entries.length !== place.count) throw damaged(file)
  return entries
}

function readEntry(file: FileView, bytes: Uint8Array, nameLength: number): ZipEntry {
  const view = viewOf(bytes)
  const name = decode(bytes.subarray(46, 46 + nameLength))
  const flags = view.getUint16(8, true)
  const method = view.getUint16(10, true)
  if ((flags & 1) === 1)
    throw new Unreadable(`${file.name} is encrypted; unpack it and import what is inside.`)
  if (method !== 0 && method !== 8) {
    throw new Unreadable(
      `${file.name} is packed in a way we do not read (method ${method}); pack it again as an ordinary zip.`,
    )
  }
  checkName(file, name, view.getUint32(38, true) >>> 16)
  const sizes = sizesOf(view, 46 + nameLength)
  return { name, isStored: method === 0, crc: view.getUint32(16, true), ...sizes }
}

function checkName(file: FileView, name: string, mode: number): void {
  const leadsOut =
    name.split(/[\\/]/).includes('..') || /^(?:[\\/]|[A-Za-z]:)/.test(name) || name.includes('\0')
  const isLink = (mode & 0xf000) === 0xa000
  if (leadsOut || isLink) {
    throw new Unreadable(
      `${file.name} holds a file that points outside the archive; we read nothing of such an archive.`,
    )
  }
}

/** Sizes and offset, from the zip64 extra field where the plain ones are full. */
function sizesOf(view: DataView, extraAt: number): Pick<ZipEntry, 'sizeBytes' | 'packedBytes' | 'offset'> {
  const plain = {
    packedBytes: view.getUint32(20, true),
    sizeBytes: view.getUint32(24, true),
    offset: view.getUint32(42, true),
  }
  let at = extraAt
  const extraEnd = extraAt + view.getUint16(30, true)
  while (at + 4 <= extraEnd) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let field = at + 4
      const next = (given: number): number => {
        if (given !== 0xffffffff || field + 8 > at + 4 + length || field + 8 > extraEnd) return given
        field += 8
        return Number(view.getBigUint64(field - 8, true))
      }
      const sizeBytes = next(plain.sizeBytes)
      const packedBytes = next(plain.packedBytes)
      return { sizeBytes, packedBytes, offset: next(plain.offset) }
    }
    at += 4 + length
  }
  return plain
}

function checkTotals(file: FileView, entries: readonly ZipEntry[], limits: ArchiveLimits): void {
  let totalBytes = 0
  for (const entry of entries) {
    totalBytes += entry.sizeBytes
    if (entry.sizeBytes > limits.entryBytes || totalBytes > limits.totalBytes) throw tooMuch(file, limits)
    checkRatio(file, entry, limits)
  }
  // Against the file itself: overlapping entries all point at the same few packed bytes.
  checkRatio(file, { sizeBytes: totalBytes, packedBytes: file.sizeBytes }, limits)
}

function checkRatio(
  file: FileView,
  { sizeBytes, packedBytes }: Pick<ZipEntry, 'sizeBytes' | 'packedBytes'>,
  limits: ArchiveLimits,
): void {
  if (sizeBytes > limits.ratioFloorBytes && sizeBytes > packedBytes * limits.ratio) {
    throw new Unreadable(
      `${file.name} would grow more than ${limits.ratio} times when unpacked; no export does, so we stopped.`,
    )
  }
}

/** The packed bytes of an entry, wherever they begin. */
function packedOf(file: FileView, entry: ZipEntry): { readonly from: number; readonly to: number } {
  if (entry.offset + 30 > file.sizeBytes) throw damaged(file)
  const local = viewOf(file.bytes(entry.offset, entry.offset + 30))
  if (local.getUint32(0, true) !== LOCAL_ENTRY) throw damaged(file)
  const from = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  if (from + entry.packedBytes > file.sizeBytes) throw damaged(file)
  return { from, to: from + entry.packedBytes }
}

function inflateEntry(file: FileView, entry: ZipEntry): Uint8Array {
  const { from, to } = packedOf(file, entry)
  const packed = file.bytes(from, to)
  const bytes = entry.isStored ? packed : inflateBounded(file, packed, entry.sizeBytes)
  if (bytes.length !== entry.sizeBytes || crcOf(bytes) !== entry.crc) throw damaged(file)
  return bytes
}

/** An entry that is unpacked while it is read; that it was whole shows at its end. */
function streamEntry(file: FileView, entry: ZipEntry): FileView {
  const { from, to } = packedOf(file, entry)
  return unpackedView({
    name: entry.name,
    sizeBytes: entry.sizeBytes,
    form: entry.isStored ? 'stored' : 'deflate',
    packed: {
      name: entry.name,
      sizeBytes: to - from,
      bytes: (start = 0, end = to - from) => file.bytes(from + start, from + end),
    },
    startCheck: () => {
      let sizeBytes = 0
      let crc = -1
      return {
        take(part) {
          sizeBytes += part.length
          crc = crcStep(crc, part)
          if (sizeBytes > entry.sizeBytes) throw damaged(file)
        },
        end() {
          if (sizeBytes !== entry.sizeBytes || (crc ^ -1) >>> 0 !== entry.crc) throw damaged(file)
        },
      }
    },
    damaged: () => damaged(file),
  })
}

/** The output buffer has the declared size, so a lying directory costs time, never memory. */
function inflateBounded(file: FileView, packed: Uint8Array, sizeBytes: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(sizeBytes) })
  } catch {
    throw damaged(file)
  }
}

/**
 * The file inside a gzip, named without its ".gz". It is unpacked once to learn that it is whole and how large; a
 * small one is then kept, a large one unpacked again as it is read. Throws `Unreadable` when damaged or too large.
 */
export function openGzip(file: FileView, limits: ArchiveLimits = archiveLimits): FileView {
  let parts: Uint8Array[] = []
  let sizeBytes = 0
  const gunzip = new Gunzip((part) => {
    sizeBytes += part.length
    if (sizeBytes > limits.entryBytes) throw tooMuch(file, { ...limits, totalBytes: limits.entryBytes })
    checkRatio(file, { sizeBytes, packedBytes: file.sizeBytes }, limits)
    if (sizeBytes > MOST_HELD_BYTES) parts = []
    else parts.push(part)
  })
  const step = 65_536
  try {
    for (let at = 0; at < file.sizeBytes; at += step) {
      gunzip.push(file.bytes(at, Math.min(at + step, file.sizeBytes)), at + step >= file.sizeBytes)
    }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : damaged(file)
  }
  const name = file.name.replace(/\.gz$/i, '')
  if (sizeBytes > MOST_HELD_BYTES) {
    const startCheck = () => ({ take: () => undefined, end: () => undefined })
    return unpackedView({
      name,
      sizeBytes,
      form: 'gzip',
      packed: file,
      startCheck,
      damaged: () => damaged(file),
    })
  }
  const bytes = new Uint8Array(sizeBytes)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return fileOf(name, bytes)
}

const crcTable = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? -306_674_912 ^ (value >>> 1) : value >>> 1
  return value
})

function crcOf(bytes: Uint8Array): number {
  return (crcStep(-1, bytes) ^ -1) >>> 0
}

function crcStep(before: number, bytes: Uint8Array): number {
  let crc = before
  for (let at = 0; at < bytes.length; at++) {
    crc = (crcTable[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8)
  }
  return crc
}
