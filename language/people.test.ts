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

  const joon = { people: [{ name: 'Joon Park', handles: ['@jpark', '@park'] }, { name: 'May Young' }] }

  it.each([
    ['Park restarted the pod.', ['Park']],
    ['Park has restarted it, Park was paged, and then Park left.', ['Park', 'Park', 'Park']],
    ["Joon's page, Joon’s page and Park's page", ['Joon', 'Joon', 'Park']],
    ['Joon', ['Joon']],
    ['Park', ['Park']],
    ['Park: on it', ['Park']],
    ['14:05 Park restarted it', ['Park']],
    ['Owner: Park', ['Park']],
    ['Park from storage looked.', ['Park']],
    ['| 14:05 | **Park** | restarted |', ['Park']],
    ['Park and Joon looked.', ['Park', 'Joon']],
    ['@jpark, @JPark and jpark; cc @park', ['@jpark', '@JPark', 'jpark', '@park']],
    ['joon.park@harbour.example wrote', ['joon.park@harbour.example']],
    ['After the page Park would look.', ['Park']],
    ['We asked Young, and May said no.', ['Young', 'May']],
    ['joon park and JOON PARK', ['joon park', 'JOON PARK']],
    ['- Park took over\n- Young drained it', ['Park', 'Young']],
  ])('finds listed people whose names are ordinary words in “%s”', (text, names) => {
    const found = findNames(text, joon)
    expect(found.map((each) => each.name)).toEqual(names)
    expect(found.every((each) => each.person !== undefined)).toBe(true)
  })

  it.each([
    "We said let's park the who for now.",
    'Park the who. Park it here, and park the rest.',
    'May we go on? It may be. In May it was slow, on 3 May as well.',
    'The car park was full of young people.',
    '- Park the question of who\n- Young services fail more often',
  ])('leaves ordinary words that are somebody’s name in “%s”', (text) => {
    expect(findNames(text, joon).map((found) => found.name)).toEqual([])
  })

  it.each(['Will this end? It will.', 'Rose quickly to 90 %, then rose again.', 'Cook the books'])(
    'leaves the first word of “%s”, whoever is listed',
    (text) => {
      const people = [{ name: 'Will Adeyemi' }, { name: 'Rose' }, { name: 'Tim Cook', handles: ['cook'] }]
      expect(findNames(text, { people }).map((found) => found.name)).toEqual([])
    },
  )

  it.each([
    'Checkout refused orders for 40 minutes.',
    'Lantern forgot its lease.',
    "Meridian's refusal to start",
  ])('takes no service for a person by what it did: “%s”', (text) => {
    expect(findNames(text)).toEqual([])
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
      { numRuns: 200 },
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
