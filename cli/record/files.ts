import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileView } from '@secondstory/review/ingest/source'

/** A file to import, or the one sentence that says why it cannot be. */
export type RecordFile =
  | { readonly path: string; readonly trouble?: undefined }
  | { readonly path: string; readonly trouble: string }

/**
 * Every file the paths name; of a folder all files below it, in the order of their names, dot files left out. A folder
 * that a link leads back to is gone through once.
 */
export function listRecordFiles(paths: readonly string[]): readonly RecordFile[] {
  const seen = new Set<string>()
  return paths.flatMap((path) => filesAt(path, seen))
}

function filesAt(path: string, seen: Set<string>): readonly RecordFile[] {
  try {
    const stat = statSync(path)
    // A pipe or a device would keep everyone waiting, and never end.
    if (!stat.isDirectory())
      return [stat.isFile() ? { path } : { path, trouble: 'This is neither a file nor a folder.' }]
    const place = realpathSync(path)
    if (seen.has(place)) return []
    seen.add(place)
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => filesAt(join(path, entry.name), seen))
  } catch (error) {
    return [{ path, trouble: sentenceFor(error) }]
  }
}

/** Whether two paths lead to the same file; a file that is not there yet is no other. */
export function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false
  }
}

/** Opens a file on disk as readers see it: nothing is read until they ask, and only what they ask for. */
export function openRecordFile(path: string): FileView & { close(): void } {
  const handle = openSync(path, 'r')
  const sizeBytes = fstatSync(handle).size
  return {
    name: path.split(/[\\/]/).at(-1) ?? path,
    sizeBytes,
    bytes(from = 0, to = sizeBytes) {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, sizeBytes) - from))
      let filled = 0
      while (filled < bytes.length) {
        const count = readSync(handle, bytes, filled, bytes.length - filled, from + filled)
        // The file became shorter while it was read: what is there is all there is.
        if (count === 0) return bytes.subarray(0, filled)
        filled += count
      }
      return bytes
    },
    close: () => closeSync(handle),
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  EACCES: 'Reading this is not permitted for the current account.',
  EPERM: 'Reading this is not permitted for the current account.',
  ELOOP: 'This link leads back to itself.',
}

/** What stands in the way of reading, as a sentence. */
export function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return SENTENCES[code] ?? `It could not be read (${code || String(error)}).`
}
