/** The tables of migrations 0121 and 0222 as TypeScript sees them: calibration, its links and objections, and descriptions. */
import type { Objection } from '@secondstory/review/model/calibration'
import type { ColumnType, Generated } from 'kysely'

export interface CalibrationTables {
  calibrations: CalibrationsTable
  first_readers: FirstReadersTable
  objections: ObjectionsTable
  descriptions: DescriptionsTable
}

interface CalibrationsTable {
  incident_id: string
  opened_at: string
  closes_at: string
}

interface FirstReadersTable {
  id: string
  participant_id: string
  secret_hash: Buffer
  expires_at: string
  address: Generated<string>
  mailed_at: ColumnType<string | null, string | null | undefined, string | null>
  letter_id: ColumnType<string | null, string | null | undefined, string | null>
}

interface ObjectionsTable {
  id: string
  incident_id: string
  place: string
  text: string
  said_by: string
  receipt: Buffer
  said_on: string
  state: Objection['state'] | 'confirmed'
  answer: Generated<string>
  version: Generated<number>
}

interface DescriptionsTable {
  incident_id: string
  kind: string
  quote: string
  fits: 'one' | 'two-to-four' | 'five-or-more'
  instead: string
}
