/** From the command to the first answered request, on an empty data directory and again on the same one. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, median } from './report.ts'

const command = join(import.meta.dirname, '../run/start.mjs')
const WARM_STARTS = 3

/** First start on an empty data directory, and the median of warm ones. Everything is installed and built before. */
export async function startFigures(): Promise<readonly Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'second-story-bench-'))
  try {
    const first = await start(directory)
    const warm: number[] = []
    for (let round = 0; round < WARM_STARTS; round += 1) warm.push(await start(directory))
    return [
      {
        what: 'first start, to the first answered request',
        found: first,
        unit: 's',
        aim: 15,
        better: 'lower',
        how: 'npm start’s script, empty data directory',
      },
      {
        what: 'warm start, to the first answered request',
        found: median(warm),
        unit: 's',
        aim: 3,
        better: 'lower',
        how: `same data directory, median of ${WARM_STARTS}`,
      },
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Seconds until /healthz answers; the server is stopped again. */
async function start(directory: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const server = spawn(process.execPath, [command], {
    env: { ...process.env, DATA_DIR: directory, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  while (!(await answers(port))) {
    if (server.exitCode !== null)
      throw new Error(`The server ended with ${server.exitCode} before it answered.`)
    await pause(5)
  }
  const seconds = (performance.now() - began) / 1000
  server.kill('SIGTERM')
  await ended
  return seconds
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
