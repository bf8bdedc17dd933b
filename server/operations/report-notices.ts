/** The promise to whoever speaks: a keeper accepts it by name before any report is taken, and may stop taking them. */
import { z } from 'zod'
import { addNotice, readIntake, switchIntake } from '../store/report-notices.ts'
import { nothing, prose } from './fields.ts'
import { asked, by } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import type { IntakeRead } from './reports.ts'

const part = prose(4_000).pipe(z.string().trim().min(1))

/** Accepts a notice in the keeper's own name and opens intake under it. Earlier reports keep the one they had. */
export const acceptReportNotice = operation({
  name: 'acceptReportNotice',
  about: 'Accepts a notice to reporters in your name and takes reports under it; earlier ones keep theirs.',
  access: 'keeper',
  audits: 'report',
  changes: true,
  input: z.object({ isProtected: part, isNotProtected: part, readers: part, keptFor: part }),
  run: async (texts, hands): Promise<IntakeRead> => {
    const { personId, via } = asked(hands)
    if (via === 'token') {
      throw new Refusal('not-allowed', 'A promise is made by a person who is signed in, not through a token.')
    }
    return hands.store.transaction(async (queries) => {
      const { notice } = await readIntake(queries, true)
      const version = (notice?.version ?? 0) + 1
      await addNotice(queries, { ...texts, version, personId }, by(hands))
      const { isOpen, notice: accepted } = await readIntake(queries)
      return { isOpen, notice: accepted }
    })
  },
})

/** Stops taking reports. Receipts go on working, and what was promised stays promised. */
export const closeReportIntake = operation({
  name: 'closeReportIntake',
  about: 'Stops taking near-miss reports; receipts go on working and every promise made stands.',
  access: 'keeper',
  audits: 'report',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<IntakeRead> =>
    hands.store.transaction(async (queries) => {
      const { notice } = await readIntake(queries, true)
      await switchIntake(queries, { isOpen: false, noticeVersion: notice?.version ?? null }, by(hands))
      return { isOpen: false, notice }
    }),
})
