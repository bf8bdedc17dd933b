/** The tables of migration 0100 as TypeScript sees them: sign-in providers, who people are there, and their groups. */
import type { Provider } from '@secondstory/review/model/providers'
import type { ColumnType } from 'kysely'

export interface ProviderTables {
  providers: ProvidersTable
  provider_secrets: ProviderSecretsTable
  identities: IdentitiesTable
  sign_ins: SignInsTable
  directory_groups: DirectoryGroupsTable
  directory_group_members: DirectoryGroupMembersTable
}

interface ProvidersTable {
  id: string
  label: string
  issuer: string
  client_id: string
  domains: string[]
  newcomer_role: Provider['newcomerRole']
  groups_claim: string
  made_at: string
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface ProviderSecretsTable {
  provider_id: string
  sealed: Buffer
}

interface IdentitiesTable {
  issuer: string
  subject: string
  person_id: string
  made_at: string
}

interface SignInsTable {
  state_hash: Buffer
  provider_id: string
  expires_at: string
}

interface DirectoryGroupsTable {
  id: string
  provider_id: string | null
  name: string
  team: string
  external_id: string | null
  made_at: string
}

interface DirectoryGroupMembersTable {
  group_id: string
  person_id: string
}
