/** Accounts of agents: rows among the people, so that what they write has an author, and in no list of people. */
import type { Agent } from '@secondstory/review/model/agents'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** Stores an agent. Its address is one nothing can be sent to: the domain is reserved for that. */
export async function addAgent(
  queries: Queries,
  given: Pick<Agent, 'name' | 'role'>,
  author: Author,
): Promise<Agent> {
  const agent: Agent = { id: newId(), ...given, isActive: true }
  await queries
    .insertInto('people')
    .values({
      id: agent.id,
      email: `${agent.id}@agents.invalid`,
      name: agent.name,
      role: agent.role,
      kind: 'agent',
      password_hash: null,
      made_at: author.at,
    })
    .execute()
  await recordChanges(queries, author, [{ ...about(agent.id), verb: 'added', before: null, after: agent }])
  return agent
}

/** Every agent, in the order they were made. */
export async function listAgents(queries: Queries): Promise<readonly Agent[]> {
  return (await rows(queries).orderBy('id').execute()).map(agentOf)
}

/** One agent, held until this transaction ends; null when there is none. */
export async function lockAgent(queries: Queries, id: string): Promise<Agent | null> {
  const row = await rows(queries).where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : agentOf(row)
}

/** Writes an agent that was locked before. One that is closed loses its tokens. */
export async function saveAgent(
  queries: Queries,
  { before, after }: { readonly before: Agent; readonly after: Agent },
  author: Author,
): Promise<Agent> {
  if (isSame(before, after)) return before
  await queries
    .updateTable('people')
    .set({ name: after.name, role: after.role, is_active: after.isActive })
    .where('id', '=', after.id)
    .execute()
  if (!after.isActive) await queries.deleteFrom('tokens').where('person_id', '=', after.id).execute()
  await recordChanges(queries, author, [{ ...about(after.id), verb: 'corrected', before, after }])
  return after
}

function rows(queries: Queries) {
  return queries
    .selectFrom('people')
    .select(['id', 'people.name', 'role', 'is_active'])
    .where('kind', '=', 'agent')
}

function agentOf(row: {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly is_active: boolean
}): Agent {
  // The table lets an agent be nothing more than a member.
  return {
    id: row.id,
    name: row.name,
    role: row.role === 'reader' ? 'reader' : 'member',
    isActive: row.is_active,
  }
}

function about(id: string) {
  return { noun: 'agent', rowId: id, incidentId: null } as const
}
