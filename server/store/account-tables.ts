/** The tables of migrations 0040 to 0049, 0281 and 0282 as TypeScript sees them: accounts, and what is kept for how long. */
import type { AccountState } from '@secondstory/review/model/accounts'
import type { ColumnType } from 'kysely'

export interface AccountTables {
  accounts: AccountsTable
  thanks: ThanksTable
  plain_words: PlainWordsTable
  retention: RetentionTable
  legal_holds: LegalHoldsTable
  deleted_evidence: DeletedEvidenceTable
}

interface AccountsTable {
  id: string
  incident_id: string
  /** Null once the way back to its teller is gone. */
  author_id: string | null
  role: string
  saw: string
  believed: string
  tried: string
  expected: string
  surprised: string
  event_ids: string[]
  from_at: string | null
  to_at: string | null
  state: AccountState
  is_as_told: boolean
  consent: string
  /** Words and consent of one that is not released, which lie nowhere else. */
  sealed: Buffer | null
  welcomes_thanks: boolean
  saved_at: string
  version: number
}

interface ThanksTable {
  id: string
  account_id: string
  sealed: Buffer
  said_on: string
}

interface PlainWordsTable {
  incident_id: string
  word: string
}

interface RetentionTable {
  is_only: ColumnType<boolean, never, never>
  evidence_days: number | null
  register_days: number | null
  version: number
}

interface LegalHoldsTable {
  incident_id: string
  because: string
  until_on: string
}

interface DeletedEvidenceTable {
  id: string
  incident_id: string
  deleted_at: string
  is_by_rule: boolean
}
