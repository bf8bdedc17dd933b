/** The sample incident: an invented SEV1 to walk through, put in by the same import everyone uses. */
import { defaultDraft } from '@secondstory/review/documents/template'
import { sampleFiles, sampleIncident } from '@secondstory/review/ingest/sample-incident'
import { fileOf } from '@secondstory/review/ingest/source'
import type { Incident } from '@secondstory/review/model/incident'
import { moment } from '@secondstory/review/model/instants'
import type { Queries } from '../store/database.ts'
import { takeTurn } from '../store/imports.ts'
import { deleteSample, findSample, type NewIncident, openIncident } from '../store/incidents.ts'
import { type Nothing, nothing } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { importFiles, inMemory } from './importing.ts'
import { operation } from './operation.ts'
import { tellDecisions } from './sample-decisions.ts'

/** Longest wait for the sample's import, in milliseconds; it takes well under a second. */
const PATIENCE_MS = 15_000

/** Loads the sample incident, or answers with the one that is there. */
export const addSampleIncident = operation({
  name: 'addSampleIncident',
  about:
    'Loads an invented SEV1 with its chat, alerts, deploys and three decisions, to walk through in five minutes.',
  access: 'member',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<Incident> => {
    const { incident, isNew } = await hands.store.transaction((queries) => findOrOpen(queries, hands))
    if (!isNew) return incident
    await importFiles(hands, {
      incidentId: incident.id,
      files: sampleFiles().map(({ name, bytes }) => inMemory(fileOf(name, bytes))),
      options: { now: hands.now, channels: sampleIncident.channels },
      patience_ms: PATIENCE_MS,
    })
    await hands.store.transaction((queries) => tellDecisions(queries, incident.id, hands))
    return incident
  },
})

/** Two who ask at once wait for each other here, so that the second finds what the first opened. */
async function findOrOpen(
  queries: Queries,
  hands: Hands,
): Promise<{ readonly incident: Incident; readonly isNew: boolean }> {
  await takeTurn(queries, 'the sample incident')
  const present = await findSample(queries)
  if (present !== null) return { incident: present, isNew: false }
  const opened = await openIncident(
    queries,
    { incident: sampleAsOpened(), draftText: defaultDraft },
    by(hands),
  )
  return { incident: opened, isNew: true }
}

function sampleAsOpened(): NewIncident {
  const { title, severity, components, startedAt, detectedAt, mitigatedAt, endedAt, summary } = sampleIncident
  return {
    title,
    kind: 'incident',
    severity,
    potentialSeverity: null,
    components,
    startedAt: moment(startedAt, 'minute'),
    detectedAt: moment(detectedAt, 'minute'),
    mitigatedAt: moment(mitigatedAt, 'minute'),
    endedAt: moment(endedAt, 'minute'),
    summary,
    isSample: true,
  }
}

/** Removes the sample incident whole, with its edition. Nothing happens when there is none. */
export const removeSampleIncident = operation({
  name: 'removeSampleIncident',
  about: 'Removes the sample incident whole, with everything made from it.',
  access: 'member',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      await takeTurn(queries, 'the sample incident')
      await deleteSample(queries)
    })
    return {}
  },
})
