import { describe, expect, it } from 'vitest'
import { readEnvironment, settings } from './environment.ts'

describe('an empty environment', () => {
  it('gives the defaults', () => {
    expect(readEnvironment({})).toEqual({
      port: 4280,
      host: '127.0.0.1',
      dataDirectory: './data',
      databaseUrl: null,
      publicUrl: null,
      keeper: null,
      secretKey: null,
      oldKey: null,
      outboundAllow: [],
      mail: null,
      logLevel: 'warn',
    })
  })

  it('is the same as one of empty values', () => {
    const empty = Object.fromEntries(settings.map((setting) => [setting.name, ' ']))
    expect(readEnvironment(empty)).toEqual(readEnvironment({}))
  })
})

describe('a value is taken', () => {
  it.each([
    ['PORT', '0', { port: 0 }],
    ['PORT', ' 8080 ', { port: 8080 }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'reviews.internal', { host: 'reviews.internal' }],
    ['DATA_DIR', '/srv/our reviews', { dataDirectory: '/srv/our reviews' }],
    ['DATABASE_URL', 'postgres://u:p@h:5432/d', { databaseUrl: 'postgres://u:p@h:5432/d' }],
    ['PUBLIC_URL', 'https://reviews.example/', { publicUrl: 'https://reviews.example' }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
    [
      'OUTBOUND_ALLOW',
      'ghe.example, 10.1.0.0/16,http://127.0.0.1:8080',
      { outboundAllow: ['ghe.example', '10.1.0.0/16', 'http://127.0.0.1:8080'] },
    ],
  ])('%s=%s', (name, value, expected) => {
    expect(readEnvironment({ [name]: value })).toMatchObject(expected)
  })

  it('as a pair for the first keeper, the password untrimmed', () => {
    const pair = {
      SECONDSTORY_KEEPER_EMAIL: 'k@example.org',
      SECONDSTORY_KEEPER_PASSWORD: ' a long password ',
    }
    expect(readEnvironment(pair)).toMatchObject({
      keeper: { email: 'k@example.org', password: ' a long password ' },
    })
  })
})

describe('a wrong value is one sentence that names it', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['PORT', '0x50'],
    ['HOST', '127.0.0.1/8'],
    ['HOST', 'two words'],
    ['DATA_DIR', 'file:///srv/data'],
    ['DATABASE_URL', 'mysql://u:p@h/d'],
    ['DATABASE_URL', 'localhost'],
    ['OUTBOUND_ALLOW', 'ghe.example, https://ghe.example/path'],
    ['OUTBOUND_ALLOW', '10.1.0.0/99'],
    ['PUBLIC_URL', 'reviews.example'],
    ['PUBLIC_URL', 'https://reviews.example/?a=b'],
    ['SECONDSTORY_KEEPER_EMAIL', 'nobody'],
    ['SECONDSTORY_KEY', 'too short to be a key'],
    ['SECONDSTORY_KEEPER_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    const answer = readEnvironment({ [name]: value })
    expect(answer).toMatch(new RegExp(`^${name} .* needs .*\\.$`))
  })

  it('without printing a secret', () => {
    expect(readEnvironment({ DATABASE_URL: 'mysql://u:hidden@h/d' })).not.toContain('hidden')
    expect(readEnvironment({ SECONDSTORY_KEEPER_PASSWORD: 'tiny' })).not.toContain('tiny')
  })

  it('naming the missing half of the keeper', () => {
    expect(readEnvironment({ SECONDSTORY_KEEPER_EMAIL: 'k@example.org' })).toMatch(/PASSWORD is not/)
    expect(readEnvironment({ SECONDSTORY_KEEPER_PASSWORD: 'long enough here' })).toMatch(/EMAIL is not/)
  })
})

it('every example is accepted, and so is every default', () => {
  for (const setting of settings) {
    expect([setting.name, setting.accepts(setting.example)]).toEqual([setting.name, true])
    if (setting.default !== null) expect(setting.accepts(setting.default)).toBe(true)
  }
})
