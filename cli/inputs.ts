import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** One input as text, or the one sentence that says why it cannot be read. */
export type Read =
  | { readonly path: string; readonly text: string; readonly trouble?: undefined }
  | { readonly path: string; readonly trouble: string }

// HTML is read when it is named; in a folder it is mostly what some tool made.
const PROSE = /\.(?:md|markdown|mdx|mdown|txt|text|rst|adoc|asciidoc)$/i
const SKIPPED = new Set(['node_modules', 'dist', 'vendor'])
const MAX_BYTES = 128 * 1024 * 1024

/** Reads every path in turn: files, folders (prose files below them, in the order of their names), and `-`. */
export async function* readInputs(paths: readonly string[]): AsyncGenerator<Read> {
  for (const path of paths) {
    if (path === '-') yield decoded('standard input', await readStandardInput())
    else yield* readPath(path)
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function* readPath(path: string): Generator<Read> {
  const stat = attempt(() => statSync(path))
  if (stat.trouble !== undefined) yield { path, trouble: stat.trouble }
  else if (stat.value.isDirectory()) yield* readFolder(path)
  else if (!stat.value.isFile()) yield { path, trouble: 'This is neither a file nor a folder.' }
  else if (stat.value.size > MAX_BYTES)
    yield { path, trouble: 'This file is larger than 128 MB, which is more than a document.' }
  else yield readFile(path)
}

function* readFolder(path: string): Generator<Read> {
  const entries = attempt(() => readdirSync(path, { withFileTypes: true }))
  if (entries.trouble !== undefined) {
    yield { path, trouble: entries.trouble }
    return
  }
  for (const entry of entries.value.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name)
    if (isFolder(entry)) yield* readFolder(inside)
    else if (entry.isFile() && PROSE.test(entry.name)) yield* readPath(inside)
  }
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)
}

function readFile(path: string): Read {
  const bytes = attempt(() => readFileSync(path))
  return bytes.trouble === undefined ? decoded(path, bytes.value) : { path, trouble: bytes.trouble }
}

// UTF-8 is expected; UTF-16 is told by its mark, since editors on Windows still write it. Anything with zero bytes is no text.
function decoded(path: string, bytes: Buffer): Read {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) {
    return {
      path,
      text: new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be', { ignoreBOM: false }).decode(bytes),
    }
  }
  if (bytes.subarray(0, 8192).includes(0))
    return { path, trouble: 'This is not a text file: it has zero bytes in it.' }
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  return text.trouble === undefined
    ? { path, text: text.value }
    : { path, trouble: 'This file is not UTF-8; saved as UTF-8 it can be read.' }
}

type Attempt<T> = { readonly value: T; readonly trouble?: undefined } | { readonly trouble: string }

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  EACCES: 'Reading this is not permitted for the current account.',
  EPERM: 'Reading this is not permitted for the current account.',
  EISDIR: 'This is a folder where a file was expected.',
  EMFILE: 'Too many files are open on this machine.',
  ELOOP: 'This link leads back to itself.',
}

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { trouble: SENTENCES[code] ?? `It could not be read (${code || String(error)}).` }
  }
}
