/** What every reply carries: headers that keep browsers careful, and less of it when it is long. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const zip = promisify(gzip)
const brotli = promisify(brotliCompress)

/** Shorter replies fit into one packet anyway. */
const WORTH_IT_BYTES = 1024
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest)|image\/svg)/

/** The page: no script but its own files. Styles may stand inline, because the editor makes its own while it runs. */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** A published edition: one known script, and nothing that reaches out of this house. */
export function editionPolicy(scriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src ${scriptHash}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** An answer of the API is never a page. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** Adds the headers to every reply, and compresses long ones that were not compressed before. */
export function dressReplies(app: FastifyInstance, isHttps: boolean): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': API_POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': 'no-store',
    })
    if (isHttps) reply.header('strict-transport-security', 'max-age=31536000')
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < WORTH_IT_BYTES) return payload
    return compressed(request, reply, payload)
  })
}

async function compressed(request: FastifyRequest, reply: FastifyReply, payload: string) {
  const type = String(reply.getHeader('content-type') ?? '')
  if (!COMPRESSIBLE.test(type) || reply.hasHeader('content-encoding')) return payload
  reply.header('vary', 'accept-encoding')
  if (!accepts(request, 'gzip')) return payload
  reply.header('content-encoding', 'gzip')
  reply.removeHeader('content-length')
  return zip(payload, { level: 5 })
}

/** Whether the reader takes this encoding; `q=0` says no. */
export function accepts(request: FastifyRequest, encoding: 'gzip' | 'br'): boolean {
  const accepted = request.headers['accept-encoding'] ?? ''
  return accepted.split(',').some((part) => {
    const [name, ...options] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    return name === encoding && !options.some((option) => /^q=0(\.0*)?$/.test(option))
  })
}

/** A file that is sent often and never changes: squeezed once, as hard as it goes. */
export async function squeeze(bytes: Buffer): Promise<{ readonly br: Buffer; readonly gzip: Buffer }> {
  return {
    br: await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: await zip(bytes, { level: 9 }),
  }
}

/** Whether a file of this type gets smaller by squeezing. */
export function isCompressible(type: string): boolean {
  return COMPRESSIBLE.test(type)
}
