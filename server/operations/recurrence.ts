/** Whether the same class of problem came back after a change: suggested with reasons, confirmed or turned down by people. */
import type { Place } from '@secondstory/review/model/blocker'
import { dayOf } from '@secondstory/review/model/instants'
import {
  type Recurrence,
  type RecurrenceSuggestion,
  suggestRecurrences,
} from '@secondstory/review/model/recurrence'
import { z } from 'zod'
import { lockAction } from '../store/actions.ts'
import type { Queries } from '../store/database.ts'
import { addRecurrence, listEarlierFixes, listRecurrences, readClassFacts } from '../store/recurrence.ts'
import type { Viewer } from '../store/standing.ts'
import { found, refuseFor } from './answers.ts'
import { id, ofIncident, ofRow, prose, type Removed } from './fields.ts'
import { say } from './follow-ups.ts'
import { asked, by } from './hands.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'
import { removeOne } from './removal.ts'

/** What may have come back, and what people said of it. */
export interface Recurrences {
  /** Those nobody said anything about yet. */
  readonly suggested: readonly RecurrenceSuggestion[]
  readonly answered: readonly {
    readonly suggestion: RecurrenceSuggestion | null
    readonly said: Recurrence
  }[]
}

/** More earlier changes than anyone compares. */
const MOST_COMPARED = 500
const MOST_SUGGESTED = 5

async function suggestionsFor(
  queries: Queries,
  incidentId: string,
  seenBy: Viewer,
): Promise<readonly RecurrenceSuggestion[]> {
  const facts = found(await readClassFacts(queries, incidentId), 'incident')
  return suggestRecurrences(facts, await listEarlierFixes(queries, facts, { seenBy, limit: MOST_COMPARED }))
}

/** Earlier changes this incident may have come through or past, each with its reasons. */
export const findRecurrences = operation({
  name: 'findRecurrences',
  about:
    'Finds earlier changes whose class of problem this incident may be, with the reasons; never by person.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<Recurrences> => {
    const { queries } = hands.store
    const suggestions = await suggestionsFor(queries, incidentId, asked(hands))
    const said = await listRecurrences(queries, incidentId)
    const about = new Set(said.map(({ actionId }) => actionId))
    return {
      suggested: suggestions.filter(({ fix }) => !about.has(fix.actionId)).slice(0, MOST_SUGGESTED),
      answered: said.map((each) => ({
        suggestion: suggestions.find(({ fix }) => fix.actionId === each.actionId) ?? null,
        said: each,
      })),
    }
  },
})

/** Says whether it is the same class. When it is and the change was done, the action is no longer held to work. */
export const markRecurrence = operation({
  name: 'markRecurrence',
  about: 'Says whether an incident is the class of problem an earlier change was for, and what was found.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    actionId: id,
    isSame: z.boolean(),
    wasInPath: z.boolean().nullable().default(null),
    text: prose(4000),
  }),
  run: async (given, hands): Promise<Recurrence> =>
    hands.store.transaction(async (queries) => {
      const { incidentId, actionId, isSame } = given
      refuseFor(given.text.trim() === '' ? [emptyLine(actionId, isSame)] : [])
      const suggestions = await suggestionsFor(queries, incidentId, asked(hands))
      const suggestion = found(
        suggestions.find(({ fix }) => fix.actionId === actionId) ?? null,
        'earlier change that shares anything with this incident',
      )
      const { text } = await rolesOnEntry(queries, incidentId, { text: given.text.trim() })
      const row = { ...given, kind: suggestion.kind, text }
      const said = await addRecurrence(queries, row, by(hands))
      if (said === null)
        throw new Refusal('not-ready', 'Somebody answered this already; remove their answer to give another.')
      const action = found(await lockAction(queries, actionId), 'action')
      if (isSame && action.state === 'done' && suggestion.kind !== 'before-fix') {
        const kind = given.wasInPath === true ? 'refuted' : 'not-in-path'
        const draft = {
          kind,
          text,
          link: suggestion.fix.incident.reference,
          saidOn: dayOf(hands.now),
          toOn: null,
          eventsBefore: null,
          monthsBefore: null,
        } as const
        await say(queries, { action, draft }, by(hands))
      }
      return said
    }),
})

function emptyLine(actionId: string, isSame: boolean) {
  const place: Place = { tab: 'actions', id: actionId }
  const sentence = isSame
    ? 'Was the fix in the path, was it on, could it be followed, was it weak, was the class drawn wrongly? One line is enough.'
    : 'What makes it another class? One line is enough.'
  return { rule: 'recurrence-without-line', sentence, place }
}

/** Takes an answer away; `undoRemoval` brings it back. What was said about the action stays. */
export const removeRecurrence = operation({
  name: 'removeRecurrence',
  about: 'Removes an answer about an earlier change; undoRemoval brings it back.',
  access: 'member',
  changes: true,
  touches: 'recurrences',
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('recurrence', input.id, hands),
})
