/** One import from the first byte to the receipt, in one transaction: all of it is there afterwards, or nothing. */
import {
  finished,
  type Reading,
  type Recognised,
  readEvidence,
  recognise,
} from '@secondstory/review/ingest/index'
import {
  type FileView,
  type Inspection,
  type ReadOptions,
  Unreadable,
} from '@secondstory/review/ingest/source'
import type { EvidenceDraft, Import } from '@secondstory/review/model/evidence'
import type { Author } from '../store/change.ts'
import { recordChanges } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { storeEvidence } from '../store/evidence.ts'
import { finishImport, type ImportCounts, noteProgress, readImport, takeTurn } from '../store/imports.ts'
import { findIncident } from '../store/incidents.ts'
import { countDeleted } from '../store/retention.ts'
import type { Store } from '../store/store.ts'
import { type Breath, inSlices, startBreath } from './breath.ts'
import { documentDraft, landDocument } from './import-document.ts'
import { proposeDue, proposeInTurn } from './proposal-turns.ts'
import { collectFresh, type Fresh } from './proposals-near.ts'

/** An import that was started: its row is there, and its file is opened when its turn comes. */
export interface ImportJob {
  readonly import: Pick<Import, 'id' | 'incidentId' | 'fileName'>
  open(): { readonly file: FileView; close(): void }
  readonly options: ReadOptions
  readonly author: Author
}

/** Somebody cancelled it; its row says so already. */
class Cancelled extends Error {}

const DEFECT =
  'Something went wrong on our side while reading this; nothing of it was kept, and the log says what.'

/** Imports of one server run one after the other: it bounds memory, and two of one incident never overlap. */
let last: Promise<unknown> = Promise.resolve()
/** Imports that wait for their turn, by incident: what they bring is weighed together with what came before. */
const waiting = new Map<string, number>()

function isFollowed({ import: { incidentId } }: ImportJob): boolean {
  return (waiting.get(incidentId) ?? 0) > 0
}

/**
 * Runs an import after those that were started before it. Never rejects for what is wrong with a file: the receipt
 * says that. Rejects for a defect, after the receipt says that nothing was kept.
 */
export function runImport(store: Store, job: ImportJob): Promise<void> {
  const { incidentId } = job.import
  waiting.set(incidentId, (waiting.get(incidentId) ?? 0) + 1)
  const turn = last.then(async () => {
    const others = (waiting.get(incidentId) ?? 1) - 1
    if (others === 0) waiting.delete(incidentId)
    else waiting.set(incidentId, others)
    const isDone = await attempt(store, job)
    // What came before it may have waited for this one.
    if (!isDone && others === 0) await proposeDue(store, incidentId, instant())
  })
  last = turn.catch(() => undefined)
  return turn
}

/** Runs one import and answers whether what it brought is there. */
async function attempt(store: Store, job: ImportJob): Promise<boolean> {
  const now = await readImport(store.queries, job.import.id)
  if (now?.state !== 'reading') return false
  const thrown = await useFile(store, job).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (thrown === null) return true
  if (!(thrown.error instanceof Cancelled)) await refuseImport(store, job.import.id, thrown.error)
  return false
}

/** Ends an import whose file could not be had or read: its receipt says why. What is a defect of ours is thrown on. */
export async function refuseImport(store: Store, importId: string, error: unknown): Promise<void> {
  const because = error instanceof Unreadable ? error.sentence : DEFECT
  await finishImport(store.queries, importId, { state: 'refused', because, finishedAt: instant() })
  if (!(error instanceof Unreadable)) throw error
}

/** Opens the file for as long as the transaction lasts; a file that cannot be opened rejects like any other defect. */
async function useFile(store: Store, job: ImportJob): Promise<void> {
  const { file, close } = job.open()
  await store.transaction((queries) => bringIn({ store, queries, job, file })).finally(close)
}

interface Bringing {
  readonly store: Store
  readonly queries: Queries
  readonly job: ImportJob
  readonly file: FileView
}

/** Everything below happens in one transaction; progress alone is written beside it, for others to see. */
async function bringIn({ store, queries, job, file }: Bringing): Promise<void> {
  const { id, incidentId } = job.import
  await takeTurn(queries, incidentId)
  if ((await findIncident(queries, { id: incidentId })) === null) {
    throw new Unreadable(
      'The incident was removed before its evidence was read; bring it back and import again.',
    )
  }
  const run = startRun(store, queries, job)
  await run.progress(true)
  const recognised = recognise(file)
  run.found(recognised.source.name, await expectedRecords(recognised, run))
  await readFile(recognised, run)
  const isNewDocument = await readDocumentWhole(recognised, run)
  const arrived = { incidentId, importId: id, fresh: run.fresh, now: instant(), isFollowed: isFollowed(job) }
  const proposed = await proposeInTurn(queries, arrived, () => run.progress(false))
  Object.assign(run.counts, proposed)
  if (isNewDocument) await landDocument(queries, { ...job, file: recognised.file })
  await run.close()
  const done = await finishImport(queries, id, { state: 'done', because: '', finishedAt: instant() })
  if (done === null) throw new Cancelled()
  await recordChanges(queries, job.author, [
    {
      noun: 'import',
      rowId: id,
      incidentId,
      verb: 'added',
      before: null,
      after: { ...done, title: done.fileName },
    },
  ])
}

/** The numbers of a receipt before anything was read. */
export type Counts = { -readonly [Key in keyof ImportCounts]: ImportCounts[Key] }

/** A run under way: what was counted, what waits to be stored. */
interface Run {
  readonly counts: Counts
  /** What was stored and was not there before. */
  readonly fresh: Fresh
  readonly breath: Breath
  readonly options: ReadOptions
  found(source: Import['source'], recordsExpected: number | null): void
  /** Counts a record; true when enough waits to be stored. */
  take(reading: Reading): boolean
  /** Hands what waits to the database, which stores it while more is read, once it is done with what came before. */
  handOver(): Promise<void>
  /** Stores what waits and answers how much of it was new. */
  flush(): Promise<number>
  /** Tells others how far it is, five times a second at most; stops when someone cancelled. */
  progress(isDue: boolean): Promise<void>
  /** Writes the last counts with the transaction itself. */
  close(): Promise<void>
}

const BATCH = 500
/** A batch travels as one parameter, so rows of 100,000 characters must not add up. */
const BATCH_CHARS = 1_000_000
const BETWEEN_MS = 200

function startRun(store: Store, queries: Queries, job: ImportJob): Run {
  const bringing = { incidentId: job.import.incidentId, importId: job.import.id }
  const counts = zero()
  const fresh = collectFresh()
  let source: Import['source'] = 'unknown'
  let waiting: EvidenceDraft[] = []
  let waitingChars = 0
  let told_ms = 0
  let storing: Promise<number> = Promise.resolve(0)
  const storeAll = async (drafts: readonly EvidenceDraft[]): Promise<number> => {
    const keys = await storeEvidence(queries, bringing, drafts)
    fresh.add(drafts, keys)
    const stored = keys.length
    counts.stored += stored
    const known = drafts.length - stored
    const deleted = known === 0 ? 0 : await countDeleted(queries, job.import.incidentId, drafts)
    counts.deletedBefore += deleted
    counts.alreadyKnown += known - deleted
    return stored
  }
  const handOver = async (): Promise<void> => {
    const drafts = waiting
    waiting = []
    waitingChars = 0
    await storing
    storing = storeAll(drafts)
    // Whoever waits for it next hears of it.
    storing.catch(() => undefined)
  }
  const note = async (through: Queries): Promise<void> => {
    if (!(await noteProgress(through, job.import.id, { ...counts, source }))) throw new Cancelled()
  }
  return {
    counts,
    fresh,
    breath: startBreath(),
    options: job.options,
    found(name, recordsExpected) {
      source = name
      counts.recordsExpected = recordsExpected
    },
    take(reading) {
      counts.recordsRead += 1
      if (reading.outcome === 'outside-window') counts.outsideWindow += 1
      else if (reading.outcome === 'not-understood') counts.notUnderstood += 1
      else {
        for (const removed of reading.removed) counts.secretsRemoved += removed.count
        waiting.push(reading.draft)
        waitingChars += reading.draft.text.length
      }
      return waiting.length >= BATCH || waitingChars > BATCH_CHARS
    },
    handOver,
    async flush() {
      await handOver()
      return storing
    },
    async progress(isDue) {
      if (!isDue && performance.now() - told_ms < BETWEEN_MS) return
      told_ms = performance.now()
      await note(store.queries)
    },
    close: () => note(queries),
  }
}

/** A receipt with nothing on it. */
export function zero(): Counts {
  return {
    recordsRead: 0,
    recordsExpected: null,
    stored: 0,
    alreadyKnown: 0,
    deletedBefore: 0,
    outsideWindow: 0,
    notUnderstood: 0,
    secretsRemoved: 0,
    proposed: 0,
    tray: 0,
  }
}

/** How many records there will be; of a chat export, in the channels that were chosen. */
async function expectedRecords({ source, file }: Recognised, run: Run): Promise<number> {
  const seen: Inspection = await inSlices(source.inspect(file), () => run.progress(false))
  const { channels } = run.options
  if (source.name === 'markdown') return seen.records + 1
  if (channels === undefined || seen.channels === undefined) return seen.records
  const chosen = new Set(channels.map((name) => name.replace(/^#/, '')))
  return seen.channels
    .filter((channel) => chosen.has(channel.name.replace(/^#/, '')))
    .reduce((sum, channel) => sum + channel.messages, 0)
}

async function readFile(recognised: Recognised, run: Run): Promise<void> {
  for (const reading of readEvidence(recognised, run.options)) {
    if (run.take(reading)) await run.handOver()
    if (!run.breath.isDue()) continue
    await run.progress(false)
    await run.breath.take()
  }
  await run.flush()
}

/**
 * A Markdown post-mortem is kept whole beside the events of its timeline, so that nothing of it is lost. True when
 * it was not known before: its sections go into the draft only then, however often it is imported.
 */
async function readDocumentWhole(recognised: Recognised, run: Run): Promise<boolean> {
  if (recognised.source.name !== 'markdown') return false
  // The whole holds every secret its events hold; they are counted once.
  run.counts.secretsRemoved = 0
  for (const reading of finished([documentDraft(recognised.file)], run.options)) run.take(reading)
  return (await run.flush()) > 0
}

function instant(): string {
  return new Date().toISOString()
}
