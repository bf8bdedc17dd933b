/** The tables of migrations 0130 to 0139 as TypeScript sees them: reports, the pulse, the way out, pauses. */
import type { PulseAnswer, PulseResult } from '@secondstory/review/model/pulse'
import type { DeletionCertificate, Naming, ReportState } from '@secondstory/review/model/reports'
import type { ColumnType, Generated } from 'kysely'

export interface ReportTables {
  report_notices: ReportNoticesTable
  report_intake: ReportIntakeTable
  reports: ReportsTable
  report_senders: { report_id: string; sealed: Buffer }
  pulse_rounds: PulseRoundsTable
  pulse_takings: { taker_hash: Buffer; round_id: string }
  pulse_tokens: { hash: Buffer; round_id: string; sealed: Buffer | null }
  pulse_answers: {
    id: string
    round_id: string
    answers: ColumnType<readonly PulseAnswer[], string, never>
  }
  conduct: { is_only: Generated<boolean>; text: Generated<string>; version: Generated<number> }
  pauses: { id: string; from_on: string; until_on: string }
}

/** Versions are added and never changed. */
interface ReportNoticesTable {
  version: ColumnType<number, number, never>
  is_protected: ColumnType<string, string, never>
  is_not_protected: ColumnType<string, string, never>
  readers: ColumnType<string, string, never>
  kept_for: ColumnType<string, string, never>
  accepted_by: ColumnType<string, string, never>
  accepted_on: ColumnType<string, string, never>
}

interface ReportIntakeTable {
  is_only: Generated<boolean>
  is_open: Generated<boolean>
  receipt_salt: ColumnType<Buffer, never, never>
  last_batch_on: string | null
}

interface ReportsTable {
  id: string
  naming: ColumnType<Naming, Naming, never>
  is_hazard: boolean
  state: ReportState
  notice_version: ColumnType<number, number, never>
  receipt_hash: ColumnType<Buffer | null, Buffer | null, never>
  sealed: Buffer | null
  came_on: string | null
  released_on: string | null
  closed_on: string | null
  /** The stewards got a letter about it; of hazards alone. */
  is_told: Generated<boolean>
  certificate: ColumnType<DeletionCertificate | null, string | null, string | null>
}

interface PulseRoundsTable {
  id: string
  started_on: string
  ends_on: string
  closed_on: string | null
  result: ColumnType<PulseResult | null, string | null, string | null>
}
