import { describe, expect, test } from 'vitest'
import { personAfter } from './directory.ts'

const mo = {
  id: '00000000-0000-7000-8000-000000000001',
  email: 'mo@example.org',
  name: 'Mo',
  role: 'member',
  isSteward: false,
  isActive: true,
} as const
const change = { email: 'elsewhere@example.org', name: 'Mo Lin', role: 'reader', isActive: false } as const

describe('what a directory changes', () => {
  test('name, mail, role and whether somebody is here', () => {
    expect(personAfter(mo, change)).toEqual({ ...mo, ...change })
    expect(personAfter(mo, {})).toEqual(mo)
  })

  test.each([
    ['a keeper', { ...mo, role: 'keeper' } as const],
    ['a steward', { ...mo, isSteward: true }],
  ])('%s keeps mail and role, and can still be shown the door', (_who, person) => {
    expect(personAfter(person, change)).toEqual({ ...person, name: 'Mo Lin', isActive: false })
  })
})
