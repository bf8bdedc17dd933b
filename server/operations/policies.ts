/** The severity policy: what is owed after an incident and by when, edited by keepers, tried on the past, versioned. */

import { moment } from '@secondstory/review/model/instants'
import { severityBlockers } from '@secondstory/review/model/policy'
import type { Severity, SeverityRule } from '@secondstory/review/model/severity'
import {
  concerns,
  countedAs,
  type DueDate,
  type Duty,
  dueDates,
  type PolicyTrial,
  policyProblems,
  rowOf,
  type SeverityPolicy,
  triedOn,
  type Weighed,
} from '@secondstory/review/model/severity-policy'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import {
  addPolicy,
  findWeighing,
  listPast,
  listPolicies,
  readPolicy as readNewest,
  saveWeighing,
  type VersionedPolicy,
} from '../store/policies.ts'
import { corrected, found, refuseFor } from './answers.ts'
import { id, nothing, ofIncident, prose, severity, version } from './fields.ts'
import { asked, by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const hours = z.int().min(0).max(8760).nullable()
const row = z.object({
  severity,
  criteria: prose(500).pipe(z.string().trim()),
  review: z.enum(['required', 'recommended', 'optional']),
  hours: z.object({ draft: hours, meeting: hours, publication: hours } satisfies Record<Duty, unknown>),
})
const counted = severity.nullable()
const policy = z
  .object({
    rows: z.array(row).length(4),
    meansAtLeast: z.object({ 'data-loss': counted, security: counted, 'short-outage': counted }),
  })
  .refine(({ rows }) => new Set(rows.map((each) => each.severity)).size === 4, {
    error: 'expected one row for each of the four severities',
  })

/** The policy new reviews are opened under. */
export const readPolicy = operation({
  name: 'readPolicy',
  about: 'Reads the severity policy new reviews are opened under, with its version.',
  access: 'member',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<VersionedPolicy> => readNewest(store.queries),
})

/** Past incidents a trial looks at. */
const MOST_TRIED = 500

/** What a policy would have meant for the incidents of the past; nothing is kept. */
export const checkPolicy = operation({
  name: 'checkPolicy',
  about:
    'Tries a severity policy on the incidents of the past: which would have been due, or due at another time.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: z.object({ policy }),
  run: async ({ policy: after }, hands): Promise<readonly PolicyTrial[]> => {
    const { store } = hands
    refuseFor(policyProblems(after))
    const past = await listPast(store.queries, asked(hands), MOST_TRIED)
    const { policy: before } = await readNewest(store.queries)
    return triedOn(
      past.map(({ potential_severity: potentialSeverity, ended_at: ended, ...each }) => ({
        ...{ ...each, potentialSeverity },
        endedAt: ended === null ? null : moment(ended),
      })),
      { before, after },
    )
  },
})

/** Keeps a new version of the policy. Reviews that are open stay under theirs. */
export const correctPolicy = operation({
  name: 'correctPolicy',
  about:
    'Keeps a new version of the severity policy, for reviews opened from now on; open ones stay under theirs.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object({ version, policy }),
  run: async (given, hands): Promise<VersionedPolicy> => {
    refuseFor(policyProblems(given.policy))
    return hands.store.transaction(async (queries) => {
      const before = await readNewest(queries)
      const next = { version: given.version + 1, policy: given.policy }
      if (before.version !== given.version || !(await addPolicy(queries, next, by(hands)))) {
        throw new Refusal(
          'conflict',
          `The policy was changed meanwhile: we have version ${before.version} and the change was made to version ${given.version}. Both are here to compare.`,
          { current: await readNewest(queries) },
        )
      }
      return next
    })
  },
})

/** What is owed after an incident, and every reason for it. */
export interface Duties extends Weighed {
  readonly policyVersion: number
  readonly meansAtLeast: Severity
  readonly review: SeverityRule['review']
  readonly dates: readonly DueDate[]
}

/** What is owed after one incident: three dates, each with the rule that made it. */
export const readDuties = operation({
  name: 'readDuties',
  about:
    'Reads what is owed after an incident: draft, review and publication, each with the rule that made its date.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<Duties> => dutiesOf(store.queries, incidentId),
})

/** What is owed after one incident. */
export async function dutiesOf(queries: Queries, incidentId: string): Promise<Duties> {
  const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
  const weighing = await findWeighing(queries, incidentId)
  const under = await policyOf(queries, weighing.policyVersion)
  const { severity: meansAtLeast } = countedAs(incident, weighing, under)
  const { concerns: named, policyVersion } = weighing
  return {
    ...{ concerns: named, policyVersion, meansAtLeast },
    review: rowOf(meansAtLeast, under).review,
    dates: dueDates(incident, weighing, under),
  }
}

async function policyOf(queries: Queries, wanted: number): Promise<SeverityPolicy> {
  const all = await listPolicies(queries)
  return found(all.find((each) => each.version === wanted) ?? null, 'policy').policy
}

/** Says what an incident touched. What makes its duties milder needs a reason. */
export const correctDuties = operation({
  name: 'correctDuties',
  about:
    'Says what an incident could have been and what it touched; what makes its duties milder needs a reason.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    concerns: z
      .array(z.enum(concerns))
      .transform((all) => concerns.filter((each) => all.includes(each)))
      .optional(),
    because: prose(2000).optional(),
  }),
  run: async ({ incidentId, because, ...given }, hands): Promise<Duties> =>
    hands.store.transaction(async (queries) => {
      const incident = found(await lockIncident(queries, incidentId), 'incident')
      const before = await findWeighing(queries, incidentId)
      const under = await policyOf(queries, before.policyVersion)
      const after = corrected(before, given)
      const counts = (weighed: Weighed) => ({ severity: countedAs(incident, weighed, under).severity })
      refuseFor(severityBlockers(counts(before), counts(after), because ?? ''))
      await saveWeighing(queries, { before, after, because: because?.trim() }, by(hands))
      return dutiesOf(queries, incidentId)
    }),
})
