import { readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import type { BaseLogger } from 'pino'
import { reasonOf, StartRefusal } from '../start-refusal.ts'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, makeCluster, makeDataDirectory, readOrMakeSecret } from './cluster.ts'
import { lockDirectory } from './lock.ts'
import { clearOrphan } from './orphan.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'

export type Log = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/** What a client needs to connect; the port may differ after PostgreSQL was restarted. */
export type Connection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/**
 * A PostgreSQL that lives and dies with this process.
 *
 * stopped → starting → serving ⇄ restarting (PostgreSQL died alone) → stopped. While it restarts, connections are
 * refused; whatever was committed before is there afterwards, because PostgreSQL answers a commit after it is on disk.
 */
export type EmbeddedPostgres = {
  readonly connection: () => Connection
  readonly pid: () => number
  readonly whenRestarted: (listener: (connection: Connection) => void) => void
  readonly stop: () => Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDirectory: string
  readonly log: Log
  /** PostgreSQL settings on top of ours; tests trade durability for speed here. */
  readonly settings?: Readonly<Record<string, string>>
}

const DATABASE = 'secondstory'

/** Starts the embedded database, or throws a StartRefusal the keeper can act on. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.dataDirectory)
  makeDataDirectory(wanted)
  const dataDirectory = realpathSync(wanted)
  const lock = await lockDirectory(dataDirectory)
  try {
    const cluster = await prepareCluster(dataDirectory)
    const first = await startPatiently(cluster, options, 0)
    await makeDatabase(cluster, first.port)
    return supervise(cluster, options, { first, release: lock.release })
  } catch (error) {
    lock.release()
    throw error
  }
}

async function prepareCluster(dataDirectory: string): Promise<Cluster> {
  const directory = join(dataDirectory, 'postgres')
  const account = chooseAccount([directory, dataDirectory])
  const binaries = await findBinaries(account)
  const secret = readOrMakeSecret(dataDirectory)
  const cluster: Cluster = { directory, account, binaries, secret }
  await makeCluster(cluster)
  await clearOrphan(cluster)
  return cluster
}

/** The wished port first; a taken port or a straggler of the previous PostgreSQL is worth another try. */
async function startPatiently(cluster: Cluster, options: EmbeddedOptions, port: number): Promise<Postmaster> {
  let reason = ''
  for (let attempt = 0; attempt < 4; attempt += 1) {
    try {
      return await startPostmaster(cluster, {
        port: attempt < 2 ? port : 0,
        settings: options.settings ?? {},
      })
    } catch (error) {
      reason = reasonOf(error)
      await pause(100 * 2 ** attempt)
      await clearOrphan(cluster)
    }
  }
  const log = join(cluster.directory, '..', 'postgres.log')
  throw new StartRefusal(
    `The database in ${cluster.directory} did not start (${reason}; ${lastLine(log)}); its log is ${log}.`,
  )
}

function supervise(
  cluster: Cluster,
  options: EmbeddedOptions,
  held: { readonly first: Postmaster; readonly release: () => void },
): EmbeddedPostgres {
  const listeners: ((connection: Connection) => void)[] = []
  let current = held.first
  let isStopping = false
  let restarting: Promise<void> = Promise.resolve()

  const restart = async (reason: string): Promise<void> => {
    options.log.error({ reason }, 'The database ended by itself; it is started again')
    for (let wait_ms = 0; !isStopping; wait_ms = Math.min(2 * wait_ms + 100, 5_000)) {
      await pause(wait_ms)
      try {
        await clearOrphan(cluster)
        current = await startPatiently(cluster, options, current.port)
        options.log.warn({ pid: current.pid }, 'The database is back')
        watchOver(current)
        for (const listener of listeners) listener(connectionOf(cluster, current.port))
        return
      } catch (error) {
        options.log.error({ reason: reasonOf(error) }, 'The database could not be started again')
      }
    }
  }
  const watchOver = (postmaster: Postmaster): void => {
    void postmaster.ended.then((reason) => {
      if (!isStopping) restarting = restart(reason)
    })
  }
  watchOver(current)
  return {
    connection: () => connectionOf(cluster, current.port),
    pid: () => current.pid,
    whenRestarted: (listener) => void listeners.push(listener),
    stop: async () => {
      isStopping = true
      await restarting
      await current.stop()
      held.release()
    },
  }
}

function connectionOf(cluster: Cluster, port: number): Connection {
  return { host: '127.0.0.1', port, user: 'postgres', password: cluster.secret, database: DATABASE }
}

async function makeDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new Client({ ...connectionOf(cluster, port), database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

function lastLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? ''
  } catch {
    return 'no log'
  }
}
