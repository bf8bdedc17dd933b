import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import { testDatabase } from './testing.ts'

const owner = await testDatabase()
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let directory = ''
let empty: Database

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'second-story-migrations-'))
  await owner.pool.query('create database to_migrate template template0')
  empty = connectDatabase(owner.url.replace(/\/test_\w+$/, '/to_migrate'), quiet)
})

afterEach(async () => {
  await empty.close()
  await owner.pool.query('drop database to_migrate with (force)')
  rmSync(directory, { recursive: true, force: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(directory, name), text)
}

describe('migrations', () => {
  it('run once, in order', async () => {
    write('0002-fill.sql', 'insert into first values (2)')
    write('0001-make.sql', 'create table first (n int)')
    expect(await migrate(empty.pool, directory)).toEqual(['0001-make', '0002-fill'])
    expect(await migrate(empty.pool, directory)).toEqual([])
    expect((await empty.pool.query('select n from first')).rows).toEqual([{ n: 2 }])
  })

  it('run once when two servers start together', async () => {
    write('0001-make.sql', 'create table first (n int); select pg_sleep(0.05)')
    const both = await Promise.all([migrate(empty.pool, directory), migrate(empty.pool, directory)])
    expect(both.flat()).toEqual(['0001-make'])
  })

  it('leave the database as it was when one fails in the middle', async () => {
    write('0001-make.sql', 'create table first (n int)')
    write('0002-half.sql', 'insert into first values (1); insert into nowhere values (1)')
    await expect(migrate(empty.pool, directory)).rejects.toThrow(/0002-half.*nowhere.*as it was/)
    expect((await empty.pool.query('select n from first')).rows).toEqual([])
    write('0002-half.sql', 'insert into first values (1)')
    expect(await migrate(empty.pool, directory)).toEqual(['0002-half'])
  })

  it('are the same with other line ends', async () => {
    write('0001-make.sql', 'create table first\n(n int)\n')
    await migrate(empty.pool, directory)
    write('0001-make.sql', 'create table first\r\n(n int)\r\n')
    expect(await migrate(empty.pool, directory)).toEqual([])
  })
})

describe('a start is refused, in one sentence, when', () => {
  const cases: readonly [name: string, change: () => void, sentence: RegExp][] = [
    [
      'a past migration changed',
      () => write('0001-make.sql', 'create table first (n bigint)'),
      /0001-make is not the one this database was made with.*new migration/,
    ],
    [
      'the database comes from a newer version',
      () => rmSync(join(directory, '0003-last.sql')),
      /has the migration 0003-last, which this version .* does not know/,
    ],
    [
      'a migration comes too late for its number',
      () => write('0002-late.sql', 'select 1'),
      /0002-late comes before number 3/,
    ],
    ['two share a number', () => write('0003-too.sql', 'select 1'), /have the same number/],
    ['a file has no number', () => write('later.sql', 'select 1'), /later\.sql has no number/],
    ['the directory is gone', () => rmSync(directory, { recursive: true }), /cannot be read/],
  ]
  it.each(cases)('%s', async (_name, change, sentence) => {
    write('0001-make.sql', 'create table first (n int)')
    write('0003-last.sql', 'insert into first values (3)')
    await migrate(empty.pool, directory)
    change()
    await expect(migrate(empty.pool, directory)).rejects.toThrow(sentence)
  })
})
