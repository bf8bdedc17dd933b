import { gzipSync, strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type ArchiveLimits, archiveLimits, openArchive, openGzip } from './archive.ts'
import { fileOf, Unreadable } from './source.ts'

const words = strToU8('words '.repeat(200))

function put32(bytes: Uint8Array, at: number, value: number): void {
  new DataView(bytes.buffer).setUint32(at, value, true)
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  new DataView(bytes.buffer).setUint16(at, value, true)
}

/** Where the central directory of a one-entry zip begins. */
function directoryAt(bytes: Uint8Array): number {
  return new DataView(bytes.buffer).getUint32(bytes.length - 6, true)
}

/** A one-entry zip whose directory was changed. */
function forged(change: (bytes: Uint8Array, directory: number) => void): Uint8Array {
  const bytes = zipSync({ 'a.json': words })
  change(bytes, directoryAt(bytes))
  return bytes
}

function sentenceOf(run: () => unknown): string {
  try {
    run()
  } catch (cause) {
    if (cause instanceof Unreadable) return cause.sentence
    throw cause
  }
  return ''
}

/** Opens a zip and reads all of it. */
function readAll(bytes: Uint8Array, limits: ArchiveLimits = archiveLimits): void {
  const archive = openArchive(fileOf('x.zip', bytes), limits)
  for (const entry of archive.entries) archive.inflate(entry)
}

/** An end record that promises entries and has none: what a zip of a million files looks like from its end. */
function endOnly(count: number): Uint8Array {
  const bytes = new Uint8Array(22)
  put32(bytes, 0, 0x06054b50)
  put16(bytes, 8, count)
  put16(bytes, 10, count)
  return bytes
}

describe('a zip', () => {
  it('gives its entries one at a time', () => {
    const archive = openArchive(
      fileOf('x.zip', zipSync({ 'a.json': words, 'b/c.json': [strToU8('stored'), { level: 0 }] })),
    )
    expect(
      archive.entries.map((entry) => [entry.name, strFromU8(archive.inflate(entry)).slice(0, 6)]),
    ).toEqual([
      ['a.json', 'words '],
      ['b/c.json', 'stored'],
    ])
  })

  const tight: ArchiveLimits = {
    ...archiveLimits,
    entries: 3,
    totalBytes: 5000,
    ratioFloorBytes: 1000,
    ratio: 10,
  }
  const refused: readonly (readonly [string, () => Uint8Array, RegExp, ArchiveLimits?])[] = [
    ['cut in its directory', () => zipSync({ 'a.json': words }).slice(0, -30), /ends too early/],
    [
      'cut in its words',
      () => {
        const bytes = zipSync({ 'a.json': words })
        bytes.fill(0, 40, 60)
        return bytes
      },
      /damaged/,
    ],
    [
      'declares 2 GB',
      () => forged((bytes, at) => put32(bytes, at + 24, 0x7fffffff)),
      /unpacks to more than 2 GB/,
    ],
    ['declares less than it holds', () => forged((bytes, at) => put32(bytes, at + 24, 10)), /damaged/],
    ['declares more than it holds', () => forged((bytes, at) => put32(bytes, at + 24, 100_000)), /damaged/],
    ['grows too much', () => zipSync({ 'a.json': new Uint8Array(4000) }), /grow more than 10 times/, tight],
    [
      'unpacks to too much in sum',
      () => zipSync({ a: words, b: words, c: [new Uint8Array(4900), { level: 0 }] }),
      /unpacks to more than/,
      { ...tight, ratio: 1000 },
    ],
    [
      'holds too many files',
      () => zipSync({ a: words, b: words, c: words, d: words }),
      /more than 3 files/,
      tight,
    ],
    ['promises more files than it has', () => endOnly(60_000), /damaged/],
    ['climbs out', () => zipSync({ '../etc/x.json': words }), /points outside/],
    ['climbs out by backslash', () => zipSync({ 'a\\..\\..\\x': words }), /points outside/],
    ['is absolute', () => zipSync({ '/etc/x.json': words }), /points outside/],
    ['names a drive', () => zipSync({ 'C:x.json': words }), /points outside/],
    [
      'holds a link',
      () => zipSync({ 'a.json': [words, { os: 3, attrs: 0o120777 << 16 }] }),
      /points outside/,
    ],
    ['is encrypted', () => forged((bytes, at) => put16(bytes, at + 8, 1)), /encrypted/],
    ['is packed in an unknown way', () => forged((bytes, at) => put16(bytes, at + 10, 93)), /method 93/],
    ['points behind its end', () => forged((bytes, at) => put32(bytes, at + 42, 1_000_000)), /damaged/],
    ['is no zip at all', () => strToU8('PK\u0003\u0004 and nothing'), /damaged/],
  ]
  it.each(refused.map((row) => [row[0], row] as const))('that %s is refused with a sentence', (_, row) => {
    const [, make, sentence, limits = archiveLimits] = row
    expect(sentenceOf(() => readAll(make(), limits))).toMatch(sentence)
  })

  it('with more files than we read is refused by counting, whatever its end record says', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}`, new Uint8Array()]))
    const bytes = zipSync(many)
    put16(bytes, bytes.length - 12, 1)
    expect(sentenceOf(() => readAll(bytes, { ...archiveLimits, entries: 200 }))).toMatch(
      /more than 200 files/,
    )
  })
})

describe('a gzip', () => {
  it('gives the file inside, named without its ending', () => {
    const file = openGzip(fileOf('alerts.json.gz', gzipSync(words)))
    expect([file.name, strFromU8(file.bytes())]).toEqual(['alerts.json', strFromU8(words)])
  })

  it('that stops too early is refused', () => {
    expect(sentenceOf(() => openGzip(fileOf('a.gz', gzipSync(words).slice(0, 20))))).toMatch(/damaged/)
  })

  it('that grows without end is stopped while it grows', () => {
    const bomb = gzipSync(new Uint8Array(30 * 1024 * 1024))
    expect(sentenceOf(() => openGzip(fileOf('a.gz', bomb)))).toMatch(/grow more than 100 times/)
  })
})
