/** A file on disk as the readers of evidence see it: parts on demand, never whole in memory unless a reader asks. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { FileView } from '@secondstory/review/ingest/source'

/** An open file; `close` gives its descriptor back. */
export interface OpenFile {
  readonly file: FileView
  close(): void
}

/** Opens an upload. Reads are synchronous because readers are generators, which cannot wait. */
export function openUpload(upload: {
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}): OpenFile {
  const descriptor = openSync(upload.path, 'r')
  const { name, sizeBytes } = upload
  return {
    file: {
      name,
      sizeBytes,
      bytes: (from = 0, to = sizeBytes) => readRange(descriptor, from, Math.min(to, sizeBytes)),
    },
    close: () => closeSync(descriptor),
  }
}

/** One read may give fewer bytes than asked for. A file that was cut off meanwhile gives what is left. */
function readRange(descriptor: number, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, to - from))
  let length = 0
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, from + length)
    if (read === 0) return bytes.subarray(0, length)
    length += read
  }
  return bytes
}
