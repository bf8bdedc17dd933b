/** Carrying a lesson to where the work is done: drafts for other files, names withheld as in an edition. */
import { type FeedKind, feedShapes, feedText } from '@secondstory/review/documents/feeds'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { found, refuseFor } from './answers.ts'
import type { ExportedEdition } from './editions.ts'
import { withEvidence } from './evidence-quoted.ts'
import { id } from './fields.ts'
import { readRegister } from './names.ts'
import { operation, Refusal } from './operation.ts'
import { refuseWhilePaused } from './pauses.ts'
import { checkEdition } from './publish-check.ts'
import { readRecord } from './record.ts'

const kinds = ['adr', 'risk', 'runbook', 'test', 'monitor', 'agents'] as const satisfies readonly FeedKind[]

/** Drafts a file from one factor or action. A name that would be left in it is a reason to wait, as it is for an edition. */
export const exportFeed = operation({
  name: 'exportFeed',
  about:
    'Drafts a decision record, a risk, a runbook note, a test, a signal or a limit for agents from a factor or an action.',
  access: 'member',
  changes: false,
  input: z.object({ incidentId: id, kind: z.enum(kinds), rowId: id }),
  run: async ({ incidentId, kind, rowId }, hands): Promise<ExportedEdition> => {
    const { store, publicUrl } = hands
    await refuseWhilePaused(hands)
    const incident = found(await findIncident(store.queries, { id: incidentId }), 'incident')
    const working = await readRecord(store.queries, incident)
    const subject = subjectOf(working, rowId)
    if (subject === null) throw new Refusal('not-found', 'There is no factor or action here by this id.')
    if (!feedShapes[kind].from.some((each) => each === subject.of)) {
      const needed = feedShapes[kind].from.join(' or ')
      throw new Refusal(
        'invalid',
        `A draft of this kind is made from ${needed === 'action' ? 'an' : 'a'} ${needed}; this is ${subject.of === 'action' ? 'an' : 'a'} ${subject.of}.`,
      )
    }
    const { record, answer } = checkEdition(
      await withEvidence(store.queries, working),
      await readRegister(store.queries, incidentId),
    )
    refuseFor(answer.blockers.filter(({ rule }) => rule === 'name-left'))
    const address = `${publicUrl}/incidents/${record.reference}/${subject.of}s#${rowId}`
    const text = feedText(kind, { record, address, subject })
    return { fileName: feedShapes[kind].fileName, text: found(text, subject.of) }
  },
})

/** Where the row stands in the edition: dropped actions are not part of it. */
function subjectOf(working: WorkingRecord, rowId: string) {
  const factor = working.factors.findIndex(({ id: each }) => each === rowId)
  if (factor >= 0) return { of: 'factor', position: factor } as const
  const live = working.actions.filter(({ state }) => state !== 'dropped')
  const action = live.findIndex(({ id: each }) => each === rowId)
  return action < 0 ? null : ({ of: 'action', position: action } as const)
}
