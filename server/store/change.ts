/** The history: what a row was and what it became, written in the transaction that changed it. */
import { randomUUID } from 'node:crypto'
import { announce } from './bulletin.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** Things that have a history. */
export type Noun =
  | 'incident'
  | 'review'
  | 'draft'
  | 'participant'
  | 'timeline event'
  | 'account'
  | 'plain word'
  | 'evidence'
  | 'retention'
  | 'legal hold'
  | 'decision'
  | 'factor'
  | 'map node'
  | 'map edge'
  | 'lesson'
  | 'action'
  | 'acceptance'
  | 'agent run'
  | 'comment'
  | 'image'
  | 'question'
  | 'import'
  | 'edition'
  | 'calibration'
  | 'objection'
  | 'description'
  | 'integration'
  | 'issue link'
  | 'person'
  | 'dispatch'
  | 'follow-up'
  | 'preferences'
  | 'listener'
  | 'recurrence'
  | 'agent'
  | 'provider'
  | 'group'
  | 'team'
  | 'review role'
  | 'facilitator pool'
  | 'installation'
  | 'weights'
  | 'report'
  | 'report intake'
  | 'pulse'
  | 'pause'
  | 'conduct'
  | 'meeting'
  | 'meeting entry'
  | 'meeting date'
  | 'policy'
  | 'template'
  | 'duty'

/** What can happen to one. */
export type Verb = 'added' | 'corrected' | 'marked' | 'merged' | 'removed' | 'restored' | 'published'

/** Who changed something and when; null when a rule or an import did. */
export interface Author {
  readonly personId: string | null
  readonly at: string
  /** Name of the integration it came through, when nobody of ours did it. */
  readonly through?: string | undefined
  /** Whoever it was stays unknown: the row keeps the day, and an id that carries no time. */
  readonly isUnknown?: true
}

/** One change to one row. */
export interface Change {
  readonly noun: Noun
  readonly rowId: string
  /** Null: not about an incident. */
  readonly incidentId: string | null
  readonly verb: Verb
  readonly before: unknown
  readonly after: unknown
  readonly because?: string | undefined
}

/** Most rows of one insert: PostgreSQL takes 65,535 parameters, a row has ten. */
const BATCH = 1000

/** Writes history. Called with the queries of the transaction that made the changes, never with others. */
export async function recordChanges(
  queries: Queries,
  author: Author,
  changes: readonly Change[],
): Promise<void> {
  const isUnknown = author.isUnknown === true
  const at = isUnknown ? `${author.at.slice(0, 10)}T00:00:00.000Z` : author.at
  for (let from = 0; from < changes.length; from += BATCH) {
    await queries
      .insertInto('history')
      .values(
        changes.slice(from, from + BATCH).map((change) => ({
          id: isUnknown ? randomUUID() : newId(),
          at,
          person_id: author.personId,
          incident_id: change.incidentId,
          noun: change.noun,
          row_id: change.rowId,
          verb: change.verb,
          before: asJson(change.before),
          after: asJson(change.after),
          because: change.because ?? '',
          through: author.through ?? '',
        })),
      )
      .execute()
  }
  await tell(queries, changes)
}

/** Lets every open page of these incidents know which nouns to read again, once this is committed. */
async function tell(queries: Queries, changes: readonly Change[]): Promise<void> {
  const nouns = new Map<string, Set<string>>()
  for (const { incidentId, noun } of changes) {
    if (incidentId !== null) nouns.set(incidentId, (nouns.get(incidentId) ?? new Set()).add(noun))
  }
  for (const [incidentId, each] of nouns) {
    await announce(queries, { what: 'changed', incidentId, nouns: [...each] })
  }
}

/** Whether two rows say the same: nothing is written then, and no version is raised. */
export function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
