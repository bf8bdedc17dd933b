/** Integrations and their secrets, which are sealed before they come here. */
import { type Integration, usualSettings } from '@secondstory/review/model/integrations'
import { type Selectable, sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** What a keeper decides of an integration; the rest follows from what arrives. */
export type IntegrationChoice = Pick<Integration, 'kind' | 'name' | 'state' | 'routing' | 'settings'>

/** A secret as it is kept, newest first where several are listed. */
export interface SealedSecret {
  readonly id: string
  readonly purpose: 'signing' | 'api'
  readonly sealed: Buffer
}

/** Stores a new integration. Its id is made by the caller, because secrets are sealed for it. */
export async function addIntegration(
  queries: Queries,
  added: IntegrationChoice & { readonly id: string },
  author: Author,
): Promise<void> {
  const { id, ...choice } = added
  await queries
    .insertInto('integrations')
    .values({ id, ...columnsOf(choice), last_error_at: null, made_at: author.at, version: 1 })
    .execute()
  await recordChanges(queries, author, [{ ...about(id), verb: 'added', before: null, after: choice }])
}

/** Every integration that was not removed, in the order they were made. */
export async function listIntegrations(queries: Queries): Promise<readonly Integration[]> {
  const rows = await live(queries).orderBy('id').execute()
  return rows.map(integrationOf)
}

/** One integration; null when there is none. */
export async function findIntegration(queries: Queries, id: string): Promise<Integration | null> {
  const row = await live(queries).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : integrationOf(row)
}

/** The same, held for this transaction. */
export async function lockIntegration(queries: Queries, id: string): Promise<Integration | null> {
  const row = await live(queries).where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : integrationOf(row)
}

/** Writes a corrected integration that was locked before. */
export async function saveIntegration(
  queries: Queries,
  change: {
    readonly before: Integration
    readonly after: Integration
    /** A secret came or went: that is a change too, though no field shows it. */
    readonly because?: string | undefined
  },
  author: Author,
): Promise<void> {
  const [before, after] = [choiceOf(change.before), choiceOf(change.after)]
  if (isSame(before, after) && change.because === undefined) return
  await queries
    .updateTable('integrations')
    .set({ ...columnsOf(after), version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .execute()
  const { id } = change.before
  await recordChanges(queries, author, [
    { ...about(id), verb: 'corrected', before, after, because: change.because },
  ])
}

/** Takes an integration out of every list and answers the removal's id; its deliveries and secrets stay for the way back. */
export async function removeIntegration(
  queries: Queries,
  integration: Integration,
  author: Author,
): Promise<string> {
  const removalId = newId()
  await queries
    .insertInto('removals')
    .values({
      id: removalId,
      incident_id: null,
      noun: 'integration',
      removed_at: author.at,
      undone_at: null,
      merge: null,
    })
    .execute()
  await queries
    .updateTable('integrations')
    .set({ removed_at: author.at, removal_id: removalId })
    .where('id', '=', integration.id)
    .execute()
  const before = choiceOf(integration)
  await recordChanges(queries, author, [{ ...about(integration.id), verb: 'removed', before, after: null }])
  return removalId
}

/** Writes down what went wrong last, as a sentence. No history: it is not a change anybody made. */
export async function noteTrouble(
  queries: Queries,
  id: string,
  trouble: { readonly sentence: string; readonly at: string },
): Promise<void> {
  await queries
    .updateTable('integrations')
    .set({ last_error: trouble.sentence.slice(0, 1000), last_error_at: trouble.at })
    .where('id', '=', id)
    .execute()
}

/** The secrets of an integration, newest first. */
export async function listSecrets(queries: Queries, integrationId: string): Promise<readonly SealedSecret[]> {
  const rows = await queries
    .selectFrom('integration_secrets')
    .select(['id', 'purpose', 'sealed'])
    .where('integration_id', '=', integrationId)
    .orderBy('id', 'desc')
    .execute()
  return rows
}

/** Adds a secret beside those that are there and forgets all but the newest `keep` of its purpose. */
export async function addSecret(
  queries: Queries,
  secret: Omit<SealedSecret, 'id'> & { readonly integrationId: string; readonly keep: number },
  now: string,
): Promise<void> {
  const { integrationId, purpose, sealed, keep } = secret
  await queries
    .insertInto('integration_secrets')
    .values({ id: newId(), integration_id: integrationId, purpose, sealed, made_at: now })
    .execute()
  await sql`
    delete from integration_secrets where integration_id = ${integrationId} and purpose = ${purpose} and id not in (
      select id from integration_secrets where integration_id = ${integrationId} and purpose = ${purpose}
      order by id desc limit ${keep})`.execute(queries)
}

/** Forgets every secret of one purpose but the newest `keep`. */
export async function forgetSecrets(
  queries: Queries,
  forgotten: { readonly integrationId: string; readonly purpose: 'signing' | 'api'; readonly keep: number },
): Promise<number> {
  const { integrationId, purpose, keep } = forgotten
  const answer = await sql`
    delete from integration_secrets where integration_id = ${integrationId} and purpose = ${purpose} and id not in (
      select id from integration_secrets where integration_id = ${integrationId} and purpose = ${purpose}
      order by id desc limit ${keep})`.execute(queries)
  return Number(answer.numAffectedRows ?? 0)
}

function live(queries: Queries) {
  return queries
    .selectFrom('integrations')
    .selectAll()
    .select((select) => [
      select
        .selectFrom('integration_secrets')
        .whereRef('integration_secrets.integration_id', '=', 'integrations.id')
        .where('purpose', '=', 'signing')
        .select((count) => count.fn.countAll<number>().as('known'))
        .as('signing_secrets'),
      select
        .exists(
          select
            .selectFrom('integration_secrets')
            .select('integration_secrets.id')
            .whereRef('integration_secrets.integration_id', '=', 'integrations.id')
            .where('purpose', '=', 'api'),
        )
        .as('has_api_token'),
      select
        .selectFrom('deliveries')
        .whereRef('deliveries.integration_id', '=', 'integrations.id')
        .select('deliveries.received_at')
        .orderBy('deliveries.received_at', 'desc')
        .limit(1)
        .as('last_delivery_at'),
    ])
    .where('removed_at', 'is', null)
}

type Row = Selectable<DB['integrations']> & {
  readonly signing_secrets: number | null
  readonly has_api_token: unknown
  readonly last_delivery_at: string | null
}

function integrationOf(row: Row): Integration {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    routing: row.routing,
    settings: { ...usualSettings, ...row.settings },
    signingSecrets: row.signing_secrets ?? 0,
    hasApiToken: row.has_api_token === true,
    lastDeliveryAt: row.last_delivery_at,
    lastError: row.last_error,
    lastErrorAt: row.last_error_at,
    version: row.version,
  }
}

function choiceOf({ kind, name, state, routing, settings }: Integration): IntegrationChoice {
  return { kind, name, state, routing, settings }
}

function columnsOf({ kind, name, state, routing, settings }: IntegrationChoice) {
  return { kind, name, state, routing, settings: JSON.stringify(settings) }
}

function about(id: string) {
  return { noun: 'integration', rowId: id, incidentId: null } as const
}
