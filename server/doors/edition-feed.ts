/** `GET /feeds/editions.atom` and `.json`: for programs that read feeds, at an address of somebody's own. */
import type { FastifyInstance } from 'fastify'
import { feedFormats, writeEditionFeed } from '../operations/edition-feed.ts'
import { type House, handsFor } from './house.ts'

/** Adds the routes. */
export function addEditionFeed(app: FastifyInstance, house: House): void {
  for (const format of ['atom', 'json'] as const) {
    app.get<{ Querystring: { key?: unknown } }>(`/feeds/editions.${format}`, async (request, reply) => {
      const caller = { asker: null, session: null }
      const hands = handsFor({ house, request, caller, now: house.now() }, () => undefined)
      const key = typeof request.query.key === 'string' ? request.query.key : ''
      const text = await writeEditionFeed({ format, key }, hands)
      return reply.type(feedFormats[format]).header('cache-control', 'private, max-age=300').send(text)
    })
  }
}
