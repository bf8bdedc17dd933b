/** Reports through other tools: a Slack command, and a guardrail by itself. */
import { createHmac } from 'node:crypto'
import { firstNotice } from '@secondstory/review/model/reports'
import { expect, test } from 'vitest'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { keeper } = doors.people
const SECRET = 'the signing secret of the app'
await doors.database.pool.query('update people set is_steward = true where id = $1', [keeper.personId])

async function inPerson(operation: string, input: unknown): Promise<unknown> {
  const { status, body } = await doors.fetch(`/api/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `second_story=${keeper.session}`,
      'x-second-story': '1',
    },
    body: JSON.stringify(input),
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function integrationOf(input: object): Promise<{ readonly id: string; readonly secret: string }> {
  const { body } = await doors.call('addIntegration', input, keeper)
  const { integration, secret } = Object(body)
  return { id: String(integration.id), secret: String(secret ?? SECRET) }
}

async function desk(): Promise<string> {
  const lines = await inPerson('listReports', {})
  const ids: readonly string[] = Array.isArray(lines) ? lines.map(({ id }) => String(id)) : []
  return JSON.stringify(await Promise.all(ids.map((id) => inPerson('readReport', { id }))))
}

await inPerson('acceptReportNotice', firstNotice)
const slack = await integrationOf({ kind: 'slack', name: 'Slack of the harbour', secret: SECRET })
const guard = await integrationOf({ kind: 'shared-token', name: 'Deploy guard' })

async function say(text: string): Promise<string> {
  const body = new URLSearchParams({
    command: '/secondstory',
    text,
    user_id: 'U1INES',
    user_name: 'ines.almeida',
    trigger_id: `1.${text.length}`,
    response_url: 'https://hooks.slack.com/commands/T1/1/x',
  }).toString()
  const stamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')
  const reply = await doors.fetch(`/hooks/${slack.id}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
  return String(Object(reply.body).text)
}

test('the Slack command reports in confidence, says that Slack knows, and shows the way to be known to nobody', async () => {
  const answer = await say('near-miss The backup was empty and we noticed in time')
  expect(answer).toContain('Slack itself knows')
  expect(answer).toContain(`${doors.address}/report`)
  const [code] = /(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(answer) ?? ['']
  const { body } = await doors.call('readReportReceipt', { code })
  expect(body).toMatchObject({ naming: 'confidential', state: 'open' })
  expect(await say('near-miss named The restore took two tries')).toContain('in your name')
  expect(await desk()).toContain('ines.almeida')
  const { rows } = await doors.database.pool.query('select 1 from incidents')
  expect(rows).toEqual([])
})

test('a guardrail files a near miss with nobody behind it, once, and without whoever it names', async () => {
  const send = (body: object) =>
    doors.fetch(`/hooks/${guard.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${guard.secret}` },
      body: JSON.stringify(body),
    })
  const blocked = {
    type: 'guardrail.blocked',
    guardrail: 'deploy freeze',
    blocked: 'Ana Flores <ana@corp.example> released checkout during the freeze',
    component: 'checkout',
  }
  expect(await send(blocked)).toMatchObject({
    status: 200,
    body: 'Filed as a near miss, with nobody behind it.',
  })
  expect((await send(blocked)).body).toContain('tried too often')
  const seen = await desk()
  expect(seen).toContain('"naming":"automatic"')
  expect(seen).toContain('released checkout during the freeze')
  expect(seen).not.toMatch(/Ana|Flores|corp\.example/)
  expect((await send({ type: 'guardrail.blocked' })).body).toContain('"blocked"')
  expect((await send({ type: 'something.else' })).status).toBe(202)
})
