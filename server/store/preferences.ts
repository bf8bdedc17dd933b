/** When and how people want to hear from here. */
import { type Preferences, usualPreferences } from '@secondstory/review/model/preferences'
import type { Selectable } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** What somebody chose, held for this transaction; the usual when they chose nothing yet. */
export async function lockPreferences(queries: Queries, personId: string): Promise<Preferences> {
  // The row of the person is held, because the one of their choice may not be there yet.
  await queries.selectFrom('people').select('id').where('id', '=', personId).forUpdate().execute()
  return readPreferences(queries, personId)
}

/** What somebody chose; the usual when they chose nothing yet. */
export async function readPreferences(queries: Queries, personId: string): Promise<Preferences> {
  const row = await queries
    .selectFrom('preferences')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row === undefined ? await usual(queries) : preferencesOf(row)
}

/** Writes what somebody chose. */
export async function savePreferences(
  queries: Queries,
  change: { readonly personId: string; readonly before: Preferences; readonly after: Preferences },
  author: Author,
): Promise<Preferences> {
  const { personId, before } = change
  const after: Preferences = { ...change.after, version: before.version + 1 }
  const columns = {
    zone: after.hours.zone,
    works_from: after.hours.from,
    works_until: after.hours.until,
    work_days: [...after.hours.days],
    reminders: after.reminders,
    digest: after.digest,
    mentions: after.mentions,
    version: after.version,
  }
  await queries
    .insertInto('preferences')
    .values({ person_id: personId, ...columns })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(columns))
    .execute()
  await recordChanges(queries, author, [
    { noun: 'preferences', rowId: personId, incidentId: null, verb: 'corrected', before, after },
  ])
  return after
}

/** The number in the address of somebody's feed; 0 while there is none. */
export async function readFeedNumber(queries: Queries, personId: string): Promise<number> {
  const row = await queries
    .selectFrom('preferences')
    .select('feed_number')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.feed_number ?? 0
}

/** Raises the number of somebody's feed, which ends every earlier address, and answers the new one. */
export async function openFeedNumber(queries: Queries, personId: string, author: Author): Promise<number> {
  const before = await lockPreferences(queries, personId)
  if (before.version === 0) await savePreferences(queries, { personId, before, after: before }, author)
  const row = await queries
    .updateTable('preferences')
    .set((set) => ({ feed_number: set('feed_number', '+', 1) }))
    .where('person_id', '=', personId)
    .returning('feed_number')
    .executeTakeFirstOrThrow()
  const feed = { feedNumber: row.feed_number }
  const about = { noun: 'preferences', rowId: personId, incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: feed }])
  return row.feed_number
}

/** Someone who can be written to, with what they chose. */
export interface Recipient {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly isKeeper: boolean
  readonly mayWrite: boolean
  readonly preferences: Preferences
}

/** Everyone who is here, with what they chose. */
export async function listRecipients(queries: Queries): Promise<readonly Recipient[]> {
  const rows = await queries
    .selectFrom('people')
    .leftJoin('preferences', 'preferences.person_id', 'people.id')
    .selectAll('preferences')
    .select(['people.id', 'people.name', 'people.email', 'people.role'])
    .where('people.is_active', '=', true)
    .orderBy('people.made_at')
    .execute()
  const chosenByNobody = await usual(queries)
  return rows.map(({ id, name, email, role, ...row }) => ({
    personId: id,
    name,
    email,
    isKeeper: role === 'keeper',
    mayWrite: role !== 'reader',
    preferences: isChosen(row) ? preferencesOf(row) : chosenByNobody,
  }))
}

/** Where the team hears of what nobody holds, and the zone of this installation. */
export interface TeamPlace {
  /** Null: the keepers hear of it. */
  readonly mail: string | null
  readonly zone: string
}

/** Where the team hears of what nobody holds. */
export async function readTeamPlace(queries: Queries): Promise<TeamPlace> {
  const row = await queries.selectFrom('installation').select(['team_mail', 'zone']).executeTakeFirstOrThrow()
  return { mail: row.team_mail, zone: row.zone }
}

/** Writes where the team hears of what nobody holds. */
export async function saveTeamPlace(queries: Queries, after: TeamPlace, author: Author): Promise<TeamPlace> {
  const before = await readTeamPlace(queries)
  await queries.updateTable('installation').set({ team_mail: after.mail, zone: after.zone }).execute()
  const about = { noun: 'preferences', rowId: INSTALLATION, incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before, after }])
  return after
}

/** History needs the id of a row, and the installation has none. */
const INSTALLATION = '00000000-0000-0000-0000-000000000000'

async function usual(queries: Queries): Promise<Preferences> {
  const { zone } = await readTeamPlace(queries)
  return { ...usualPreferences, hours: { ...usualPreferences.hours, zone } }
}

type Row = Selectable<DB['preferences']>

function isChosen(row: { readonly [Key in keyof Row]: Row[Key] | null }): row is Row {
  return row.person_id !== null
}

function preferencesOf(row: Row): Preferences {
  return {
    hours: { zone: row.zone, from: row.works_from, until: row.works_until, days: row.work_days },
    reminders: row.reminders,
    digest: row.digest,
    mentions: row.mentions,
    version: row.version,
  }
}
