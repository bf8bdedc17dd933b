/** When proposals of an incident were made last, and what has waited for them since. */
import { sql } from 'kysely'
import type { Queries } from './database.ts'

/** How the proposals of an incident stand to its evidence. */
export interface ProposalTurn {
  readonly madeAt: string
  /** Pieces of evidence that were weighed then. */
  readonly weighed: number
  /** Pieces that arrived since. */
  readonly arrived: number
  /** When they are to be made; null when nothing waits for them. */
  readonly dueAt: string | null
  /** Imports whose evidence waits. */
  readonly importIds: readonly string[]
}

/** An incident whose proposals wait to be made. */
export interface DueProposals {
  readonly incidentId: string
  readonly dueAt: string
}

/** How they stand; null when none were made yet. */
export async function readTurn(queries: Queries, incidentId: string): Promise<ProposalTurn | null> {
  const row = await queries
    .selectFrom('proposal_turns')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { made_at: madeAt, weighed, arrived, due_at: dueAt, import_ids: importIds } = row
  return { madeAt, weighed, arrived, dueAt, importIds }
}

/** Writes how they stand from now on. */
export async function saveTurn(queries: Queries, incidentId: string, turn: ProposalTurn): Promise<void> {
  await sql`
    insert into proposal_turns (incident_id, made_at, weighed, arrived, due_at, import_ids)
    values (${incidentId}, ${turn.madeAt}, ${turn.weighed}, ${turn.arrived}, ${turn.dueAt}, ${[...turn.importIds]}::uuid[])
    on conflict (incident_id) do update set made_at = excluded.made_at, weighed = excluded.weighed,
      arrived = excluded.arrived, due_at = excluded.due_at, import_ids = excluded.import_ids`.execute(queries)
}

/** Incidents whose proposals wait, those first that have waited longest. */
export async function listDue(queries: Queries): Promise<readonly DueProposals[]> {
  const rows = await queries
    .selectFrom('proposal_turns')
    .select(['incident_id', 'due_at'])
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(200)
    .execute()
  return rows.flatMap((row) =>
    row.due_at === null ? [] : [{ incidentId: row.incident_id, dueAt: row.due_at }],
  )
}
