/**
 * A Slack export and an alert become a published edition, through the API with a token and nothing else. The same
 * story through the page is web/e2e/first-review.e2e.ts.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleFiles } from '@secondstory/review/ingest/sample-incident'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './main.ts'
import type { OperationInput, OperationName, OperationOutput } from './operations/index.ts'

let server: RunningServer
let directory: string
let token = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'second-story-story-'))
  server = await startServer({ PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'silent' })
})

afterAll(async () => {
  await server.close()
  await rm(directory, { recursive: true, force: true })
})

async function send(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-second-story': '1', ...headers },
    body,
  })
}

async function read<T>(answer: Response): Promise<T> {
  return JSON.parse(await answer.text())
}

async function ask<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationOutput<N>> {
  const answer = await send(`/api/${name}`, JSON.stringify(input), { authorization: `Bearer ${token}` })
  const body = await answer.text()
  expect(answer.status, `${name}: ${body}`).toBe(200)
  return JSON.parse(body)
}

async function refusal<N extends OperationName>(name: N, input: OperationInput<N>) {
  const answer = await send(`/api/${name}`, JSON.stringify(input), { authorization: `Bearer ${token}` })
  const body: { readonly error: { readonly blockers: readonly { readonly sentence: string }[] } } =
    await read(answer)
  return { status: answer.status, error: body.error }
}

test('the set-up link makes the first keeper, who makes a token', async () => {
  const link = new URL(server.setUpLink ?? 'http://none')
  const made = await send(
    '/api/startInstallation',
    JSON.stringify({
      token: link.searchParams.get('token'),
      name: 'Noor Haddad',
      email: 'noor@payments.example',
      password: 'the long way round the lake',
    }),
  )
  expect(made.status).toBe(200)
  const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const added = await send(
    '/api/addToken',
    JSON.stringify({ name: 'story', scope: 'write', expiresOn: nextMonth() }),
    { cookie },
  )
  expect(added.status).toBe(200)
  token = (await read<{ secret: string }>(added)).secret
  expect(token).toMatch(/^sst_/)
})

test('the record of an incident becomes a published edition', { timeout: 60_000 }, async () => {
  const incident = await ask('openIncident', {
    title: 'Checkout writes were refused for 47 minutes',
    kind: 'incident',
    severity: 'SEV1',
    components: ['checkout', 'payments-db'],
    startedAt: { at: '2026-03-12T14:02:00.000Z', precision: 'minute', isAbout: false },
    detectedAt: { at: '2026-03-12T14:06:00.000Z', precision: 'minute', isAbout: false },
    mitigatedAt: { at: '2026-03-12T14:41:00.000Z', precision: 'minute', isAbout: true },
    endedAt: { at: '2026-03-12T14:49:00.000Z', precision: 'minute', isAbout: false },
    summary: 'Checkout could not write orders.',
  })
  const incidentId = incident.id
  await importFiles(incidentId)
  const before = await ask('readIncident', { id: incidentId })
  const proposals = before.timeline.filter((event) => event.state === 'proposed')
  expect(proposals.length).toBeGreaterThan(5)

  const notReady = await refusal('publishReview', { incidentId })
  expect(notReady.status).toBe(422)
  expect(notReady.error.blockers.length).toBeGreaterThan(3)

  await ask('markTimelineEvents', { incidentId, ids: proposals.map(({ id }) => id), state: 'accepted' })
  const trigger = proposals.find(({ kind }) => kind === 'deploy' || kind === 'config-change') ?? proposals[0]
  await ask('markTrigger', { incidentId, eventId: trigger?.id ?? null })
  await nameWhatWeLearned(incidentId, proposals[1]?.id ?? '')
  await writeTheStory(incidentId)

  const { blockers } = await ask('listBlockers', { incidentId })
  expect(blockers.map(({ sentence }) => sentence)).toEqual([])
  const published = await ask('publishReview', { incidentId })
  const edition = await ask('readEdition', { slug: published.slug })
  await expectNoNames(incidentId, JSON.stringify(edition))

  const page = await fetch(`${server.address}/editions/${published.slug}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Checkout writes were refused for 47 minutes')
  await expectNoNames(incidentId, html)

  const found = await ask('listEditions', { text: 'connection pool' })
  expect(found.items.map(({ slug }) => slug)).toContain(published.slug)
  await expectWayBack(published.slug)
})

/** What was published and taken along comes back as an incident with the same record. */
async function expectWayBack(slug: string): Promise<void> {
  const { record } = await ask('readEdition', { slug })
  for (const format of ['markdown', 'json'] as const) {
    const { text } = await ask('exportEdition', { slug, format })
    const { incident, notUnderstood } = await ask('importEdition', { text })
    expect(notUnderstood).toEqual([])
    const back = await ask('readEditionPreview', { incidentId: incident.id, audience: 'team' })
    expect(back.record).toEqual({ ...record, reference: `INC-${incident.number}` })
  }
}

async function importFiles(incidentId: string): Promise<void> {
  const uploadIds: string[] = []
  for (const file of sampleFiles()) {
    const answer = await send(
      `/api/uploads?name=${encodeURIComponent(file.name)}`,
      new Uint8Array(file.bytes),
      {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
      },
    )
    expect(answer.status).toBe(200)
    uploadIds.push((await read<{ uploadId: string }>(answer)).uploadId)
  }
  const started = await ask('importEvidence', { incidentId, uploadIds, zone: 'UTC', day: '2026-03-12' })
  for (const { id } of started) {
    await expect.poll(async () => (await ask('readImport', { id })).state, { timeout: 20_000 }).toBe('done')
  }
}

async function nameWhatWeLearned(incidentId: string, eventId: string): Promise<void> {
  const person = await refusal('nameFactor', {
    incidentId,
    code: 'CHG-3',
    statement: 'Human error',
    certainty: 'observed',
  })
  expect(person.status).toBe(422)
  const factor = await ask('nameFactor', {
    incidentId,
    code: 'GRD-3',
    statement: 'One service could take every connection of the payments database.',
    certainty: 'supported',
    eventIds: [eventId],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  })
  await ask('nameFactor', {
    incidentId,
    code: 'DET-1',
    statement: 'No alert watched how many connections were left.',
    certainty: 'observed',
    eventIds: [],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  })
  await ask('addLesson', { incidentId, kind: 'went-well', text: 'The rollback took one command.' })
  await ask('addLesson', { incidentId, kind: 'lucky', text: 'Traffic was at its daily low.' })
  const careful = await refusal('proposeAction', {
    ...action(incidentId, []),
    title: 'Be more careful with migrations',
  })
  expect(careful.status).toBe(422)
  const proposed = await ask('proposeAction', action(incidentId, [factor.id]))
  const self = await ask('readSelf', {})
  const opened = await ask('assignAction', {
    id: proposed.id,
    version: proposed.version,
    owner: { personId: self.person?.id ?? '', role: 'payments on-call' },
    dueOn: nextMonth(),
  })
  expect(opened.state).toBe('open')
}

function action(incidentId: string, factorIds: string[]): OperationInput<'proposeAction'> {
  return {
    incidentId,
    title: 'Give each service its own limit of database connections',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds,
    howWeWillKnow: 'A load test that opens 500 connections from one service leaves the others served.',
  }
}

async function writeTheStory(incidentId: string): Promise<void> {
  const { review, draft } = await ask('readIncident', { id: incidentId })
  await ask('correctReview', {
    incidentId,
    version: review.version,
    answers: {
      madePossible: 'One service could take every connection of the pool.',
      impossibleNext: 'Each service has a share of the pool that it cannot exceed.',
    },
    impact: {
      duration: { state: 'known', text: '47 minutes' },
      users: { state: 'known', text: 'about 3,100 customers, from checkout logs' },
      revenue: { state: 'unknown', text: '' },
      dataLoss: { state: 'none', text: '' },
      reputation: { state: 'known', text: '12 support tickets' },
    },
  })
  await ask('correctDraft', {
    incidentId,
    version: draft.version,
    text: [
      '## Summary',
      'For 47 minutes checkout could not write orders. A nightly export held every connection of the connection pool. We rolled the export back and writes returned.',
      '## What happened',
      'The export opened one connection per shard.',
      '## What we learned',
      'A limit that nobody sees is found by the traffic.',
    ].join('\n\n'),
  })
}

/** Nobody met in the evidence may be found in what readers see. */
async function expectNoNames(incidentId: string, text: string): Promise<void> {
  const participants = await ask('listParticipants', { incidentId })
  expect(participants.length).toBeGreaterThan(1)
  for (const { name, handles } of participants) {
    for (const word of [name, ...handles]) expect(text).not.toContain(word)
  }
}

/** A day inside the year a token may live; the only clock a story reads. */
function nextMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
}
