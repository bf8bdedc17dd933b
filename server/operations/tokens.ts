/** Tokens of scripts and agents: what they may do, until when, and ending them. */
import {
  objectionToPurposes,
  operationsFor,
  type TokenPurpose,
  tokenPurposes,
} from '@secondstory/review/model/agents'
import { later } from '@secondstory/review/model/instants'
import type { Token } from '@secondstory/review/model/people'
import { z } from 'zod'
import { lockAgent } from '../store/agents.ts'
import {
  addToken as addTokenRow,
  listTokens as listTokenRows,
  removeToken as removeTokenRow,
} from '../store/sessions.ts'
import { found } from './answers.ts'
import { day, id, line, type Nothing, nothing } from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** A new token; the secret is shown once and kept nowhere. */
export interface NewToken {
  readonly token: Token
  readonly secret: string
}

const LONGEST_TOKEN_MS = 366 * 86_400_000

const names: readonly string[] = tokenPurposes.map(({ name }) => name)
const purpose = z.custom<TokenPurpose>((value) => typeof value === 'string' && names.includes(value), {
  error: `expected one of ${names.join(', ')}`,
})

/** Makes an API token for whoever asks, or for an agent. It can do what they can do, no more, for a year at most. */
export const addToken = operation({
  name: 'addToken',
  about:
    'Makes an API token until a day within a year, for everything or for some purposes; for me, or as a keeper for an agent.',
  access: 'reader',
  touches: 'own',
  audits: 'token',
  changes: true,
  input: z.object({
    name: line(100),
    scope: z.enum(['read', 'write']),
    expiresOn: day,
    /** What it is for; absent: whatever the scope allows. */
    purposes: z.array(purpose).min(1).max(tokenPurposes.length).optional(),
    agentId: id.optional(),
  }),
  run: async ({ name, scope, expiresOn, purposes, agentId }, hands): Promise<NewToken> => {
    const personId = await ownerOf(agentId, hands)
    const kind = agentId === undefined ? 'person' : 'agent'
    const objection = objectionToPurposes(purposes ?? [], { kind, role: asked(hands).role, scope })
    if (objection !== null) throw new Refusal('not-allowed', objection)
    const expiresAt = `${expiresOn}T23:59:59.000Z`
    if (expiresAt <= hands.now || expiresAt > later(hands.now, LONGEST_TOKEN_MS)) {
      throw new Refusal(
        'invalid',
        `The token would end on ${expiresOn}; a day from today to one year ahead is needed.`,
      )
    }
    const secret = newSecret('sst_')
    const operations = purposes === undefined ? null : operationsFor(purposes)
    const made = { personId, name, scope, operations, expiresAt, secretHash: hashSecret(secret) }
    return { token: await addTokenRow(hands.store.queries, made, hands.now), secret }
  },
})

/** The tokens of whoever asks, without their secrets. */
export const listTokens = operation({
  name: 'listTokens',
  about: 'Lists my API tokens without their secrets.',
  access: 'reader',
  touches: 'own',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Token[]> =>
    listTokenRows(hands.store.queries, asked(hands).personId),
})

/** Removes a token of whoever asks, or of an agent; it stops working at once. */
export const removeToken = operation({
  name: 'removeToken',
  about: 'Removes one of my API tokens, or as a keeper one of an agent; it stops working at once.',
  access: 'reader',
  touches: 'own',
  audits: 'token',
  changes: true,
  input: z.object({ id, agentId: id.optional() }),
  run: async (input, hands): Promise<Nothing> => {
    const personId = await ownerOf(input.agentId, hands)
    const wasThere = await removeTokenRow(hands.store.queries, input.id, personId)
    if (!wasThere) throw new Refusal('not-found', 'None of our tokens has this id; it may have been removed.')
    hands.forgetAskers()
    return {}
  },
})

/** Whose token it is: the asker's, or an agent's when a keeper asks. */
async function ownerOf(agentId: string | undefined, hands: Hands): Promise<string> {
  const asker = asked(hands)
  if (agentId === undefined) return asker.personId
  if (asker.role !== 'keeper') {
    throw new Refusal('not-allowed', 'The tokens of agents are for a keeper, who made the agent.')
  }
  const agent = found(await lockAgent(hands.store.queries, agentId), 'agent')
  if (agent.isActive) return agent.id
  throw new Refusal('not-ready', `The account of ${agent.name} is closed; reopen it before it gets a token.`)
}
