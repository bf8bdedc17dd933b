import { describe, expect, test } from 'vitest'
import { addressBlockers } from './listeners.ts'

describe('an address that is told what happens here', () => {
  test.each([
    'https://acme.bamboohr.com/hook',
    'https://wd5.myworkday.com/ccx/service',
    'https://LATTICE.com./x',
    'https://hr.acme.example/in',
    'https://payroll-api.acme.example:8443/in',
    'https://user:word@people-ops.acme.example/in',
  ])('is no system about people: %s', (url) => {
    const [blocker] = addressBlockers(url)
    expect(blocker?.rule).toBe('personnel-system')
    expect(blocker?.sentence).toContain('must not be used to judge anybody')
  })

  test.each([
    'https://hooks.slack.com/services/a/b/c',
    // Croatia, and words that only begin or end like one.
    'https://chat.luka.hr/hook',
    'https://chrono.example/hook',
    'https://notworkday.com/hook',
    'https://example.com/hr/hook',
  ])('and may be anything else: %s', (url) => {
    expect(addressBlockers(url)).toEqual([])
  })
})
