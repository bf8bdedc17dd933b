/** Published editions as pages and files. They need no app; what is public needs no account either. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callables } from '../operations/call.ts'
import {
  type EditionAddress,
  readEditionPage,
  readRevisionPage,
  readWithdrawal,
} from '../operations/edition-page.ts'
import type { Hands } from '../operations/hands.ts'
import { Refusal } from '../operations/operation.ts'
import { type House, handsFor } from './house.ts'
import { editionPolicy } from './replies.ts'

type EditionRequest = FastifyRequest<{
  Params: { slug: string }
  Querystring: { number?: string; audience?: string }
}>

/**
 * `/editions/:slug`, and the same as `.md` or `.json`; an earlier one with `?number=`, as a wider audience reads it with
 * `?audience=`. `/editions/:slug/changes` compares with the one before. Where nothing is public, whoever is signed out
 * signs in first.
 */
export function addEditions(app: FastifyInstance, house: House): void {
  app.get('/editions/:slug', async (request: EditionRequest, reply) => {
    const [, slug = '', ending] = /^(.*?)(?:\.(md|json))?$/.exec(request.params.slug) ?? []
    const hands = await handsOf(request, house)
    const place = placeOf(slug, request)
    if (ending === undefined) return sendPage(request, reply, () => pageOf(place, hands))
    const format = ending === 'md' ? 'markdown' : 'json'
    const file = await callables.get('exportEdition')?.call({ ...place, format }, hands)
    return sendFile(reply, file, ending)
  })
  app.get('/editions/:slug/changes', async (request: EditionRequest, reply) => {
    const hands = await handsOf(request, house)
    const place = placeOf(request.params.slug, request)
    return sendPage(request, reply, async () => ({ html: await readRevisionPage(place, hands), status: 200 }))
  })
}

async function handsOf(request: FastifyRequest, house: House): Promise<Hands> {
  const now = house.now()
  const caller = await house.findCaller(request, now)
  return handsFor({ house, request, caller, now }, () => undefined)
}

function placeOf(slug: string, { query }: EditionRequest): EditionAddress {
  return {
    slug,
    ...(query.number === undefined ? {} : { number: Number(query.number) }),
    ...(query.audience === undefined ? {} : { audience: query.audience }),
  }
}

/** A page, how it is answered, and the hash of its script when it has one. */
interface Page {
  readonly html: string
  readonly status: number
  readonly scriptHash?: string
}

async function pageOf(place: EditionAddress, hands: Hands): Promise<Page> {
  const isTeam = hands.asker !== null && hands.asker.role !== 'reader'
  const notice = isTeam ? null : await readWithdrawal(place, hands)
  if (notice !== null) return { html: notice, status: 410 }
  return { ...(await readEditionPage(place, hands)), status: 200 }
}

/** What is for those with an account leads whoever is signed out to the way in, and back. */
async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => Promise<Page>,
): Promise<FastifyReply> {
  try {
    const { html, status, scriptHash } = await read()
    reply.headers({
      'content-security-policy': editionPolicy(scriptHash ?? "'none'"),
      'cache-control': 'no-cache',
    })
    return reply.code(status).type('text/html; charset=utf-8').send(html)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'signed-out') throw error
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`)
  }
}

function sendFile(reply: FastifyReply, file: unknown, ending: string): FastifyReply {
  if (typeof file !== 'object' || file === null || !('text' in file) || !('fileName' in file)) {
    throw new TypeError('exportEdition answered without a text.')
  }
  reply.header('content-disposition', `inline; filename="${String(file.fileName).replace(/[^\w.-]/g, '_')}"`)
  reply.type(ending === 'md' ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8')
  return reply.send(file.text)
}
