/** Sign-in providers, their sealed secrets, and sign-ins that were begun. */
import type { Provider, ProviderChoice } from '@secondstory/review/model/providers'
import type { Selectable } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { listGroupTeams, saveGroupTeams } from './groups.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** Stores a provider. Its id is made by the caller, because the secret is sealed for it. */
export async function addProvider(
  queries: Queries,
  added: ProviderChoice & { readonly id: string; readonly sealed: Buffer | null },
  author: Author,
): Promise<void> {
  const { id, sealed, ...choice } = added
  await queries
    .insertInto('providers')
    .values({ id, ...columnsOf(choice), made_at: author.at, version: 1 })
    .execute()
  if (sealed !== null) await saveProviderSecret(queries, id, sealed)
  await saveGroupTeams(queries, { providerId: id, groupTeams: choice.groupTeams }, author.at)
  await recordChanges(queries, author, [{ ...about(id), verb: 'added', before: null, after: choice }])
}

/** Every provider that was not removed, in the order they were made. */
export async function listProviders(queries: Queries): Promise<readonly Provider[]> {
  const rows = await live(queries).orderBy('id').execute()
  return Promise.all(rows.map((row) => providerOf(queries, row)))
}

/** One provider; null when there is none. */
export async function findProvider(queries: Queries, id: string): Promise<Provider | null> {
  const row = await live(queries).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : providerOf(queries, row)
}

/** The same, held until this transaction ends. */
export async function lockProvider(queries: Queries, id: string): Promise<Provider | null> {
  const row = await live(queries).where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : providerOf(queries, row)
}

/** Whether another live provider has this issuer and client. */
export async function isProviderTaken(
  queries: Queries,
  { issuer, clientId, exceptId }: { issuer: string; clientId: string; exceptId: string | null },
): Promise<boolean> {
  const rows = await live(queries).where('issuer', '=', issuer).where('client_id', '=', clientId).execute()
  return rows.some(({ id }) => id !== exceptId)
}

/** Writes what a keeper decided; a new secret takes the place of the old one. */
export async function saveProvider(
  queries: Queries,
  change: { readonly before: Provider; readonly after: Provider; readonly sealed: Buffer | null },
  author: Author,
): Promise<void> {
  const { sealed } = change
  const [before, after] = [choiceOf(change.before), choiceOf(change.after)]
  if (isSame(before, after) && sealed === null) return
  const { id } = change.after
  await queries
    .updateTable('providers')
    .set((set) => ({ ...columnsOf(after), version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  if (sealed !== null) await saveProviderSecret(queries, id, sealed)
  await saveGroupTeams(queries, { providerId: id, groupTeams: after.groupTeams }, author.at)
  const because = sealed === null ? undefined : 'the secret was entered anew'
  await recordChanges(queries, author, [{ ...about(id), verb: 'corrected', before, after, because }])
}

/** Takes a provider off the sign-in page and answers the removal's id. */
export async function removeProvider(queries: Queries, provider: Provider, author: Author): Promise<string> {
  const removalId = newId()
  const removal = { incident_id: null, noun: 'provider', undone_at: null, merge: null } as const
  await queries
    .insertInto('removals')
    .values({ id: removalId, ...removal, removed_at: author.at })
    .execute()
  await queries
    .updateTable('providers')
    .set({ removed_at: author.at, removal_id: removalId })
    .where('id', '=', provider.id)
    .execute()
  const before = choiceOf(provider)
  await recordChanges(queries, author, [{ ...about(provider.id), verb: 'removed', before, after: null }])
  return removalId
}

/** The sealed secret of a provider; null when it has none. */
export async function findProviderSecret(queries: Queries, providerId: string): Promise<Buffer | null> {
  const row = await queries
    .selectFrom('provider_secrets')
    .select('sealed')
    .where('provider_id', '=', providerId)
    .executeTakeFirst()
  return row?.sealed ?? null
}

async function saveProviderSecret(queries: Queries, providerId: string, sealed: Buffer): Promise<void> {
  await queries
    .insertInto('provider_secrets')
    .values({ provider_id: providerId, sealed })
    .onConflict((conflict) => conflict.column('provider_id').doUpdateSet({ sealed }))
    .execute()
}

/** Remembers that a sign-in was begun, and forgets those that ran out. */
export async function addSignIn(
  queries: Queries,
  begun: { readonly stateHash: Buffer; readonly providerId: string; readonly expiresAt: string },
  now: string,
): Promise<void> {
  await queries.deleteFrom('sign_ins').where('expires_at', '<=', now).execute()
  await queries
    .insertInto('sign_ins')
    .values({ state_hash: begun.stateHash, provider_id: begun.providerId, expires_at: begun.expiresAt })
    .execute()
}

/** Uses a begun sign-in up and answers which provider it was; null when it was used, ran out or never was. */
export async function takeSignIn(queries: Queries, stateHash: Buffer, now: string): Promise<string | null> {
  const row = await queries
    .deleteFrom('sign_ins')
    .where('state_hash', '=', stateHash)
    .returning(['provider_id', 'expires_at'])
    .executeTakeFirst()
  return row === undefined || row.expires_at <= now ? null : row.provider_id
}

function live(queries: Queries) {
  return queries
    .selectFrom('providers')
    .selectAll()
    .select((select) =>
      select
        .exists(
          select
            .selectFrom('provider_secrets')
            .select('provider_secrets.provider_id')
            .whereRef('provider_secrets.provider_id', '=', 'providers.id'),
        )
        .as('has_secret'),
    )
    .where('removed_at', 'is', null)
}

async function providerOf(
  queries: Queries,
  row: Selectable<DB['providers']> & { readonly has_secret: unknown },
): Promise<Provider> {
  return {
    id: row.id,
    label: row.label,
    issuer: row.issuer,
    clientId: row.client_id,
    domains: row.domains,
    newcomerRole: row.newcomer_role,
    groupsClaim: row.groups_claim,
    groupTeams: await listGroupTeams(queries, row.id),
    hasSecret: row.has_secret === true,
    version: row.version,
  }
}

function choiceOf(provider: Provider): ProviderChoice {
  const { id: _id, hasSecret: _secret, version: _version, ...choice } = provider
  return choice
}

function columnsOf(choice: ProviderChoice) {
  return {
    label: choice.label,
    issuer: choice.issuer,
    client_id: choice.clientId,
    domains: [...choice.domains],
    newcomer_role: choice.newcomerRole,
    groups_claim: choice.groupsClaim,
  }
}

function about(id: string) {
  return { noun: 'provider', rowId: id, incidentId: null } as const
}
