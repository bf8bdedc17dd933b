import { expect, test } from 'vitest'
import { makeFirstKeeper, setUpLink } from './sign-in.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const PASSWORD = 'the long way round the lake'

async function nobodyIsHere(): Promise<void> {
  await house.database.pool.query('delete from people')
  await house.database.pool.query('update installation set set_up_hash = null')
}

function tokenIn(link: string | null): string {
  return new URL(link ?? 'http://none').searchParams.get('token') ?? ''
}

test('the newest set-up link makes one keeper, once, even for two who open it at the same moment', async () => {
  await nobodyIsHere()
  const ask = house.as(null)
  const old = tokenIn(await setUpLink(house.database, 'https://reviews.example'))
  const token = tokenIn(await setUpLink(house.database, 'https://reviews.example'))
  expect(await ask('readSelf', {})).toMatchObject({ person: null, installation: { needsSetUp: true } })
  const input = (email: string, secret: string) => ({ token: secret, name: 'Kim', email, password: PASSWORD })
  expect((await refusal(ask('startInstallation', input('old@example.org', old)))).kind).toBe('not-found')
  const answers = await Promise.allSettled(
    ['one@example.org', 'two@example.org'].map((email) => ask('startInstallation', input(email, token))),
  )
  expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await house.database.pool.query('select role from people')
  expect(rows).toEqual([{ role: 'keeper' }])
  expect(house.kept.at(-1)).toMatch(/^[\w-]{43}$/)
  expect(await ask('readSelf', {})).toMatchObject({ installation: { needsSetUp: false } })
})

test('the settings make a keeper who can sign in, when nobody is here', async () => {
  await nobodyIsHere()
  const given = { email: 'Auto@Example.org', password: PASSWORD }
  expect(await makeFirstKeeper(house.database, given, house.clock.now)).toMatchObject({ role: 'keeper' })
  expect(await makeFirstKeeper(house.database, given, house.clock.now)).toBeNull()
  const { person } = await house.as(null)('startSession', { email: 'auto@example.org', password: PASSWORD })
  expect(person.email).toBe('auto@example.org')
})
