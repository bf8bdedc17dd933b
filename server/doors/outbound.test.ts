/** The way out, against real servers that behave as servers do on a bad day. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer, type Server as PlainServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import type { OutboundAnswer } from '../operations/outbound.ts'
import { type OutboundClient, type OutboundSettings, openOutbound } from './outbound.ts'
import type { Resolve } from './outbound-line.ts'

const closers: (() => void)[] = []
afterAll(() => {
  for (const close of closers) close()
})

async function listening(server: Server | PlainServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return port
}

/** A server that answers like this, and its address. */
async function serving(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(answer))}`
}

interface Opened {
  readonly client: OutboundClient
  /** The waits between attempts; nobody sits through them. */
  readonly waits: number[]
}

function opened(allow: readonly string[], more: Partial<OutboundSettings> = {}): Opened {
  const waits: number[] = []
  const client = openOutbound({ allow, wait: async (wait_ms) => void waits.push(wait_ms), ...more })
  closers.push(client.close)
  return { client, waits }
}

function because(answer: OutboundAnswer): string {
  return answer.isReply ? `a reply with ${answer.status}` : answer.because
}

describe('a reply', () => {
  it('arrives with its status, headers and words', async () => {
    const address = await serving((request, reply) => {
      reply.setHeader('x-page', '2').end(`${request.method} ${request.url} ${request.headers.authorization}`)
    })
    const { client } = opened([address])
    expect(
      await client.ask({ url: `${address}/a?b=c`, headers: { authorization: 'Bearer t' } }),
    ).toMatchObject({
      isReply: true,
      status: 200,
      headers: { 'x-page': '2' },
      text: 'GET /a?b=c Bearer t',
    })
  })

  it('of whatever status is an answer, and a 404 is asked for once', async () => {
    let asked = 0
    const address = await serving((_request, reply) => {
      asked += 1
      reply.writeHead(404).end('not here')
    })
    const { client } = opened([address])
    expect(await client.ask({ url: address })).toMatchObject({ status: 404, text: 'not here' })
    expect(asked).toBe(1)
  })

  it('to a body that was sent whole', async () => {
    const address = await serving(async (request, reply) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
      reply.end(`${request.headers['content-length']} ${Buffer.concat(chunks).toString()}`)
    })
    const { client } = opened([address])
    expect(await client.ask({ url: address, method: 'POST', body: 'grüß' })).toMatchObject({ text: '6 grüß' })
  })
})

describe('where a name leads', () => {
  const leadingTo =
    (...addresses: readonly string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

  it.each([
    ['a private address', ['10.1.2.3']],
    ['a public and a private one', ['140.82.121.3', '192.168.0.1']],
    ['this machine', ['::1']],
    ['the keys of a cloud', ['169.254.169.254']],
  ])('to %s, nothing is connected', async (_sort, addresses) => {
    const { client, waits } = opened([], { resolve: leadingTo(...addresses) })
    expect(because(await client.ask({ url: 'https://api.example/' }))).toContain('no public address')
    expect(waits).toEqual([])
  })

  it('is looked up once for a connection, so that a second answer cannot lead elsewhere', async () => {
    const lookups: string[] = []
    const port = await listening(createServer((_request, reply) => void reply.end('reached')))
    const resolve: Resolve = async (host) => {
      lookups.push(host)
      return [{ address: lookups.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    const { client } = opened([`http://inside.example:${port}`], { resolve })
    expect(await client.ask({ url: `http://inside.example:${port}/` })).toMatchObject({ text: 'reached' })
    expect(lookups).toEqual(['inside.example'])
  })

  it('to nothing is a sentence with the name', async () => {
    const { client } = opened([], { resolve: leadingTo() })
    expect(because(await client.ask({ url: 'https://api.example/' }))).toContain(
      'api.example leads to no address',
    )
  })

  it('that cannot be looked up is asked again and then told', async () => {
    const resolve: Resolve = async () =>
      Promise.reject(Object.assign(new Error('again'), { code: 'EAI_AGAIN' }))
    const { client, waits } = opened([], { resolve })
    expect(because(await client.ask({ url: 'https://api.example/' }))).toContain('looked up just now')
    expect(waits).toEqual([500, 1000, 2000])
  })
})

describe('a redirect', () => {
  it('is followed, and who asks is told to the same host only', async () => {
    const told: (string | undefined)[] = []
    const other = await serving((request, reply) => {
      told.push(request.headers.authorization, request.headers.cookie, request.headers.accept)
      reply.end('there')
    })
    const first = await serving((request, reply) => {
      if (request.url === '/start') reply.writeHead(302, { location: '/next' }).end()
      else {
        told.push(request.headers.authorization)
        reply.writeHead(307, { location: other }).end()
      }
    })
    const { client } = opened([first, other])
    const headers = { authorization: 'Bearer t', cookie: 'a=b', accept: 'text/plain' }
    expect(await client.ask({ url: `${first}/start`, headers })).toMatchObject({ text: 'there' })
    expect(told).toEqual(['Bearer t', undefined, undefined, 'text/plain'])
  })

  it.each([
    ['a private address', 'https://10.0.0.1/'],
    ['this machine', 'http://localhost:1/'],
    ['a file', 'file:///etc/passwd'],
  ])('to %s is refused as if it had been asked for', async (_sort, location) => {
    const address = await serving((_request, reply) => void reply.writeHead(302, { location }).end())
    const { client } = opened([address])
    expect(because(await client.ask({ url: address }))).toMatch(/only https|no public address/)
  })

  it('that never ends is left after three', async () => {
    let asked = 0
    const address = await serving((_request, reply) => {
      asked += 1
      reply.writeHead(302, { location: `/${asked}` }).end()
    })
    const { client } = opened([address])
    expect(because(await client.ask({ url: address }))).toContain('more than 3 times')
    expect(asked).toBe(4)
  })

  it('does not carry what was posted', async () => {
    const address = await serving((_request, reply) => void reply.writeHead(308, { location: '/b' }).end())
    const { client } = opened([address])
    expect(because(await client.ask({ url: address, method: 'POST', body: 'x' }))).toContain('not sent twice')
  })
})

describe('a server that asks for patience', () => {
  it('is asked again after as long as it says', async () => {
    let asked = 0
    const address = await serving((_request, reply) => {
      asked += 1
      if (asked === 1) reply.writeHead(429, { 'retry-after': '7' }).end()
      else if (asked === 2) reply.writeHead(403, { 'retry-after': '2' }).end()
      else if (asked === 3) reply.writeHead(503).end()
      else reply.end('now')
    })
    const { client, waits } = opened([address])
    expect(await client.ask({ url: address })).toMatchObject({ status: 200, text: 'now' })
    expect(waits).toEqual([7000, 2000, 2000])
  })

  it('for longer than we wait is handed back', async () => {
    const address = await serving(
      (_request, reply) => void reply.writeHead(429, { 'retry-after': '3600' }).end(),
    )
    const { client, waits } = opened([address])
    expect(await client.ask({ url: address })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3600' },
    })
    expect(waits).toEqual([])
  })

  it('is not asked twice for what may not be done twice', async () => {
    let asked = 0
    const address = await serving((_request, reply) => {
      asked += 1
      reply.writeHead(503).end()
    })
    const { client } = opened([address])
    expect(await client.ask({ url: address, method: 'POST', body: 'x' })).toMatchObject({ status: 503 })
    expect(asked).toBe(1)
    await client.ask({ url: address, method: 'POST', body: 'x', isRepeatable: true })
    expect(asked).toBe(5)
  })
})

describe('a server on a bad day', () => {
  const short = { limits: { idle_ms: 150, total_ms: 5_000, attempts: 1 } }

  it('that says nothing', async () => {
    const address = await serving(() => undefined)
    const { client } = opened([address], short)
    expect(because(await client.ask({ url: address }))).toContain('went silent')
  })

  it('that drips for ever', async () => {
    const address = await serving((_request, reply) => {
      const dripping = setInterval(() => reply.write('.'), 20)
      reply.on('close', () => clearInterval(dripping))
    })
    const { client } = opened([address], { limits: { idle_ms: 5_000, total_ms: 200, attempts: 1 } })
    expect(because(await client.ask({ url: address }))).toContain('longer to answer than we wait')
  })

  it('that sends without end', async () => {
    let isOpen = true
    const address = await serving((_request, reply) => {
      const more = (): void => {
        if (isOpen && reply.write(Buffer.alloc(65_536))) setImmediate(more)
        else reply.once('drain', more)
      }
      reply.on('close', () => {
        isOpen = false
      })
      more()
    })
    const { client } = opened([address], { limits: { largest_bytes: 300_000, attempts: 1 } })
    expect(because(await client.ask({ url: address }))).toContain('more than we read')
    await expect.poll(() => isOpen).toBe(false)
  })

  it('that announces more than we read', async () => {
    const address = await serving((_request, reply) => {
      reply.writeHead(200, { 'content-length': '999999999' }).write('x')
    })
    const { client } = opened([address], { limits: { largest_bytes: 1_000, attempts: 1 } })
    expect(because(await client.ask({ url: address }))).toContain('more than we read')
  })

  it('that closes in the middle, and is asked again', async () => {
    let asked = 0
    const address = await serving((_request, reply) => {
      asked += 1
      if (asked > 1) reply.end('whole')
      else {
        reply.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => reply.destroy())
      }
    })
    const { client, waits } = opened([address])
    expect(await client.ask({ url: address })).toMatchObject({ text: 'whole' })
    expect(waits).toEqual([500])
  })

  it('that speaks no HTTP', async () => {
    const port = await listening(createPlainServer((socket) => void socket.end('220 mail ready\r\n')))
    const { client, waits } = opened([`http://127.0.0.1:${port}`])
    expect(because(await client.ask({ url: `http://127.0.0.1:${port}` }))).toContain('no HTTP')
    expect(waits).toEqual([])
  })

  it('that is not there', async () => {
    const port = await listening(createPlainServer())
    closers.pop()?.()
    const { client, waits } = opened([`http://127.0.0.1:${port}`])
    expect(because(await client.ask({ url: `http://127.0.0.1:${port}` }))).toContain('took no connection')
    expect(waits).toHaveLength(3)
  })

  it('that speaks no TLS', async () => {
    const address = await serving((_request, reply) => void reply.end())
    const host = address.replace('http://', '')
    const { client } = opened([host])
    expect(because(await client.ask({ url: `https://${host}/` }))).toContain('certificate')
  })

  it('whose certificate nobody vouches for', async () => {
    const port = await listening(
      createSecureServer(SELF_SIGNED, (_request, reply) => void reply.end('secret')),
    )
    const { client, waits } = opened([`localhost:${port}`])
    const answer = await client.ask({ url: `https://localhost:${port}/` })
    expect(because(answer)).toMatch(/certificate of localhost:\d+ is not one this server trusts/)
    expect(because(answer)).toContain('NODE_EXTRA_CA_CERTS')
    expect(waits).toEqual([])
  })
})

describe('closing', () => {
  it('breaks off what runs and answers what comes', async () => {
    let arrived: () => void = () => undefined
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const address = await serving(() => arrived())
    const { client } = opened([address])
    const running = client.ask({ url: address })
    await arrival
    client.close()
    expect(because(await running)).toContain('stopping')
    expect(because(await client.ask({ url: address }))).toContain('stopping')
  })
})

describe('a secret', () => {
  it('stands in no sentence, whichever way the call ends', async () => {
    const { client } = opened([], { limits: { attempts: 1 } })
    for (const url of ['https://10.0.0.1/hook/s3cr3t', 'http://example.org/s3cr3t', 's3cr3t'])
      expect(because(await client.ask({ url }))).not.toContain('s3cr3t')
    const address = await serving(() => undefined)
    const broken = opened([address]).client
    const answer = await broken.ask({
      url: `${address}/s3cr3t`,
      headers: { authorization: 'Bearer s3cr3t\n' },
    })
    expect(because(answer)).toContain('cannot be sent')
    expect(because(answer)).not.toContain('s3cr3t')
  })
})

/** Made for this test and for nothing else: a certificate only its own key vouches for. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg93+158YrwZbXmoLh
GHH51EdjEXKuv+tXYyyZTspTopuhRANCAAShQDl5uTfjQLWGcL+PkmaU25tLbFiY
Q9VzDPneT6EoVzqPTezQ51RdVHHi1Ssol4At7iTpHzV/23x6ame3ASRi
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUfQhQLjuBzZSzWNEWkfHjI0QzfIQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzE0MjY0MVoYDzIxMjYxMTAz
MTQyNjQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAShQDl5uTfjQLWGcL+PkmaU25tLbFiYQ9VzDPneT6EoVzqPTezQ51Rd
VHHi1Ssol4At7iTpHzV/23x6ame3ASRio1MwUTAdBgNVHQ4EFgQUu+zi4ZWbHnS6
GDZJy14MEapnhHgwHwYDVR0jBBgwFoAUu+zi4ZWbHnS6GDZJy14MEapnhHgwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4r6eA0Fvq2P1IkaGqc+y
rnZWTd3QBRlbutNSqM2a3OUCIQDgl9F34XTYz9APYXDPuNCU8n399WHg7hhHGRtM
Eoqsew==
-----END CERTIFICATE-----`,
}
