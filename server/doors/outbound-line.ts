/** One request over one connection: looked up, checked where it really leads, timed, measured, and told as a sentence when it fails. */
import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import type { OutboundAnswer, OutboundRequest } from '../operations/outbound.ts'
import type { OutboundLimits } from './outbound.ts'
import { Broken, failureOf, refused } from './outbound-failures.ts'
import { type Allowed, objectionToAddress, objectionToUrl } from './outbound-guard.ts'

/** Every address a name has. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

/** Sends one request and answers what came of it; it never rejects. */
export interface Line {
  send(request: OutboundRequest, deadline: AbortSignal): Promise<OutboundAnswer>
  /** Breaks off what runs and refuses what comes. */
  close(): void
}

/** What a line is opened with. */
export interface LineSettings {
  readonly allowed: Allowed
  readonly limits: OutboundLimits
  readonly resolve: Resolve
}

/** Connections are kept for the next page of the same API. They are agents of our own: no proxy of the environment is asked. */
export function openLine(settings: LineSettings): Line {
  const agents = { 'http:': new PlainAgent(KEPT), 'https:': new SecureAgent(KEPT) }
  const running = new Set<ClientRequest>()
  let isClosed = false
  return {
    async send(request, deadline) {
      const objection = objectionToUrl(request.url, settings.allowed)
      if (objection !== null) return refused(objection)
      const url = new URL(request.url)
      const agent = url.protocol === 'https:' ? agents['https:'] : agents['http:']
      if (isClosed) return failureOf(new Broken('stopping'), url, false)
      return exchange({ settings, request, url, agent, deadline, running }).catch((error: unknown) =>
        failureOf(error, url, deadline.aborted),
      )
    },
    close() {
      isClosed = true
      for (const call of running) call.destroy(new Broken('stopping'))
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

const KEPT = { keepAlive: true, maxSockets: 8, maxFreeSockets: 2, timeout: 60_000 } as const

interface Exchange {
  readonly settings: LineSettings
  readonly request: OutboundRequest
  readonly url: URL
  readonly agent: PlainAgent
  readonly deadline: AbortSignal
  /** Calls that have not ended. */
  readonly running: Set<ClientRequest>
}

/** Rejects with what broke it off. */
function exchange(given: Exchange): Promise<OutboundAnswer> {
  const { settings, request, url, agent, deadline, running } = given
  const { method = 'GET', body } = request
  const begin = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, 'accept-encoding': 'identity', ...lengthOf(body) }
    const call: ClientRequest = begin(url, {
      method,
      headers,
      agent,
      signal: deadline,
      lookup: checkedLookup(url, settings),
    })
    running.add(call)
    call.on('close', () => running.delete(call))
    call.setTimeout(settings.limits.idle_ms, () => call.destroy(new Broken('idle')))
    call.on('socket', (socket) => checkConnection(socket, call, { url, settings }))
    call.on('error', reject)
    call.on('response', (response) => {
      readReply(response, settings.limits).then(resolve, (error: unknown) => {
        call.destroy()
        reject(error)
      })
    })
    call.end(body)
  })
}

function lengthOf(body: string | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

/** The addresses that are checked are the ones the connection is made to: nothing is looked up a second time. */
function checkedLookup(url: URL, { allowed, resolve }: LineSettings): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const objection = addresses
          .map(({ address }) => objectionToAddress(url, address, allowed))
          .find((sentence) => sentence !== null)
        const [first] = addresses
        if (objection !== undefined) done(new Broken('refused', objection), '')
        else if (first === undefined) done(new Broken('nameless'), '')
        else if (options.all === true) done(null, [...addresses])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    )
  }
}

/** What is connected is looked at once more before anything is said: an address that needed no lookup as well. */
function checkConnection(
  socket: Socket,
  call: ClientRequest,
  { url, settings }: Pick<Exchange, 'url' | 'settings'>,
): void {
  const check = (): void => {
    const objection = objectionToAddress(url, socket.remoteAddress ?? '', settings.allowed)
    if (objection !== null) call.destroy(new Broken('refused', objection))
  }
  if (socket.connecting) socket.once('connect', check)
  else check()
}

async function readReply(response: IncomingMessage, limits: OutboundLimits): Promise<OutboundAnswer> {
  const chunks: Buffer[] = []
  let bytes = 0
  if (Number(response.headers['content-length'] ?? 0) > limits.largest_bytes) throw new Broken('endless')
  for await (const chunk of response) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > limits.largest_bytes) throw new Broken('endless')
    chunks.push(piece)
  }
  return {
    isReply: true,
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')]),
    ),
    text: Buffer.concat(chunks).toString('utf8'),
  }
}
