/** The tables of migration 0162 as TypeScript sees them: versions of the policy, and how incidents are weighed. */
import type { Concern, SeverityPolicy } from '@secondstory/review/model/severity-policy'
import type { ColumnType } from 'kysely'

export interface PolicyTables {
  policies: PoliciesTable
  weighings: WeighingsTable
}

interface PoliciesTable {
  version: number
  policy: ColumnType<SeverityPolicy, string, never>
  made_at: string
}

interface WeighingsTable {
  incident_id: string
  policy_version: number
  concerns: Concern[]
  version: number
}
