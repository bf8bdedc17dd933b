import { type IntegrationKind, integrationForms } from '@secondstory/review/model/integrations'
import { describe, expect, it } from 'vitest'
import { addDeliveries } from '../store/deliveries.ts'
import { openStrongbox } from '../store/strongbox.ts'
import { readDeliveries } from './delivery-reading.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-03-12T14:30:00.000Z'
const { keeper, member } = house.people
const ask = house.as(member)
const askAsKeeper = house.as(keeper)

let made = 0
async function openOne(kind: IntegrationKind, more = {}): Promise<string> {
  made += 1
  const { integration } = await askAsKeeper('addIntegration', {
    kind,
    name: `Ours ${made}`,
    secret: 'a secret of it',
    ...more,
  })
  return integration.id
}

const openIncident = async (title: string, startedAt: string, more = {}): Promise<string> =>
  (
    await ask('openIncident', {
      title,
      kind: 'incident',
      severity: 'SEV2',
      startedAt: { at: startedAt, precision: 'minute' },
      ...more,
    })
  ).id

/** Stores bodies as the door does, and reads them as the job does. */
async function arrive(integrationId: string, bodies: readonly unknown[]): Promise<void> {
  const deliveries = bodies.map((body, index) => ({
    integrationId,
    key: JSON.stringify(body),
    receivedAt: new Date(Date.parse(house.clock.now) + index).toISOString(),
    headers: { 'x-github-event': 'deployment_status' },
    body: JSON.stringify(body),
    secretsRemoved: 0,
  }))
  await addDeliveries(house.database.queries, deliveries)
  while ((await readDeliveries(house.database, integrationId, house.clock.now)) > 0);
}

const deployed = (id: number, at: string, environment = 'production') => ({
  deployment_status: { id, state: 'success', environment, created_at: at, updated_at: at },
  deployment: { id, sha: id.toString(16).padStart(40, '0'), environment, created_at: at },
  repository: { full_name: 'harbour/checkout' },
})

const alert = (fingerprint: string, startsAt: string, endsAt = '0001-01-01T00:00:00Z') => ({
  version: '4',
  status: endsAt.startsWith('0001') ? 'firing' : 'resolved',
  receiver: 'us',
  alerts: [
    {
      status: endsAt.startsWith('0001') ? 'firing' : 'resolved',
      labels: { alertname: 'HighErrorRate', severity: 'critical' },
      annotations: { summary: 'Five in a hundred requests fail' },
      startsAt,
      endsAt,
      fingerprint,
    },
  ],
})

const close = (id: string) => ask('removeIncident', { id })

describe('a delivery', () => {
  it('goes to the incident under way, once, and a second time changes nothing', async () => {
    const incidentId = await openIncident('Checkout refused orders', '2026-03-12T14:02:00Z')
    const github = await openOne('github')
    await arrive(github, [deployed(1, '2026-03-12T13:52:00Z'), deployed(2, '2026-03-12T14:20:00Z')])
    const { items, count } = await ask('listDeliveries', { integrationId: github })
    expect(count).toBe(2)
    expect(items.map(({ state, incidentId: id }) => [state, id])).toEqual([
      ['read', incidentId],
      ['read', incidentId],
    ])
    const record = await ask('readIncident', { id: incidentId })
    expect(record.timeline).toHaveLength(2)
    const [receipt] = await ask('listImports', { incidentId })
    expect(receipt).toMatchObject({ stored: 2, alreadyKnown: 0, source: 'github', state: 'done' })
    // The same deployment told again, in a delivery of its own.
    await arrive(github, [{ ...deployed(2, '2026-03-12T14:20:00Z'), action: 'created' }])
    const again = await ask('readIncident', { id: incidentId })
    expect(again.timeline).toEqual(record.timeline)
    expect((await ask('listImports', { incidentId }))[0]).toMatchObject({ stored: 2, alreadyKnown: 1 })
    const history = await ask('listHistory', { incidentId })
    expect(history.filter(({ noun }) => noun === 'import')).toHaveLength(1)
    await close(incidentId)
  })

  it('waits when none is under way, is offered in the hours it tells of, and is brought in from there', async () => {
    const github = await openOne('github')
    await arrive(github, [
      deployed(11, '2026-02-01T10:00:00Z'),
      deployed(12, '2026-02-01T10:40:00Z'),
      deployed(13, '2026-02-03T10:00:00Z'),
    ])
    const incidentId = await openIncident('Queue stopped', '2026-02-01T10:20:00Z', {
      endedAt: { at: '2026-02-01T10:50:00Z', precision: 'minute' },
    })
    const offered = await ask('listDeliveries', { incidentId })
    expect(offered.count).toBe(2)
    expect(offered.items.map(({ happenedAt }) => happenedAt)).toEqual([
      '2026-02-01T10:40:00.000Z',
      '2026-02-01T10:00:00.000Z',
    ])
    const brought = await ask('assignDeliveries', { incidentId })
    expect(brought).toMatchObject({ assigned: 2, stored: 2, notUnderstood: 0 })
    expect((await ask('listDeliveries', { incidentId })).count).toBe(0)
    expect((await ask('findEvidence', { incidentId })).items).toHaveLength(2)
    const none = await refusal(ask('assignDeliveries', { incidentId }))
    expect([none.kind, none.message]).toEqual(['not-found', expect.stringMatching(/None of these/)])
    await close(incidentId)
  })

  it('goes by a component its words name when several are under way', async () => {
    const one = await openIncident('Checkout', '2026-03-01T10:00:00Z', { components: ['checkout'] })
    const other = await openIncident('Search', '2026-03-01T10:00:00Z', { components: ['search'] })
    const github = await openOne('github')
    await arrive(github, [
      deployed(21, '2026-03-01T10:05:00Z'),
      { ...deployed(22, '2026-03-01T10:06:00Z'), repository: { full_name: 'harbour/invoices' } },
    ])
    const { items } = await ask('listDeliveries', { integrationId: github })
    expect(items.map(({ incidentId, state }) => [incidentId, state])).toEqual([
      [null, 'unassigned'],
      [one, 'read'],
    ])
    expect(items[0]?.because).toMatch(/^2 incidents were under way/)
    await close(one)
    await close(other)
  })

  it('goes nowhere by itself when a keeper wants it so', async () => {
    const incidentId = await openIncident('Checkout', '2026-03-05T10:00:00Z')
    const github = await openOne('github', { routing: 'by-hand' })
    await arrive(github, [deployed(31, '2026-03-05T10:05:00Z')])
    expect((await ask('listDeliveries', { integrationId: github, states: ['unassigned'] })).count).toBe(1)
    await close(incidentId)
  })

  it('opens an incident only where that was chosen, for an alert and once', async () => {
    const quiet = await openOne('alertmanager')
    await arrive(quiet, [alert('q1', '2026-01-10T08:00:00Z')])
    expect((await ask('listIncidents', {})).items).toEqual([])
    const loud = await openOne('alertmanager', { settings: { opensIncidents: true } })
    await arrive(loud, [
      alert('l2', '2026-01-11T08:04:00Z'),
      alert('l1', '2026-01-11T08:00:00Z'),
      alert('l1', '2026-01-11T08:00:00Z', '2026-01-11T08:30:00Z'),
    ])
    const { items } = await ask('listIncidents', {})
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ severity: 'SEV3', startedAt: { at: '2026-01-11T08:00:00.000Z' } })
    expect(items[0]?.title).toContain('Five in a hundred requests fail')
    expect(
      (await ask('findEvidence', { incidentId: items[0]?.id ?? '' })).items.length,
    ).toBeGreaterThanOrEqual(3)
    await close(items[0]?.id ?? '')
  })

  it('nobody knows is kept word for word and told, and none stops the others', async () => {
    const incidentId = await openIncident('Checkout', '2026-03-07T10:00:00Z')
    const github = await openOne('github')
    await arrive(github, [
      { zen: 'Half measures are as bad as nothing at all.', hook_id: 1 },
      [],
      'a text',
      { deployment_status: { created_at: 'never' }, deployment: [] },
      deployed(41, '2026-03-07T10:05:00Z'),
    ])
    const { items } = await ask('listDeliveries', { integrationId: github })
    expect(items.filter(({ state }) => state === 'read')).toHaveLength(1)
    const unknown = items.filter(({ state }) => state === 'not-understood')
    expect(unknown).toHaveLength(4)
    for (const { because } of unknown) expect(because).toMatch(/^.{10,}[.]$/)
    const { rows } = await house.database.pool.query('select 1 from deliveries where body like $1', [
      '%Half measures%',
    ])
    expect(rows).toHaveLength(1)
    await close(incidentId)
  })

  it('gives one timeline in whatever order it comes', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? alert(`f${index}`, `2026-03-12T10:${String(index + 10)}:00Z`)
        : alert(
            `f${index - 1}`,
            `2026-03-12T10:${String(index + 9)}:00Z`,
            `2026-03-12T11:${String(index + 10)}:00Z`,
          ),
    )
    const pictures = []
    for (const order of [
      bodies,
      bodies.toReversed(),
      bodies.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)),
    ]) {
      const incidentId = await openIncident('Checkout', '2026-03-12T10:00:00Z')
      const alerts = await openOne('alertmanager')
      for (const body of order) await arrive(alerts, [body])
      const { timeline } = await ask('readIncident', { id: incidentId })
      pictures.push(
        timeline.map(({ happenedAt, until, text, kind, state }) => ({
          happenedAt,
          until,
          text,
          kind,
          state,
        })),
      )
      await close(incidentId)
    }
    expect(pictures[0]?.length).toBeGreaterThan(0)
    expect(pictures[1]).toEqual(pictures[0])
    expect(pictures[2]).toEqual(pictures[0])
  })

  it('is listed without the name of anybody', async () => {
    const slack = await openOne('slack')
    await arrive(slack, [
      {
        type: 'event_callback',
        team_id: 'T1',
        event_id: 'Ev1',
        event: {
          type: 'message',
          channel: 'C1',
          user: 'U1',
          ts: '1769000000.000100',
          text: 'Noor Haddad broke it, ask @noor',
        },
      },
    ])
    const pagerduty = await openOne('pagerduty')
    await arrive(pagerduty, [
      {
        event: {
          id: 'E1',
          event_type: 'incident.annotated',
          resource_type: 'incident',
          occurred_at: '2026-01-21T12:00:00.000Z',
          agent: { id: 'P1', type: 'user_reference', summary: 'Noor Haddad' },
          data: {
            id: 'N1',
            type: 'incident_note',
            content: 'Noor Haddad looks into it',
            incident: { id: 'Q1', summary: 'Checkout' },
          },
        },
      },
    ])
    const all = [
      await ask('listDeliveries', { integrationId: slack }),
      await ask('listDeliveries', { integrationId: pagerduty }),
    ]
    expect(all.flatMap(({ items }) => items.map(({ state }) => state))).toEqual(['unassigned', 'unassigned'])
    expect(JSON.stringify(all)).not.toMatch(/noor|haddad/i)
  })
})

describe('a trial', () => {
  it.each(Object.keys(integrationForms) as IntegrationKind[])(
    'of %s says what became of it and stores nothing',
    async (kind) => {
      const id = await openOne(kind, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
      const trial = await ask('checkIntegration', { id })
      const steps = trial.steps.map(({ step, passed }) => [step, passed])
      expect(steps.slice(0, 3)).toEqual([
        ['secret', true],
        ['signature', true],
        ['forgery', true],
      ])
      expect(steps.at(-1)).toEqual(['routing', true])
      for (const { sentence } of [trial, ...trial.steps]) expect(sentence).toMatch(/^.{10,}[.]$/s)
      expect((await ask('listDeliveries', { integrationId: id })).count).toBe(0)
    },
  )

  it('stops where the secret is missing', async () => {
    const { integration } = await askAsKeeper('addIntegration', { kind: 'sentry', name: 'Errors' })
    const trial = await ask('checkIntegration', { id: integration.id })
    expect(trial).toMatchObject({ passed: false, steps: [{ step: 'secret', passed: false }] })
    expect(integration.health.mark).toBe('unfinished')
  })

  it('says when the key is another one than the secrets were sealed with', async () => {
    const id = await openOne('github')
    const strongbox = openStrongbox('another key, as long as the first one was')
    const trial = await house.as(member, { strongbox })('checkIntegration', { id })
    expect(trial.sentence).toMatch(/sealed with another key/)
  })
})
