/** Pictures of texts, for pages and editions: `/images/<id>`, as bytes. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findCallable } from '../operations/call.ts'
import { type House, handsFor } from './house.ts'

type ImageRequest = FastifyRequest<{ Params: { id: string } }>

/** The route of pictures. A picture never changes under its id; who may see it can, so it is asked for again. */
export function addImages(app: FastifyInstance, house: House): void {
  app.get('/images/:id', async (request: ImageRequest, reply) => {
    const now = house.now()
    const caller = await house.findCaller(request, now)
    const hands = await handsFor({ house, request, caller, now }, () => undefined)
    const image = await findCallable('readImage').call({ id: request.params.id }, hands)
    if (!isImage(image)) throw new TypeError('readImage answered without a picture.')
    return reply
      .headers({
        'cache-control': 'private, no-cache',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      })
      .type(image.type)
      .send(Buffer.from(image.bytesBase64, 'base64'))
  })
}

function isImage(value: unknown): value is { readonly type: string; readonly bytesBase64: string } {
  if (typeof value !== 'object' || value === null || !('type' in value && 'bytesBase64' in value))
    return false
  return typeof value.type === 'string' && typeof value.bytesBase64 === 'string'
}
