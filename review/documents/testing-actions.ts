/** Plans and accepted risks for the properties of documents. */
import fc from 'fast-check'
import type { GateFound, GateState } from '../model/agent-runs.ts'
import type {
  EditionAcceptance,
  EditionAgent,
  EditionClaim,
  EditionPlan,
  EditionRecord,
} from '../model/editions.ts'
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

/** An agent's part, its claims about one of so many events or about none. */
function agentOf(
  events: number,
  words: fc.Arbitrary<string>,
  role: fc.Arbitrary<string>,
): fc.Arbitrary<EditionAgent> {
  const gate = fc
    .constantFrom<GateState>('held', 'open')
    .chain((state) =>
      words.map(
        (finding): GateFound => (finding.trim() === '' ? { state: 'unknown', finding } : { state, finding }),
      ),
    )
  // As a line is stored: a control character is a space there too.
  const line = words.map((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()).filter((text) => text !== '')
  const shown = events === 0 ? fc.constant(null) : fc.option(fc.nat({ max: events - 1 }))
  const claim = fc.tuple(line, shown, fc.boolean()).map(
    ([text, event, isSo]): EditionClaim => ({
      text,
      event,
      standing: event === null ? 'testimony' : isSo ? 'confirmed' : 'contradicted',
    }),
  )
  return fc.record({
    role,
    model: fc.constantFrom('', 'a model'),
    modelVersion: fc.constantFrom('', '2026-03'),
    tools: fc.array(line, { maxLength: 2 }),
    permissions: fc.array(line, { maxLength: 2 }),
    autonomy: fc.constantFrom('suggested', 'asked-each-step', 'asked-some-steps', 'acted-alone', 'unknown'),
    modes: fc.uniqueArray(fc.constantFrom('plan-drift', 'weak-check', 'other'), { maxLength: 2 }),
    gates: fc.record({ context: gate, guardrail: gate, verification: gate }),
    claims: fc.array(claim, { maxLength: 2 }),
  })
}

/** A record with agents in it; an empty list is left out of an edition. */
export function withAgents(
  record: fc.Arbitrary<EditionRecord>,
  words: fc.Arbitrary<string>,
  role: fc.Arbitrary<string>,
) {
  return record.chain((row) =>
    fc
      .array(agentOf(row.timeline.length, words, role), { maxLength: 2 })
      .map((agents): EditionRecord => (agents.length === 0 ? row : { ...row, agents })),
  )
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
