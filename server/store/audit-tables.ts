/** The table of migrations 0112 and 0251 as TypeScript sees it: the audit log. */
import type { AuditNoun } from '@secondstory/review/model/audit'
import type { ColumnType } from 'kysely'

export interface AuditTables {
  audit_log: AuditLogTable
}

interface AuditLogTable {
  number: ColumnType<number, number, never>
  at: ColumnType<string, string, never>
  person_id: ColumnType<string | null, string | null, never>
  operation: ColumnType<string, string, never>
  noun: ColumnType<AuditNoun, AuditNoun, never>
  row_id: ColumnType<string | null, string | null, never>
  hash: ColumnType<Buffer, Buffer, never>
  was_refused: ColumnType<boolean, boolean, never>
}
