import { describe, expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'
import { authenticatorAt } from './testing-passkeys.ts'

const house = await testHouse()
const { member, reader } = house.people
const mine = house.as(member)
const nobody = house.as(null)
const HOST = 'reviews.example'

async function added(name: string) {
  const key = authenticatorAt(HOST)
  const { options } = await mine('startPasskey', {})
  const passkey = await mine('addPasskey', { name, response: key.make(options.challenge) })
  return { key, passkey }
}

async function challenge(): Promise<string> {
  return (await nobody('startPasskeySession', {})).options.challenge
}

describe('a passkey', () => {
  test('is asked for as one that verifies its user and is found without a name', async () => {
    const { options } = await mine('startPasskey', {})
    expect(options).toMatchObject({
      rp: { id: HOST },
      user: { name: 'member@example.org', displayName: 'Mo Member' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    })
    const { options: asked } = await nobody('startPasskeySession', {})
    expect(asked).toMatchObject({ rpId: HOST, userVerification: 'required' })
    expect(asked.allowCredentials ?? []).toEqual([])
  })

  test('signs its owner in, is named, and signs nobody in once it is removed', async () => {
    const { key, passkey } = await added('laptop')
    const { person } = await nobody('acceptPasskeySession', { response: key.sign(await challenge()) })
    expect(person.id).toBe(member.personId)
    expect(house.kept.at(-1)).toMatch(/^[\w-]{43}$/)
    const named = await mine('namePasskey', { id: passkey.id, name: 'work laptop' })
    expect(await mine('listPasskeys', {})).toEqual([named])
    expect(named.usedAt).toBe(house.clock.now)
    await mine('removePasskey', { id: passkey.id })
    const late = nobody('acceptPasskeySession', { response: key.sign(await challenge()) })
    expect((await refusal(late)).kind).toBe('signed-out')
  })

  test('closes the session it came with, so that none can be planted', async () => {
    const { key, passkey } = await added('laptop')
    await nobody('acceptPasskeySession', { response: key.sign(await challenge()) })
    const planted = house.kept.at(-1) ?? null
    const before = await mine('listSessions', {})
    const response = key.sign(await challenge())
    await house.as(null, { session: planted })('acceptPasskeySession', { response })
    expect(await mine('listSessions', {})).toHaveLength(before.length)
    await mine('removePasskey', { id: passkey.id })
  })

  test('belongs to one person: nobody else sees, names or removes it', async () => {
    const { passkey } = await added('laptop')
    const theirs = house.as(reader)
    expect(await theirs('listPasskeys', {})).toEqual([])
    expect((await refusal(theirs('namePasskey', { id: passkey.id, name: 'x' }))).kind).toBe('not-found')
    expect((await refusal(theirs('removePasskey', { id: passkey.id }))).kind).toBe('not-found')
    const script = house.as({ ...member, via: 'token' })
    expect((await refusal(script('startPasskey', {}))).message).toMatch(/on a page, not by a token/)
    await mine('removePasskey', { id: passkey.id })
  })
})

describe('what a passkey does not open', () => {
  test('signed for another address, without its user, or with another key', async () => {
    const { key, passkey } = await added('laptop')
    const forged = authenticatorAt(HOST).sign(await challenge())
    const tries = [
      key.sign(await challenge(), { origin: 'https://reviews.example.evil.test' }),
      key.sign(await challenge(), { isVerified: false }),
      { ...forged, id: key.sign(await challenge()).id },
      forged,
    ]
    for (const response of tries) {
      expect((await refusal(nobody('acceptPasskeySession', { response }))).kind).toBe('signed-out')
    }
    await mine('removePasskey', { id: passkey.id })
  })

  test('signed once and sent twice, also at once', async () => {
    const { key, passkey } = await added('laptop')
    const response = key.sign(await challenge())
    const both = await Promise.allSettled([
      nobody('acceptPasskeySession', { response }),
      nobody('acceptPasskeySession', { response }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await mine('removePasskey', { id: passkey.id })
  })

  test('with a count that goes back: somebody copied it', async () => {
    const { key, passkey } = await added('laptop')
    await nobody('acceptPasskeySession', { response: key.sign(await challenge(), { count: 7 }) })
    for (const count of [7, 3, 0]) {
      const response = key.sign(await challenge(), { count })
      expect((await refusal(nobody('acceptPasskeySession', { response }))).kind).toBe('signed-out')
    }
    await nobody('acceptPasskeySession', { response: key.sign(await challenge(), { count: 8 }) })
    await mine('removePasskey', { id: passkey.id })
  })

  test('an authenticator that does not count stays at nothing and works', async () => {
    const { key, passkey } = await added('phone')
    for (const count of [0, 0]) {
      await nobody('acceptPasskeySession', { response: key.sign(await challenge(), { count }) })
    }
    await mine('removePasskey', { id: passkey.id })
  })

  test('with a challenge of somebody else, of an addition, of nobody, or older than five minutes', async () => {
    const { key, passkey } = await added('laptop')
    const { options } = await house.as(reader)('startPasskey', {})
    const other = authenticatorAt(HOST).make(options.challenge)
    expect((await refusal(mine('addPasskey', { name: 'x', response: other }))).kind).toBe('signed-out')
    const invented = Buffer.alloc(32, 1).toString('base64url')
    for (const each of [options.challenge, invented]) {
      const no = await refusal(nobody('acceptPasskeySession', { response: key.sign(each) }))
      expect(no.kind).toBe('signed-out')
    }
    const old = key.sign(await challenge())
    const now = new Date(Date.parse(house.clock.now) + 5 * 60_000).toISOString()
    expect((await refusal(house.as(null, { now })('acceptPasskeySession', { response: old }))).kind).toBe(
      'signed-out',
    )
    await mine('removePasskey', { id: passkey.id })
  })

  test('an account that was closed', async () => {
    const { key } = await added('laptop')
    const keeper = house.as(house.people.keeper)
    await keeper('correctPerson', { id: member.personId, isActive: false })
    const response = key.sign(await challenge())
    expect((await refusal(nobody('acceptPasskeySession', { response }))).kind).toBe('signed-out')
  })
})

test('at an address that browsers take no passkeys for, it is said with the cure', async () => {
  const publicUrl = 'http://127.0.0.1:4280'
  const here = house.as(reader, { publicUrl })
  expect((await refusal(here('startPasskey', {}))).message).toMatch(/PUBLIC_URL/)
  expect((await here('listSignInWays', {})).passkeys.isOpen).toBe(false)
})
