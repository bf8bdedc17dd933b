/**
 * Bringing in what a tool recorded before it was connected, or while its deliveries were lost. Asking for it writes
 * down what is wanted; a job asks the tool page by page, and the readers of its deliveries read what it answers.
 */
import { redact } from '@secondstory/review/ingest/redact'
import { carriable } from '@secondstory/review/ingest/words'
import type { Import } from '@secondstory/review/model/evidence'
import { epochMs } from '@secondstory/review/model/instants'
import { formOf, type Integration } from '@secondstory/review/model/integrations'
import { z } from 'zod'
import { addBackfill } from '../store/backfill.ts'
import { newId } from '../store/ids.ts'
import { startImport } from '../store/imports.ts'
import { findIncident } from '../store/incidents.ts'
import { findIntegration } from '../store/integrations.ts'
import { found } from './answers.ts'
import type { Asked } from './backfill-api.ts'
import { openingOf, tokenFor } from './backfill-tools.ts'
import { id, instant, lineOrNothing } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const LONGEST_MS = 31 * 86_400_000

/** Asks for a history; `readImport` tells how far it is, what it waits for, and what came of it. */
export const importHistory = operation({
  name: 'importHistory',
  about: 'Asks Slack, GitHub or PagerDuty what it recorded between two instants and imports it as evidence.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    integrationId: id,
    /** A channel, a repository, a service or an incident there; the place of the integration when absent. */
    place: lineOrNothing(300).optional(),
    from: instant,
    to: instant,
  }),
  run: async (input, hands): Promise<Import> => {
    const { incidentId, integrationId, from, to } = input
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    const integration = found(await findIntegration(hands.store.queries, integrationId), 'integration')
    openingOf(integration)
    const asked = { place: placeOf(input.place, integration), from, to }
    refuseHours(asked)
    await tokenFor(integration, hands)
    const started = await hands.store.transaction(async (queries) => {
      const fileName = nameOf(integration, asked)
      const start = { id: newId(), incidentId, fileName, sizeBytes: 0, startedAt: hands.now }
      const begun = await startImport(queries, start)
      const authorId = by(hands).personId
      await addBackfill(queries, { ...asked, importId: begun.id, integrationId, authorId, nextAt: hands.now })
      return begun
    })
    hands.bringHistory(started.id)
    return started
  },
})

function placeOf(given: string | undefined, { kind, settings }: Integration): string {
  const place = given === undefined || given === '' ? settings.place : given
  // PagerDuty can be asked for everything; the others need to know where to look.
  if (place !== '' || kind === 'pagerduty') return place
  const what = kind === 'slack' ? 'a channel, such as #incidents' : 'a repository, such as acme/checkout'
  throw new Refusal('invalid', `There is no place to ask about; name ${what}.`)
}

function refuseHours({ from, to }: Asked): void {
  const length_ms = epochMs(to) - epochMs(from)
  if (length_ms <= 0) throw new Refusal('invalid', '`from` has to lie before `to`; turn the two around.')
  if (length_ms > LONGEST_MS)
    throw new Refusal('invalid', 'At most 31 days are asked for at once; choose shorter hours.')
}

function nameOf({ kind }: Integration, { place }: Asked): string {
  const name = `${formOf(kind).says} history${place === '' ? '' : ` of ${place}`}`
  return redact(carriable(name)).text.slice(0, 200)
}
