/**
 * Bringing in what a tool recorded before it was connected, or while its deliveries were lost: its API is asked for the
 * hours, and what it answers goes through the readers that read its deliveries and its exports.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Fields, listAt } from '@secondstory/review/ingest/json'
import { redact } from '@secondstory/review/ingest/redact'
import { type FileView, fileOf, type ReadOptions, Unreadable } from '@secondstory/review/ingest/source'
import { carriable } from '@secondstory/review/ingest/words'
import type { Import } from '@secondstory/review/model/evidence'
import { epochMs } from '@secondstory/review/model/instants'
import { formOf, type Integration, type IntegrationKind } from '@secondstory/review/model/integrations'
import { z } from 'zod'
import { newId } from '../store/ids.ts'
import { noteProgress, readImport as readRow, startImport } from '../store/imports.ts'
import { findIncident } from '../store/incidents.ts'
import { findIntegration } from '../store/integrations.ts'
import { found } from './answers.ts'
import type { Asked, Backfill } from './backfill-api.ts'
import { githubHistory } from './backfill-github.ts'
import { pagerdutyHistory } from './backfill-pagerduty.ts'
import { slackHistory } from './backfill-slack.ts'
import { id, instant, lineOrNothing } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { refuseImport, runImport, zero } from './import-run.ts'
import { LOCKED, openSecrets } from './integration-secrets.ts'
import { operation, Refusal } from './operation.ts'
import type { Outbound } from './outbound.ts'

type OpenHistory = (outbound: Outbound, token: string, asked: Asked) => Promise<Backfill>

/** The tools that can be asked. The others only send. */
const histories: Partial<Record<IntegrationKind, OpenHistory>> = {
  slack: slackHistory,
  github: githubHistory,
  pagerduty: pagerdutyHistory,
}

/** Longest wait for the answer: a small history is done when it comes. */
const PATIENCE_MS = 800
/** What one history may hold before it is read; it is held in memory. */
const MOST_BYTES = 64 * 1024 * 1024
/** Between two tellings of how far it is. */
const BETWEEN_MS = 200
const LONGEST_MS = 31 * 86_400_000

/** Starts to import a history; `readImport` tells how far it is, and its receipt what came of it. */
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
    const { queries } = hands.store
    found(await findIncident(queries, { id: incidentId }), 'incident')
    const integration = found(await findIntegration(queries, integrationId), 'integration')
    const open = openingOf(integration)
    const asked = { place: placeOf(input.place, integration), from, to }
    refuseHours(asked)
    const token = await tokenFor(integration, hands)
    const started = await startImport(queries, {
      id: newId(),
      incidentId,
      fileName: nameOf(integration, asked),
      sizeBytes: 0,
      startedAt: hands.now,
    })
    const history = { started, asked, integration, open: () => open(hands.outbound, token, asked) }
    await startHistory(hands, history)
    return found(await readRow(queries, started.id), 'import')
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

function openingOf({ kind }: Integration): OpenHistory {
  const open = histories[kind]
  if (open !== undefined) return open
  throw new Refusal(
    'invalid',
    `${formOf(kind).says} can send and cannot be asked; its past comes in as a file, on the Evidence tab.`,
  )
}

async function tokenFor({ id: integrationId, kind, name }: Integration, hands: Hands): Promise<string> {
  const { api, areLocked } = await openSecrets(hands.store.queries, hands.strongbox, integrationId)
  if (api !== null) return api
  throw new Refusal(
    'not-ready',
    areLocked
      ? LOCKED
      : `${name} has no token to ask ${formOf(kind).says} with; a keeper sets one in Settings, Integrations.`,
  )
}

function nameOf({ kind }: Integration, { place }: Asked): string {
  const name = `${formOf(kind).says} history${place === '' ? '' : ` of ${place}`}`
  return redact(carriable(name)).text.slice(0, 200)
}

interface History {
  readonly started: Import
  readonly asked: Asked
  readonly integration: Integration
  open(): Promise<Backfill>
}

async function startHistory(hands: Hands, history: History): Promise<void> {
  const done = new Promise<void>((resolve) => {
    hands.goOn('history', () => bringHistory(hands, history).finally(resolve))
  })
  await Promise.race([done, pause(PATIENCE_MS, undefined, { ref: false })])
}

/** Asks first and reads afterwards, so that nobody's import waits for the answers of another tool. */
async function bringHistory(hands: Hands, history: History): Promise<void> {
  const { started, asked } = history
  const fetched = await fetchHistory(hands, history).catch((error: unknown) =>
    refuseImport(hands.store, started.id, error),
  )
  if (fetched === undefined) return
  await runImport(hands.store, {
    import: started,
    open: () => ({ file: fetched.file, close: () => undefined }),
    options: { ...fetched.options, now: hands.now, from: asked.from, to: asked.to },
    author: by(hands),
  })
}

interface Fetched {
  readonly file: FileView
  readonly options: Pick<ReadOptions, 'workspace'>
}

/** Everything the API gave, as one file; undefined when somebody cancelled meanwhile. */
async function fetchHistory(hands: Hands, history: History): Promise<Fetched | undefined> {
  const { started, asked, integration } = history
  const { says, source } = formOf(integration.kind)
  const { bodies, workspace } = await history.open()
  const lines: string[] = []
  const counts = zero()
  let bytes = 0
  let told_ms = 0
  for await (const body of bodies) {
    const text = JSON.stringify(body)
    bytes += Buffer.byteLength(text)
    if (bytes > MOST_BYTES)
      throw new Unreadable(
        `${says} recorded more in these hours than is brought in at once; choose shorter ones.`,
      )
    lines.push(text)
    counts.recordsRead += recordsIn(body)
    if (performance.now() - told_ms < BETWEEN_MS) continue
    told_ms = performance.now()
    const progress = { ...counts, source: source ?? ('unknown' as const) }
    if (!(await noteProgress(hands.store.queries, started.id, progress))) return undefined
  }
  if (counts.recordsRead === 0) {
    const where = asked.place === '' ? '' : ` for ${asked.place}`
    throw new Unreadable(
      `${says} recorded nothing${where} in these hours; check the place, or choose other hours.`,
    )
  }
  const file = fileOf(`${started.fileName}.jsonl`, Buffer.from(lines.join('\n'), 'utf8'))
  return { file, options: workspace === undefined ? {} : { workspace } }
}

/** A body is one record or a page of them; lists of people and channels only give names to the others. */
function recordsIn(body: Fields): number {
  if (Array.isArray(body.members) || Array.isArray(body.channels)) return 0
  const lists = ['messages', 'log_entries', 'change_events'].filter((name) => Array.isArray(body[name]))
  return lists.length === 0 ? 1 : lists.reduce((sum, name) => sum + listAt(body, name).length, 0)
}
