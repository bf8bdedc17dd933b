/** Long work in slices: one process answers everyone, so nobody computes for longer than a blink. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest time between two breaths. */
const SLICE_MS = 12

/** Counts time since the last breath. */
export interface Breath {
  /** Whether it is time; cheap enough to ask after every record. */
  isDue(): boolean
  /** Lets everything else that waits run first. */
  take(): Promise<void>
}

/** Starts a slice. */
export function startBreath(): Breath {
  let since_ms = performance.now()
  return {
    isDue: () => performance.now() - since_ms > SLICE_MS,
    async take() {
      await nextTurn()
      since_ms = performance.now()
    },
  }
}

/** Runs a generator to its end in slices and answers what it returns. `between` is called between two slices. */
export async function inSlices<T>(steps: Generator<unknown, T>, between?: () => Promise<void>): Promise<T> {
  const breath = startBreath()
  let step = steps.next()
  while (step.done !== true) {
    if (breath.isDue()) {
      await between?.()
      await breath.take()
    }
    step = steps.next()
  }
  return step.value
}
