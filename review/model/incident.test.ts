import { describe, expect, test } from 'vitest'
import { reference, reviewDue } from './incident.ts'
import { moment } from './instants.ts'

const endedAt = moment('2026-03-12T14:49:00Z', 'minute')

test('people say INC-42', () => {
  expect(reference({ number: 42 })).toBe('INC-42')
})

describe('when a review is due', () => {
  test.each([
    ['SEV1', '2026-03-14T14:49:00.000Z'],
    ['SEV2', '2026-03-19T14:49:00.000Z'],
    ['SEV3', null],
    ['SEV4', null],
  ] as const)('%s: %s', (severity, dueAt) => {
    expect(reviewDue({ severity, endedAt }).dueAt).toBe(dueAt)
  })

  test('the clock starts at the end of impact, and says so while impact goes on', () => {
    const due = reviewDue({ severity: 'SEV1', endedAt: null })
    expect(due.dueAt).toBeNull()
    expect(due.because).toContain('when impact has ended')
  })

  test('the table is an argument', () => {
    const rules = [
      { severity: 'SEV3', criteria: '', review: 'required', dueAfter_h: 24, because: 'House rule.' },
    ] as const
    expect(reviewDue({ severity: 'SEV3', endedAt }, rules)).toEqual({
      dueAt: '2026-03-13T14:49:00.000Z',
      because: 'House rule.',
    })
  })
})
