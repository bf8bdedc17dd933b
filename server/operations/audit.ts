/** Reading and checking the audit log, and for each person who opened the row that is theirs. */
import { type AuditCheck, type AuditLine, checkLines } from '@secondstory/review/model/audit'
import { z } from 'zod'
import { hashOfLine, listAuditLines, listOpeningsOf, type Opening } from '../store/audit.ts'
import { findPerson } from '../store/people.ts'
import { id, nothing } from './fields.ts'
import { asked } from './hands.ts'
import { operation } from './operation.ts'

const MOST_LINES = 10_000
const MOST_OPENINGS = 100

/** A page of the log, in its order, and where to go on. */
export interface AuditLinesFound {
  readonly items: readonly AuditLine[]
  readonly next: number | null
}

/** The log, line by line, for a steward; by the row it is about, never by whoever did it. Reading it is a line too. */
export const listAudit = operation({
  name: 'listAudit',
  about: 'Lists the audit log in its order, or the lines about one row; reading it becomes a line of it.',
  access: 'steward',
  audits: 'audit log',
  opens: 'audit log',
  changes: false,
  input: z.object({
    rowId: id.optional(),
    after: z.int().min(0).default(0),
    limit: z.int().min(1).max(MOST_LINES).default(1000),
  }),
  run: async (wanted, { store }): Promise<AuditLinesFound> => {
    const lines = await listAuditLines(store.queries, { ...wanted, limit: wanted.limit + 1 })
    const items = lines.slice(0, wanted.limit)
    return { items, next: lines.length > wanted.limit ? (items.at(-1)?.number ?? null) : null }
  },
})

/** Walks the whole log and says whether every line follows from those before it. */
export const checkAudit = operation({
  name: 'checkAudit',
  about:
    'Checks that no line of the audit log was changed, added or taken out; with a last hash of earlier, not cut off either.',
  access: 'member',
  changes: false,
  input: z.object({
    keptHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, { error: 'the hash of a line, 64 characters from 0 to f,' })
      .optional(),
  }),
  run: async ({ keptHash }, { store }): Promise<AuditCheck> => {
    const lines: AuditLine[] = []
    for (;;) {
      const page = await listAuditLines(store.queries, { after: lines.length, limit: MOST_LINES })
      lines.push(...page)
      if (page.length < MOST_LINES) return checkLines(lines, hashOfLine, keptHash)
    }
  },
})

/** Who opened the register where a row of it is about whoever asks. */
export const listOwnOpenings = operation({
  name: 'listOwnOpenings',
  about: 'Lists who opened the register of an incident in which you have a row, and when.',
  access: 'reader',
  touches: 'own',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Opening[]> => {
    const person = await findPerson(hands.store.queries, asked(hands).personId)
    return person === null ? [] : listOpeningsOf(hands.store.queries, person, MOST_OPENINGS)
  },
})
