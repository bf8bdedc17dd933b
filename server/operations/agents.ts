/** Agents: accounts that are no people. They have tokens and no password, and never publish (review/model/agents.ts). */
import type { Agent } from '@secondstory/review/model/agents'
import type { Token } from '@secondstory/review/model/people'
import { z } from 'zod'
import { addAgent as addRow, listAgents as listRows, lockAgent, saveAgent } from '../store/agents.ts'
import { listTokens } from '../store/sessions.ts'
import { corrected, found } from './answers.ts'
import { id, line, nothing } from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

/** An agent with its tokens, whose secrets are shown nowhere. */
export interface AgentShown extends Agent {
  readonly tokens: readonly Token[]
}

const role = z.enum(['member', 'reader'])

/** Makes an account for an agent. */
export const addAgent = operation({
  name: 'addAgent',
  about: 'Makes an account for an agent or a script: it has tokens and no password, and it never publishes.',
  access: 'keeper',
  touches: 'installation',
  audits: 'agent',
  changes: true,
  input: z.object({ name: line(100), role }),
  run: async (given, hands): Promise<Agent> =>
    hands.store.transaction((queries) => addRow(queries, given, by(hands))),
})

/** Every agent with its tokens. */
export const listAgents = operation({
  name: 'listAgents',
  about: 'Lists the accounts of agents with their tokens.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly AgentShown[]> => {
    const { queries } = hands.store
    const agents = await listRows(queries)
    return Promise.all(
      agents.map(async (agent) => ({ ...agent, tokens: await listTokens(queries, agent.id) })),
    )
  },
})

/** Changes the name or role of an agent, or closes its account with all of its tokens. */
export const correctAgent = operation({
  name: 'correctAgent',
  about: 'Changes the name or role of an agent, or closes its account with all of its tokens.',
  access: 'keeper',
  touches: 'installation',
  audits: 'agent',
  changes: true,
  input: z.object({
    id,
    name: line(100).optional(),
    role: role.optional(),
    isActive: z.boolean().optional(),
  }),
  run: async ({ id: agentId, ...given }, hands): Promise<Agent> => {
    const agent = await hands.store.transaction(async (queries) => {
      const before = found(await lockAgent(queries, agentId), 'agent')
      return saveAgent(queries, { before, after: corrected(before, given) }, by(hands))
    })
    hands.forgetAskers()
    return agent
  },
})
