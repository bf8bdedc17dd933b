import { expect, test } from 'vitest'
import { hashPassword } from '../operations/secrets.ts'
import { makeFirstKeeper, setUpLink } from '../operations/sign-in.ts'
import { type Reply, testDoors } from './testing.ts'

const doors = await testDoors('https://reviews.example')
const { keeper, member } = doors.people
const PASSWORD = 'the long way round the lake'
const hash = await hashPassword(PASSWORD)
await doors.database.pool.query(`update people set password_hash = $1 where email like 'member@%'`, [hash])

function cookieOf({ headers }: Reply): { readonly whole: string; readonly pair: string } {
  const whole = headers.get('set-cookie') ?? ''
  return { whole, pair: whole.split(';')[0] ?? '' }
}

async function post(operation: string, input: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return doors.fetch(`/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-second-story': '1', ...headers },
    body: JSON.stringify(input),
  })
}

const mine = { email: 'member@example.org', password: PASSWORD }

test('e-mail and password open a session that only the browser can read', async () => {
  const signedIn = await post('startSession', mine)
  expect(signedIn.status).toBe(200)
  expect(signedIn.body).toEqual({ person: expect.objectContaining({ name: 'Mo Member', role: 'member' }) })
  const { whole, pair } = cookieOf(signedIn)
  expect(whole).toMatch(/^second_story=[\w-]{43};/)
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(whole).toContain(part)
  expect(JSON.stringify(signedIn.body)).not.toContain(pair.slice('second_story='.length))
  const self = await post('readSelf', {}, { cookie: pair })
  expect(self.body).toMatchObject({ person: { email: 'member@example.org' } })
})

test('what the database keeps opens nothing', async () => {
  const { pair } = cookieOf(await post('startSession', mine))
  const secret = pair.slice('second_story='.length)
  const { rows } = await doors.database.pool.query('select row_to_json(s)::text as row from sessions s')
  const { rows: tokens } = await doors.database.pool.query('select row_to_json(t)::text as row from tokens t')
  expect(JSON.stringify([rows, tokens])).not.toContain(secret)
  expect(JSON.stringify([rows, tokens])).not.toContain(member.token)
})

test('an e-mail nobody has gets the same answer in about the same time', async () => {
  const timed = async (email: string) => {
    const from = performance.now()
    const { status, body } = await post('startSession', { email, password: 'something else entirely' })
    return { status, body, took_ms: performance.now() - from }
  }
  const [known, unknown] = [await timed('member@example.org'), await timed('nobody@example.org')]
  expect(unknown.body).toEqual(known.body)
  expect([known.status, unknown.status]).toEqual([401, 401])
  expect(unknown.took_ms).toBeGreaterThan(known.took_ms / 4)
})

test('a planted session does not become the session of whoever signs in', async () => {
  const planted = `second_story=${'p'.repeat(43)}`
  const { pair } = cookieOf(await post('startSession', mine, { cookie: planted }))
  expect(pair).not.toBe(planted)
  expect((await post('readSelf', {}, { cookie: planted })).body).toMatchObject({ person: null })
  const again = cookieOf(await post('startSession', mine, { cookie: pair }))
  expect((await post('readSelf', {}, { cookie: pair })).body).toMatchObject({ person: null })
  expect((await post('readSelf', {}, { cookie: again.pair })).body).toMatchObject({
    person: { role: 'member' },
  })
})

test('signing out ends the session at once, also where it was just used', async () => {
  const { pair } = cookieOf(await post('startSession', mine))
  expect((await post('listIncidents', {}, { cookie: pair })).status).toBe(200)
  const out = await post('closeSession', {}, { cookie: pair })
  expect(out.body).toEqual({})
  expect(out.headers.get('set-cookie')).toContain('second_story=;')
  expect((await post('listIncidents', {}, { cookie: pair })).status).toBe(401)
})

test('a closed account is out at once, with its tokens, and cannot sign in', async () => {
  await doors.database.pool.query(
    `insert into people (id, email, name, role, password_hash, made_at)
     values ('00000000-0000-7000-8000-000000000001', 'lou@example.org', 'Lou Last', 'member', $1, now())`,
    [hash],
  )
  const { pair } = cookieOf(await post('startSession', { email: 'lou@example.org', password: PASSWORD }))
  expect((await post('listIncidents', {}, { cookie: pair })).status).toBe(200)
  const input = { id: '00000000-0000-7000-8000-000000000001', isActive: false }
  expect((await doors.call('correctPerson', input, keeper)).body).toMatchObject({ isActive: false })
  expect((await post('listIncidents', {}, { cookie: pair })).status).toBe(401)
  expect((await post('startSession', { email: 'lou@example.org', password: PASSWORD })).status).toBe(401)
})

test('an invitation works once, and signs in whoever accepts it', async () => {
  const invited = await doors.call(
    'invitePerson',
    { email: 'New@Example.org', name: 'Nia New', role: 'reader' },
    keeper,
  )
  const link = /\/invitation\/([\w-]{43})/.exec(JSON.stringify(invited.body))
  expect(JSON.stringify(invited.body)).toContain('https://reviews.example/invitation/')
  const token = link?.[1] ?? ''
  expect((await post('readInvitation', { token })).body).toEqual({
    email: 'new@example.org',
    name: 'Nia New',
  })
  const accepted = await post('acceptInvitation', { token, name: 'Nia New', password: PASSWORD })
  expect(accepted.body).toMatchObject({ person: { email: 'new@example.org', role: 'reader' } })
  const { pair } = cookieOf(accepted)
  expect((await post('listEditions', {}, { cookie: pair })).status).toBe(200)
  expect((await post('acceptInvitation', { token, name: 'Twice', password: PASSWORD })).status).toBe(404)
  expect((await post('readInvitation', { token })).status).toBe(404)
})

test('a set-up link is not offered and does not work once people are here', async () => {
  expect(await setUpLink(doors.database, 'https://reviews.example')).toBeNull()
  expect(
    await makeFirstKeeper(
      doors.database,
      { email: 'a@b.example', password: PASSWORD },
      new Date().toISOString(),
    ),
  ).toBeNull()
  const input = { token: 'a'.repeat(43), name: 'Eve', email: 'eve@example.org', password: PASSWORD }
  expect((await post('startInstallation', input)).status).toBe(404)
})

test('a session that ran out is nobody, and one that is used lasts on', async () => {
  const { pair } = cookieOf(await post('startSession', mine))
  await doors.database.pool.query(
    `update sessions set expires_at = now() + interval '2 days' where expires_at > now() + interval '29 days'`,
  )
  expect((await post('listIncidents', {}, { cookie: pair })).status).toBe(200)
  const { rows } = await doors.database.pool.query(
    `select count(*)::int as count from sessions where expires_at > now() + interval '29 days'`,
  )
  expect(rows[0]).toEqual({ count: 1 })
  const { pair: other } = cookieOf(await post('startSession', mine))
  await doors.database.pool.query(`update sessions set expires_at = now() - interval '1 second'`)
  expect((await post('listIncidents', {}, { cookie: other })).status).toBe(401)
})

test('a token that ran out, or was changed by a sign, is nobody', async () => {
  const { keeper, reader } = doors.people
  const statusOf = async (token: string) => (await doors.call('listEditions', {}, { token })).status
  const changed = keeper.token.slice(0, -1) + (keeper.token.endsWith('A') ? 'B' : 'A')
  expect([await statusOf(keeper.token), await statusOf(changed)]).toEqual([200, 401])
  const past = `update tokens set expires_at = now() - interval '1 second' where person_id = $1`
  await doors.database.pool.query(past, [reader.personId])
  expect(await statusOf(reader.token)).toBe(401)
})

test('guessing one password is slow: the eleventh try in a quarter of an hour waits', async () => {
  const tries = Array.from({ length: 12 }, (_, index) => ({
    email: 'guess@example.org',
    password: `guess ${index}`,
  }))
  const statuses: number[] = []
  for (const input of tries) statuses.push((await post('startSession', input)).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
  const { body, headers } = await post('startSession', { email: 'GUESS@example.org', password: 'x' })
  expect(body).toEqual({
    error: {
      kind: 'too-many',
      sentence: expect.stringMatching(
        /^This was tried too often in a short time; it works again in \d+ minutes\.$/,
      ),
    },
  })
  expect(headers.get('set-cookie')).toBeNull()
  // Ten passwords are hashed, each on purpose as slowly as one may be.
}, 60_000)
