/** When somebody is reminded of an action: which days, which of them is due, and when the team hears of it instead. */
import { dayAfter, daysBetween } from './follow-ups.ts'

/** A day on which an action is brought up. `team` and `orphan` go to the team, the others to the owner. */
export type ReminderMoment = keyof typeof reminderMoments

/** Every moment with the words a letter says. */
export const reminderMoments = {
  'half-time': 'half of the time has passed',
  'before-due': 'it is due soon',
  'on-due': 'it is due today',
  'late-3': 'its day was three days ago',
  'late-7': 'its day was a week ago',
  team: 'its day was two weeks ago, and the owner was reminded',
  orphan: 'its owner has left',
} as const

/** A promise: since when, until when, and of which moments somebody was told. */
export interface Promised {
  readonly promisedOn: string
  readonly dueOn: string
  readonly told: ReadonlySet<string>
}

const BEFORE_DAYS = 2
/** A promise shorter than this has no half time worth a letter. */
const SHORTEST_HALVED_DAYS = 6
const SHORTEST_ANNOUNCED_DAYS = 4
/** Days after the due day on which the team hears of it. */
export const TEAM_AFTER_DAYS = 14

/** The days an owner is reminded on, in order. */
export function reminderDays(
  promisedOn: string,
  dueOn: string,
): readonly { readonly moment: ReminderMoment; readonly on: string }[] {
  const days = daysBetween(promisedOn, dueOn)
  return [
    ...(days >= SHORTEST_HALVED_DAYS
      ? [{ moment: 'half-time', on: dayAfter(promisedOn, Math.floor(days / 2)) } as const]
      : []),
    ...(days >= SHORTEST_ANNOUNCED_DAYS
      ? [{ moment: 'before-due', on: dayAfter(dueOn, -BEFORE_DAYS) } as const]
      : []),
    { moment: 'on-due', on: dueOn },
    { moment: 'late-3', on: dayAfter(dueOn, 3) },
    { moment: 'late-7', on: dayAfter(dueOn, 7) },
  ]
}

/** What is told on a day, and what went by untold and is told with it. */
export interface ReminderDue {
  readonly moment: ReminderMoment
  /** Every moment that is settled by it, itself included. */
  readonly settles: readonly ReminderMoment[]
}

/** What an owner is told of a promise on a day; null when nothing is new. Who was away hears the latest once. */
export function reminderDue({ promisedOn, dueOn, told }: Promised, today: string): ReminderDue | null {
  const reached = reminderDays(promisedOn, dueOn).filter(({ on }) => on <= today)
  const last = reached.at(-1)
  if (last === undefined || told.has(last.moment)) return null
  return {
    moment: last.moment,
    settles: reached.map(({ moment }) => moment).filter((moment) => !told.has(moment)),
  }
}

/** Whether the team hears of a promise on a day: its owner has left, or two weeks went by. */
export function teamReminderDue(
  promised: Promised & { readonly hasOwnerLeft: boolean },
  today: string,
): ReminderDue | null {
  const moment = promised.hasOwnerLeft ? 'orphan' : 'team'
  const isReached = promised.hasOwnerLeft || dayAfter(promised.dueOn, TEAM_AFTER_DAYS) <= today
  return isReached && !promised.told.has(moment) ? { moment, settles: [moment] } : null
}

/** What a link in a reminder does. Each asks for one line before it changes anything. */
export type ReminderDeed = keyof typeof reminderDeeds

/** Every deed with the word on its link and the line it asks for. */
export const reminderDeeds = {
  done: { label: 'Done', asks: 'What came of it, and what shows that it works?' },
  're-date': { label: 'New date', asks: 'What did we not know when we chose this date?' },
  blocked: { label: 'It waits', asks: 'What does it wait for?' },
  drop: { label: 'Drop it', asks: 'What did we learn that makes it unneeded?' },
} as const
