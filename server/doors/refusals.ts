/** Refusals and defects as HTTP answers: one shape, `{error: {kind, sentence, blockers?, current?}}`. */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import { isUnavailable } from '../operations/hands.ts'
import { Refusal, type RefusalKind } from '../operations/operation.ts'

/** An answer that is not a result. */
export interface ErrorAnswer {
  readonly status: number
  readonly body: {
    readonly error: {
      readonly kind: RefusalKind | 'away' | 'defect'
      readonly sentence: string
      readonly blockers?: Refusal['blockers']
      readonly current?: unknown
    }
  }
}

const statuses: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  'signed-out': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'not-ready': 422,
  'too-many': 429,
}

/** What fastify itself finds wrong before an operation is reached, in our words. */
const early: Readonly<Record<string, readonly [RefusalKind, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'too-large',
    'The body is larger than 5 MB; files go to POST /api/uploads instead.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'invalid',
    'The body is expected as JSON; send it with content-type: application/json.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'invalid',
    'The body is shorter or longer than its content-length says.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is nothing at this address; it is longer than any of ours.'],
  FST_ERR_BAD_URL: ['invalid', 'The address holds a "%" that is not followed by two hexadecimal digits.'],
}

/** The answer to whatever was thrown. Expected ones are not logged; a defect is, under an id the reader can quote. */
export function answerFor(thrown: unknown, log: FastifyBaseLogger): ErrorAnswer {
  const refusal = refusalOf(thrown)
  if (refusal !== null) {
    const { kind, message: sentence, blockers, current } = refusal
    const more = {
      ...(blockers.length === 0 ? {} : { blockers }),
      ...(current === undefined ? {} : { current }),
    }
    return { status: statuses[kind], body: { error: { kind, sentence, ...more } } }
  }
  if (isUnavailable(thrown)) {
    log.warn({ reason: thrown instanceof Error ? thrown.message : '' }, 'The database was away')
    const sentence =
      'The database does not answer at the moment; nothing was changed as far as we know, so try again shortly.'
    return { status: 503, body: { error: { kind: 'away', sentence } } }
  }
  const id = randomBytes(4).toString('hex')
  log.error({ err: thrown, id }, 'A defect')
  const sentence = `Something in Second Story did not work; the server's log names it by ${id}.`
  return { status: 500, body: { error: { kind: 'defect', sentence } } }
}

/** A request that is no HTTP reaches no route; whoever sent it gets the same shape, and the connection ends. */
export function refuseBrokenRequest(error: Error, socket: Socket): void {
  if (!socket.writable || codeOf(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const isTooLarge = codeOf(error) === 'HPE_HEADER_OVERFLOW'
  const sentence = isTooLarge
    ? 'The headers are larger than 16 kB; a cookie of another site may be among them.'
    : 'This is no HTTP request we can read; its length or its framing does not add up.'
  const body = JSON.stringify({ error: { kind: isTooLarge ? 'too-large' : 'invalid', sentence } })
  const status = isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function refusalOf(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown
  const known = early[codeOf(thrown)]
  return known === undefined ? null : new Refusal(known[0], known[1])
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}
