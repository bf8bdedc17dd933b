/**
 * Work beside the answers, by graphile-worker on our own pool: it goes on after a restart, and several servers share
 * it. What there is to do stands in operations; here is only when.
 */
import { EventEmitter } from 'node:events'
import { later } from '@secondstory/review/model/instants'
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  run,
  type TaskList,
  type TaskSpec,
  type WorkerUtils,
} from 'graphile-worker'
import type { Logger as Log } from 'pino'
import { bringHistory, dueHistories } from '../operations/backfill-pages.ts'
import { deleteRemovedImages } from '../operations/images.ts'
import type { Outbound } from '../operations/outbound.ts'
import { closeEndedPulse } from '../operations/pulse.ts'
import { tendReports } from '../operations/report-desk.ts'
import { deleteDueEvidence } from '../operations/retention.ts'
import { unlinkDueRegisters } from '../operations/unlinking.ts'
import {
  dueProposals,
  forgetWorkers,
  listDeadWorkers,
  proposeDue,
  readWaiting,
  seeWorkers,
  sweepOldDeliveries,
  waitingIntegrations,
} from '../operations/working.ts'
import type { Database } from '../store/database.ts'
import type { DueProposals } from '../store/proposal-turns.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { openOutbound } from './outbound.ts'

/** The work under way. */
export interface Jobs {
  /** Something of this integration was stored and wants to be read. */
  delivered(integrationId: string): void
  /** A history was asked for and wants to be brought. */
  bringHistory(importId: string): void
  /** Lets running work end and starts no more. */
  close(): Promise<void>
}

/** What jobs are opened with. */
export interface JobsOptions {
  readonly database: Database
  readonly log: Log
  readonly strongbox: Strongbox
  /** No other server works on this database, so whoever held a job before us is dead. */
  readonly isAlone: boolean
  readonly outboundAllow: readonly string[]
}

const AT_ONCE = 2
/** Deliveries that arrive together are read together. */
const GATHERING_MS = 500
const HEARTBEAT_MS = 10_000
/** Four heartbeats missed. */
const DEAD_MS = 40_000
const SWEEP_MS = 30_000
/** Pause before the queue is opened again after the database was away. */
const PAUSE_MS = 2_000

/** Opens the queue, gives back what dead workers hold, and works until it is closed. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { database, log, strongbox, isAlone } = options
  const now = (): string => new Date().toISOString()
  const logger = new Logger((scope) => (level, message) => {
    const line = {
      reason: message,
      ...(scope.taskIdentifier === undefined ? {} : { job: scope.taskIdentifier }),
    }
    if (level === 'error') log.error(line, 'A job did not end well')
    else if (level === 'warning') log.warn(line, 'The job queue')
    else log.debug(line, 'The job queue')
  })
  const utils = await makeWorkerUtils({ pgPool: database.pool, logger })
  await utils.migrate()
  await giveBack(database, utils, isAlone ? later(new Date().toISOString(), 1) : deadline())
  // One attempt: what fails is told on the receipt and asked for again later, and holds up no worker.
  const outbound = openOutbound({ allow: options.outboundAllow, limits: { attempts: 1 } })
  const workers = await openWorkers({
    database,
    log,
    logger,
    tasks: tasks({ database, outbound, strongbox }),
  })
  const readers = openReaders(utils, log)
  const bring = async (importId: string): Promise<void> => void (await utils.addJob(...historyJob(importId)))
  const readAllWaiting = async (): Promise<void> => {
    for (const integrationId of await waitingIntegrations(database)) readers.want(integrationId)
    for (const importId of await dueHistories(database, now())) await bring(importId)
    for (const due of await dueProposals(database)) await utils.addJob(...proposalJob(due))
  }
  await readAllWaiting()
  const tend = async (): Promise<void> => {
    await tendReports({ store: database, strongbox, now: now() })
    await closeEndedPulse({ store: database, now: now() })
  }
  await attempt(log, tend)
  const timers = [
    every(SWEEP_MS, () => attempt(log, readAllWaiting)),
    every(HEARTBEAT_MS, () =>
      attempt(log, async () => {
        await seeWorkers(database.queries, workers.ids(), now())
        await giveBack(database, utils, deadline())
      }),
    ),
    every(3_600_000, () => attempt(log, async () => void (await sweepOldDeliveries(database, now())))),
    every(3_600_000, () =>
      attempt(log, async () => void (await unlinkDueRegisters({ store: database, now: now() }))),
    ),
    every(3_600_000, () =>
      attempt(log, async () => void (await deleteDueEvidence({ store: database, now: now() }))),
    ),
    every(3_600_000, () => attempt(log, () => deleteRemovedImages({ store: database, now: now() }))),
    every(3_600_000, () => attempt(log, tend)),
  ]
  return {
    delivered: readers.want,
    bringHistory: (importId) => void attempt(log, () => bring(importId)),
    async close() {
      for (const timer of timers) clearInterval(timer)
      outbound.close()
      await readers.close()
      await workers.close()
      await attempt(log, () => forgetWorkers(database.queries, workers.ids(), deadline()))
      await utils.release()
    },
  }
}

function deadline(): string {
  return later(new Date().toISOString(), -DEAD_MS)
}

function every(pause_ms: number, work: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => void work(), pause_ms).unref()
}

/** The database may be away for a moment; the next round finds it back. */
async function attempt(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'Work beside the answers waits',
    )
  }
}

/** Unlocks the jobs of workers that were not seen since `before`. */
async function giveBack(database: Database, utils: WorkerUtils, before: string): Promise<void> {
  const dead = await listDeadWorkers(database.queries, before)
  if (dead.length > 0) await utils.forceUnlockWorkers([...dead])
  await forgetWorkers(database.queries, dead, before)
}

interface Workers {
  ids(): readonly string[]
  close(): Promise<void>
}

/** Starts workers, and starts them again when the database took them along. */
async function openWorkers(given: {
  readonly database: Database
  readonly log: Log
  readonly logger: Logger
  readonly tasks: TaskList
}): Promise<Workers> {
  const { database, log, logger } = given
  let ids: string[] = []
  let isClosing = false
  const start = async (): Promise<Runner> => {
    const events = new EventEmitter()
    ids = []
    events.on(
      'worker:create',
      ({ worker }: { worker: { workerId: string } }) => void ids.push(worker.workerId),
    )
    const started = await run({
      pgPool: database.pool,
      taskList: given.tasks,
      parsedCronItems: [],
      concurrency: AT_ONCE,
      noHandleSignals: true,
      logger,
      events,
    })
    await seeWorkers(database.queries, ids, new Date().toISOString())
    return started
  }
  let runner = await start()
  const watch = async (): Promise<void> => {
    while (!isClosing) {
      await runner.promise.catch(() => undefined)
      if (isClosing) return
      log.warn('The workers stopped and are started again')
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref())
      if (isClosing) return
      await attempt(log, async () => {
        runner = await start()
      })
    }
  }
  const watching = watch()
  return {
    ids: () => ids,
    async close() {
      isClosing = true
      await runner.stop().catch(() => undefined)
      await Promise.race([watching, new Promise((resolve) => setTimeout(resolve, PAUSE_MS))])
    },
  }
}

/** Every job there is, by its name. */
function tasks(given: {
  readonly database: Database
  readonly outbound: Outbound
  readonly strongbox: Strongbox
}): TaskList {
  const { database } = given
  const bringing = { ...given, store: database, now: () => new Date().toISOString() }
  return {
    'read-deliveries': async (payload, { addJob }) => {
      const integrationId = wordIn(payload, 'integrationId')
      if (integrationId === null) return
      if (await readWaiting(database, integrationId)) await addJob('read-deliveries', { integrationId })
      for (const due of await dueProposals(database)) await addJob(...proposalJob(due))
    },
    propose: async (payload) => {
      const incidentId = wordIn(payload, 'incidentId')
      if (incidentId !== null) await proposeDue(database, incidentId, new Date().toISOString())
    },
    'bring-history': async (payload, { addJob }) => {
      const importId = wordIn(payload, 'importId')
      if (importId === null) return
      const nextAt = await bringHistory(bringing, importId)
      if (nextAt !== null) await addJob(...historyJob(importId, nextAt))
    },
  }
}

/** One at a time for each history, and never twice in the queue. */
function historyJob(importId: string, runAt?: string): [string, { importId: string }, TaskSpec] {
  const name = `bring-history:${importId}`
  const when = runAt === undefined ? {} : { runAt: new Date(runAt) }
  return ['bring-history', { importId }, { jobKey: name, queueName: name, ...when }]
}

/** What was put off for an incident, when it is due. */
function proposalJob(due: DueProposals): [string, { incidentId: string }, TaskSpec] {
  const { incidentId } = due
  const name = `propose:${incidentId}`
  return ['propose', { incidentId }, { jobKey: name, queueName: name, runAt: new Date(due.dueAt) }]
}

function wordIn(payload: unknown, name: string): string | null {
  if (typeof payload !== 'object' || payload === null) return null
  const word: unknown = Reflect.get(payload, name)
  return typeof word === 'string' ? word : null
}

interface Readers {
  want(integrationId: string): void
  close(): Promise<void>
}

/** Asks for deliveries to be read, once for all that arrive together. What is not asked for is found by the sweep. */
function openReaders(utils: WorkerUtils, log: Log): Readers {
  const wanted = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let asking: Promise<void> = Promise.resolve()
  const ask = async (): Promise<void> => {
    for (const integrationId of [...wanted]) {
      wanted.delete(integrationId)
      await utils.addJob('read-deliveries', { integrationId }, { jobKey: `read-deliveries:${integrationId}` })
    }
  }
  return {
    want(integrationId) {
      wanted.add(integrationId)
      timer ??= setTimeout(() => {
        timer = null
        asking = asking.then(() => attempt(log, ask))
      }, GATHERING_MS)
    },
    async close() {
      if (timer !== null) clearTimeout(timer)
      await asking
    },
  }
}
