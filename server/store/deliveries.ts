/** Deliveries: stored before they are answered, read later, kept whatever becomes of them. */
import type { Delivery, DeliveryState, Hours, RoutedIncident } from '@secondstory/review/model/deliveries'
import { type Selectable, sql } from 'kysely'
import { readCursor, writeCursor } from './cursor.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { incidentOf } from './incidents.ts'
import type { DB } from './schema.ts'
import { isSeenBy, type Viewer } from './standing.ts'
import { storable, storableJson } from './storable.ts'

/** A delivery as it is stored: verified, and free of secrets. */
export interface NewDelivery {
  readonly integrationId: string
  /** The same for a delivery that arrives twice. */
  readonly key: string
  readonly receivedAt: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly secretsRemoved: number
}

/** A delivery with its words, for whoever reads it into evidence. */
export interface StoredDelivery extends NewDelivery {
  readonly id: string
  readonly state: DeliveryState
}

/** What became of a delivery when it was read. */
export interface DeliveryOutcome {
  readonly id: string
  readonly state: Exclude<DeliveryState, 'waiting'>
  readonly happenedAt: string | null
  readonly incidentId: string | null
  readonly summary: string
  readonly because: string
}

/** Stores deliveries in one statement; one that is here already is left as it is. */
export async function addDeliveries(queries: Queries, deliveries: readonly NewDelivery[]): Promise<void> {
  const column = <T>(read: (delivery: NewDelivery) => T): T[] => deliveries.map(read)
  await sql`
    insert into deliveries (id, integration_id, key, received_at, headers, body, secrets_removed)
    select * from unnest(
      ${column(() => newId())}::uuid[], ${column((each) => each.integrationId)}::uuid[],
      ${column((each) => storable(each.key))}::text[], ${column((each) => each.receivedAt)}::timestamptz[],
      ${column((each) => storableJson(each.headers))}::jsonb[], ${column((each) => storable(each.body))}::text[],
      ${column((each) => each.secretsRemoved)}::int[])
    on conflict (integration_id, key) do nothing`.execute(queries)
}

/** Integrations with deliveries nobody has read yet. */
export async function listWaitingIntegrations(queries: Queries): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('deliveries')
    .select('integration_id')
    .distinct()
    .where('state', '=', 'waiting')
    .execute()
  return rows.map((row) => row.integration_id)
}

/** The oldest deliveries of an integration that wait, held for this transaction; those another reader holds are passed over. */
export async function takeWaiting(
  queries: Queries,
  integrationId: string,
  limit: number,
): Promise<readonly StoredDelivery[]> {
  const rows = await queries
    .selectFrom('deliveries')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .where('state', '=', 'waiting')
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(storedOf)
}

/** What is to be assigned: these, or every one that waits for it and fits the hours. */
export type Assignable = { readonly ids: readonly string[] } | { readonly hours: Hours }

/** Deliveries that belong to no incident, held for this transaction, the oldest first. */
export async function takeUnassigned(
  queries: Queries,
  wanted: Assignable,
  limit: number,
): Promise<readonly StoredDelivery[]> {
  let query = queries
    .selectFrom('deliveries')
    .selectAll()
    .where('incident_id', 'is', null)
    .where(
      'integration_id',
      'in',
      queries.selectFrom('integrations').select('id').where('removed_at', 'is', null),
    )
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
  query =
    'ids' in wanted
      ? query.where(sql<boolean>`id = any(${[...wanted.ids]}::uuid[])`)
      : query
          .where('state', '=', 'unassigned')
          .where('happened_at', '>=', wanted.hours.from)
          .where('happened_at', '<=', wanted.hours.to)
  return (await query.execute()).map(storedOf)
}

/** Writes what became of deliveries. */
export async function saveOutcomes(queries: Queries, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const rows = outcomes.map(({ happenedAt, incidentId, ...each }) => ({
    ...each,
    happened_at: happenedAt,
    incident_id: incidentId,
  }))
  await sql`
    update deliveries set state = r.state, happened_at = r.happened_at, incident_id = r.incident_id,
      summary = r.summary, because = r.because
    from jsonb_to_recordset(${storableJson(rows)}::jsonb) as r (id uuid, state text, happened_at timestamptz,
      incident_id uuid, summary text, because text)
    where deliveries.id = r.id`.execute(queries)
}

/** What to list; all parts given must hold. */
export interface DeliveriesWanted {
  /** Whoever looks: what belongs to a record they may not see is left out. */
  readonly seenBy: Viewer
  readonly integrationId?: string | undefined
  /** Those that wait for someone to assign them and tell of these hours. */
  readonly fitting?: Hours | undefined
  readonly states?: readonly DeliveryState[] | undefined
  readonly limit: number
  readonly after?: string | undefined
}

/** A page of deliveries, the newest first, where to go on, and how many there are. */
export interface DeliveriesFound {
  readonly items: readonly Delivery[]
  readonly next: string | null
  readonly count: number
}

/** Deliveries without their bodies; null when `after` is not a place in this list. */
export async function listDeliveries(
  queries: Queries,
  wanted: DeliveriesWanted,
): Promise<DeliveriesFound | null> {
  const keys = wanted.after === undefined ? undefined : readCursor(wanted.after, ['instant', 'id'])
  if (keys === null) return null
  let page = chosen(queries, wanted)
    .select([
      'id',
      'integration_id',
      'received_at',
      'happened_at',
      'state',
      'incident_id',
      'summary',
      'because',
    ])
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit + 1)
  if (keys !== undefined)
    page = page.where(sql<boolean>`(received_at, id) < (${keys[0]}::timestamptz, ${keys[1]}::uuid)`)
  const rows = await page.execute()
  const counted = await chosen(queries, wanted)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const items = rows.slice(0, wanted.limit).map(deliveryOf)
  const last = items.at(-1)
  const goesOn = rows.length > wanted.limit && last !== undefined
  return { items, next: goesOn ? writeCursor([last.receivedAt, last.id]) : null, count: counted.count }
}

function chosen(queries: Queries, { seenBy, integrationId, fitting, states }: DeliveriesWanted) {
  return queries
    .selectFrom('deliveries')
    .where(
      'integration_id',
      'in',
      queries.selectFrom('integrations').select('id').where('removed_at', 'is', null),
    )
    .where(
      sql<boolean>`(incident_id is null or exists (select from incidents
        where incidents.id = deliveries.incident_id and ${isSeenBy(seenBy)}))`,
    )
    .$if(integrationId !== undefined, (query) => query.where('integration_id', '=', integrationId ?? ''))
    .$if(states !== undefined, (query) => query.where('state', 'in', [...(states ?? [])]))
    .$if(fitting !== undefined, (query) =>
      query
        .where('state', '=', 'unassigned')
        .where('happened_at', '>=', fitting?.from ?? '')
        .where('happened_at', '<=', fitting?.to ?? ''),
    )
}

/** Incidents that may be under way somewhere in these hours. Samples and removed ones take nothing in. */
export async function listRoutable(
  queries: Queries,
  { from, to }: Hours,
): Promise<readonly RoutedIncident[]> {
  const rows = await queries
    .selectFrom('incidents')
    .selectAll()
    .where('removed_at', 'is', null)
    .where('is_sample', '=', false)
    .where(
      sql<boolean>`coalesce(started_at, detected_at, opened_at) <= ${to}::timestamptz + interval '1 hour'
        and coalesce(ended_at, coalesce(started_at, detected_at, opened_at) + interval '7 days')
          >= ${from}::timestamptz - interval '1 hour'`,
    )
    .orderBy('number')
    .execute()
  return rows.map(incidentOf)
}

/**
 * Forgets deliveries that were read before `before`: what they told is evidence, and nobody sends them again. What is
 * not evidence yet stays for as long as it takes.
 */
export async function sweepDeliveries(queries: Queries, before: string): Promise<number> {
  const answer = await sql`
    delete from deliveries where state = 'read' and received_at < ${before}`.execute(queries)
  return Number(answer.numAffectedRows ?? 0)
}

type Listed = Pick<
  Selectable<DB['deliveries']>,
  'id' | 'integration_id' | 'received_at' | 'happened_at' | 'state' | 'incident_id' | 'summary' | 'because'
>

function deliveryOf(row: Listed): Delivery {
  return {
    id: row.id,
    integrationId: row.integration_id,
    receivedAt: row.received_at,
    happenedAt: row.happened_at,
    state: row.state,
    incidentId: row.incident_id,
    summary: row.summary,
    because: row.because,
  }
}

function storedOf(row: Selectable<DB['deliveries']>): StoredDelivery {
  return {
    id: row.id,
    integrationId: row.integration_id,
    key: row.key,
    receivedAt: row.received_at,
    headers: row.headers,
    body: row.body,
    secretsRemoved: row.secrets_removed,
    state: row.state,
  }
}
