/**
 * Accounts of those who were there. One that is not released is read through its author alone: every function that can
 * answer with one takes the author, its words lie sealed and bound to them, and the history learns of an account when
 * others may read it, not before. History knows it by role: no row of it leads to whoever told it.
 */
import { type Account, type AccountWords, noWords, type OwnAccount } from '@secondstory/review/model/accounts'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { accountSeal } from './sealed.ts'
import type { Strongbox } from './strongbox.ts'

/** An account before it is stored. */
export type NewAccount = Omit<OwnAccount, 'id' | 'version' | 'savedAt'>

/** Whose account it is, and what opens it. */
export interface AccountAuthor {
  readonly personId: string
  readonly strongbox: Strongbox
}

/** Whose account it is, and when this happens. */
export interface Teller extends AccountAuthor {
  readonly at: string
}

/** Stores an account that nobody but its author reads. */
export async function addAccount(queries: Queries, account: NewAccount, teller: Teller): Promise<OwnAccount> {
  const row = await queries
    .insertInto('accounts')
    .values({ id: newId(), author_id: teller.personId, version: 1, ...columnsOf(account, teller) })
    .returningAll()
    .executeTakeFirstOrThrow()
  return ownAs(row, account)
}

/** What one person tells of one incident, whatever its state, in the order it was begun; nothing of it without its key. */
export async function listOwnAccounts(
  queries: Queries,
  incidentId: string,
  author: AccountAuthor,
): Promise<readonly OwnAccount[]> {
  const rows = await queries
    .selectFrom('accounts')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('author_id', '=', author.personId)
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => ownAccountOf(row, author) ?? [])
}

/** Released accounts of an incident, by role: the order of telling says nothing. */
export async function listAccounts(queries: Queries, incidentId: string): Promise<readonly Account[]> {
  const rows = await queries
    .selectFrom('accounts')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'released')
    .orderBy('role')
    .orderBy('id')
    .execute()
  return rows.map(accountOf)
}

/** One account of its author, held for this transaction; null for everybody else. */
export async function lockOwnAccount(
  queries: Queries,
  id: string,
  author: AccountAuthor,
): Promise<OwnAccount | null> {
  const row = await queries
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', id)
    .where('author_id', '=', author.personId)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : ownAccountOf(row, author)
}

/** A locked account and what it becomes. */
export interface AccountChange {
  readonly before: OwnAccount
  readonly after: OwnAccount
}

/** Writes an account that was locked before, and its history as far as others may know it. */
export async function saveAccount(
  queries: Queries,
  change: AccountChange,
  teller: Teller,
): Promise<OwnAccount> {
  const { before } = change
  if (isSame(before, change.after)) return before
  const row = await queries
    .updateTable('accounts')
    .set({ ...columnsOf(change.after, teller), version: before.version + 1 })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = ownAs(row, change.after)
  await noteChange(queries, { before, after }, teller.at)
  return after
}

/** Deletes an account that is not released. Nothing of it is kept: there is no history to keep it in. */
export async function deleteAccount(queries: Queries, account: Pick<OwnAccount, 'id'>): Promise<void> {
  await queries.deleteFrom('accounts').where('id', '=', account.id).execute()
}

/** Puts a new role in the place of an old one on every account of an incident, whatever its state. */
export async function renameTellers(
  queries: Queries,
  renamed: { readonly incidentId: string; readonly from: string; readonly to: string },
): Promise<void> {
  await queries
    .updateTable('accounts')
    .set({ role: renamed.to })
    .where('incident_id', '=', renamed.incidentId)
    .where('role', '=', renamed.from)
    .execute()
}

/** A release adds it to the record, a correction changes it there, and taking it back takes its words out again. */
async function noteChange(queries: Queries, { before, after }: AccountChange, at: string): Promise<void> {
  const wasRead = before.state === 'released'
  const isRead = after.state === 'released'
  if (!wasRead && !isRead) return
  if (wasRead && !isRead) await forgetWords(queries, after)
  const told = { role: after.role }
  const about = { noun: 'account', rowId: after.id, incidentId: after.incidentId } as const
  const nobody = { personId: null, at }
  if (!isRead)
    return recordChanges(queries, nobody, [{ ...about, verb: 'removed', before: told, after: null }])
  const now = toldIn(after)
  // What is no part of the telling, such as whether thanks are welcome, is no change of it.
  if (wasRead && isSame(toldIn(before), now)) return
  await recordChanges(queries, nobody, [
    wasRead
      ? { ...about, verb: 'corrected', before: toldIn(before), after: now }
      : { ...about, verb: 'added', before: null, after: now },
  ])
}

/** What was released and is taken back does not live on in the history: the steps stay, the words go. */
async function forgetWords(queries: Queries, account: OwnAccount): Promise<void> {
  const told = JSON.stringify({ role: account.role })
  await queries
    .updateTable('history')
    .set({ before: null, after: told })
    .where('incident_id', '=', account.incidentId)
    .where('noun', '=', 'account')
    .where('row_id', '=', account.id)
    .execute()
}

function toldIn({ role, words, eventIds, stretch, consent }: OwnAccount) {
  return { role, ...words, eventIds, stretch, consent }
}

type Row = Selectable<DB['accounts']>

function accountOf(row: Row): Account {
  return {
    id: row.id,
    incidentId: row.incident_id,
    role: row.role,
    words: wordsOf(row),
    eventIds: row.event_ids,
    stretch: row.from_at === null || row.to_at === null ? null : { fromAt: row.from_at, toAt: row.to_at },
    isAsTold: row.is_as_told,
    consent: row.consent,
    welcomesThanks: row.welcomes_thanks,
    version: row.version,
  }
}

function wordsOf({ saw, believed, tried, expected, surprised }: Row): AccountWords {
  return { saw, believed, tried, expected, surprised }
}

/** What of an account nobody but its author reads before it is released. */
type Told = Pick<OwnAccount, 'words' | 'consent'>

function ownAs(row: Row, { words, consent }: Told): OwnAccount {
  return { ...accountOf(row), words, consent, state: row.state, savedAt: row.saved_at }
}

/** Null when it was sealed with a key that is gone: what cannot be read cannot be written over either. */
function ownAccountOf(row: Row, author: AccountAuthor): OwnAccount | null {
  const told = row.sealed === null ? accountOf(row) : openTold(row.sealed, author)
  return told === null ? null : ownAs(row, told)
}

function openTold(sealed: Buffer, { personId, strongbox }: AccountAuthor): Told | null {
  const text = strongbox.open(sealed, accountSeal(personId))
  return text === null ? null : JSON.parse(text)
}

function columnsOf(account: NewAccount, { personId, strongbox, at }: Teller) {
  const { words, consent, state } = account
  const told: Told = { words, consent }
  const isRead = state === 'released'
  return {
    incident_id: account.incidentId,
    role: account.role,
    ...(isRead ? words : noWords),
    event_ids: [...account.eventIds],
    from_at: account.stretch?.fromAt ?? null,
    to_at: account.stretch?.toAt ?? null,
    state,
    is_as_told: account.isAsTold,
    welcomes_thanks: account.welcomesThanks && !account.isAsTold,
    consent: isRead ? consent : '',
    sealed: isRead ? null : strongbox.seal(JSON.stringify(told), accountSeal(personId)),
    saved_at: at,
  }
}
