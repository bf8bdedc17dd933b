import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { connectDatabase, type Database } from './database.ts'
import { TEMPLATE } from './testing-server.ts'

/** A database of the file's own, and the address under which another process can reach it. */
export type TestDatabase = Database & { readonly url: string }

/**
 * A migrated, empty, real database for one test file. Called once at the top level of the file
 * (`const database = await testDatabase()`); it is closed and dropped after the last test, and the file fails when a
 * test left a connection open, because that connection would be a leak in the product too.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { host, port, user, password } = inject('testPostgres')
  const name = `test_${randomBytes(8).toString('hex')}`
  await asOwner(`create database ${name} template ${TEMPLATE}`)
  const url = `postgres://${user}:${password}@${host}:${port}/${name}`
  const database = connectDatabase(url, { info: ignore, warn: ignore, error: console.error })
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => {
    closing ??= database.close().then(() => drop(name))
    return closing
  }
  afterAll(close)
  return { ...database, url, close }
}

async function drop(name: string): Promise<void> {
  const left = await openConnections(name)
  await asOwner(`drop database ${name} with (force)`)
  if (left.length === 0) return
  throw new Error(
    `${left.length} connection(s) to the test database stayed open; the last queries: ${left.join(' | ')}`,
  )
}

/** A closed connection takes PostgreSQL a moment to notice, so a first look may still see it. */
async function openConnections(name: string): Promise<string[]> {
  for (let look = 0; ; look += 1) {
    const rows = await asOwner(`select query from pg_stat_activity where datname = '${name}'`)
    if (rows.length === 0 || look === 40) return rows.map((row) => String(row.query))
    await pause(25)
  }
}

async function asOwner(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...inject('testPostgres'), database: 'postgres' })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

function ignore(): void {}
