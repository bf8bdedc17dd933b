/** The tables of migrations 0030 to 0034 as TypeScript sees them: integrations, their secrets, what they sent. */
import type { BackfillAsk } from '@secondstory/review/model/backfill'
import type { DeliveryState } from '@secondstory/review/model/deliveries'
import type {
  Integration,
  IntegrationKind,
  IntegrationSettings,
  Routing,
} from '@secondstory/review/model/integrations'
import type { ColumnType, Generated } from 'kysely'

export interface IntegrationTables {
  integrations: IntegrationsTable
  integration_secrets: IntegrationSecretsTable
  deliveries: DeliveriesTable
  workers: WorkersTable
  backfills: BackfillsTable
  replays: ReplaysTable
}

interface IntegrationsTable {
  id: string
  kind: IntegrationKind
  name: string
  state: Integration['state']
  routing: Routing
  settings: ColumnType<IntegrationSettings, string, string>
  last_error: Generated<string>
  last_error_at: string | null
  made_at: string
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface IntegrationSecretsTable {
  id: string
  integration_id: string
  purpose: 'signing' | 'api'
  sealed: Buffer
  made_at: string
}

interface DeliveriesTable {
  id: string
  integration_id: string
  key: string
  received_at: string
  headers: ColumnType<Readonly<Record<string, string>>, string, never>
  body: string
  secrets_removed: Generated<number>
  state: Generated<DeliveryState>
  happened_at: string | null
  incident_id: string | null
  summary: Generated<string>
  because: Generated<string>
}

interface WorkersTable {
  id: string
  seen_at: string
}

interface BackfillsTable {
  import_id: string
  integration_id: string
  author_id: string | null
  place: string
  asked_from: string
  asked_to: string
  remaining: ColumnType<readonly BackfillAsk[] | null, string | null | undefined, unknown>
  pages: Generated<number>
  failures: Generated<number>
  next_at: string
}

interface ReplaysTable {
  integration_id: string
  request: string
  seen_at: string
}
