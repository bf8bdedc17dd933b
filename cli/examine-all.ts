import { type Examined, type Job, openExaminer } from './examine.ts'
import { type Input, STANDARD_INPUT, untold } from './inputs.ts'

/** Below this a second thread costs more than it brings: each has to load the engine first. */
const WORTH_BYTES = 4 * 1024 * 1024

/** Examines every input; answers come in the order of the inputs, whoever was faster. */
export async function* examineAll(inputs: readonly Input[], job: Job): AsyncGenerator<Examined> {
  if (await isWorthThreads(inputs, job)) {
    const { examineInThreads } = await import('./threads.ts')
    yield* examineInThreads(inputs, job)
    return
  }
  const examine = openExaminer(job)
  for (const input of inputs) yield input.trouble === undefined ? examine(input.path) : untold(input)
}

async function isWorthThreads(inputs: readonly Input[], job: Job): Promise<boolean> {
  // Only the bundle has a file that a thread can begin with.
  if (import.meta.url.endsWith('.ts')) return false
  if (job.isFixing || inputs.length < 2 || inputs.some(({ path }) => path === STANDARD_INPUT)) return false
  const bytes = inputs.reduce((sum, input) => sum + (input.trouble === undefined ? input.size : 0), 0)
  if (bytes < WORTH_BYTES) return false
  const { availableParallelism } = await import('node:os')
  return availableParallelism() > 1
}
