/** Open doors on a real database, and callers who speak HTTP to them. For tests alone. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PersonRole } from '@secondstory/review/model/people'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import {
  type TestDatabase,
  testDatabase,
  testStrongbox,
  testVisitor,
  type Visitor,
} from '../operations/testing.ts'
import { openDoors } from './http.ts'

/** What came back. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown
}

export interface TestDoors {
  readonly address: string
  readonly database: TestDatabase
  readonly dataDirectory: string
  readonly people: Readonly<Record<PersonRole, Visitor>>
  /** Integrations something was stored for, in order. */
  readonly delivered: readonly string[]
  /** Lines of the log, as JSON. */
  readonly log: readonly string[]
  /** Calls an operation with a token, or as nobody. */
  call(operation: string, input: unknown, who?: Pick<Visitor, 'token'>): Promise<Reply>
  /** Any request. */
  fetch(path: string, request?: RequestInit): Promise<Reply>
}

/** Doors for one test file; call it at the top level. They are closed after its last test. */
export async function testDoors(
  publicUrl: string | null = null,
  clock: () => string = () => new Date().toISOString(),
): Promise<TestDoors> {
  const database = await testDatabase()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'second-story-doors-'))
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const settings = { host: '127.0.0.1', port: 0, publicUrl, dataDirectory, outboundAllow: [], mail: null }
  const stored: string[] = []
  const delivered = (integrationId: string): void => void stored.push(integrationId)
  const jobs = { delivered, bringHistory: () => undefined }
  const page = join(dataDirectory, 'page')
  await layPage(page)
  const doors = await openDoors({ database, settings, log, page, strongbox: testStrongbox, jobs, clock })
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
    delivered: stored,
    people: {
      keeper: await testVisitor(database, { role: 'keeper', name: 'Kim Keeper' }, clock()),
      member: await testVisitor(database, { role: 'member', name: 'Mo Member' }, clock()),
      reader: await testVisitor(database, { role: 'reader', name: 'Ria Reader' }, clock()),
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

/** A built page in small. */
async function layPage(directory: string): Promise<void> {
  await mkdir(join(directory, 'assets'), { recursive: true })
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Second Story</title>')
  await writeFile(join(directory, 'assets', 'edition.css'), 'body { color: black }')
  await writeFile(join(directory, 'assets', 'main-1a2b3c4d.js'), `/* ${'word '.repeat(1000)}*/`)
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
