/** Versions of the severity policy, and how each incident is weighed under the one it was opened with. */
import type { Severity } from '@secondstory/review/model/severity'
import { type SeverityPolicy, usualPolicy, type Weighed } from '@secondstory/review/model/severity-policy'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { isSeenBy, type Viewer } from './standing.ts'
import { storableJson } from './storable.ts'

/** A policy with its version. */
export interface VersionedPolicy {
  readonly version: number
  readonly policy: SeverityPolicy
}

/** The version every installation starts with. */
const FIRST: VersionedPolicy = { version: 1, policy: usualPolicy }

/** Every version, the newest first; the one we ship stands last. */
export async function listPolicies(queries: Queries): Promise<readonly VersionedPolicy[]> {
  const rows = await queries
    .selectFrom('policies')
    .select(['version', 'policy'])
    .orderBy('version', 'desc')
    .execute()
  return [...rows, FIRST]
}

/** The policy new reviews are opened under. */
export async function readPolicy(queries: Queries): Promise<VersionedPolicy> {
  return (await listPolicies(queries))[0] ?? FIRST
}

/** Keeps a new version; false when somebody else kept one meanwhile. */
export async function addPolicy(queries: Queries, next: VersionedPolicy, author: Author): Promise<boolean> {
  const before = await readPolicy(queries)
  const row = await queries
    .insertInto('policies')
    .values({ version: next.version, policy: storableJson(next.policy), made_at: author.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  if (row === undefined) return false
  await recordChanges(queries, author, [
    {
      noun: 'policy',
      rowId: newId(),
      incidentId: null,
      verb: 'corrected',
      before: before.policy,
      after: next.policy,
    },
  ])
  return true
}

/** How an incident is weighed, and under which version of the policy. */
export interface Weighing extends Weighed {
  readonly incidentId: string
  readonly policyVersion: number
  readonly version: number
}

/** How an incident is weighed; one that never was is weighed by its severity under the policy we ship. */
export async function findWeighing(queries: Queries, incidentId: string): Promise<Weighing> {
  const row = await queries
    .selectFrom('weighings')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return {
    incidentId,
    policyVersion: row?.policy_version ?? 1,
    concerns: row?.concerns ?? [],
    version: row?.version ?? 1,
  }
}

/** Writes how an incident is weighed; its incident is locked. */
export async function saveWeighing(
  queries: Queries,
  change: { readonly before: Weighing; readonly after: Weighing; readonly because?: string | undefined },
  author: Author,
): Promise<Weighing> {
  if (isSame(change.before, change.after)) return change.before
  const after = { ...change.after, version: change.before.version + 1 }
  const columns = {
    policy_version: after.policyVersion,
    concerns: [...after.concerns],
    version: after.version,
  }
  await queries
    .insertInto('weighings')
    .values({ incident_id: after.incidentId, ...columns })
    .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(columns))
    .execute()
  const { incidentId } = after
  await recordChanges(queries, author, [
    {
      ...{ noun: 'duty', rowId: incidentId, incidentId, verb: 'corrected' },
      ...{ before: change.before, after, because: change.because },
    },
  ])
  return after
}

/** Opens an incident under the policy of today. */
export async function startWeighing(queries: Queries, incidentId: string): Promise<void> {
  const { version } = await readPolicy(queries)
  await queries
    .insertInto('weighings')
    .values({
      incident_id: incidentId,
      policy_version: version,
      concerns: [],
      version: 1,
    })
    .execute()
}

/** An incident of the past as a trial of a policy needs it. */
export type PastIncident = Weighed & {
  readonly number: number
  readonly title: string
  readonly severity: Severity
  readonly potential_severity: Severity | null
  readonly ended_at: string | null
}

/** The newest incidents whoever asks may see, for a trial of a policy. */
export async function listPast(
  queries: Queries,
  viewer: Viewer,
  limit: number,
): Promise<readonly PastIncident[]> {
  const rows = await queries
    .selectFrom('incidents')
    .leftJoin('weighings', 'weighings.incident_id', 'incidents.id')
    .select(['number', 'title', 'severity', 'ended_at', 'incidents.potential_severity', 'concerns'])
    .where('removed_at', 'is', null)
    .where('is_sample', '=', false)
    .where(isSeenBy(viewer))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ concerns, ...row }) => ({ ...row, concerns: concerns ?? [] }))
}
