import { expect, test } from 'vitest'
import { componentsOf, emptyForm, formOf, momentsOf, objections, unusualOrder } from './incident-form.ts'

const entry = (clock: string) => ({ day: '2026-03-12', clock, isAbout: false })

test('an empty form says what is missing, each in one sentence', () => {
  expect(objections(emptyForm('incident')).map(({ field }) => field)).toEqual(['title', 'severity'])
  expect(objections(emptyForm('near-miss')).map(({ field }) => field)).toEqual(['title'])
})

test('a time that cannot be read is named by its field', () => {
  const form = { ...emptyForm('near-miss'), title: 'A backup was never read', endedAt: entry('25:00') }
  expect(objections(form).map(({ field }) => field)).toEqual(['endedAt'])
})

test('components are divided by commas, each once', () => {
  expect(componentsOf({ components: ' payments-db, checkout ,, payments-db' })).toEqual([
    'payments-db',
    'checkout',
  ])
  expect(componentsOf({ components: '' })).toEqual([])
})

test('an end before the start is pointed out and not refused', () => {
  const form = { ...emptyForm('near-miss'), title: 'x', startedAt: entry('14:05'), endedAt: entry('13:00') }
  expect(unusualOrder(form)).toContain('before the start')
  expect(objections(form)).toEqual([])
  expect(unusualOrder({ ...form, endedAt: entry('15:00') })).toBe('')
})

test('an incident goes into the form and comes back the same', () => {
  const at = { at: '2026-03-12T14:05:00.000Z', precision: 'minute', isAbout: true } as const
  const incident = {
    id: '1',
    number: 42,
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV1',
    potentialSeverity: null,
    startedAt: at,
    detectedAt: null,
    mitigatedAt: null,
    endedAt: null,
    components: ['payments-db', 'checkout'],
    summary: 'First story.',
    isSample: false,
    openedAt: '2026-03-12T15:00:00.000Z',
    version: 1,
  } as const
  const form = formOf(incident)
  expect(momentsOf(form)).toEqual({ startedAt: at, detectedAt: null, mitigatedAt: null, endedAt: null })
  expect(componentsOf(form)).toEqual(incident.components)
})
