/**
 * The timeline's list as plain values: its rows, which of them are chosen, which key means what, and how the list
 * looks the moment someone acts, before the server has answered. Pure; TimelineList.tsx draws it.
 */

import { dayOf } from '@secondstory/review/model/instants'
import type { RecordNeed } from '@secondstory/review/model/permission'
import {
  type EventState,
  type Gap,
  gaps,
  inOrder,
  type TimelineEvent,
} from '@secondstory/review/model/timeline'

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly on: string }
  | { readonly kind: 'gap'; readonly key: string; readonly gap: Gap }
  | { readonly kind: 'event'; readonly key: string; readonly event: TimelineEvent }

/** What the list shows: the draft (accepted and proposed), in order of time. The tray and what was rejected stand apart. */
export function inDraft(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return inOrder(events.filter((event) => event.state === 'accepted' || event.state === 'proposed'))
}

/** The tray: likely enough to show beside the draft. */
export function inTray(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return inOrder(events.filter((event) => event.state === 'tray'))
}

/**
 * Rows of the list: a day whenever it changes, a gap wherever fifteen minutes passed without a word. `events` are in
 * order; `dayAt` says which day an instant falls on, because a day changes at another hour for a reader elsewhere.
 */
export function rowsOf(
  events: readonly TimelineEvent[],
  dayAt: (at: string) => string = dayOf,
): readonly Row[] {
  const gapAfter = new Map(gaps(events).map((gap) => [gap.afterId, gap]))
  const rows: Row[] = []
  let day = ''
  for (const event of events) {
    const on = event.happenedAt === null ? day : dayAt(event.happenedAt.at)
    if (on !== day) {
      rows.push({ kind: 'day', key: `day ${on} ${event.id}`, on })
      day = on
    }
    rows.push({ kind: 'event', key: event.id, event })
    const gap = gapAfter.get(event.id)
    if (gap !== undefined) rows.push({ kind: 'gap', key: `gap ${event.id}`, gap })
  }
  return rows
}

/** Which event has the focus, where a range began, and what is chosen. */
export interface Choice {
  readonly activeId: string | null
  readonly anchorId: string | null
  readonly ids: ReadonlySet<string>
}

export const nothingChosen: Choice = { activeId: null, anchorId: null, ids: new Set() }

/** The focus moved by `by` events, stopping at the ends; with `isRange` everything from the anchor on is chosen. */
export function moved(
  choice: Choice,
  order: readonly string[],
  step: { by: number; isRange: boolean },
): Choice {
  if (order.length === 0) return nothingChosen
  const now = choice.activeId === null ? -1 : order.indexOf(choice.activeId)
  const start = step.by > 0 ? -1 : order.length
  const next = Math.min(order.length - 1, Math.max(0, (now === -1 ? start : now) + step.by))
  const activeId = order[next] ?? null
  if (!step.isRange) return { ...choice, activeId, anchorId: activeId }
  return ranged(choice, order, activeId)
}

/** Everything between the anchor and `toId` chosen. */
export function ranged(choice: Choice, order: readonly string[], toId: string | null): Choice {
  const anchorId = choice.anchorId ?? choice.activeId ?? toId
  const a = anchorId === null ? -1 : order.indexOf(anchorId)
  const b = toId === null ? -1 : order.indexOf(toId)
  if (a === -1 || b === -1) return { ...choice, activeId: toId, anchorId: toId }
  return { activeId: toId, anchorId, ids: new Set(order.slice(Math.min(a, b), Math.max(a, b) + 1)) }
}

/** One event chosen, or no longer. */
export function toggled(choice: Choice, id: string): Choice {
  const ids = new Set(choice.ids)
  if (!ids.delete(id)) ids.add(id)
  return { activeId: id, anchorId: id, ids }
}

/** What an action applies to: what is chosen, or else the event with the focus. Order of the list. */
export function targets(choice: Choice, order: readonly string[]): readonly string[] {
  if (choice.ids.size > 0) return order.filter((id) => choice.ids.has(id))
  return choice.activeId !== null && order.includes(choice.activeId) ? [choice.activeId] : []
}

/** The choice after some events left the list: the focus goes to the next that stayed, so that j/k and a/x keep a rhythm. */
export function without(choice: Choice, order: readonly string[], gone: ReadonlySet<string>): Choice {
  const ids = new Set([...choice.ids].filter((id) => !gone.has(id)))
  if (choice.activeId === null || !gone.has(choice.activeId)) return { ...choice, ids }
  const from = order.indexOf(choice.activeId)
  const rest = [...order.slice(from), ...order.slice(0, from).toReversed()]
  const activeId = rest.find((id) => !gone.has(id)) ?? null
  return { activeId, anchorId: activeId, ids }
}

export type Command =
  | 'next'
  | 'previous'
  | 'next-range'
  | 'previous-range'
  | 'first'
  | 'last'
  | 'accept'
  | 'reject'
  | 'edit'
  | 'merge'
  | 'remove'
  | 'trigger'
  | 'choose'
  | 'choose-proposals'
  | 'choose-none'
  | 'add'
  | 'evidence'
  | 'undo'

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly metaKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
}

/** What a command of the list does with the record: those that only look ask for nothing more. */
export function needOfCommand(command: Command): RecordNeed {
  if (['accept', 'reject', 'edit', 'add', 'choose-proposals', 'undo'].includes(command)) return 'correct'
  return ['merge', 'remove', 'trigger'].includes(command) ? 'write' : 'read'
}

/** Every key of the list with the words shown under `?`. */
export const listKeys: readonly {
  readonly keys: readonly string[]
  readonly command: Command
  readonly words: string
}[] = [
  { keys: ['j', 'ArrowDown'], command: 'next', words: 'Next event' },
  { keys: ['k', 'ArrowUp'], command: 'previous', words: 'Previous event' },
  { keys: ['J', 'shift+ArrowDown'], command: 'next-range', words: 'Choose down to the next' },
  { keys: ['K', 'shift+ArrowUp'], command: 'previous-range', words: 'Choose up to the previous' },
  { keys: ['Home'], command: 'first', words: 'First event' },
  { keys: ['End'], command: 'last', words: 'Last event' },
  { keys: ['a'], command: 'accept', words: 'Accept' },
  { keys: ['x'], command: 'reject', words: 'Reject' },
  { keys: ['e'], command: 'edit', words: 'Edit in place' },
  { keys: ['Delete', 'Backspace'], command: 'remove', words: 'Remove' },
  { keys: ['m'], command: 'merge', words: 'Merge the chosen' },
  { keys: ['t'], command: 'trigger', words: 'Mark as the trigger' },
  { keys: [' '], command: 'choose', words: 'Choose' },
  { keys: ['mod+a'], command: 'choose-proposals', words: 'Choose all proposals' },
  { keys: ['Escape'], command: 'choose-none', words: 'Choose nothing' },
  { keys: ['n'], command: 'add', words: 'Add an event' },
  { keys: ['v', 'Enter'], command: 'evidence', words: 'Show the evidence' },
  { keys: ['mod+z', 'u'], command: 'undo', words: 'Undo' },
]

/** What a key means to the list; null for keys that belong to someone else. */
export function commandFor(key: Key): Command | null {
  if (key.altKey) return null
  const mod = key.metaKey || key.ctrlKey
  const name = `${mod ? 'mod+' : ''}${key.shiftKey && key.key.length > 1 ? 'shift+' : ''}${mod ? key.key.toLowerCase() : key.key}`
  return listKeys.find((row) => row.keys.includes(name))?.command ?? null
}

/** The events as they will be once these are marked. */
export function marked(
  events: readonly TimelineEvent[],
  ids: ReadonlySet<string>,
  state: EventState,
): readonly TimelineEvent[] {
  return events.map((event) => (ids.has(event.id) ? { ...event, state } : event))
}

/** The events with exactly this trigger, or none. */
export function triggered(
  events: readonly TimelineEvent[],
  eventId: string | null,
): readonly TimelineEvent[] {
  return events.map((event) => {
    const isTrigger = event.id === eventId
    return event.isTrigger === isTrigger ? event : { ...event, isTrigger }
  })
}

/** Rows the server answered with put in the place of ours; rows we did not have are added. */
export function replaced(
  events: readonly TimelineEvent[],
  answered: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const byId = new Map(answered.map((event) => [event.id, event]))
  const known = new Set(events.map((event) => event.id))
  return [
    ...events.map((event) => byId.get(event.id) ?? event),
    ...answered.filter((event) => !known.has(event.id)),
  ]
}

/** Which of several events to keep in a merge: the trigger, else an accepted one, else the most certain, else the first. */
export function keptInMerge(events: readonly TimelineEvent[]): TimelineEvent | null {
  const weight = (event: TimelineEvent) =>
    (event.isTrigger ? 4 : 0) + (event.state === 'accepted' ? 2 : 0) + event.confidence
  return inOrder(events).toSorted((a, b) => weight(b) - weight(a))[0] ?? null
}
