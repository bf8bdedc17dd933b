/** Agents and their part in an incident. */
import type { AgentRun } from '@secondstory/review/model/agent-runs'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A run before it is stored. */
export type NewAgentRun = Omit<AgentRun, 'id' | 'version'>

/** Stores one run. */
export async function addAgentRun(queries: Queries, run: NewAgentRun, author: Author): Promise<AgentRun> {
  const after: AgentRun = { id: newId(), ...run, version: 1 }
  await queries
    .insertInto('agent_runs')
    .values({ id: after.id, version: 1, ...columnsOf(run) })
    .execute()
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Runs of an incident in the order they were added. */
export async function listAgentRuns(queries: Queries, incidentId: string): Promise<readonly AgentRun[]> {
  const rows = await live(queries).where('incident_id', '=', incidentId).orderBy('id').execute()
  return rows.map(runOf)
}

/** One run, held for this transaction; null when there is none. */
export async function lockAgentRun(queries: Queries, id: string): Promise<AgentRun | null> {
  const row = await live(queries).where('id', '=', id).where(ofLiveIncident).forUpdate().executeTakeFirst()
  return row === undefined ? null : runOf(row)
}

/** Writes a run that was locked before. */
export async function saveAgentRun(
  queries: Queries,
  change: { readonly before: AgentRun; readonly after: AgentRun },
  author: Author,
): Promise<AgentRun> {
  if (isSame(change.before, change.after)) return change.before
  const version = change.before.version + 1
  await queries
    .updateTable('agent_runs')
    .set({ ...columnsOf(change.after), version })
    .where('id', '=', change.before.id)
    .execute()
  const after: AgentRun = { ...change.after, version }
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

function live(queries: Queries) {
  return queries.selectFrom('agent_runs').selectAll().where('removed_at', 'is', null)
}

function about(run: AgentRun) {
  return { noun: 'agent run', rowId: run.id, incidentId: run.incidentId } as const
}

function runOf(row: Selectable<DB['agent_runs']>): AgentRun {
  return {
    id: row.id,
    incidentId: row.incident_id,
    role: row.role,
    model: row.model,
    modelVersion: row.model_version,
    tools: row.tools,
    permissions: row.permissions,
    autonomy: row.autonomy,
    modes: row.modes,
    gates: row.gates,
    claims: row.claims,
    version: row.version,
  }
}

function columnsOf(run: NewAgentRun) {
  return {
    incident_id: run.incidentId,
    role: run.role,
    model: run.model,
    model_version: run.modelVersion,
    tools: [...run.tools],
    permissions: [...run.permissions],
    autonomy: run.autonomy,
    modes: [...run.modes],
    gates: JSON.stringify(run.gates),
    claims: JSON.stringify(run.claims),
  }
}
