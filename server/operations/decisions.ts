/** Decision points: what was known where a choice was made. What appeared only later cannot be put down as seen. */
import {
  type DecisionPoint,
  type DecisionWords,
  emptyDecision,
  seenBlockers,
} from '@secondstory/review/model/decisions'
import { factorEntry } from '@secondstory/review/model/taxonomy'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { addDecision as addRow, listSeen, lockDecision, saveDecision } from '../store/decisions.ts'
import { findIncident } from '../store/incidents.ts'
import { listEvents } from '../store/timeline.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { id, ids, line, lineOrNothing, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { type InRoles, openRoles } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

/** Most items of one list: more than a page can be read with. */
const MOST = 30
const said = prose(4000)
const listed = z.array(lineOrNothing(500)).max(MOST)

const barrier = z
  .string()
  .max(20)
  .refine((code) => code === '' || factorEntry(code) !== null, {
    error: 'expected an entry of the list of conditions, such as INF-2, or nothing',
  })

const fields = {
  situation: said.optional(),
  goals: listed.optional(),
  seenEvidenceIds: ids.optional(),
  seenEventIds: ids.optional(),
  notReached: z
    .array(z.object({ what: lineOrNothing(1000), where: lineOrNothing(500), barrier }))
    .max(MOST)
    .optional(),
  believed: said.optional(),
  confidence: z.enum(['low', 'medium', 'high', 'not-recalled']).optional(),
  options: z
    .array(z.object({ text: lineOrNothing(1000), costThen: lineOrNothing(1000), seenThen: z.boolean() }))
    .max(MOST)
    .optional(),
  easyPath: said.optional(),
  safePath: said.optional(),
  friction: said.optional(),
  pressures: listed.optional(),
  tradeoff: said.optional(),
  chosen: lineOrNothing(1000).optional(),
  expected: said.optional(),
  observed: said.optional(),
  madeSenseBecause: said.optional(),
  usually: said.optional(),
  source: z.enum(['first-hand', 'log', 'inferred']).optional(),
  certainty: z.enum(['observed', 'supported', 'plausible', 'disputed']).optional(),
  contributed: z.boolean().optional(),
}
const decider = z.enum(['role', 'agent'])

/** A decision about to be written, and the one it takes the place of. */
interface Written {
  readonly id: string | null
  readonly incidentId: string
  readonly words: DecisionWords
  /** Null: it is new. */
  readonly before: DecisionWords | null
}

/**
 * A name in place of a role, links that lead nowhere, and what cannot have been seen. What was put down as seen while
 * it still could have been is not refused again: a clock that was corrected later is a blocker, and no work is lost.
 */
async function refuseUnfit(queries: Queries, written: Written): Promise<void> {
  const { incidentId, words, before } = written
  const place = { tab: 'decisions', id: written.id } as const
  refuseFor(roleBlockers(words.role, await readRegister(queries, incidentId), place))
  const added = {
    eventIds: [words.eventId, ...words.seenEventIds].filter(
      (each) => each !== before?.eventId && before?.seenEventIds.includes(each) !== true,
    ),
    evidenceIds: words.seenEvidenceIds.filter((each) => before?.seenEvidenceIds.includes(each) !== true),
  }
  const [events, evidence] = [
    await strangers(queries, 'timeline_events', { incidentId, ids: added.eventIds }),
    await strangers(queries, 'evidence', { incidentId, ids: added.evidenceIds }),
  ]
  refuseStrangers(events, 'timeline event')
  refuseStrangers(evidence, 'piece of evidence')
  if (added.eventIds.length + added.evidenceIds.length === 0) return
  const { eventId } = words
  const decision = {
    id: written.id,
    eventId,
    seenEvidenceIds: added.evidenceIds,
    seenEventIds: added.eventIds,
  }
  const timeline = await listEvents(queries, incidentId)
  const attached = await listSeen(queries, incidentId, added.evidenceIds)
  refuseFor(seenBlockers({ decision, timeline, evidence: attached }))
}

/** The words with roles where a name was written. Its own role is none of them: a name there is refused. */
function inRoles(words: DecisionWords, say: InRoles): DecisionWords {
  return {
    ...words,
    situation: say(words.situation),
    goals: words.goals.map(say),
    notReached: words.notReached.map((each) => ({ ...each, what: say(each.what), where: say(each.where) })),
    believed: say(words.believed),
    options: words.options.map((each) => ({ ...each, text: say(each.text), costThen: say(each.costThen) })),
    easyPath: say(words.easyPath),
    safePath: say(words.safePath),
    friction: say(words.friction),
    pressures: words.pressures.map(say),
    tradeoff: say(words.tradeoff),
    chosen: say(words.chosen),
    expected: say(words.expected),
    observed: say(words.observed),
    madeSenseBecause: say(words.madeSenseBecause),
    usually: say(words.usually),
  }
}

/** Adds a decision at an event; everything but the event and the role may follow later. */
export const addDecision = operation({
  name: 'addDecision',
  about: 'Adds a decision point at a timeline event: the role it was made in, and what was known there then.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, eventId: id, role: line(100), decider: decider.optional(), ...fields }),
  run: async ({ incidentId, eventId, role, ...given }, hands): Promise<DecisionPoint> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: incidentId }), 'incident')
      const blank: DecisionWords = { ...emptyDecision, eventId, role, decider: 'role' }
      const words = inRoles(corrected(blank, given), await openRoles(queries, incidentId))
      await refuseUnfit(queries, { id: null, incidentId, words, before: null })
      return addRow(queries, { incidentId, ...words }, by(hands))
    }),
})

/** Corrects a decision; what is not given stays. */
export const correctDecision = operation({
  name: 'correctDecision',
  about: 'Corrects a decision point; evidence first visible after the decision is refused as seen.',
  access: 'member',
  touches: 'decisions',
  changes: true,
  input: z.object({
    id,
    version,
    eventId: id.optional(),
    role: line(100).optional(),
    decider: decider.optional(),
    ...fields,
  }),
  run: async ({ version: seen, ...given }, hands): Promise<DecisionPoint> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockDecision(queries, given.id), seen, 'decision')
      const say = await openRoles(queries, before.incidentId)
      const after = { ...before, ...inRoles(corrected(before, given), say) }
      await refuseUnfit(queries, { id: before.id, incidentId: before.incidentId, words: after, before })
      return saveDecision(queries, { before, after }, by(hands))
    }),
})

/** Removes a decision; `undoRemoval` brings it back. */
export const removeDecision = operation({
  name: 'removeDecision',
  about: 'Removes a decision point; undoRemoval brings it back.',
  access: 'member',
  touches: 'decisions',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('decision', input.id, hands),
})
