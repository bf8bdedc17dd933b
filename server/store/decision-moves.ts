/** Decisions follow the event they hang on when events become one, and go back when a merge is taken back. */
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'

/** What a merge changed in one decision, so that it can be taken back and nothing that came later is lost. */
export interface MovedDecision {
  readonly id: string
  /** The merged event it hung on; null when it hung on another. */
  readonly eventId: string | null
  /** Merged events it named as seen. */
  readonly seenEventIds: readonly string[]
  /** Whether the kept event is new among what it names as seen. */
  readonly isKeptNew: boolean
}

/** The events of a merge: one is kept, the others become part of it. */
export interface MergedEvents {
  readonly incidentId: string
  readonly keepId: string
  readonly mergedIds: readonly string[]
}

/** Points decisions from merged events to the kept one and answers what a split needs to know. */
export async function joinDecisions(
  queries: Queries,
  { incidentId, keepId, mergedIds }: MergedEvents,
  author: Author,
): Promise<readonly MovedDecision[]> {
  const isMerged = (id: string): boolean => mergedIds.includes(id)
  const rows = await heldIn(queries, incidentId)
  const touched = rows.filter((row) => isMerged(row.event_id) || row.seen_event_ids.some(isMerged))
  for (const before of touched) {
    const seen = before.seen_event_ids.map((each) => (isMerged(each) ? keepId : each))
    const after = {
      event_id: isMerged(before.event_id) ? keepId : before.event_id,
      seen_event_ids: [...new Set(seen)],
    }
    await point(queries, { id: before.id, incidentId, before, after }, author)
  }
  return touched.map((row) => ({
    id: row.id,
    eventId: isMerged(row.event_id) ? row.event_id : null,
    seenEventIds: row.seen_event_ids.filter(isMerged),
    isKeptNew: !row.seen_event_ids.includes(keepId),
  }))
}

/** Takes away what the merge pointed and gives back what it took; a decision that was moved since stays where it is. */
export async function splitDecisions(
  queries: Queries,
  split: {
    readonly incidentId: string
    readonly keepId: string
    readonly moved: readonly MovedDecision[]
  },
  author: Author,
): Promise<void> {
  const { incidentId, keepId } = split
  const rows = new Map((await heldIn(queries, incidentId)).map((row) => [row.id, row] as const))
  for (const moved of split.moved) {
    const before = rows.get(moved.id)
    if (before === undefined) continue
    const isNamed = moved.seenEventIds.length > 0
    const others = before.seen_event_ids.filter((each) => !(isNamed && moved.isKeptNew && each === keepId))
    const after = {
      event_id: moved.eventId !== null && before.event_id === keepId ? moved.eventId : before.event_id,
      seen_event_ids: [...new Set([...others, ...moved.seenEventIds])],
    }
    await point(queries, { id: moved.id, incidentId, before, after }, author)
  }
}

interface Pointed {
  readonly event_id: string
  readonly seen_event_ids: readonly string[]
}

function heldIn(queries: Queries, incidentId: string) {
  return queries
    .selectFrom('decisions')
    .select(['id', 'event_id', 'seen_event_ids'])
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function point(
  queries: Queries,
  change: {
    readonly id: string
    readonly incidentId: string
    readonly before: Pointed
    readonly after: Pointed
  },
  author: Author,
): Promise<void> {
  const { id, incidentId, before, after } = change
  await queries
    .updateTable('decisions')
    .set((set) => ({
      event_id: after.event_id,
      seen_event_ids: [...after.seen_event_ids],
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  const told = ({ event_id: eventId, seen_event_ids: seenEventIds }: Pointed) => ({ eventId, seenEventIds })
  const about = { noun: 'decision', rowId: id, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: told(before), after: told(after) }])
}
