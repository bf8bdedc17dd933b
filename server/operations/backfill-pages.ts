/**
 * A history, page by page. What a page tells and where the next one begins are stored in one transaction, so whoever
 * goes on after a restart asks for nothing twice; and a page that comes twice changes nothing, for evidence has keys.
 * A page that fails is told on the receipt and asked for again, later each time.
 */
import { readEvidence, sources } from '@secondstory/review/ingest/index'
import type { Fields } from '@secondstory/review/ingest/json'
import { fileOf, Unreadable } from '@secondstory/review/ingest/source'
import { MOST_FAILURES, nextTryAt } from '@secondstory/review/model/backfill'
import type { EvidenceDraft, Import } from '@secondstory/review/model/evidence'
import { formOf, type Integration } from '@secondstory/review/model/integrations'
import {
  findBackfill,
  forgetBackfill,
  holdBackfill,
  listDueBackfills,
  type StoredBackfill,
  turnPage,
} from '../store/backfill.ts'
import { recordChanges } from '../store/change.ts'
import { isUnavailable } from '../store/database.ts'
import { storeEvidence } from '../store/evidence.ts'
import { finishImport, growImport, readImport, takeTurn } from '../store/imports.ts'
import { findIntegration } from '../store/integrations.ts'
import { countDeleted } from '../store/retention.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { HeldUp, type History } from './backfill-api.ts'
import { openingOf, tokenFor } from './backfill-tools.ts'
import { proposeAll } from './import-proposals.ts'
import { Refusal } from './operation.ts'
import type { Outbound } from './outbound.ts'

/** What histories are brought with. */
export interface Bringing {
  readonly store: Store
  readonly outbound: Outbound
  readonly strongbox: Strongbox
  now(): string
}

/** Longest one job asks before it gives others a turn. */
const TURN_MS = 20_000

/** Imports of histories that may go on now, whoever asked for them. */
export async function dueHistories(store: Store, now: string): Promise<readonly string[]> {
  return listDueBackfills(store.queries, now)
}

/** Brings pages of a history for a while. Answers when it goes on; null when it has ended, or somebody stopped it. */
export async function bringHistory(given: Bringing, importId: string): Promise<string | null> {
  const began = performance.now()
  let opened: Opened | null = null
  do {
    const backfill = await findBackfill(given.store.queries, importId)
    if (backfill === null) return null
    if (backfill.nextAt > given.now()) return backfill.nextAt
    const opening = opened === null ? open(given, backfill) : Promise.resolve(opened)
    const brought = opening.then(async (ready) => {
      opened = ready
      await bringPage(given, backfill, ready)
    })
    await brought.catch((error: unknown) => meet(given, backfill, error))
  } while (performance.now() - began < TURN_MS)
  return given.now()
}

interface Opened {
  readonly integration: Integration
  readonly history: History
}

async function open(given: Bringing, { integrationId, ...asked }: StoredBackfill): Promise<Opened> {
  const integration = await findIntegration(given.store.queries, integrationId)
  if (integration === null)
    throw new Unreadable('The integration was removed before its history was brought; bring it back first.')
  const token = await tokenFor(integration, given)
  return { integration, history: await openingOf(integration)(given.outbound, token, asked) }
}

async function bringPage(given: Bringing, backfill: StoredBackfill, opened: Opened): Promise<void> {
  const [ask, ...rest] = backfill.remaining ?? (await opened.history.first())
  if (ask === undefined) return endHistory(given, backfill, opened.integration)
  const { bodies, next } = await opened.history.answer(ask)
  const { source, drafts, counts } = tellAll(backfill, { ...opened, bodies, now: given.now() })
  await given.store.transaction(async (queries) => {
    await takeTurn(queries, backfill.incidentId)
    // Another worker was quicker, or somebody stopped it: what this one read was read already or is not wanted.
    if (!(await turnPage(queries, backfill, { remaining: [...next, ...rest], source }))) return
    const stored = (await storeEvidence(queries, backfill, drafts)).length
    const known = drafts.length - stored
    const deletedBefore = known === 0 ? 0 : await countDeleted(queries, backfill.incidentId, drafts)
    await growImport(queries, backfill.importId, {
      ...counts,
      stored,
      deletedBefore,
      alreadyKnown: known - deletedBefore,
    })
  })
}

/** What one page tells, and its part of the receipt. */
function tellAll(
  backfill: StoredBackfill,
  page: Opened & { readonly bodies: readonly Fields[]; readonly now: string },
) {
  const name = formOf(page.integration.kind).source
  const source = sources.find((each) => each.name === name)
  if (source === undefined) throw new Error(`No source reads the history of ${page.integration.kind}.`)
  const lines = page.bodies.map((body) => JSON.stringify(body)).join('\n')
  const file = fileOf(`${backfill.fileName}.jsonl`, Buffer.from(lines, 'utf8'))
  const { workspace } = page.history
  const options = { now: page.now, from: backfill.from, to: backfill.to }
  const readings = readEvidence(
    { source, file },
    workspace === undefined ? options : { ...options, workspace },
  )
  const drafts: EvidenceDraft[] = []
  const counts = {
    recordsRead: 0,
    outsideWindow: 0,
    notUnderstood: 0,
    secretsRemoved: 0,
    sizeBytes: file.sizeBytes,
  }
  for (const reading of page.bodies.length === 0 ? [] : readings) {
    counts.recordsRead += 1
    if (reading.outcome === 'outside-window') counts.outsideWindow += 1
    else if (reading.outcome === 'not-understood') counts.notUnderstood += 1
    else {
      drafts.push(reading.draft)
      for (const removed of reading.removed) counts.secretsRemoved += removed.count
    }
  }
  return { source: source.name, drafts, counts }
}

async function endHistory(
  given: Bringing,
  backfill: StoredBackfill,
  { kind }: Pick<Integration, 'kind'>,
): Promise<void> {
  const receipt = await readImport(given.store.queries, backfill.importId)
  if (receipt !== null && receipt.recordsRead > 0) return settle(given, backfill, '')
  const where = backfill.place === '' ? '' : ` for ${backfill.place}`
  throw new Unreadable(
    `${formOf(kind).says} recorded nothing${where} in these hours; check the place, or choose other hours.`,
  )
}

const DEFECT = 'Something went wrong on our side while bringing this, and the log says what.'

/** A page that failed: it is asked for again later, or given up. */
async function meet(given: Bringing, backfill: StoredBackfill, error: unknown): Promise<void> {
  const { importId } = backfill
  // The database is away: the queue tries again, and nothing can be written down.
  if (isUnavailable(error)) throw error
  if (error instanceof HeldUp) {
    const failures = backfill.failures + 1
    if (failures >= MOST_FAILURES) {
      await settle(given, backfill, `${error.sentence} It was asked for ${failures} times.`)
      return
    }
    const nextAt = nextTryAt(failures, error.patience, given.now())
    const because = `${error.sentence} It goes on by itself at ${nextAt.slice(11, 19)} UTC.`
    return holdBackfill(given.store.queries, { importId, failures, nextAt, because })
  }
  const isAnswer = error instanceof Unreadable || error instanceof Refusal
  await settle(given, backfill, isAnswer ? error.message : DEFECT)
  if (!isAnswer) throw error
}

const KEPT = 'What had come until then is kept, and asking for the same hours again brings the rest.'

/** Ends a history, and proposes from what it brought. `because` says what stopped it; '' when it is whole. */
async function settle(given: Bringing, backfill: StoredBackfill, because: string): Promise<void> {
  const { importId, incidentId, authorId } = backfill
  const at = given.now()
  await given.store.transaction(async (queries) => {
    await takeTurn(queries, incidentId)
    if (!(await forgetBackfill(queries, importId))) return
    const before = await readImport(queries, importId)
    const isSome = before !== null && before.stored > 0
    if (isSome) await growImport(queries, importId, { ...(await proposeAll(queries, incidentId, breathe)) })
    const end =
      because === ''
        ? ({ state: 'done', because } as const)
        : ({ state: 'refused', because: isSome ? `${because} ${KEPT}` : because } as const)
    const done = await finishImport(queries, importId, { ...end, finishedAt: at, keeps: true })
    if (done === null || (because !== '' && !isSome)) return
    const change = { noun: 'import', rowId: importId, incidentId, verb: 'added', before: null } as const
    await recordChanges(queries, { personId: authorId, at }, [
      { ...change, after: { ...done, title: done.fileName } },
    ])
  })
}

/** Stops a history; null when this import is none on its way. What it brought stays, and is proposed from by `after`. */
export async function stopHistory(
  store: Store,
  importId: string,
  at: string,
): Promise<{ readonly stopped: Import; readonly after: () => Promise<void> } | null> {
  const stopped = await store.transaction(async (queries) => {
    if (!(await forgetBackfill(queries, importId))) return null
    const before = await readImport(queries, importId)
    const because = before !== null && before.stored > 0 ? KEPT : 'Nothing had come yet.'
    return finishImport(queries, importId, { state: 'cancelled', because, finishedAt: at, keeps: true })
  })
  if (stopped === null) return null
  const after = async (): Promise<void> => {
    if (stopped.stored === 0) return
    await store.transaction(async (queries) => {
      await takeTurn(queries, stopped.incidentId)
      await growImport(queries, importId, { ...(await proposeAll(queries, stopped.incidentId, breathe)) })
    })
  }
  return { stopped, after }
}

async function breathe(): Promise<void> {
  return undefined
}
