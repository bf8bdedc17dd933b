/** Who is behind a request, and whether the page they sit at may act for them. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Asker, Askers } from '../operations/asker.ts'
import { Refusal } from '../operations/operation.ts'

/** Name of the cookie that carries a session. */
export const COOKIE = 'second_story'

/** Thirty days, as long as a session lasts unused. */
const COOKIE_S = 30 * 86_400

/** Whoever a request comes from. */
export interface Caller {
  readonly asker: Asker | null
  /** Secret of the session it came with; null without one, also when it ran out. */
  readonly session: string | null
}

/** The parts of a request that say who sent it. */
export type Credentials = Pick<FastifyRequest, 'headers' | 'cookies'>

/** Finds the asker: a token in the Authorization header, else the session in the cookie. */
export async function findCaller(request: Credentials, askers: Askers, now: string): Promise<Caller> {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [, token] = /^Bearer (sst_[\w-]{20,100})$/i.exec(authorization) ?? []
    const asker = token === undefined ? null : await askers.find(token, now)
    if (asker !== null) return { asker, session: null }
    throw new Refusal('signed-out', 'This token is not known here; it may have run out or been removed.')
  }
  const secret = request.cookies[COOKIE]
  // A session's secret has this form; anything else is not worth a query.
  if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return { asker: null, session: null }
  return { asker: await askers.find(secret, now), session: secret }
}

/**
 * Refuses a change another site's page may have started. A browser adds the cookie by itself, but no page of another
 * site can add our header without asking first, and we never say yes to that question (no CORS). The Origin is looked
 * at where there is one, also for calls that sign in.
 */
export function refuseForeignPage(request: FastifyRequest, publicUrl: string): void {
  const { headers } = request
  if (headers.authorization !== undefined) return
  const { origin } = headers
  if (origin !== undefined && !isOurs(origin, headers.host, publicUrl)) {
    throw new Refusal(
      'not-allowed',
      `This change was started by a page of ${origin.slice(0, 100)}, not by ours.`,
    )
  }
  if (request.cookies[COOKIE] === undefined || headers['x-second-story'] === '1') return
  throw new Refusal(
    'not-allowed',
    'A change with a session needs the header "x-second-story: 1"; scripts use a token instead.',
  )
}

function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  return from.origin === new URL(publicUrl).origin || (host !== undefined && from.host === host)
}

/**
 * Refuses a socket another site's page opened. A browser asks nobody before it opens one and sends the cookie along, so
 * here the Origin alone decides, and with a cookie there has to be one.
 */
export function refuseForeignSocket({ headers, cookies }: Credentials, publicUrl: string): void {
  if (headers.authorization !== undefined) return
  const { origin } = headers
  if (origin === undefined && cookies[COOKIE] === undefined) return
  if (origin !== undefined && isOurs(origin, headers.host, publicUrl)) return
  throw new Refusal(
    'not-allowed',
    `This connection was opened by a page of ${(origin ?? 'an unknown site').slice(0, 100)}, not by ours.`,
  )
}

/** Sets or clears the session's cookie. */
export function keepCookie(reply: FastifyReply, secret: string | null, isHttps: boolean): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps } as const
  if (secret === null) reply.clearCookie(COOKIE, options)
  else reply.setCookie(COOKIE, secret, { ...options, maxAge: COOKIE_S })
}
