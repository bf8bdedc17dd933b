/** The tables of migration 0001 as TypeScript sees them: people and the secrets by which they come in. */

import type { Person, Token } from '@secondstory/review/model/people'
import type { RecordVisibility } from '@secondstory/review/model/permission'
import type { ColumnType, Generated } from 'kysely'

export interface PeopleTables {
  installation: InstallationTable
  people: PeopleTable
  invitations: InvitationsTable
  sessions: SessionsTable
  tokens: TokensTable
}

interface InstallationTable {
  is_only: ColumnType<boolean, never, never>
  name: ColumnType<string, never, string>
  set_up_hash: ColumnType<Buffer | null, never, Buffer | null>
  calibration_hours: ColumnType<number, never, number>
  team_mail: ColumnType<string | null, never, string | null>
  zone: ColumnType<string, never, string>
  record_visibility: ColumnType<RecordVisibility, never, RecordVisibility>
  has_mail_links: ColumnType<boolean, never, boolean>
}

interface PeopleTable {
  id: string
  email: string
  name: string
  role: Person['role']
  kind: Generated<'person' | 'agent'>
  is_active: Generated<boolean>
  is_steward: Generated<boolean>
  erased_at: ColumnType<string | null, undefined, string | null>
  /** Null: comes in without one. */
  password_hash: string | null
  made_at: string
}

interface InvitationsTable {
  id: string
  email: string
  name: string
  role: Person['role']
  secret_hash: Buffer
  invited_by: string | null
  /** Null: of no team yet. */
  team_id: string | null
  made_at: string
  expires_at: string
  accepted_at: string | null
}

interface SessionsTable {
  secret_hash: Buffer
  person_id: string
  made_at: string
  expires_at: string
  id: string
  /** Roughly: "Firefox on Linux". */
  device: Generated<string>
  seen_at: string
}

interface TokensTable {
  id: string
  person_id: string
  name: string
  secret_hash: Buffer
  scope: Token['scope']
  operations: string[] | null
  made_at: string
  expires_at: string
  last_used_at: string | null
}
