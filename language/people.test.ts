import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNullAction } from './null-action.ts'
import { findNames } from './people.ts'
import { isPersonShaped } from './person-shaped.ts'

const roster = {
  people: [
    { name: 'Priya Raman', handles: ['@praman'], role: 'on-call' },
    { name: 'Will Grace', handles: ['wg'] },
  ],
  services: ['Jordan'],
}

describe('findNames', () => {
  it.each([
    ['Priya Raman paged @sam.', ['Priya Raman', '@sam']],
    ['Raman said so, and bob@x.io wrote it down.', ['Raman', 'bob@x.io']],
    ['“Thanks to Maria Lopez”, it said.', ['Maria Lopez']],
    ['The key of praman is in `praman.pub`.', ['praman', 'praman']],
    ['J. Ortiz and Mr Okafor chaired it.', ['J. Ortiz', 'Okafor']],
    ['Then Will Grace said that it will end.', ['Will Grace']],
    ['Dave Smith rolled back what Ana’s script did.', ['Dave Smith', 'Ana']],
  ])('finds people in “%s”', (text, names) => {
    expect(findNames(text, roster).map((found) => found.name)).toEqual(names)
  })

  it.each([
    'Jenkins and Jordan ran in April, and Sentry dropped events.',
    'Victoria and Travis failed; Will it end?',
    'The job uses actions/checkout@v4 and `@types/node`.',
    'In May the Paris region was drained. Grace period: 30 s.',
    '```java\n@Override\n```',
  ])('finds nobody in “%s”', (text) => {
    expect(findNames(text, roster).map((found) => found.name)).toEqual([])
  })

  it('says which listed person it is', () => {
    expect(findNames('Raman and Olga', roster).map((found) => found.person)).toEqual([0, undefined])
  })

  it('gives places inside any text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0
        for (const found of findNames(`Ana ${text} Priya`, roster)) {
          expect(found.from).toBeGreaterThanOrEqual(last)
          expect(found.to).toBeGreaterThan(found.from)
          last = found.to
        }
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})

describe('isPersonShaped', () => {
  it.each([
    ['operator mistake', 'human-error'],
    ["Priya's typo", 'person'],
    ['user slip', 'human-error'],
    ['fat finger', 'human-error'],
    ['Human error during the drain', 'human-error'],
    ['@sam', 'handle'],
    ['Junior engineer', 'job-title'],
    ['The on-call DBA', 'job-title'],
    ['Engineer ran the script without review', 'job-title'],
    ['Inexperienced operator', 'job-title'],
    ['Somebody forgot the second step', 'job-title'],
    ['The reviewer did not look', 'job-title'],
    ['Typo in the config', 'human-error'],
    ['Lack of attention', 'human-error'],
    ['Carelessness', 'human-error'],
  ])('“%s” is a person in disguise (%s)', (text, shape) => {
    expect(isPersonShaped(text, roster)?.found).toBe(shape)
  })

  it.each([
    'No guardrail on deletes',
    'No read-only role for on-call engineers',
    'A typo got through because the form allows free text',
    'Jenkins restarts drop builds',
    'Alert went to a closed mailbox',
    'Both terminals have the same colour',
    'Runbook skipped the drain step',
    'Schema change ran without a lock timeout',
    'On-call had no access',
    'Kubernetes operator restarts without a limit',
    '',
  ])('“%s” is a condition', (text) => {
    expect(isPersonShaped(text, roster)).toBeNull()
  })
})

describe('isNullAction', () => {
  it.each([
    'be more careful',
    'Pay attention to the disk',
    'Double-check.',
    'Remember to rotate the keys',
    'Follow the runbook',
    'Everyone should be more vigilant during deploys',
    'Retrain the team',
    'Talk to the team about being more careful',
    'Communicate better.',
    'We will try harder',
    'Be careful. Double-check the region.',
  ])('“%s” only asks people to try harder', (text) => {
    expect(isNullAction(text)).toBe(true)
  })

  it.each([
    'Be careful with deletes: add a typed confirmation',
    'Add an alert',
    'Rotate keys by job',
    'Remind people; add a lint rule',
    'Write a runbook for failover',
    'Run the restore drill each spring',
    'Be careful. The tool refuses a mismatch of regions.',
    'Document the flag',
    '',
  ])('“%s” names something that does the work', (text) => {
    expect(isNullAction(text)).toBe(false)
  })
})
