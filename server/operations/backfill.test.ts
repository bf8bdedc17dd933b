/** Histories, asked of servers that page, hold back, fail and talk nonsense as the real ones do. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Import } from '@secondstory/review/model/evidence'
import type { IntegrationKind } from '@secondstory/review/model/integrations'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openOutbound } from '../doors/outbound.ts'
import { refuseInterruptedImports } from '../store/imports.ts'
import { repositoryOf } from './backfill-github.ts'
import { bringHistory, dueHistories } from './backfill-pages.ts'
import type { OperationInput } from './index.ts'
import type { Outbound } from './outbound.ts'
import { NOON, refusal, testHouse, testStrongbox } from './testing.ts'

type Answer = { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
type Answering = (address: URL, request: IncomingMessage) => Answer

/** What the world outside answers, and what it was asked; troubles are worked off one per call before that. */
const world = {
  answering: ((): Answer => ({ status: 404, body: {} })) as Answering,
  troubles: [] as (Answer | 'garbage')[],
  asked: [] as string[],
  tokens: new Set<string>(),
}

const server = createServer((request, reply) => {
  const address = new URL(request.url ?? '/', 'http://world')
  world.asked.push(`${address.pathname}${address.search}`)
  world.tokens.add(String(request.headers.authorization))
  const trouble = world.troubles.shift()
  if (trouble === 'garbage') return void reply.end('<html>We will be back shortly')
  const { status = 200, headers = {}, body } = trouble ?? world.answering(address, request)
  reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const here = `http://127.0.0.1:${port}`
const waits: number[] = []
const client = openOutbound({ allow: [here], wait: async (wait_ms) => void waits.push(wait_ms) })
afterAll(() => {
  client.close()
  server.close()
})
beforeEach(() => {
  world.asked = []
  world.troubles = []
  world.tokens.clear()
  waits.length = 0
  house.clock.now = NOON
})

/** The real client, its addresses turned to this machine. */
const outbound: Outbound = {
  objectionTo: client.objectionTo,
  ask: (request) => client.ask({ ...request, url: request.url.replace('https://', `${here}/`) }),
}

const house = await testHouse()
const { keeper, member } = house.people
const ask = house.as(member, { outbound })

async function integrate(kind: IntegrationKind, more: { place?: string; apiToken?: string } = {}) {
  const { place = '', apiToken = 'a-token-to-ask-with' } = more
  const made = await house.as(keeper)('addIntegration', {
    kind,
    name: `${kind} of ours`,
    settings: { place },
    ...(apiToken === '' ? {} : { apiToken }),
  })
  return made.integration.id
}

const openOne = async (): Promise<string> =>
  (await ask('openIncident', { title: 'Checkout refused orders', kind: 'incident', severity: 'SEV1' })).id

async function bring(
  input: Pick<OperationInput<'importHistory'>, 'incidentId' | 'integrationId' | 'place'>,
  hours = { from: '2026-03-11T14:00:00Z', to: '2026-03-11T16:00:00Z' },
): Promise<Import> {
  const { id } = await ask('importHistory', { ...input, ...hours })
  await house.settle()
  return ask('readImport', { id })
}

/** What a job does when its time has come, on a server that was just started. */
const goOn = (importId: string, through: Outbound = outbound) =>
  bringHistory(
    { store: house.database, strongbox: testStrongbox, outbound: through, now: () => house.clock.now },
    importId,
  )

async function keysOf(incidentId: string): Promise<readonly string[]> {
  const { items } = await ask('findEvidence', { incidentId, limit: 500 })
  const rows = await house.database.pool.query<{ key: string }>(
    'select key from evidence where incident_id = $1 order by key',
    [incidentId],
  )
  expect(items).toHaveLength(rows.rows.length)
  return rows.rows.map(({ key }) => key)
}

const noon_s = Date.parse('2026-03-11T14:00:00Z') / 1000

describe('a channel of Slack', () => {
  const message = (seconds: number, more: object = {}) => ({
    type: 'message',
    user: seconds % 2 === 0 ? 'U1INES' : 'U2NOOR',
    text: `Writes are refused, look ${seconds}`,
    ts: `${noon_s + seconds}.000100`,
    ...more,
  })
  const threaded = (seconds: number, last: number) =>
    message(seconds, {
      thread_ts: `${noon_s + seconds}.000100`,
      reply_count: 2,
      reply_users: ['U1INES'],
      latest_reply: `${noon_s + last}.000100`,
    })
  const replies = (seconds: number, ...at: readonly number[]) =>
    at.map((each) => message(each, { thread_ts: `${noon_s + seconds}.000100`, parent_user_id: 'U2NOOR' }))

  /** Newest first in pages of `limit`, as Slack lists them. */
  const channel = [
    ...Array.from({ length: 450 }, (_, index) => message(60 + index)),
    threaded(30, 45),
    // Began the evening before and went on in the hours.
    threaded(-40_000, 600),
    // Older than the hours, and so is its last reply.
    threaded(-50_000, -49_000),
  ].toSorted((a, b) => (a.ts < b.ts ? 1 : -1))
  const threads = new Map<string, readonly object[]>([
    [`${noon_s + 30}.000100`, [threaded(30, 45), ...replies(30, 40, 45)]],
    [`${noon_s - 40_000}.000100`, [threaded(-40_000, 600), ...replies(-40_000, -39_000, 600)]],
  ])

  const page = (all: readonly object[], query: URLSearchParams): Answer => {
    const start = Number(query.get('cursor') ?? '0')
    const end = start + Number(query.get('limit'))
    const isMore = end < all.length
    return {
      body: {
        ok: true,
        messages: all.slice(start, end),
        has_more: isMore,
        response_metadata: { next_cursor: isMore ? String(end) : '' },
      },
    }
  }

  const slackWorld: Answering = ({ pathname, searchParams: query }) => {
    switch (pathname) {
      case '/slack.com/api/auth.test':
        return { body: { ok: true, url: 'https://harbour.slack.com/', team_id: 'T1HARBOUR' } }
      case '/slack.com/api/conversations.info':
        return { body: { ok: true, channel: { id: query.get('channel'), name: 'ledger' } } }
      case '/slack.com/api/conversations.list':
        return query.get('cursor') === null
          ? {
              body: {
                ok: true,
                channels: [{ id: 'C0OTHER00', name: 'other' }],
                response_metadata: { next_cursor: 'two' },
              },
            }
          : { body: { ok: true, channels: [{ id: 'C1LEDGER00', name: 'ledger' }] } }
      case '/slack.com/api/conversations.history':
        return page(
          channel.filter(({ ts }) => ts >= (query.get('oldest') ?? '') && ts <= (query.get('latest') ?? '')),
          query,
        )
      case '/slack.com/api/conversations.replies':
        return page(threads.get(query.get('ts') ?? '') ?? [], query)
      case '/slack.com/api/users.info': {
        const profile = { real_name: 'Ines Almeida', email: 'ines@harbour.example', phone: '+351 1' }
        return { body: { ok: true, user: { id: query.get('user'), name: 'ines', profile } } }
      }
      default:
        return { body: { ok: false, error: 'unknown_method' } }
    }
  }

  it('comes whole: pages, threads, and threads that began before', async () => {
    world.answering = slackWorld
    world.troubles = [
      { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } },
      { status: 500, body: {} },
      'garbage',
    ]
    const [incidentId, integrationId] = [await openOne(), await integrate('slack')]
    const receipt = await bring({ incidentId, integrationId, place: '#ledger' })
    expect(receipt).toMatchObject({ state: 'done', source: 'slack', because: '', notUnderstood: 0 })
    expect(receipt.fileName).toBe('Slack history of #ledger')
    const keys = await keysOf(incidentId)
    // 450 and the root of a thread, its two replies, and the late reply of the older thread.
    expect(keys).toHaveLength(450 + 3 + 1)
    expect(keys).toContain(`slack:T1HARBOUR:C1LEDGER00:${noon_s + 600}.000100`)
    expect(keys.every((key) => key.startsWith('slack:T1HARBOUR:C1LEDGER00:'))).toBe(true)
    expect(waits).toEqual([30_000])
    expect([...world.tokens]).toEqual(['Bearer a-token-to-ask-with'])
    const { items } = await ask('findEvidence', { incidentId, limit: 1 })
    expect(items[0]).toMatchObject({ place: '#ledger' })
    expect(items[0]?.link).toContain('https://harbour.slack.com/archives/C1LEDGER00/p')
    const stored = await house.database.pool.query(
      'select speaker::text from evidence where incident_id = $1',
      [incidentId],
    )
    expect(JSON.stringify(stored.rows)).toContain('Ines Almeida')
    expect(JSON.stringify(stored.rows)).not.toMatch(/ines@harbour|351/)
  })

  it('twice changes nothing', async () => {
    world.answering = slackWorld
    const [incidentId, integrationId] = [await openOne(), await integrate('slack', { place: 'C1LEDGER00' })]
    const once = await bring({ incidentId, integrationId })
    const again = await bring({ incidentId, integrationId })
    expect(once.stored).toBe(454)
    expect(again).toMatchObject({ state: 'done', stored: 0, alreadyKnown: 454, proposed: 0, tray: 0 })
  })

  it.each([
    [{ ok: false, error: 'invalid_auth' }, 'does not know the token'],
    [{ ok: false, error: 'missing_scope', needed: 'channels:history' }, 'misses the right channels:history'],
    [{ ok: false, error: 'method_deprecated' }, '“method_deprecated”'],
  ])('that answers %j is a receipt with the cure', async (body, because) => {
    world.answering = () => ({ body })
    const receipt = await bring({
      incidentId: await openOne(),
      integrationId: await integrate('slack'),
      place: 'x',
    })
    expect(receipt).toMatchObject({ state: 'refused', stored: 0 })
    expect(receipt.because).toContain(because)
  })

  it('that nobody named there is told', async () => {
    world.answering = slackWorld
    const receipt = await bring({
      incidentId: await openOne(),
      integrationId: await integrate('slack'),
      place: '#legder',
    })
    expect(receipt.because).toContain('no channel named #legder')
  })

  it('whose page fails is told on the receipt, asked for again later each time, and comes whole', async () => {
    world.answering = slackWorld
    const incidentId = await openOne()
    const integrationId = await integrate('slack')
    world.troubles = ['garbage', 'garbage', 'garbage']
    const held = await bring({ incidentId, integrationId, place: '#ledger' })
    expect(held).toMatchObject({ state: 'reading', stored: 0 })
    expect(held.because).toContain('no JSON')
    expect(held.because).toContain('goes on by itself at 12:00:05 UTC')
    expect(await dueHistories(house.database, NOON)).not.toContain(held.id)
    // Too early: nothing is asked.
    world.asked = []
    expect(await goOn(held.id)).toBe('2026-03-12T12:00:05.000Z')
    expect(world.asked).toEqual([])
    house.clock.now = '2026-03-12T12:00:05.000Z'
    expect(await dueHistories(house.database, house.clock.now)).toContain(held.id)
    world.troubles = ['garbage', 'garbage', 'garbage']
    expect(await goOn(held.id)).toBe('2026-03-12T12:00:15.000Z')
    house.clock.now = '2026-03-12T12:00:15.000Z'
    expect(await goOn(held.id)).toBeNull()
    expect(await ask('readImport', { id: held.id })).toMatchObject({
      state: 'done',
      because: '',
      stored: 454,
    })
  })

  it('that fails for good is given up after ten times, and what had come is kept and proposed from', async () => {
    world.answering = (address, request) =>
      address.searchParams.get('cursor') === '200' ? { status: 503, body: {} } : slackWorld(address, request)
    const incidentId = await openOne()
    const { id } = await bring({ incidentId, integrationId: await integrate('slack'), place: '#ledger' })
    for (let again = 0; again < 9; again += 1) {
      house.clock.now = (await goOn(id)) ?? house.clock.now
      await goOn(id)
    }
    const receipt = await ask('readImport', { id })
    expect(receipt.state).toBe('refused')
    expect(receipt.because).toContain('It was asked for 10 times.')
    expect(receipt.because).toContain('What had come until then is kept')
    expect(receipt.stored).toBe(200)
    expect(await keysOf(incidentId)).toHaveLength(200)
    const { timeline } = await ask('readIncident', { id: incidentId })
    expect(timeline.length).toBe(receipt.proposed + receipt.tray)
    world.answering = slackWorld
    const again = await bring({ incidentId, integrationId: await integrate('slack'), place: '#ledger' })
    expect(again).toMatchObject({ state: 'done', stored: 254, alreadyKnown: 200 })
  })

  it('goes on after a restart at the page where it was, and asks for none twice', async () => {
    world.answering = slackWorld
    const incidentId = await openOne()
    const integrationId = await integrate('slack')
    // The server dies at its third page: nothing more of it is written.
    let pages = 0
    const dying: Outbound = {
      ...outbound,
      ask: async (request) => {
        if (/conversations.(?:history|replies)/.test(request.url)) pages += 1
        if (pages === 3) throw Object.assign(new Error('the process is gone'), { code: 'ECONNREFUSED' })
        return outbound.ask(request)
      },
    }
    const deaths: unknown[] = []
    const started = await house.as(member, {
      outbound: dying,
      bringHistory: (id) => void goOn(id, dying).catch((error: unknown) => deaths.push(error)),
    })('importHistory', {
      incidentId,
      integrationId,
      place: '#ledger',
      from: '2026-03-11T14:00:00Z',
      to: '2026-03-11T16:00:00Z',
    })
    await expect.poll(() => deaths.length).toBe(1)
    const half = await ask('readImport', { id: started.id })
    expect(half).toMatchObject({ state: 'reading', stored: 400 })
    await refuseInterruptedImports(house.database.queries, house.clock.now)
    expect(await dueHistories(house.database, house.clock.now)).toEqual([started.id])
    world.asked = []
    expect(await goOn(started.id)).toBeNull()
    expect(await ask('readImport', { id: started.id })).toMatchObject({ state: 'done', stored: 454 })
    expect(await keysOf(incidentId)).toHaveLength(454)
    const history = world.asked.filter((path) => path.includes('conversations.history'))
    expect(history).toHaveLength(1)
    expect(history[0]).toContain('cursor=400')
    expect(await dueHistories(house.database, house.clock.now)).toEqual([])
  })

  it('that two workers bring at once is stored once', async () => {
    world.answering = slackWorld
    const incidentId = await openOne()
    const integrationId = await integrate('slack')
    const started = await house.as(member, {
      outbound,
      bringHistory: () => undefined,
    })('importHistory', {
      incidentId,
      integrationId,
      place: '#ledger',
      from: '2026-03-11T14:00:00Z',
      to: '2026-03-11T16:00:00Z',
    })
    await Promise.all([goOn(started.id), goOn(started.id)])
    expect(await ask('readImport', { id: started.id })).toMatchObject({
      state: 'done',
      stored: 454,
      alreadyKnown: 0,
    })
  })

  it('that is stopped keeps what had come, and proposes from it', async () => {
    world.answering = (address, request) =>
      address.searchParams.get('cursor') === '200' ? { status: 503, body: {} } : slackWorld(address, request)
    const incidentId = await openOne()
    const { id } = await bring({ incidentId, integrationId: await integrate('slack'), place: '#ledger' })
    const stopped = await ask('closeImport', { id })
    expect(stopped).toMatchObject({ state: 'cancelled', stored: 200 })
    await house.settle()
    expect(await goOn(id)).toBeNull()
    expect(await keysOf(incidentId)).toHaveLength(200)
    const { timeline } = await ask('readIncident', { id: incidentId })
    const receipt = await ask('readImport', { id })
    expect(receipt.proposed + receipt.tray).toBe(timeline.length)
    expect(timeline.length).toBeGreaterThan(0)
  })

  it('can be cancelled while it is asked for', async () => {
    const incidentId = await openOne()
    world.answering = (address, request) => {
      if (address.pathname.endsWith('history')) arrived()
      return slackWorld(address, request)
    }
    let arrived: () => void = () => undefined
    const history = new Promise<void>((resolve) => {
      arrived = resolve
    })
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const slow: Outbound = {
      ...outbound,
      ask: async (request) => {
        const answer = await outbound.ask(request)
        if (request.url.includes('conversations.history')) await held
        return answer
      },
    }
    const started = await house.as(member, { outbound: slow })('importHistory', {
      incidentId,
      integrationId: await integrate('slack'),
      place: '#ledger',
      from: '2026-03-11T14:00:00Z',
      to: '2026-03-11T16:00:00Z',
    })
    await history
    expect(started.state).toBe('reading')
    await ask('closeImport', { id: started.id })
    goOn()
    await house.settle()
    expect(await ask('readImport', { id: started.id })).toMatchObject({ state: 'cancelled', stored: 0 })
    expect(await keysOf(incidentId)).toEqual([])
  })
})

describe('a repository of GitHub', () => {
  const at = (clock: string) => `2026-03-11T${clock}:00Z`
  const deployment = {
    id: 71,
    node_id: 'DE_71',
    sha: 'a1'.repeat(20),
    ref: 'main',
    environment: 'production',
    statuses_url: 'https://api.github.com/repos/harbour/checkout/deployments/71/statuses',
    created_at: at('14:20'),
  }
  const status = (id: number, state: string, clock: string) => ({
    id,
    node_id: `DES_${id}`,
    state,
    environment: 'production',
    created_at: at(clock),
    deployment_url: 'https://api.github.com/repos/harbour/checkout/deployments/71',
    creator: { login: 'deployer[bot]', type: 'Bot' },
  })
  const pull = (number: number, times: object) => ({
    id: 900 + number,
    node_id: `PR_${number}`,
    number,
    title: `Change ${number}`,
    state: 'closed',
    head: { ref: 'x', sha: 'b2'.repeat(20) },
    base: { ref: 'main' },
    html_url: `https://github.com/harbour/checkout/pull/${number}`,
    ...times,
  })
  const run = (id: number) => ({
    id,
    node_id: `WFR_${id}`,
    name: 'Deploy',
    workflow_id: 5,
    run_number: id,
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    head_branch: 'main',
    head_sha: 'a1'.repeat(20),
    path: '.github/workflows/deploy.yml',
    created_at: at('14:10'),
    run_started_at: at('14:10'),
    updated_at: at('14:18'),
  })
  const lists: Record<string, readonly object[]> = {
    deployments: [
      { ...deployment, id: 72, created_at: '2026-03-11T18:00:00Z' },
      deployment,
      { ...deployment, id: 70, created_at: '2026-03-01T10:00:00Z' },
      { ...deployment, id: 69, created_at: '2026-02-01T10:00:00Z' },
    ],
    'deployments/71/statuses': [status(503, 'success', '14:25'), status(502, 'in_progress', '14:21')],
    pulls: [
      pull(12, { created_at: at('09:00'), updated_at: at('14:05'), merged_at: at('14:05') }),
      pull(11, { created_at: at('14:01'), updated_at: at('14:02'), merged_at: null, state: 'open' }),
      pull(10, { created_at: at('08:00'), updated_at: at('13:00'), merged_at: at('13:00') }),
    ],
    releases: [
      { id: 31, node_id: 'RE_31', tag_name: 'v9', target_commitish: 'main', published_at: at('15:00') },
      { id: 30, node_id: 'RE_30', tag_name: 'v8', target_commitish: 'main', published_at: at('10:00') },
    ],
    commits: [
      {
        sha: 'a1'.repeat(20),
        node_id: 'C_1',
        html_url: 'https://github.com/harbour/checkout/commit/a1',
        commit: { message: 'Lower the write limit', committer: { date: at('14:04') } },
        author: { login: 'ines' },
        parents: [],
      },
    ],
  }
  const githubWorld: Answering = ({ pathname, searchParams }) => {
    const path = pathname.replace(/^\/api\.github\.com\/repos\/harbour\/checkout\/?/, '')
    if (path === '')
      return {
        body: {
          id: 1,
          full_name: 'harbour/checkout',
          default_branch: 'main',
          html_url: 'https://github.com/harbour/checkout',
        },
      }
    const all =
      path === 'actions/runs' ? Array.from({ length: 130 }, (_, index) => run(index + 1)) : lists[path]
    if (all === undefined) return { status: 404, body: {} }
    const start = (Number(searchParams.get('page')) - 1) * Number(searchParams.get('per_page'))
    const page = all.slice(start, start + Number(searchParams.get('per_page')))
    return { body: path === 'actions/runs' ? { total_count: all.length, workflow_runs: page } : page }
  }

  it('comes with what changed in the hours and with nothing else', async () => {
    world.answering = githubWorld
    const [incidentId, integrationId] = [
      await openOne(),
      await integrate('github', { place: 'harbour/checkout' }),
    ]
    const receipt = await bring({ incidentId, integrationId })
    expect(receipt).toMatchObject({ state: 'done', source: 'github', notUnderstood: 0 })
    const keys = await keysOf(incidentId)
    expect(keys.filter((key) => !key.includes('workflow_run'))).toEqual(
      [
        `github:commit:${'a1'.repeat(20)}`,
        'github:deployment:71',
        'github:deployment_status:502',
        'github:deployment_status:503',
        'github:pull_request:911:opened',
        'github:pull_request:912:merged',
        'github:release:31:published',
      ].toSorted(),
    )
    expect(keys.filter((key) => key.includes('workflow_run'))).toHaveLength(130)
    // The list of deploys is newest first: what lies before the hours ends the asking.
    expect(world.asked.filter((path) => path.includes('/statuses'))).toHaveLength(1)
    expect(world.asked.filter((path) => path.includes('actions/runs'))).toHaveLength(2)
  })

  it('has the same keys and words as its deliveries', async () => {
    world.answering = githubWorld
    const repository = { id: 1, full_name: 'harbour/checkout', default_branch: 'main' }
    const [incidentId, integrationId] = [
      await openOne(),
      await integrate('github', { place: 'harbour/checkout' }),
    ]
    const delivered = {
      action: 'created',
      deployment_status: status(503, 'success', '14:25'),
      deployment,
      repository,
      sender: { login: 'deployer[bot]', type: 'Bot' },
    }
    await ask('importEvidence', {
      incidentId,
      pasted: [{ name: 'delivery.json', text: JSON.stringify(delivered) }],
    })
    await house.settle()
    const text = async () =>
      (await ask('findEvidence', { incidentId, limit: 500 })).items.find(({ text }) =>
        text.startsWith('Deployed'),
      )
    const before = await text()
    const receipt = await bring({ incidentId, integrationId })
    expect(receipt.alreadyKnown).toBe(1)
    expect(before?.text).toBe(`Deployed main (${'a1'.repeat(4)}) to production`)
    const other = await openOne()
    await bring({ incidentId: other, integrationId })
    const asked = (await ask('findEvidence', { incidentId: other, limit: 500 })).items
    expect(asked.map((each) => each.text)).toContain(before?.text)
  })

  it('that lets this token ask no more says until when', async () => {
    world.answering = () => ({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(noon_s + 3840) },
      body: { message: 'API rate limit exceeded' },
    })
    house.clock.now = '2026-03-11T14:30:00.000Z'
    const integrationId = await integrate('github', { place: 'harbour/checkout' })
    const receipt = await bring({ incidentId: await openOne(), integrationId })
    expect(receipt.state).toBe('reading')
    expect(receipt.because).toContain('until 15:04 UTC')
    expect(receipt.because).toContain('goes on by itself at 15:04:00 UTC')
  })

  it.each([
    [401, 'does not know the token'],
    [404, 'knows nothing at this place'],
  ])('that answers %i is a receipt with the cure', async (answered, because) => {
    world.answering = () => ({ status: answered, body: {} })
    const integrationId = await integrate('github', { place: 'harbour/checkout' })
    expect((await bring({ incidentId: await openOne(), integrationId })).because).toContain(because)
  })

  it.each([
    ['harbour/checkout', 'https://api.github.com'],
    ['https://github.com/harbour/checkout', 'https://api.github.com'],
    ['https://github.com/harbour/checkout.git', 'https://api.github.com'],
    ['https://ghe.harbour.example/harbour/checkout/', 'https://ghe.harbour.example/api/v3'],
  ])('%s is asked at %s', (place, base) => {
    expect(repositoryOf(place)).toEqual({ base, name: 'harbour/checkout' })
  })

  it.each(['checkout', 'a/b/c', 'https://github.com/', 'a b/c', '../etc/passwd'])('%s is none', (place) => {
    expect(repositoryOf(place)).toBeNull()
  })
})

describe('the log of PagerDuty', () => {
  const entry = (id: string, type: string, clock: string) => ({
    id,
    type: `${type}_log_entry`,
    created_at: `2026-03-11T${clock}Z`,
    agent: { id: 'PSVC', type: 'service_reference', summary: 'Checkout' },
    incident: { id: 'QINC1', type: 'incident_reference', summary: '[#12] Checkout refuses writes' },
    service: { id: 'PSVC01', type: 'service_reference', summary: 'Checkout' },
    html_url: 'https://harbour.pagerduty.com/log/1',
  })
  const log = [
    entry('R1', 'trigger', '14:02:00'),
    ...Array.from({ length: 120 }, (_, index) =>
      entry(`N${index}`, 'annotate', `14:${10 + (index % 40)}:07`),
    ),
    entry('R9', 'resolve', '15:10:00'),
  ]
  const pagerdutyWorld: Answering = ({ pathname, searchParams }) => {
    const offset = Number(searchParams.get('offset'))
    const part = <T>(all: readonly T[]) => all.slice(offset, offset + Number(searchParams.get('limit')))
    const paged = (name: string, all: readonly object[]): Answer => ({
      body: { [name]: part(all), more: offset + Number(searchParams.get('limit')) < all.length },
    })
    if (pathname.endsWith('/services')) return paged('services', [{ id: 'PSVC01', name: 'Checkout' }])
    if (pathname.endsWith('/services/PSVC01')) return { body: { service: { id: 'PSVC01' } } }
    if (pathname.endsWith('/incidents')) return paged('incidents', [{ id: 'QINC1' }])
    if (pathname.endsWith('/change_events')) return paged('change_events', [])
    return pathname.endsWith('/QINC1/log_entries') || pathname.endsWith('.com/log_entries')
      ? paged('log_entries', log)
      : { status: 404, body: {} }
  }

  it.each([
    ['a service by its name', 'Checkout'],
    ['an incident by its address', 'https://harbour.pagerduty.com/incidents/QINC1'],
    ['an incident by its id', 'QINC1'],
    ['everything', ''],
  ])('of %s comes whole, in UTC', async (_sort, place) => {
    world.answering = pagerdutyWorld
    const [incidentId, integrationId] = [await openOne(), await integrate('pagerduty')]
    const receipt = await bring({ incidentId, integrationId, place })
    expect(receipt).toMatchObject({ state: 'done', source: 'pagerduty', notUnderstood: 0, stored: 122 })
    const keys = await keysOf(incidentId)
    expect(keys).toContain('pagerduty:QINC1:resolved')
    const asked = world.asked.filter((path) => path.includes('log_entries'))
    expect(asked).toHaveLength(2)
    for (const path of asked) expect(path).toContain('time_zone=UTC')
    expect([...world.tokens]).toEqual(['Token token=a-token-to-ask-with'])
  })

  it('of a service nobody has is told', async () => {
    world.answering = pagerdutyWorld
    const integrationId = await integrate('pagerduty')
    const receipt = await bring({ incidentId: await openOne(), integrationId, place: 'Chekout' })
    expect(receipt.because).toContain('no service named “Chekout”')
  })
})

describe('what is refused before anything is asked', () => {
  const hours = { from: '2026-03-11T14:00:00Z', to: '2026-03-11T16:00:00Z' }

  it.each([
    ['a tool that only sends', 'alertmanager', {}, hours, 'can send and cannot be asked'],
    ['no token', 'github', { apiToken: '', place: 'a/b' }, hours, 'has no token to ask GitHub with'],
    ['no place', 'slack', {}, hours, 'name a channel'],
    [
      'hours that end before they begin',
      'pagerduty',
      {},
      { from: hours.to, to: hours.from },
      'turn the two around',
    ],
    ['too many of them', 'pagerduty', {}, { from: '2026-01-01T00:00:00Z', to: hours.to }, 'At most 31 days'],
  ] as const)('%s', async (_sort, kind, more, when, sentence) => {
    const [incidentId, integrationId] = [await openOne(), await integrate(kind, more)]
    const refused = await refusal(ask('importHistory', { incidentId, integrationId, ...when }))
    expect(refused.message).toContain(sentence)
    expect(world.asked).toEqual([])
    expect(await ask('listImports', { incidentId })).toEqual([])
  })
})
