/**
 * `POST /unsubscribe/<token>`: the one click of a mail program (RFC 8058). It sends a form and no session; the token is
 * all that counts. A browser that opens the same address gets a page that asks first.
 */
import type { FastifyInstance } from 'fastify'
import { findCallable } from '../operations/call.ts'
import { type House, handsFor } from './house.ts'

/** Adds the route. */
export function addUnsubscribe(app: FastifyInstance, house: House): void {
  app.register(async (letters) => {
    letters.removeAllContentTypeParsers()
    letters.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1024 }, async () => null)
    letters.post<{ Params: { token: string } }>('/unsubscribe/:token', async (request, reply) => {
      const caller = { asker: null, session: null }
      const hands = handsFor({ house, request, caller, now: house.now() }, () => undefined)
      return reply.send(await findCallable('closeSubscription').call({ token: request.params.token }, hands))
    })
  })
}
