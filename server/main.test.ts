import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startServer } from './main.ts'
import { readPostmaster } from './store/embedded/orphan.ts'
import { postgresProcessesIn, signal } from './store/embedded/processes.ts'

const directory = mkdtempSync(join(tmpdir(), 'second-story-main-'))
const waiting = { timeout: 30_000 }
const environment = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'silent' }
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function health(address: string): Promise<readonly [number, unknown]> {
  const answer = await fetch(`${address}/healthz`)
  return [answer.status, await answer.json()]
}

it('a server says ok only while its database answers, and closes everything it opened', async () => {
  const server = await startServer(environment)
  expect(await health(server.address)).toEqual([200, { status: 'ok' }])

  // Held still and not killed: a database that is killed may be back before anybody looks.
  const held = postgresProcessesIn(realpathSync(join(directory, 'postgres')))
  for (const pid of held) signal(pid, 'SIGSTOP')
  if (held.length > 0) expect((await health(server.address))[0]).toBe(503)
  for (const pid of held) signal(pid, 'SIGCONT')
  await expect.poll(() => health(server.address), waiting).toEqual([200, { status: 'ok' }])

  const killed = readPostmaster(join(directory, 'postgres'))?.pid ?? 0
  signal(killed, 'SIGKILL')
  await expect
    .poll(() => readPostmaster(join(directory, 'postgres'))?.pid ?? killed, waiting)
    .not.toBe(killed)
  await expect.poll(() => health(server.address), waiting).toEqual([200, { status: 'ok' }])

  await server.close()
  await server.close()
  expect(readPostmaster(join(directory, 'postgres'))).toBeNull()
  await expect(fetch(`${server.address}/healthz`)).rejects.toThrow()
})

it('the first start offers a link that makes the first keeper, until there is one', async () => {
  const first = await startServer(environment)
  expect(first.setUpLink).toMatch(new RegExp(`^${first.address}/set-up\\?token=.{20,}`))
  await first.close()

  const keeper = {
    SECONDSTORY_KEEPER_EMAIL: 'keeper@example.org',
    SECONDSTORY_KEEPER_PASSWORD: 'a long password',
  }
  const second = await startServer({ ...environment, ...keeper })
  expect(second.setUpLink).toBeNull()
  expect((await second.database.pool.query('select email, role from people')).rows).toEqual([
    { email: 'keeper@example.org', role: 'keeper' },
  ])
  await second.close()
})

it('a start that cannot go on is one sentence, and leaves nothing running', async () => {
  await expect(startServer({ ...environment, PORT: 'eighty' })).rejects.toThrow(/^PORT is “eighty”/)
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await expect(startServer({ ...environment, PORT: String(port) })).rejects.toThrow(
    /^Port \d+ on 127.0.0.1 is in use/,
  )
  other.close()
  expect(readPostmaster(join(directory, 'postgres'))).toBeNull()
})
