import { expect, test } from 'vitest'
import { isLowered, severityRule, severityRules } from './severity.ts'

test.each([
  ['SEV1', 'required', 48],
  ['SEV2', 'required', 168],
  ['SEV3', 'recommended', null],
  ['SEV4', 'optional', null],
] as const)('%s: review %s, due after %s hours', (severity, review, hours) => {
  expect(severityRule(severity)).toMatchObject({ review, dueAfter_h: hours })
})

test.each([
  ['SEV1', 'SEV2', true],
  ['SEV2', 'SEV4', true],
  ['SEV2', 'SEV2', false],
  ['SEV3', 'SEV1', false],
] as const)('from %s to %s is lowering: %s', (from, to, expected) => {
  expect(isLowered(from, to)).toBe(expected)
})

test('a table without a row is a defect with a sentence', () => {
  expect(() => severityRule('SEV4', severityRules.slice(0, 3))).toThrow('no row for SEV4')
})
