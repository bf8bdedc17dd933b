import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people

test('one active keeper always remains, even when two demote each other at once', async () => {
  const ask = house.as(keeper)
  for (const change of [{ role: 'member' }, { isActive: false }] as const) {
    const no = await refusal(ask('correctPerson', { id: keeper.personId, ...change }))
    expect(no.message).toBe('One active keeper has to remain; make someone else a keeper first.')
  }
  await ask('correctPerson', { id: member.personId, role: 'keeper' })
  const answers = await Promise.allSettled([
    ask('correctPerson', { id: member.personId, role: 'member' }),
    ask('correctPerson', { id: keeper.personId, role: 'member' }),
  ])
  expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const keepers = (await ask('listPeople', {})).filter((person) => person.role === 'keeper')
  expect(keepers).toHaveLength(1)
  await house.database.pool.query(`update people set role = 'keeper' where id = $1`, [keeper.personId])
  await house.database.pool.query(`update people set role = 'member' where id = $1`, [member.personId])
})

test('people are listed with what others need to know, and nothing else', async () => {
  const everyone = await house.as(member)('listPeople', {})
  expect(everyone.map((person) => person.name)).toEqual(['Kim Keeper', 'Mo Member', 'Ria Reader'])
  expect(Object.keys(everyone[0] ?? {}).toSorted()).toEqual([
    'email',
    'id',
    'isActive',
    'isSteward',
    'name',
    'role',
  ])
})

test('someone who is here already is not invited again', async () => {
  const input = { email: 'Reader@example.org', name: 'Ria', role: 'member' } as const
  const no = await refusal(house.as(keeper)('invitePerson', input))
  expect(no.message).toBe('Someone with the e-mail reader@example.org is here already.')
})

test('an invitation runs out after seven days, and a newer one ends an older', async () => {
  const ask = house.as(keeper, { canMail: false })
  const invite = async () => {
    const { link, expiresAt } = await ask('invitePerson', {
      email: 'nia@example.org',
      name: 'Nia',
      role: 'reader',
    })
    expect(expiresAt).toBe('2026-03-19T12:00:00.000Z')
    return link?.split('/').at(-1) ?? ''
  }
  const [old, young] = [await invite(), await invite()]
  const nobody = house.as(null)
  expect((await refusal(nobody('readInvitation', { token: old }))).kind).toBe('not-found')
  expect(await nobody('readInvitation', { token: young })).toEqual({ email: 'nia@example.org', name: 'Nia' })
  const later = house.as(null, { now: '2026-03-19T12:00:00.000Z' })
  expect((await refusal(later('readInvitation', { token: young }))).kind).toBe('not-found')
})

test('a token is shown once, listed without its secret, and removed by its owner alone', async () => {
  const ask = house.as(reader)
  const { token, secret } = await ask('addToken', { name: 'report', scope: 'read', expiresOn: '2026-06-01' })
  expect(secret).toMatch(/^sst_[\w-]{43}$/)
  expect(await ask('listTokens', {})).toEqual([token])
  expect(token).toEqual({
    id: token.id,
    name: 'report',
    scope: 'read',
    operations: null,
    expiresAt: '2026-06-01T23:59:59.000Z',
    lastUsedAt: null,
  })
  expect(await house.as(keeper)('listTokens', {})).toEqual([])
  expect((await refusal(house.as(keeper)('removeToken', { id: token.id }))).kind).toBe('not-found')
  expect(await ask('removeToken', { id: token.id })).toEqual({})
  expect(await ask('listTokens', {})).toEqual([])
})

test.each([
  ['yesterday', '2026-03-11'],
  ['in two years', '2028-03-12'],
])('a token that ends %s is refused', async (_when, expiresOn) => {
  const no = await refusal(house.as(member)('addToken', { name: 'x', scope: 'read', expiresOn }))
  expect(no.message).toContain(
    `The token would end on ${expiresOn}; a day from today to one year ahead is needed.`,
  )
})
