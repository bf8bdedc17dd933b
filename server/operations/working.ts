/** Work that nobody waits for: which there is, and who is alive to do it. A door runs it. */
import { later } from '@secondstory/review/model/instants'
import { listWaitingIntegrations, sweepDeliveries } from '../store/deliveries.ts'
import { noteTrouble } from '../store/integrations.ts'
import type { Store } from '../store/store.ts'
import { BATCH, readDeliveries } from './delivery-reading.ts'

export { forgetWorkers, listDeadWorkers, seeWorkers } from '../store/workers.ts'
export { dueProposals, proposeDue } from './proposal-turns.ts'

/** Longest one job reads before it gives others a turn. */
const TURN_MS = 20_000

/**
 * Reads everything an integration sent that waits, and answers whether more does. A defect is told on the page of the
 * integration; what was not read goes on waiting.
 */
export async function readWaiting(store: Store, integrationId: string): Promise<boolean> {
  const began = performance.now()
  while (performance.now() - began < TURN_MS) {
    const read = await readDeliveries(store, integrationId, new Date().toISOString()).catch(
      async (error: unknown) => {
        const sentence =
          'Reading what it sent broke off on our side; everything is stored and is tried again, and the log says what happened.'
        await noteTrouble(store.queries, integrationId, { sentence, at: new Date().toISOString() })
        throw error
      },
    )
    // What arrived meanwhile asks to be read by itself: in a storm a few large batches cost less than many small ones.
    if (read < BATCH) return false
  }
  return true
}

/** Integrations whose deliveries wait, whoever stored them. */
export async function waitingIntegrations(store: Store): Promise<readonly string[]> {
  return listWaitingIntegrations(store.queries)
}

const DAY_MS = 86_400_000
/** No sender repeats a delivery after three days, so its key may go after thirty. */
const KEPT_DAYS = 30

/** Forgets deliveries that became evidence a month ago. */
export async function sweepOldDeliveries(store: Store, now: string): Promise<number> {
  return sweepDeliveries(store.queries, later(now, -KEPT_DAYS * DAY_MS))
}
