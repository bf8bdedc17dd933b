/** The way out for matters of conduct: a text, and nothing else. */
import type { Conduct } from '@secondstory/review/model/conduct'
import { z } from 'zod'
import { readConduct as readText, saveConduct } from '../store/conduct.ts'
import { current } from './answers.ts'
import { nothing, prose, version } from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

/** Where such matters go. Nobody is asked who wants to know. */
export const readConduct = operation({
  name: 'readConduct',
  about: 'Reads where matters about the conduct of a person go instead; this product keeps none of them.',
  access: 'anyone',
  changes: false,
  leavesNoTrace: true,
  input: nothing,
  run: async (_input, { store }): Promise<Conduct> => readText(store.queries),
})

/** Writes it in the organisation's words. */
export const correctConduct = operation({
  name: 'correctConduct',
  about: 'Changes the text that says where matters of conduct go.',
  access: 'keeper',
  changes: true,
  input: z.object({ version, text: prose(8_000) }),
  run: async ({ version: seen, text }, hands): Promise<Conduct> =>
    hands.store.transaction(async (queries) => {
      const before = current(await readText(queries, true), seen, 'text')
      return saveConduct(queries, { before, after: { ...before, text } }, by(hands))
    }),
})
