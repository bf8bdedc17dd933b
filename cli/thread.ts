import { parentPort, workerData } from 'node:worker_threads'
import { type Job, openExaminer } from './examine.ts'
import type { Answer } from './threads.ts'

// One thread of several: is given a file, answers with what came of it, and waits for the next.

const job: Job = workerData
const examine = openExaminer(job)

parentPort?.on('message', async ({ index, path }: { readonly index: number; readonly path: string }) => {
  const answer: Answer = { index, examined: await examine(path) }
  parentPort?.postMessage(answer)
})
