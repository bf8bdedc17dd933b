/** Who may see working records here: the teams and people of each, or every member. */
import type { RecordVisibility } from '@secondstory/review/model/permission'
import { z } from 'zod'
import { readVisibility, saveVisibility } from '../store/standing.ts'
import { nothing } from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

/** The rule, as everyone may know it. */
export interface Visibility {
  readonly recordVisibility: RecordVisibility
}

/** Who may see working records, for everyone: nobody has to ask who reads what they say. */
export const readRecordVisibility = operation({
  name: 'readRecordVisibility',
  about: 'Reads who may see working records here: their team and people, or every member.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<Visibility> => ({
    recordVisibility: await readVisibility(store.queries),
  }),
})

/** Changes the rule; the history keeps what it was. */
export const correctRecordVisibility = operation({
  name: 'correctRecordVisibility',
  about: 'Opens working records to every member, or keeps each to its team and its people.',
  access: 'keeper',
  audits: 'record visibility',
  changes: true,
  input: z.object({ recordVisibility: z.enum(['team', 'everyone']) }),
  run: async ({ recordVisibility }, hands): Promise<Visibility> => {
    await hands.store.transaction((queries) => saveVisibility(queries, recordVisibility, by(hands)))
    return { recordVisibility }
  },
})
