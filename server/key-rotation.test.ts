/** Another key from the command line, over what a real server sealed: the key in a file, and both keys in the settings. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './main.ts'

const directory = mkdtempSync(join(tmpdir(), 'second-story-rotation-'))
const keyFile = join(directory, 'secrets.key')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const keeper = { email: 'keeper@example.org', password: 'four quiet words here' }
const environment = {
  PORT: '0',
  DATA_DIR: directory,
  LOG_LEVEL: 'silent',
  SECONDSTORY_KEEPER_EMAIL: keeper.email,
  SECONDSTORY_KEEPER_PASSWORD: keeper.password,
}

async function serving<T>(more: object, work: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await startServer({ ...environment, ...more })
  return work(server).finally(() => server.close())
}

/** Calls an operation as the keeper. */
async function askAt({ address }: RunningServer, name: string, input: object): Promise<unknown> {
  const send = (operation: string, body: object, cookie: string) =>
    fetch(`${address}/api/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-second-story': '1', cookie },
      body: JSON.stringify(body),
    })
  const session = await send('startSession', keeper, '')
  const cookie = session.headers.getSetCookie().map((each) => each.split(';')[0])
  const answer = await send(name, input, cookie.join('; '))
  expect(answer.status, name).toBe(200)
  return answer.json()
}

function rotate(more: object = {}): {
  readonly out: string
  readonly err: string
  readonly code: number | null
} {
  const program = join(import.meta.dirname, '..', 'cli', 'main.ts')
  const env = { PATH: process.env.PATH, ...environment, ...more }
  const ran = spawnSync(process.execPath, ['--import', 'tsx', program, 'key', 'rotate'], {
    encoding: 'utf8',
    env,
  })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

const everyWord = `select string_agg(r::text, ' ') as all from accounts as r`

test('what was told before it was sealed is sealed at the start, and opens after every other key', {
  timeout: 120_000,
}, async () => {
  const incidentId = await serving({}, async (server) => {
    const { id }: { readonly id?: string } = Object(
      await askAt(server, 'openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV3' }),
    )
    await askAt(server, 'addAccount', {
      incidentId: id,
      role: 'on-call',
      words: { saw: 'A flat heron graph.' },
    })
    // As a row lay there before there were seals.
    const { pool } = server.database
    await pool.query('alter table accounts drop constraint accounts_not_released_are_sealed')
    await pool.query(`insert into accounts (id, incident_id, author_id, role, state, is_as_told, saved_at, believed)
      select gen_random_uuid(), incident_id, author_id, 'lead', 'private', false, now(), 'The heron was stuck.' from accounts`)
    return id
  })
  const first = readFileSync(keyFile, 'utf8')

  const done = rotate()
  expect([done.err, done.code]).toEqual(['', 0])
  expect(done.out).toContain('accounts that are not released: 1 sealed anew, 1 were already')
  expect(readFileSync(keyFile, 'utf8')).not.toBe(first)
  expect(readFileSync(`${keyFile}.old`, 'utf8')).toBe(first)
  expect(rotate().out).toContain('accounts that are not released: 0 sealed anew, 2 were already')
  const second = readFileSync(keyFile, 'utf8').trim()
  rmSync(`${keyFile}.old`)

  const told = (server: RunningServer) => askAt(server, 'listOwnAccounts', { incidentId })
  const words = [{ words: { saw: 'A flat heron graph.' } }, { words: { believed: 'The heron was stuck.' } }]
  await serving({}, async (server) => {
    expect(await told(server)).toMatchObject(words)
    const { rows } = await server.database.pool.query<{ all: string }>(everyWord)
    expect(rows[0]?.all).not.toContain('heron')
  })

  const third = 'a third key from the settings, long enough'
  const settings = { SECONDSTORY_KEY: third, SECONDSTORY_OLD_KEY: second }
  const without = rotate({ SECONDSTORY_KEY: third })
  expect([without.out, without.code]).toEqual(['', 2])
  expect(without.err).toContain('There is no former key to open what is sealed')
  expect(rotate(settings)).toMatchObject({ code: 0, err: '' })
  expect(existsSync(`${keyFile}.old`)).toBe(false)
  await serving({ SECONDSTORY_KEY: third }, async (server) => expect(await told(server)).toMatchObject(words))
})
