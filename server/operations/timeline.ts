/** The timeline: what people made of the evidence, one event at a time or many at once. */
import type { Blocker, Place } from '@secondstory/review/model/blocker'
import type { EventKind } from '@secondstory/review/model/evidence'
import { epochMs, type Moment } from '@secondstory/review/model/instants'
import { phaseNames } from '@secondstory/review/model/phases'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { joinEvents, removeRows } from '../store/removals.ts'
import {
  addEvents,
  lockEvent,
  lockEvents,
  lockTrigger,
  markEvents,
  nextRank,
  saveEvent,
} from '../store/timeline.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import {
  id,
  ids,
  instant,
  line,
  lineOrNothing,
  moment,
  ofIncident,
  prose,
  type Removed,
  version,
} from './fields.ts'
import { by } from './hands.ts'
import { actorBlockers, readRegister } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'

const eventKind = z.enum([
  'alert',
  'page',
  'deploy',
  'config-change',
  'chat',
  'decision',
  'observation',
  'mitigation',
  'recovery',
  'status-update',
  'commit',
  'agent-step',
  'note',
  'system',
] satisfies readonly EventKind[])

const actor = z.object({
  kind: z.enum(['role', 'team', 'system', 'agent', 'unknown']),
  name: lineOrNothing(100),
})

/** Absolute: milliseconds since 1970, as those of proposals are; wide enough for any year a moment may have. */
const rank = z.number().min(-1e15).max(1e15)
const someIds = ids.pipe(z.array(z.string()).min(1))

const HERE: Place = { tab: 'timeline', id: null }

/** Every one of these events, held for this transaction; `invalid` when one belongs elsewhere or was removed. */
async function lockAll(
  queries: Queries,
  incidentId: string,
  wanted: readonly string[],
): Promise<readonly TimelineEvent[]> {
  const events = await lockEvents(queries, incidentId, wanted)
  const here = new Set(events.map((event) => event.id))
  const missing = wanted.find((each) => !here.has(each))
  if (missing === undefined) return events
  throw new Refusal(
    'not-found',
    `The timeline of this incident has no event ${missing}; it may have been removed.`,
  )
}

/** Why this span cannot stand: its end comes before its beginning, or it has no beginning. */
export function spanBlockers(
  event: Pick<TimelineEvent, 'happenedAt' | 'until'>,
  eventId: string | null,
): readonly Blocker[] {
  if (event.until === null) return []
  if (event.happenedAt !== null && epochMs(event.until) >= epochMs(event.happenedAt.at)) return []
  const sentence =
    event.happenedAt === null
      ? 'The event has an end and no beginning. When did it begin?'
      : 'The event ends before it begins. Which of the two times comes from another clock or zone?'
  return [{ rule: 'span-backwards', sentence, place: { tab: 'timeline', id: eventId } }]
}

/** Ranks are instants in milliseconds, so that an event without a time finds its place between two that have one. */
function rankAt(happenedAt: Moment | null): number | null {
  return happenedAt === null ? null : epochMs(happenedAt.at)
}

/** Adds an event by hand. An actor is a role, a team or a system; a name is answered with the role to use. */
export const addTimelineEvent = operation({
  name: 'addTimelineEvent',
  about: 'Adds an event to the timeline by hand, told by a role or a system.',
  access: 'member',
  needs: 'correct',
  changes: true,
  input: z.object({
    incidentId: id,
    happenedAt: moment.nullable(),
    until: instant.nullable().optional(),
    kind: eventKind,
    actor,
    text: line(4000),
    rank: rank.optional(),
    evidenceIds: ids.optional(),
  }),
  run: async ({ incidentId, ...given }, hands): Promise<TimelineEvent> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: incidentId }), 'incident')
      refuseFor(actorBlockers(given.actor, await readRegister(queries, incidentId), HERE))
      const evidenceIds = given.evidenceIds ?? []
      refuseStrangers(await strangers(queries, 'evidence', { incidentId, ids: evidenceIds }), 'evidence')
      const event = {
        incidentId,
        happenedAt: given.happenedAt,
        until: given.until ?? null,
        rank: given.rank ?? rankAt(given.happenedAt) ?? (await nextRank(queries, incidentId)),
        kind: given.kind,
        actor: given.actor,
        lane: 'by hand',
        text: given.text,
        state: 'accepted',
        isTrigger: false,
        evidenceIds,
        reasons: [],
        confidence: 1,
        phase: null,
        sourceChanged: null,
      } as const
      refuseFor(spanBlockers(event, null))
      const entered = { ...event, ...(await rolesOnEntry(queries, incidentId, { text: event.text })) }
      const [added] = await addEvents(queries, [entered], by(hands))
      return found(added ?? null, 'timeline event')
    }),
})

/** Corrects an event. */
export const correctTimelineEvent = operation({
  name: 'correctTimelineEvent',
  about: 'Corrects the time, kind, actor, text, phase or place in order of an event.',
  access: 'member',
  touches: 'timeline_events',
  needs: 'correct',
  changes: true,
  input: z.object({
    id,
    version,
    happenedAt: moment.nullable().optional(),
    until: instant.nullable().optional(),
    kind: eventKind.optional(),
    actor: actor.optional(),
    text: line(4000).optional(),
    rank: rank.optional(),
    /** Null: as the rules propose. */
    phase: z.enum(phaseNames).nullable().optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<TimelineEvent> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockEvent(queries, given.id), seen, 'timeline event')
      // An event whose time is corrected moves with it, unless its place was chosen too.
      const moved = given.happenedAt === undefined ? null : rankAt(given.happenedAt)
      const after = corrected(before, { ...(moved === null ? {} : { rank: moved }), ...given })
      refuseFor(spanBlockers(after, after.id))
      if (given.actor !== undefined) {
        const register = await readRegister(queries, before.incidentId)
        refuseFor(actorBlockers(given.actor, register, { tab: 'timeline', id: before.id }))
      }
      const { text } = await rolesOnEntry(queries, before.incidentId, { text: after.text })
      return saveEvent(queries, { before, after: { ...after, text }, verb: 'corrected' }, by(hands))
    }),
})

/** Accepts, rejects or sets aside many events at once; marking twice changes nothing. */
export const markTimelineEvents = operation({
  name: 'markTimelineEvents',
  about: 'Accepts, rejects or sets aside proposed events, many at once.',
  access: 'member',
  needs: 'correct',
  changes: true,
  input: z.object({
    incidentId: id,
    ids: someIds,
    state: z.enum(['accepted', 'rejected', 'proposed', 'tray']),
  }),
  run: async (given, hands): Promise<readonly TimelineEvent[]> =>
    hands.store.transaction(async (queries) => {
      const events = await lockAll(queries, given.incidentId, given.ids)
      const changed = await markEvents(queries, { events, state: given.state }, by(hands))
      const now = new Map(changed.map((event) => [event.id, event]))
      return events.map((event) => now.get(event.id) ?? event)
    }),
})

/** Marks the trigger, or none; answers with the events that changed. */
export const markTrigger = operation({
  name: 'markTrigger',
  about: 'Marks one event as the trigger, or none.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, eventId: id.nullable() }),
  run: async ({ incidentId, eventId }, hands): Promise<readonly TimelineEvent[]> =>
    hands.store.transaction(async (queries) => {
      // Two people who mark at once wait for each other here: there is one trigger.
      found(await lockIncident(queries, incidentId), 'incident')
      const before = await lockTrigger(queries, incidentId)
      if (before?.id === eventId) return []
      const changed: TimelineEvent[] = []
      if (before !== null) {
        const after = { ...before, isTrigger: false }
        changed.push(await saveEvent(queries, { before, after, verb: 'marked' }, by(hands)))
      }
      if (eventId !== null) {
        const [event] = await lockAll(queries, incidentId, [eventId])
        const chosen = found(event ?? null, 'timeline event')
        const after = { ...chosen, isTrigger: true }
        changed.push(await saveEvent(queries, { before: chosen, after, verb: 'marked' }, by(hands)))
      }
      return changed
    }),
})

/** Merges events into one; the evidence of all rests on it, and `undoRemoval` splits them again. */
export const mergeTimelineEvents = operation({
  name: 'mergeTimelineEvents',
  about: 'Merges events that tell the same thing; the kept one carries the evidence of all.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, ids: ids.pipe(z.array(z.string()).min(2)), keepId: id }),
  run: async ({ incidentId, ids: given, keepId }, hands): Promise<TimelineEvent & Removed> =>
    hands.store.transaction(async (queries) => {
      const events = await lockAll(queries, incidentId, [...new Set([...given, keepId])])
      const before = found(events.find((event) => event.id === keepId) ?? null, 'timeline event')
      const merged = events.filter((event) => event.id !== keepId)
      const mergedIds = merged.map((event) => event.id)
      const merge = await joinEvents(queries, { kept: before, merged }, by(hands))
      const removal = { noun: 'timeline event', incidentId, ids: mergedIds, merge } as const
      const removalId = found(await removeRows(queries, removal, by(hands)), 'timeline event')
      const after = {
        ...before,
        isTrigger: before.isTrigger || merge.madeTrigger,
        evidenceIds: [...before.evidenceIds, ...merge.evidenceIds],
      }
      return { ...(await saveEvent(queries, { before, after, verb: 'merged' }, by(hands))), removalId }
    }),
})

/** Removes events; `undoRemoval` brings them back. */
export const removeTimelineEvents = operation({
  name: 'removeTimelineEvents',
  about: 'Removes events from the timeline; undoRemoval brings them back.',
  access: 'member',
  changes: true,
  input: ofIncident.extend({ ids: someIds, because: prose(2000).optional() }),
  run: async ({ incidentId, ids: given, because }, hands): Promise<Removed> =>
    hands.store.transaction(async (queries) => {
      await lockAll(queries, incidentId, given)
      const removal = { noun: 'timeline event', incidentId, ids: given, because } as const
      return { removalId: found(await removeRows(queries, removal, by(hands)), 'timeline event') }
    }),
})
