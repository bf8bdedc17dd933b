/** An action follows its issue, by the rules that hold for everyone: done needs a promise first, open an owner and a day. */
import type { Action } from '@secondstory/review/model/actions'
import { followedBy, hereOf, type There } from '@secondstory/review/model/trackers'
import { saveAction } from '../store/actions.ts'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { closingBlockers, refuseUnfit } from './actions.ts'
import { refuseFor } from './answers.ts'

/** What stands as the outcome until somebody says what came of it; it names no issue, because editions show it. */
const OUTCOMES = {
  done: 'It was closed in the tracker. What came of it is still to be said.',
  dropped: 'It was given up in the tracker. Why is still to be said.',
} as const

/** Lets an action that is locked follow its issue, or refuses with what stands in the way. */
export async function followIssue(
  queries: Queries,
  { action, there }: { readonly action: Action; readonly there: There },
  author: Author,
): Promise<Action> {
  const to = followedBy(there)
  if (to === hereOf[action.state]) return action
  if (to === 'open') {
    const isPromise = action.owner !== null && action.dueOn !== null
    const after: Action = { ...action, state: isPromise ? 'open' : 'proposed', closedAt: null }
    await refuseUnfit(queries, after, after.id)
    return saveAction(queries, { before: action, after }, author)
  }
  // A tracker may think better of it; only a proposal has to become a promise before it is done.
  if (hereOf[action.state] === 'open') refuseFor(closingBlockers(action, to))
  const after: Action = { ...action, state: to, outcome: OUTCOMES[to], closedAt: author.at }
  return saveAction(queries, { before: action, after }, author)
}
