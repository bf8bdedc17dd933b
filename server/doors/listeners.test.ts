import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { later } from '@secondstory/review/model/instants'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listenerCarrier, tell } from '../operations/listeners.ts'
import { sendDue } from '../operations/outbox.ts'
import { NOON, refusal, testHouse, testStrongbox } from '../operations/testing.ts'
import { type OutboundClient, openOutbound } from './outbound.ts'

const house = await testHouse()
const { queries } = house.database
const closers: (() => Promise<void> | void)[] = []

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

beforeEach(async () => {
  await queries.deleteFrom('dispatches').execute()
  await queries.updateTable('listeners').set({ state: 'off' }).execute()
})

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A tool that hears what it is told, and answers as it is told to. */
async function tool(answer: RequestListener): Promise<{ readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      answer(request, reply)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return { url: `http://127.0.0.1:${port}/hook`, heard }
}

function wayOut(allow: readonly string[]): OutboundClient {
  const outbound = openOutbound({ allow, limits: { idle_ms: 200, total_ms: 2_000, attempts: 1 } })
  closers.push(() => outbound.close())
  return outbound
}

/** A listener for a tool, and what sends to it. */
async function listening(url: string, allow = [new URL(url).origin]) {
  const outbound = wayOut(allow)
  const ask = house.as(house.people.keeper, { outbound })
  const { listener, secret } = await ask('addListener', { name: 'Chat', url, events: ['edition.published'] })
  const webhook = listenerCarrier({ store: house.database, strongbox: testStrongbox, outbound })
  return {
    id: listener.id,
    secret,
    ask,
    round: (now: string) => sendDue({ store: house.database, carriers: { webhook }, now, jitter: () => 0 }),
    now: async () => (await ask('listListeners', {})).find(({ id }) => id === listener.id),
  }
}

function happened(now: string = NOON): Promise<void> {
  return tell(queries, { event: 'edition.published', facts: { title: 'Writes' }, onceKey: `e ${now}`, now })
}

describe('a tool that is told', () => {
  test('can verify what it hears with the published library, and a changed body not', async () => {
    const { url, heard } = await tool((_request, reply) => void reply.end())
    const chat = await listening(url)
    const now = new Date().toISOString()
    await happened(now)
    await happened(now)
    await chat.round(now)
    expect(heard).toHaveLength(1)
    const { body = '', headers = {} } = heard[0] ?? {}
    const signed = {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    }
    const verifier = new Webhook(chat.secret)
    expect(verifier.verify(body, signed)).toEqual({
      type: 'edition.published',
      timestamp: now,
      data: { title: 'Writes' },
    })
    expect(() => verifier.verify(`${body} `, signed)).toThrow('signature')
    expect(() => new Webhook(`whsec_${'A'.repeat(32)}`).verify(body, signed)).toThrow('signature')
  })

  test('hears it again under the same id after it was down, and is well again', async () => {
    let isDown = true
    const { url, heard } = await tool((_request, reply) => void reply.writeHead(isDown ? 503 : 204).end())
    const chat = await listening(url)
    await happened()
    await chat.round(NOON)
    expect(await chat.now()).toMatchObject({ state: 'on', failingSince: NOON })
    isDown = false
    await chat.round(later(NOON, 60_000))
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([
      heard[0]?.headers['webhook-id'],
      heard[0]?.headers['webhook-id'],
    ])
    expect(await chat.now()).toMatchObject({ failingSince: null })
  })

  test('is turned off with the reason after three days without an answer', async () => {
    const { url } = await tool((_request, reply) => void reply.writeHead(500).end())
    const chat = await listening(url)
    await happened()
    await chat.round(NOON)
    await chat.round(later(NOON, 3 * 86_400_000))
    const off = await chat.now()
    expect(off).toMatchObject({ state: 'off' })
    expect(off?.because).toContain('took nothing for three days: It answered with 500.')
    await happened(later(NOON, 4 * 86_400_000))
    expect((await queries.selectFrom('dispatches').selectAll().execute()).length).toBe(1)
    const { version = 0 } = off ?? {}
    await chat.ask('correctListener', { id: chat.id, version, state: 'on' })
    expect(await chat.now()).toMatchObject({ state: 'on', because: '', failingSince: null })
  })

  test('that says 410 is turned off at once', async () => {
    const { url } = await tool((_request, reply) => void reply.writeHead(410).end())
    const chat = await listening(url)
    await happened()
    await chat.round(NOON)
    expect((await chat.now())?.because).toContain('wants to hear nothing more')
  })

  test('that says nothing is left and tried again later', async () => {
    const { url } = await tool(() => undefined)
    const chat = await listening(url)
    await happened()
    await chat.round(NOON)
    const [row] = await queries.selectFrom('dispatches').selectAll().execute()
    expect(row).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(row?.because).toContain('went silent')
  })

  test('that sends us on to a private address is not followed', async () => {
    const { url } = await tool(
      (_request, reply) => void reply.writeHead(307, { location: 'http://10.0.0.1/' }).end(),
    )
    const chat = await listening(url)
    await happened()
    await chat.round(NOON)
    const [row] = await queries.selectFrom('dispatches').selectAll().execute()
    expect(row).toMatchObject({ state: 'returned' })
    expect(row?.because).toContain('not sent twice')
  })
})

describe('an address that is not told', () => {
  test.each([
    ['http://10.0.0.1/hook', /only https|no public address/],
    ['http://example.org/hook', /https/],
    ['https://127.0.0.1/hook', /no public address|private|this machine/],
    ['file:///etc/passwd', /https|address/],
  ])('%s is refused before anything is sent', async (url, sentence) => {
    const outbound = wayOut([])
    const ask = house.as(house.people.keeper, { outbound })
    const no = await refusal(ask('addListener', { name: 'Chat', url, events: ['edition.published'] }))
    expect(no.kind).toBe('invalid')
    expect(no.message).toMatch(sentence)
  })

  test('its secret is in one answer alone, and it comes back after it was removed', async () => {
    const { url } = await tool((_request, reply) => void reply.end())
    const chat = await listening(url)
    expect(JSON.stringify(await chat.ask('listListeners', {}))).not.toContain(chat.secret)
    const history = await queries.selectFrom('history').selectAll().where('row_id', '=', chat.id).execute()
    expect(JSON.stringify(history)).not.toContain(chat.secret)
    const { removalId } = await chat.ask('removeListener', { id: chat.id })
    expect(await chat.now()).toBeUndefined()
    await chat.ask('undoRemoval', { removalId })
    expect(await chat.now()).toMatchObject({ state: 'on' })
  })

  test('a member neither adds one nor sees any', async () => {
    expect((await refusal(house.as(house.people.member)('listListeners', {}))).kind).toBe('not-allowed')
  })
})
