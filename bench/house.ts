/** A server of the bench's own, in this process, with a keeper signed in. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '@secondstory/server/main'

const keeper = { email: 'keeper@bench.example', password: 'a long enough bench password' }

export interface Caller {
  readonly address: string
  readonly port: number
  readonly cookie: string
  readonly headers: Readonly<Record<string, string>>
  ask(name: string, input: unknown): Promise<unknown>
}

/** Starts a server on an empty data directory, lets the work run, and takes everything away again. */
export async function inHouse<T>(work: (server: RunningServer, caller: Caller) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'second-story-bench-'))
  const server = await startServer({
    PORT: '0',
    DATA_DIR: directory,
    LOG_LEVEL: 'silent',
    SECONDSTORY_KEEPER_EMAIL: keeper.email,
    SECONDSTORY_KEEPER_PASSWORD: keeper.password,
  })
  try {
    return await work(server, await signIn(server.address))
  } finally {
    await server.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function signIn(address: string): Promise<Caller> {
  const post = async (name: string, input: unknown, headers: Readonly<Record<string, string>>) => {
    const answer = await fetch(`${address}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    })
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const session = await post('startSession', keeper, { 'x-second-story': '1' })
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const headers = { cookie, 'x-second-story': '1' }
  return {
    address,
    port: Number(new URL(address).port),
    cookie,
    headers,
    ask: async (name, input) => (await post(name, input, headers)).json(),
  }
}

/** The id of a row as it came over HTTP. */
export function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : ''
}
