import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readDeliveries } from '../operations/delivery-reading.ts'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { type Reply, testDoors } from './testing.ts'

const doors = await testDoors()
const { keeper, member, reader } = doors.people

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  who = member,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, who)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

/** An integration with a secret, and the way to sign for it. */
async function openOne(kind: 'github' | 'slack' | 'alertmanager' | 'pagerduty', more = {}) {
  const secret = `a secret of ${kind} for tests`
  const { integration } = await ask('addIntegration', { kind, name: `Our ${kind}`, secret, ...more }, keeper)
  return { ...integration, secret, path: `/hooks/${integration.id}` }
}

type Opened = Awaited<ReturnType<typeof openOne>>

const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

function send(
  { path, kind, secret }: Pick<Opened, 'path' | 'kind' | 'secret'>,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const stamp = String(Math.floor(Date.now() / 1000))
  const proof: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    github: { 'x-hub-signature-256': `sha256=${hex(secret, body)}` },
    slack: {
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${hex(secret, `v0:${stamp}:${body}`)}`,
    },
    alertmanager: { authorization: `Bearer ${secret}` },
    pagerduty: { 'x-pagerduty-signature': `v1=${hex(secret, body)}` },
  }
  return doors.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...proof[kind], ...headers },
    body,
  })
}

function sentence({ body }: Reply): string {
  const { error } = body as { readonly error?: { readonly sentence?: string } }
  return error?.sentence ?? ''
}

async function rowsOf(integrationId: string) {
  const { rows } = await doors.database.pool.query<{
    key: string
    headers: unknown
    body: string
    state: string
  }>('select key, headers, body, state from deliveries where integration_id = $1 order by received_at, id', [
    integrationId,
  ])
  return rows
}

/** Everything the database holds, as one text. */
async function everyRow(): Promise<string> {
  const tables = await doors.database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
  )
  const texts = await Promise.all(
    tables.rows.map(({ name }) =>
      doors.database.pool.query(`select to_jsonb(t)::text as row from ${name} as t`),
    ),
  )
  return texts.flatMap(({ rows }) => rows.map((each) => JSON.stringify(each))).join('\n')
}

const deployed = (at = new Date().toISOString()): string =>
  JSON.stringify({
    action: 'created',
    deployment_status: { id: 7, state: 'success', environment: 'production', created_at: at, updated_at: at },
    deployment: {
      id: 7,
      sha: '1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c',
      environment: 'production',
      created_at: at,
    },
    repository: { full_name: 'harbour/checkout' },
  })

describe('the address of an integration', () => {
  test('stores a genuine delivery, answers 202 then, and takes it once however often it comes', async () => {
    const github = await openOne('github')
    const body = deployed()
    const headers = { 'x-github-delivery': 'd-1', 'x-github-event': 'deployment_status', 'x-strange': 'no' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(github, body, headers)))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    const rows = await rowsOf(github.id)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.headers).toEqual({
      'content-type': 'application/json',
      'x-github-delivery': 'd-1',
      'x-github-event': 'deployment_status',
    })
    expect(JSON.parse(rows[0]?.body ?? '')).toEqual(JSON.parse(body))
    expect(doors.delivered).toContain(github.id)
    // A sender that gives another body the same id loses neither.
    await send(github, deployed('2026-03-12T14:00:00Z'), headers)
    expect(await rowsOf(github.id)).toHaveLength(2)
  })

  test('stores many at once, every one of them', async () => {
    const github = await openOne('github')
    const bodies = Array.from({ length: 200 }, (_, index) => JSON.stringify({ index }))
    const answers = await Promise.all(bodies.map((body) => send(github, body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const stored = (await rowsOf(github.id)).map(({ body }) => body)
    expect(stored.toSorted()).toEqual(bodies.toSorted())
  })

  test('turns away what is not genuine, says why, and tells the keeper', async () => {
    const github = await openOne('github')
    const forged = await send({ ...github, secret: 'another secret' }, deployed())
    expect([forged.status, sentence(forged)]).toEqual([
      401,
      expect.stringMatching(/does not belong to this body/),
    ])
    const bare = await doors.fetch(github.path, { method: 'POST', body: deployed() })
    expect([bare.status, sentence(bare)]).toEqual([
      401,
      expect.stringMatching(/no x-hub-signature-256 header/),
    ])
    expect(await rowsOf(github.id)).toEqual([])
    const shown = await ask('readIntegration', { id: github.id })
    expect(shown.lastError).toMatch(/does not belong/)
    expect(shown.health).toEqual({ mark: 'troubled', sentence: shown.lastError })
    await send(github, deployed())
    expect((await ask('readIntegration', { id: github.id })).health.mark).toBe('well')
  })

  test('turns away a delivery that was recorded and sent again later', async () => {
    const slack = await openOne('slack')
    const body = '{"type":"event_callback","event_id":"Ev1"}'
    const stamp = String(Math.floor(Date.now() / 1000) - 301)
    const late = await send(slack, body, {
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${hex(slack.secret, `v0:${stamp}:${body}`)}`,
    })
    expect([late.status, sentence(late)]).toEqual([401, expect.stringMatching(/signed 30\d seconds ago/)])
  })

  test.each([
    ['an id nobody has', '/hooks/00000000-0000-7000-8000-000000000000'],
    ['no id', '/hooks/not-an-id'],
    ['an id of another shape', "/hooks/'%20or%201=1"],
  ])('is not there for %s', async (_name, path) => {
    const answer = await doors.fetch(path, { method: 'POST', body: '{}' })
    expect([answer.status, sentence(answer)]).toEqual([
      404,
      expect.stringMatching(/no integration at this address/),
    ])
  })

  test('is closed while it is switched off or removed, and open again afterwards', async () => {
    const github = await openOne('github')
    const off = await ask('correctIntegration', { id: github.id, version: 1, state: 'off' }, keeper)
    const turnedAway = await send(github, deployed())
    expect([turnedAway.status, sentence(turnedAway)]).toEqual([404, expect.stringMatching(/switched off/)])
    await ask('correctIntegration', { id: github.id, version: off.integration.version, state: 'on' }, keeper)
    expect((await send(github, deployed())).status).toBe(202)
    const { removalId } = await ask('removeIntegration', { id: github.id }, keeper)
    expect((await send(github, deployed())).status).toBe(404)
    await ask('undoRemoval', { removalId }, keeper)
    expect((await send(github, deployed('2026-03-12T14:00:00Z'))).status).toBe(202)
  })

  test('refuses a body that is too large, empty or compressed', async () => {
    const github = await openOne('github')
    const large = await doors
      .fetch(github.path, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024 + 1) })
      .catch(() => null)
    if (large !== null)
      expect([large.status, sentence(large)]).toEqual([413, expect.stringMatching(/larger than 5 MB/)])
    const empty = await send(github, '')
    expect([empty.status, sentence(empty)]).toEqual([400, expect.stringMatching(/body is empty/)])
    const zipped = await send(github, '{}', { 'content-encoding': 'gzip' })
    expect([zipped.status, sentence(zipped)]).toEqual([400, expect.stringMatching(/compressed \(gzip\)/)])
    expect(await rowsOf(github.id)).toEqual([])
  })

  test.each([
    ['no type at all', ''],
    ['text', 'text/plain'],
    ['something made up', 'application/vnd.harbour+json; charset=utf-8'],
    ['nonsense', ';;;'],
  ])('reads JSON as JSON whatever its type says: %s', async (_name, type) => {
    const github = await openOne('github')
    expect((await send(github, deployed(), { 'content-type': type })).status).toBe(202)
    expect((await rowsOf(github.id))[0]?.body).toContain('harbour/checkout')
  })

  test('takes a form with its payload, and keeps what is no JSON word for word', async () => {
    const github = await openOne('github')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    await send(github, `payload=${encodeURIComponent(deployed())}`, form)
    expect(JSON.parse((await rowsOf(github.id))[0]?.body ?? '')).toMatchObject({ action: 'created' })
    const broken = await openOne('github')
    expect((await send(broken, '{"action":"creat')).status).toBe(202)
    expect((await send(broken, 'hello \u0000 there')).status).toBe(202)
    await readDeliveries(doors.database, broken.id, new Date().toISOString())
    const rows = await rowsOf(broken.id)
    expect(rows.map(({ state }) => state)).toEqual(['not-understood', 'not-understood'])
    expect(rows[0]?.body).toBe('{"action":"creat')
  })

  test('answers the question Slack asks once, when Slack asks it', async () => {
    const slack = await openOne('slack')
    const body = JSON.stringify({ type: 'url_verification', token: 'x', challenge: '3eZbrw1aBm2rZgRNFdxV' })
    const answer = await send(slack, body)
    expect([answer.status, answer.body]).toEqual([200, '3eZbrw1aBm2rZgRNFdxV'])
    expect(await rowsOf(slack.id)).toEqual([])
    expect((await send({ ...slack, secret: 'another secret' }, body)).status).toBe(401)
  })

  test('needs no session, and no page of another site can make it do anything else', async () => {
    const github = await openOne('github')
    const answer = await send(github, deployed(), {
      origin: 'https://elsewhere.example',
      cookie: 'second_story=x',
    })
    expect(answer.status).toBe(202)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('secrets', () => {
  test('of an integration are in no answer, no row and no line of the log', async () => {
    const secret = 'violet-heron-9-lake'
    const apiToken = 'quiet-otter-7-hill'
    const added = await ask(
      'addIntegration',
      { kind: 'pagerduty', name: 'Payments', secret, apiToken },
      keeper,
    )
    const { id } = added.integration
    const corrected = await ask(
      'correctIntegration',
      { id, version: 1, secret: 'violet-heron-10-lake', name: 'Payments on call' },
      keeper,
    )
    const answers = [
      added,
      corrected,
      await ask('listIntegrations', {}),
      await ask('readIntegration', { id }),
      await ask('checkIntegration', { id }),
      await ask('listDeliveries', { integrationId: id }),
    ]
    expect(added.secret).toBeNull()
    expect(added.integration).toMatchObject({ signingSecrets: 1, hasApiToken: true })
    expect(corrected.integration.signingSecrets).toBe(2)
    const seen = [JSON.stringify(answers), await everyRow(), doors.log.join('\n')].join('\n')
    for (const word of ['violet-heron', 'quiet-otter']) expect(seen).not.toContain(word)
  })

  test('made here are answered once, work, and stay good beside a new one until they are forgotten', async () => {
    const { integration, secret: first } = await ask(
      'addIntegration',
      { kind: 'alertmanager', name: 'Alerts' },
      keeper,
    )
    const alerts = { ...integration, kind: 'alertmanager', path: `/hooks/${integration.id}` } as const
    const sent = (secret: string | null) =>
      send({ ...alerts, secret: secret ?? '' }, '{"version":"4","alerts":[]}')
    expect(first).toMatch(/^[\w-]{43}$/)
    expect((await sent(first)).status).toBe(202)
    const made = await ask('correctIntegration', { id: alerts.id, version: 1, makeSecret: true }, keeper)
    expect(made.secret).not.toBe(first)
    expect([(await sent(first)).status, (await sent(made.secret)).status]).toEqual([202, 202])
    const { version } = made.integration
    await ask('correctIntegration', { id: alerts.id, version, forgetOldSecret: true }, keeper)
    expect([(await sent(first)).status, (await sent(made.secret)).status]).toEqual([401, 202])
    expect(await everyRow()).not.toContain(first)
  })

  test('planted anywhere in a delivery reach no row, no line of the log and no answer', async () => {
    const planted = [
      'ghp_Qd8k3mZ0x7Yt5Rb2Nv9Lc4Hw6Js1Pf3AgEuX',
      'AKIAQ7XK3M5N8P2R4T6V',
      'hunter2-Zx9!forty',
      'noor.haddad@harbour.example',
      '4111 1111 1111 1111',
    ]
    const [token = '', key = '', password = '', mail = '', card = ''] = planted
    const nest = {
      text: `token ${token} and password: ${password}, pay with ${card}`,
      [`header ${token}`]: 1,
      password,
      auth: { client_secret: password, tokens: [token], nested: { token: { deep: password } } },
      environment: [{ name: 'DB_PASSWORD', value: password }, ['Cookie', `session=${password}`]],
      headers: { Authorization: `Basic ${Buffer.from(`a:${password}`).toString('base64')}` },
      url: `https://${mail.split('@')[0]}:${password}@db.harbour.example/?access_token=${token}`,
      user: { email: mail, key },
    }
    const github = await openOne('github')
    const slack = await openOne('slack')
    const alerts = await openOne('alertmanager')
    const status = { ...JSON.parse(deployed()), ...nest }
    status.deployment_status.description = nest.text
    const sent: Reply[] = []
    const plant = async (...given: Parameters<typeof send>) => void sent.push(await send(...given))
    await plant(github, JSON.stringify(status), {
      'x-github-event': 'deployment_status',
      'x-github-delivery': token,
    })
    await plant(
      github,
      `not JSON: ${nest.text} {"password":"${password}","url":"${nest.url}"} ${mail} ${key}`,
    )
    await plant(github, `payload=${encodeURIComponent(JSON.stringify(nest))}&token=${password}`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    const event = { type: 'message', channel: 'C1', user: 'U1', ts: '1773324120.000100', text: nest.text }
    await plant(
      slack,
      JSON.stringify({ type: 'event_callback', token: password, event_id: 'Ev9', event, nest }),
    )
    const alert = { labels: nest, annotations: { summary: nest.text }, startsAt: '2026-03-12T14:02:00Z' }
    await plant(
      alerts,
      JSON.stringify({ version: '4', alerts: [{ status: 'firing', fingerprint: 'f1', ...alert }] }),
    )
    expect(sent.map((each) => each.status)).toEqual([202, 202, 202, 202, 202])
    for (const { id } of [github, slack, alerts])
      await readDeliveries(doors.database, id, new Date().toISOString())
    const incident = await ask('openIncident', {
      title: 'Secrets were sent',
      kind: 'incident',
      severity: 'SEV3',
    })
    for (const { id: integrationId } of [github, slack, alerts]) {
      const { items } = await ask('listDeliveries', { integrationId })
      const ids = items.filter(({ state }) => state === 'unassigned').map(({ id }) => id)
      if (ids.length > 0) await ask('assignDeliveries', { incidentId: incident.id, ids })
    }
    const listed = await ask('listDeliveries', { integrationId: github.id })
    const { items } = await ask('findEvidence', { incidentId: incident.id })
    expect(items.map(({ source }) => source).toSorted()).toEqual(['alertmanager', 'github', 'slack'])
    const seen = [await everyRow(), doors.log.join('\n'), JSON.stringify([listed, items])].join('\n')
    for (const secret of planted) expect(seen, secret).not.toContain(secret)
  })
})

describe('who may', () => {
  test('set up integrations: keepers', async () => {
    const added = await doors.call('addIntegration', { kind: 'github', name: 'x' }, member)
    expect([added.status, sentence(added)]).toEqual([403, expect.stringMatching(/for a keeper/)])
    const github = await openOne('github')
    const corrected = await doors.call(
      'correctIntegration',
      { id: github.id, version: 1, state: 'off' },
      member,
    )
    expect(corrected.status).toBe(403)
    expect((await doors.call('removeIntegration', { id: github.id }, member)).status).toBe(403)
    const { removalId } = await ask('removeIntegration', { id: github.id }, keeper)
    const undone = await doors.call('undoRemoval', { removalId }, member)
    expect([undone.status, sentence(undone)]).toEqual([403, expect.stringMatching(/for a keeper/)])
  })

  test('see what arrives: members, and no reader', async () => {
    const github = await openOne('github')
    expect((await doors.call('listDeliveries', { integrationId: github.id }, reader)).status).toBe(403)
    expect((await doors.call('listIntegrations', {}, reader)).status).toBe(403)
    expect((await doors.call('listIntegrations', {})).status).toBe(401)
  })

  test('guess a short secret: nobody', async () => {
    const answer = await doors.call('addIntegration', { kind: 'github', name: 'x', secret: 'short' }, keeper)
    expect([answer.status, sentence(answer)]).toEqual([400, expect.stringMatching(/could be guessed/)])
  })
})
