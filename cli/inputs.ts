import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import process from 'node:process'
import { type Decoded, decode } from './decode.ts'
import type { Examined } from './examine.ts'
import type { Ignoring } from './ignored.ts'

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-'

/** One file to be read, or the one sentence that says why it cannot be. */
export type Input =
  | { readonly path: string; readonly size: number; readonly trouble?: undefined }
  | { readonly path: string; readonly trouble: string }

/** One input as text, or the one sentence that says why it cannot be read. */
export type Read =
  | ({ readonly path: string; readonly trouble?: undefined } & Decoded)
  | { readonly path: string; readonly trouble: string }

/** The answer for an input that cannot be read. */
export function untold(input: { readonly path: string; readonly trouble: string }): Examined {
  return { troubles: [`${input.path}: ${input.trouble}`] }
}

// HTML is read when it is named; in a folder it is mostly what some tool made.
const PROSE = /\.(?:md|markdown|mdx|mdown|txt|text|rst|adoc|asciidoc)$/i
// One bracket, or an exclamation mark, is part of a name.
const PATTERN = /[*?]|\[.+\]|\{.+\}|[!@+]\(/
const SKIPPED = new Set(['node_modules', 'dist', 'vendor'])
/** More than this is no document, and reading it would hold everyone up. */
export const MAX_BYTES = 128 * 1024 * 1024

/** Every file the paths name, each once: files, folders (prose files below them, in the order of their names), patterns and `-`. */
export async function listInputs(paths: readonly string[]): Promise<readonly Input[]> {
  const seen = new Set<string>()
  const inputs: Input[] = []
  for (const path of paths)
    for (const input of await inputsOf(path)) {
      const place = input.path === STANDARD_INPUT ? input.path : resolve(input.path)
      if (seen.has(place)) continue
      seen.add(place)
      inputs.push(input)
    }
  return inputs
}

async function inputsOf(path: string): Promise<readonly Input[]> {
  if (path === STANDARD_INPUT) return [{ path, size: 0 }]
  const stat = attempt(() => statSync(path))
  if (stat.trouble !== undefined)
    return PATTERN.test(path) ? matching(path) : [{ path, trouble: stat.trouble }]
  if (!stat.value.isDirectory()) return [inputOf(path)]
  // Only now: most runs are over single files and need none of it.
  const { ignoringBelow } = await import('./ignored.ts')
  return [...readFolder(path, ignoringBelow(path))]
}

function inputOf(path: string): Input {
  const stat = attempt(() => statSync(path))
  if (stat.trouble !== undefined) return { path, trouble: stat.trouble }
  if (!stat.value.isFile()) return { path, trouble: 'This is neither a file nor a folder.' }
  return stat.value.size > MAX_BYTES
    ? { path, trouble: 'This file is larger than 128 MB, which is more than a document.' }
    : { path, size: stat.value.size }
}

function* readFolder(path: string, ignoring: Ignoring): Generator<Input> {
  const entries = attempt(() => readdirSync(path, { withFileTypes: true }))
  if (entries.trouble !== undefined) {
    yield { path, trouble: entries.trouble }
    return
  }
  const here = ignoring.inside(path)
  for (const entry of entries.value.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name)
    if (isFolder(entry)) {
      if (!here.ignores(inside, true)) yield* readFolder(inside, here)
    } else if (entry.isFile() && PROSE.test(entry.name) && !here.ignores(inside, false)) yield inputOf(inside)
  }
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)
}

/** The files a pattern names. Where it does not say which endings it wants, only prose is meant. */
async function matching(pattern: string): Promise<readonly Input[]> {
  const [{ globSync }, { isIgnored }] = await Promise.all([import('tinyglobby'), import('./ignored.ts')])
  // Links to folders are not followed, as in folders: one that leads back would name every file twice.
  const how = { absolute: isAbsolute(pattern), expandDirectories: false, followSymbolicLinks: false }
  const found = attempt(() => globSync(pattern, how))
  if (found.trouble !== undefined) return [{ path: pattern, trouble: found.trouble }]
  const isPicky = /\.[\w{},]+$/.test(pattern)
  const files = found.value
    .filter((path) => (isPicky || PROSE.test(path)) && !path.split('/').some((part) => SKIPPED.has(part)))
    .filter((path) => !isIgnored(path))
    .sort()
  if (files.length > 0) return files.map(inputOf)
  return [{ path: pattern, trouble: 'No file matches this pattern; quotes keep a shell from changing it.' }]
}

/** Reads one input; standard input to its end. */
export async function readInput(path: string): Promise<Read> {
  if (path === STANDARD_INPUT) return asRead('standard input', await readStandardInput())
  const bytes = attempt(() => readFileSync(path))
  return bytes.trouble === undefined ? asRead(path, bytes.value) : { path, trouble: bytes.trouble }
}

function asRead(path: string, bytes: Uint8Array): Read {
  const decoded = decode(bytes)
  return typeof decoded === 'string' ? { path, trouble: decoded } : { path, ...decoded }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

type Attempt<T> = { readonly value: T; readonly trouble?: undefined } | { readonly trouble: string }

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  ENOTDIR: 'There is no such file or folder.',
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
