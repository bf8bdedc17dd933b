import { expect, test } from 'vitest'
import { editionSlug, impactLength_ms } from './editions.ts'
import { moment } from './instants.ts'

test.each([
  ['Checkout writes were refused', 'inc-42-checkout-writes-were-refused'],
  ['  Crème brûlée: the café’s API / “down” ', 'inc-42-creme-brulee-the-cafes-api-down'],
  ['הגיבוי כמעט נמחק', 'inc-42'],
  ['', 'inc-42'],
  ['../../etc/passwd?x=<b>', 'inc-42-etc-passwd-x-b'],
  [`${'word '.repeat(40)}`, `inc-42-${'word-'.repeat(13).slice(0, -1)}`],
  ['x'.repeat(200), 'inc-42'],
])('the title "%s" has the address %s', (title, slug) => {
  expect(editionSlug({ reference: 'INC-42', title })).toBe(slug)
})

test('impact has a length when both ends are known and in order', () => {
  const early = moment('2026-03-12T14:02:00Z')
  const late = moment('2026-03-12T14:49:00Z')
  expect(impactLength_ms({ startedAt: early, endedAt: late })).toBe(47 * 60_000)
  expect(impactLength_ms({ startedAt: late, endedAt: early })).toBeNull()
  expect(impactLength_ms({ startedAt: early, endedAt: null })).toBeNull()
})
