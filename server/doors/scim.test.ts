/** A list of conformance requests to the SCIM door, each over HTTP, in the dialects of the large directories. */
import { operationsFor } from '@secondstory/review/model/agents'
import { later } from '@secondstory/review/model/instants'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashSecret, newSecret } from '../operations/secrets.ts'
import { addAgent } from '../store/agents.ts'
import { addToken } from '../store/sessions.ts'
import { COOKIE } from './sign-in.ts'
import { testDoors } from './testing.ts'
import { openWriter } from './testing-live.ts'

const doors = await testDoors()
const { keeper, member } = doors.people
let token = ''

interface Answer {
  readonly status: number
  readonly type: string | null
  readonly etag: string | null
  readonly body: Record<string, unknown>
}

interface Sent {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function scim(method: string, path: string, body?: unknown, sent: Sent = {}): Promise<Answer> {
  const answer = await fetch(`${doors.address}/scim/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sent.token ?? token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...sent.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const read: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
  const { headers } = answer
  return { status: answer.status, type: headers.get('content-type'), etag: headers.get('etag'), body: read }
}

async function purposeToken(personId: string, operations: readonly string[] | null): Promise<string> {
  const secret = newSecret('sst_')
  const now = new Date().toISOString()
  const made = { personId, name: 'directory', scope: 'write', operations } as const
  const expiresAt = later(now, 86_400_000)
  await addToken(doors.database.queries, { ...made, expiresAt, secretHash: hashSecret(secret) }, now)
  return secret
}

beforeAll(async () => {
  const author = { personId: keeper.personId, at: new Date().toISOString() }
  const agent = await addAgent(doors.database.queries, { name: 'Directory', role: 'reader' }, author)
  token = await purposeToken(agent.id, operationsFor(['keep-people']))
})

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }

let made = 0

/** Somebody new, as a directory sends them. */
async function newUser(more: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
  made += 1
  const { status, body } = await scim('POST', '/Users', {
    schemas: [USER],
    userName: `ada-${made}@example.org`,
    externalId: `00u${made}`,
    name: { givenName: 'Ada', familyName: `Byron-${made}` },
    emails: [{ value: `ada-${made}@example.org`, type: 'work', primary: true }],
    active: true,
    ...more,
  })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body
}

const patch = (id: unknown, ...Operations: readonly unknown[]) =>
  scim('PATCH', `/Users/${String(id)}`, { ...PATCH, Operations })

function memberIdIn(member: unknown): string {
  return typeof member === 'object' && member !== null && 'value' in member ? String(member.value) : ''
}

function idIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : ''
}

function resources({ body }: Answer): readonly Record<string, unknown>[] {
  return Array.isArray(body.Resources) ? body.Resources : []
}

describe('who may come to this door', () => {
  test.each([
    ['no token', { headers: { authorization: '' } }, 401],
    ['a cookie alone', { headers: { authorization: '', cookie: `${COOKIE}=${keeper.session}` } }, 401],
    ['a token nobody made', { token: `sst_${'x'.repeat(43)}` }, 401],
    ['a token of a keeper for everything', { token: keeper.token }, 403],
    ['a token of a member', { token: member.token }, 403],
  ])('%s opens nothing', async (_who, sent, status) => {
    for (const path of ['/Users', '/Groups', '/ServiceProviderConfig', '/Schemas']) {
      const answer = await scim('GET', path, undefined, sent)
      expect(answer).toMatchObject({
        status,
        type: 'application/scim+json; charset=utf-8',
        body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status) },
      })
    }
  })

  test('a token for the directory of a keeper works, and opens nothing else; one of a member does not', async () => {
    const theirs = operationsFor(['keep-people'])
    const ours = await purposeToken(keeper.personId, theirs)
    expect((await scim('GET', '/Users', undefined, { token: ours })).status).toBe(200)
    expect((await doors.call('listIncidents', {}, { token: ours })).status).toBe(403)
    expect((await doors.call('listDirectoryPeople', {}, keeper)).status).toBe(403)
    const members = await purposeToken(member.personId, theirs)
    expect((await scim('GET', '/Users', undefined, { token: members })).status).toBe(403)
  })

  test('such a token is made by a keeper, for that alone', async () => {
    const wanted = {
      name: 'x',
      scope: 'write',
      expiresOn: later(new Date().toISOString(), 86_400_000).slice(0, 10),
    }
    const alone = { ...wanted, purposes: ['keep-people'] }
    expect((await doors.call('addToken', alone, member)).status).toBe(403)
    const mixed = { ...wanted, purposes: ['keep-people', 'check-wording'] }
    expect((await doors.call('addToken', mixed, keeper)).status).toBe(403)
    expect((await doors.call('addToken', { ...alone, scope: 'read' }, keeper)).status).toBe(403)
    expect((await doors.call('addToken', alone, keeper)).status).toBe(200)
  })
})

describe('what the door says of itself', () => {
  test('the configuration promises what there is', async () => {
    expect((await scim('GET', '/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      authenticationSchemes: [{ type: 'oauthbearertoken' }],
    })
  })

  test.each(['/Schemas', '/ResourceTypes'])('%s is a list whose entries stand alone, too', async (path) => {
    const all = resources(await scim('GET', path))
    expect(all).toHaveLength(2)
    for (const { id } of all) {
      expect((await scim('GET', `${path}/${String(id)}`)).body).toMatchObject({ id })
    }
    expect((await scim('GET', `${path}/Nothing`)).status).toBe(404)
  })

  test('what is not there is told in its own form', async () => {
    for (const path of [
      '/Nothing',
      '/Users/42',
      `/Users/${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
    ]) {
      expect(await scim('GET', path)).toMatchObject({ status: 404, body: { status: '404' } })
    }
  })
})

describe('a user', () => {
  test('is made, read back and signed in nowhere', async () => {
    const user = await newUser()
    expect(user).toMatchObject({
      schemas: [USER],
      active: true,
      displayName: expect.stringMatching(/^Ada Byron/),
      roles: [{ value: 'member' }],
      meta: { resourceType: 'User', location: expect.stringContaining(`/scim/v2/Users/${String(user.id)}`) },
    })
    expect((await scim('GET', `/Users/${String(user.id)}`)).body).toEqual(user)
    const here = await doors.call('listPeople', {}, keeper)
    expect(here.body).toContainEqual(expect.objectContaining({ id: user.id, role: 'member' }))
  })

  test('twice is a conflict with its own word; also with somebody who was here before', async () => {
    const { userName } = await newUser()
    const again = { userName, emails: [{ value: userName }], displayName: 'Ada' }
    expect(await scim('POST', '/Users', again)).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    })
    const old = { userName: 'MEMBER@example.org', displayName: 'Mo' }
    expect(await scim('POST', '/Users', old)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } })
  })

  test.each([
    [{ userName: 'no-mail-here', displayName: 'A' }, 'invalidValue'],
    [{ displayName: 'A', emails: [{ value: 'a@example.org' }] }, 'invalidValue'],
    [{ userName: 'k@example.org', displayName: 'K', roles: [{ value: 'keeper' }] }, 'invalidValue'],
    ['{"userName": ', 'invalidSyntax'],
  ])('%j is refused', async (body, scimType) => {
    expect(await scim('POST', '/Users', body)).toMatchObject({ status: 400, body: { scimType } })
  })

  test.each([
    ['userName eq "%u"'],
    ['USERNAME EQ "%U"'],
    ['externalId eq "%x"'],
    ['emails[type eq "work"].value eq "%u"'],
    ['emails.value eq "%u"'],
    [`${USER}:userName eq "%u"`],
    ['id eq "%i"'],
  ])('is found by %s', async (pattern) => {
    const user = await newUser()
    const [name, external] = [String(user.userName), String(user.externalId)]
    const filter = pattern
      .replace('%u', name)
      .replace('%U', name.toUpperCase())
      .replace('%x', external)
      .replace('%i', String(user.id))
    const answer = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    expect(answer.body).toMatchObject({ totalResults: 1, startIndex: 1, itemsPerPage: 1 })
    expect(resources(answer)[0]).toMatchObject({ id: user.id })
  })

  test('a filter that finds nobody is an empty list, and one we cannot follow is refused', async () => {
    const filtered = (filter: string) => scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    expect((await filtered('userName eq "nobody@example.org"')).body).toMatchObject({ totalResults: 0 })
    for (const filter of ['userName sw "a"', 'active eq true', 'userName eq "a" or id eq "b"', '" or 1=1']) {
      expect(await filtered(filter)).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    }
  })

  test('a list comes in pages that do not overlap', async () => {
    await newUser()
    const all = resources(await scim('GET', '/Users'))
    const pages = await Promise.all(
      all.map((_, index) => scim('GET', `/Users?startIndex=${index + 1}&count=1`)),
    )
    expect(pages.flatMap(resources)).toEqual(all)
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({
      totalResults: all.length,
      itemsPerPage: 0,
    })
    expect((await scim('GET', '/Users?startIndex=-5&count=abc')).status).toBe(200)
    const narrow = resources(await scim('GET', '/Users?attributes=userName&count=1'))
    expect(Object.keys(narrow[0] ?? {}).toSorted()).toEqual(['id', 'schemas', 'userName'])
  })

  test('is replaced whole', async () => {
    const user = await newUser()
    const said = { ...user, displayName: 'Ada Lovelace', roles: [{ value: 'reader' }] }
    const { status, body } = await scim('PUT', `/Users/${String(user.id)}`, said)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { displayName: 'Ada Lovelace', roles: [{ value: 'reader' }], externalId: user.externalId },
    })
  })
})

describe('a change', () => {
  test.each<readonly [string, readonly unknown[], Readonly<Record<string, unknown>>]>([
    ['of Okta, without a path', [{ op: 'replace', value: { active: false } }], { active: false }],
    [
      'of Entra, with words for truth',
      [{ op: 'Replace', path: 'active', value: 'False' }],
      { active: false },
    ],
    ['that opens again', [{ op: 'replace', path: 'active', value: 'True' }], { active: true }],
    [
      'of a part of the name',
      [{ op: 'Replace', path: 'name.familyName', value: 'Lovelace' }],
      { displayName: 'Ada Lovelace' },
    ],
    ['of the shown name', [{ op: 'add', path: 'displayName', value: 'A. L.' }], { displayName: 'A. L.' }],
    [
      'of the mail of work',
      [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'New.Mail@example.org' }],
      { emails: [{ value: 'new.mail@example.org', type: 'work', primary: true }] },
    ],
    [
      'of several with dotted keys',
      [{ op: 'Replace', value: { 'name.givenName': 'Augusta', externalId: 'other' } }],
      { externalId: 'other', displayName: expect.stringContaining('Augusta') },
    ],
    [
      'with a whole path',
      [{ op: 'replace', path: `${USER}:displayName`, value: 'Whole' }],
      { displayName: 'Whole' },
    ],
    [
      'of an extension, which is left alone',
      [
        {
          op: 'add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'Harbour',
        },
      ],
      { active: true },
    ],
  ])('%s', async (_what, operations, expected) => {
    const { id } = await newUser()
    const answer = await patch(id, ...operations)
    expect(answer).toMatchObject({ status: 200, body: expected })
    expect((await scim('GET', `/Users/${String(id)}`)).body).toEqual(answer.body)
    // Said again, it changes nothing.
    expect((await patch(id, ...operations)).body).toEqual(answer.body)
    await scim('DELETE', `/Users/${String(id)}`)
  })

  test.each([
    [[{ op: 'move', path: 'active', value: true }], 'invalidSyntax'],
    [[{ op: 'replace', path: 'emails[', value: 'x' }], 'invalidPath'],
    [[], 'invalidSyntax'],
  ])('%j is refused', async (operations, scimType) => {
    const { id } = await newUser()
    expect(await patch(id, ...operations)).toMatchObject({ status: 400, body: { scimType } })
  })

  test('never makes a keeper, and does not move the mail of one', async () => {
    const { id } = await newUser()
    expect((await patch(id, { op: 'add', path: 'roles', value: [{ value: 'keeper' }] })).status).toBe(200)
    expect((await patch(id, { op: 'replace', path: 'roles', value: [{ value: 'keeper' }] })).status).toBe(400)
    const moved = { op: 'replace', path: 'emails', value: [{ value: 'thief@example.org' }] }
    expect((await patch(keeper.personId, moved)).body).toMatchObject({
      emails: [{ value: 'keeper@example.org' }],
      roles: [{ value: 'keeper' }],
    })
  })

  test('does not lock the last keeper out', async () => {
    const answer = await patch(keeper.personId, { op: 'replace', path: 'active', value: false })
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('keeper has to remain') },
    })
  })
})

describe('whoever leaves', () => {
  test('is signed out at once, while they write, and their open actions come back to the team', async () => {
    const opened = await doors.call(
      'openIncident',
      { title: 'Writes failed', kind: 'incident', severity: 'SEV2' },
      member,
    )
    const incidentId = idIn(opened.body)
    const { queries } = doors.database
    await doors.database.pool.query(
      `insert into actions (id, incident_id, title, kind, priority, strength, works_if_forgotten,
         can_be_bypassed_unnoticed, state, owner_id, owner_role, due_on, promised_at)
       values (gen_random_uuid(), $1, 'Add a limit', 'test', 'P1', 3, true, false, 'open', $2, 'payments on-call', '2099-01-01', now())`,
      [incidentId, member.personId],
    )
    const writer = await openWriter({
      address: doors.address,
      incidentId,
      headers: { cookie: `${COOKIE}=${member.session}`, origin: doors.address },
    })
    writer.type(0, 'Halfway through a sent')
    expect((await patch(member.personId, { op: 'replace', path: 'active', value: false })).status).toBe(200)
    await writer.closed
    const asked = await doors.fetch('/api/readSelf', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `${COOKIE}=${member.session}` },
      body: '{}',
    })
    expect(asked.body).toMatchObject({ person: null })
    expect((await doors.call('listIncidents', {}, member)).status).toBe(401)
    const sessions = await queries
      .selectFrom('sessions')
      .selectAll()
      .where('person_id', '=', member.personId)
      .execute()
    expect(sessions).toEqual([])
    const check = await doors.call('readActionCheck', {}, keeper)
    expect(JSON.stringify(check.body)).toContain('Add a limit')
  })

  test('is gone for the directory when it takes them away, and comes back as the same person', async () => {
    const user = await newUser()
    const at = `/Users/${String(user.id)}`
    expect(await scim('DELETE', at)).toMatchObject({ status: 204, body: {} })
    expect((await scim('GET', at)).status).toBe(404)
    expect((await scim('DELETE', at)).status).toBe(404)
    const { userName } = user
    const back = { userName, emails: [{ value: userName }], displayName: 'Ada again' }
    expect(await scim('POST', '/Users', back)).toMatchObject({
      status: 201,
      body: { id: user.id, active: true, displayName: 'Ada again' },
    })
  })
})

describe('a group', () => {
  const members = async (id: unknown) => {
    const { body } = await scim('GET', `/Groups/${String(id)}`)
    return listOf(body.members).map(memberIdIn)
  }
  const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  const change = (id: unknown, ...Operations: readonly unknown[]) =>
    scim('PATCH', `/Groups/${String(id)}`, { ...PATCH, Operations })

  test('fills the team of its name, follows its members, and lets go of them', async () => {
    const team = await doors.call('addTeam', { name: 'Harbour' }, keeper)
    const [ada, bea] = [await newUser(), await newUser()]
    const group = await scim('POST', '/Groups', {
      displayName: 'harbour',
      externalId: 'g-1',
      members: [{ value: ada.id }],
    })
    expect(group).toMatchObject({
      status: 201,
      body: { displayName: 'harbour', members: [{ value: ada.id }] },
    })
    const { id } = group.body
    await change(id, { op: 'Add', path: 'members', value: [{ value: bea.id }] })
    expect(await members(id)).toEqual(expect.arrayContaining([ada.id, bea.id]))
    const teamIds = async (person: Record<string, unknown>) => {
      const secret = await purposeToken(String(person.id), null)
      const home = await doors.call('readSelf', {}, { token: secret })
      expect(home.status).toBe(200)
      const { rows } = await doors.database.pool.query<{ name: string }>(
        `select teams.name from directory_group_members m join directory_groups g on g.id = m.group_id
         join teams on lower(teams.name) = lower(g.team) where m.person_id = $1`,
        [person.id],
      )
      return rows.map(({ name }) => name)
    }
    expect(await teamIds(bea)).toEqual(['Harbour'])
    await change(id, { op: 'remove', path: `members[value eq "${String(ada.id)}"]` })
    expect(await members(id)).toEqual([bea.id])
    await change(id, { op: 'Remove', path: 'members', value: [{ value: bea.id }] })
    expect(await members(id)).toEqual([])
    await scim('PUT', `/Groups/${String(id)}`, { displayName: 'Harbour crew', members: [{ value: ada.id }] })
    expect(await members(id)).toEqual([ada.id])
    expect((await doors.call('listGroups', {}, keeper)).body).toMatchObject([
      { name: 'Harbour crew', team: 'harbour' },
    ])
    const teamId = idIn(team.body)
    expect((await doors.call('assignGroup', { id, teamId: null }, keeper)).body).toMatchObject({ team: '' })
    expect((await doors.call('assignGroup', { id, teamId }, keeper)).body).toMatchObject({ team: 'Harbour' })
    expect((await scim('DELETE', `/Groups/${String(id)}`)).status).toBe(204)
    expect((await scim('GET', `/Groups/${String(id)}`)).status).toBe(404)
  })

  test('two changes at once lose nobody', async () => {
    const people = await Promise.all([newUser(), newUser(), newUser(), newUser()])
    const { id } = (await scim('POST', '/Groups', { displayName: 'at once' })).body
    await Promise.all(
      people.map((person) => change(id, { op: 'add', path: 'members', value: [{ value: person.id }] })),
    )
    expect((await members(id)).toSorted()).toEqual(people.map((person) => String(person.id)).toSorted())
  })

  test('is found by its name, without its members where they are not wanted', async () => {
    await scim('POST', '/Groups', { displayName: 'Quay "north"', members: [] })
    const filter = encodeURIComponent('displayName eq "quay \\"north\\""')
    const answer = await scim('GET', `/Groups?filter=${filter}&excludedAttributes=members`)
    expect(answer.body).toMatchObject({ totalResults: 1 })
    expect(Object.keys(resources(answer)[0] ?? {})).not.toContain('members')
    expect((await scim('POST', '/Groups', { displayName: 'Quay "north"' })).status).toBe(409)
  })

  test('takes nobody who is not here', async () => {
    const stranger = `${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`
    const body = { displayName: 'strangers', members: [{ value: stranger }] }
    expect(await scim('POST', '/Groups', body)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    })
  })
})

describe('versions', () => {
  const withTag = (name: 'if-match' | 'if-none-match', tag: string | null) => ({
    headers: { [name]: tag ?? '' },
  })
  const shut = { op: 'replace', path: 'active', value: false }

  test.each([
    ['/Users', { userName: 'versions@example.org', displayName: 'Vera' }, { displayName: 'Vera Storm' }],
    ['/Groups', { displayName: 'versions' }, { displayName: 'versions of it' }],
  ])('of %s are told, and what did not change is not sent again', async (place, body, after) => {
    const made = await scim('POST', place, body)
    expect(made.etag).toMatch(/^W\/"[\w-]{22}"$/)
    expect(made.body.meta).toMatchObject({ version: made.etag })
    const at = `${place}/${String(made.body.id)}`
    const other = 'W/"somethingelse"'
    for (const known of [made.etag, `${other}, ${made.etag}`, '*'])
      expect(await scim('GET', at, undefined, withTag('if-none-match', known))).toMatchObject({
        status: 304,
        etag: made.etag,
        body: {},
      })
    expect((await scim('GET', at, undefined, withTag('if-none-match', other))).status).toBe(200)
    const stale = await scim('PUT', at, { ...body, ...after }, withTag('if-match', other))
    expect(stale).toMatchObject({
      status: 412,
      body: { status: '412', detail: expect.stringContaining('changed') },
    })
    expect((await scim('GET', at)).etag).toBe(made.etag)
    const put = await scim('PUT', at, { ...body, ...after }, withTag('if-match', made.etag))
    expect([put.status, put.etag === made.etag]).toEqual([200, false])
    expect(put.body).toMatchObject(after)
    expect((await scim('DELETE', at, undefined, withTag('if-match', made.etag))).status).toBe(412)
    expect((await scim('DELETE', at, undefined, withTag('if-match', put.etag))).status).toBe(204)
  })

  test('of two changes that saw the same, one is refused', async () => {
    const { id } = await newUser()
    const { etag } = await scim('GET', `/Users/${String(id)}`)
    const names = ['Ada One', 'Ada Two', 'Ada Three']
    const answers = await Promise.all(
      names.map((value) => {
        const Operations = [{ op: 'replace', path: 'displayName', value }]
        return scim('PATCH', `/Users/${String(id)}`, { ...PATCH, Operations }, withTag('if-match', etag))
      }),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
    expect((await patch(id, shut)).status).toBe(200)
  })
})

test('every change is a line of the audit log, without a word of whom', async () => {
  const { userName } = await newUser()
  const { rows } = await doors.database.pool.query<{ operation: string; noun: string }>(
    `select * from audit_log where operation like '%Directory%' order by number`,
  )
  expect(rows.at(-1)).toMatchObject({ operation: 'addDirectoryPerson', noun: 'person' })
  expect(JSON.stringify(rows)).not.toContain(String(userName))
})

test('the log of requests holds no name and no filter', async () => {
  const { userName } = await newUser()
  await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${String(userName)}"`)}`)
  expect(doors.log.join('\n')).not.toContain(String(userName))
  expect(doors.log.some((line) => line.includes('/scim/v2/Users'))).toBe(true)
})
