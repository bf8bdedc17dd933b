/** Open doors on a real database, and callers who speak HTTP to them. For tests alone. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { later } from '@secondstory/review/model/instants'
import type { PersonRole } from '@secondstory/review/model/people'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { hashSecret, newSecret } from '../operations/secrets.ts'
import { addPerson } from '../store/people.ts'
import { addSession, addToken } from '../store/sessions.ts'
import { type TestDatabase, testDatabase } from '../store/testing.ts'
import { openDoors } from './http.ts'

/** What came back. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown
}

/** Someone at the door. */
export interface Visitor {
  readonly personId: string
  readonly token: string
  /** Secret of a session. */
  readonly session: string
}

export interface TestDoors {
  readonly address: string
  readonly database: TestDatabase
  readonly dataDirectory: string
  readonly people: Readonly<Record<PersonRole, Visitor>>
  /** Lines of the log, as JSON. */
  readonly log: readonly string[]
  /** Calls an operation with a token, or as nobody. */
  call(operation: string, input: unknown, who?: Pick<Visitor, 'token'>): Promise<Reply>
  /** Any request. */
  fetch(path: string, request?: RequestInit): Promise<Reply>
}

/** Doors for one test file; call it at the top level. They are closed after its last test. */
export async function testDoors(publicUrl: string | null = null): Promise<TestDoors> {
  const database = await testDatabase()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'second-story-doors-'))
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const settings = { host: '127.0.0.1', port: 0, publicUrl, dataDirectory }
  const doors = await openDoors({ database, settings, log })
  afterAll(async () => {
    await doors.close()
    await database.close()
    await rm(dataDirectory, { recursive: true, force: true })
  })
  const knock = (path: string, request?: RequestInit) =>
    reply(fetch(`${doors.address}${path}`, { redirect: 'manual', ...request }))
  return {
    address: doors.address,
    database,
    dataDirectory,
    log: lines,
    people: {
      keeper: await visitor(database, 'keeper', 'Kim Keeper'),
      member: await visitor(database, 'member', 'Mo Member'),
      reader: await visitor(database, 'reader', 'Ria Reader'),
    },
    call: (operation, input, who) =>
      knock(`/api/${operation}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(who === undefined ? {} : { authorization: `Bearer ${who.token}` }),
        },
        body: JSON.stringify(input),
      }),
    fetch: knock,
  }
}

async function visitor(database: TestDatabase, role: PersonRole, name: string): Promise<Visitor> {
  const { queries } = database
  const now = new Date().toISOString()
  const email = `${role}@example.org`
  const person = await addPerson(queries, { email, name, role, passwordHash: 'scrypt$2$1$1$AAAA$AAAA' }, now)
  if (person === null) throw new Error(`${email} is here twice.`)
  const [token, session] = [newSecret('sst_'), newSecret()]
  const expiresAt = later(now, 86_400_000)
  const owned = { personId: person.id, expiresAt }
  await addToken(queries, { ...owned, name: 'test', scope: 'write', secretHash: hashSecret(token) }, now)
  await addSession(queries, { ...owned, secretHash: hashSecret(session) }, now)
  return { personId: person.id, token, session }
}

async function reply(answer: Promise<Response>): Promise<Reply> {
  const { status, headers, ...rest } = await answer.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }))
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  const body: unknown = isJson ? JSON.parse(rest.text) : rest.text
  return { status, headers, body }
}
