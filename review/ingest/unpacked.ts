/** Packed bytes seen unpacked, a part at a time from the front: nothing large is ever whole in memory. */
import { Gunzip, Inflate } from 'fflate'
import type { FileView } from './source.ts'

/** What is unpacked, and what is known of the outcome beforehand. */
export interface Packed {
  readonly name: string
  /** Unpacked. */
  readonly sizeBytes: number
  readonly form: 'gzip' | 'deflate' | 'stored'
  /** The packed bytes. */
  readonly packed: FileView
  /** Called with everything that came out, in order, each time it is unpacked from the front. */
  startCheck(): { take(part: Uint8Array): void; end(): void }
  /** What to throw when it cannot be unpacked. */
  damaged(): Error
}

/** Packed bytes are pushed in steps: what one step may grow to is held at once. */
const STEP = 16_384
/** The front is asked for again and again, by everyone who may know the file. */
const KEPT_OPENING = 2_000_000

/** A file of the unpacked bytes. Asking for what lies behind goes on; asking for what was passed begins anew. */
export function unpackedView(packed: Packed): FileView {
  let flow = startFlow(packed)
  let opening: Uint8Array | null = null
  return {
    name: packed.name,
    sizeBytes: packed.sizeBytes,
    bytes(from = 0, to = packed.sizeBytes) {
      const end = Math.min(to, packed.sizeBytes)
      if (from === 0 && end <= KEPT_OPENING) {
        opening ??= startFlow(packed).range(0, Math.min(KEPT_OPENING, packed.sizeBytes))
        return opening.subarray(0, end)
      }
      if (from < flow.passed) flow = startFlow(packed)
      return flow.range(from, end)
    },
  }
}

interface Flow {
  /** Bytes that were let go. */
  passed: number
  range(from: number, to: number): Uint8Array
}

function startFlow(packed: Packed): Flow {
  const parts: Uint8Array[] = []
  let held = 0
  let fed = 0
  const check = packed.startCheck()
  const push = inflaterOf(packed, (part) => {
    check.take(part)
    parts.push(part)
    held += part.length
  })
  const feed = (): void => {
    const to = Math.min(fed + STEP, packed.packed.sizeBytes)
    push(packed.packed.bytes(fed, to), to === packed.packed.sizeBytes)
    fed = to
    if (fed === packed.packed.sizeBytes) check.end()
  }
  const flow: Flow = {
    passed: 0,
    range(from, to) {
      while (flow.passed + held < to && fed < packed.packed.sizeBytes) {
        feed()
        letGo(from)
      }
      letGo(from)
      return joined(parts, from - flow.passed, to - flow.passed)
    },
  }
  function letGo(from: number): void {
    while (parts[0] !== undefined && flow.passed + parts[0].length <= from) {
      flow.passed += parts[0].length
      held -= parts[0].length
      parts.shift()
    }
  }
  return flow
}

function inflaterOf(
  packed: Packed,
  take: (part: Uint8Array) => void,
): (part: Uint8Array, isLast: boolean) => void {
  if (packed.form === 'stored') return take
  const inflater = packed.form === 'gzip' ? new Gunzip(take) : new Inflate(take)
  return (part, isLast) => {
    try {
      inflater.push(part, isLast)
    } catch {
      throw packed.damaged()
    }
  }
}

function joined(parts: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const [first] = parts
  if (first !== undefined && to <= first.length) return first.subarray(from, to)
  const bytes = new Uint8Array(Math.max(0, Math.min(to, sizeOf(parts)) - from))
  let at = -from
  for (const part of parts) {
    if (at >= bytes.length) break
    const cut = part.subarray(Math.max(0, -at), Math.max(0, bytes.length - at))
    bytes.set(cut, Math.max(0, at))
    at += part.length
  }
  return bytes
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
