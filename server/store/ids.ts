import { randomBytes } from 'node:crypto'

let lastMs = 0
let count = 0

/**
 * A new id in the form of UUID version 7: its first 48 bits are the time, so ids sort in the order they were made and
 * new rows land at the end of an index. Twelve bits count within a millisecond (PostgreSQL 15 has no uuidv7()).
 */
export function newId(now_ms: number = Date.now()): string {
  if (now_ms > lastMs) {
    lastMs = now_ms
    count = 0
  } else {
    count += 1
    // Beyond 4,096 ids in one millisecond the clock is borrowed from, so that order still holds.
    if (count > 0xfff) {
      lastMs += 1
      count = 0
    }
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
