/** Sample stories: invented incidents, put in by the same import everyone uses, to walk through or to read finished. */
import { defaultDraft } from '@secondstory/review/documents/template'
import { fileOf } from '@secondstory/review/ingest/source'
import type { Incident } from '@secondstory/review/model/incident'
import { moment } from '@secondstory/review/model/instants'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { listDecisions } from '../store/decisions.ts'
import { takeTurn } from '../store/imports.ts'
import { deleteSample, findSample, type NewIncident, openIncident } from '../store/incidents.ts'
import type { Store } from '../store/store.ts'
import { type Nothing, nothing } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { importFiles, inMemory } from './importing.ts'
import { operation } from './operation.ts'
import { sampleAgentStory } from './sample-agent.ts'
import { sampleOutage } from './sample-outage.ts'
import type { SampleStory } from './sample-story.ts'
import {
  close,
  isWorkedThrough,
  nameRoles,
  type Telling,
  tellDecisions,
  workThrough,
} from './sample-telling.ts'

/** Longest wait for the import of a sample, in milliseconds; it takes well under a second. */
const PATIENCE_MS = 15_000

/** How far a story is told: to walk through, with the roles named, ready to be published, or closed. */
type Depth = 'begun' | 'roles' | 'ready' | 'closed'

/** Loads the sample incident, or answers with the one that is there. */
export const addSampleIncident = operation({
  name: 'addSampleIncident',
  about:
    'Loads an invented SEV1 with its chat, alerts, deploys and three decisions, to walk through in five minutes.',
  access: 'member',
  changes: true,
  input: z.object({
    /** `roles`: everyone in it has a role; `ready`: worked through until nothing stands in the way of publishing it. */
    depth: z.enum(['begun', 'roles', 'ready']).default('begun'),
  }),
  run: async ({ depth }, hands): Promise<Incident> => tell(sampleOutage, depth, hands),
})

/** Loads two finished reviews: the outage, and an incident in which a coding agent took part. */
export const addSampleReviews = operation({
  name: 'addSampleReviews',
  about:
    'Loads two invented reviews, finished from evidence to edition: an outage, and a migration that a coding agent ran.',
  access: 'member',
  changes: true,
  input: nothing,
  run: async (_input, hands): Promise<readonly Incident[]> => [
    await tell(sampleOutage, 'closed', hands),
    await tell(sampleAgentStory, 'closed', hands),
  ],
})

async function tell(story: SampleStory, depth: Depth, hands: Hands): Promise<Incident> {
  const key = depth === 'closed' ? `${story.key}, closed` : story.key
  const { incident, isNew } = await hands.store.transaction((queries) =>
    findOrOpen(queries, { story, key }, hands),
  )
  if (isNew) await importStory(story, incident, hands)
  await hands.store.transaction(async (queries) => {
    // Operations called from here work in this transaction: a story is told to its depth or not at all.
    const store: Store = { queries, transaction: (work) => work(queries) }
    await tellTo(depth, { story, incidentId: incident.id, queries, hands: { ...hands, store } })
  })
  return incident
}

async function importStory(story: SampleStory, incident: Incident, hands: Hands): Promise<void> {
  await importFiles(hands, {
    incidentId: incident.id,
    files: story.files().map(({ name, bytes }) => inMemory(fileOf(name, bytes))),
    options: { now: hands.now, ...(story.channels.length === 0 ? {} : { channels: [...story.channels] }) },
    patience_ms: PATIENCE_MS,
  })
}

/** Tells what is still missing to the depth that is wanted; asked again, it finds nothing to do. */
async function tellTo(depth: Depth, telling: Telling): Promise<void> {
  const { queries, incidentId } = telling
  await takeTurn(queries, `the telling of ${incidentId}`)
  if (depth !== 'begun') await nameRoles(telling)
  const isTold = (await listDecisions(queries, incidentId)).length > 0
  if (depth === 'begun' || depth === 'roles') return isTold ? undefined : tellDecisions(telling)
  if (await isWorkedThrough(telling)) return
  await workThrough(telling)
  if (depth === 'closed') await close(telling)
}

/** Two who ask at once wait for each other here, so that the second finds what the first opened. */
async function findOrOpen(
  queries: Queries,
  { story, key }: { readonly story: SampleStory; readonly key: string },
  hands: Hands,
): Promise<{ readonly incident: Incident; readonly isNew: boolean }> {
  await takeTurn(queries, 'the sample incident')
  const present = await findSample(queries, key)
  if (present !== null) return { incident: present, isNew: false }
  const opened = await openIncident(
    queries,
    { incident: asOpened(story), draftText: defaultDraft, sampleStory: key },
    by(hands),
  )
  return { incident: opened, isNew: true }
}

function asOpened({ facts }: SampleStory): NewIncident {
  const { title, severity, potentialSeverity, components, summary } = facts
  return {
    title,
    kind: 'incident',
    severity,
    potentialSeverity,
    components,
    startedAt: moment(facts.startedAt, 'minute'),
    detectedAt: moment(facts.detectedAt, 'minute'),
    mitigatedAt: moment(facts.mitigatedAt, 'minute'),
    endedAt: moment(facts.endedAt, 'minute'),
    summary,
    isSample: true,
  }
}

/** Removes the samples whole, with their editions. Nothing happens when there are none. */
export const removeSampleIncident = operation({
  name: 'removeSampleIncident',
  about: 'Removes every sample whole, with everything made from it.',
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
