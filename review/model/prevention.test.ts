import { describe, expect, it } from 'vitest'
import { claimOfPrevention } from './prevention.ts'

describe('a claim of what did not happen', () => {
  it.each([
    ['It has prevented two outages since.', 'prevented two outages'],
    ['Three incidents were avoided this quarter.', 'incidents were avoided'],
    ['The limit averted a major SEV1.', 'averted a major SEV1'],
    ['It saved us from another outage.', 'saved us from another outage'],
    ['That would have been a SEV1.', 'would have been a SEV1'],
    ['The check kept us from a second crash.', 'kept us from a second crash'],
  ])('%s', (text, words) => {
    expect(claimOfPrevention(text)).toBe(words)
  })

  it.each([
    'It ended a session that held the lock for six seconds, in staging, on 3 March.',
    'The deploy was refused on 4 April because the cell was missing.',
    'The alert came before the first customer wrote.',
    'Prevents a lock from being held longer than five seconds.',
    'We avoided the question until the second review.',
    'The outage page was shown for two minutes.',
  ])('is not: %s', (text) => {
    expect(claimOfPrevention(text)).toBeNull()
  })
})
