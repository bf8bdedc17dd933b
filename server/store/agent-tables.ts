/** The table of migration 0171 as TypeScript sees it: agents and their part in an incident. */
import type { AgentRun } from '@secondstory/review/model/agent-runs'
import type { ColumnType } from 'kysely'

export interface AgentTables {
  agent_runs: AgentRunsTable
}

interface AgentRunsTable {
  id: string
  incident_id: string
  role: string
  model: string
  model_version: string
  tools: string[]
  permissions: string[]
  autonomy: AgentRun['autonomy']
  modes: ColumnType<AgentRun['modes'], string[], string[]>
  gates: ColumnType<AgentRun['gates'], string, string>
  claims: ColumnType<AgentRun['claims'], string, string>
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}
