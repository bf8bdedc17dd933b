/** A guardrail files reports by itself, at the address of an integration. */
import { firstNotice } from '@secondstory/review/model/reports'
import { expect, test } from 'vitest'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { keeper } = doors.people
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
  return { id: String(integration.id), secret: String(secret) }
}

async function desk(): Promise<string> {
  const lines = await inPerson('listReports', {})
  const ids: readonly string[] = Array.isArray(lines) ? lines.map(({ id }) => String(id)) : []
  return JSON.stringify(await Promise.all(ids.map((id) => inPerson('readReport', { id }))))
}

await inPerson('acceptReportNotice', firstNotice)
const guard = await integrationOf({ kind: 'shared-token', name: 'Deploy guard' })

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
