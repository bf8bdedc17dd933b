/**
 * The door for whoever wants to stay unknown. What a browser says about its user is dropped before anything reads it,
 * no line of the log is written, and an error is told without its content.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callables } from '../operations/call.ts'
import { Refusal } from '../operations/operation.ts'
import { type House, handsFor } from './house.ts'
import { answerFor } from './refusals.ts'

/** A report is text; this is more of it than anyone types. */
export const LARGEST_REPORT = 64 * 1024

const addresses: ReadonlySet<string> = new Set(
  [...callables.values()].filter(({ leavesNoTrace }) => leavesNoTrace).map(({ name }) => `/api/${name}`),
)

const pages = /^\/(?:report|conduct|read)(?:\/[\w/-]{0,100})?$/

/** Whether nothing about a request to this address is kept: the page of reports as well as what it asks. */
export function isUntraced(url: string): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return addresses.has(path) || pages.test(path)
}

/** Headers that tell one browser or person from another. */
const telling = [
  'cookie',
  'authorization',
  'user-agent',
  'referer',
  'forwarded',
  'x-forwarded-for',
  'x-real-ip',
  'accept-language',
  'dnt',
  'from',
]

/** Drops them. Runs before anything else looks at a request. */
export function forgetWhoAsks(request: FastifyRequest): void {
  if (!isUntraced(request.raw.url ?? '')) return
  const { headers } = request.raw
  for (const name of Object.keys(headers)) {
    if (telling.includes(name) || name.startsWith('sec-')) delete headers[name]
  }
}

/** One route for each operation that leaves no trace, beside the one for all others. */
export function addUntraced(app: FastifyInstance, house: House): void {
  app.register(async (door) => {
    door.setErrorHandler((error, request, reply) => {
      const { status, body } = answerFor(isTooLarge(error) ? tooLarge() : error, silent(house))
      if (status === 413) reply.header('connection', 'close')
      if (status !== 500) return reply.code(status).send(body)
      const name = error instanceof Error ? error.name : typeof error
      house.log.error({ route: request.routeOptions.url, error: name }, 'A defect where nothing is traced')
      return reply.code(500).send({ error: { kind: 'defect', sentence: UNTRACED } })
    })
    for (const operation of callables.values()) {
      if (!operation.leavesNoTrace) continue
      door.post(`/api/${operation.name}`, { bodyLimit: LARGEST_REPORT }, async (request, reply) => {
        const now = house.now()
        const hands = handsFor(
          { house, request, caller: { asker: null, session: null }, now },
          () => undefined,
        )
        return reply.send(await operation.call(request.body ?? {}, { ...hands, from: 'nobody' }))
      })
    }
  })
}

const UNTRACED =
  'Something in Second Story did not work. Nothing about this request was kept, so nobody can look it up; trying again may help.'

function silent(house: House) {
  return house.log.child({}, { level: 'silent' })
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
}

function tooLarge(): Refusal {
  return new Refusal(
    'too-large',
    'A report is words, at most 64 kB of them; pictures, recordings and files are not taken, because they carry who made them.',
  )
}
