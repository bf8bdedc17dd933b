/** What of the timeline is shown: its filter as it stands in the address, and which events pass it. Pure. */
import { type EventKind, eventKinds } from '@secondstory/review/model/evidence'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'
import type { Filters } from '../paths.ts'
import { inDraft } from './timeline-rows.ts'

/** States one can look at; `draft` is what the timeline tells: accepted and proposed. */
export const shownStates = ['draft', 'accepted', 'proposed', 'tray', 'rejected', 'all'] as const
export type ShownState = (typeof shownStates)[number]

export const stateWords: Readonly<Record<ShownState, string>> = {
  draft: 'In the draft',
  accepted: 'Accepted',
  proposed: 'Proposed',
  tray: 'In the tray',
  rejected: 'Rejected',
  all: 'Every state',
}

export interface TimelineFilter {
  readonly text: string
  readonly kind: EventKind | null
  /** Where it comes from, as the event says; empty for all. */
  readonly source: string
  /** One lane of the picture, whatever lanes are made by; empty for all. */
  readonly lane: string
  readonly state: ShownState
  readonly hasEvidence: boolean | null
}

export const noFilter: TimelineFilter = {
  text: '',
  kind: null,
  source: '',
  lane: '',
  state: 'draft',
  hasEvidence: null,
}

function isKind(value: string | undefined): value is EventKind {
  return value !== undefined && value in eventKinds
}

/** The filter in an address; what an address carries beyond it means nothing. */
export function filterFrom(search: Filters): TimelineFilter {
  return {
    text: (search.text ?? '').slice(0, 200),
    kind: isKind(search.kind) ? search.kind : null,
    source: search.source ?? '',
    lane: search.lane ?? '',
    state: shownStates.find((state) => state === search.state) ?? 'draft',
    hasEvidence: search.evidence === 'yes' ? true : search.evidence === 'no' ? false : null,
  }
}

/** Whether anything is filtered beyond the draft. */
export function isFiltered(filter: TimelineFilter): boolean {
  return (
    filter.text.trim() !== '' ||
    filter.kind !== null ||
    filter.source !== '' ||
    filter.lane !== '' ||
    filter.state !== 'draft' ||
    filter.hasEvidence !== null
  )
}

/**
 * The events that pass, in order. Every word typed must stand in the event, by whatever case; `laneOf` names the lane of
 * an event as lanes are made now.
 */
export function shownBy(
  timeline: readonly TimelineEvent[],
  filter: TimelineFilter,
  laneOf: (event: TimelineEvent) => string,
): readonly TimelineEvent[] {
  const inState = ofState(timeline, filter.state)
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const { kind, source, lane, hasEvidence } = filter
  return inState.filter(
    (event) =>
      (kind === null || event.kind === kind) &&
      (source === '' || event.lane === source) &&
      (lane === '' || laneOf(event) === lane) &&
      (hasEvidence === null || event.evidenceIds.length > 0 === hasEvidence) &&
      (words.length === 0 || holds(event, words)),
  )
}

function ofState(timeline: readonly TimelineEvent[], state: ShownState): readonly TimelineEvent[] {
  if (state === 'draft') return inDraft(timeline)
  return inOrder(state === 'all' ? timeline : timeline.filter((event) => event.state === state))
}

function holds(event: TimelineEvent, words: readonly string[]): boolean {
  const text = `${event.text} ${event.actor.name} ${event.lane}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** The values of one fact among events, in the order of the alphabet. How many have each is not said: some are roles of people. */
export function valuesOf(
  events: readonly TimelineEvent[],
  factOf: (event: TimelineEvent) => string,
): readonly string[] {
  return [...new Set(events.map(factOf))].filter((value) => value !== '').toSorted()
}
