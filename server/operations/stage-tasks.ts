/** The list of a review: what each stage asks for, ticked by the record itself; a task may be left out with a reason. */
import type { Duty } from '@secondstory/review/model/severity-policy'
import { type StageTask, stageTaskIds, stageTasks } from '@secondstory/review/model/stage-tasks'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { findMeeting } from '../store/meetings.ts'
import { listStageMarks, markStageTask as markRow } from '../store/templates.ts'
import { found } from './answers.ts'
import { id, lineOrNothing, type Nothing, ofIncident } from './fields.ts'
import { dateOfMeeting } from './meeting-guests.ts'
import { operation } from './operation.ts'
import { dutiesOf } from './policies.ts'
import { readRecord } from './record.ts'

/** The list of one review. */
export const listStageTasks = operation({
  name: 'listStageTasks',
  about: 'Lists what each stage of a review asks for: what is there, what comes next and by when.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly StageTask[]> => {
    const { queries } = store
    const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
    const { dates } = await dutiesOf(queries, incidentId)
    const dueOf = (duty: Duty) => dates.find((each) => each.duty === duty)?.dueAt ?? null
    const meeting = await findMeeting(queries, { incidentId })
    return stageTasks({
      record: await readRecord(queries, incident),
      wasMet: meeting?.floor.state === 'ended',
      hasDate: meeting !== null && (await dateOfMeeting(queries, incidentId, meeting.id)) !== null,
      leftOut: await listStageMarks(queries, incidentId),
      dueAt: { draft: dueOf('draft'), meeting: dueOf('meeting'), publication: dueOf('publication') },
    })
  },
})

/** Leaves a task of a review out, with the reason; an empty one takes that back. */
export const markStageTask = operation({
  name: 'markStageTask',
  about: 'Leaves a task of a review out, with the reason; an empty reason takes that back.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    task: z.string().refine((task) => stageTaskIds.includes(task), {
      error: `expected one of ${stageTaskIds.join(', ')}`,
    }),
    because: lineOrNothing(300),
  }),
  run: async (given, { store }): Promise<Nothing> => {
    await store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      await markRow(queries, given)
    })
    return {}
  },
})
