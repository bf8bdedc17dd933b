/** The tables of migration 0150 as TypeScript sees them: the text while people write it together. */
import type { Generated } from 'kysely'

export interface LiveTables {
  live_texts: LiveTextsTable
  live_updates: LiveUpdatesTable
}

interface LiveTextsTable {
  incident_id: string
  snapshot: Buffer
  snapshot_seq: Generated<number>
  last_seq: Generated<number>
}

interface LiveUpdatesTable {
  incident_id: string
  seq: number
  written: Buffer
}
