/** A history is brought by a server of its own: one that stops in the middle of a page is followed by one that goes on. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testHouse } from '../operations/testing.ts'
import { serverProcess } from './testing-process.ts'

const at = '2026-03-11T14:05:00Z'
const PAGES = [100, 100, 50]

/** A GitHub of a company's own, with commits on three pages. */
const world = { asked: [] as string[], held: null as ((reply: ServerResponse) => void) | null }
const api = createServer((request, reply) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://world')
  const page = Number(searchParams.get('page') ?? '0')
  const path = pathname.replace('/api/v3/repos/harbour/checkout', '')
  if (path === '/commits') world.asked.push(String(page))
  if (path === '/commits' && page === 2 && world.held !== null) return world.held(reply)
  reply.setHeader('content-type', 'application/json').end(JSON.stringify(bodyOf(path, page)))
})
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
const { port } = api.address() as AddressInfo
const here = `http://127.0.0.1:${port}`
afterAll(() => api.close())

function bodyOf(path: string, page: number): unknown {
  if (path === '') return { id: 1, full_name: 'harbour/checkout', default_branch: 'main', html_url: here }
  if (path === '/actions/runs') return { workflow_runs: [] }
  if (path !== '/commits') return []
  return Array.from({ length: PAGES[page - 1] ?? 0 }, (_, index) => {
    const sha = `${page}${index}`.padStart(40, 'a')
    const commit = { message: `Change ${page}/${index}`, committer: { date: at } }
    return {
      sha,
      node_id: sha,
      html_url: `${here}/commit/${sha}`,
      commit,
      author: { login: 'ines' },
      parents: [],
    }
  })
}

const house = await testHouse()
const { keeper, member } = house.people
const { start, stop } = serverProcess({
  DATABASE_URL: house.database.url,
  SECONDSTORY_KEY: 'a key for tests, and for nothing else',
  OUTBOUND_ALLOW: here,
})

test('it goes on after a stop in the middle of a page, and asks for no page that was brought', async () => {
  const { integration } = await house.as(keeper)('addIntegration', {
    kind: 'github',
    name: 'GitHub of the harbour',
    settings: { place: `${here}/harbour/checkout` },
    apiToken: 'a-token-to-ask-with',
  })
  const ask = house.as(member, { bringHistory: () => undefined })
  const incident = await ask('openIncident', { title: 'Orders wait', kind: 'incident', severity: 'SEV2' })
  const { id } = await ask('importHistory', {
    incidentId: incident.id,
    integrationId: integration.id,
    from: '2026-03-11T14:00:00Z',
    to: '2026-03-11T16:00:00Z',
  })
  const reached = new Promise<void>((resolve) => {
    world.held = () => resolve()
  })
  await start()
  await reached
  expect(await ask('readImport', { id })).toMatchObject({ state: 'reading', stored: 100 })
  await stop('SIGTERM')
  world.held = null
  await start()
  await expect
    .poll(async () => (await ask('readImport', { id })).state, { timeout: 60_000, interval: 200 })
    .toBe('done')
  expect(await ask('readImport', { id })).toMatchObject({ stored: 250, alreadyKnown: 0, because: '' })
  expect(world.asked).toEqual(['1', '2', '2', '3'])
  await stop('SIGTERM')
}, 120_000)
