/** The register and the timeline as rules propose them, from all evidence of an incident. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { proposing } from '@secondstory/review/ingest/proposals'
import { proposedParticipants, registerOf } from '@secondstory/review/ingest/register'
import { sourceChanges } from '@secondstory/review/ingest/revisions'
import { weightsOf } from '@secondstory/review/ingest/weights'
import type { Evidence } from '@secondstory/review/model/evidence'
import type { Queries } from '../store/database.ts'
import { readAllEvidence } from '../store/evidence.ts'
import { findIncident } from '../store/incidents.ts'
import {
  countedProposals,
  type FreshProposals,
  type ProposalsStored,
  replaceProposals,
} from '../store/proposals.ts'
import { readRegister, replaceParticipants } from '../store/register.ts'
import { markSourceChanges } from '../store/timeline.ts'
import { readWeightsRow } from '../store/weights.ts'
import { inSlices } from './breath.ts'
import { rememberGrounds } from './proposal-grounds.ts'

/** What came of proposing. */
export interface Proposed extends ProposalsStored {
  /** Pieces of evidence that were weighed for it. */
  readonly weighed: number
  /** What is new, by the import its first evidence came with, when everything was weighed. */
  readonly byImport: ReadonlyMap<string, ProposalsStored>
}

/** Proposes participants and timeline anew from everything there is, and answers how many events are new. */
export async function proposeAll(
  queries: Queries,
  incidentId: string,
  between: () => Promise<void>,
): Promise<Proposed> {
  const evidence: Evidence[] = []
  for await (const page of readAllEvidence(queries, incidentId)) {
    for (const each of page) evidence.push(each)
    await between()
    await nextTurn()
  }
  const { kept, open } = await readRegister(queries, incidentId)
  const proposed = proposedParticipants(evidence, kept).map((each) => ({
    ...each,
    incidentId,
    name: each.name === '' ? each.role : each.name,
  }))
  await replaceParticipants(queries, incidentId, { open, proposed })
  await nextTurn()
  const { chosen } = await readWeightsRow(queries)
  const incident = await findIncident(queries, { id: incidentId })
  const options = { weights: weightsOf(chosen), marks: incident ?? {} }
  const changeOf = sourceChanges(evidence)
  const events = await inSlices(proposing(evidence, registerOf([...kept, ...proposed]), options), between)
  await between()
  const proposals = events.map((event) => ({
    ...event,
    state: event.state === 'proposed' ? ('proposed' as const) : ('tray' as const),
  }))
  const fresh = await replaceProposals(queries, incidentId, { proposals })
  const author = { personId: null, at: new Date().toISOString() }
  await markSourceChanges(queries, { incidentId, changeOf }, author)
  await rememberGrounds(queries, incidentId, evidence)
  return { ...countedProposals(fresh), weighed: evidence.length, byImport: byImport(fresh, evidence) }
}

function byImport(
  fresh: FreshProposals,
  evidence: readonly Evidence[],
): ReadonlyMap<string, ProposalsStored> {
  const events = new Map(fresh.map((event) => [event.evidenceIds[0], event]))
  const counts = new Map<string, { proposed: number; tray: number }>()
  for (const { id, importId } of evidence) {
    const event = events.get(id)
    if (event === undefined) continue
    const own = counts.get(importId) ?? { proposed: 0, tray: 0 }
    own[event.state] += 1
    counts.set(importId, own)
  }
  return counts
}
