import { createHash } from 'node:crypto'

/**
 * The id of what a rule makes from evidence: always the same for the same incident and key, whatever was imported
 * first, so that two imports in either order end in the same rows. UUID version 8, the one left to one's own making;
 * everything people make has version 7.
 */
export function derivedId(incidentId: string, key: string): string {
  const bytes = createHash('sha256').update(`${incidentId}\n${key}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Whether `derivedId` made this id. */
export function isDerived(id: string): boolean {
  return id.charAt(14) === '8'
}
