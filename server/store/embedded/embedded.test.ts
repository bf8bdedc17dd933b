import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { lockDirectory } from './lock.ts'
import { readPostmaster } from './orphan.ts'
import { readProcess } from './processes.ts'

// mkdtemp closes the directory to others, so as root every test here also runs below a parent that the account of
// PostgreSQL cannot enter.
const directory = mkdtempSync(join(tmpdir(), 'second-story-embedded-'))
const postgres = join(directory, 'postgres')
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function ask(embedded: EmbeddedPostgres, sql: string): Promise<unknown> {
  const client = new pg.Client(embedded.connection())
  client.on('error', () => undefined)
  await client.connect()
  const answer = await client.query<{ value: unknown }>(sql)
  await client.end()
  return answer.rows[0]?.value
}

async function within<T>(work: () => Promise<T | null>): Promise<T> {
  for (let look = 0; look < 800; look += 1) {
    const found = await work().catch(() => null)
    if (found !== null) return found
    await pause(20)
  }
  throw new Error('It did not come about.')
}

function start(): Promise<EmbeddedPostgres> {
  return startEmbedded({ dataDirectory: directory, log })
}

function spawnWatched(program: string, words: readonly string[]): ChildProcess {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  return child
}

/** Another server process on the same directory; resolves when its database is up. */
async function startElsewhere(): Promise<ChildProcess> {
  const code = `
    import { startEmbedded } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    const log = { info() {}, warn() {}, error() {} }
    await startEmbedded({ dataDirectory: ${JSON.stringify(directory)}, log })
    console.log('up')`
  const child = spawnWatched(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code])
  if (child.stdout !== null) await once(child.stdout, 'data')
  return child
}

describe('the embedded database', () => {
  it('is made once, keeps what was committed, and asks for a password', async () => {
    const first = await start()
    await ask(first, 'create table kept (n int)')
    await ask(first, 'insert into kept values (1)')
    const stranger = new pg.Client({ ...first.connection(), password: 'guess' })
    await expect(stranger.connect()).rejects.toThrow('password authentication failed')
    await first.stop()
    const second = await start()
    expect(await ask(second, 'select count(*)::int as value from kept')).toBe(1)
    expect(await ask(second, `select current_setting('listen_addresses') as value`)).toBe('127.0.0.1')
    expect(statSync(join(directory, 'postgres.secret')).mode & 0o077).toBe(0)
    await second.stop()
  })

  it('comes back by itself when PostgreSQL alone is killed', async () => {
    const embedded = await start()
    await ask(embedded, 'insert into kept values (2)')
    const before = embedded.pid()
    process.kill(before, 'SIGKILL')
    await within(async () => (embedded.pid() === before ? null : await ask(embedded, 'select 1 as value')))
    expect(await ask(embedded, 'select count(*)::int as value from kept')).toBe(2)
    await embedded.stop()
    expect(readProcess(embedded.pid())).toBeNull()
  })

  it('refuses a second server on the directory, and takes over at once after a kill', async () => {
    const other = await startElsewhere()
    await expect(start()).rejects.toThrow(
      new RegExp(`in use by a Second Story server \\(process ${other.pid} `),
    )
    const orphan = readPostmaster(postgres)?.pid ?? 0
    other.kill('SIGKILL')
    await once(other, 'exit')
    const embedded = await start()
    expect(embedded.pid()).not.toBe(orphan)
    expect(readProcess(orphan)).toBeNull()
    expect(await ask(embedded, 'select count(*)::int as value from kept')).toBe(2)
    await embedded.stop()
  })

  it('ends soon after its server was killed, with nobody else looking', async () => {
    const other = await startElsewhere()
    const orphan = readPostmaster(postgres)?.pid ?? 0
    other.kill('SIGKILL')
    await within(async () => (readProcess(orphan) === null ? true : null))
    expect(existsSync(join(postgres, 'postmaster.pid'))).toBe(false)
  })
})

describe('a postmaster.pid left behind', () => {
  const template = '\n/nowhere\n1700000000\n1\n\n127.0.0.1\n\nready   \n'

  it('is ignored when its number now belongs to another program, which stays alive', async () => {
    const other = spawnWatched('sleep', ['60'])
    writeFileSync(join(postgres, 'postmaster.pid'), `${other.pid}${template}`)
    const embedded = await start()
    expect(await ask(embedded, 'select 1 as value')).toBe(1)
    expect(readProcess(other.pid ?? 0)).not.toBeNull()
    await embedded.stop()
  })

  it.skipIf(process.platform !== 'linux')(
    'is ignored when its process is a zombie nobody collects',
    async () => {
      const parent = spawnWatched('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'])
      const [said] = parent.stdout === null ? [''] : await once(parent.stdout, 'data')
      const zombie = Number(String(said).trim())
      await within(async () => (readFileSync(`/proc/${zombie}/stat`, 'utf8').includes(') Z ') ? true : null))
      writeFileSync(join(postgres, 'postmaster.pid'), `${zombie}${template}`)
      const embedded = await start()
      expect(await ask(embedded, 'select 1 as value')).toBe(1)
      await embedded.stop()
    },
  )
})

describe('a lock left behind', () => {
  const path = join(directory, 'server.lock')
  const holder = (change: object): string =>
    JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), token: 'another', ...change })

  it.each([
    ['by a process that is gone', { pid: 4_194_303 }],
    ['by an earlier process with the number of a living one', { bornAt: 'long ago' }],
  ])('%s is taken', async (_name, change) => {
    const first = await lockDirectory(directory)
    const text = holder(change)
    first.release()
    writeFileSync(path, text)
    const second = await lockDirectory(directory)
    second.release()
    expect(existsSync(path)).toBe(false)
  })

  it('by a living server on another machine is respected', async () => {
    const first = await lockDirectory(directory)
    writeFileSync(path, holder({ machine: 'elsewhere/' }))
    const touching = setInterval(() => utimesSync(path, new Date(), new Date()), 50)
    await expect(lockDirectory(directory)).rejects.toThrow('on elsewhere')
    clearInterval(touching)
    rmSync(path)
    first.release()
  })

  it('goes to exactly one of many that start together', async () => {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)))
    const taken = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(taken).toHaveLength(1)
    taken[0]?.release()
  })
})

it('a cluster of another PostgreSQL version, and a lost password, are each one sentence', async () => {
  const version = readFileSync(join(postgres, 'PG_VERSION'), 'utf8')
  writeFileSync(join(postgres, 'PG_VERSION'), '14\n')
  await expect(start()).rejects.toThrow(/written by PostgreSQL 14 and this version brings PostgreSQL 18/)
  writeFileSync(join(postgres, 'PG_VERSION'), version)
  const secret = readFileSync(join(directory, 'postgres.secret'), 'utf8')
  rmSync(join(directory, 'postgres.secret'))
  await expect(start()).rejects.toThrow(/postgres\.secret is missing/)
  writeFileSync(join(directory, 'postgres.secret'), secret, { mode: 0o600 })
  await (await start()).stop()
})
