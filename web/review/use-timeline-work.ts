import type { Actor, EventKind } from '@secondstory/review/model/evidence'
import type { Moment } from '@secondstory/review/model/instants'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { type EventState, inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'
import { ask, Refused } from '../client.ts'
import { offerUndo, withdrawUndo } from '../kit/Undo.tsx'
import { keptInMerge, marked, replaced, triggered } from './timeline-rows.ts'
import { useWorking } from './working.tsx'

/** What the form of an event holds. */
export interface EventWords {
  readonly happenedAt: Moment | null
  readonly until: string | null
  readonly kind: EventKind
  readonly actor: Actor
  readonly text: string
  /** Absent: it keeps the place it has. */
  readonly rank?: number
}

const done: Readonly<Record<EventState, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  proposed: 'proposed again',
  tray: 'put in the tray',
}

function withTimeline(record: WorkingRecord, timeline: readonly TimelineEvent[]): WorkingRecord {
  return { ...record, timeline }
}

function counted(count: number, word: string): string {
  return count === 1 ? `One event ${word}.` : `${count} events ${word}.`
}

/** Everything that can be done to the timeline: shown at once, undone with one key, taken back when refused. */
export function useTimelineWork() {
  const working = useWorking()
  const { record, refresh } = working
  // While a change is under way the offer to undo the one before is gone: pressing undo at once must not take back another.
  const change: typeof working.change = (wanted) => {
    withdrawUndo()
    return working.change(wanted)
  }
  const incidentId = record.incident.id
  const take = (row: WorkingRecord, answered: readonly TimelineEvent[]) =>
    withTimeline(row, replaced(row.timeline, answered))

  const send = (ids: readonly string[], state: EventState) =>
    change({
      expect: (row) => withTimeline(row, marked(row.timeline, new Set(ids), state)),
      send: () => ask('markTimelineEvents', { incidentId, ids: [...ids], state }),
      settle: take,
    })

  /** Marks events and offers to take it back, each to the state it had. */
  const mark = async (ids: readonly string[], state: EventState) => {
    const before = record.timeline.filter((event) => ids.includes(event.id) && event.state !== state)
    if (before.length === 0) return
    const answer = await send(
      before.map((event) => event.id),
      state,
    )
    if (answer instanceof Refused) return
    offerUndo(counted(before.length, done[state]), () => {
      for (const was of new Set(before.map((event) => event.state))) {
        void send(
          before.filter((event) => event.state === was).map((event) => event.id),
          was,
        )
      }
    })
  }

  const sendTrigger = (eventId: string | null) =>
    change({
      expect: (row) => withTimeline(row, triggered(row.timeline, eventId)),
      send: () => ask('markTrigger', { incidentId, eventId }),
      settle: take,
    })

  const markTrigger = async (eventId: string | null) => {
    const before = record.timeline.find((event) => event.isTrigger)?.id ?? null
    const answer = await sendTrigger(eventId)
    if (answer instanceof Refused) return
    const sentence = eventId === null ? 'No event is the trigger now.' : 'Marked as the trigger.'
    offerUndo(sentence, () => void sendTrigger(before))
  }

  const undoRemoval = async (removalId: string) => {
    const answer = await change({ send: () => ask('undoRemoval', { removalId }) })
    if (!(answer instanceof Refused)) await refresh()
  }

  const remove = async (ids: readonly string[]) => {
    const gone = new Set(ids)
    const answer = await change({
      expect: (row) =>
        withTimeline(
          row,
          row.timeline.filter((event) => !gone.has(event.id)),
        ),
      send: () => ask('removeTimelineEvents', { incidentId, ids: [...ids] }),
    })
    if (!(answer instanceof Refused))
      offerUndo(counted(ids.length, 'removed'), () => void undoRemoval(answer.removalId))
  }

  /** Joins events into one; their evidence stays. */
  const merge = async (ids: readonly string[]) => {
    const events = inOrder(record.timeline.filter((event) => ids.includes(event.id)))
    const kept = keptInMerge(events)
    if (kept === null || events.length < 2) return null
    const others = new Set(ids.filter((id) => id !== kept.id))
    const answer = await change({
      expect: (row) =>
        withTimeline(
          row,
          row.timeline.filter((event) => !others.has(event.id)),
        ),
      send: () => ask('mergeTimelineEvents', { incidentId, ids: [...ids], keepId: kept.id }),
      settle: (row, { removalId: _removalId, ...event }) => take(row, [event]),
    })
    if (answer instanceof Refused) return null
    offerUndo(counted(ids.length, 'merged into one'), () => void undoRemoval(answer.removalId))
    return kept.id
  }

  const add = async (words: EventWords) => {
    const answer = await change({
      send: () => ask('addTimelineEvent', { incidentId, ...words }),
      settle: (row, event) => take(row, [event]),
      isShownInPlace: true,
    })
    if (!(answer instanceof Refused)) offerUndo('Event added.', () => void remove([answer.id]))
    return answer
  }

  const correct = async (event: Pick<TimelineEvent, 'id' | 'version'>, words: Partial<EventWords>) => {
    const before = record.timeline.find((each) => each.id === event.id)
    const answer = await sendCorrection(event, words)
    if (before !== undefined && !(answer instanceof Refused))
      offerUndo('Event corrected.', () => void sendCorrection(answer, wordsBefore(before)))
    return answer
  }

  const sendCorrection = (event: Pick<TimelineEvent, 'id' | 'version'>, words: Partial<EventWords>) =>
    change({
      expect: (row) =>
        withTimeline(
          row,
          row.timeline.map((each) => (each.id === event.id ? { ...each, ...words } : each)),
        ),
      send: () => ask('correctTimelineEvent', { id: event.id, version: event.version, ...words }),
      settle: (row, answered) => take(row, [answered]),
      isShownInPlace: true,
    })

  return { mark, markTrigger, remove, merge, add, correct }
}

/** What a correction can change, as it was. */
function wordsBefore({ happenedAt, until, kind, actor, text, rank }: TimelineEvent): EventWords {
  return { happenedAt, until, kind, actor, text, rank }
}

export type TimelineWork = ReturnType<typeof useTimelineWork>
