/**
 * Events that rules propose. They are made anew from all evidence of an incident whenever some arrives, and put in
 * the place of the earlier ones; what a person accepted, rejected, corrected, merged, removed, marked as the trigger
 * or named in a factor is theirs and stays as it is.
 */
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { derivedId, isDerived } from './derived-ids.ts'
import { storable, storableJson } from './storable.ts'
import type { Span } from './stretches.ts'
import { eventOf } from './timeline.ts'

/** A proposal; `key` names it in every import, whatever else arrived. */
export interface NewProposal
  extends Omit<
    TimelineEvent,
    'id' | 'incidentId' | 'version' | 'isTrigger' | 'state' | 'phase' | 'sourceChanged'
  > {
  readonly key: string
  readonly state: 'proposed' | 'tray'
}

/** What the timeline shows of proposals now, and how many of them are new. */
export interface ProposalsStored {
  readonly proposed: number
  readonly tray: number
}

/** What is new among proposals that were put in place. */
export type FreshProposals = readonly Pick<NewProposal, 'state' | 'evidenceIds'>[]

/** Proposals counted as receipts show them. */
export function countedProposals(fresh: FreshProposals): ProposalsStored {
  const proposed = fresh.filter(({ state }) => state === 'proposed').length
  return { proposed, tray: fresh.length - proposed }
}

/**
 * Puts these proposals in the place of the earlier ones and answers which were not there before. One that shares
 * evidence with an event of a person is left out: the event tells it already. With `within` only earlier ones of these
 * spans give way.
 */
export async function replaceProposals(
  queries: Queries,
  incidentId: string,
  { proposals, within }: { readonly proposals: readonly NewProposal[]; readonly within?: readonly Span[] },
): Promise<FreshProposals> {
  const { kept, open } = await readEvents(queries, incidentId, within && { within, proposals })
  const told = new Set(kept.flatMap((event) => event.evidenceIds))
  const keptIds = new Set(kept.map((event) => event.id))
  const wanted = proposals
    .map((proposal) => ({ id: derivedId(incidentId, `event:${proposal.key}`), ...proposal }))
    .filter((event) => !keptIds.has(event.id) && !event.evidenceIds.some((id) => told.has(id)))
  const before = new Map(open.map((event) => [event.id, event]))
  const changed = wanted.filter((event) => !isAsStored(event, before.get(event.id)))
  const wantedIds = new Set(wanted.map((event) => event.id))
  const gone = open.filter((event) => !wantedIds.has(event.id)).map((event) => event.id)
  await remove(queries, [...gone, ...changed.map((event) => event.id)])
  await insert(queries, incidentId, changed)
  return wanted.filter((event) => !before.has(event.id))
}

/** How many proposals nobody has touched yet. */
export async function countOpenProposals(queries: Queries, incidentId: string): Promise<number> {
  return (await readEvents(queries, incidentId)).open.length
}

/** Takes away the proposals nobody has touched; what a person accepted, corrected or rejected stays. */
export async function removeOpenProposals(queries: Queries, incidentId: string): Promise<void> {
  const { open } = await readEvents(queries, incidentId)
  await remove(
    queries,
    open.map((event) => event.id),
  )
}

/** Events of people (`kept`, removed ones too) and proposals nobody touched (`open`), held for this transaction. */
async function readEvents(
  queries: Queries,
  incidentId: string,
  near?: { readonly within: readonly Span[]; readonly proposals: readonly NewProposal[] },
) {
  const rows = await queries
    .selectFrom('timeline_events')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .$if(near !== undefined, (query) =>
      query.where(isNear(incidentId, near?.within ?? [], near?.proposals ?? [])),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  const factors = await queries
    .selectFrom('factors')
    .select('event_ids')
    .where('incident_id', '=', incidentId)
    .execute()
  const decisions = await queries
    .selectFrom('decisions')
    .select(['event_id', 'seen_event_ids'])
    .where('incident_id', '=', incidentId)
    .execute()
  const named = new Set([
    ...factors.flatMap((factor) => factor.event_ids),
    ...decisions.flatMap((decision) => [decision.event_id, ...decision.seen_event_ids]),
  ])
  const isOpen = (row: (typeof rows)[number]): boolean =>
    isDerived(row.id) &&
    row.version === 1 &&
    row.removed_at === null &&
    !row.is_trigger &&
    (row.state === 'proposed' || row.state === 'tray') &&
    !named.has(row.id)
  return {
    kept: rows.filter((row) => !isOpen(row)).map(eventOf),
    open: rows.filter(isOpen).map(eventOf),
  }
}

/** Whether an event stands in these spans by its rank, or tells what one of these proposals tells. */
function isNear(incidentId: string, within: readonly Span[], proposals: readonly NewProposal[]) {
  const low = within.map(({ from_ms }) => Math.floor(from_ms))
  const high = within.map(({ to_ms }) => Math.floor(to_ms) + 1)
  const ids = proposals.map(({ key }) => derivedId(incidentId, `event:${key}`))
  const evidence = proposals.flatMap(({ evidenceIds }) => evidenceIds)
  return sql<boolean>`(exists (select from unnest(${low}::float8[], ${high}::float8[]) as span (low, high)
      where rank >= low and rank < high)
    or id = any(${ids}::uuid[]) or evidence_ids && ${evidence}::uuid[])`
}

function isAsStored(
  wanted: NewProposal & { readonly id: string },
  stored: TimelineEvent | undefined,
): boolean {
  if (stored === undefined) return false
  return JSON.stringify(columnsOf(wanted)) === JSON.stringify(columnsOf(stored))
}

async function remove(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from timeline_events where id = any(${[...ids]}::uuid[])`.execute(queries)
}

/** Rows of one insert; one JSON parameter carries them, so their number of columns does not count. */
const BATCH = 2000

async function insert(
  queries: Queries,
  incidentId: string,
  events: readonly (NewProposal & { readonly id: string })[],
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    const rows = events.slice(from, from + BATCH).map((event) => ({ id: event.id, ...columnsOf(event) }))
    await sql`
      insert into timeline_events (incident_id, id, happened_at, happened_precision, happened_is_about, until, rank,
        kind, actor_kind, actor_name, lane, text, state, evidence_ids, reasons, confidence, version)
      select ${incidentId}::uuid, r.*, 1
      from jsonb_to_recordset(${storableJson(rows)}::jsonb) as r (id uuid, happened_at timestamptz,
        happened_precision text, happened_is_about boolean, until timestamptz, rank double precision, kind text,
        actor_kind text, actor_name text, lane text, text text, state text, evidence_ids uuid[], reasons text[],
        confidence double precision)`.execute(queries)
  }
}

function columnsOf(event: Omit<NewProposal, 'key' | 'state'> & Pick<TimelineEvent, 'state'>) {
  return {
    happened_at: event.happenedAt?.at ?? null,
    happened_precision: event.happenedAt?.precision ?? null,
    happened_is_about: event.happenedAt?.isAbout ?? false,
    until: event.until,
    rank: event.rank,
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_name: storable(event.actor.name),
    lane: storable(event.lane),
    text: storable(event.text),
    state: event.state,
    evidence_ids: event.evidenceIds,
    reasons: event.reasons.map(storable),
    confidence: event.confidence,
  }
}
