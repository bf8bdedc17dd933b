/**
 * Deliveries become evidence: a batch of those that wait is read, each goes to its incident, and what follows from the
 * evidence is proposed once for each incident. All of it in one transaction, so a server that stops in the middle
 * leaves them waiting, and the keys of evidence make a second reading harmless.
 */
import { defaultDraft } from '@secondstory/review/documents/template'
import { type RoutedIncident, routeOf } from '@secondstory/review/model/deliveries'
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import type { Incident } from '@secondstory/review/model/incident'
import { moment } from '@secondstory/review/model/instants'
import type { Integration } from '@secondstory/review/model/integrations'
import { recordChanges } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import {
  type DeliveryOutcome,
  listRoutable,
  type StoredDelivery,
  saveOutcomes,
  takeWaiting,
} from '../store/deliveries.ts'
import { storeEvidence } from '../store/evidence.ts'
import { growImport, openLiveImport, takeTurn } from '../store/imports.ts'
import { openIncident } from '../store/incidents.ts'
import { findIntegration } from '../store/integrations.ts'
import type { ProposalsStored } from '../store/proposals.ts'
import type { Store } from '../store/store.ts'
import { startBreath } from './breath.ts'
import { type Told, tellDelivery } from './delivery-telling.ts'
import { wakeNamed } from './issue-hints.ts'
import { proposeInTurn } from './proposal-turns.ts'
import { collectFresh, type Fresh } from './proposals-near.ts'

/** Most deliveries of one batch. Larger ones propose less often, smaller ones hold a transaction for less long. */
export const BATCH = 1000

/** A delivery and what it tells. */
export interface ToldDelivery {
  readonly delivery: StoredDelivery
  readonly told: Told
}

/** Reads the deliveries of an integration that wait, one batch of them, and answers how many it were. */
export async function readDeliveries(store: Store, integrationId: string, now: string): Promise<number> {
  return store.transaction(async (queries) => {
    const waiting = await takeWaiting(queries, integrationId, BATCH)
    if (waiting.length === 0) return 0
    const integration = await findIntegration(queries, integrationId)
    if (integration === null) {
      await saveOutcomes(queries, waiting.map(orphaned))
      return waiting.length
    }
    await wakeNamed(queries, { integration, deliveries: waiting, at: now })
    const told = await tellAll(waiting, integration)
    await settle(queries, { integration, told, now })
    return waiting.length
  })
}

function orphaned({ id, receivedAt }: StoredDelivery): DeliveryOutcome {
  const because = 'Its integration was removed before it was read.'
  return { id, state: 'refused', happenedAt: receivedAt, incidentId: null, summary: '', because }
}

/** Reads deliveries in slices, so that the server answers others meanwhile. */
export async function tellAll(
  deliveries: readonly StoredDelivery[],
  integration: Pick<Integration, 'kind' | 'settings'>,
): Promise<readonly ToldDelivery[]> {
  const breath = startBreath()
  const all: ToldDelivery[] = []
  for (const delivery of deliveries) {
    all.push({ delivery, told: await tellDelivery(delivery, integration) })
    if (breath.isDue()) await breath.take()
  }
  return all
}

interface Batch {
  readonly integration: Integration
  readonly told: readonly ToldDelivery[]
  readonly now: string
}

/** Sends each to its incident, writes what became of it, and brings the evidence in. */
async function settle(queries: Queries, batch: Batch): Promise<void> {
  const routing = await openRouting(queries, batch)
  const outcomes: DeliveryOutcome[] = []
  const byIncident = new Map<string, ToldDelivery[]>()
  for (const each of batch.told.toSorted((a, b) => (a.told.at < b.told.at ? -1 : 1))) {
    const outcome = await outcomeOf(each, routing)
    outcomes.push(outcome)
    if (outcome.incidentId === null) continue
    byIncident.set(outcome.incidentId, [...(byIncident.get(outcome.incidentId) ?? []), each])
  }
  await saveOutcomes(queries, outcomes)
  // In one order everywhere, so that two readers never wait for each other.
  for (const incidentId of [...byIncident.keys()].toSorted()) {
    const told = byIncident.get(incidentId) ?? []
    await bringIn(queries, { incidentId, integration: batch.integration, told, now: batch.now })
  }
}

/** Where deliveries of one batch may go. */
interface Routing {
  readonly integration: Integration
  readonly incidents: readonly RoutedIncident[]
  /** Opens an incident for an alert, and knows it from then on. */
  open(told: Told): Promise<Incident>
}

async function openRouting(queries: Queries, { integration, told, now }: Batch): Promise<Routing> {
  const times = told.map(({ told: { at } }) => at).toSorted()
  const hours = { from: times.at(0) ?? now, to: times.at(-1) ?? now }
  const incidents: RoutedIncident[] =
    integration.routing === 'by-hand' ? [] : [...(await listRoutable(queries, hours))]
  return {
    integration,
    incidents,
    async open(first) {
      const opened = await openFor(queries, first, now)
      incidents.push(opened)
      return opened
    },
  }
}

async function outcomeOf({ delivery, told }: ToldDelivery, routing: Routing): Promise<DeliveryOutcome> {
  const known = { id: delivery.id, happenedAt: told.at, incidentId: null, summary: told.summary }
  if (told.notUnderstood !== '') return { ...known, state: 'not-understood', because: told.notUnderstood }
  if (told.drafts.length === 0)
    return { ...known, state: 'read', because: 'It holds nothing that belongs on a timeline.' }
  const { routing: how, settings } = routing.integration
  if (how === 'by-hand')
    return {
      ...known,
      state: 'unassigned',
      because: 'This integration waits for someone to assign what it brings.',
    }
  const route = routeOf(told, routing.incidents)
  if (route.incidentId !== null) return { ...known, state: 'read', incidentId: route.incidentId, because: '' }
  if (settings.opensIncidents && route.underWay === 0 && isAlarm(told.drafts)) {
    const opened = await routing.open(told)
    return { ...known, state: 'read', incidentId: opened.id, because: 'It opened this incident.' }
  }
  return { ...known, state: 'unassigned', because: route.because }
}

/** Whether something began: an alert, or somebody was called. */
function isAlarm(drafts: readonly EvidenceDraft[]): boolean {
  return drafts.some(({ kind }) => kind === 'alert' || kind === 'page')
}

/** An incident as an alert opens it: SEV3 until someone looks, started when the alert did. */
async function openFor(queries: Queries, told: Told, now: string): Promise<Incident> {
  const alarm = told.drafts.find(({ kind }) => kind === 'alert' || kind === 'page')
  const [title = ''] = told.summary.split('\n')
  const incident = {
    title: title.slice(0, 200) || 'An alert',
    kind: 'incident',
    severity: 'SEV3',
    potentialSeverity: null,
    startedAt: alarm?.happenedAt ?? moment(told.at),
    detectedAt: alarm?.happenedAt ?? moment(told.at),
    mitigatedAt: null,
    endedAt: null,
    components: [],
    summary: '',
    isSample: false,
  } as const
  return openIncident(queries, { incident, draftText: defaultDraft }, { personId: null, at: now })
}

/** Deliveries on their way into one incident. */
export interface Arriving {
  readonly incidentId: string
  readonly integration: Integration
  readonly told: readonly ToldDelivery[]
  readonly now: string
}

/** What came of them. */
export interface BroughtIn extends ProposalsStored {
  readonly stored: number
  readonly alreadyKnown: number
}

/** Stores what deliveries tell as evidence of an incident and proposes anew. The receipt of the integration grows. */
export async function bringIn(queries: Queries, arriving: Arriving): Promise<BroughtIn> {
  const receipt = await storeTold(queries, arriving)
  const { incidentId, now } = arriving
  const { importId, fresh } = receipt
  const arrived = { incidentId, importId, fresh, now }
  const proposed = await proposeInTurn(queries, arrived, async () => undefined)
  await growImport(queries, receipt.importId, { ...proposed })
  return { stored: receipt.stored, alreadyKnown: receipt.alreadyKnown, ...proposed }
}

async function storeTold(
  queries: Queries,
  { incidentId, integration, told, now }: Arriving,
): Promise<{
  readonly importId: string
  readonly fresh: Fresh
  readonly stored: number
  readonly alreadyKnown: number
}> {
  await takeTurn(queries, incidentId)
  const drafts = told.flatMap((each) => each.told.drafts)
  const { receipt, isNew } = await openLiveImport(queries, {
    incidentId,
    integrationId: integration.id,
    fileName: `${integration.name} (live)`,
    source: drafts[0]?.source ?? 'unknown',
    now,
  })
  if (isNew) {
    const change = { noun: 'import', rowId: receipt.id, incidentId, verb: 'added', before: null } as const
    const author = { personId: null, at: now }
    await recordChanges(queries, author, [{ ...change, after: { ...receipt, title: receipt.fileName } }])
  }
  const importId = receipt.id
  const fresh = collectFresh()
  let stored = 0
  for (let from = 0; from < drafts.length; from += 500) {
    const batch = drafts.slice(from, from + 500)
    const keys = await storeEvidence(queries, { incidentId, importId }, batch)
    fresh.add(batch, keys)
    stored += keys.length
  }
  await growImport(queries, importId, {
    recordsRead: drafts.length,
    stored,
    alreadyKnown: drafts.length - stored,
    secretsRemoved: told.reduce(
      (sum, each) => sum + each.delivery.secretsRemoved + each.told.secretsRemoved,
      0,
    ),
    sizeBytes: told.reduce((sum, each) => sum + Buffer.byteLength(each.delivery.body), 0),
  })
  return { importId, fresh, stored, alreadyKnown: drafts.length - stored }
}
