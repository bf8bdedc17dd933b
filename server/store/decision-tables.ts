/** The table of migration 0050 as TypeScript sees it: decision points. */
import type { DecisionPoint } from '@secondstory/review/model/decisions'
import type { ColumnType } from 'kysely'

export interface DecisionTables {
  decisions: DecisionsTable
}

interface DecisionsTable {
  id: string
  incident_id: string
  event_id: string
  decider: DecisionPoint['decider']
  role: string
  situation: string
  goals: string[]
  seen_evidence_ids: string[]
  seen_event_ids: string[]
  not_reached: ColumnType<DecisionPoint['notReached'], string, string>
  believed: string
  confidence: DecisionPoint['confidence']
  options: ColumnType<DecisionPoint['options'], string, string>
  easy_path: string
  safe_path: string
  friction: string
  pressures: string[]
  tradeoff: string
  chosen: string
  expected: string
  observed: string
  made_sense_because: string
  usually: string
  source: DecisionPoint['source']
  certainty: DecisionPoint['certainty']
  contributed: boolean
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}
