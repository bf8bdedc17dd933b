/** Taking away the way back from a role to a person: of one incident when its time has come, or of somebody who leaves. */
import type { RegisterDue } from '@secondstory/review/model/retention'
import { registerDueAt } from '@secondstory/review/model/retention'
import { sql } from 'kysely'
import { isRowOf } from './audit.ts'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { isSeenBy, type Viewer } from './standing.ts'

interface DueRow {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly published_at: string | null
  readonly because: string | null
  readonly until_on: string | null
}

/** Incidents whose roles still lead to people, and when that ends; without a title where it is not `seenBy`'s to see. */
export async function listRegistersDue(
  queries: Queries,
  days: number | null,
  seenBy: Viewer | null,
): Promise<readonly RegisterDue[]> {
  const { rows } = await sql<DueRow>`
    select incidents.id, incidents.number, held.because, held.until_on,
      case when ${seenBy === null ? sql`true` : isSeenBy(seenBy)} then incidents.title else '' end as title,
      (select max(published_at) from editions where editions.incident_id = incidents.id) as published_at
    from incidents left join legal_holds as held on held.incident_id = incidents.id
    where incidents.removed_at is null and (
      exists (select from participants where participants.incident_id = incidents.id)
      or exists (select from accounts where accounts.incident_id = incidents.id and author_id is not null))
    order by incidents.number`.execute(queries)
  return rows.map((row) => ({
    incidentId: row.id,
    number: row.number,
    title: row.title,
    dueAt: registerDueAt(row.published_at, days),
    hold: row.because === null ? null : { because: row.because, untilOn: row.until_on ?? '' },
  }))
}

/** Ends it for one incident: roles, released accounts and everything told stay, and lead to nobody. */
export async function unlinkRegister(
  queries: Queries,
  unlinked: { readonly incidentId: string; readonly because: string },
  author: Author,
): Promise<void> {
  const { incidentId, because } = unlinked
  await sql`delete from participants where incident_id = ${incidentId}`.execute(queries)
  await sql`delete from accounts where incident_id = ${incidentId} and state <> 'released'`.execute(queries)
  await sql`
    delete from thanks using accounts where accounts.id = account_id and incident_id = ${incidentId}`.execute(
    queries,
  )
  await sql`update accounts set author_id = null where incident_id = ${incidentId}`.execute(queries)
  await sql`
    update history set before = before - ${named}::text[], after = after - ${named}::text[]
    where incident_id = ${incidentId} and noun = 'participant'`.execute(queries)
  const about = { noun: 'participant', rowId: incidentId, incidentId, verb: 'removed' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: null, because }])
}

/** What of a row of the register leads to somebody. */
const named = ['name', 'handles', 'refs']

/** What somebody is called once they were erased. */
export const ERASED_NAME = 'Somebody who left'

/** Open actions of somebody, as references and titles; they are given to others first. */
export async function listOpenActionsOf(queries: Queries, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`
    select 'INC-' || incidents.number || ' ' || actions.title as title
    from actions join incidents on incidents.id = actions.incident_id
    where actions.owner_id = ${personId} and actions.state = 'open' and actions.removed_at is null
      and incidents.removed_at is null
    order by actions.id`.execute(queries)
  return rows.map(({ title }) => title)
}

/** What leads to somebody and says nothing of a review: how they come in, and where they belong. */
const ERASED_WITH_THEM = [
  'sessions',
  'tokens',
  'passkeys',
  'sign_in_links',
  'identities',
  'directory_people',
  'directory_group_members',
  'team_members',
  'team_leads',
  'review_people',
  'facilitators',
]

/**
 * Takes somebody out of everything that leads to them and keeps what they wrote: a row without a name stays, so that the
 * history of a review has an author. Nothing brings the name back.
 */
export async function erasePerson(
  queries: Queries,
  erased: { readonly id: string; readonly name: string; readonly email: string },
  author: Author,
): Promise<void> {
  const { id } = erased
  for (const table of ERASED_WITH_THEM) {
    await sql`delete from ${sql.table(table)} where person_id = ${id}`.execute(queries)
  }
  await sql`delete from invitations where email = ${erased.email}`.execute(queries)
  await forgetGuest(queries, erased.email)
  await sql`delete from first_letters where address = ${erased.email}`.execute(queries)
  await sql`delete from accounts where author_id = ${id} and state <> 'released'`.execute(queries)
  await sql`
    delete from thanks using accounts where accounts.id = account_id and author_id = ${id}`.execute(queries)
  await sql`update accounts set author_id = null where author_id = ${id}`.execute(queries)
  await forgetRows(queries, erased)
  await forgetInHistory(queries, erased)
  await forgetLetters(queries, erased.email)
  await sql`
    update people set name = ${ERASED_NAME}, email = ${`erased-${id}@nowhere.invalid`}, role = 'reader',
      is_steward = false, is_active = false, password_hash = 'none', erased_at = ${author.at}
    where id = ${id}`.execute(queries)
  const about = { noun: 'person', rowId: id, incidentId: null, verb: 'removed' } as const
  await recordChanges(queries, author, [{ ...about, before: null, after: null }])
}

/** Takes an address out of meetings to come: nothing more goes there, and answers of calendars go to whoever invites next. */
async function forgetGuest(queries: Queries, address: string): Promise<void> {
  await sql`
    update meeting_dates set organizer = case when organizer = ${address} then '' else organizer end,
      guests = coalesce((select jsonb_agg(guest) from jsonb_array_elements(guests) as guest
        where guest ->> 'address' <> ${address}), '[]')
    where organizer = ${address} or guests @> ${JSON.stringify([{ address }])}::jsonb`.execute(queries)
}

/** What was sent to them or waits for them, and what a letter to somebody else says of their address. */
async function forgetLetters(queries: Queries, email: string): Promise<void> {
  await sql`delete from dispatches where lower(sent_to) = lower(${email})`.execute(queries)
  await sql`
    update dispatches set letter = null, held_until = null, state = 'withheld',
      because = 'It spoke of somebody who has left, so it was not sent.'
    where state in ('waiting', 'returned') and strpos(lower(letter::text), lower(${email})) > 0`.execute(
    queries,
  )
}

/** Rows of registers that were theirs: the role stays in the timeline. */
async function forgetRows(
  queries: Queries,
  whose: { readonly name: string; readonly email: string },
): Promise<void> {
  await sql`
    update history set before = before - ${named}::text[], after = after - ${named}::text[]
    where noun = 'participant' and row_id in (select id from participants as mine where ${isRowOf(whose)})`.execute(
    queries,
  )
  await sql`delete from participants as mine where ${isRowOf(whose)}`.execute(queries)
}

/** What the history kept of them as somebody with an account, and as the owner of an action. */
async function forgetInHistory(queries: Queries, { id }: { readonly id: string }): Promise<void> {
  await sql`
    update history set before = before - array['name', 'email'], after = after - array['name', 'email']
    where noun = 'person' and row_id = ${id}`.execute(queries)
  await sql`
    update history set before = case when before #>> '{owner,personId}' = ${id}
        then jsonb_set(before, '{owner,name}', to_jsonb(${ERASED_NAME}::text)) else before end,
      after = case when after #>> '{owner,personId}' = ${id}
        then jsonb_set(after, '{owner,name}', to_jsonb(${ERASED_NAME}::text)) else after end
    where noun = 'action' and (before #>> '{owner,personId}' = ${id} or after #>> '{owner,personId}' = ${id})`.execute(
    queries,
  )
}
