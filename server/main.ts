import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { openDoors } from './doors/http.ts'
import { openJobs } from './doors/jobs.ts'
import { openOutbox } from './doors/outbox.ts'
import { openTrackers } from './doors/trackers.ts'
import { readEnvironment, type Settings } from './environment.ts'
import { rotateKey, rotationInWords } from './operations/key-rotation.ts'
import { makeFirstKeeper, setUpLink } from './operations/sign-in.ts'
import { sealAccounts } from './store/account-seals.ts'
import { type Database, openDatabase } from './store/database.ts'
import { refuseInterruptedImports } from './store/imports.ts'
import { migrate } from './store/migrate.ts'
import { forgetAllGrounds } from './store/proposal-grounds.ts'
import { codeOf, StartRefusal } from './store/start-refusal.ts'
import { beginKey, installationKeys, openStrongbox } from './store/strongbox.ts'

export type RunningServer = {
  /** Where people find it: PUBLIC_URL, or the address it listens on. */
  readonly address: string
  /** The one-time link that makes the first keeper; null once there is one. */
  readonly setUpLink: string | null
  readonly database: Database
  /** Closes the doors, then the database; whoever calls again waits for the same end. */
  readonly close: () => Promise<void>
}

/**
 * Starts a server in this process: settings, database, migrations, doors. Rejects with a StartRefusal whose message
 * is for the keeper. Tests start one with `{ PORT: '0', DATA_DIR: <temporary directory> }`.
 */
export async function startServer(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RunningServer> {
  const settings = readEnvironment(environment)
  if (typeof settings === 'string') throw new StartRefusal(settings)
  const log = openLog(settings)
  const database = await openDatabase({
    databaseUrl: settings.databaseUrl,
    dataDirectory: resolve(settings.dataDirectory),
    log,
  })
  return openOn(database, settings, log).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
}

async function openOn(database: Database, settings: Settings, log: Logger): Promise<RunningServer> {
  const applied = await migrate(database.pool, join(serverDirectory(), 'store', 'migrations'))
  if (applied.length > 0) log.info({ applied }, 'The database was brought up to date')
  await refuseInterruptedImports(database.queries, new Date().toISOString())
  await forgetAllGrounds(database.queries)
  // Before the doors open: nobody else can be the first in between.
  if (settings.keeper !== null) await makeFirstKeeper(database, settings.keeper, new Date().toISOString())
  const keys = installationKeys(settings, resolve(settings.dataDirectory))
  const strongbox = openStrongbox(keys.present, keys.former)
  const sealed = await sealAccounts(database.queries, strongbox)
  if (sealed > 0) log.info({ sealed }, 'Accounts that are not released were sealed')
  const isAlone = settings.databaseUrl === null
  const { outboundAllow } = settings
  const jobs = await openJobs({ database, log, strongbox, isAlone, outboundAllow })
  const doors = await openDoors({ database, settings, log, strongbox, jobs }).catch(
    async (error: unknown) => {
      await jobs.close()
      throw refusedPort(settings, codeOf(error)) ?? error
    },
  )
  const address = settings.publicUrl ?? doors.address
  const outbox = openOutbox({
    store: database,
    log,
    mail: settings.mail,
    outboundAllow: settings.outboundAllow,
    strongbox,
    publicUrl: address,
  })
  const trackers = openTrackers({ store: database, log, outboundAllow, strongbox, publicUrl: address })
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => {
    closing ??= doors
      .close()
      .finally(() => trackers.close())
      .finally(() => outbox.close())
      .finally(() => jobs.close())
      .finally(() => database.close())
    return closing
  }
  const link = await setUpLink(database, address).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { address, setUpLink: link, database, close }
}

/**
 * Seals everything with another key and writes what it did; answers the exit code. It opens the database and no door, so
 * it runs beside servers on a database of one's own, and in place of the one server on the embedded database.
 */
export async function rotateInstallationKey(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const answer = await rotateOn(environment).catch((error: unknown) => {
    if (error instanceof StartRefusal) return { isDone: false, words: `${error.message}\n` }
    throw error
  })
  const stream = answer.isDone ? process.stdout : process.stderr
  stream.write(answer.words)
  return answer.isDone ? 0 : 2
}

async function rotateOn(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly isDone: boolean; readonly words: string }> {
  const settings = readEnvironment(environment)
  if (typeof settings === 'string') return { isDone: false, words: `${settings}\n` }
  const dataDirectory = resolve(settings.dataDirectory)
  const log = openLog(settings)
  const database = await openDatabase({ databaseUrl: settings.databaseUrl, dataDirectory, log })
  const work = async () => {
    await migrate(database.pool, join(serverDirectory(), 'store', 'migrations'))
    // After the database is open: with the embedded one that says that no server runs on the former key.
    beginKey(settings, dataDirectory)
    const { present, former } = installationKeys(settings, dataDirectory)
    if (former === null) throw new StartRefusal(NO_FORMER_KEY)
    const keys = { present: openStrongbox(present), former: openStrongbox(former) }
    await sealAccounts(database.queries, keys.present)
    return rotateKey({ store: database, now: new Date().toISOString() }, keys)
  }
  const done = await work().finally(() => database.close())
  return { isDone: true, words: rotationInWords(done) }
}

const NO_FORMER_KEY =
  'There is no former key to open what is sealed; set SECONDSTORY_KEY to the new key and SECONDSTORY_OLD_KEY to the one it follows, in every server, then run this again.'

function refusedPort(settings: Settings, code: string): StartRefusal | null {
  const { host, port } = settings
  const found: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is in use by another program; stop that one, or set PORT to another port (0 takes any free one).`,
    EACCES: `Port ${port} on ${host} is closed to this account; set PORT to a number from 1024 up.`,
    EADDRNOTAVAIL: `HOST is ${host}, which is no address of this machine; set it to 127.0.0.1, 0.0.0.0 or an address it has.`,
    ENOTFOUND: `HOST is ${host}, which is no name this machine knows; set it to 127.0.0.1, 0.0.0.0 or an address it has.`,
  }
  const sentence = found[code]
  return sentence === undefined ? null : new StartRefusal(sentence)
}

/** Synchronous, because the last lines before an exit are the ones somebody will look for. */
function openLog(settings: Settings): Logger {
  return pino({ level: settings.logLevel, base: null }, pino.destination({ fd: 2, sync: true }))
}

/** This file lies in server/ as source and in server/dist/ as a bundle; the migrations stay where they are. */
function serverDirectory(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return basename(here) === 'dist' ? dirname(here) : here
}

/** Longer than any request may take; whoever still waits then would wait for ever. */
const CLOSING_MS = 40_000

/**
 * Runs the server until a signal ends it, and answers the exit code. A second signal does not wait: PostgreSQL is then
 * stopped by its watchdog.
 */
export async function runServer(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  let end: (code: number) => void = () => undefined
  const ended = new Promise<number>((resolveCode) => {
    end = resolveCode
  })
  const starting = startServer(environment)
  let isEnding = false
  const onSignal = (): void => {
    if (isEnding) process.exit(130)
    isEnding = true
    setTimeout(() => process.exit(1), CLOSING_MS).unref()
    starting
      .then((server) => server.close())
      .then(
        () => end(0),
        () => end(1),
      )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  const problem = await starting.then(printAddress, sentenceOf)
  if (problem === null) return ended
  process.stderr.write(`${problem}\n`)
  return 1
}

/** The one line a start ends with. */
function printAddress(server: RunningServer): null {
  const setUp = server.setUpLink === null ? '' : `, first keeper: ${server.setUpLink} (this link works once)`
  process.stdout.write(`Second Story is at ${server.address}${setUp}\n`)
  return null
}

function sentenceOf(error: unknown): string {
  if (error instanceof StartRefusal) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runServer(process.env)
}
