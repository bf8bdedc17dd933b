import { fstatSync, writeSync } from 'node:fs'
import process from 'node:process'

// Standard output and standard error. The streams Node makes of them cost a short run a tenth of its time, so that a file
// or a pipe is written to directly; a terminal gets the stream, which knows its size, its colours and its code page.

/** One of the two, for words or bytes. */
export interface Output {
  readonly write: (words: string | Uint8Array) => void
  readonly isTerminal: () => boolean
}

/** Standard output: what was asked for. */
export const out: Output = openOutput(1, () => process.stdout)
/** Standard error: what is said beside it. */
export const err: Output = openOutput(2, () => process.stderr)

function openOutput(place: 1 | 2, streamOf: () => NodeJS.WriteStream): Output {
  let stream: NodeJS.WriteStream | null = null
  const isDirect = () => stream === null && !isOfCharacters(place)
  const open = () => {
    if (stream === null) streamOf().on('error', place === 1 ? stopFor : () => {})
    stream = streamOf()
    return stream
  }
  return {
    write: (words) => {
      const rest = isDirect() ? writeNow(place, Buffer.from(words)) : words
      if (rest.length > 0) open().write(rest)
    },
    isTerminal: () => isOfCharacters(place) && open().isTTY === true,
  }
}

function isOfCharacters(place: 1 | 2): boolean {
  try {
    return fstatSync(place).isCharacterDevice()
  } catch {
    // Closed: whatever is written goes nowhere, and the stream knows how.
    return true
  }
}

/** Writes what can be written at once and answers with the rest: a pipe that waits for its reader takes no more just now. */
function writeNow(place: 1 | 2, bytes: Uint8Array): Uint8Array {
  let rest = bytes
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(place, rest))
    return rest
  } catch (error) {
    if (isOf(error, 'EAGAIN')) return rest
    if (place === 1) stopFor(error)
    // Nobody is left to be told.
    return new Uint8Array()
  }
}

/** For commands that write to the streams themselves: the same answer when nobody reads any more. */
export function watchStreams(): void {
  process.stdout.on('error', stopFor)
  process.stderr.on('error', () => {})
}

// Standard output takes nothing any more.
function stopFor(error: unknown): never {
  // A reader that closes early (`secondstory lint … | head`) is no trouble of ours.
  if (isOf(error, 'EPIPE')) process.exit(0)
  const cure = isOf(error, 'ENOSPC')
    ? 'there is no room left there'
    : error instanceof Error
      ? error.message
      : String(error)
  err.write(`What was found could not be written (${cure}).\n`)
  process.exit(2)
}

function isOf(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
