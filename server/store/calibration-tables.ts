/** The tables of migrations 0121 and 0222 as TypeScript sees them: calibration, its links and objections, and descriptions. */
import type { Objection } from '@secondstory/review/model/calibration'
import type { Generated } from 'kysely'

export interface CalibrationTables {
  calibrations: CalibrationsTable
  first_readers: FirstReadersTable
  first_letters: FirstLettersTable
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
}

interface FirstLettersTable {
  participant_id: string
  address: string
  mailed_at: string
  letter_id: string | null
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
