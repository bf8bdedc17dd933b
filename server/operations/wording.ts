/** Reading over the writer's shoulder, with the names this incident knows. */
import { check, type Finding } from '@secondstory/language'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { found } from './answers.ts'
import { id } from './fields.ts'
import { readRegister, rosterOf } from './names.ts'
import { operation } from './operation.ts'

/** The longest text that is checked at once, in characters: as long as a draft may be. */
const LONGEST = 500_000

/** Findings over a text, in its order. Nothing is stored, not even that someone asked. */
export const checkWording = operation({
  name: 'checkWording',
  about: 'Finds blame, hindsight and empty actions in a text and asks better questions; nothing is stored.',
  access: 'member',
  changes: false,
  input: z.object({
    text: z.string().max(LONGEST),
    /** What the text is part of, where none of its own headings says so. */
    section: z.enum(['analysis', 'timeline', 'actions', 'accounts', 'other']).optional(),
    incidentId: id.optional(),
  }),
  run: async ({ text, section, incidentId }, { store }): Promise<readonly Finding[]> => {
    const about = section === undefined ? {} : { section }
    if (incidentId === undefined) return check(text, about)
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    return check(text, { ...about, roster: rosterOf(await readRegister(store.queries, incidentId)) })
  },
})
