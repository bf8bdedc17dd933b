/** Which action is which issue, what both were when they last agreed, and when a link is looked at next. */
import type { IssueLink } from '@secondstory/review/model/issue-links'
import { isTracker, type LastSeen } from '@secondstory/review/model/trackers'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A link with what the work on it needs beside what people see. */
export interface HeldIssueLink extends IssueLink {
  readonly externalId: string
  readonly seen: LastSeen
  readonly changedThereAt: string | null
  readonly makingSince: string | null
  readonly wakes: number
  readonly attempts: number
  readonly triedSince: string | null
}

/** A link before it is stored; without an issue it is one to make. */
export interface NewIssueLink {
  readonly incidentId: string
  readonly actionId: string
  readonly integrationId: string
  readonly issue: { readonly externalId: string; readonly key: string; readonly url: string } | null
}

/** Stores a link, due at once; null when the action is linked already, or the issue with another action. */
export async function addIssueLink(
  queries: Queries,
  given: NewIssueLink,
  author: Author,
): Promise<IssueLink | null> {
  const { incidentId, actionId, integrationId, issue } = given
  const id = newId()
  const row = await queries
    .insertInto('issue_links')
    .values({
      id,
      incident_id: incidentId,
      action_id: actionId,
      integration_id: integrationId,
      external_id: issue?.externalId ?? '',
      key: issue?.key ?? '',
      url: issue?.url ?? '',
      state: issue === null ? 'making' : 'linked',
      due_at: author.at,
      tried_since: author.at,
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  const link = await lockIssueLink(queries, id)
  if (link === null) throw new Error('A link that was just stored is not there.')
  await recordChanges(queries, author, [
    { ...about(link), verb: 'added', before: null, after: remembered(link) },
  ])
  return shownOf(link)
}

/** Links of an incident. */
export async function listIssueLinks(queries: Queries, incidentId: string): Promise<readonly IssueLink[]> {
  const rows = await live(queries).where('issue_links.incident_id', '=', incidentId).execute()
  return rows.map((row) => shownOf(linkOf(row)))
}

/** Links of a tracker nothing is tried for any more, the newest first. */
export async function listGivenUp(queries: Queries, integrationId: string): Promise<readonly IssueLink[]> {
  const rows = await live(queries)
    .where('issue_links.integration_id', '=', integrationId)
    .where('issue_links.is_given_up', '=', true)
    .orderBy('issue_links.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => shownOf(linkOf(row)))
}

/** The action of a link; null when there is no link. Whoever locks both locks the action first. */
export async function actionOfLink(queries: Queries, id: string): Promise<string | null> {
  const row = await queries
    .selectFrom('issue_links')
    .select('action_id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row?.action_id ?? null
}

/** One link, held for this transaction; null when there is none. */
export async function lockIssueLink(queries: Queries, id: string): Promise<HeldIssueLink | null> {
  const row = await live(queries).where('issue_links.id', '=', id).forUpdate('issue_links').executeTakeFirst()
  return row === undefined ? null : linkOf(row)
}

/** Longer than any work on a link takes; whoever holds it longer is dead. */
const HOLD_MINUTES = 10

/** A link that is due, held by whoever took it. */
export interface DueLink {
  readonly id: string
  readonly integrationId: string
}

/** Takes links that are due, the longest waiting first. What others hold, and what a resting tracker keeps, is left. */
export async function takeDueLinks(
  queries: Queries,
  wanted: { readonly now: string; readonly limit: number },
): Promise<readonly DueLink[]> {
  const { rows } = await sql<{ id: string; integration_id: string }>`
    update issue_links set held_until = ${wanted.now}::timestamptz + make_interval(mins => ${HOLD_MINUTES})
    where id in (
      select issue_links.id from issue_links
      join actions on actions.id = issue_links.action_id and actions.removed_at is null
      join incidents on incidents.id = issue_links.incident_id and incidents.removed_at is null
      join integrations on integrations.id = issue_links.integration_id and integrations.removed_at is null
        and integrations.state = 'on'
      left join trackers on trackers.integration_id = integrations.id
      where issue_links.removed_at is null and issue_links.due_at <= ${wanted.now}
        and (issue_links.held_until is null or issue_links.held_until < ${wanted.now})
        and (trackers.resting_until is null or trackers.resting_until <= ${wanted.now})
      order by issue_links.due_at, issue_links.id limit ${wanted.limit}
      for update of issue_links skip locked)
    returning id, integration_id`.execute(queries)
  return rows.map((row) => ({ id: row.id, integrationId: row.integration_id }))
}

/** The action changed, so its issue may have to be told; in the transaction that changed it. */
export async function wakeLinkOf(queries: Queries, actionId: string, at: string): Promise<void> {
  await queries
    .updateTable('issue_links')
    .set((set) => ({ due_at: at, wakes: set('wakes', '+', 1) }))
    .where('action_id', '=', actionId)
    .where('removed_at', 'is', null)
    .where('is_given_up', '=', false)
    .execute()
}

/** Something changed at these issues: what it was is asked, and not taken from whoever said so. */
export async function wakeLinksOf(
  queries: Queries,
  changed: {
    readonly integrationId: string
    /** When an issue changed, if that is known: what was read since needs no second look. */
    readonly issues: readonly { readonly externalId: string; readonly changedAt: string | null }[]
    readonly at: string
  },
): Promise<void> {
  if (changed.issues.length === 0) return
  await sql`update issue_links set due_at = ${changed.at}, wakes = wakes + 1
    from unnest(${changed.issues.map(({ externalId }) => externalId)}::text[],
      ${changed.issues.map(({ changedAt }) => changedAt)}::timestamptz[]) as issue (external_id, changed_at)
    where issue_links.integration_id = ${changed.integrationId}
      and issue_links.external_id = issue.external_id and issue_links.removed_at is null
      and not issue_links.is_given_up and (issue.changed_at is null or issue_links.changed_there_at is null
        or issue.changed_at > issue_links.changed_there_at)`.execute(queries)
}

/** Forgets whom an issue is assigned to, before a link is removed: what is kept of a removal does not say it. */
export async function forgetAssigned(queries: Queries, id: string): Promise<void> {
  await queries.updateTable('issue_links').set({ assigned_there: '' }).where('id', '=', id).execute()
}

/** Writes what a person chose about a link that is locked. */
export async function saveChoice(
  queries: Queries,
  chosen: { readonly link: HeldIssueLink; readonly seen: LastSeen; readonly because: string },
  author: Author,
): Promise<IssueLink> {
  const { link } = chosen
  await queries
    .updateTable('issue_links')
    .set((set) => ({
      seen_here: chosen.seen.here,
      seen_there: chosen.seen.there,
      conflict: null,
      due_at: author.at,
      wakes: set('wakes', '+', 1),
      version: set('version', '+', 1),
    }))
    .where('id', '=', link.id)
    .execute()
  const after = { ...link, conflict: null, dueAt: author.at, version: link.version + 1 }
  await recordChanges(queries, author, [
    {
      ...about(link),
      verb: 'marked',
      before: remembered(link),
      after: remembered(after),
      because: chosen.because,
    },
  ])
  return shownOf(after)
}

/** Lets a link that was given up, or is gone, be tried again. */
export async function releaseLink(queries: Queries, link: HeldIssueLink, author: Author): Promise<IssueLink> {
  const changed = { dueAt: author.at, because: '', isGivenUp: false, version: link.version + 1 }
  await queries
    .updateTable('issue_links')
    .set((set) => ({
      due_at: author.at,
      tried_since: author.at,
      attempts: 0,
      because: '',
      is_given_up: false,
      wakes: set('wakes', '+', 1),
      version: changed.version,
    }))
    .where('id', '=', link.id)
    .execute()
  const after = { ...link, ...changed }
  await recordChanges(queries, author, [
    { ...about(link), verb: 'marked', before: remembered(link), after: remembered(after) },
  ])
  return shownOf(after)
}

/** What history keeps of a link: never whom an issue is assigned to. */
export function remembered({ actionId, integrationId, key, url, state, there, conflict }: IssueLink) {
  return { actionId, integrationId, key, url, state, there, conflict }
}

/** What a row of history is about. */
export function about(link: IssueLink) {
  return { noun: 'issue link', rowId: link.id, incidentId: link.incidentId } as const
}

function live(queries: Queries) {
  return queries
    .selectFrom('issue_links')
    .innerJoin('integrations', 'integrations.id', 'issue_links.integration_id')
    .innerJoin('actions', 'actions.id', 'issue_links.action_id')
    .innerJoin('incidents', 'incidents.id', 'issue_links.incident_id')
    .selectAll('issue_links')
    .select('integrations.kind')
    .where('issue_links.removed_at', 'is', null)
    .where('actions.removed_at', 'is', null)
    .where('incidents.removed_at', 'is', null)
}

type Row = Selectable<DB['issue_links']> & Pick<Selectable<DB['integrations']>, 'kind'>

function linkOf(row: Row): HeldIssueLink {
  if (!isTracker(row.kind)) throw new RangeError(`${row.kind} keeps no issues.`)
  return {
    id: row.id,
    incidentId: row.incident_id,
    actionId: row.action_id,
    integrationId: row.integration_id,
    kind: row.kind,
    externalId: row.external_id,
    key: row.key,
    url: row.url,
    state: row.state,
    there: row.there,
    word: row.word,
    assignedThere: row.assigned_there,
    readAt: row.read_at,
    conflict: row.conflict,
    dueAt: row.due_at,
    because: row.because,
    isGivenUp: row.is_given_up,
    version: row.version,
    seen: { here: row.seen_here, there: row.seen_there },
    changedThereAt: row.changed_there_at,
    makingSince: row.making_since,
    wakes: row.wakes,
    attempts: row.attempts,
    triedSince: row.tried_since,
  }
}

/** What people see of a link. */
function shownOf(link: HeldIssueLink): IssueLink {
  const { externalId: _1, seen: _2, changedThereAt: _3, makingSince: _4, ...rest } = link
  const { wakes: _5, attempts: _6, triedSince: _7, ...shown } = rest
  return shown
}
