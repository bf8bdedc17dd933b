/** What a source said later about something on the timeline: whose words stay is for people to decide. */

import { registerOf } from '@secondstory/review/ingest/register'
import { inShort } from '@secondstory/review/ingest/summary'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findEvidence } from '../store/evidence.ts'
import { listParticipants } from '../store/participants.ts'
import { lockEvent, saveEvent } from '../store/timeline.ts'
import { current, found } from './answers.ts'
import { id, version } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/**
 * Answers a change at the source: the event takes the new words, told in roles, or keeps its own. Either way it rests
 * on the changed evidence too, so that the mark goes and does not come back for the same change.
 */
export const acceptSourceChange = operation({
  name: 'acceptSourceChange',
  about: 'Takes the words a source changed into an event, or keeps those of the event.',
  access: 'member',
  touches: 'timeline_events',
  needs: 'correct',
  changes: true,
  input: z.object({ id, version, words: z.enum(['new', 'ours']) }),
  run: async ({ id: eventId, version: seen, words }, hands): Promise<TimelineEvent> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockEvent(queries, eventId), seen, 'timeline event')
      const change = before.sourceChanged
      if (change === null) {
        throw new Refusal('invalid', 'The source of this event has changed nothing that waits for an answer.')
      }
      if (words === 'new' && change.isRemoved) {
        throw new Refusal(
          'invalid',
          'This was removed at its source and left no words to take; keep ours, or remove the event.',
        )
      }
      const text = words === 'ours' ? before.text : await newWords(queries, before, change.evidenceId)
      const evidenceIds = [change.evidenceId, ...before.evidenceIds]
      const after = { ...before, text, evidenceIds, sourceChanged: null }
      return saveEvent(queries, { before, after, verb: 'corrected' }, by(hands))
    }),
})

async function newWords(queries: Queries, event: TimelineEvent, evidenceId: string): Promise<string> {
  const { incidentId } = event
  const rows = await findEvidence(queries, { incidentId, ids: [evidenceId], limit: 1 })
  const evidence = found(rows?.items[0] ?? null, 'evidence')
  return registerOf(await listParticipants(queries, incidentId)).inRoles(inShort(evidence.text)) || event.text
}
