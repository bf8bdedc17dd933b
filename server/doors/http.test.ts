import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { findCallable } from '../operations/call.ts'
import { operations } from '../operations/index.ts'
import { Refusal } from '../operations/operation.ts'
import { askerOf, testStrongbox } from '../operations/testing.ts'
import { connectDatabase } from '../store/database.ts'
import { openDoors } from './http.ts'
import { testDoors } from './testing.ts'
import { handsOf } from './testing-hands.ts'

const doors = await testDoors()
const { keeper, member, reader } = doors.people
const incident = { title: 'Checkout writes were refused', kind: 'incident', severity: 'SEV2' }

function cookie(secret: string): Record<string, string> {
  return { 'content-type': 'application/json', cookie: `second_story=${secret}` }
}

async function post(operation: string, input: unknown, headers: Record<string, string>) {
  return doors.fetch(`/api/${operation}`, { method: 'POST', headers, body: JSON.stringify(input) })
}

async function opened(): Promise<{ id: string; version: number }> {
  const { body } = await doors.call('openIncident', incident, member)
  if (typeof body !== 'object' || body === null || !('id' in body)) throw new Error('No incident was opened.')
  return { id: String(body.id), version: 1 }
}

describe('an operation', () => {
  test('answers with its result alone', async () => {
    const { status, body, headers } = await doors.call('openIncident', incident, member)
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: incident.title, version: 1, startedAt: null })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('that is misspelt is answered with the one that was meant', async () => {
    const { status, body } = await doors.call('openIncidents', {}, member)
    expect(status).toBe(404)
    expect(body).toEqual({
      error: {
        kind: 'not-found',
        sentence: 'There is no operation "openIncidents"; did you mean openIncident?',
      },
    })
  })

  test('that nobody would guess is answered with where they are listed', async () => {
    const { body } = await doors.call('x'.repeat(100), {}, member)
    expect(JSON.stringify(body)).toContain('GET /api/openapi.json lists them all')
  })

  test('called without a body reads an empty object', async () => {
    const headers = { authorization: `Bearer ${reader.token}` }
    expect((await doors.fetch('/api/readSelf', { method: 'POST', headers })).body).toMatchObject({
      person: { name: 'Ria Reader' },
    })
  })

  test('asked with GET says how it is called', async () => {
    expect((await doors.fetch('/api/readSelf')).status).toBe(404)
  })
})

describe('every refusal comes in one shape', () => {
  test.each([
    [
      'a missing field',
      { kind: 'incident', severity: 'SEV1' },
      'The field "title" is missing; a text is expected.',
    ],
    [
      'a wrong word',
      { ...incident, severity: 'SEV9' },
      'The field "severity" holds "SEV9"; one of "SEV1", "SEV2", "SEV3", "SEV4" is expected.',
    ],
    ['a wrong type', { ...incident, title: 7 }, 'The field "title" holds 7; a text is expected.'],
    [
      'an empty text',
      { ...incident, title: '  ' },
      'The field "title" holds an empty text; a text of one character or more is expected.',
    ],
    [
      'a deep field',
      { ...incident, components: ['web', 3] },
      'The field "components[1]" holds 3; a text is expected.',
    ],
    ['no object', ['openIncident'], 'The input holds a list of 1; an object is expected.'],
  ])('400 for %s', async (_case, input, sentence) => {
    const { status, body } = await doors.call('openIncident', input, member)
    expect(status).toBe(400)
    expect(body).toEqual({ error: { kind: 'invalid', sentence } })
  })

  test('400 never says a password back', async () => {
    const { status, body } = await doors.call('startInstallation', {
      token: 'a'.repeat(43),
      name: 'Kim',
      email: 'kim@example.org',
      password: 'hunter2',
    })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toContain('hunter2')
    expect(JSON.stringify(body)).toContain('12 characters')
  })

  test('401 without anybody, and for a token that is not known', async () => {
    expect((await doors.call('listIncidents', {})).body).toMatchObject({ error: { kind: 'signed-out' } })
    const { status } = await doors.call('listIncidents', {}, { token: `sst_${'A'.repeat(43)}` })
    expect(status).toBe(401)
  })

  test('403 for a role that may not', async () => {
    const { status, body } = await doors.call('openIncident', incident, reader)
    expect(status).toBe(403)
    expect(body).toEqual({
      error: {
        kind: 'not-allowed',
        sentence: 'openIncident is for a member and this account is a reader; a keeper can change that.',
      },
    })
  })

  test('404 for a row that is not there', async () => {
    const { status } = await doors.call('readIncident', { number: 99_999 }, member)
    expect(status).toBe(404)
  })

  test('409 with the row as it stands', async () => {
    const { id } = await opened()
    const first = await doors.call('correctIncident', { id, version: 1, title: 'One' }, member)
    const { status, body } = await doors.call('correctIncident', { id, version: 1, title: 'Two' }, keeper)
    expect(status).toBe(409)
    expect(body).toMatchObject({ error: { kind: 'conflict', current: first.body } })
  })

  test('413 for a body over 5 MB', async () => {
    const { status, body } = await doors.call('checkWording', { text: 'a'.repeat(6_000_000) }, member)
    expect(status).toBe(413)
    expect(body).toMatchObject({ error: { kind: 'too-large' } })
  })

  test('422 with blockers that say where', async () => {
    const { id } = await opened()
    const { status, body } = await doors.call('correctIncident', { id, version: 1, severity: 'SEV3' }, member)
    expect(status).toBe(422)
    expect(body).toMatchObject({
      error: {
        kind: 'not-ready',
        blockers: [{ rule: 'severity-lowered-without-reason', place: { tab: 'incident', id: 'severity' } }],
      },
    })
  })

  test('a defect is a 500 with an id that the log has too, and no inside of ours', async () => {
    const broken = doors.database.pool.query('alter table lessons rename to lessons_away')
    await broken
    const { id: incidentId } = await opened()
    const { status, body } = await doors.call(
      'addLesson',
      { incidentId, kind: 'lucky', text: 'Night.' },
      member,
    )
    await doors.database.pool.query('alter table lessons_away rename to lessons')
    expect(status).toBe(500)
    const text = JSON.stringify(body)
    expect(text).not.toMatch(/relation|lessons|select|insert/)
    const id = /by ([0-9a-f]{8})\./.exec(text)?.[1] ?? 'none'
    expect(doors.log.some((line) => line.includes(id) && line.includes('lessons'))).toBe(true)
  })
})

describe('a hostile body', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  test.each([
    ['cut off', '{"title": "a'],
    ['not JSON', '<xml/>'],
    ['100,000 levels deep', deep],
    ['a bare word', 'nul'],
  ])('that is %s gets one sentence', async (_case, body) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${member.token}` }
    const { status, body: answer } = await doors.fetch('/api/openIncident', { method: 'POST', headers, body })
    expect(status).toBe(400)
    expect(answer).toMatchObject({ error: { kind: 'invalid' } })
  })

  test('that is a form of another site is not read', async () => {
    const headers = { 'content-type': 'text/plain', authorization: `Bearer ${member.token}` }
    const body = JSON.stringify(incident)
    const { status } = await doors.fetch('/api/openIncident', { method: 'POST', headers, body })
    expect(status).toBe(400)
  })

  test('with script in a title stays text', async () => {
    const title = '<script>alert(1)</script> & "quotes" \u202E'
    const { body } = await doors.call('openIncident', { ...incident, title }, member)
    expect(body).toMatchObject({ title })
  })

  test('with a prototype in it changes no object', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${member.token}` }
    const body =
      '{"title":"a","kind":"incident","severity":"SEV1","__proto__":{"isSample":true},"constructor":{"prototype":{"x":1}}}'
    const answer = await doors.fetch('/api/openIncident', { method: 'POST', headers, body })
    expect(answer.body).toMatchObject({ title: 'a', isSample: false })
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('with characters PostgreSQL cannot hold is no defect', async () => {
    const { id } = await opened()
    const text = 'before \u0000 after \uD800'
    const { status } = await doors.call('correctDraft', { incidentId: id, version: 1, text }, member)
    expect(status).toBe(200)
    const lesson = await doors.call('addLesson', { incidentId: id, kind: 'lucky', text }, member)
    expect(lesson.status).toBe(200)
    const named = await doors.call(
      'openIncident',
      { ...incident, title: text, components: ['\uDC00'] },
      member,
    )
    expect(named.status).toBe(200)
    const factor = { incidentId: id, code: 'GRD-1', statement: text, certainty: 'observed' }
    expect((await doors.call('nameFactor', factor, member)).status).toBe(200)
    const event = {
      incidentId: id,
      happenedAt: null,
      kind: 'note',
      text,
      actor: { kind: 'system', name: text },
    }
    expect((await doors.call('addTimelineEvent', event, member)).status).toBe(200)
    expect((await doors.call('listIncidents', { filter: { text } }, member)).status).toBe(200)
    expect((await doors.call('readInvitation', { token: text.repeat(3) })).status).toBe(404)
    expect((await doors.call('startSession', { email: text, password: text })).status).toBe(401)
  })

  test.each([
    '/api/%zz',
    `/api/${'x'.repeat(5000)}`,
    '/%00',
    '/assets/../../package.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  ])('at %s is no defect', async (path) => {
    const { status, body } = await doors.fetch(path)
    expect(status).toBeLessThan(500)
    expect(JSON.stringify(body)).not.toContain('devDependencies')
  })
})

describe('a page of another site', () => {
  test('cannot change anything with the session of a visitor', async () => {
    const { status } = await post('openIncident', incident, cookie(member.session))
    expect(status).toBe(403)
    const foreign = { ...cookie(member.session), 'x-second-story': '1', origin: 'https://elsewhere.example' }
    expect((await post('openIncident', incident, foreign)).status).toBe(403)
    expect((await post('openIncident', incident, { ...foreign, origin: 'null' })).status).toBe(403)
  })

  test('cannot sign anybody in', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' }
    const { status } = await post('startSession', { email: 'member@example.org', password: 'x' }, headers)
    expect(status).toBe(403)
  })

  test('is not ours: our page, and a call that only reads, go through', async () => {
    const ours = { ...cookie(member.session), 'x-second-story': '1', origin: doors.address }
    expect((await post('openIncident', incident, ours)).status).toBe(200)
    expect((await post('listIncidents', {}, cookie(member.session))).status).toBe(200)
  })

  test('is never told that it may ask', async () => {
    const asked = await doors.fetch('/api/openIncident', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    })
    expect(asked.status).toBe(404)
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('a token that reads changes nothing', async () => {
  const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const { body } = await doors.call('addToken', { name: 'report', scope: 'read', expiresOn }, member)
  if (typeof body !== 'object' || body === null || !('secret' in body)) throw new Error('No token was made.')
  const token = { token: String(body.secret) }
  expect((await doors.call('listIncidents', {}, token)).status).toBe(200)
  const { status, body: no } = await doors.call('openIncident', incident, token)
  expect(status).toBe(403)
  expect(JSON.stringify(no)).toContain('this token may only read')
})

describe('every operation, in every role', () => {
  const ranks = { anyone: 0, reader: 1, member: 2, keeper: 3 }
  const callers = [
    ['nobody', 0, undefined],
    ['reader', 1, reader],
    ['member', 2, member],
    ['keeper', 3, keeper],
  ] as const
  test.each(operations.map((operation) => [operation.name, operation.access] as const))(
    '%s is for %s',
    async (name, access) => {
      for (const [who, rank, visitor] of callers) {
        // An input no operation takes but those without any: permission is looked at first, so it decides.
        const { status } = await doors.call(name, { incidentId: 0, id: 0, token: 0, removalId: 0 }, visitor)
        // Stewards are made by a keeper; what a directory asks for is for a token of its own.
        const isOfNobodyHere = access === 'steward' || access === 'directory'
        const isLetIn = isOfNobodyHere ? false : rank >= ranks[access]
        const expected = isLetIn ? 'let in' : rank === 0 ? 'signed out' : 'not allowed'
        const found =
          status === 401 && access !== 'anyone' ? 'signed out' : status === 403 ? 'not allowed' : 'let in'
        expect(`${who}: ${found}`, `${name} answered ${status}`).toBe(`${who}: ${expected}`)
      }
    },
  )
})

describe('replies', () => {
  test('are careful with the browser', async () => {
    const { headers } = await doors.fetch('/healthz')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('are compressed when they are long and the reader can undo it', async () => {
    const long = await doors.fetch('/api/openapi.json', { headers: { 'accept-encoding': 'gzip' } })
    expect(long.headers.get('content-encoding')).toBe('gzip')
    expect(long.body).toMatchObject({ openapi: '3.1.0' })
    const plain = await doors.fetch('/api/openapi.json', { headers: { 'accept-encoding': 'gzip;q=0' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })

  test('are logged without anything secret', async () => {
    await doors.fetch(`/invitation/${'s'.repeat(43)}?token=${'t'.repeat(43)}`)
    await doors.call('readSelf', {}, member)
    await post('readSelf', {}, cookie(member.session))
    const all = doors.log.join('\n')
    expect(all).toContain('"operation":"readSelf"')
    for (const secret of [member.token, member.session, 's'.repeat(43), 't'.repeat(43)]) {
      expect(all).not.toContain(secret)
    }
  })
})

describe('the door', () => {
  const asker = askerOf(member.personId, { name: 'Mo Member', role: 'member', via: 'token' })
  const hands = handsOf(doors, asker)

  test.each([
    ['listIncidents', { limit: 3 }],
    ['listPeople', {}],
    ['readSelf', {}],
    ['listActions', { mine: true }],
    ['checkWording', { text: 'It was human error.' }],
    ['readHome', {}],
    ['readIncident', { number: 99_999 }],
    ['readDraft', { incidentId: 'no id' }],
    ['invitePerson', {}],
    ['undoRemoval', { removalId: '00000000-0000-7000-8000-000000000000' }],
  ] as const)('gives the answer of %s as it is', async (name, input) => {
    const direct: unknown = await findCallable(name)
      .call(input, hands)
      .catch((error: unknown) =>
        error instanceof Refusal ? { error: { kind: error.kind, sentence: error.message } } : error,
      )
    const { body } = await doors.call(name, input, member)
    expect(body).toEqual(JSON.parse(JSON.stringify(direct)))
  })
})

test('a database that is away is a 503 with a sentence, and no defect', async () => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const database = connectDatabase('postgres://nobody@127.0.0.1:1/none', log)
  const settings = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    dataDirectory: doors.dataDirectory,
    outboundAllow: [],
    mail: null,
  }
  const away = await openDoors({ database, settings, log, strongbox: testStrongbox })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${away.address}/api/readSelf`, { method: 'POST', headers, body: '{}' })
  const health = await fetch(`${away.address}/healthz`)
  await away.close()
  await database.close()
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { error: { kind: 'away', sentence: expect.stringContaining('The database does not answer') } },
  ])
  expect([health.status, await health.json()]).toEqual([503, { status: 'away' }])
  expect(lines.filter((line) => line.includes('"level":50'))).toEqual([])
})

test('a refusal is no error in the log', () => {
  const errors = doors.log.filter((line) => line.includes('"level":50'))
  expect(errors.filter((line) => !line.includes('A defect'))).toEqual([])
  expect(errors).toHaveLength(1)
})

test('health is said in one word', async () => {
  const { status, body } = await doors.fetch('/healthz')
  expect([status, body]).toEqual([200, { status: 'ok' }])
})
