/** Plans and accepted risks for the properties of documents. */
import fc from 'fast-check'
import type { EditionAcceptance, EditionPlan, EditionRecord } from '../model/editions.ts'
import { hasAnswers } from '../model/gate-answers.ts'
import { potentialBeyond } from '../model/incident.ts'
import type { Severity } from '../model/severity.ts'
import { isSaid } from './edition.ts'

const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const someDay = fc.oneof(fc.constant(''), day)

/** Plans that say something; one that does not is left out of an edition. */
function planOf(measure: fc.Arbitrary<string>): fc.Arbitrary<EditionPlan> {
  return fc
    .record({
      isForClass: fc.boolean(),
      isPatch: fc.boolean(),
      expiresOn: day,
      measure,
      reviewOn: someDay,
    })
    .map((plan) => ({ ...plan, expiresOn: plan.isPatch ? plan.expiresOn : '' }))
    .filter(isSaid)
}

/** Some of the actions with a plan. */
export function withPlan<T>(action: fc.Arbitrary<T>, measure: fc.Arbitrary<string>) {
  return fc
    .tuple(action, fc.option(planOf(measure)))
    .map(([row, plan]) => (plan === null ? row : { ...row, plan }))
}

/** Risks that were accepted, each about one of so many factors or about none. */
export function acceptanceOf(
  factors: number,
  words: fc.Arbitrary<string>,
  by: fc.Arbitrary<string>,
): fc.Arbitrary<EditionAcceptance> {
  return fc.record({
    factor: factors === 0 ? fc.constant(null) : fc.option(fc.nat({ max: factors - 1 })),
    because: words,
    agreedByRole: by,
    reviewOn: day,
  })
}

/** A record that says what it could have been and answers the questions of its gate; what says nothing is left out. */
export function withAnswers(record: fc.Arbitrary<EditionRecord>, words: fc.Arbitrary<string>) {
  const answers = fc
    .record({ madePossible: words, impossibleNext: words, secondLoop: words, secondLoopResult: words })
    .filter(hasAnswers)
  const potential = fc.constantFrom<Severity>('SEV1', 'SEV2')
  return fc
    .tuple(record, fc.option(answers), fc.option(potential))
    .map(([row, said, couldHaveBeen]): EditionRecord => {
      const beyond = couldHaveBeen === null ? null : potentialBeyond(row.severity, couldHaveBeen)
      return {
        ...row,
        ...(said === null ? {} : { answers: said }),
        ...(beyond === null ? {} : { potentialSeverity: beyond }),
      }
    })
}

/** A record with accepted risks; an empty list is left out of an edition. */
export function withAcceptances(
  record: fc.Arbitrary<EditionRecord>,
  acceptances: fc.Arbitrary<readonly EditionAcceptance[]>,
) {
  return fc
    .tuple(record, acceptances)
    .map(([row, rows]): EditionRecord => (rows.length === 0 ? row : { ...row, acceptances: rows }))
}
