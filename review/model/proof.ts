/**
 * A little work instead of a name: whoever sends something without saying who they are lets their machine count first.
 * It costs one person a moment and a flood its price, and it tells nothing about anybody.
 *
 * In plain JavaScript, because the browser's own digests are missing on addresses without https.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Leading zero bits asked for: about 65,000 tries, a few tenths of a second on a phone. */
export const PROOF_BITS = 16

/** What the work is about: this text, on this day. Work done for one is worth nothing for another. */
export interface Task {
  readonly on: string
  readonly text: string
}

/** Whether this count does the work. */
export function isProof(task: Task, count: number, bits: number = PROOF_BITS): boolean {
  return zeroBits(digest(stemOf(task), count)) >= bits
}

/** Where to count, how far, and for how much. */
export interface Counting {
  readonly from: number
  readonly steps: number
  readonly bits?: number
}

/** The count that does the work, or null when it is not among these steps. A page breathes between two calls. */
export function findProof(task: Task, { from, steps, bits = PROOF_BITS }: Counting): number | null {
  const stem = stemOf(task)
  for (let count = from; count < from + steps; count += 1) {
    if (zeroBits(digest(stem, count)) >= bits) return count
  }
  return null
}

/** The text is hashed once, however long it is. */
function stemOf({ on, text }: Task): string {
  return `${on}:${bytesToHex(sha256(utf8ToBytes(text)))}:`
}

function digest(stem: string, count: number): Uint8Array {
  return sha256(utf8ToBytes(`${stem}${count}`))
}

function zeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first === -1) return bytes.length * 8
  return first * 8 + Math.clz32(bytes[first] ?? 0) - 24
}
