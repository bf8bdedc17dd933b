/** The tables of migration 0173 as TypeScript sees them: drills and what groups chose in them. */
import type { ColumnType, Generated } from 'kysely'

export interface DrillTables {
  drills: DrillsTable
  drill_choices: DrillChoicesTable
}

interface DrillsTable {
  id: string
  edition_id: string
  secret_hash: Buffer
  place: Generated<number>
  version: Generated<number>
  opened_at: string
  closed_at: ColumnType<string | null, undefined, string | null>
}

interface DrillChoicesTable {
  drill_id: string
  decision: number
  seat: string
  option: number
}
