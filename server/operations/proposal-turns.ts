/**
 * When proposals are made. A little new evidence is weighed at once. Where very much has to be weighed again for it, as in
 * a storm of alerts, it waits for more, so that what is weighed altogether grows with the evidence and not with its
 * square; a job sees to it that nothing waits for long. Files that are imported together are weighed once, with the last.
 */
import { epochMs, later } from '@secondstory/review/model/instants'
import { announce } from '../store/bulletin.ts'
import type { Queries } from '../store/database.ts'
import { growImport, tryTurn } from '../store/imports.ts'
import { type DueProposals, listDue, type ProposalTurn, readTurn, saveTurn } from '../store/proposal-turns.ts'
import type { ProposalsStored } from '../store/proposals.ts'
import type { Store } from '../store/store.ts'
import { type Proposed, proposeAll } from './import-proposals.ts'
import { type Fresh, proposeFresh } from './proposals-near.ts'

/** So much is weighed in a moment: nothing waits for it. */
const LIGHT = 5_000
/** Where more was weighed the last time, it is worth weighing again when a part as large as this is new. */
const WORTHWHILE = 1 / 4
/** Longest wait for each piece that has to be weighed: several times as long as weighing it takes. */
const WAIT_MS = 0.4
const LONGEST_WAIT_MS = 60_000

/** New evidence of an incident, in the transaction that stored it. */
export interface ArrivedEvidence {
  readonly incidentId: string
  /** The import it came with, whose receipt tells what was proposed from it. */
  readonly importId: string
  readonly fresh: Fresh
  readonly now: string
  /** More of this incident is about to be read, and will be weighed together with it. */
  readonly isFollowed?: boolean
}

/** Proposes from what arrived, or puts it off, and answers what is new of this import's own. */
export async function proposeInTurn(
  queries: Queries,
  arrived: ArrivedEvidence,
  between: () => Promise<void>,
): Promise<ProposalsStored> {
  const { incidentId, fresh, now } = arrived
  const turn = await readTurn(queries, incidentId)
  const isWaiting = turn !== null && turn.dueAt !== null
  const isAnything = fresh.count() > 0 || isWaiting
  const isLater = arrived.isFollowed === true || !isWorthwhile(turn, fresh.count(), now)
  if (isAnything && isLater) {
    await putOff(queries, arrived, turn)
    return { proposed: 0, tray: 0 }
  }
  const made = isWaiting
    ? await proposeAll(queries, incidentId, between)
    : await proposeFresh(queries, { incidentId, fresh }, between)
  return settle(queries, { ...arrived, made, turn })
}

/** Proposes what was put off, unless somebody else is at it. */
export async function proposeDue(store: Store, incidentId: string, now: string): Promise<void> {
  await store.transaction(async (queries) => {
    if (!(await tryTurn(queries, incidentId))) return
    const turn = await readTurn(queries, incidentId)
    const importId = turn?.importIds.at(-1)
    if (turn === null || turn.dueAt === null) return
    const made = await proposeAll(queries, incidentId, async () => undefined)
    const own = await settle(queries, { incidentId, importId: importId ?? '', made, turn, now })
    if (importId !== undefined) await growImport(queries, importId, { ...own })
  })
}

/** Incidents whose proposals wait, and until when. */
export async function dueProposals(store: Store): Promise<readonly DueProposals[]> {
  return listDue(store.queries)
}

function isWorthwhile(turn: ProposalTurn | null, arriving: number, now: string): boolean {
  if (turn === null || turn.weighed <= LIGHT) return true
  if (turn.arrived + arriving >= turn.weighed * WORTHWHILE) return true
  return epochMs(now) >= epochMs(turn.madeAt) + waitOf(turn)
}

function waitOf({ weighed }: Pick<ProposalTurn, 'weighed'>): number {
  return Math.min(LONGEST_WAIT_MS, weighed * WAIT_MS)
}

async function putOff(
  queries: Queries,
  { incidentId, importId, fresh, now, isFollowed }: ArrivedEvidence,
  turn: ProposalTurn | null,
): Promise<void> {
  const before = turn ?? { madeAt: now, weighed: 0, arrived: 0, dueAt: null, importIds: [] }
  // What follows weighs it; only where that never comes is this the moment.
  const dueAt =
    isFollowed === true ? later(now, LONGEST_WAIT_MS) : (before.dueAt ?? later(before.madeAt, waitOf(before)))
  const importIds = [...new Set([...before.importIds, importId])]
  await saveTurn(queries, incidentId, {
    ...before,
    arrived: before.arrived + fresh.count(),
    dueAt,
    importIds,
  })
}

/** Writes that proposals were made, and what of it belongs on the receipts that waited; answers what is left. */
async function settle(
  queries: Queries,
  settling: {
    readonly incidentId: string
    readonly importId: string
    readonly made: Proposed
    readonly turn: ProposalTurn | null
    readonly now: string
  },
): Promise<ProposalsStored> {
  const { incidentId, importId, made, turn, now: madeAt } = settling
  if (made.weighed > 0) {
    const { weighed } = made
    await saveTurn(queries, incidentId, { madeAt, weighed, arrived: 0, dueAt: null, importIds: [] })
  }
  let { proposed, tray } = made
  for (const waited of turn?.importIds ?? []) {
    const own = made.byImport.get(waited)
    if (own === undefined || waited === importId) continue
    await growImport(queries, waited, { ...own })
    proposed -= own.proposed
    tray -= own.tray
  }
  if (made.proposed + made.tray > 0)
    await announce(queries, { what: 'changed', incidentId, nouns: ['import', 'timeline event'] })
  return { proposed, tray }
}
