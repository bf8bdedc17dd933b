/** What integrations sent: listed, and given to the incident it belongs to. */
import { type DeliveryState, deliveryStates, hoursOf } from '@secondstory/review/model/deliveries'
import type { Incident } from '@secondstory/review/model/incident'
import type { Integration } from '@secondstory/review/model/integrations'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import {
  type Assignable,
  type DeliveriesFound,
  listDeliveries as listRows,
  type StoredDelivery,
  saveOutcomes,
  takeUnassigned,
} from '../store/deliveries.ts'
import { findIncident } from '../store/incidents.ts'
import { findIntegration } from '../store/integrations.ts'
import { found } from './answers.ts'
import { type BroughtIn, bringIn, type ToldDelivery, tellAll } from './delivery-reading.ts'
import { id, ids } from './fields.ts'
import { asked } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const states = Object.keys(deliveryStates)
const state = z.custom<DeliveryState>((value) => typeof value === 'string' && states.includes(value), {
  error: `expected one of ${states.join(', ')}`,
})

/**
 * Deliveries of an integration, or those that wait for someone to assign them and tell of the hours of an incident.
 * Their bodies are not in the answer: evidence is where words are read.
 */
export const listDeliveries = operation({
  name: 'listDeliveries',
  about:
    'Lists what an integration sent, or what arrived in the hours of an incident and belongs to none yet.',
  access: 'member',
  changes: false,
  input: z
    .object({
      integrationId: id.optional(),
      /** Those that fit the hours of this incident and belong to none. */
      incidentId: id.optional(),
      states: z.array(state).max(5).optional(),
      limit: z.int().min(1).max(500).default(50),
      after: z.string().max(2000).optional(),
    })
    .refine(({ integrationId, incidentId }) => integrationId !== undefined || incidentId !== undefined, {
      error: 'expected an integrationId or an incidentId',
    }),
  run: async (input, hands): Promise<DeliveriesFound> => {
    const { store } = hands
    const { incidentId, ...wanted } = input
    const incident = incidentId === undefined ? undefined : await incidentOf(store.queries, incidentId)
    const fitting = incident === undefined ? undefined : hoursOf(incident)
    const page = await listRows(store.queries, { ...wanted, seenBy: asked(hands), fitting })
    if (page !== null) return page
    throw new Refusal(
      'invalid',
      '`after` is no place in this list; send the `next` of the page before, or leave it out.',
    )
  },
})

async function incidentOf(queries: Queries, incidentId: string): Promise<Incident> {
  return found(await findIncident(queries, { id: incidentId }), 'incident')
}

/** What became of deliveries that were assigned. */
export interface Assigned extends BroughtIn {
  readonly assigned: number
  /** Deliveries no reader knows; they stay as they are. */
  readonly notUnderstood: number
}

/** Most deliveries of one call; whoever has more calls again. */
const MOST = 2000

/** Brings deliveries that belong to no incident into this one: the named ones, or all that tell of its hours. */
export const assignDeliveries = operation({
  name: 'assignDeliveries',
  about:
    'Brings deliveries that belong to no incident yet into one: those named, or all that arrived in its hours.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, ids: ids.optional() }),
  run: async (input, hands): Promise<Assigned> =>
    hands.store.transaction(async (queries) => {
      const incident = await incidentOf(queries, input.incidentId)
      const wanted: Assignable = input.ids === undefined ? { hours: hoursOf(incident) } : { ids: input.ids }
      const waiting = await takeUnassigned(queries, wanted, MOST)
      if (waiting.length === 0) {
        throw new Refusal(
          'not-found',
          'None of these deliveries waits to be assigned; they may belong to an incident already.',
        )
      }
      return assignAll(queries, { incident, waiting, now: hands.now })
    }),
})

async function assignAll(
  queries: Queries,
  assigning: {
    readonly incident: Incident
    readonly waiting: readonly StoredDelivery[]
    readonly now: string
  },
): Promise<Assigned> {
  const { incident, waiting, now } = assigning
  const sum = { assigned: 0, notUnderstood: 0, stored: 0, alreadyKnown: 0, proposed: 0, tray: 0 }
  for (const integrationId of [...new Set(waiting.map((each) => each.integrationId))].toSorted()) {
    const integration: Integration = found(await findIntegration(queries, integrationId), 'integration')
    const told = await tellAll(
      waiting.filter((each) => each.integrationId === integrationId),
      integration,
    )
    const known = told.filter((each) => each.told.notUnderstood === '')
    sum.notUnderstood += told.length - known.length
    if (known.length === 0) continue
    await saveOutcomes(
      queries,
      known.map((each) => assigned(each, incident.id)),
    )
    const brought = await bringIn(queries, { incidentId: incident.id, integration, told: known, now })
    sum.assigned += known.length
    sum.stored += brought.stored
    sum.alreadyKnown += brought.alreadyKnown
    sum.proposed += brought.proposed
    sum.tray += brought.tray
  }
  return sum
}

function assigned({ delivery, told }: ToldDelivery, incidentId: string) {
  const { at: happenedAt, summary } = told
  return { id: delivery.id, state: 'read', happenedAt, incidentId, summary, because: '' } as const
}
