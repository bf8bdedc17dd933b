/** Promises that are open, and what was told of them. */
import { reference } from '@secondstory/review/model/incident'
import { type Kysely, sql } from 'kysely'
import type { Queries } from './database.ts'
import type { DB } from './schema.ts'

/** An open action as a reminder needs it. */
export interface OpenPromise {
  readonly actionId: string
  readonly title: string
  readonly incidentReference: string
  readonly ownerId: string
  readonly ownerRole: string
  readonly hasOwnerLeft: boolean
  readonly promisedAt: string
  readonly dueOn: string
  readonly told: readonly string[]
}

/** Whose promises are looked at, on which day. */
export interface PromisesWanted {
  /** Their owners; null: everyone's, for the team. */
  readonly ownerIds: readonly string[] | null
  readonly today: string
}

/**
 * Promises something may be told about, the soonest due first. Half of the time has to have passed, or the owner has
 * left; the schedule itself stands in the model. Samples are nobody's promise.
 */
export async function listPromises(
  queries: Queries,
  { ownerIds, today }: PromisesWanted,
): Promise<readonly OpenPromise[]> {
  let query = open(queries)
    .select((select) => [
      'actions.id',
      'actions.title',
      'actions.owner_id',
      'actions.owner_role',
      'actions.due_on',
      'actions.promised_at',
      'people.is_active',
      'incidents.number',
      select
        .selectFrom('reminders')
        .select(sql<string[]>`array_agg(moment)`.as('moments'))
        .whereRef('reminders.action_id', '=', 'actions.id')
        .whereRef('reminders.promised_at', '=', 'actions.promised_at')
        .as('told'),
    ])
    .orderBy('actions.due_on')
    .orderBy('actions.id')
  query =
    ownerIds === null
      ? query.where(sql<boolean>`(not people.is_active or actions.due_on + 14 <= ${today}::date)`)
      : query
          .where(sql<boolean>`actions.owner_id = any(${[...ownerIds]}::uuid[])`)
          .where(
            sql<boolean>`actions.due_on - (actions.due_on - actions.promised_at::date) / 2 - 2 <= ${today}::date`,
          )
  const rows = await query.execute()
  return rows.flatMap((row) =>
    row.owner_id === null || row.due_on === null || row.promised_at === null
      ? []
      : [
          {
            actionId: row.id,
            title: row.title,
            incidentReference: reference(row),
            ownerId: row.owner_id,
            ownerRole: row.owner_role ?? '',
            hasOwnerLeft: !row.is_active,
            promisedAt: row.promised_at,
            dueOn: row.due_on,
            told: row.told ?? [],
          },
        ],
  )
}

function open(queries: Kysely<DB>) {
  return queries
    .selectFrom('actions')
    .innerJoin('people', 'people.id', 'actions.owner_id')
    .innerJoin('incidents', 'incidents.id', 'actions.incident_id')
    .where('actions.state', '=', 'open')
    .where('actions.removed_at', 'is', null)
    .where('incidents.removed_at', 'is', null)
    .where('incidents.is_sample', '=', false)
}

/** A moment of a promise that is told. */
export interface ToldMoment {
  readonly actionId: string
  readonly promisedAt: string
  readonly moment: string
}

/** Writes what is told with a dispatch; answers what was not told before. */
export async function noteTold(
  queries: Queries,
  told: readonly ToldMoment[],
): Promise<readonly ToldMoment[]> {
  if (told.length === 0) return []
  const rows = await queries
    .insertInto('reminders')
    .values(
      told.map(({ actionId, promisedAt, moment }) => ({
        action_id: actionId,
        promised_at: promisedAt,
        moment,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()
  return rows.map((row) => ({ actionId: row.action_id, promisedAt: row.promised_at, moment: row.moment }))
}

/** Since when an action is promised as it is; null when it is not open. */
export async function promisedSince(queries: Queries, actionId: string): Promise<string | null> {
  const row = await queries
    .selectFrom('actions')
    .select('promised_at')
    .where('id', '=', actionId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row?.promised_at ?? null
}
