/** The weekly check of actions: what is looked at together in a quarter of an hour, each in one line. */
import type { Action } from './actions.ts'
import { dayAfter, daysBetween, type FollowUp, type Standing, standingOf } from './follow-ups.ts'

/** How long the check takes. */
export const CHECK_MINUTES = 15

/** Why an action stands in the check; each stands under the first reason that fits. */
export type CheckReason = 'ownerless' | 'blocked' | 'overdue' | 'due' | 'effect'

/** The reasons in the order they are walked, with what is asked. */
export const checkReasons: readonly {
  readonly reason: CheckReason
  readonly title: string
  readonly asks: string
}[] = [
  {
    reason: 'ownerless',
    title: 'Without an owner',
    asks: 'Who will bring it to a decision? If nobody will, what are we accepting?',
  },
  { reason: 'blocked', title: 'Waits for something', asks: 'What did it wait on, and who can free it?' },
  { reason: 'overdue', title: 'Past its day', asks: 'What did we not know when we chose this date?' },
  { reason: 'due', title: 'Due in the next seven days', asks: 'Is anything in its way?' },
  {
    reason: 'effect',
    title: 'Done: does it work?',
    asks: 'Show it failing without the fix and holding with it.',
  },
]

/** An action with what the check needs beside it. */
export interface Checked extends Action {
  readonly hasOwnerLeft: boolean
}

/** One line of the check. */
export interface CheckLine<Line extends Checked> {
  readonly line: Line
  readonly reason: CheckReason
  readonly standing: Standing
  /** The last thing said about it; null when nothing was. */
  readonly last: FollowUp | null
}

const SOON_DAYS = 7

/** What is to be looked at on a day: by reason, then by date. Never by person. */
export function actionCheck<Line extends Checked>(
  lines: readonly Line[],
  said: ReadonlyMap<string, readonly FollowUp[]>,
  today: string,
): readonly CheckLine<Line>[] {
  const order = checkReasons.map(({ reason }) => reason)
  return lines
    .flatMap((line): readonly CheckLine<Line>[] => {
      const own = said.get(line.id) ?? []
      const standing = standingOf(line, own)
      const reason = reasonFor(line, standing, today)
      return reason === null ? [] : [{ line, reason, standing, last: own.at(-1) ?? null }]
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.reason) - order.indexOf(b.reason) ||
        (dayFor(a) ?? '9').localeCompare(dayFor(b) ?? '9') ||
        a.line.id.localeCompare(b.line.id),
    )
}

function dayFor<Line extends Checked>({ line, standing }: CheckLine<Line>): string | null {
  return standing.lookOn ?? line.dueOn
}

function reasonFor(line: Checked, standing: Standing, today: string): CheckReason | null {
  if (line.state === 'dropped') return null
  if (line.state === 'done') return standing.lookOn !== null && standing.lookOn <= today ? 'effect' : null
  if (line.owner === null || line.hasOwnerLeft) return 'ownerless'
  if (line.state === 'proposed' || line.dueOn === null) return null
  if (standing.blockedBy !== null) return 'blocked'
  if (line.dueOn < today) return 'overdue'
  return line.dueOn <= dayAfter(today, SOON_DAYS) ? 'due' : null
}

/** How late or how soon, in words: "12 days past its day", "due today", "due in 3 days". */
export function dueWords(dueOn: string, today: string): string {
  const days = daysBetween(today, dueOn)
  if (days === 0) return 'due today'
  if (days === 1) return 'due tomorrow'
  if (days > 1) return `due in ${days} days`
  return days === -1 ? '1 day past its day' : `${-days} days past its day`
}
