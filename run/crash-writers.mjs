import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Obstacle } from './progress.mjs'

/**
 * Two ways to write and to look again. `write` answers the id of a write that was acknowledged, or null when nobody
 * said so: the connection broke, or the server answered 503. `countStored` looks each of them up afterwards.
 */
export async function httpWriter(site) {
  const ask = async (operation, input, cookie = '') => {
    const headers = { 'content-type': 'application/json', 'x-second-story': '1', cookie }
    return await fetch(`${site.address}/api/${operation}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    })
  }
  const signIn = await ask('startSession', {
    email: 'keeper@example.org',
    password: 'a password for twenty crashes',
  })
  const cookie = signIn.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  if (signIn.status !== 200 || cookie === '') {
    throw new Obstacle(`The keeper cannot sign in (${signIn.status}: ${await signIn.text()}).`)
  }
  const found = async (id) => (await ask('readIncident', { id }, cookie)).status === 200
  return {
    write: async () => {
      const incident = { title: `Crash ${randomUUID()}`, kind: 'incident', severity: 'SEV2' }
      try {
        const answer = await ask('openIncident', incident, cookie)
        if (answer.status === 200) return (await answer.json()).id
        if (answer.status >= 500) return null
        throw new Obstacle(`openIncident answered ${answer.status}: ${await answer.text()}`)
      } catch (error) {
        if (error instanceof Obstacle) throw error
        return null
      }
    },
    countStored: async (ids) => {
      let stored = 0
      for (const id of ids) stored += (await found(id)) ? 1 : 0
      return stored
    },
    close: async () => undefined,
  }
}

/** Straight to the embedded database, past the server: shows what PostgreSQL and its launcher keep on their own. */
export async function sqlWriter(site) {
  const { default: pg } = await import('pg')
  const settings = () => ({
    host: '127.0.0.1',
    port: Number(readFileSync(join(site.directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]),
    user: 'postgres',
    password: readFileSync(join(site.directory, 'postgres.secret'), 'utf8').trim(),
    database: 'secondstory',
  })
  const query = async (sql, values) => {
    const client = new pg.Client(settings())
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await client.query(sql, values)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  await query('create table crash_writes (id uuid primary key)')
  return {
    write: async () => {
      const id = randomUUID()
      try {
        await query('insert into crash_writes values ($1)', [id])
        return id
      } catch {
        return null
      }
    },
    countStored: async (ids) => {
      const { rows } = await query('select count(*)::int as stored from crash_writes where id = any($1)', [
        ids,
      ])
      return rows[0].stored
    },
    close: async () => undefined,
  }
}
