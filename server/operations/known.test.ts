import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const directory = await mkdtemp(join(tmpdir(), 'second-story-known-'))
afterAll(() => rm(directory, { recursive: true }))

const alerts = {
  version: '4',
  groupKey: '{}:{alertname="QueueStuck"}',
  status: 'firing',
  receiver: 'queue-oncall',
  groupLabels: { alertname: 'QueueStuck' },
  commonLabels: { alertname: 'QueueStuck', severity: 'critical' },
  commonAnnotations: {},
  externalURL: 'http://alerts.example',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'QueueStuck', severity: 'critical' },
      annotations: { summary: 'orders wait' },
      startsAt: '2026-03-12T14:02:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://metrics.example',
      fingerprint: 'aa11bb22cc33dd44',
    },
  ],
}

const page = {
  event: {
    id: '01EVENT',
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: '2026-03-12T14:07:00Z',
    agent: null,
    client: null,
    data: {
      id: 'PAGE1',
      type: 'incident',
      html_url: 'https://pages.example/incidents/PAGE1',
      title: 'QueueStuck on orders',
      service: { id: 'S1', summary: 'orders', type: 'service_reference' },
    },
  },
}

async function bringIn(incidentId: string, name: string, body: unknown): Promise<void> {
  const id = crypto.randomUUID()
  const text = JSON.stringify(body)
  const path = join(directory, id)
  await writeFile(path, text)
  house.uploads.set(id, { id, name, path, sizeBytes: text.length, personId: house.people.member.personId })
  await ask('importEvidence', { incidentId, uploadIds: [id] })
  await house.settle()
}

test('an alert of 14:02 became known by the page of 14:07', async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Orders waited in the queue',
    kind: 'incident',
    severity: 'SEV2',
  })
  await bringIn(incidentId, 'alerts.json', alerts)
  await bringIn(incidentId, 'pages.json', page)
  const { timeline } = await ask('readIncident', { id: incidentId })
  const alert = timeline.find(({ kind }) => kind === 'alert')
  expect(alert).toBeDefined()
  const known = await ask('listKnownTimes', { incidentId })
  expect(known).toMatchObject([{ eventId: alert?.id, how: 'named', at: { at: '2026-03-12T14:07:00.000Z' } }])
})

test('an incident that is not there is refused', async () => {
  const no = await refusal(ask('listKnownTimes', { incidentId: '00000000-0000-4000-8000-000000000000' }))
  expect(no.kind).toBe('not-found')
})

test.each(['csv', 'markdown', 'svg'] as const)(
  'the timeline as %s holds the words and no name',
  async (format) => {
    const { id: incidentId } = await ask('openIncident', {
      title: 'Anouk Verhoeven restarted the queue',
      kind: 'incident',
      severity: 'SEV2',
      components: ['orders-queue'],
    })
    const actor = { kind: 'system', name: 'deploy pipeline' } as const
    const event = {
      incidentId,
      kind: 'deploy',
      actor,
      text: 'Anouk Verhoeven asked for a deploy; see anouk@example.org.',
    } as const
    await ask('addTimelineEvent', { ...event, happenedAt: { at: '2026-03-12T14:02:00Z' } })
    const left = await ask('addTimelineEvent', {
      ...event,
      text: 'It was undone.',
      happenedAt: { at: '2026-03-12T14:05:00Z' },
    })
    await ask('addParticipant', {
      incidentId,
      name: 'Anouk Verhoeven',
      handles: ['anouk'],
      role: 'queue on-call',
    })
    const whole = await ask('exportTimeline', { incidentId, format })
    expect(whole.fileName).toMatch(/^INC-\d+-timeline\.(csv|md|svg)$/)
    expect(whole.text).not.toMatch(/Anouk|Verhoeven/)
    expect(whole.text).toContain(format === 'csv' ? 'The queue on-call asked for a deploy' : 'queue on-call')
    const part = await ask('exportTimeline', { incidentId, format, ids: [left.id] })
    expect(part.text).not.toContain('asked for a deploy')
  },
)

test('a picture of a stretch that ends before it begins is refused', async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'The queue stood',
    kind: 'incident',
    severity: 'SEV2',
  })
  const stretch = { from: '2026-03-12T15:00:00Z', to: '2026-03-12T14:00:00Z' }
  const no = await refusal(ask('exportTimeline', { incidentId, format: 'svg', ...stretch }))
  expect(no.message).toContain('`from` before `to`')
})
