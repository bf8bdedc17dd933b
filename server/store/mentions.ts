/** Whom a comment can ask to look. */
import { type Mentionable, shortNameOf } from '@secondstory/review/model/comments'
import type { PersonRole } from '@secondstory/review/model/people'
import type { Queries } from './database.ts'
import { teamsOf } from './sessions.ts'

/** Somebody here, with what decides whether they may see a record. */
export interface MentionablePerson extends Mentionable {
  readonly personId: string
  readonly email: string
  readonly role: PersonRole
  readonly isSteward: boolean
  readonly teamIds: readonly string[]
}

/** Everyone who is here and is no software, in the order they came. */
export async function listMentionable(queries: Queries): Promise<readonly MentionablePerson[]> {
  const rows = await queries
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role', 'is_steward', teamsOf])
    .where('kind', '=', 'person')
    .where('is_active', '=', true)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, email, role, is_steward, team_ids }) => ({
    id,
    personId: id,
    name,
    email,
    handle: shortNameOf(email),
    role,
    isSteward: is_steward,
    teamIds: team_ids,
  }))
}
