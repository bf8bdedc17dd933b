/** What the page knows about actions before the server is asked: how they group, and when there are too many. */
import type { Action, Strength } from '@secondstory/review/model/actions'
import { strengthChoices, strengthLevels } from '@secondstory/review/model/strength'

export interface StrengthGroup {
  readonly strength: Strength
  readonly name: string
  readonly means: string
  readonly actions: readonly Action[]
}

const priorityOrder = { P1: 0, P2: 1, P3: 2 } as const

/** Actions by strength, strongest first; inside a rung by priority, then by date. Rungs without actions are left out. */
export function groupedByStrength(actions: readonly Action[]): readonly StrengthGroup[] {
  return strengthLevels.flatMap(({ strength, name, means }) => {
    const own = actions
      .filter((action) => action.strength === strength)
      .toSorted(
        (a, b) =>
          priorityOrder[a.priority] - priorityOrder[b.priority] ||
          (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') ||
          a.title.localeCompare(b.title),
      )
    return own.length === 0 ? [] : [{ strength, name, means, actions: own }]
  })
}

/** What the number of actions asks for; null up to five. Dropped ones do not count. */
export function tooManyInWords(actions: readonly Action[]): string | null {
  const count = actions.filter((action) => action.state === 'proposed' || action.state === 'open').length
  if (count > 10)
    return `${count} actions are more than anyone finishes. Group those that change the same thing, and drop what matters least.`
  if (count > 5)
    return `${count} actions stand here. Three to five good ones beat twenty; which would you keep if only five could be done?`
  return null
}

/** Whether all that is promised depends on somebody remembering it. */
export function isAllWeak(actions: readonly Action[]): boolean {
  const live = actions.filter((action) => action.state === 'proposed' || action.state === 'open')
  return live.length > 0 && live.every((action) => action.strength <= 1)
}

/** The strength after the answers changed: kept while it agrees with them, else the strongest that does and is more than nothing. */
export function strengthAfter(
  now: Strength,
  worksIfForgotten: boolean,
  canBeBypassedUnnoticed: boolean,
): Strength {
  const choices = strengthChoices(worksIfForgotten, canBeBypassedUnnoticed)
  if (choices.includes(now)) return now
  return choices.find((choice) => choice > 0) ?? 1
}

/** Several live actions that change the same thing: the ones to group when there are too many. */
export interface Crowd {
  readonly factorId: string
  readonly actions: readonly Action[]
}

/** Factors that three or more live actions address, the most crowded first. */
export function crowds(actions: readonly Action[]): readonly Crowd[] {
  const live = actions.filter((action) => action.state === 'proposed' || action.state === 'open')
  const ids = [...new Set(live.flatMap((action) => action.factorIds))]
  return ids
    .map((factorId) => ({ factorId, actions: live.filter((action) => action.factorIds.includes(factorId)) }))
    .filter((crowd) => crowd.actions.length > 2)
    .toSorted((a, b) => b.actions.length - a.actions.length)
}
