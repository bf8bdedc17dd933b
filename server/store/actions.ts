/** Actions of one incident, and the list over all of them. Nothing here counts or groups by owner. */
import type { Action } from '@secondstory/review/model/actions'
import { reference } from '@secondstory/review/model/incident'
import { type Selectable, sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { wakeLinkOf } from './issue-links.ts'
import type { DB } from './schema.ts'
import { isSeenBy, type Viewer } from './standing.ts'

/** An action with the incident it belongs to. */
export interface ActionLine extends Action {
  readonly incidentReference: string
  readonly incidentTitle: string
  /** Its owner does not come in here any more, so nobody holds it. */
  readonly hasOwnerLeft: boolean
}

/** An action before it is stored. */
export type NewAction = Omit<Action, 'id' | 'version'>

/** Stores one action. */
export async function addAction(queries: Queries, action: NewAction, author: Author): Promise<Action> {
  const id = newId()
  await queries
    .insertInto('actions')
    .values({ id, version: 1, ...columnsOf(action), promised_at: promisedAt(null, action, author) })
    .execute()
  const after: Action = { id, ...action, version: 1 }
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Actions of an incident in the order they were proposed. */
export async function listActionsOf(queries: Queries, incidentId: string): Promise<readonly Action[]> {
  const rows = await live(queries)
    .where('actions.incident_id', '=', incidentId)
    .orderBy('actions.id')
    .execute()
  return rows.map(actionOf)
}

/** What to list over all incidents; `ownerId` is whoever asks, never somebody else. */
export interface ActionsWanted {
  /** Whoever looks: they are shown the actions of records they may see, and their own. */
  readonly seenBy: Viewer
  readonly ownerId?: string | undefined
  readonly state?: Action['state'] | undefined
  /** Only those nothing was seen of since they were done. */
  readonly isUnseen?: boolean | undefined
  readonly limit: number
}

/** Actions over all incidents, the soonest due first. */
export async function listActions(queries: Queries, wanted: ActionsWanted): Promise<readonly ActionLine[]> {
  let query = live(queries)
    .innerJoin('incidents', 'incidents.id', 'actions.incident_id')
    .select(['incidents.number', 'incidents.title as incident_title'])
    .where('incidents.removed_at', 'is', null)
    .where(sql<boolean>`(actions.owner_id = ${wanted.seenBy.personId} or ${isSeenBy(wanted.seenBy)})`)
    .orderBy('actions.due_on', (order) => order.asc().nullsLast())
    .orderBy('actions.id')
    .limit(wanted.limit)
  if (wanted.ownerId !== undefined) query = query.where('actions.owner_id', '=', wanted.ownerId)
  if (wanted.state !== undefined) query = query.where('actions.state', '=', wanted.state)
  if (wanted.isUnseen === true) query = query.where(nothingSeen)
  return (await query.execute()).map((row) => ({
    ...actionOf(row),
    incidentReference: reference(row),
    incidentTitle: row.incident_title,
    hasOwnerLeft: row.owner_is_active === false,
  }))
}

/** One action, held for this transaction; null when there is none. */
export async function lockAction(queries: Queries, id: string): Promise<Action | null> {
  const row = await live(queries)
    .where('actions.id', '=', id)
    .where(ofLiveIncident)
    .forUpdate('actions')
    .executeTakeFirst()
  return row === undefined ? null : actionOf(row)
}

/** Writes an action that was locked before. */
export async function saveAction(
  queries: Queries,
  change: { readonly before: Action; readonly after: Action },
  author: Author,
): Promise<Action> {
  if (isSame(change.before, change.after)) return change.before
  const version = change.before.version + 1
  const promisedNow = promisedAt(change.before, change.after, author)
  const promise = promisedNow === null ? {} : { promised_at: promisedNow }
  await queries
    .updateTable('actions')
    .set({ ...columnsOf(change.after), ...promise, version })
    .where('id', '=', change.before.id)
    .execute()
  const after: Action = { ...change.after, version }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  await wakeLinkOf(queries, after.id, author.at)
  return after
}

/** The moment of a promise that is new: it was opened, its day moved or somebody else took it. Null: it is the old one. */
function promisedAt(before: NewAction | null, after: NewAction, author: Author): string | null {
  if (after.state !== 'open') return null
  const isOld =
    before?.state === 'open' &&
    before.dueOn === after.dueOn &&
    before.owner?.personId === after.owner?.personId
  return isOld ? null : author.at
}

/** Factors and fixes that were removed are left out while reading; the array keeps them for the day they come back. */
function live(queries: Queries) {
  return queries
    .selectFrom('actions')
    .leftJoin('people', 'people.id', 'actions.owner_id')
    .selectAll('actions')
    .select(['people.name as owner_name', 'people.is_active as owner_is_active'])
    .select([
      sql<string[]>`array(select met.id from unnest(actions.factor_ids) with ordinality as met (id, place)
        join factors on factors.id = met.id and factors.removed_at is null order by met.place)`.as('meets'),
      sql<string | null>`(select fix.id from actions as fix
        where fix.id = actions.fixed_by_id and fix.removed_at is null and fix.state <> 'dropped')`.as(
        'fix_id',
      ),
    ])
    .where('actions.removed_at', 'is', null)
}

/** Neither that it holds nor that something came back in spite of it. */
const nothingSeen = sql<boolean>`not exists (select from follow_ups
  where follow_ups.action_id = actions.id and follow_ups.removed_at is null
    and follow_ups.kind in ('exercised', 'seen-working', 'supported', 'refuted', 'not-in-path'))`

function about(action: Action) {
  return { noun: 'action', rowId: action.id, incidentId: action.incidentId } as const
}

interface ActionRow extends Selectable<DB['actions']> {
  readonly owner_name: string | null
  readonly owner_is_active: boolean | null
  readonly meets: readonly string[]
  readonly fix_id: string | null
}

function actionOf(row: ActionRow): Action {
  return {
    id: row.id,
    incidentId: row.incident_id,
    title: row.title,
    kind: row.kind,
    owner:
      row.owner_id === null
        ? null
        : { personId: row.owner_id, name: row.owner_name ?? '', role: row.owner_role ?? '' },
    dueOn: row.due_on,
    priority: row.priority,
    strength: row.strength,
    worksIfForgotten: row.works_if_forgotten,
    canBeBypassedUnnoticed: row.can_be_bypassed_unnoticed,
    factorIds: row.meets,
    howWeWillKnow: row.how_we_will_know,
    plan: {
      scope: row.scope,
      durability: row.durability,
      expiresOn: row.expires_on,
      fixedById: row.fix_id,
      measure: row.measure,
      reviewOn: row.review_on,
      sideEffect: row.side_effect,
    },
    state: row.state,
    closedAt: row.closed_at,
    outcome: row.outcome,
    version: row.version,
  }
}

function columnsOf(action: NewAction) {
  return {
    incident_id: action.incidentId,
    title: action.title,
    kind: action.kind,
    owner_id: action.owner?.personId ?? null,
    owner_role: action.owner?.role ?? null,
    due_on: action.dueOn,
    priority: action.priority,
    strength: action.strength,
    works_if_forgotten: action.worksIfForgotten,
    can_be_bypassed_unnoticed: action.canBeBypassedUnnoticed,
    factor_ids: [...action.factorIds],
    how_we_will_know: action.howWeWillKnow,
    scope: action.plan.scope,
    durability: action.plan.durability,
    expires_on: action.plan.expiresOn,
    fixed_by_id: action.plan.fixedById,
    measure: action.plan.measure,
    review_on: action.plan.reviewOn,
    side_effect: action.plan.sideEffect,
    state: action.state,
    closed_at: action.closedAt,
    outcome: action.outcome,
  }
}
