/** Templates: what a review's text begins with. Ours, and the organisation's own, which keepers look after. */
import { shippedTemplates } from '@secondstory/review/documents/templates'
import {
  changeBlockers,
  type Template,
  templateBlockers,
  textOfTemplate,
} from '@secondstory/review/model/templates'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { lockDraft, saveDraft } from '../store/drafts.ts'
import {
  addTemplate as addRow,
  findReviewTemplate,
  listOwnTemplates,
  lockTemplate,
  saveReviewTemplate,
  saveTemplate,
} from '../store/templates.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import {
  id,
  line,
  lineOrNothing,
  type Nothing,
  nothing,
  ofIncident,
  ofRow,
  prose,
  severity,
  version,
} from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

const fields = {
  name: line(100),
  about: lineOrNothing(300),
  sections: z
    .array(z.object({ heading: line(120), prompt: prose(1000), requiredFor: z.array(severity).max(4) }))
    .max(40),
}

/** Every template a review can begin with: ours first. */
export const listTemplates = operation({
  name: 'listTemplates',
  about: "Lists the templates a review can begin with: those we ship, then the organisation's own.",
  access: 'member',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<readonly Template[]> => [
    ...shippedTemplates,
    ...(await listOwnTemplates(store.queries)),
  ],
})

/** Adds a template of the organisation. */
export const addTemplate = operation({
  name: 'addTemplate',
  about:
    'Adds a template of the organisation: sections, prompts, and for which severities a section is required.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object(fields),
  run: async (given, hands): Promise<Template> => {
    refuseFor(templateBlockers(given.sections))
    return hands.store.transaction((queries) => addRow(queries, given, by(hands)))
  },
})

/** Corrects a template; reviews that began with it keep what they began with. */
export const correctTemplate = operation({
  name: 'correctTemplate',
  about: 'Corrects a template of the organisation; reviews that began with it keep what they began with.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object({ id, version, ...fields }),
  run: async ({ version: seen, ...given }, hands): Promise<Template> =>
    hands.store.transaction(async (queries) => {
      refuseFor(templateBlockers(given.sections))
      const before = current(await lockTemplate(queries, given.id), seen, 'template')
      return saveTemplate(queries, { before, after: corrected(before, given) }, by(hands))
    }),
})

/** Takes a template out of the list; reviews that began with it stay as they are. */
export const removeTemplate = operation({
  name: 'removeTemplate',
  about: 'Takes a template of the organisation out of the list; reviews that began with it stay as they are.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const before = found(await lockTemplate(queries, given.id), 'template')
      await saveTemplate(queries, { before, after: before, removedAt: hands.now }, by(hands))
    })
    return {}
  },
})

/** A template by its id, ours or the organisation's. */
export async function templateNamed(queries: Queries, templateId: string): Promise<Template> {
  const all = [...shippedTemplates, ...(await listOwnTemplates(queries))]
  return found(all.find((each) => each.id === templateId) ?? null, 'template')
}

/** The template a review began with; one from before there was a choice began with the first of ours. */
export async function templateOf(queries: Queries, incidentId: string): Promise<Template> {
  return (await findReviewTemplate(queries, incidentId)) ?? shippedTemplates[0]
}

/** The template a review began with. */
export const readTemplate = operation({
  name: 'readTemplate',
  about: 'Reads the template a review began with, as it was on that day.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<Template> => templateOf(store.queries, incidentId),
})

/** Begins the text of a review with another template, while nothing is written in it. */
export const assignTemplate = operation({
  name: 'assignTemplate',
  about: 'Begins the text of a review with another template; possible while nothing is written in it.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, templateId: line(60) }),
  run: async ({ incidentId, templateId }, hands): Promise<Template> =>
    hands.store.transaction(async (queries) => {
      const draft = found(await lockDraft(queries, incidentId), 'draft')
      const before = await templateOf(queries, incidentId)
      refuseFor(changeBlockers(draft.text, before.sections))
      const template = await templateNamed(queries, templateId)
      await saveReviewTemplate(queries, incidentId, template)
      await saveDraft(queries, { before: draft, text: textOfTemplate(template.sections) }, by(hands))
      return template
    }),
})
