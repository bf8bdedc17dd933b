/** What becomes of an action after it was opened: its day moves with a reason, it waits, and once done somebody looks whether it works. */
import type { Action } from '@secondstory/review/model/actions'
import { type FollowUp, type FollowUpDraft, followUpBlockers } from '@secondstory/review/model/follow-ups'
import { dayOf } from '@secondstory/review/model/instants'
import { z } from 'zod'
import { listActionsOf, lockAction, saveAction } from '../store/actions.ts'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { addFollowUp as addRow, listFollowUps as listRows, type NewFollowUp } from '../store/follow-ups.ts'
import { current, found, refuseFor } from './answers.ts'
import { day, id, lineOrNothing, ofIncident, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { tell } from './listeners.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

/** Stores a follow-up of an action that is held, in roles, or refuses with what is missing. */
export async function say(
  queries: Queries,
  said: { readonly action: Action; readonly draft: FollowUpDraft },
  author: Author,
): Promise<FollowUp> {
  const { action, draft } = said
  refuseFor(followUpBlockers(action, draft))
  const { text } = await rolesOnEntry(queries, action.incidentId, { text: draft.text.trim() })
  const isSupported = draft.kind === 'supported'
  const row: NewFollowUp = {
    incidentId: action.incidentId,
    actionId: action.id,
    kind: draft.kind,
    text,
    link: draft.link,
    saidOn: draft.saidOn,
    fromOn: draft.kind === 're-dated' ? action.dueOn : null,
    toOn: draft.kind === 're-dated' || draft.kind === 'not-yet-seen' ? draft.toOn : null,
    eventsBefore: isSupported ? draft.eventsBefore : null,
    monthsBefore: isSupported ? draft.monthsBefore : null,
  }
  return addRow(queries, row, author)
}

/** Moves the due day of an action that is held, and keeps why. */
export async function moveDueDay(
  queries: Queries,
  moved: { readonly action: Action; readonly dueOn: string; readonly because: string },
  author: Author,
): Promise<Action> {
  const { action, dueOn, because } = moved
  const draft: FollowUpDraft = {
    kind: 're-dated',
    text: because,
    link: '',
    saidOn: dayOf(author.at),
    toOn: dueOn,
    eventsBefore: null,
    monthsBefore: null,
  }
  await say(queries, { action, draft }, author)
  return saveAction(queries, { before: action, after: { ...action, dueOn } }, author)
}

/** Moves the day of an open action; what was not known when it was chosen is kept beside it. */
export const correctDueDay = operation({
  name: 'correctDueDay',
  about: 'Moves the due day of an open action, and keeps what was not known when it was chosen.',
  access: 'member',
  changes: true,
  touches: 'actions',
  needs: 'act',
  input: z.object({ id, version, dueOn: day, because: prose(2000) }),
  run: async (given, hands): Promise<Action> =>
    hands.store.transaction(async (queries) => {
      const action = current(await lockAction(queries, given.id), given.version, 'action')
      return moveDueDay(queries, { action, dueOn: given.dueOn, because: given.because }, by(hands))
    }),
})

/** Says what an action waits for, that it goes on, or what was seen of it once it was done. */
export const addFollowUp = operation({
  name: 'addFollowUp',
  about: 'Says what an open action waits for, or what was seen of one that is done.',
  access: 'member',
  changes: true,
  touches: 'actions',
  needs: 'act',
  input: z.object({
    /** The action it is about. */
    id,
    kind: z.enum([
      'blocked',
      'freed',
      'exercised',
      'seen-working',
      'supported',
      'not-yet-seen',
      'refuted',
      'not-in-path',
    ]),
    text: prose(2000),
    link: lineOrNothing(500).default(''),
    /** For "not yet seen": the day we look again. */
    lookAgainOn: day.nullable().default(null),
    eventsBefore: z.int().min(1).max(100_000).nullable().default(null),
    monthsBefore: z.int().min(1).max(1200).nullable().default(null),
  }),
  run: async ({ id: actionId, lookAgainOn, ...given }, hands): Promise<FollowUp> =>
    hands.store.transaction(async (queries) => {
      const action = found(await lockAction(queries, actionId), 'action')
      const draft: FollowUpDraft = { ...given, saidOn: dayOf(hands.now), toOn: lookAgainOn }
      const line = await say(queries, { action, draft }, by(hands))
      if (action.state === 'done') {
        const { title, incidentId } = action
        const facts = { action: title, incidentId, seen: line.kind, text: line.text }
        await tell(queries, { event: 'effect.seen', facts, onceKey: line.id, now: hands.now })
      }
      return line
    }),
})

/** Everything said about the actions of an incident, in the order it was said. */
export const listFollowUps = operation({
  name: 'listFollowUps',
  about: 'Lists what was said about the actions of an incident after they were opened.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly FollowUp[]> => {
    const actions = await listActionsOf(store.queries, incidentId)
    return listRows(
      store.queries,
      actions.map((action) => action.id),
    )
  },
})

/** Removes a follow-up; `undoRemoval` brings it back. The day an action was moved to stays. */
export const removeFollowUp = operation({
  name: 'removeFollowUp',
  about: 'Removes something said about an action; undoRemoval brings it back.',
  access: 'member',
  changes: true,
  touches: 'follow_ups',
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('follow-up', input.id, hands),
})
