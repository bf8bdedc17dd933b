/**
 * Proposals after something new arrived. They are made from all evidence when what they rest on has changed, or when the
 * new evidence reaches further than its surroundings; else only near it, with the same result.
 */
import { proposing } from '@secondstory/review/ingest/proposals'
import { registerOf } from '@secondstory/review/ingest/register'
import { remarkMarks, sourceChanges } from '@secondstory/review/ingest/revisions'
import { ENDED, joinedSpans, PAUSE_MS, rootsOf, type Span } from '@secondstory/review/ingest/stretches'
import { weightsOf } from '@secondstory/review/ingest/weights'
import { fingerprintOf } from '@secondstory/review/ingest/words'
import type { Evidence, EvidenceDraft } from '@secondstory/review/model/evidence'
import { epochMs } from '@secondstory/review/model/instants'
import type { Queries } from '../store/database.ts'
import { type Grounds, readGrounds } from '../store/proposal-grounds.ts'
import { countedProposals, type NewProposal, replaceProposals } from '../store/proposals.ts'
import { readRegister } from '../store/register.ts'
import {
  findStretch,
  isFollowed,
  lastStanding,
  readSpans,
  readTellings,
  timesOfRoots,
} from '../store/stretches.ts'
import { markSourceChanges, restOf } from '../store/timeline.ts'
import { readWeightsRow } from '../store/weights.ts'
import { inSlices } from './breath.ts'
import { type Proposed, proposeAll } from './import-proposals.ts'
import { groundsNow, localGrounds } from './proposal-grounds.ts'

/** More stretches than this are not walked one by one: everything is read. */
const MOST_STRETCHES = 40

/** Proposes after this evidence was stored, and answers how many events are new. */
export async function proposeNear(
  queries: Queries,
  fresh: { readonly incidentId: string; readonly drafts: readonly EvidenceDraft[] },
  between: () => Promise<void>,
): Promise<Proposed> {
  const { incidentId, drafts } = fresh
  if (drafts.length === 0) {
    // Nothing new: what was proposed stands, unless what it rests on has changed.
    const known = await readGrounds(queries, incidentId)
    if (known?.restsOn === (await groundsNow(queries, incidentId))) return NOTHING
    return proposeAll(queries, incidentId, between)
  }
  const grounds = await localGrounds(queries, fresh)
  const spans = grounds === null ? null : await touchedSpans(queries, fresh)
  if (grounds === null || spans === null) return proposeAll(queries, incidentId, between)
  const evidence = await readSpans(queries, incidentId, { spans, ended: ENDED })
  if (movesWords(drafts, evidence)) return proposeAll(queries, incidentId, between)
  await between()
  const proposals = await proposeWithin(queries, { incidentId, grounds, spans, evidence }, between)
  const made = await replaceProposals(queries, incidentId, { proposals, within: spans })
  await markNear(queries, fresh, evidence)
  return { ...countedProposals(made), weighed: evidence.length, byImport: new Map() }
}

const NOTHING: Proposed = { proposed: 0, tray: 0, weighed: 0, byImport: new Map() }

/** The stretches new evidence lies in or speaks of, and the one before each, which may have been the last until now. */
async function touchedSpans(
  queries: Queries,
  { incidentId, drafts }: { readonly incidentId: string; readonly drafts: readonly EvidenceDraft[] },
): Promise<readonly Span[] | null> {
  const walking = { incidentId, pause_ms: PAUSE_MS, remarks: remarkMarks }
  const own = drafts.flatMap(({ happenedAt }) =>
    happenedAt === null ? [] : [spanOf(epochMs(happenedAt.at))],
  )
  const spoken = await timesOfRoots(queries, incidentId, rootsOf(drafts))
  const touched = joinedSpans([...own, ...spoken])
  if (touched.length > MOST_STRETCHES) return null
  const spans: Span[] = []
  for (const span of touched) {
    const stretch = await findStretch(queries, walking, span)
    const before_ms = await lastStanding(queries, walking, stretch.from_ms)
    spans.push(stretch)
    if (before_ms !== null) spans.push(await findStretch(queries, walking, spanOf(before_ms)))
  }
  return joinedSpans(spans)
}

function spanOf(at_ms: number): Span {
  return { from_ms: at_ms, to_ms: at_ms }
}

/** Whether an edit stands at another time than what it edits: its words would leave one stretch for another. */
function movesWords(drafts: readonly EvidenceDraft[], evidence: readonly Evidence[]): boolean {
  const edits = drafts.filter(({ revises, marks }) => revises !== undefined && !isRemark(marks))
  const roots = new Map(edits.map(({ revises, happenedAt }) => [revises, happenedAt?.at]))
  return evidence.some(({ key, revises, marks, happenedAt }) => {
    const at = roots.get(revises ?? key)
    return at !== undefined && !isRemark(marks) && happenedAt?.at !== at
  })
}

function isRemark(marks: readonly string[]): boolean {
  return marks.some((mark) => remarkMarks.includes(mark))
}

interface Near {
  readonly incidentId: string
  readonly grounds: Grounds
  readonly spans: readonly Span[]
  readonly evidence: readonly Evidence[]
}

async function proposeWithin(
  queries: Queries,
  { incidentId, grounds, spans, evidence }: Near,
  between: () => Promise<void>,
): Promise<readonly NewProposal[]> {
  const { kept, open } = await readRegister(queries, incidentId)
  const register = registerOf([...kept, ...open])
  const weights = weightsOf((await readWeightsRow(queries)).chosen)
  const walking = { incidentId, pause_ms: PAUSE_MS, remarks: remarkMarks }
  const proposals: NewProposal[] = []
  for (const span of spans) {
    const stretch = {
      ...span,
      isFollowed: await isFollowed(queries, walking, span.to_ms),
      hasSpoken: (ref: string) => saidBefore(grounds, ref, span.from_ms),
    }
    const events = await inSlices(proposing(evidence, register, { weights, stretch }), between)
    for (const event of events)
      proposals.push({ ...event, state: event.state === 'proposed' ? 'proposed' : 'tray' })
  }
  return proposals
}

function saidBefore({ firstMet }: Grounds, ref: string, at_ms: number): boolean {
  const saidAt = firstMet[fingerprintOf(ref)]?.saidAt ?? null
  return saidAt !== null && epochMs(saidAt) < at_ms
}

/** Marks the events whose source said something else later, as far as the new evidence is about them. */
async function markNear(
  queries: Queries,
  { incidentId, drafts }: { readonly incidentId: string; readonly drafts: readonly EvidenceDraft[] },
  evidence: readonly Evidence[],
): Promise<void> {
  const roots = new Set(rootsOf(drafts))
  const told = evidence.filter(({ key, revises }) => roots.has(revises ?? key))
  if (!told.some(({ revises }) => revises !== undefined)) return
  const restingOn = told.map(({ id }) => id)
  const tellings = await readTellings(queries, incidentId, await restOf(queries, incidentId, restingOn))
  const author = { personId: null, at: new Date().toISOString() }
  await markSourceChanges(queries, { incidentId, changeOf: sourceChanges(tellings), restingOn }, author)
}

/** Keeps what a batch stored within bounds: of very much that is new, everything is read anyway. */
export interface Fresh {
  add(drafts: readonly EvidenceDraft[], storedKeys: readonly string[]): void
  /** How much is new. */
  count(): number
  /** Null: so much is new that proposals are better made from everything. */
  drafts(): readonly EvidenceDraft[] | null
}

const MOST_FRESH = 2000

/** Begins to collect what is new. Words are not kept: where and of whom it is decides. */
export function collectFresh(): Fresh {
  let collected: EvidenceDraft[] | null = []
  let count = 0
  return {
    add(drafts, storedKeys) {
      const stored = new Set(storedKeys)
      count += stored.size
      if (collected === null || count > MOST_FRESH) {
        collected = null
        return
      }
      const fresh = drafts.filter(({ key }) => stored.has(key)).map((draft) => ({ ...draft, text: '' }))
      collected.push(...fresh)
    },
    count: () => count,
    drafts: () => collected,
  }
}

/** Proposes after what was collected. */
export async function proposeFresh(
  queries: Queries,
  { incidentId, fresh }: { readonly incidentId: string; readonly fresh: Fresh },
  between: () => Promise<void>,
): Promise<Proposed> {
  const drafts = fresh.drafts()
  if (drafts === null) return proposeAll(queries, incidentId, between)
  return proposeNear(queries, { incidentId, drafts }, between)
}
