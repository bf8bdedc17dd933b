import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  conflictsOf,
  facilitatorBlockers,
  type Involvement,
  leftOutSentence,
  noConsent,
} from './facilitators.ts'

const nothing: Involvement = {
  isDescribed: false,
  isParticipant: false,
  owned: [],
  reviewed: [],
  besideThem: [],
  ledByThem: [],
}

const team = fc.constantFrom('Payments', 'Storage', 'Search')
const involvement: fc.Arbitrary<Involvement> = fc.record({
  isDescribed: fc.boolean(),
  isParticipant: fc.boolean(),
  owned: fc.array(fc.record({ team, component: fc.constantFrom('checkout', 'payments-db') }), {
    maxLength: 2,
  }),
  reviewed: fc.uniqueArray(team, { maxLength: 2 }),
  besideThem: fc.uniqueArray(team, { maxLength: 2 }),
  ledByThem: fc.uniqueArray(team, { maxLength: 2 }),
})

describe('the guard', () => {
  test('lets through whoever is nothing to the incident, and nobody else without consent', () => {
    fc.assert(
      fc.property(involvement, (involved) => {
        const isFree =
          !involved.isDescribed &&
          !involved.isParticipant &&
          [involved.owned, involved.reviewed, involved.besideThem, involved.ledByThem].every(
            (each) => each.length === 0,
          )
        const blockers = facilitatorBlockers(conflictsOf(involved), noConsent)
        expect(blockers.length === 0).toBe(isFree)
        const consent = { because: 'All three asked for them.', agreedByRole: 'incident lead' }
        expect(facilitatorBlockers(conflictsOf(involved), consent)).toEqual([])
        expect(
          facilitatorBlockers(conflictsOf(involved), { ...consent, agreedByRole: ' ' }).length === 0,
        ).toBe(isFree)
      }),
    )
  })

  test('says authority before what is owned, and once', () => {
    const conflicts = conflictsOf({
      ...nothing,
      owned: [{ team: 'Payments', component: 'checkout' }],
      besideThem: ['Storage'],
      ledByThem: ['Storage'],
    })
    expect(conflicts.map(({ why }) => why)).toEqual(['lead', 'owner'])
    expect(leftOutSentence(conflicts, false)).toBe(
      'They lead Storage, and have authority over people this review is about and are in Payments, which owns checkout.',
    )
  })

  test('says each reason once, the nearest first, in one sentence', () => {
    const conflicts = conflictsOf({
      ...nothing,
      isDescribed: true,
      isParticipant: true,
      owned: [{ team: 'Payments', component: 'checkout' }],
      reviewed: ['Payments'],
      besideThem: ['Payments', 'Storage'],
    })
    expect(leftOutSentence(conflicts, false)).toBe(
      'They took part in this incident, are in Payments, which owns checkout and are in Storage with somebody it describes, who may then say less than they saw.',
    )
  })

  test('tells nothing of a sealed register', () => {
    fc.assert(
      fc.property(involvement, (involved) => {
        const conflicts = conflictsOf(involved)
        fc.pre(conflicts.length > 0)
        const [blocker] = facilitatorBlockers(conflicts, noConsent, true)
        expect(blocker?.sentence).not.toMatch(/took part|Payments|Storage|Search|describes,/)
      }),
    )
  })
})
