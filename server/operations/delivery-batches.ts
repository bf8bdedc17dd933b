/** Many deliveries, few statements: what arrives while the last batch is being stored is stored with the next. */
import { isUnavailable } from '../store/database.ts'
import type { NewDelivery } from '../store/deliveries.ts'
import { Refusal } from './operation.ts'

/** Stores deliveries together. */
export interface Batches {
  /** Resolves once it is committed, and rejects when it could not be. */
  add(delivery: NewDelivery): Promise<void>
  /** Waits until everything that was added is stored. */
  close(): Promise<void>
}

/** How long the first of a batch waits for others. */
const GATHERING_MS = 4
const MOST_ROWS = 500
const MOST_BYTES = 8 * 1024 * 1024
/** What may wait in memory; beyond it senders are asked to come again, which all of them do. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024

interface Waiting {
  readonly delivery: NewDelivery
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** Gathers deliveries for `store`, which stores several with one statement. One statement runs at a time. */
export function openBatches(store: (deliveries: readonly NewDelivery[]) => Promise<void>): Batches {
  const waiting: Waiting[] = []
  let waitingBytes = 0
  let running: Promise<void> | null = null
  const run = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, GATHERING_MS))
    while (waiting.length > 0) {
      const batch = nextBatch(waiting)
      for (const { delivery } of batch) waitingBytes -= delivery.body.length
      await storeBatch(batch, store)
    }
  }
  return {
    add(delivery) {
      if (waitingBytes > MOST_WAITING_BYTES) {
        const sentence = 'More arrives at this moment than can be stored; send it again in a minute.'
        return Promise.reject(new Refusal('too-many', sentence))
      }
      return new Promise((done, failed) => {
        waiting.push({ delivery, done, failed })
        waitingBytes += delivery.body.length
        running ??= run().finally(() => {
          running = null
        })
      })
    },
    async close() {
      while (running !== null) await running
    },
  }
}

/** Takes what fits one statement, in the order of keys: two servers that store the same then never wait in a circle. */
function nextBatch(waiting: Waiting[]): readonly Waiting[] {
  let bytes = 0
  let count = 0
  while (count < waiting.length && count < MOST_ROWS && (count === 0 || bytes < MOST_BYTES)) {
    bytes += waiting[count]?.delivery.body.length ?? 0
    count += 1
  }
  return waiting.splice(0, count).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ delivery }: Waiting): string {
  return `${delivery.integrationId} ${delivery.key}`
}

/** One row that cannot be stored must not take the others with it, so a batch that failed is tried row by row. */
async function storeBatch(
  batch: readonly Waiting[],
  store: (deliveries: readonly NewDelivery[]) => Promise<void>,
): Promise<void> {
  const error = await failureOf(store(batch.map(({ delivery }) => delivery)))
  if (error === null) {
    for (const { done } of batch) done()
    return
  }
  if (batch.length === 1 || isUnavailable(error.thrown)) {
    for (const { failed } of batch) failed(error.thrown)
    return
  }
  for (const each of batch) await storeBatch([each], store)
}

async function failureOf(work: Promise<void>): Promise<{ readonly thrown: unknown } | null> {
  return work.then(
    () => null,
    (thrown: unknown) => ({ thrown }),
  )
}
