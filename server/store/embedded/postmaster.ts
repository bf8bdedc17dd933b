import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { asAccount } from './account.ts'
import { type Cluster, directoryArgument, environmentOf } from './cluster.ts'
import { readPostmaster } from './orphan.ts'

/** One running PostgreSQL, our child. `ended` resolves when it is gone, for whatever reason. */
export type Postmaster = {
  readonly pid: number
  readonly port: number
  readonly ended: Promise<string>
  readonly stop: () => Promise<void>
}

/** Larger than PostgreSQL's own where a small team's review data profits, small enough for a 1 GB machine. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_destination: 'stderr',
  logging_collector: 'off',
}
const LOG_BYTES = 5_000_000

/** Starts PostgreSQL and resolves when it accepts connections; rejects with the end of its log when it does not. */
export async function startPostmaster(
  cluster: Cluster,
  wish: { readonly port: number; readonly settings: Readonly<Record<string, string>> },
): Promise<Postmaster> {
  const port = wish.port === 0 ? await freePort() : wish.port
  const child = launch(cluster, port, wish.settings)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, by) =>
      resolve(by === null ? `it ended with ${code ?? ''}` : `it was ended by ${by}`),
    )
  })
  const watchdog = watch(cluster, child)
  void ended.then(() => watchdog.stdin?.end('over\n'))
  const stop = async (): Promise<void> => {
    child.kill('SIGINT')
    const patience = setTimeout(() => child.kill('SIGQUIT'), 15_000)
    await ended
    clearTimeout(patience)
  }
  const failure = await untilReady(cluster, child, ended)
  if (failure === null) return { pid: child.pid ?? 0, port, ended, stop }
  if (child.pid !== undefined) await stop()
  throw new Error(failure)
}

/**
 * Its own process group: Ctrl-C in the terminal reaches the server only, which then closes its doors before the
 * database. Its log goes to a file, not through us, so that it outlives us.
 */
function launch(cluster: Cluster, port: number, settings: Readonly<Record<string, string>>): ChildProcess {
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const where = directoryArgument(cluster.directory, cluster.account)
  const log = openLog(join(cluster.directory, '..', 'postgres.log'))
  try {
    return spawn(cluster.binaries.postgres, ['-D', where, '-p', String(port), ...options], {
      ...asAccount(cluster.account),
      cwd: cluster.directory,
      detached: true,
      stdio: ['ignore', log, log],
      env: environmentOf(),
    })
  } finally {
    closeSync(log)
  }
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) {
    rmSync(`${path}.1`, { force: true })
    renameSync(path, `${path}.1`)
  }
  return openSync(path, 'a', 0o600)
}

/**
 * A shell that waits on a pipe only we hold. When this process dies, even by kill -9, the pipe ends and the shell
 * asks PostgreSQL for a fast shutdown. It first checks that postmaster.pid still names this process, because a
 * number may have been given to another one since.
 */
const WATCH =
  'if read -r word; then exit 0; fi; read -r pid < postmaster.pid; [ "$pid" = "$1" ] && kill -INT "$1"'

function watch(cluster: Cluster, child: ChildProcess): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', WATCH, 'sh', String(child.pid ?? 0)], {
    ...asAccount(cluster.account),
    cwd: cluster.directory,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: environmentOf(),
  })
  // Without a shell (Windows) a killed server leaves PostgreSQL running until the next start stops it.
  watchdog.on('error', () => undefined)
  watchdog.stdin?.on('error', () => undefined)
  watchdog.unref()
  return watchdog
}

/**
 * postmaster.pid says "ready" once recovery is done and the port answers. Recovery after a crash may take as long as
 * there is work to replay, so there is no deadline: only the end of the child is a failure.
 */
async function untilReady(
  cluster: Cluster,
  child: ChildProcess,
  ended: Promise<string>,
): Promise<string | null> {
  let failure: string | null = null
  void ended.then((reason) => {
    failure = reason
  })
  while (failure === null) {
    const found = readPostmaster(cluster.directory)
    if (found !== null && found.pid === child.pid && found.status === 'ready') return null
    await pause(8)
  }
  return failure
}

/** A port nobody listens on at this moment. Somebody may take it in between; the caller tries again with another. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
