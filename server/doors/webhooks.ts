/** `POST /hooks/<integration>`: raw bodies from other tools. No session and no page: the signature is all that counts. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../operations/operation.ts'
import type { Receiver } from '../operations/receiving.ts'
import { answerFor } from './refusals.ts'

/** Largest body we take; GitHub stops at 25 MB and sends far less. */
export const LARGEST_DELIVERY = 5 * 1024 * 1024

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const A_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/

/** Adds the route. */
export function addWebhooks(app: FastifyInstance, receiver: Receiver): void {
  app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser(
      '*',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    hooks.addHook('onRequest', async (request) => {
      // Some senders write no type, or none that is one; what the body is shows in the body.
      const { headers } = request.raw
      if (!A_TYPE.test(headers['content-type'] ?? '')) headers['content-type'] = 'application/octet-stream'
    })
    hooks.setErrorHandler((error, _request, reply) => {
      const { status, body } = answerFor(isTooLarge(error) ? tooLarge() : error, hooks.log)
      // The rest of a refused body would be read to its end otherwise.
      if (status === 413) reply.header('connection', 'close')
      return reply.code(status).send(body)
    })
    hooks.post<{ Params: { integrationId: string }; Querystring: { token?: unknown } }>(
      '/hooks/:integrationId',
      { bodyLimit: LARGEST_DELIVERY },
      async (request, reply) => {
        const received = await receiver.receive({
          integrationId: idOf(request.params.integrationId),
          now: new Date().toISOString(),
          body: bodyOf(request),
          header: (name) => headerOf(request, name),
          addressToken: typeof request.query.token === 'string' ? request.query.token : '',
        })
        if (received.words === null) return reply.code(202).send({ stored: true })
        return reply.code(200).type(received.type).send(received.words)
      },
    )
  })
}

function idOf(written: string): string {
  const id = written.toLowerCase()
  if (ID.test(id)) return id
  throw new Refusal(
    'not-found',
    'There is no integration at this address; it may have been removed, or the address was cut off.',
  )
}

function bodyOf(request: FastifyRequest): Buffer {
  const encoding = headerOf(request, 'content-encoding').toLowerCase()
  if (encoding !== '' && encoding !== 'identity') {
    throw new Refusal(
      'invalid',
      `The body is compressed (${encoding.slice(0, 20)}), and a signature is of the plain one; send it as it is.`,
    )
  }
  if (Buffer.isBuffer(request.body) && request.body.length > 0) return request.body
  throw new Refusal('invalid', 'The body is empty; a delivery carries what it tells in its body.')
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : (value?.join(', ') ?? '')
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
}

function tooLarge(): Refusal {
  return new Refusal('too-large', 'The body is larger than 5 MB; send less of it, or import it as a file.')
}
