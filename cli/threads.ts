import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Examined, Job } from './examine.ts'
import { type Input, untold } from './inputs.ts'

const MOST_THREADS = 8

/** What a thread answers: the place of the file in the list, and what came of it. */
export interface Answer {
  readonly index: number
  readonly examined: Examined
}

/** Examines files in several threads. Each takes the next file when it is done with one; answers keep the order of the list. */
export async function* examineInThreads(inputs: readonly Input[], job: Job): AsyncGenerator<Examined> {
  const waiting = inputs.map(openPlace)
  const readable = inputs.flatMap((input, index) =>
    input.trouble === undefined ? [{ index, path: input.path }] : [],
  )
  inputs.forEach((input, index) => {
    if (input.trouble !== undefined) waiting[index]?.resolve(untold(input))
  })
  const count = Math.min(availableParallelism(), MOST_THREADS, readable.length)
  const threads = Array.from({ length: count }, () => openThread(job))
  let next = 0
  for (const thread of threads) {
    const give = () => {
      const work = readable[next++]
      if (work) thread.postMessage(work)
    }
    thread.on('message', ({ index, examined }: Answer) => {
      waiting[index]?.resolve(examined)
      give()
    })
    thread.on('error', (error) => {
      for (const each of waiting) each.reject(error)
    })
    give()
  }
  try {
    for (const each of waiting) yield await each.promise
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

/** An answer that is waited for; a failure before anyone waits is kept for when someone does. */
interface Waiting {
  readonly promise: Promise<Examined>
  readonly resolve: (examined: Examined) => void
  readonly reject: (error: unknown) => void
}

function openPlace(): Waiting {
  let resolve: Waiting['resolve'] = () => {}
  let reject: Waiting['reject'] = () => {}
  const promise = new Promise<Examined>((yes, no) => {
    resolve = yes
    reject = no
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}

function openThread(job: Job): Worker {
  return new Worker(new URL('./thread.js', import.meta.url), { workerData: job })
}
