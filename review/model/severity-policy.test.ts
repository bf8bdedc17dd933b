import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moment } from './instants.ts'
import { isLowered, severityRules } from './severity.ts'
import {
  concerns,
  countedAs,
  dueDates,
  policyProblems,
  rulesOf,
  triedOn,
  unweighed,
  usualPolicy,
} from './severity-policy.ts'

const endedAt = moment('2026-03-12T14:07:00Z', 'minute')
const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const

test('the policy we ship says what the table always said', () => {
  expect(policyProblems(usualPolicy)).toEqual([])
  expect(rulesOf(usualPolicy)).toEqual(severityRules)
})

describe('every date explains itself', () => {
  test('a SEV1', () => {
    const [, review] = dueDates({ severity: 'SEV1', endedAt }, unweighed, usualPolicy)
    expect(review).toEqual({
      duty: 'meeting',
      dueAt: '2026-03-14T14:07:00.000Z',
      because: 'SEV1, ended 12 Mar 2026, 14:07 UTC, review within 48 hours: due 14 Mar 2026, 14:07 UTC.',
    })
  })
  test('a SEV3 that lost data counts as a SEV1, and says why', () => {
    const [draft] = dueDates({ severity: 'SEV3', endedAt }, { concerns: ['data-loss'] }, usualPolicy)
    expect(draft?.because).toContain('SEV3, counted as SEV1 because data was lost or changed')
    expect(draft?.dueAt).toBe('2026-03-13T14:07:00.000Z')
  })
  test('without a date, and while impact goes on', () => {
    expect(dueDates({ severity: 'SEV4', endedAt }, unweighed, usualPolicy)[1]).toMatchObject({
      dueAt: null,
      because: 'SEV4: a review is optional, and no date is due.',
    })
    expect(dueDates({ severity: 'SEV2', endedAt: null }, unweighed, usualPolicy)[1]?.because).toContain(
      'when impact has ended',
    )
  })
})

test('no concern and no potential ever makes an incident count as milder', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...severities),
      fc.option(fc.constantFrom(...severities), { nil: null }),
      fc.subarray([...concerns]),
      (severity, potentialSeverity, named) => {
        const counted = countedAs({ severity, potentialSeverity }, { concerns: named }, usualPolicy)
        expect(isLowered(severity, counted.severity)).toBe(false)
        expect(counted.because === null).toBe(counted.severity === severity)
      },
    ),
  )
})

test('a policy whose dates run backwards, or that requires without a date, is refused', () => {
  const rows = usualPolicy.rows.map((row) =>
    row.severity === 'SEV1'
      ? { ...row, criteria: ' ', hours: { draft: 72, meeting: 48, publication: null } }
      : row.severity === 'SEV2'
        ? { ...row, hours: { draft: null, meeting: null, publication: null } }
        : row,
  )
  expect(policyProblems({ ...usualPolicy, rows }).map(({ place }) => place.id)).toEqual([
    'SEV1',
    'SEV1',
    'SEV2',
  ])
})

test('a trial names only what would have been different', () => {
  const past = severities.map((severity, index) => ({
    number: index + 1,
    title: severity,
    severity,
    endedAt,
    ...unweighed,
  }))
  const rows = usualPolicy.rows.map((row) =>
    row.severity === 'SEV3'
      ? { ...row, review: 'required' as const, hours: { draft: null, meeting: 72, publication: null } }
      : row,
  )
  const trials = triedOn(past, { before: usualPolicy, after: { ...usualPolicy, rows } })
  expect(trials).toEqual([
    {
      reference: 'INC-3',
      title: 'SEV3',
      severity: 'SEV3',
      before: { dueAt: null, review: 'recommended' },
      after: { dueAt: '2026-03-15T14:07:00.000Z', review: 'required' },
    },
  ])
})
