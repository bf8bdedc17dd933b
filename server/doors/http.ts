/** The HTTP door: one loop over the list of operations, and the few routes that are no operation. */
import cookie from '@fastify/cookie'
import type { Integration } from '@secondstory/review/model/integrations'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { openAskers } from '../operations/asker.ts'
import { openAttempts } from '../operations/attempts.ts'
import { callables, findCallable } from '../operations/call.ts'
import type { Hands } from '../operations/hands.ts'
import { openLive } from '../operations/live.ts'
import { Refusal } from '../operations/operation.ts'
import { openReceiver } from '../operations/receiving.ts'
import type { Database } from '../store/database.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { addEditionFeed } from './edition-feed.ts'
import { openGuardrailDoor } from './guardrail.ts'
import { isHealthy } from './health.ts'
import { type House, handsFor, handsThrough } from './house.ts'
import type { Jobs } from './jobs.ts'
import { readJson } from './json.ts'
import { addUnsubscribe } from './letters.ts'
import { addLiveDoor } from './live.ts'
import type { MailSettings } from './mail.ts'
import { addMcp } from './mcp.ts'
import { describeApi } from './openapi.ts'
import { openOutbound } from './outbound.ts'
import { addPages, refusePage, wantsPage } from './pages.ts'
import { openProviderExchange } from './provider-exchange.ts'
import { answerFor, refuseBrokenRequest } from './refusals.ts'
import { dressReplies } from './replies.ts'
import { addScim } from './scim.ts'
import { findCaller, keepCookie, refuseForeignPage } from './sign-in.ts'
import { openSlackDoor } from './slack.ts'
import { addUntraced, forgetWhoAsks, isUntraced } from './untraced.ts'
import { addUploadRoute, openUploads } from './uploads.ts'
import { addWebhooks } from './webhooks.ts'

/** What the doors need to know of the settings. */
export interface DoorSettings {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Null: the address it listens on. */
  readonly publicUrl: string | null
  readonly dataDirectory: string
  readonly outboundAllow: readonly string[]
  /** Null: mail waits. */
  readonly mail: MailSettings | null
}

export interface Doors {
  readonly address: string
  /** Stops taking requests, waits for those that run and for work that goes on after them. */
  close(): Promise<void>
}

/** Tests of the doors alone start no jobs. */
const noJobs: Pick<Jobs, 'delivered' | 'bringHistory'> = {
  delivered: () => undefined,
  bringHistory: () => undefined,
}

const LARGEST_BODY = 5 * 1024 * 1024

/** What the doors are opened with. */
export interface DoorsOptions {
  readonly database: Database
  readonly settings: DoorSettings
  readonly log: Logger
  readonly strongbox: Strongbox
  /** Who does what is asked for here and goes on after the answer. */
  readonly jobs?: Pick<Jobs, 'delivered' | 'bringHistory'>
  /** Where the built page lies, when it is not beside this file. */
  readonly page?: string
  /** What tells the time; the clock of the machine when absent. */
  readonly clock?: () => string
}

/** Opens the doors and answers where they are. */
export async function openDoors(given: DoorsOptions): Promise<Doors> {
  const { database, settings, strongbox, jobs = noJobs, clock = () => new Date().toISOString() } = given
  const log = withoutSecrets(given.log)
  const isHttps = settings.publicUrl?.startsWith('https:') === true
  const app = makeApp(settings, log)
  let address = ''
  const uploads = await openUploads(settings.dataDirectory)
  const { running, goOn } = backgroundWork(log)
  const askers = openAskers(database)
  const outbound = openOutbound({ allow: settings.outboundAllow })
  const { delivered } = jobs
  const live = await openLive(database, log)
  const handsThem = (who: Integration, now: string) => handsThrough(house, who, now)
  const answering = openGuardrailDoor(handsThem, openSlackDoor({ handsFor: handsThem, delivered }))
  const receiver = openReceiver({ store: database, strongbox, delivered, answering })
  const house: House = {
    database,
    log,
    hands: {
      store: database,
      uploads,
      outbound,
      canMail: settings.mail !== null,
      providers: openProviderExchange(outbound),
      attempts: openAttempts(),
      goOn,
      bringHistory: jobs.bringHistory,
      forgetAskers: () => {
        askers.forget()
        liveDoor.recheck()
      },
      walls: live.walls,
      strongbox,
      forgetIntegrations: receiver.forget,
    },
    findCaller: (request, now) => findCaller(request, askers, now),
    publicUrl: () => settings.publicUrl ?? address,
    now: clock,
  }
  const liveDoor = addLiveDoor(app.server, house, live)
  app.addHook('onRequest', async (request) => forgetWhoAsks(request))
  await app.register(cookie)
  dressReplies(app, isHttps)
  if (given.log.isLevelEnabled('info')) logRequests(app, log)
  readBodies(app)
  answerRefusals(app, log)
  addUntraced(app, house)
  addOperations(app, house, isHttps)
  addMcp(app, house)
  addUploadRoute(app, house, uploads)
  addWebhooks(app, receiver)
  addDoorsForPrograms(app, house)
  await addPages(app, house, given.page)
  const sweeping = setInterval(() => goOn('sweep', () => uploads.sweep(house.now())), 3_600_000)
  sweeping.unref()
  goOn('sweep', () => uploads.sweep(house.now()))
  await app.listen({ host: settings.host, port: settings.port }).catch(async (error: unknown) => {
    await live.close()
    throw error
  })
  address = addressOf(app, settings.host)
  return {
    address,
    close: async () => {
      clearInterval(sweeping)
      outbound.close()
      await liveDoor.close()
      await live.close()
      await app.close()
      await receiver.close()
      await Promise.all(running)
    },
  }
}

/** What mail programs, readers of feeds and directories ask for. */
function addDoorsForPrograms(app: FastifyInstance, house: House): void {
  addUnsubscribe(app, house)
  addEditionFeed(app, house)
  addScim(app, house)
}

function withoutSecrets(log: Logger): FastifyBaseLogger {
  return log.child({}, { redact: ['*.authorization', '*.cookie', '*.password', '*.token', 'password'] })
}

function makeApp(settings: DoorSettings, log: FastifyBaseLogger): FastifyInstance {
  return fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error, _request, reply) => void refuse(reply, error, log),
    // Slugs, file names and the secrets of links fit; what is longer is no address of ours.
    routerOptions: { maxParamLength: 500 },
    bodyLimit: LARGEST_BODY,
    requestTimeout: 10 * 60_000,
    forceCloseConnections: 'idle',
    // Behind a proxy of ours the address is in a header; without one, whoever writes that header is a stranger.
    trustProxy: settings.publicUrl === null ? false : ['loopback', 'linklocal', 'uniquelocal'],
  })
}

/** A page where a page was asked for, else the sentence as JSON. */
function answerRefusals(app: FastifyInstance, log: FastifyBaseLogger): void {
  app.setErrorHandler((error, request, reply) =>
    wantsPage(request) ? refusePage(reply, answerFor(error, log)) : refuse(reply, error, log),
  )
  app.setNotFoundHandler(() => {
    throw new Refusal(
      'not-found',
      'There is nothing at this address; operations are called with POST /api/<operation>.',
    )
  })
}

/** `POST /api/<operation>` for all of them, their description, and whether we are well. */
function addOperations(app: FastifyInstance, house: House, isHttps: boolean): void {
  app.post<{ Params: { operation: string } }>('/api/:operation', async (request, reply) => {
    const operation = findCallable(request.params.operation)
    if (operation.changes) refuseForeignPage(request, house.publicUrl())
    const now = house.now()
    const caller = await house.findCaller(request, now)
    const hands = handsFor({ house, request, caller, now }, (secret) => keepCookie(reply, secret, isHttps))
    return reply.send(await operation.call(request.body ?? {}, hands))
  })
  let description: string | null = null
  app.get('/api/openapi.json', async (_request, reply) => {
    description ??= JSON.stringify(describeApi(house.publicUrl()))
    return reply.type('application/json; charset=utf-8').send(description)
  })
  app.get('/healthz', async (_request, reply) => {
    const isHere = await isHealthy(house.database)
    return reply.code(isHere ? 200 : 503).send({ status: isHere ? 'ok' : 'away' })
  })
}

/** JSON and nothing else: a form of another site can send text, and text is not read. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => readJson(text),
  )
}

function refuse(
  reply: Pick<FastifyReply, 'code' | 'send'>,
  error: unknown,
  log: FastifyBaseLogger,
): FastifyReply {
  const { status, body } = answerFor(error, log)
  return reply.code(status).send(body)
}

/**
 * One line per request, without query, body or headers: links carry secrets in all three. The route stands for the
 * address, because an invitation's address is a secret too.
 */
function logRequests(app: FastifyInstance, log: FastifyBaseLogger): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isUntraced(request.url)) return
    const operation = nameIn(request.params)
    if (operation !== null && callables.get(operation)?.leavesNoLine === true) return
    log.info({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      ...(operation === null ? {} : { operation }),
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime),
    })
  })
}

function nameIn(params: unknown): string | null {
  if (typeof params !== 'object' || params === null || !('operation' in params)) return null
  return typeof params.operation === 'string' ? params.operation.slice(0, 60) : null
}

/** Work that outlives its request, so that closing can wait for it. */
function backgroundWork(log: FastifyBaseLogger): {
  readonly running: ReadonlySet<Promise<void>>
  readonly goOn: Hands['goOn']
} {
  const running = new Set<Promise<void>>()
  return {
    running,
    goOn: (name, work) => {
      const done: Promise<void> = work()
        .catch((error: unknown) => log.error({ err: error, work: name }, 'Work after an answer broke off'))
        .finally(() => running.delete(done))
      running.add(done)
    },
  }
}

/** The address to type: a server that listens everywhere is reached by a name, not by 0.0.0.0. */
function addressOf(app: FastifyInstance, host: string): string {
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
