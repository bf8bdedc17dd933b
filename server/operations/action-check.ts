/** The weekly quarter of an hour: what is due, waits, is held by nobody, or is done and not yet seen to work. */
import { actionCheck, type CheckLine } from '@secondstory/review/model/action-check'
import type { FollowUp } from '@secondstory/review/model/follow-ups'
import { dayOf } from '@secondstory/review/model/instants'
import { type ActionLine, listActions } from '../store/actions.ts'
import { listFollowUps } from '../store/follow-ups.ts'
import { nothing } from './fields.ts'
import { asked } from './hands.ts'
import { operation } from './operation.ts'

/** What is looked at together, by reason and then by date. */
export interface ActionCheck {
  readonly today: string
  readonly lines: readonly CheckLine<ActionLine>[]
}

/** More of one sort than a quarter of an hour holds. */
const MOST_LOOKED_AT = 2000

/** Everything the weekly check walks through. Nothing in it is counted or ordered by person. */
export const readActionCheck = operation({
  name: 'readActionCheck',
  about:
    'Reads what the weekly check of actions walks through: without an owner, waiting, past its day, due soon, or done and not yet seen to work.',
  access: 'member',
  changes: false,
  input: nothing,
  run: async (_given, hands): Promise<ActionCheck> => {
    const { queries } = hands.store
    const seenBy = asked(hands)
    const lists = await Promise.all([
      listActions(queries, { seenBy, state: 'open', limit: MOST_LOOKED_AT }),
      listActions(queries, { seenBy, state: 'proposed', limit: MOST_LOOKED_AT }),
      listActions(queries, { seenBy, state: 'done', isUnseen: true, limit: MOST_LOOKED_AT }),
    ])
    const lines = lists.flat()
    const said = byAction(
      await listFollowUps(
        queries,
        lines.map(({ id }) => id),
      ),
    )
    const today = dayOf(hands.now)
    return { today, lines: actionCheck(lines, said, today) }
  },
})

/** Follow-ups under the action each is about, in the order they were said. */
function byAction(said: readonly FollowUp[]): ReadonlyMap<string, readonly FollowUp[]> {
  const found = new Map<string, FollowUp[]>()
  for (const each of said) found.set(each.actionId, [...(found.get(each.actionId) ?? []), each])
  return found
}
