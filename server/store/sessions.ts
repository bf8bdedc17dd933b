/** Sessions of the page and tokens of scripts. Only hashes of their secrets are kept. */
import type { AskerKind, PersonRole, Session, Token } from '@secondstory/review/model/people'
import { type Selectable, sql } from 'kysely'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** Whoever a secret belongs to. */
export interface SecretOwner {
  readonly personId: string
  readonly name: string
  readonly role: PersonRole
  readonly isSteward: boolean
  /** Teams they are in. */
  readonly teamIds: readonly string[]
  readonly scope: Token['scope']
  readonly expiresAt: string
  /** An agent comes in with tokens alone. */
  readonly kind: AskerKind
  /** Null: whatever the scope allows. */
  readonly operations: readonly string[] | null
}

/** Stores a session, and drops those that ran out. */
export async function addSession(
  queries: Queries,
  session: {
    readonly personId: string
    readonly secretHash: Buffer
    readonly expiresAt: string
    readonly device?: string | undefined
  },
  now: string,
): Promise<void> {
  await queries.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await queries
    .insertInto('sessions')
    .values({
      secret_hash: session.secretHash,
      person_id: session.personId,
      made_at: now,
      expires_at: session.expiresAt,
      id: newId(),
      device: session.device ?? '',
      seen_at: now,
    })
    .execute()
}

/** Whose session this is; null when it ran out, was closed, or its owner's account is. */
export async function findSession(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<SecretOwner | null> {
  const row = await queries
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select(['people.id', 'people.name', 'people.role', 'people.is_steward', 'sessions.expires_at', teamsOf])
    .where('sessions.secret_hash', '=', secretHash)
    .where('sessions.expires_at', '>', now)
    .where('people.is_active', '=', true)
    .where('people.kind', '=', 'person')
    .executeTakeFirst()
  if (row === undefined) return null
  return ownerOf({ ...row, kind: 'person', operations: null, scope: 'write' })
}

/** The teams of a person, in the same question that finds them: those a keeper wrote them in, and those their groups stand for. */
export const teamsOf = sql<string[]>`array(select team_id from team_members join teams on teams.id = team_id
  where team_members.person_id = people.id and teams.removed_at is null
  union select teams.id from directory_group_members as member join directory_groups as directory on directory.id = member.group_id
  join teams on lower(teams.name) = lower(directory.team)
  where member.person_id = people.id and teams.removed_at is null)`.as('team_ids')

function ownerOf(row: {
  readonly id: string
  readonly name: string
  readonly role: PersonRole
  readonly is_steward: boolean
  readonly team_ids: readonly string[]
  readonly kind: AskerKind
  readonly operations: readonly string[] | null
  readonly scope: Token['scope']
  readonly expires_at: string
}): SecretOwner {
  const { id, name, role, kind, operations, scope } = row
  return {
    personId: id,
    name,
    role,
    kind,
    operations,
    isSteward: row.is_steward,
    teamIds: row.team_ids,
    scope,
    expiresAt: row.expires_at,
  }
}

/** Lets a session last longer. */
export async function extendSession(queries: Queries, secretHash: Buffer, expiresAt: string): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ expires_at: expiresAt })
    .where('secret_hash', '=', secretHash)
    .execute()
}

/** Notes that a session was used; to five minutes, so that a page that asks much does not write each time. */
export async function noteSessionUse(queries: Queries, secretHash: Buffer, now: string): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ seen_at: now })
    .where('secret_hash', '=', secretHash)
    .where(sql<boolean>`seen_at < ${now}::timestamptz - interval '5 minutes'`)
    .execute()
}

/** Where somebody is signed in, the newest first. `mine` is the hash of the session that asks. */
export async function listSessions(
  queries: Queries,
  about: { readonly personId: string; readonly mine: Buffer | null; readonly now: string },
): Promise<readonly Session[]> {
  const rows = await queries
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', about.personId)
    .where('expires_at', '>', about.now)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    since: row.made_at,
    seenAt: row.seen_at,
    isThis: about.mine !== null && row.secret_hash.equals(about.mine),
  }))
}

/** Ends one session of somebody, or all but one, or all; answers how many there were. */
export async function endSessions(
  queries: Queries,
  ended: { readonly personId: string; readonly id?: string | undefined; readonly except?: Buffer | null },
): Promise<number> {
  const all = queries.deleteFrom('sessions').where('person_id', '=', ended.personId)
  const one = ended.id === undefined ? all : all.where('id', '=', ended.id)
  const others = ended.except == null ? one : one.where('secret_hash', '<>', ended.except)
  return Number((await others.executeTakeFirst()).numDeletedRows)
}

/** Deletes a session. */
export async function closeSession(queries: Queries, secretHash: Buffer): Promise<void> {
  await queries.deleteFrom('sessions').where('secret_hash', '=', secretHash).execute()
}

/** Stores a token. */
export async function addToken(
  queries: Queries,
  token: Pick<Token, 'name' | 'scope' | 'expiresAt'> & {
    /** Null, and absent: whatever the scope allows. */
    readonly operations?: readonly string[] | null
    readonly personId: string
    readonly secretHash: Buffer
  },
  now: string,
): Promise<Token> {
  const row = await queries
    .insertInto('tokens')
    .values({
      id: newId(),
      person_id: token.personId,
      name: token.name,
      secret_hash: token.secretHash,
      scope: token.scope,
      operations: token.operations == null ? null : [...token.operations],
      made_at: now,
      expires_at: token.expiresAt,
      last_used_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return tokenOf(row)
}

/** Whose token this is; null when it ran out, was removed, or its owner's account is closed. */
export async function findToken(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<SecretOwner | null> {
  const row = await queries
    .selectFrom('tokens')
    .innerJoin('people', 'people.id', 'tokens.person_id')
    .select([
      'people.id',
      'people.name',
      'people.role',
      'people.is_steward',
      'people.kind',
      'tokens.scope',
      'tokens.operations',
      'tokens.expires_at',
      teamsOf,
    ])
    .where('tokens.secret_hash', '=', secretHash)
    .where('tokens.expires_at', '>', now)
    .where('people.is_active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return null
  return ownerOf(row)
}

/** Notes that a token was used; to the minute, so that a busy script does not write on every call. */
export async function noteTokenUse(queries: Queries, secretHash: Buffer, now: string): Promise<void> {
  await queries
    .updateTable('tokens')
    .set({ last_used_at: now })
    .where('secret_hash', '=', secretHash)
    .where(sql<boolean>`last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute'`)
    .execute()
}

/** Tokens of one person, newest first. */
export async function listTokens(queries: Queries, personId: string): Promise<readonly Token[]> {
  const rows = await queries
    .selectFrom('tokens')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(tokenOf)
}

/** Deletes a token of its owner; false when they have none by this id. */
export async function removeToken(queries: Queries, id: string, personId: string): Promise<boolean> {
  const answer = await queries
    .deleteFrom('tokens')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return answer.numDeletedRows === 1n
}

function tokenOf(row: Selectable<DB['tokens']>): Token {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    operations: row.operations,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }
}
