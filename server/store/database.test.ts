import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { readInstant, readInteger } from './column-types.ts'
import { connectDatabase, isUnavailable, openDatabase } from './database.ts'
import { testDatabase } from './testing.ts'

const database = await testDatabase()
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function one(sql: string): Promise<unknown> {
  return (await database.pool.query<{ value: unknown }>(sql)).rows[0]?.value
}

describe('columns become', () => {
  it.each([
    [
      'an instant in UTC with milliseconds',
      `'2026-03-12 14:02:09+00'::timestamptz`,
      '2026-03-12T14:02:09.000Z',
    ],
    [
      'an instant from another zone',
      `'2026-03-12 14:02:09.5+05:30'::timestamptz`,
      '2026-03-12T08:32:09.500Z',
    ],
    [
      'an instant with microseconds',
      `'2026-03-12 14:02:09.123456Z'::timestamptz`,
      '2026-03-12T14:02:09.123456Z',
    ],
    ['a day, never moved by a zone', `'2026-03-12'::date`, '2026-03-12'],
    ['a whole number', '9007199254740991::int8', 9007199254740991],
    ['a list of days', `array['2026-03-12', null]::date[]`, ['2026-03-12', null]],
    ['a list of instants', `array['2026-03-12 00:00Z']::timestamptz[]`, ['2026-03-12T00:00:00.000Z']],
    ['a list of whole numbers', 'array[1, 2]::int8[]', [1, 2]],
    ['an empty list', 'array[]::int8[]', []],
    ['text as it is', `'null'::text`, 'null'],
  ])('%s', async (_name, sql, expected) => {
    expect(await one(`select ${sql} as value`)).toEqual(expected)
  })

  it('an error rather than a wrong number beyond 2^53', async () => {
    await expect(one('select 9007199254740993::int8 as value')).rejects.toThrow('select it as text')
    expect(() => readInteger('-9007199254740993')).toThrow(RangeError)
  })

  it('an instant from a session that is not in UTC', () => {
    expect(readInstant('2026-03-12 14:02:09.123-03:30')).toBe('2026-03-12T17:32:09.123Z')
    expect(readInstant('infinity')).toBe('infinity')
  })
})

describe('a transaction', () => {
  it('is run again when PostgreSQL chose it as the loser, and both changes are there', async () => {
    await database.pool.query('create table counters (amount int not null)')
    await database.pool.query('insert into counters values (0)')
    let runs = 0
    let meet: () => void = () => undefined
    const bothHaveRead = new Promise<void>((resolve) => {
      meet = resolve
    })
    const add = (): Promise<void> =>
      database.transaction(async (queries) => {
        await sql`select amount from counters`.execute(queries)
        runs += 1
        if (runs === 2) meet()
        await bothHaveRead
        await sql`update counters set amount = amount + 1`.execute(queries)
      }, 'serializable')
    await Promise.all([add(), add()])
    expect(runs).toBe(3)
    expect(await one('select amount as value from counters')).toBe(2)
  })

  it('leaves nothing behind when the work throws', async () => {
    await database.pool.query('create table notes (text text)')
    const working = database.transaction(async (queries) => {
      await sql`insert into notes values ('half')`.execute(queries)
      throw new Error('the other half is missing')
    })
    await expect(working).rejects.toThrow('the other half is missing')
    expect(await one('select count(*) as value from notes')).toBe(0)
  })
})

describe('opening', () => {
  it('says in one sentence that nobody answers, without the password', async () => {
    const opening = openDatabase({
      databaseUrl: 'postgres://someone:hidden@127.0.0.1:1/nowhere?connect_timeout=1',
      dataDirectory: '',
      log: quiet,
      patience_ms: 0,
    })
    await expect(opening).rejects.toThrow(/127\.0\.0\.1:1.*does not answer/)
    await expect(opening).rejects.not.toThrow(/hidden/)
  }, 30_000)

  it('refuses a database that does not store UTF-8', async () => {
    await database.pool.query(
      `create database ascii template template0 encoding 'SQL_ASCII' locale 'C' locale_provider libc`,
    )
    try {
      const url = database.url.replace(/\/test_\w+$/, '/ascii')
      await expect(openDatabase({ databaseUrl: url, dataDirectory: '', log: quiet })).rejects.toThrow(
        'needs UTF8',
      )
    } finally {
      await database.pool.query('drop database ascii')
    }
  })

  it('knows a lost connection from a wrong query', async () => {
    const victim = connectDatabase(database.url, quiet)
    const waiting = victim.pool.query('select pg_sleep(20)').catch((error: unknown) => error)
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where query like '%sleep(20)' and pid <> pg_backend_pid()`
    let ended = 0
    while (ended === 0) ended = (await database.pool.query(end)).rowCount ?? 0
    const error = await waiting
    expect(isUnavailable(error)).toBe(true)
    expect(isUnavailable(await victim.pool.query('selec').catch((wrong: unknown) => wrong))).toBe(false)
    expect(isUnavailable(new pg.DatabaseError('x', 1, 'error'))).toBe(false)
    await victim.close()
  })
})
