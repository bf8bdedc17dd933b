/** Agents and their part in an incident: facts, the three gates, and what they said against what the trace shows. */
import { agentRunBlockers } from '@secondstory/review/model/agent-policy'
import {
  type AgentRun,
  autonomies,
  claimStandings,
  gateStates,
  runModes,
} from '@secondstory/review/model/agent-runs'
import { z } from 'zod'
import { addAgentRun as addRow, lockAgentRun, type NewAgentRun, saveAgentRun } from '../store/agent-runs.ts'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { id, line, lineOrNothing, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

/** The keys of a closed list, for an enumeration. */
function keysOf<Key extends string>(words: Readonly<Record<Key, string>>) {
  return z.enum(Object.keys(words)).refine((text): text is Key => Object.hasOwn(words, text), {
    error: `expected one of ${Object.keys(words).join(', ')}`,
  })
}

const gate = z.object({ state: keysOf(gateStates), finding: prose(4000) })
const claim = z.object({ text: line(1000), standing: keysOf(claimStandings), eventId: id.nullable() })

const fields = {
  model: lineOrNothing(100).default(''),
  modelVersion: lineOrNothing(100).default(''),
  tools: z.array(line(200)).max(50).default([]),
  permissions: z.array(line(300)).max(50).default([]),
  autonomy: keysOf(autonomies).default('unknown'),
  modes: z.array(keysOf(runModes)).max(15).default([]),
  gates: z.object({ context: gate, guardrail: gate, verification: gate }),
  claims: z.array(claim).max(50).default([]),
}

async function refuseUnfit(queries: Queries, run: NewAgentRun, runId: string | null): Promise<void> {
  const register = await readRegister(queries, run.incidentId)
  const place = { tab: 'factors', id: runId } as const
  refuseFor([...agentRunBlockers({ ...run, id: runId }), ...roleBlockers(run.role, register, place)])
  const ids = run.claims.flatMap(({ eventId }) => eventId ?? [])
  const linked = { incidentId: run.incidentId, ids: [...new Set(ids)] }
  refuseStrangers(await strangers(queries, 'timeline_events', linked), 'timeline event')
}

/** The findings of the gates with roles where a name was written. What the agent said stays word for word. */
async function withRoles<Run extends Pick<NewAgentRun, 'incidentId' | 'gates'>>(
  queries: Queries,
  run: Run,
): Promise<Run> {
  const { gates } = run
  const told = await rolesOnEntry(queries, run.incidentId, {
    context: gates.context.finding,
    guardrail: gates.guardrail.finding,
    verification: gates.verification.finding,
  })
  return {
    ...run,
    gates: {
      context: { ...gates.context, finding: told.context },
      guardrail: { ...gates.guardrail, finding: told.guardrail },
      verification: { ...gates.verification, finding: told.verification },
    },
  }
}

/** Adds an agent to an incident. A gate that was judged says what was found; a claim is confirmed by the trace alone. */
export const addAgentRun = operation({
  name: 'addAgentRun',
  about:
    'Adds the part of an agent in an incident: its facts, the three gates around it, what it said of itself.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, role: line(100), ...fields }),
  run: async (given, hands): Promise<AgentRun> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      await refuseUnfit(queries, given, null)
      return addRow(queries, await withRoles(queries, given), by(hands))
    }),
})

/** Corrects the part of an agent, by the same rules that added it. */
export const correctAgentRun = operation({
  name: 'correctAgentRun',
  about: 'Corrects the part of an agent in an incident, by the same rules that added it.',
  access: 'member',
  touches: 'agent_runs',
  changes: true,
  input: z.object({
    id,
    version,
    role: line(100).optional(),
    model: fields.model.unwrap().optional(),
    modelVersion: fields.modelVersion.unwrap().optional(),
    tools: fields.tools.unwrap().optional(),
    permissions: fields.permissions.unwrap().optional(),
    autonomy: fields.autonomy.unwrap().optional(),
    modes: fields.modes.unwrap().optional(),
    gates: fields.gates.optional(),
    claims: fields.claims.unwrap().optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<AgentRun> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockAgentRun(queries, given.id), seen, 'agent run')
      const after: AgentRun = corrected<AgentRun>(before, given)
      await refuseUnfit(queries, after, after.id)
      return saveAgentRun(queries, { before, after: await withRoles(queries, after) }, by(hands))
    }),
})

/** Removes the part of an agent; `undoRemoval` brings it back. */
export const removeAgentRun = operation({
  name: 'removeAgentRun',
  about: 'Removes the part of an agent in an incident; undoRemoval brings it back.',
  access: 'member',
  touches: 'agent_runs',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('agent run', input.id, hands),
})
