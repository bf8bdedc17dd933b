/**
 * The one client for every call this server makes to another: it decides where a call may go, how long it may take and
 * how much it may answer, and asks again when that can help. `tidy/outbound.test.ts` holds that there is no other.
 */
import { lookup as askResolver } from 'node:dns/promises'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Outbound,
  type OutboundAnswer,
  type OutboundReply,
  type OutboundRequest,
  retryAfter_ms,
} from '../operations/outbound.ts'
import { objectionToUrl, readAllowed } from './outbound-guard.ts'
import { type Line, openLine, type Resolve } from './outbound-line.ts'

/** How long and how much; the defaults fit a page of an API. */
export interface OutboundLimits {
  /** Without a byte in either direction. */
  readonly idle_ms: number
  /** One attempt, redirects included. */
  readonly total_ms: number
  readonly largest_bytes: number
  readonly attempts: number
  /** A reply that asks for more patience than this is handed back, and whoever asked decides. */
  readonly longestWait_ms: number
}

const LIMITS: OutboundLimits = {
  idle_ms: 15_000,
  total_ms: 60_000,
  largest_bytes: 25 * 1024 * 1024,
  attempts: 4,
  longestWait_ms: 60_000,
}

/** The client, and how it ends. */
export interface OutboundClient extends Outbound {
  /** Breaks off what runs; calls made afterwards are answered at once. */
  close(): void
}

/** What a client is opened with; all but `allow` is for tests. */
export interface OutboundSettings {
  /** Entries of OUTBOUND_ALLOW, read before. */
  readonly allow: readonly string[]
  readonly resolve?: Resolve
  readonly wait?: (wait_ms: number, signal: AbortSignal) => Promise<void>
  readonly limits?: Partial<OutboundLimits>
}

/** Opens the one way out. */
export function openOutbound(given: OutboundSettings): OutboundClient {
  const allowed = readAllowed(given.allow) ?? { origins: new Set(), networks: [] }
  const limits = { ...LIMITS, ...given.limits }
  const closing = new AbortController()
  const line = openLine({ allowed, limits, resolve: given.resolve ?? resolveAll })
  const wait = given.wait ?? waitFor
  return {
    objectionTo: (url) => objectionToUrl(url, allowed),
    async ask(request) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await follow(request, line, limits)
        const wait_ms = attempt < limits.attempts ? waitBefore(attempt, answer, request) : null
        if (wait_ms === null || wait_ms > limits.longestWait_ms || closing.signal.aborted) return answer
        await wait(wait_ms, closing.signal)
      }
    },
    close() {
      closing.abort()
      line.close()
    },
  }
}

async function resolveAll(host: string): Promise<readonly { address: string; family: number }[]> {
  return askResolver(host, { all: true, verbatim: true })
}

/** A wait that is broken off is over, and the next attempt says why there is none. */
async function waitFor(wait_ms: number, signal: AbortSignal): Promise<void> {
  await pause(wait_ms, undefined, { signal, ref: false }).catch(() => undefined)
}

const MOST_REDIRECTS = 3

/** One attempt: the call, and the redirects it leads through. Each place is looked at as if it had been asked for. */
async function follow(request: OutboundRequest, line: Line, limits: OutboundLimits): Promise<OutboundAnswer> {
  const deadline = AbortSignal.timeout(limits.total_ms)
  let here = request
  for (let redirects = 0; ; redirects += 1) {
    const answer = await line.send(here, deadline)
    const next = answer.isReply ? redirectOf(here, answer) : null
    if (next === null) return answer
    if (typeof next === 'string') return { isReply: false, because: next, mayWorkLater: false }
    if (redirects === MOST_REDIRECTS) {
      const because = `${hostOf(request.url)} sent us on more than ${MOST_REDIRECTS} times; give the address it ends at.`
      return { isReply: false, because, mayWorkLater: false }
    }
    here = next
  }
}

/** The request a redirect asks for; null when the reply is none; a sentence when it is one we do not follow. */
function redirectOf(
  request: OutboundRequest,
  { status, headers }: OutboundReply,
): OutboundRequest | string | null {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null
  const from = new URL(request.url)
  if (!URL.canParse(location, from.href))
    return `${from.host} sent us on to no address we can read; ask its keeper.`
  const to = new URL(location, from)
  if ((request.method ?? 'GET') !== 'GET')
    return `${from.host} sent us on to ${to.host}, and what was sent is not sent twice; give that address instead.`
  return { url: to.href, headers: to.origin === from.origin ? (request.headers ?? {}) : impersonal(request) }
}

/** Headers that say nothing of who asks: all that another host is told. */
function impersonal({ headers = {} }: OutboundRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:accept|user-agent)$/i.test(name)))
}

const FIRST_WAIT_MS = 500

/** How long to wait before asking again; null when that would not help or would do a thing twice. */
function waitBefore(attempt: number, answer: OutboundAnswer, request: OutboundRequest): number | null {
  if (request.isRepeatable !== true && !['GET', 'PUT', 'DELETE'].includes(request.method ?? 'GET'))
    return null
  const backoff_ms = FIRST_WAIT_MS * 2 ** (attempt - 1)
  if (!answer.isReply) return answer.mayWorkLater ? backoff_ms : null
  const asked_ms = retryAfter_ms(answer, Date.now())
  if (answer.status === 429 || (answer.status === 403 && asked_ms !== null)) return asked_ms ?? backoff_ms
  return [502, 503, 504].includes(answer.status) ? Math.max(asked_ms ?? 0, backoff_ms) : null
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'The host'
}
