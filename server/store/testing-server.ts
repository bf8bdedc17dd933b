import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { connectDatabase } from './database.ts'
import { type Connection, startEmbedded } from './embedded/embedded.ts'
import { migrate } from './migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: Connection
  }
}

/** Nothing in a test survives the run, so it need not survive a power cut either. */
const HURRY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' }

/** The database every test database is a copy of. */
export const TEMPLATE = 'secondstory'

/**
 * Runs once per vitest run, and only when tests of the server are in it: starts a real PostgreSQL in a temporary
 * directory and migrates the template. The template has no connection afterwards; PostgreSQL copies it only then.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'second-story-test-'))
  const log = { info: () => undefined, warn: () => undefined, error: console.error }
  const postgres = await startEmbedded({ dataDirectory: directory, log, settings: HURRY })
  const stop = async (): Promise<void> => {
    await postgres.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  const { host, port, user, password } = postgres.connection()
  const template = connectDatabase(`postgres://${user}:${password}@${host}:${port}/${TEMPLATE}`, log)
  try {
    await migrate(template.pool, fileURLToPath(new URL('migrations', import.meta.url)))
  } catch (error) {
    await template.close()
    await stop()
    throw error
  }
  await template.close()
  project.provide('testPostgres', postgres.connection())
  return stop
}
