/**
 * The audit log: what happened to what is sealed. A line says who (by id), which operation, which row and when, and
 * nothing of what was in it. Each line is hashed together with the one before, so that a line that was taken out, added
 * or changed breaks the chain from there on.
 */

/** What a line can be about. */
export type AuditNoun =
  | 'register'
  | 'report'
  | 'team'
  | 'person'
  | 'review role'
  | 'record visibility'
  | 'edition'
  | 'evidence'
  | 'legal hold'
  | 'export'
  | 'token'
  | 'session'
  | 'invitation'
  | 'sign-in'
  | 'passkey'
  | 'provider'
  | 'group'
  | 'agent'
  | 'key'
  | 'audit log'

/** One line, without its hash. */
export interface AuditEntry {
  /** From 1, without a gap. */
  readonly number: number
  readonly at: string
  /** Null: a rule did it. */
  readonly personId: string | null
  readonly operation: string
  readonly noun: AuditNoun
  readonly rowId: string | null
  /** It was asked for and refused. */
  readonly wasRefused: boolean
}

/** One line as it is kept. */
export interface AuditLine extends AuditEntry {
  /** In hexadecimal digits. */
  readonly hash: string
}

/** What stands in the place of the line before the first. */
export const beforeTheFirst = '0'.repeat(64)

/** The words a line's hash is made of; nothing in them can hold a line break, so no two lines have the same. */
export function auditText(entry: AuditEntry, hashBefore: string): string {
  const { number, at, personId, operation, noun, rowId, wasRefused } = entry
  const told = [hashBefore, number, at, personId ?? '', operation, noun, rowId ?? '']
  // A line of a refusal has one word more, so that those written before there were any keep their hash.
  return [...told, ...(wasRefused ? ['refused'] : [])].join('\n')
}

/** What became of a check of the log. */
export interface AuditCheck {
  readonly isWhole: boolean
  /** Lines that were looked at. */
  readonly lines: number
  /** The first line that does not follow from those before it; null when all do. */
  readonly brokenAt: number | null
  /** Hash of the last line: kept elsewhere, it shows later that nothing before it was changed or cut off. */
  readonly lastHash: string
  /** Whether the hash that was kept elsewhere stands in it; null when none was given. */
  readonly holdsKept: boolean | null
}

/**
 * Walks the log from its first line. `hash` is the one it was written with; `kept` is a last hash of earlier, which a log
 * that was cut off before it no longer holds.
 */
export function checkLines(
  lines: readonly AuditLine[],
  hash: (text: string) => string,
  kept: string | null = null,
): AuditCheck {
  const holdsKept = kept === null ? null : kept === beforeTheFirst || lines.some((line) => line.hash === kept)
  let before = beforeTheFirst
  for (const [index, line] of lines.entries()) {
    if (line.number !== index + 1 || line.hash !== hash(auditText(line, before))) {
      return { isWhole: false, lines: lines.length, brokenAt: index + 1, lastHash: before, holdsKept }
    }
    before = line.hash
  }
  return { isWhole: true, lines: lines.length, brokenAt: null, lastHash: before, holdsKept }
}
