import { setTimeout as pause } from 'node:timers/promises'
import { type IsolationLevel, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { columnTypes } from './column-types.ts'
import { type Connection, type EmbeddedPostgres, type Log, startEmbedded } from './embedded/embedded.ts'
import type { DB } from './schema.ts'
import { codeOf, reasonOf, StartRefusal } from './start-refusal.ts'

/** What store functions take: the whole database, or one transaction of it (a Transaction is a Kysely too). */
export type Queries = Kysely<DB>

export type Database = {
  readonly queries: Queries
  readonly pool: pg.Pool
  /** Runs the work in one transaction and commits; runs it again when PostgreSQL chose it as the loser of a conflict. */
  readonly transaction: <T>(
    work: (queries: Transaction<DB>) => Promise<T>,
    isolation?: IsolationLevel,
  ) => Promise<T>
  /** Whether the database answers now. */
  readonly answers: () => Promise<boolean>
  /** For a client outside the pool (one that listens). Ask again before every connect: the port can change. */
  readonly clientSettings: () => pg.ClientConfig
  /** Lets running queries finish, then closes the pool and an embedded PostgreSQL. */
  readonly close: () => Promise<void>
}

export type DatabaseOptions = {
  /** null: the embedded PostgreSQL in `dataDirectory`. */
  readonly databaseUrl: string | null
  readonly dataDirectory: string
  readonly log: Log
  /** How long to wait for an external database that starts at the same time as we do. Default 10 s. */
  readonly patience_ms?: number
}

const OLDEST = 15

/** Opens the database a server stands on; a StartRefusal says in one sentence why it cannot. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.databaseUrl === null ? await startEmbedded(options) : null
  const database = connectDatabase(embedded ?? options.databaseUrl ?? '', options.log)
  try {
    await checkServer(database.pool, options)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A pool on a database that is there. Nothing is connected until the first query. */
export function connectDatabase(source: string | EmbeddedPostgres, log: Log): Database {
  const settings = (): pg.ClientConfig => ({
    ...(typeof source === 'string' ? { connectionString: source } : source.connection()),
    ...SESSION,
  })
  const pool = openPool(settings(), log)
  if (typeof source !== 'string') source.whenRestarted((connection) => redirect(pool, connection))
  const queries = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    queries,
    pool,
    transaction: (work, isolation = 'read committed') =>
      again(() => queries.transaction().setIsolationLevel(isolation).execute(work)),
    answers: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    clientSettings: settings,
    close: async () => {
      // Kysely ends the pool only when a query went through Kysely.
      await queries.destroy()
      if (!pool.ended) await pool.end()
      if (typeof source !== 'string') await source.stop()
    },
  }
}

/**
 * A query that runs for half a minute, or a transaction somebody forgot, must not hold the others up for ever.
 * UTC and ISO are what column-types.ts reads.
 */
const SESSION = {
  application_name: 'second-story',
  options: '-c TimeZone=UTC -c DateStyle=ISO',
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  types: columnTypes,
} as const

/**
 * A broken connection is announced twice: to the query that was running and as an event. The event has no default
 * listener on a client that is in use, and an event 'error' without a listener ends Node.
 */
function openPool(settings: pg.ClientConfig, log: Log): pg.Pool {
  const pool = new pg.Pool({ ...settings, max: 15, idleTimeoutMillis: 30_000 })
  pool.on('error', (error) => log.warn({ reason: error.message }, 'A database connection was lost'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** pg-pool reads its options whenever it connects, so a new port takes effect with the next connection. */
function redirect(pool: pg.Pool, connection: Connection): void {
  pool.options.port = connection.port
}

/** serialization_failure and deadlock_detected: PostgreSQL undid everything, so running it again is the cure. */
const CONFLICTS = new Set(['40001', '40P01'])
const ATTEMPTS = 5

async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!CONFLICTS.has(codeOf(error)) || attempt === ATTEMPTS) throw error
      // Two losers that wait equally long meet again.
      await pause(Math.random() * 10 * 2 ** attempt)
    }
  }
}

const UNAVAILABLE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/**
 * Whether an error says that the database is not there at the moment, rather than that the query was wrong. A door
 * answers 503. A change that ended so may or may not be stored: nobody was told that it was.
 */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error)
  return UNAVAILABLE.has(code) || code.startsWith('08') || LOST.test(reasonOf(error))
}

async function checkServer(pool: pg.Pool, options: DatabaseOptions): Promise<void> {
  const facts = await firstAnswer(pool, options)
  const major = Math.floor(facts.version / 10_000)
  if (major < OLDEST) {
    throw new StartRefusal(
      `The database at DATABASE_URL is PostgreSQL ${major} and Second Story needs ${OLDEST} or newer; point DATABASE_URL at a newer server, or unset it to use the PostgreSQL that comes along.`,
    )
  }
  if (facts.encoding === 'UTF8') return
  throw new StartRefusal(
    `The database at DATABASE_URL stores text as ${facts.encoding} and Second Story needs UTF8; create a database with encoding UTF8 and point DATABASE_URL at it.`,
  )
}

/** Beside a database that starts at the same time as we do, the first connections are refused for a while. */
async function firstAnswer(
  pool: pg.Pool,
  options: DatabaseOptions,
): Promise<{ version: number; encoding: string }> {
  const deadline = Date.now() + (options.patience_ms ?? 10_000)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await pool.query<{ version: string; encoding: string }>(
        `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
      )
      return { version: Number(answer.rows[0]?.version), encoding: answer.rows[0]?.encoding ?? '' }
    } catch (error) {
      if (isUnavailable(error) && Date.now() < deadline) {
        if (attempt === 1) options.log.warn({ reason: reasonOf(error) }, 'Waiting for the database')
        await pause(500)
        continue
      }
      throw new StartRefusal(
        `The database ${withoutPassword(options.databaseUrl)} does not answer (${reasonOf(error) || codeOf(error)}); check DATABASE_URL and that the server accepts this user, or unset it to use the PostgreSQL that comes along.`,
      )
    }
  }
}

function withoutPassword(url: string | null): string {
  return url === null
    ? 'in DATA_DIR'
    : `at ${url.replace(/:[^:@/]*@/, ':…@').replace(/([?&]password=)[^&]*/, '$1…')}`
}
