/** What someone agrees to change: proposed freely, opened with one owner and a date, closed with what came of it. */
import { isNullAction } from '@secondstory/language'
import { type Action, type ActionPlan, emptyPlan, type Owner } from '@secondstory/review/model/actions'
import type { Blocker, Place } from '@secondstory/review/model/blocker'
import { actionBlockers } from '@secondstory/review/model/policy'
import { z } from 'zod'
import {
  type ActionLine,
  addAction,
  listActions as listLines,
  lockAction,
  type NewAction,
  saveAction,
} from '../store/actions.ts'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { findPerson } from '../store/people.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { day, id, ids, line, ofRow, prose, type Removed, version } from './fields.ts'
import { asked, by } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

const owner = z.object({ personId: id, role: line(100) })
const fields = {
  title: line(300),
  kind: z.enum(['test', 'guardrail', 'tooling', 'documentation', 'process', 'architecture', 'monitoring']),
  priority: z.enum(['P1', 'P2', 'P3']),
  strength: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  worksIfForgotten: z.boolean(),
  canBeBypassedUnnoticed: z.boolean(),
  factorIds: ids.optional(),
  howWeWillKnow: prose(2000).optional(),
  owner: owner.nullable().optional(),
  dueOn: day.nullable().optional(),
  plan: z
    .object({
      scope: z.enum(['class', 'instance']),
      durability: z.enum(['fix', 'patch']),
      expiresOn: day.nullable(),
      fixedById: id.nullable(),
      measure: prose(2000),
      reviewOn: day.nullable(),
      sideEffect: prose(2000),
    })
    .partial()
    .optional(),
}

/** More than any team has open; beyond it a list is no help. */
const MOST_LISTED = 2000

/** The owner with their name; blocked when nobody here has that id or their account is closed. */
async function ownerOf(
  queries: Queries,
  given: { readonly personId: string; readonly role: string } | null,
): Promise<Owner | null> {
  if (given === null) return null
  const person = await findPerson(queries, given.personId)
  if (person?.isActive === true) return { personId: person.id, name: person.name, role: given.role }
  const sentence = 'The owner has no open account here. Who else will bring it to a decision?'
  refuseFor([{ rule: 'owner-not-here', sentence, place: { tab: 'actions', id: null } }])
  return null
}

/** The blockers the page shows, then those only the register and the links can tell. */
export async function refuseUnfit(
  queries: Queries,
  action: NewAction,
  actionId: string | null,
): Promise<void> {
  const place: Place = { tab: 'actions', id: actionId }
  const isOpening = action.state === 'open'
  const draft = { ...action, id: actionId, isOpening, isNullTitle: isNullAction(action.title) }
  const register = await readRegister(queries, action.incidentId)
  refuseFor([
    ...actionBlockers(draft),
    ...(action.owner === null ? [] : roleBlockers(action.owner.role, register, place)),
  ])
  const linked = { incidentId: action.incidentId, ids: action.factorIds }
  refuseStrangers(await strangers(queries, 'factors', linked), 'factor')
  const { fixedById } = action.plan
  const fixes = { incidentId: action.incidentId, ids: fixedById === null ? [] : [fixedById] }
  refuseStrangers(await strangers(queries, 'actions', fixes), 'action')
}

/** The plan with the parts that were given. A fix needs nothing to take its place. */
function plannedAfter(
  before: ActionPlan,
  given: { readonly [Key in keyof ActionPlan]?: ActionPlan[Key] | undefined } | undefined,
): ActionPlan {
  const plan = given === undefined ? before : corrected(before, given)
  return plan.durability === 'fix' ? { ...plan, expiresOn: null, fixedById: null } : plan
}

/** The words of an action speak of roles; its one owner has a field of their own. */
function inRoles(queries: Queries, { incidentId, title, howWeWillKnow }: NewAction) {
  return rolesOnEntry(queries, incidentId, { title, howWeWillKnow })
}

/** Dropping is always possible while it is not closed; done needs a promise first. */
export function closingBlockers(action: Action, to: 'done' | 'dropped'): readonly Blocker[] {
  const place: Place = { tab: 'actions', id: action.id }
  if (action.state === 'done' || action.state === 'dropped') {
    const sentence = `This action is ${action.state} already; assigning it opens it again.`
    return [{ rule: 'action-closed', sentence, place }]
  }
  if (to === 'dropped' || action.state === 'open') return []
  const sentence = 'This action is only proposed; it needs one owner and a date before it can be done.'
  return [{ rule: 'action-not-open', sentence, place }]
}

/** Proposes an action; owner and date may follow. Strength 0 and "be more careful" are the null result. */
export const proposeAction = operation({
  name: 'proposeAction',
  about: 'Proposes an action that changes something in the system; owner and date may follow.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, ...fields }),
  run: async (given, hands): Promise<Action> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      const action: NewAction = {
        incidentId: given.incidentId,
        title: given.title,
        kind: given.kind,
        owner: await ownerOf(queries, given.owner ?? null),
        dueOn: given.dueOn ?? null,
        priority: given.priority,
        strength: given.strength,
        worksIfForgotten: given.worksIfForgotten,
        canBeBypassedUnnoticed: given.canBeBypassedUnnoticed,
        factorIds: given.factorIds ?? [],
        howWeWillKnow: given.howWeWillKnow ?? '',
        plan: plannedAfter(emptyPlan, given.plan),
        state: 'proposed',
        closedAt: null,
        outcome: '',
      }
      await refuseUnfit(queries, action, null)
      return addAction(queries, { ...action, ...(await inRoles(queries, action)) }, by(hands))
    }),
})

/** Corrects an action; an open one keeps its owner and date. */
export const correctAction = operation({
  name: 'correctAction',
  about: 'Corrects an action; an open one keeps an owner and a date.',
  access: 'member',
  touches: 'actions',
  needs: 'act',
  changes: true,
  input: z.object({
    id,
    version,
    ...fields,
    title: fields.title.optional(),
    kind: fields.kind.optional(),
    priority: fields.priority.optional(),
    strength: fields.strength.optional(),
    worksIfForgotten: z.boolean().optional(),
    canBeBypassedUnnoticed: z.boolean().optional(),
  }),
  run: async ({ version: seen, owner: newOwner, plan, ...given }, hands): Promise<Action> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockAction(queries, given.id), seen, 'action')
      const owned = newOwner === undefined ? before.owner : await ownerOf(queries, newOwner)
      const after = { ...corrected(before, given), owner: owned, plan: plannedAfter(before.plan, plan) }
      await refuseUnfit(queries, after, after.id)
      const entered = { ...after, ...(await inRoles(queries, after)) }
      return saveAction(queries, { before, after: entered }, by(hands))
    }),
})

/** Opens an action: one owner, one date. */
export const assignAction = operation({
  name: 'assignAction',
  about: 'Opens an action by giving it exactly one owner and a due date.',
  access: 'member',
  touches: 'actions',
  changes: true,
  input: z.object({ id, version, owner, dueOn: day }),
  run: async (given, hands): Promise<Action> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockAction(queries, given.id), given.version, 'action')
      const after: Action = {
        ...before,
        owner: await ownerOf(queries, given.owner),
        dueOn: given.dueOn,
        state: 'open',
        closedAt: null,
      }
      await refuseUnfit(queries, after, after.id)
      return saveAction(queries, { before, after }, by(hands))
    }),
})

/** Closes an action with what came of it. */
export const closeAction = operation({
  name: 'closeAction',
  about: 'Closes an action as done or dropped, with what came of it.',
  access: 'member',
  touches: 'actions',
  needs: 'act',
  changes: true,
  input: z.object({
    id,
    version,
    state: z.enum(['done', 'dropped']),
    outcome: prose(4000).pipe(z.string().trim().min(1)),
  }),
  run: async (given, hands): Promise<Action> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockAction(queries, given.id), given.version, 'action')
      refuseFor(closingBlockers(before, given.state))
      const after: Action = { ...before, state: given.state, outcome: given.outcome, closedAt: hands.now }
      return saveAction(queries, { before, after }, by(hands))
    }),
})

/** Removes an action; `undoRemoval` brings it back. */
export const removeAction = operation({
  name: 'removeAction',
  about: 'Removes an action; undoRemoval brings it back.',
  access: 'member',
  touches: 'actions',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('action', input.id, hands),
})

/** Actions over all incidents, the soonest due first: all of them, or those of whoever asks. Never those of someone else. */
export const listActions = operation({
  name: 'listActions',
  about: 'Lists actions over all incidents, the soonest due first; all of them or only mine.',
  access: 'member',
  changes: false,
  input: z.object({
    mine: z.boolean().optional(),
    state: z.enum(['proposed', 'open', 'done', 'dropped']).optional(),
  }),
  run: async ({ mine, state }, hands): Promise<readonly ActionLine[]> => {
    const seenBy = asked(hands)
    const ownerId = mine === true ? seenBy.personId : undefined
    return listLines(hands.store.queries, { seenBy, ownerId, state, limit: MOST_LISTED })
  },
})
