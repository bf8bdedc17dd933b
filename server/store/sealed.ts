/**
 * Everything that lies sealed in the database, in one list: what another key has to reach. A test reads the schema, so
 * that no sealed column is missing here.
 */
import { sql } from 'kysely'
import type { Queries } from './database.ts'

/** A place where sealed bytes lie. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** What lies there, in words. */
  readonly holds: string
  /** The column that tells rows apart. */
  readonly key: 'id' | 'hash' | 'provider_id' | 'report_id'
  /** The column its secrets are bound to by `belongsTo`; the key where it is left out. */
  readonly bound?: 'integration_id' | 'author_id' | 'account_id'
  readonly belongsTo: (bound: string) => string
}

const itself = (id: string): string => id

/** What letters that wait are bound to. */
export const SEALED_LETTER = 'a letter that waits'
/** What tokens of the pulse are bound to: not to a row, which would lead to somebody. */
export const SEALED_PULSE = 'a token of the pulse'

/** What an account that is not released is bound to: its author, so that one put under another name opens nothing. */
export const accountSeal = (authorId: string): string => `account of ${authorId}`

/** What a note of thanks is bound to: the account it lies beside. */
export const thanksSeal = (accountId: string): string => `thanks for ${accountId}`

/** Every column of sealed bytes. Letters that wait are the one place that is no column. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'integration_secrets',
    column: 'sealed',
    holds: 'secrets of integrations',
    key: 'id',
    bound: 'integration_id',
    belongsTo: itself,
  },
  {
    table: 'provider_secrets',
    column: 'sealed',
    holds: 'secrets of sign-in providers',
    key: 'provider_id',
    belongsTo: itself,
  },
  {
    table: 'listeners',
    column: 'sealed_secret',
    holds: 'secrets of listeners',
    key: 'id',
    belongsTo: itself,
  },
  {
    table: 'meetings',
    column: 'guest_sealed',
    holds: 'links into meetings',
    key: 'id',
    belongsTo: itself,
  },
  {
    table: 'reports',
    column: 'sealed',
    holds: 'near-miss reports',
    key: 'id',
    belongsTo: (id) => `report ${id}`,
  },
  {
    table: 'report_senders',
    column: 'sealed',
    holds: 'names behind reports',
    key: 'report_id',
    belongsTo: (id) => `sender of ${id}`,
  },
  {
    table: 'accounts',
    column: 'sealed',
    holds: 'accounts that are not released',
    key: 'id',
    bound: 'author_id',
    belongsTo: accountSeal,
  },
  {
    table: 'thanks',
    column: 'sealed',
    holds: 'notes of thanks',
    key: 'id',
    bound: 'account_id',
    belongsTo: thanksSeal,
  },
  {
    table: 'pulse_tokens',
    column: 'sealed',
    holds: 'tokens of the pulse',
    key: 'hash',
    belongsTo: () => SEALED_PULSE,
  },
]

/** Sealed bytes where they lie. */
export interface SealedRow {
  /** Of the row, as text. */
  readonly key: string
  readonly bound: string
  readonly sealed: Buffer
}

/** Everything sealed in a column. */
export async function listSealed(queries: Queries, place: SealedColumn): Promise<readonly SealedRow[]> {
  const { table, column, key, bound = key } = place
  const { rows } = await sql<SealedRow>`
    select ${sql.ref(key)}::text as key, ${sql.ref(bound)}::text as bound, ${sql.ref(column)} as sealed
    from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(queries)
  return rows
}

/** Puts other bytes in the place of these; false when somebody changed them meanwhile. */
export async function saveSealed(
  queries: Queries,
  place: SealedColumn,
  saved: { readonly key: string; readonly before: Buffer; readonly after: Buffer },
): Promise<boolean> {
  const { table, column, key } = place
  const { numAffectedRows = 0n } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${saved.after}
    where ${sql.ref(key)}::text = ${saved.key} and ${sql.ref(column)} = ${saved.before}`.execute(queries)
  return numAffectedRows === 1n
}

/** Letters that wait with a link in them. */
export async function listSealedLetters(
  queries: Queries,
): Promise<readonly { readonly id: string; readonly sealed: Buffer }[]> {
  const { rows } = await sql<{ id: string; sealed: string }>`
    select id, letter ->> 'sealed' as sealed from dispatches where letter ? 'sealed'`.execute(queries)
  return rows.map(({ id, sealed }) => ({ id, sealed: Buffer.from(sealed, 'base64') }))
}

/** Puts a letter under another key; false when it went out meanwhile. */
export async function saveSealedLetter(
  queries: Queries,
  saved: { readonly id: string; readonly before: Buffer; readonly after: Buffer },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update dispatches set letter = jsonb_set(letter, '{sealed}', to_jsonb(${saved.after.toString('base64')}::text))
    where id = ${saved.id} and letter ->> 'sealed' = ${saved.before.toString('base64')}`.execute(queries)
  return numAffectedRows === 1n
}
