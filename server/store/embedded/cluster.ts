import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartRefusal } from '../start-refusal.ts'
import { type Account, asAccount, isReachable } from './account.ts'
import type { Binaries } from './binaries.ts'

/**
 * Where a cluster (PostgreSQL's word for its data directory) lives and how its programs are told about it.
 * DATA_DIR/postgres holds it, DATA_DIR/postgres.secret its password.
 */
export type Cluster = {
  readonly directory: string
  readonly account: Account | null
  readonly binaries: Binaries
  readonly secret: string
}

/**
 * The name of the cluster in arguments. A program that dropped root may stand in a directory below a parent it
 * cannot enter (DATA_DIR under /root, or below a mktemp -d): we start it inside, and /proc/self/cwd leads it back
 * there without walking the parents. So the data stay where the keeper put them.
 */
export function directoryArgument(directory: string, account: Account | null): string {
  if (isReachable(directory, account)) return directory
  if (process.platform === 'linux' && existsSync('/proc/self/cwd')) return '/proc/self/cwd'
  throw new StartRefusal(
    `The account “${account?.name ?? ''}”, which PostgreSQL runs under when the server is root, cannot enter ${directory}; set DATA_DIR to a directory it can enter, or start the server as an ordinary user.`,
  )
}

/** The password of the embedded database: made once, kept where only this account reads it. */
export function readOrMakeSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'postgres.secret')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  if (existsSync(join(dataDirectory, 'postgres', 'PG_VERSION'))) {
    throw new StartRefusal(
      `${path} is missing, and without this password the database beside it cannot be opened; put the file back from a backup of the data directory.`,
    )
  }
  const secret = randomBytes(24).toString('hex')
  const draft = `${path}.new`
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true })
  renameSync(draft, path)
  return secret
}

/** True when it made a new cluster. One that was half made when the machine stopped is thrown away and made anew. */
export async function makeCluster(cluster: Cluster): Promise<boolean> {
  const { directory } = cluster
  if (existsSync(join(directory, 'PG_VERSION'))) {
    checkMajor(cluster)
    return false
  }
  const parent = join(directory, '..')
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('postgres.new-'))) {
    rmSync(join(parent, name), { recursive: true, force: true })
  }
  const draft = mkdtempSync(join(parent, 'postgres.new-'))
  give(draft, cluster.account)
  await initialise(cluster, draft)
  if (existsSync(directory)) rmSync(directory, { recursive: true })
  renameSync(draft, directory)
  return true
}

function checkMajor(cluster: Cluster): void {
  const found = readFileSync(join(cluster.directory, 'PG_VERSION'), 'utf8').trim()
  const expected = cluster.binaries.version.split('.')[0] ?? ''
  if (found === expected) return
  throw new StartRefusal(
    `The database in ${cluster.directory} was written by PostgreSQL ${found} and this version brings PostgreSQL ${expected}; start the version that wrote it, export there, and import into a new data directory.`,
  )
}

/** initdb reads the password from a file only; it must lie where the account can read it and nobody else. */
async function initialise(cluster: Cluster, draft: string): Promise<void> {
  const place = [tmpdir(), '/tmp', '/var/tmp'].find(
    (path) => existsSync(path) && isReachable(path, cluster.account),
  )
  const safe = mkdtempSync(join(place ?? tmpdir(), 'second-story-'))
  const passwordFile = join(safe, 'password')
  try {
    writeFileSync(passwordFile, cluster.secret, { mode: 0o600 })
    give(passwordFile, cluster.account)
    give(safe, cluster.account)
    await runInitdb(cluster, draft, passwordFile)
  } finally {
    rmSync(safe, { recursive: true, force: true })
  }
}

/** A builtin locale sorts the same on every machine; the system's own sorts by its C library's version. */
const INITDB_ARGUMENTS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

async function runInitdb(cluster: Cluster, draft: string, passwordFile: string): Promise<void> {
  const where = directoryArgument(draft, cluster.account)
  const child = spawn(
    cluster.binaries.initdb,
    ['-D', where, `--pwfile=${passwordFile}`, ...INITDB_ARGUMENTS],
    { ...asAccount(cluster.account), cwd: draft, stdio: ['ignore', 'ignore', 'pipe'], env: environmentOf() },
  )
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, by) => resolve(code === 0 ? '' : `initdb ended with ${code ?? by ?? ''}`))
  })
  if (outcome === '') return
  rmSync(draft, { recursive: true, force: true })
  throw new StartRefusal(
    `The database in ${cluster.directory} could not be created (${outcome}: ${complaint.trim().split('\n').join(' ')}); free the obstacle and start again, or set DATABASE_URL to a PostgreSQL of your own.`,
  )
}

/** Only what the programs need: PGPORT and friends from the keeper's shell would change what they do. */
export function environmentOf(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

function give(path: string, account: Account | null): void {
  if (account !== null) chownSync(path, account.uid, account.gid)
}

/** DATA_DIR itself: closed to others, but a dropped account must walk through it. */
export function makeDataDirectory(dataDirectory: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700
  try {
    mkdirSync(dataDirectory, { recursive: true, mode })
    writeFileSync(join(dataDirectory, '.writable'), '')
    rmSync(join(dataDirectory, '.writable'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartRefusal(
      `The data directory ${dataDirectory} cannot be written (${reason}); set DATA_DIR to a directory this account may write.`,
    )
  }
}
