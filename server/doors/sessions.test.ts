/** Sessions seen and ended, passwords changed, and agents with tokens, through the door they come through. */
import { describe, expect, test } from 'vitest'
import { hashPassword } from '../operations/secrets.ts'
import { deviceOf } from './devices.ts'
import { type Reply, testDoors } from './testing.ts'

const doors = await testDoors('https://reviews.example')
const { keeper, member } = doors.people
const PASSWORD = 'the long way round the lake'
await doors.database.pool.query(`update people set password_hash = $1 where email like 'member@%'`, [
  await hashPassword(PASSWORD),
])

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

async function post(operation: string, input: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return doors.fetch(`/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-second-story': '1', ...headers },
    body: JSON.stringify(input),
  })
}

async function enter(userAgent: string, password = PASSWORD): Promise<string> {
  const input = { email: 'member@example.org', password }
  const { status, headers } = await post('startSession', input, { 'user-agent': userAgent })
  expect(status).toBe(200)
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}

interface Listed {
  readonly id: string
  readonly device: string
  readonly isThis: boolean
}

function isListed(value: unknown): value is readonly Listed[] {
  return Array.isArray(value) && value.every((each) => 'isThis' in each)
}

async function sessionsOf(cookie: string): Promise<readonly Listed[]> {
  const { body } = await post('listSessions', {}, { cookie })
  if (!isListed(body)) throw new Error(`listSessions answered ${JSON.stringify(body)}`)
  return body
}

const status = async (cookie: string) => (await post('listEditions', {}, { cookie })).status

test.each([
  [FIREFOX, 'Firefox on Linux'],
  [IPHONE, 'Safari on iPhone'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
    'Edge on Windows',
  ],
  ['curl/8.5.0', ''],
])('%s is roughly known', (userAgent, device) => expect(deviceOf(userAgent)).toBe(device))

describe('my sessions', () => {
  test('are listed without anything that opens one, and end singly, at once', async () => {
    const [here, phone] = [await enter(FIREFOX), await enter(IPHONE)]
    const listed = await sessionsOf(here)
    expect(listed.find(({ isThis }) => isThis)?.device).toBe('Firefox on Linux')
    const other = listed.find(({ device }) => device === 'Safari on iPhone')
    expect(JSON.stringify(listed)).not.toContain(phone.slice('second_story='.length))
    expect(Object.keys(other ?? {}).toSorted()).toEqual(['device', 'id', 'isThis', 'seenAt', 'since'])
    expect(await status(phone)).toBe(200)
    expect((await post('closeSessions', { id: other?.id }, { cookie: here })).body).toEqual({ ended: 1 })
    expect([await status(phone), await status(here)]).toEqual([401, 200])
    expect((await post('closeSessions', { id: other?.id }, { cookie: here })).status).toBe(404)
  })

  test('all but this one end together, and those of others stay', async () => {
    const [here, there] = [await enter(FIREFOX), await enter(IPHONE)]
    await post('closeSessions', {}, { cookie: here })
    expect([await status(there), await status(here)]).toEqual([401, 200])
    expect(await status(`second_story=${keeper.session}`)).toBe(200)
  })

  test('are not ended by somebody else, but by a keeper all at once', async () => {
    const cookie = await enter(FIREFOX)
    const mine = (await sessionsOf(cookie)).find(({ isThis }) => isThis)
    const asKeeper = { cookie: `second_story=${keeper.session}` }
    expect((await post('closeSessions', { id: mine?.id }, asKeeper)).status).toBe(404)
    const everywhere = { personId: member.personId }
    expect((await doors.call('closePersonSessions', everywhere, member)).status).toBe(403)
    expect((await post('closePersonSessions', everywhere, asKeeper)).status).toBe(200)
    expect(await status(cookie)).toBe(401)
  })
})

describe('a password', () => {
  const change = (cookie: string, password: string, newPassword: string) =>
    post('correctPassword', { password, newPassword }, { cookie })

  test('is changed by who knows it, ends the other sessions, and is in no answer and no history', async () => {
    const [here, there] = [await enter(FIREFOX), await enter(IPHONE)]
    const next = 'another way along the shore'
    expect((await change(here, 'not the one at all', next)).status).toBe(403)
    expect((await change(here, PASSWORD, next)).body).toEqual({})
    expect([await status(there), await status(here)]).toEqual([401, 200])
    expect((await post('startSession', { email: 'member@example.org', password: PASSWORD })).status).toBe(401)
    const { rows } = await doors.database.pool.query(`select jsonb_agg(h)::text as text from history h`)
    expect(JSON.stringify(rows)).toContain('the password was changed')
    expect(JSON.stringify(rows)).not.toContain('shore')
    expect((await change(here, next, PASSWORD)).status).toBe(200)
  })

  test.each([
    ['password12345', 'among those that are tried first'],
    ['MoMember2026!', 'among those that are tried first'],
    ['too short', '12 characters'],
  ])('%s is not taken', async (password, because) => {
    const { status: code, body } = await change(await enter(FIREFOX), PASSWORD, password)
    expect(code).toBe(400)
    expect(JSON.stringify(body)).toContain(because)
    expect(JSON.stringify(body)).not.toContain(password)
  })

  test('is not changed by a token', async () => {
    const answer = await doors.call(
      'correctPassword',
      { password: PASSWORD, newPassword: 'a quiet sentence' },
      member,
    )
    expect(answer.status).toBe(403)
  })
})

interface Made {
  readonly id: string
}

function isMade(value: unknown): value is Made {
  return typeof value === 'object' && value !== null && 'id' in value
}

function secretIn({ body }: Reply): { readonly token: string } {
  const [, token = ''] = /"secret":"(sst_[\w-]+)"/.exec(JSON.stringify(body)) ?? []
  expect(token).not.toBe('')
  return { token }
}

const expiresOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

async function agentWith(more: object = {}): Promise<{ readonly id: string; readonly token: string }> {
  const { body } = await doors.call('addAgent', { name: 'on-call bot', role: 'member' }, keeper)
  if (!isMade(body)) throw new Error(`addAgent answered ${JSON.stringify(body)}`)
  const input = { name: 'bot', scope: 'write', expiresOn, agentId: body.id, ...more }
  return { id: body.id, ...secretIn(await doors.call('addToken', input, keeper)) }
}

describe('an agent', () => {
  test('works on reviews and never publishes, releases, lives with a risk or lets others in', async () => {
    const agent = await agentWith()
    const input = {
      title: 'Checkout is slow',
      kind: 'incident',
      severity: 'SEV3',
      startedAt: { at: '2026-03-12T10:00:00Z' },
    }
    const opened = await doors.call('openIncident', input, agent)
    expect(opened.status).toBe(200)
    const incidentId = isMade(opened.body) ? opened.body.id : ''
    for (const [operation, given] of [
      ['publishReview', { incidentId }],
      ['addAcceptance', { incidentId }],
      ['addToken', { name: 'more', scope: 'write', expiresOn }],
      ['invitePerson', { email: 'x@example.org', name: 'X', role: 'member' }],
    ] as const) {
      const { status: code, body } = await doors.call(operation, given, agent)
      expect([operation, code, JSON.stringify(body)]).toEqual([
        operation,
        403,
        expect.stringContaining(`${operation} is not for an agent`),
      ])
    }
  })

  test('is in no list of people, has no password and is out at once when its account is closed', async () => {
    const agent = await agentWith()
    const people = await doors.call('listPeople', {}, keeper)
    expect(JSON.stringify(people.body)).not.toContain(agent.id)
    const guess = { email: `${agent.id}@agents.invalid`, password: 'no password at all' }
    expect((await post('startSession', guess)).status).toBe(401)
    expect((await doors.call('correctPerson', { id: agent.id, role: 'keeper' }, keeper)).status).toBe(404)
    expect((await doors.call('listIncidents', {}, agent)).status).toBe(200)
    await doors.call('correctAgent', { id: agent.id, isActive: false }, keeper)
    expect((await doors.call('listIncidents', {}, agent)).status).toBe(401)
  })

  test('is looked after by keepers alone', async () => {
    const agent = await agentWith()
    for (const [operation, input] of [
      ['addAgent', { name: 'x', role: 'reader' }],
      ['listAgents', {}],
      ['addToken', { name: 'x', scope: 'read', expiresOn, agentId: agent.id }],
    ] as const) {
      expect([operation, (await doors.call(operation, input, member)).status]).toEqual([operation, 403])
    }
  })
})

describe('a token for a purpose', () => {
  test('does that and nothing else, whatever its owner may', async () => {
    const input = { name: 'reader', scope: 'write', expiresOn, purposes: ['read-editions'] }
    const token = secretIn(await doors.call('addToken', input, keeper))
    expect((await doors.call('listEditions', {}, token)).status).toBe(200)
    for (const operation of ['listIncidents', 'openIncident', 'listPeople', 'addToken']) {
      const { status: code, body } = await doors.call(operation, {}, token)
      expect([operation, code]).toEqual([operation, 403])
      expect(JSON.stringify(body)).toContain('made for listEditions, readEdition, exportEdition')
    }
    const upload = await doors.fetch('/api/uploads?name=x.txt', {
      method: 'POST',
      headers: { authorization: `Bearer ${token.token}`, 'content-type': 'application/octet-stream' },
      body: 'x',
    })
    expect(upload.status).toBe(403)
  })
})
