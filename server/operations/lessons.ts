/** What went well, what could be improved, and where we got lucky. */
import type { Lesson } from '@secondstory/review/model/lessons'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { addLesson as addRow, lockLesson, saveLesson } from '../store/lessons.ts'
import { current, found } from './answers.ts'
import { id, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { removeOne } from './removal.ts'

const text = prose(4000).pipe(z.string().trim().min(1))

/** Adds a lesson to one of the three lists. */
export const addLesson = operation({
  name: 'addLesson',
  about: 'Adds a lesson to what went well, what could be improved or where we got lucky.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, kind: z.enum(['went-well', 'could-improve', 'lucky']), text }),
  run: async (given, hands): Promise<Lesson> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      const entered = await rolesOnEntry(queries, given.incidentId, { text: given.text })
      return addRow(queries, { ...given, ...entered }, by(hands))
    }),
})

/** Corrects the words of a lesson. */
export const correctLesson = operation({
  name: 'correctLesson',
  about: 'Corrects the words of a lesson.',
  access: 'member',
  touches: 'lessons',
  changes: true,
  input: z.object({ id, version, text }),
  run: async (given, hands): Promise<Lesson> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockLesson(queries, given.id), given.version, 'lesson')
      const entered = await rolesOnEntry(queries, before.incidentId, { text: given.text })
      return saveLesson(queries, { before, after: { ...before, ...entered } }, by(hands))
    }),
})

/** Removes a lesson; `undoRemoval` brings it back. */
export const removeLesson = operation({
  name: 'removeLesson',
  about: 'Removes a lesson; undoRemoval brings it back.',
  access: 'member',
  touches: 'lessons',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('lesson', input.id, hands),
})
