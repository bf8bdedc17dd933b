import { describe, expect, test } from 'vitest'
import { openAttempts } from './attempts.ts'
import { hashPassword, hashSecret, isPassword, newSecret } from './secrets.ts'

describe('a password', () => {
  test('is kept as a hash that says how it was made, differently every time', async () => {
    const [one, two] = await Promise.all([
      hashPassword('the long way round'),
      hashPassword('the long way round'),
    ])
    expect(one).toMatch(/^scrypt\$131072\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$/)
    expect(one).not.toBe(two)
    expect(await isPassword('the long way round', one)).toBe(true)
    expect(await isPassword('the long way Round', one)).toBe(false)
    expect(await isPassword('the long way round', null)).toBe(false)
  })

  test('is the same however the keyboard composes its letters', async () => {
    const kept = await hashPassword('caf\u00e9 \u00e0 la carte')
    expect(await isPassword('cafe\u0301 a\u0300 la carte', kept)).toBe(true)
  })

  test('of a crowd is refused rather than taking all memory', async () => {
    const crowd = await Promise.allSettled(
      Array.from({ length: 23 }, () => isPassword('x', 'scrypt$131072$8$1$AAAA$AAAA')),
    )
    expect(crowd.filter((each) => each.status === 'rejected')).toHaveLength(1)
    expect(await isPassword('x', 'scrypt$2$1$1$AAAA$AAAA')).toBe(false)
  }, 60_000)
})

test('a secret has 256 bits and is kept as sha-256', () => {
  expect(newSecret('sst_')).toMatch(/^sst_[\w-]{43}$/)
  expect(newSecret()).not.toBe(newSecret())
  expect(hashSecret('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

describe('attempts', () => {
  const two = { most: 2, within_ms: 60_000 }
  const at = (second: number) => new Date(Date.UTC(2026, 2, 12, 12, 0, second)).toISOString()

  test('are counted per key, forgotten when it worked, and forgiven with time', () => {
    const attempts = openAttempts()
    attempts.count('a', two, at(0))
    attempts.count('a', two, at(1))
    attempts.count('b', two, at(1))
    expect(() => attempts.count('a', two, at(2))).toThrow('it works again in a minute.')
    attempts.count('a', two, at(60))
    attempts.forget('b')
    attempts.count('b', two, at(3))
    attempts.count('b', two, at(3))
    expect(() => attempts.count('b', two, at(3))).toThrow('too often')
  })

  test('that worked are taken back one by one', () => {
    const attempts = openAttempts()
    for (let index = 0; index < 5; index += 1) {
      attempts.count('office', two, at(index))
      attempts.forgive('office')
    }
    attempts.forgive('nobody')
    attempts.count('office', two, at(6))
    attempts.count('office', two, at(6))
    expect(() => attempts.count('office', two, at(6))).toThrow('too often')
  })

  test('of a flood of names do not fill the memory, and the newest are still counted', () => {
    const attempts = openAttempts()
    for (let index = 0; index < 120_000; index += 1) attempts.count(`name ${index}`, two, at(0))
    attempts.count('name 119999', two, at(0))
    expect(() => attempts.count('name 119999', two, at(0))).toThrow('too often')
  })
})
