/** What senders were told is stored, is stored: also when the server is killed in the middle of it. */
import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { testHouse } from '../operations/testing.ts'
import { serverProcess } from './testing-process.ts'

const KEY = 'a key for tests, and for nothing else'
const house = await testHouse()
const { start, stop } = serverProcess({ DATABASE_URL: house.database.url, SECONDSTORY_KEY: KEY })

const SECRET = 'a secret for six hundred deliveries'
const UNIQUE = 600

function bodyOf(id: number): string {
  const at = '2026-03-12T14:05:00Z'
  return JSON.stringify({
    deployment_status: { id, state: 'success', environment: 'production', created_at: at, updated_at: at },
    deployment: { id, sha: id.toString(16).padStart(40, '0'), environment: 'production', created_at: at },
    repository: { full_name: 'harbour/checkout' },
  })
}

async function isTaken(address: string, integrationId: string, body: string): Promise<boolean> {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  const headers = { 'x-github-event': 'deployment_status', 'x-hub-signature-256': `sha256=${signature}` }
  const answer = await fetch(`${address}/hooks/${integrationId}`, { method: 'POST', headers, body }).catch(
    () => null,
  )
  return answer?.status === 202
}

test('600 deliveries, three of ten twice and in any order, a kill in the middle: stored = sent = evidence', async () => {
  const { keeper, member } = house.people
  const { integration } = await house.as(keeper)('addIntegration', {
    kind: 'github',
    name: 'The storm',
    secret: SECRET,
  })
  const incident = await house.as(member)('openIncident', {
    title: 'A storm of deliveries',
    kind: 'incident',
    severity: 'SEV3',
    startedAt: { at: '2026-03-12T14:00:00Z', precision: 'minute' },
  })
  // Seven is no factor of either length, so each is met and the order is none.
  const ids = Array.from({ length: UNIQUE * 1.3 }, (_, index) => ((index * 7) % (UNIQUE * 1.3)) % UNIQUE)
  let address = await start()
  let restarting: Promise<void> | null = null
  let next = 0
  const restart = async (): Promise<void> => {
    await stop('SIGKILL')
    address = await start()
  }
  const sender = async (): Promise<void> => {
    while (next < ids.length) {
      const body = bodyOf(ids[next] ?? 0)
      next += 1
      if (next > ids.length / 2) restarting ??= restart()
      while (!(await isTaken(address, integration.id, body))) {
        await restarting
        await pause(20)
      }
    }
  }
  await Promise.all(Array.from({ length: 12 }, sender))
  expect(restarting).not.toBeNull()
  const { pool } = house.database
  for (let look = 0; look < 400; look += 1) {
    const { rows } = await pool.query("select 1 from deliveries where state = 'waiting' limit 1")
    if (rows.length === 0) break
    await pause(100)
  }
  await stop('SIGTERM')
  const stored = await pool.query<{ body: string; state: string; incident_id: string }>(
    'select body, state, incident_id from deliveries',
  )
  expect(stored.rows.map(({ body }) => body).toSorted()).toEqual(
    Array.from({ length: UNIQUE }, (_, id) => bodyOf(id)).toSorted(),
  )
  expect(new Set(stored.rows.map(({ state }) => state))).toEqual(new Set(['read']))
  expect(new Set(stored.rows.map((row) => row.incident_id))).toEqual(new Set([incident.id]))
  const evidence = await pool.query<{ key: string }>('select key from evidence where incident_id = $1', [
    incident.id,
  ])
  expect(evidence.rows.map(({ key }) => key).toSorted()).toEqual(
    Array.from({ length: UNIQUE }, (_, id) => `github:deployment_status:${id}`).toSorted(),
  )
  const [receipt] = await house.as(member)('listImports', { incidentId: incident.id })
  expect(receipt).toMatchObject({
    fileName: 'The storm (live)',
    stored: UNIQUE,
    state: 'done',
    source: 'github',
  })
}, 180_000)
