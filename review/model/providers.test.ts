import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Person } from './people.ts'
import { addressAfter, admission, type Claims, type Met, teamsOfGroups } from './providers.ts'

const harbour = { label: 'Harbour accounts', domains: ['harbour.example'], newcomerRole: 'member' } as const
const mia: Person = {
  id: '1',
  email: 'mia@harbour.example',
  name: 'Mia',
  role: 'member',
  isSteward: false,
  isActive: true,
}
const nobody: Met = { known: null, byEmail: null, isTaken: false }
const claims: Claims = {
  subject: 's-1',
  email: 'mia@harbour.example',
  isEmailVerified: true,
  name: 'Mia Meyer',
  groups: [],
}

describe('who comes in through a provider', () => {
  test('someone new, in the role newcomers have', () => {
    expect(admission(harbour, claims, nobody)).toEqual({
      kind: 'new',
      email: 'mia@harbour.example',
      role: 'member',
      name: 'Mia Meyer',
    })
  })

  test('whoever has the mail here is met by it once, and by the subject from then on', () => {
    expect(admission(harbour, claims, { ...nobody, byEmail: mia })).toEqual({ kind: 'linked', person: mia })
    const moved = { ...claims, email: 'other@elsewhere.example', isEmailVerified: false }
    expect(admission(harbour, moved, { ...nobody, known: mia })).toEqual({ kind: 'known', person: mia })
  })

  test.each([
    ['no mail', { email: null }, 'told us no mail address'],
    ['a mail that is not verified', { isEmailVerified: false }, 'has not verified the address'],
    ['another domain', { email: 'mia@evil-harbour.example' }, 'of another domain'],
    ['a domain that only begins alike', { email: 'mia@harbour.example.evil.example' }, 'of another domain'],
    ['a second at sign', { email: 'mia@harbour.example@evil.example' }, 'of another domain'],
  ])('not with %s', (_what, change, because) => {
    const answer = admission(harbour, { ...claims, ...change }, nobody)
    expect(answer.kind === 'refused' ? answer.because : answer.kind).toContain(because)
  })

  test('not into an account that somebody else of the same provider comes in to', () => {
    const answer = admission(harbour, claims, { known: null, byEmail: mia, isTaken: true })
    expect(answer).toMatchObject({ kind: 'refused', because: expect.stringContaining('somebody else') })
  })

  test('not into a closed account, and not as someone new where only invited people come in', () => {
    const closed = { ...mia, isActive: false }
    for (const met of [
      { ...nobody, known: closed },
      { ...nobody, byEmail: closed },
    ]) {
      expect(admission(harbour, claims, met)).toMatchObject({ because: expect.stringContaining('is closed') })
    }
    expect(admission({ ...harbour, newcomerRole: null }, claims, nobody)).toMatchObject({
      because: expect.stringContaining('a keeper can invite you'),
    })
  })
})

describe('the address of someone known', () => {
  const met = { ...nobody, known: mia }
  test('follows the provider', () => {
    expect(addressAfter(harbour, { ...claims, email: 'mia.meyer@harbour.example' }, met)).toBe(
      'mia.meyer@harbour.example',
    )
  })
  test.each<[string, Partial<Claims>, Partial<Met>]>([
    ['it is the same', {}, {}],
    ['it is not verified', { email: 'mm@harbour.example', isEmailVerified: false }, {}],
    ['it is of a domain that does not come in', { email: 'mm@elsewhere.example' }, {}],
    ['somebody else has it here', { email: 'mm@harbour.example' }, { byEmail: { ...mia, id: '2' } }],
  ])('stays when %s', (_why, change, more) => {
    expect(addressAfter(harbour, { ...claims, ...change }, { ...met, ...more })).toBeNull()
  })
})

test('teams follow from groups without repeats, and never one that is not written', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(fc.record({ group: name, team: name })), fc.array(name), (written, groups) => {
      const teams = teamsOfGroups(written, groups)
      expect(new Set(teams).size).toBe(teams.length)
      for (const team of teams) {
        expect(written.some((each) => each.team === team && groups.includes(each.group))).toBe(true)
      }
    }),
  )
})
