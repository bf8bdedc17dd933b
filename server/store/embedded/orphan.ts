import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { StartRefusal } from '../start-refusal.ts'
import type { Cluster } from './cluster.ts'
import { postgresProcessesIn, readProcess, signal } from './processes.ts'

/** The lines of postmaster.pid that we read. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly status: string }

export function readPostmaster(directory: string): Postmaster | null {
  try {
    const lines = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3] ?? ''), status: (lines[7] ?? '').trim() }
  } catch {
    return null
  }
}

/**
 * Leaves the cluster with no PostgreSQL on it. The caller holds the directory's lock, so any PostgreSQL found here
 * belongs to a server that was killed. We stop it rather than adopt it: only our own child tells us when it ends.
 *
 * postmaster.pid goes away only when its process is proven to be something else (the number was used again, or it
 * is a zombie nobody collects); PostgreSQL would otherwise refuse to start for ever.
 */
export async function clearOrphan(cluster: Cluster): Promise<void> {
  const found = readPostmaster(cluster.directory)
  const running = found === null ? null : readProcess(found.pid)
  if (found !== null && running !== null && (await isOnCluster(found, cluster))) {
    // Told by when it was born: it may end by itself from here on, and its number may be another's then.
    await stopPostmaster({ pid: found.pid, bornAt: running.bornAt }, cluster.directory)
  }
  await waitForBackends(cluster.directory)
  const left = readPostmaster(cluster.directory)
  if (left === null) return
  const isRunning = readProcess(left.pid) !== null && (await isOnCluster(left, cluster))
  if (!isRunning && answersSignals(left.pid))
    rmSync(join(cluster.directory, 'postmaster.pid'), { force: true })
}

/**
 * Where the system shows a process's directory, PostgreSQL stands in its own. Elsewhere we ask the server itself:
 * it knows our password and its data_directory, or it is somebody else's.
 */
async function isOnCluster(postmaster: Postmaster, cluster: Cluster): Promise<boolean> {
  const standsIn = readProcess(postmaster.pid)?.directory ?? null
  if (standsIn !== null) return standsIn === realpathSync(cluster.directory)
  const client = new Client({
    host: '127.0.0.1',
    port: postmaster.port,
    user: 'postgres',
    password: cluster.secret,
    database: 'postgres',
    connectionTimeoutMillis: 3_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query<{ data_directory: string }>('show data_directory')
    return answer.rows[0]?.data_directory === realpathSync(cluster.directory)
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown, then immediate shutdown, then the hard way: committed work is safe in all three. */
async function stopPostmaster(
  { pid, bornAt }: { readonly pid: number; readonly bornAt: string },
  directory: string,
): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]
  for (const [name, patience_ms] of steps) {
    const deadline = Date.now() + patience_ms
    if (readProcess(pid)?.bornAt === bornAt) signal(pid, name)
    while (Date.now() < deadline) {
      if (readProcess(pid)?.bornAt !== bornAt) return
      await pause(10)
    }
  }
  throw new StartRefusal(
    `A PostgreSQL left over from an earlier server (process ${pid}) still uses ${directory} and does not stop; stop it by hand and start again.`,
  )
}

/** Backends of a killed postmaster notice within moments; a new one refuses while they still hold shared memory. */
async function waitForBackends(directory: string): Promise<void> {
  if (!existsSync(directory)) return
  const real = realpathSync(directory)
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const left = postgresProcessesIn(real)
    if (left.length === 0) return
    if (Date.now() > deadline - 6_000) for (const pid of left) signal(pid, 'SIGQUIT')
    await pause(20)
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
