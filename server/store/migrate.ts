import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { reasonOf, StartRefusal } from './start-refusal.ts'

/**
 * Plain SQL files, applied once and in order, forward only: `0001-first.sql`, `0002-second.sql`. Each runs in its own
 * transaction together with the row that says it ran. A checksum keeps the past as it was, because a database that
 * already has a migration never sees a later change to it.
 */
type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}
type Applied = { readonly number: number; readonly name: string; readonly checksum: string }

/** Any number nobody else uses for an advisory lock in this database. */
const LOCK = 7_302_026

/** Brings the database up to date and answers the names of the migrations it applied. */
export async function migrate(pool: Pool, directory: string): Promise<string[]> {
  const migrations = readMigrations(directory)
  const client = await pool.connect()
  try {
    // Two servers that start together: the second waits here and then finds nothing left to do.
    await client.query('set statement_timeout = 0; set lock_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [LOCK])
    return await applyMissing(client, migrations)
  } finally {
    // Closing the connection gives back the lock and the settings above, also after an error in the middle.
    client.release(true)
  }
}

async function applyMissing(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(
    `create table if not exists applied_migrations (
       number integer primary key, name text not null, checksum text not null,
       applied_at timestamptz not null default now())`,
  )
  const answer = await client.query<Applied>(
    'select number, name, checksum from applied_migrations order by number',
  )
  checkPast(migrations, answer.rows)
  const missing = migrations.filter(
    (migration) => !answer.rows.some((row) => row.number === migration.number),
  )
  for (const migration of missing) await apply(client, migration)
  return missing.map((migration) => migration.name)
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  const { number, name, sql, checksum } = migration
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into applied_migrations (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new StartRefusal(
      `The migration ${name} did not go through (${reasonOf(error)}); the database is as it was before it.`,
    )
  }
}

function checkPast(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const row of applied) {
    const known = migrations.find((migration) => migration.number === row.number)
    if (known === undefined) {
      throw new StartRefusal(
        `The database has the migration ${row.name}, which this version of Second Story does not know; a newer version has used it, so start that version or restore a backup from before.`,
      )
    }
    if (known.name === row.name && known.checksum === row.checksum) continue
    throw new StartRefusal(
      `The migration ${known.name} is not the one this database was made with (${row.name}, checksum ${row.checksum.slice(0, 12)}, found ${known.checksum.slice(0, 12)}); put the file back as it was and write the change as a new migration.`,
    )
  }
  const newest = applied.at(-1)?.number ?? 0
  const late = migrations.find((migration) => {
    return migration.number < newest && !applied.some((row) => row.number === migration.number)
  })
  if (late === undefined) return
  throw new StartRefusal(
    `The migration ${late.name} comes before number ${newest}, which this database already has; give it a higher number.`,
  )
}

function readMigrations(directory: string): Migration[] {
  const names = listFiles(directory)
  const migrations = names.map((file) => readMigration(directory, file)).sort((a, b) => a.number - b.number)
  for (const [index, migration] of migrations.entries()) {
    const next = migrations[index + 1]
    if (next?.number !== migration.number) continue
    throw new StartRefusal(
      `The migrations ${migration.name} and ${next.name} have the same number; give the newer one the next free number.`,
    )
  }
  return migrations
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.sql'))
  } catch (error) {
    throw new StartRefusal(
      `The migrations in ${directory} cannot be read (${reasonOf(error)}); install Second Story again.`,
    )
  }
}

function readMigration(directory: string, file: string): Migration {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1] ?? Number.NaN)
  if (Number.isNaN(number)) {
    throw new StartRefusal(
      `The migration file ${file} has no number; migrations are named like 0007-name-of-the-change.sql.`,
    )
  }
  // A checkout on Windows may end lines differently; the migration is the same.
  const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n')
  return { number, name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') }
}
