/** The list of a review: what each stage asks for. A task ticks itself when the thing is there; none is compulsory. */
import type { Place } from './blocker.ts'
import type { Stage, WorkingRecord } from './reviews.ts'
import type { Duty } from './severity-policy.ts'

/** One task, as the record has it. */
export interface StageTask {
  readonly id: string
  readonly stage: Stage
  /** What to do, as a short request. */
  readonly ask: string
  readonly place: Place
  readonly isDone: boolean
  /** Why it will not be done here; empty when it will. */
  readonly leftOut: string
  /** The duty whose date it stands under. */
  readonly duty: Duty | null
  /** RFC 3339 UTC; null when no date is due. */
  readonly dueAt: string | null
}

/** What the list is read from. */
export interface Seen {
  readonly record: WorkingRecord
  /** Whether a meeting was held to its end. */
  readonly wasMet: boolean
  /** Whether a meeting has a day. */
  readonly hasDate: boolean
  /** Reasons by task. */
  readonly leftOut: ReadonlyMap<string, string>
  readonly dueAt: Readonly<Record<Duty, string | null>>
}

interface TaskRule {
  readonly id: string
  readonly stage: Stage
  readonly ask: string
  readonly tab: Place['tab']
  readonly duty: Duty | null
  readonly isDone: (seen: Seen) => boolean
}

const rules: readonly TaskRule[] = [
  {
    ...{ id: 'timeline', stage: 'gathering', tab: 'timeline', duty: 'draft' },
    ask: 'Accept the events that tell what happened',
    isDone: ({ record }) =>
      record.timeline.some(({ state }) => state === 'accepted') &&
      !record.timeline.some(({ state }) => state === 'proposed'),
  },
  {
    ...{ id: 'marks', stage: 'gathering', tab: 'incident', duty: 'draft' },
    ask: 'Say when it started and when impact ended',
    isDone: ({ record: { incident } }) => incident.startedAt !== null && incident.endedAt !== null,
  },
  {
    ...{ id: 'accounts', stage: 'gathering', tab: 'accounts', duty: 'draft' },
    ask: 'Bring in accounts: what was seen from each place',
    isDone: ({ record }) => record.accounts.length > 0,
  },
  {
    ...{ id: 'story', stage: 'drafting', tab: 'story', duty: 'draft' },
    ask: 'Write the story as it looked at the time',
    isDone: ({ record }) => record.draft.version > 1,
  },
  {
    ...{ id: 'factors', stage: 'drafting', tab: 'factors', duty: 'meeting' },
    ask: 'Name what let it through, more than one condition',
    isDone: ({ record }) => record.factors.length > 1,
  },
  {
    ...{ id: 'meeting-date', stage: 'drafting', tab: 'meeting', duty: 'meeting' },
    ask: 'Choose a day for the meeting, and invite',
    isDone: ({ hasDate, wasMet }) => hasDate || wasMet,
  },
  {
    ...{ id: 'meeting', stage: 'calibrating', tab: 'meeting', duty: 'meeting' },
    ask: 'Meet, with the facts before the fixes',
    isDone: ({ wasMet }) => wasMet,
  },
  {
    ...{ id: 'actions', stage: 'calibrating', tab: 'actions', duty: 'publication' },
    ask: 'Agree on at least one change, with an owner and a date',
    isDone: ({ record }) => record.actions.some(({ state }) => state === 'open' || state === 'done'),
  },
  {
    ...{ id: 'edition', stage: 'published', tab: 'publish', duty: 'publication' },
    ask: 'Publish an edition',
    isDone: ({ record }) => record.review.editionNumber !== null,
  },
  {
    ...{ id: 'follow-up', stage: 'followed-up', tab: 'actions', duty: null },
    ask: 'See each action through',
    isDone: ({ record }) =>
      record.actions.length > 0 &&
      record.actions.every(({ state }) => state === 'done' || state === 'dropped'),
  },
]

/** Every task in the order of a review's life. */
export function stageTasks(seen: Seen): readonly StageTask[] {
  return rules.map((rule) => ({
    ...{ id: rule.id, stage: rule.stage, ask: rule.ask, duty: rule.duty },
    place: { tab: rule.tab, id: null },
    isDone: rule.isDone(seen),
    leftOut: seen.leftOut.get(rule.id) ?? '',
    dueAt: rule.duty === null ? null : seen.dueAt[rule.duty],
  }))
}

/** Names of the tasks there are. */
export const stageTaskIds: readonly string[] = rules.map(({ id }) => id)

/** The first task that is neither done nor left out; null when the list is through. */
export function nextTask(tasks: readonly StageTask[]): StageTask | null {
  return tasks.find(({ isDone, leftOut }) => !isDone && leftOut === '') ?? null
}
