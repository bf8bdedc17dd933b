/** What came of looking at the issue of a link: what was read, what to remember, what is asked, or why it was in vain. */
import type { IssueConflict, IssueLink } from '@secondstory/review/model/issue-links'
import type { IssueRead, LastSeen } from '@secondstory/review/model/trackers'
import { sql } from 'kysely'
import { announce } from './bulletin.ts'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { about, type HeldIssueLink, remembered } from './issue-links.ts'

/** That making an issue is about to be tried; written before it is, so that a lost answer is looked for. */
export async function noteMaking(queries: Queries, id: string, at: string): Promise<void> {
  await queries
    .updateTable('issue_links')
    .set({ making_since: at })
    .where('id', '=', id)
    .where('making_since', 'is', null)
    .execute()
}

/** What came of a look: what was read, what to remember, what is asked. */
export interface LookOutcome {
  readonly link: HeldIssueLink
  readonly read: IssueRead
  readonly seen: LastSeen
  readonly conflict: IssueConflict | null
  /** `rest`: nothing is left to do; `again`: it is looked at once more; `hold`: whoever holds it goes on and tells the issue. */
  readonly next: 'rest' | 'again' | 'hold'
}

/** Writes what came of a look at a link that is held, and lets go of it. */
export async function saveLook(
  queries: Queries,
  { link, read, seen, conflict, next }: LookOutcome,
  author: Author,
): Promise<void> {
  const after = { ...link, ...read, conflict, state: 'linked' as const }
  // Whoever has to choose chooses between what they saw.
  const version = link.version + (isNews(link, after) ? 1 : 0)
  await queries
    .updateTable('issue_links')
    .set({
      external_id: read.externalId,
      key: read.key,
      url: read.url,
      state: 'linked',
      there: read.there,
      word: read.word,
      assigned_there: read.assignedThere,
      changed_there_at: read.changedAt,
      seen_here: seen.here,
      seen_there: seen.there,
      conflict: conflict === null ? null : JSON.stringify(conflict),
      read_at: author.at,
      version,
      ...(next === 'hold' ? {} : atRest(link, next, author.at)),
    })
    .where('id', '=', link.id)
    .execute()
  await noteChange(queries, { before: link, after }, author)
}

/** Nothing was found at the address of a link. */
export async function saveGone(queries: Queries, link: HeldIssueLink, author: Author): Promise<void> {
  await queries
    .updateTable('issue_links')
    .set({ state: 'gone', conflict: null, read_at: author.at, ...atRest(link, 'rest', author.at) })
    .where('id', '=', link.id)
    .execute()
  await noteChange(queries, { before: link, after: { ...link, state: 'gone', conflict: null } }, author)
}

/** A look that came to nothing: it is due again later, or given up. */
export async function saveInVain(
  queries: Queries,
  link: HeldIssueLink,
  vain: { readonly because: string; readonly dueAt: string | null; readonly triedSince: string },
): Promise<void> {
  await queries
    .updateTable('issue_links')
    .set((set) => ({
      because: vain.because,
      due_at: vain.dueAt,
      is_given_up: vain.dueAt === null,
      tried_since: vain.triedSince,
      attempts: set('attempts', '+', 1),
      held_until: null,
    }))
    .where('id', '=', link.id)
    .execute()
  await announceOf(queries, link)
}

/** Lets go of a link that is not to be looked at after all. */
export async function releaseHold(queries: Queries, id: string, dueAt: string): Promise<void> {
  await queries
    .updateTable('issue_links')
    .set({ held_until: null, due_at: dueAt })
    .where('id', '=', id)
    .execute()
}

/** What asked for a look while it was made is not lost: it is due again then. */
function atRest(link: HeldIssueLink, next: 'rest' | 'again', at: string) {
  const again = sql<string | null>`case when wakes = ${link.wakes} then null else ${at}::timestamptz end`
  return {
    due_at: next === 'again' ? at : again,
    held_until: null,
    attempts: 0,
    tried_since: at,
    because: '',
    is_given_up: false,
  }
}

/** A link that says something else than before has its row of history; one that only says when it was read has none. */
async function noteChange(
  queries: Queries,
  change: { readonly before: HeldIssueLink; readonly after: HeldIssueLink },
  author: Author,
): Promise<void> {
  const [before, after] = [remembered(change.before), remembered(change.after)]
  if (!isNews(change.before, change.after)) return announceOf(queries, change.before)
  await recordChanges(queries, author, [{ ...about(change.before), verb: 'marked', before, after }])
}

function isNews(before: IssueLink, after: IssueLink): boolean {
  return JSON.stringify(remembered(before)) !== JSON.stringify(remembered(after))
}

function announceOf(queries: Queries, { incidentId }: IssueLink): Promise<void> {
  return announce(queries, { what: 'changed', incidentId, nouns: ['issue link'] })
}
