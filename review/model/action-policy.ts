/** The gate of the actions: one concrete change or an agreed risk, a promise behind each, and something that needs no memory. */
import type { Action } from './actions.ts'
import type { Blocker, Place } from './blocker.ts'
import { uncoveredWeaknesses } from './coverage.ts'
import { depthOf } from './incident.ts'
import { isDay } from './policy.ts'
import type { WorkingRecord } from './reviews.ts'
import { nullResult } from './strength.ts'

function blocker(rule: string, sentence: string, place: Place): Blocker {
  return { rule, sentence, place }
}

function onActions(id: string | null = null): Place {
  return { tab: 'actions', id }
}

/** What the actions of a review still lack before an edition can appear. `nullActions`: ids of those whose words change nothing. */
export function actionsBlockers(record: WorkingRecord, nullActions: readonly string[]): readonly Blocker[] {
  const live = record.actions.filter((action) => action.state !== 'dropped')
  const nulls = new Set([
    ...nullActions,
    ...live.filter(({ strength }) => strength === 0).map(({ id }) => id),
  ])
  const found = [
    ...live.filter((action) => nulls.has(action.id)).map(nullBlocker),
    ...live.filter((action) => !isPromised(action)).map(promiseBlocker),
  ]
  const isConcrete = live.some((action) => action.strength >= 1 && !nulls.has(action.id))
  if (!isConcrete && record.acceptances.length === 0) {
    found.push(
      blocker(
        'no-concrete-change',
        'There is no concrete change yet. Which test, guardrail, tool, page, process, design or signal will be different because of this? If we live with it, say so as an accepted risk.',
        onActions(),
      ),
    )
  }
  found.push(...strengthBlockers(record, live), ...live.filter(isEndlessPatch).map(patchBlocker))
  if (live.length > 10) {
    found.push(
      blocker(
        'too-many-actions',
        `There are ${live.length} actions; over ten, the strong ones get lost. Which belong together, and which can be dropped with a reason?`,
        onActions(),
      ),
    )
  }
  return found
}

/** After a SEV1 or SEV2 something has to work without anyone remembering it, or a role has agreed to live without. */
function strengthBlockers(record: WorkingRecord, live: readonly Action[]): readonly Blocker[] {
  const severity = depthOf(record.incident)
  if (severity !== 'SEV1' && severity !== 'SEV2') return []
  if (live.length === 0 || live.some(({ strength }) => strength >= 3)) return []
  if (record.acceptances.some(({ factorId }) => factorId === null)) return []
  return [
    blocker(
      'no-strong-action',
      `${severity === record.incident.severity ? `After a ${severity}` : `It could have been a ${severity}, so`} we look for at least one change of strength 3 or more. What could check, refuse or repair this without a person? If nothing can for now, say why as an accepted risk, with the role that agreed and a day.`,
      onActions(),
    ),
  ]
}

/** A promised patch whose fix was removed or dropped after it was opened. */
function isEndlessPatch({ state, plan }: Action): boolean {
  return state === 'open' && plan.durability === 'patch' && plan.expiresOn === null && plan.fixedById === null
}

function patchBlocker(action: Action): Blocker {
  return blocker(
    'patch-without-end',
    `"${action.title}" is a patch, and nothing takes its place. Which action is the fix, or on which day is the patch no longer relied on?`,
    onActions(action.id),
  )
}

function nullBlocker(action: Action): Blocker {
  return blocker(
    'null-action',
    `"${action.title}": ${nullResult.sentence} ${nullResult.ask}`,
    onActions(action.id),
  )
}

function isPromised(action: Action): boolean {
  return (
    action.owner !== null && action.owner.role.trim() !== '' && action.dueOn !== null && isDay(action.dueOn)
  )
}

function promiseBlocker(action: Action): Blocker {
  const missing =
    action.owner === null ? (action.dueOn === null ? 'one owner and a date' : 'one owner') : 'a date'
  const wanted =
    action.owner !== null && action.owner.role.trim() === '' ? 'the role its owner is shown by' : missing
  return blocker(
    'action-without-owner-or-date',
    `"${action.title}" needs ${wanted} before readers can rely on it. Who will bring it to a decision, and by when?`,
    onActions(action.id),
  )
}

/** What about the actions is worth a second look; none of it keeps an edition from appearing. */
export function actionsWarnings(record: WorkingRecord): readonly Blocker[] {
  const live = record.actions.filter((action) => action.state !== 'dropped')
  const strongest = Math.max(0, ...live.map(({ strength }) => strength))
  const found: Blocker[] = []
  if (live.length > 5 && live.length <= 10) {
    found.push(
      blocker(
        'many-actions',
        `There are ${live.length} actions; three to five good ones are finished more often than many. Which matter most?`,
        onActions(),
      ),
    )
  }
  if (live.length > 0 && strongest <= 1) {
    found.push(
      blocker(
        'only-weak-actions',
        'Every action rests on reading or remembering. Which of them could become something a tool does by itself?',
        onActions(),
      ),
    )
  }
  return [...found, ...planWarnings(live), ...openWeaknesses(record)]
}

/** Questions an action leaves open; none of them keeps an edition from appearing. */
function planWarnings(live: readonly Action[]): readonly Blocker[] {
  const unmeasured = live.find(({ plan, strength }) => strength >= 2 && plan.measure.trim() === '')
  const unseen = live.find(({ plan }) => plan.measure.trim() !== '' && plan.reviewOn === null)
  return [
    ...(unmeasured === undefined
      ? []
      : [
          blocker(
            'no-measure',
            `"${unmeasured.title}": what would we observe if it worked, and what if it did not? Done is not yet effective.`,
            onActions(unmeasured.id),
          ),
        ]),
    ...(unseen === undefined
      ? []
      : [
          blocker(
            'no-review-day',
            `"${unseen.title}" says what we would observe. On which day do we look?`,
            onActions(unseen.id),
          ),
        ]),
    ...(live.length > 0 && live.every(({ plan }) => plan.scope === 'instance')
      ? [
          blocker(
            'only-this-case',
            'Every action changes this one case. Where else is the same condition true, and what would change all of them?',
            onActions(),
          ),
        ]
      : []),
  ]
}

/** Weaknesses that no action changes and nobody has agreed to live with. */
function openWeaknesses(record: WorkingRecord): readonly Blocker[] {
  return uncoveredWeaknesses(record).map((factor) =>
    blocker(
      'weakness-without-action',
      `"${factor.statement}" stays as it is: no action changes it, and nobody has agreed to live with it. Which of the two should it be?`,
      { tab: 'factors', id: factor.id },
    ),
  )
}
