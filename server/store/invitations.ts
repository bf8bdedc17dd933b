/** Who was asked in and has not come yet. Only the hash of each link's secret is kept. */
import type { Invited, PersonRole } from '@secondstory/review/model/people'
import { sql } from 'kysely'
import type { Author } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** An invitation before it is stored. */
export interface NewInvitation {
  readonly email: string
  readonly name: string
  readonly role: PersonRole
  /** Null: of no team yet. */
  readonly teamId: string | null
  readonly secretHash: Buffer
  readonly expiresAt: string
}

/** Stores an invitation; an earlier open one to the same address stops working. */
export async function addInvitation(
  queries: Queries,
  invitation: NewInvitation,
  author: Author,
): Promise<string> {
  await queries
    .deleteFrom('invitations')
    .where('email', '=', invitation.email)
    .where('accepted_at', 'is', null)
    .execute()
  const id = newId()
  await queries
    .insertInto('invitations')
    .values({
      id,
      email: invitation.email,
      name: invitation.name,
      role: invitation.role,
      team_id: invitation.teamId,
      secret_hash: invitation.secretHash,
      invited_by: author.personId,
      made_at: author.at,
      expires_at: invitation.expiresAt,
      accepted_at: null,
    })
    .execute()
  return id
}

/** Invitations nobody accepted yet, those that ran out too, the newest first. */
export async function listInvitations(queries: Queries): Promise<readonly Invited[]> {
  const rows = await queries
    .selectFrom('invitations')
    .leftJoin('teams', (join) =>
      join.onRef('teams.id', '=', 'invitations.team_id').on('teams.removed_at', 'is', null),
    )
    .select(['invitations.id', 'email', 'invitations.name', 'role', 'made_at', 'expires_at'])
    .select(['teams.id as team_id', 'teams.name as team_name'])
    .where('accepted_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('invitations.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? '' },
    madeAt: row.made_at,
    expiresAt: row.expires_at,
  }))
}

/** Gives an open invitation another secret and more time; false when there is none by this id. */
export async function renewInvitation(
  queries: Queries,
  renewed: { readonly id: string; readonly secretHash: Buffer; readonly expiresAt: string },
): Promise<boolean> {
  const answer = await queries
    .updateTable('invitations')
    .set({ secret_hash: renewed.secretHash, expires_at: renewed.expiresAt })
    .where('id', '=', renewed.id)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return answer.numUpdatedRows === 1n
}

/** Takes an open invitation back; false when there is none by this id. */
export async function removeInvitation(queries: Queries, id: string): Promise<boolean> {
  const answer = await queries
    .deleteFrom('invitations')
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return answer.numDeletedRows === 1n
}

/** An invitation that still works. */
export interface OpenInvitation {
  readonly email: string
  readonly name: string
  readonly role: PersonRole
  /** Null also when the team is gone. */
  readonly teamId: string | null
}

const ofLiveTeam = sql<
  string | null
>`(select teams.id from teams where teams.id = invitations.team_id and teams.removed_at is null)`.as('teamId')

/** The open invitation behind a link; null when it was used, taken back, ran out or never was. */
export async function findInvitation(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<OpenInvitation | null> {
  const row = await queries
    .selectFrom('invitations')
    .select(['email', 'name', 'role', ofLiveTeam])
    .where('secret_hash', '=', secretHash)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** Uses an invitation up; null when someone was quicker. */
export async function takeInvitation(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<OpenInvitation | null> {
  const row = await queries
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('secret_hash', '=', secretHash)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['email', 'name', 'role', ofLiveTeam])
    .executeTakeFirst()
  return row ?? null
}
