/** Which action is which issue of a tracker: made there, linked, kept in step by a job, and asked about when both changed. */
import type { Action } from '@secondstory/review/model/actions'
import { formOf, type Integration } from '@secondstory/review/model/integrations'
import { conflictChoice, type IssueLink } from '@secondstory/review/model/issue-links'
import { hereOf, readIssueAddress, seenAfter } from '@secondstory/review/model/trackers'
import { z } from 'zod'
import { lockAction } from '../store/actions.ts'
import type { Queries } from '../store/database.ts'
import { findIntegration } from '../store/integrations.ts'
import {
  actionOfLink,
  addIssueLink as addRow,
  forgetAssigned,
  type HeldIssueLink,
  listIssueLinks as listRows,
  lockIssueLink,
  releaseLink,
  saveChoice,
} from '../store/issue-links.ts'
import { followIssue } from './action-following.ts'
import { current, found } from './answers.ts'
import { id, line, ofIncident, ofRow, type Removed, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { removeOne } from './removal.ts'
import { objectionToTracker, placeOf } from './trackers.ts'

/** An action and the tracker it shall be an issue of; refuses what cannot be. */
async function pairOf(
  queries: Queries,
  given: { readonly id: string; readonly integrationId: string },
): Promise<{ readonly action: Action; readonly integration: Integration }> {
  const action = found(await lockAction(queries, given.id), 'action')
  const integration = found(await findIntegration(queries, given.integrationId), 'tracker')
  const objection = objectionToTracker(integration)
  if (objection !== null) throw new Refusal('not-ready', objection)
  return { action, integration }
}

/** An action is one issue, and an issue one action: two promises behind one thing are none. */
function linked(link: IssueLink | null): IssueLink {
  if (link !== null) return link
  throw new Refusal(
    'conflict',
    'This action has an issue already, or another action has this one. An action and an issue go together one to one; unlink the other first.',
  )
}

/** Makes an issue for an action. The tracker is not waited for: it is made as soon as it answers. */
export const openIssue = operation({
  name: 'openIssue',
  about:
    'Makes an issue in a tracker for an action: what it changes, how we will know, by when; roles and no names.',
  access: 'member',
  touches: 'actions',
  needs: 'act',
  changes: true,
  input: z.object({ id, integrationId: id }),
  run: async (given, hands): Promise<IssueLink> =>
    hands.store.transaction(async (queries) => {
      const { action } = await pairOf(queries, given)
      const link = { incidentId: action.incidentId, actionId: action.id, issue: null }
      return linked(await addRow(queries, { ...link, integrationId: given.integrationId }, by(hands)))
    }),
})

/** Links an action with an issue that is there, by its address. */
export const addIssueLink = operation({
  name: 'addIssueLink',
  about: 'Links an action with an issue of a tracker by its address; from then on they are kept in step.',
  access: 'member',
  touches: 'actions',
  needs: 'act',
  changes: true,
  input: z.object({ id, integrationId: id, address: line(1000) }),
  run: async (given, hands): Promise<IssueLink> =>
    hands.store.transaction(async (queries) => {
      const { action, integration } = await pairOf(queries, given)
      const place = found(placeOf(integration), 'tracker')
      const issue = readIssueAddress(place, given.address)
      if (typeof issue === 'string') throw new Refusal('invalid', issue)
      const link = { incidentId: action.incidentId, actionId: action.id, issue }
      return linked(await addRow(queries, { ...link, integrationId: given.integrationId }, by(hands)))
    }),
})

/** Issue links of an incident, as they were last read. No tracker is asked for it. */
export const listIssueLinks = operation({
  name: 'listIssueLinks',
  about: 'Lists which actions of an incident are issues in a tracker, and what those were when last read.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly IssueLink[]> =>
    listRows(store.queries, incidentId),
})

/** A link and its action, both held for this transaction; null when one of them is not there. */
export async function lockPair(
  queries: Queries,
  id: string,
): Promise<{ readonly link: HeldIssueLink; readonly action: Action } | null> {
  const actionId = await actionOfLink(queries, id)
  // In one order everywhere: whoever changes an action holds it before it wakes the link.
  const action = actionId === null ? null : await lockAction(queries, actionId)
  const link = action === null ? null : await lockIssueLink(queries, id)
  return action === null || link === null ? null : { link, action }
}

async function saysOf(queries: Queries, integrationId: string): Promise<string> {
  return formOf(found(await findIntegration(queries, integrationId), 'tracker').kind).says
}

/** Says which side holds after both changed; the other follows. */
export const answerIssueConflict = operation({
  name: 'answerIssueConflict',
  about: 'Says whether the action or its issue holds after both changed; the other one follows.',
  access: 'member',
  touches: 'issue_links',
  needs: 'act',
  changes: true,
  input: z.object({ id, version, holds: z.enum(['here', 'there']) }),
  run: async (given, hands): Promise<IssueLink> =>
    hands.store.transaction(async (queries) => {
      const { link: held, action } = found(await lockPair(queries, given.id), 'issue link')
      const link = current(held, given.version, 'issue link')
      if (link.conflict === null || link.there === null)
        throw new Refusal('conflict', 'Nothing is asked here any more; both sides say the same by now.')
      const choice = conflictChoice(link.conflict, await saysOf(queries, link.integrationId))
      const because = choice[given.holds]
      const { there } = link
      if (given.holds === 'there') {
        const followed = await followIssue(queries, { action, there }, by(hands))
        return saveChoice(
          queries,
          { link, seen: { here: hereOf[followed.state], there }, because },
          by(hands),
        )
      }
      const seen = seenAfter('here', hereOf[action.state], there)
      return saveChoice(queries, { link, seen, because }, by(hands))
    }),
})

/** Lets a link that was given up, or whose issue was gone, be tried again. */
export const releaseIssueLink = operation({
  name: 'releaseIssueLink',
  about: 'Lets an issue link be tried again at once, also one that was given up.',
  access: 'member',
  touches: 'issue_links',
  needs: 'act',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<IssueLink> =>
    hands.store.transaction(async (queries) =>
      releaseLink(queries, found(await lockIssueLink(queries, given.id), 'issue link'), by(hands)),
    ),
})

/** Takes an action and its issue apart; `undoRemoval` brings them together again. The issue stays where it is. */
export const removeIssueLink = operation({
  name: 'removeIssueLink',
  about: 'Takes an action and its issue apart; the issue stays, and undoRemoval links them again.',
  access: 'member',
  touches: 'issue_links',
  needs: 'act',
  changes: true,
  input: ofRow,
  run: async (given, hands: Hands): Promise<Removed> => {
    // What is kept of a removal says nothing of whom an issue is assigned to.
    await forgetAssigned(hands.store.queries, given.id)
    return removeOne('issue link', given.id, hands)
  },
})
