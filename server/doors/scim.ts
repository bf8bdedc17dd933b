/**
 * `/scim/v2`: a company's directory makes, changes and closes accounts here and fills teams (SCIM 2.0, RFC 7643 and 7644).
 * Every request is one operation or two; here is only the shape of it. A cookie opens nothing: directories bring a token.
 */
import type { DirectoryGroup, DirectoryPerson } from '@secondstory/review/model/directory'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findCallable } from '../operations/call.ts'
import type { OperationName, OperationOutput } from '../operations/index.ts'
import { Refusal } from '../operations/operation.ts'
import { type House, handsFor } from './house.ts'
import { readJson } from './json.ts'
import { answerFor } from './refusals.ts'
import { type Attributes, attributesOf, patched, ScimRefusal } from './scim-patch.ts'
import { MOST_RESULTS, resourceTypes, schemas, serviceProviderConfig } from './scim-schemas.ts'
import {
  errorBody,
  filterIn,
  groupFilters,
  groupIn,
  groupOf,
  listResponse,
  memberIdsIn,
  personIn,
  trimmed,
  userFilters,
  userOf,
} from './scim-shapes.ts'

const PLACE = '/scim/v2'
const TYPE = 'application/scim+json; charset=utf-8'

interface Query {
  readonly filter?: string
  readonly startIndex?: string
  readonly count?: string
  readonly attributes?: string
  readonly excludedAttributes?: string
}

type ScimRequest = FastifyRequest<{ Params: { id: string }; Querystring: Query }>

/** One request, as its route answers it. */
interface Visit {
  readonly request: ScimRequest
  readonly base: string
  readonly body: Attributes
  call<Name extends OperationName>(name: Name, input: unknown): Promise<OperationOutput<Name>>
}

interface Answer {
  readonly status: number
  readonly body?: Attributes
}

/** Adds the routes. */
export function addScim(app: FastifyInstance, house: House): void {
  app.register(async (scim) => {
    scim.removeContentTypeParser('application/json')
    scim.addContentTypeParser(
      ['application/scim+json', 'application/json'],
      { parseAs: 'string' },
      async (_request: FastifyRequest, text: string) => readSyntax(text),
    )
    scim.setErrorHandler((error, _request, reply) => refuse(reply, error, house.log))
    const at = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, work: Work) =>
      scim.route<{ Params: { id: string }; Querystring: Query }>({
        method,
        url: PLACE + path,
        handler: async (request, reply) => send(request, reply, await work(await visitOf(request, house))),
      })
    addDescriptions(at)
    addUsers(at)
    addGroups(at)
    scim.all(`${PLACE}/*`, async () => {
      throw new Refusal('not-found', 'There is no such resource; ResourceTypes lists those there are.')
    })
  })
}

type Work = (visit: Visit) => Promise<Answer>
type At = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, work: Work) => void

async function visitOf(request: ScimRequest, house: House): Promise<Visit> {
  if (request.headers.authorization === undefined) {
    throw new Refusal('signed-out', 'A directory brings a token: Authorization: Bearer sst_….')
  }
  const now = house.now()
  const caller = await house.findCaller(request, now)
  const hands = handsFor({ house, request, caller, now }, () => undefined)
  return {
    request,
    base: house.publicUrl() + PLACE,
    body: attributesOf(request.body),
    // The list of operations knows which answer belongs to which name; a map from names to callables forgets it.
    call: async (name, input) =>
      (await findCallable(name).call(input, hands)) as OperationOutput<typeof name>,
  }
}

async function send(
  request: ScimRequest,
  reply: FastifyReply,
  { status, body }: Answer,
): Promise<FastifyReply> {
  if (body === undefined) return reply.code(status).send()
  const { location, version } = attributesOf(body.meta)
  if (status === 201 && typeof location === 'string') reply.header('location', location)
  if (typeof version === 'string') {
    reply.header('etag', version)
    const known = tagsIn(request.headers['if-none-match'])
    if (request.method === 'GET' && isAmong(known, version)) return reply.code(304).send()
  }
  return reply.code(status).type(TYPE).send(JSON.stringify(body))
}

/** The tags of a header such as `W/"a", "b"`; a star stands for whatever there is. Ours are weak, so weakness is no difference. */
function tagsIn(header: string | undefined): readonly string[] {
  return (header ?? '').match(/\*|"[^"]*"/g)?.map((tag) => tag.replaceAll('"', '')) ?? []
}

function isAmong(tags: readonly string[], version: string): boolean {
  return tags.includes('*') || tagsIn(version).some((tag) => tags.includes(tag))
}

/** What a directory says it has seen of the row it changes. */
function seenIn({ request }: Visit): { readonly seenTags?: readonly string[] } {
  const { 'if-match': header } = request.headers
  if (header === undefined) return {}
  const tags = tagsIn(header)
  return tags.includes('*') ? {} : { seenTags: tags }
}

function addDescriptions(at: At): void {
  const known = async ({ call }: Visit): Promise<void> => {
    // Whoever may not look at people learns nothing of the door either.
    await call('listDirectoryPeople', { limit: 0 })
  }
  at('GET', '/ServiceProviderConfig', async (visit) => {
    await known(visit)
    return { status: 200, body: serviceProviderConfig(visit.base) }
  })
  const lists = { '/ResourceTypes': resourceTypes, '/Schemas': schemas }
  for (const [path, list] of Object.entries(lists)) {
    at('GET', path, async (visit) => {
      await known(visit)
      const all = list(visit.base)
      return { status: 200, body: listResponse(all, { total: all.length, startIndex: 1 }) }
    })
    at('GET', `${path}/:id`, async (visit) => {
      await known(visit)
      const body = list(visit.base).find((each) => each.id === visit.request.params.id)
      if (body === undefined) throw new Refusal('not-found', 'There is no description of this name.')
      return { status: 200, body }
    })
  }
}

function addUsers(at: At): void {
  const shown = (person: DirectoryPerson, { base, request }: Visit) =>
    trimmed(userOf(person, base), request.query)
  at('GET', '/Users', async (visit) => {
    const page = pageIn(visit.request.query)
    const wanted = filterIn(visit.request.query.filter, userFilters)
    const { items, total } = await visit.call('listDirectoryPeople', { ...wanted, ...page })
    const resources = items.map((each) => shown(each, visit))
    return { status: 200, body: listResponse(resources, { total, startIndex: page.startIndex }) }
  })
  at('POST', '/Users', async (visit) => {
    const person = await visit.call('addDirectoryPerson', personIn(visit.body))
    return { status: 201, body: shown(person, visit) }
  })
  at('GET', '/Users/:id', async (visit) => {
    return { status: 200, body: shown(await visit.call('readDirectoryPerson', ofRow(visit)), visit) }
  })
  at('PUT', '/Users/:id', async (visit) => {
    const before = userOf(await visit.call('readDirectoryPerson', ofRow(visit)), visit.base)
    const said = { ...personIn(visit.body, before), ...ofRow(visit), ...seenIn(visit) }
    return { status: 200, body: shown(await visit.call('correctDirectoryPerson', said), visit) }
  })
  at('PATCH', '/Users/:id', async (visit) => {
    const before = userOf(await visit.call('readDirectoryPerson', ofRow(visit)), visit.base)
    const said = { ...personIn(patched(before, visit.body), before), ...ofRow(visit), ...seenIn(visit) }
    return { status: 200, body: shown(await visit.call('correctDirectoryPerson', said), visit) }
  })
  at('DELETE', '/Users/:id', async (visit) => {
    await visit.call('removeDirectoryPerson', { ...ofRow(visit), ...seenIn(visit) })
    return { status: 204 }
  })
}

function addGroups(at: At): void {
  const shown = (group: DirectoryGroup, { base, request }: Visit) =>
    trimmed(groupOf(group, base), request.query)
  at('GET', '/Groups', async (visit) => {
    const page = pageIn(visit.request.query)
    const wanted = filterIn(visit.request.query.filter, groupFilters)
    const { items, total } = await visit.call('listDirectoryGroups', { ...wanted, ...page })
    const resources = items.map((each) => shown(each, visit))
    return { status: 200, body: listResponse(resources, { total, startIndex: page.startIndex }) }
  })
  at('POST', '/Groups', async (visit) => {
    const said = { ...groupIn(visit.body), memberIds: memberIdsIn(visit.body) }
    return { status: 201, body: shown(await visit.call('addDirectoryGroup', said), visit) }
  })
  at('GET', '/Groups/:id', async (visit) => {
    return { status: 200, body: shown(await visit.call('readDirectoryGroup', ofRow(visit)), visit) }
  })
  const change = async (visit: Visit, after: (before: Attributes) => Attributes): Promise<Answer> => {
    const before = groupOf(await visit.call('readDirectoryGroup', ofRow(visit)), visit.base)
    const now = after(before)
    const [were, are] = [memberIdsIn(before), memberIdsIn(now)]
    const group = await visit.call('correctDirectoryGroup', {
      ...groupIn(now),
      ...ofRow(visit),
      ...seenIn(visit),
      addedIds: are.filter((each) => !were.includes(each)),
      removedIds: were.filter((each) => !are.includes(each)),
    })
    return { status: 200, body: shown(group, visit) }
  }
  at('PUT', '/Groups/:id', (visit) => change(visit, () => visit.body))
  at('PATCH', '/Groups/:id', (visit) => change(visit, (before) => patched(before, visit.body)))
  at('DELETE', '/Groups/:id', async (visit) => {
    await visit.call('removeDirectoryGroup', { ...ofRow(visit), ...seenIn(visit) })
    return { status: 204 }
  })
}

/** An id is a uuid here; another one names nobody, which is told as such. */
function ofRow({ request }: Visit): { readonly id: string } {
  const { id } = request.params
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return { id: id.toLowerCase() }
  throw new Refusal('not-found', 'There is no resource with this id.')
}

/** SCIM counts from 1; what is below is 1, and a page is never longer than we say. */
function pageIn(query: Query): { readonly startIndex: number; readonly limit: number } {
  const startIndex = Math.max(1, Math.trunc(Number(query.startIndex ?? 1)) || 1)
  const wanted = query.count === undefined ? 100 : Math.trunc(Number(query.count)) || 0
  return { startIndex, limit: Math.min(MOST_RESULTS, Math.max(0, wanted)) }
}

/** The sentence of a refusal as SCIM writes errors. */
function refuse(reply: FastifyReply, error: unknown, log: FastifyBaseLogger): FastifyReply {
  const { status: said, body } = answerFor(error, log)
  const { kind, sentence } = body.error
  // What stands in the way here, such as the last keeper, is a state of ours and no fault of the request.
  const isStale = error instanceof Refusal && kind === 'conflict' && error.current !== undefined
  const status = isStale ? 412 : kind === 'not-ready' ? 409 : said
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  const scimType = isStale ? undefined : typeOf(kind, error)
  return reply
    .code(status)
    .type(TYPE)
    .send(JSON.stringify(errorBody(status, sentence, scimType)))
}

function typeOf(kind: string, error: unknown): string | undefined {
  if (error instanceof ScimRefusal) return error.scimType
  if (kind === 'conflict') return 'uniqueness'
  return kind === 'invalid' ? 'invalidValue' : undefined
}

/** A body as JSON; one that is none is a fault of syntax to SCIM, and not of a value. */
function readSyntax(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    throw error instanceof Refusal ? new ScimRefusal('invalidSyntax', error.message) : error
  }
}
