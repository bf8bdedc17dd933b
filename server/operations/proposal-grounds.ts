/** What the proposals of an incident rest on besides its evidence, and whether new evidence leaves that as it is. */
import { firstMetIn, isLocal } from '@secondstory/review/ingest/stretches'
import { fingerprintOf } from '@secondstory/review/ingest/words'
import type { Evidence, EvidenceDraft } from '@secondstory/review/model/evidence'
import type { Queries } from '../store/database.ts'
import { forgetGrounds, type Grounds, readGrounds, saveGrounds } from '../store/proposal-grounds.ts'
import { readRegister } from '../store/register.ts'
import { readWeightsRow } from '../store/weights.ts'

/** A fingerprint of everything but evidence that decides what is proposed. */
export async function groundsNow(queries: Queries, incidentId: string): Promise<string> {
  const { chosen } = await readWeightsRow(queries)
  const { kept, open } = await readRegister(queries, incidentId)
  const people = (all: typeof kept) =>
    all.map(({ id, name, handles, refs, role }) => JSON.stringify([id, name, handles, refs, role])).toSorted()
  const weights = Object.entries(chosen).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return fingerprintOf(JSON.stringify([weights, people(kept), people(open)]))
}

/** Writes down what proposals that were made from this evidence rest on, for those that will be made near new evidence. */
export async function rememberGrounds(
  queries: Queries,
  incidentId: string,
  evidence: readonly Evidence[],
): Promise<void> {
  const met = firstMetIn(evidence)
  if (met === null) return forgetGrounds(queries, incidentId)
  const firstMet = Object.fromEntries([...met].map(([ref, first]) => [fingerprintOf(ref), first]))
  await saveGrounds(queries, incidentId, { restsOn: await groundsNow(queries, incidentId), firstMet })
}

/** What proposals rest on; null when it has changed, or when the new evidence reaches further than its surroundings. */
export async function localGrounds(
  queries: Queries,
  { incidentId, drafts }: { readonly incidentId: string; readonly drafts: readonly EvidenceDraft[] },
): Promise<Grounds | null> {
  const grounds = await readGrounds(queries, incidentId)
  if (grounds === null) return null
  if (!isLocal(drafts, (ref) => grounds.firstMet[fingerprintOf(ref)])) return null
  return grounds.restsOn === (await groundsNow(queries, incidentId)) ? grounds : null
}
