/** Generated records for laws. For tests alone. */
import fc from 'fast-check'
import type { ActionKind, ActionState, Priority, Strength } from '../model/actions.ts'
import type { DecisionPoint } from '../model/decisions.ts'
import type {
  EditionAction,
  EditionDecision,
  EditionEvent,
  EditionFactor,
  EditionRecord,
  Section,
} from '../model/editions.ts'
import { type Actor, type EventKind, eventKinds } from '../model/evidence.ts'
import type { Certainty } from '../model/factors.ts'
import { later, type Moment, type Precision } from '../model/instants.ts'
import type { LessonKind } from '../model/lessons.ts'
import type { ImpactValue } from '../model/reviews.ts'
import type { Severity } from '../model/severity.ts'
import { factorEntries } from '../model/taxonomy.ts'
import { draftSections } from './sections.ts'
import { acceptanceOf, withAcceptances, withAgents, withAnswers, withPlan } from './testing-actions.ts'
import { anyMap } from './testing-map.ts'
import { anyText, storedLine, storedText } from './testing-words.ts'

const precision = fc.constantFrom<Precision>('day', 'hour', 'minute', 'second', 'millisecond')
const cut: Readonly<Record<Precision, number>> = {
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
  millisecond: 23,
}
const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyMoment: fc.Arbitrary<Moment> = fc.record({
  at: fc.oneof(
    instant,
    instant.map((at) => `${at.slice(0, 19)}Z`),
  ),
  precision,
  isAbout: fc.boolean(),
})
const exactMoment: fc.Arbitrary<Moment> = anyMoment.map((moment) => ({
  ...moment,
  at: `${moment.at.slice(0, cut[moment.precision])}${'0000-01-01T00:00:00.000Z'.slice(Math.min(23, cut[moment.precision]))}`.replace(
    /ZZ$/,
    'Z',
  ),
}))
const moment = fc.oneof(
  anyMoment,
  exactMoment.filter(({ at }) => !Number.isNaN(Date.parse(at))),
)

const measure: fc.Arbitrary<ImpactValue> = fc.record({
  state: fc.constantFrom('unset', 'none', 'unknown', 'known'),
  text: anyText,
})
const actor: fc.Arbitrary<Actor> = fc.record({
  kind: fc.constantFrom('role', 'team', 'system', 'agent', 'unknown'),
  name: anyText,
})
const kinds = Object.keys(eventKinds).filter((kind): kind is EventKind => Object.hasOwn(eventKinds, kind))
const heading = fc.oneof(
  anyText,
  fc.constantFrom('Summary', 'Timeline', 'actions', 'Impact', 'Lessons', 'Contributing factors', ''),
)

function positionsIn(count: number): fc.Arbitrary<readonly number[]> {
  return count === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: 3 })
}

const anyEvent: fc.Arbitrary<EditionEvent> = fc.record({
  happenedAt: fc.option(moment),
  until: fc.option(instant),
  kind: fc.constantFrom(...kinds),
  actor,
  text: anyText,
  isTrigger: fc.boolean(),
})

const decisionChoices = {
  decider: fc.constantFrom<DecisionPoint['decider']>('role', 'agent'),
  confidence: fc.constantFrom<DecisionPoint['confidence']>('low', 'medium', 'high', 'not-recalled'),
  source: fc.constantFrom<DecisionPoint['source']>('first-hand', 'log', 'inferred'),
  certainty: fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed'),
  contributed: fc.boolean(),
}

/** What a decision says, from texts of many lines and lines of one. */
function decisionOf(texts: {
  readonly text: fc.Arbitrary<string>
  readonly line: fc.Arbitrary<string>
  readonly barrier: fc.Arbitrary<string>
}): fc.Arbitrary<Omit<EditionDecision, 'event' | 'seen' | 'role'>> {
  const { text, line, barrier } = texts
  return fc.record({
    ...decisionChoices,
    situation: text,
    goals: fc.array(line, { maxLength: 2 }),
    notReached: fc.array(fc.record({ what: line, where: line, barrier }), { maxLength: 2 }),
    believed: text,
    options: fc.array(fc.record({ text: line, costThen: line, seenThen: fc.boolean() }), { maxLength: 3 }),
    easyPath: text,
    safePath: text,
    friction: text,
    pressures: fc.array(line, { maxLength: 2 }),
    tradeoff: text,
    chosen: line,
    expected: text,
    observed: text,
    madeSenseBecause: text,
    usually: text,
  })
}

const codes = fc.constantFrom('', ...factorEntries.map(({ code }) => code))

function anyDecision(events: number): fc.Arbitrary<EditionDecision> {
  return fc
    .tuple(
      fc.option(fc.nat({ max: Math.max(0, events - 1) })),
      positionsIn(events),
      anyText,
      decisionOf({ text: anyText, line: anyText, barrier: fc.oneof(codes, anyText) }),
    )
    .map(([event, seen, role, words]) => ({ ...words, role, event: events === 0 ? null : event, seen }))
}

function anyFactor(events: number): fc.Arbitrary<EditionFactor> {
  return fc.record({
    code: fc.oneof(fc.constantFrom(...factorEntries.map(({ code }) => code)), anyText),
    statement: anyText,
    certainty: fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed'),
    isUnderlyingWeakness: fc.boolean(),
    events: positionsIn(events),
  })
}

function anyAction(factors: number): fc.Arbitrary<EditionAction> {
  return withPlan(anyPromise(factors), anyText)
}

function anyPromise(factors: number): fc.Arbitrary<EditionAction> {
  return fc.record({
    title: anyText,
    kind: fc.constantFrom<ActionKind>(
      'test',
      'guardrail',
      'tooling',
      'documentation',
      'process',
      'architecture',
      'monitoring',
    ),
    ownerRole: anyText,
    dueOn: fc.oneof(
      fc.constant(''),
      instant.map((at) => at.slice(0, 10)),
    ),
    priority: fc.constantFrom<Priority>('P1', 'P2', 'P3'),
    strength: fc.constantFrom<Strength>(0, 1, 2, 3, 4, 5),
    factors: positionsIn(factors),
    howWeWillKnow: anyText,
    state: fc.constantFrom<ActionState>('proposed', 'open', 'done', 'dropped'),
  })
}

/** Any record the types allow, most of them such as nobody would write. */
export const anyRecord: fc.Arbitrary<EditionRecord> = fc
  .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
  .chain(([events, factors]) =>
    withAgents(
      withAnswers(
        withAcceptances(
          fc.record({
            reference: anyText,
            title: anyText,
            kind: fc.constantFrom('incident', 'near-miss'),
            severity: fc.constantFrom<Severity>('SEV1', 'SEV2', 'SEV3', 'SEV4'),
            components: fc.array(anyText, { maxLength: 3 }),
            startedAt: fc.option(moment),
            detectedAt: fc.option(moment),
            mitigatedAt: fc.option(moment),
            endedAt: fc.option(moment),
            impact: fc.record({
              duration: measure,
              users: measure,
              revenue: measure,
              dataLoss: measure,
              reputation: measure,
            }),
            sections: fc.array(fc.record({ heading, text: anyText }), { maxLength: 5 }),
            timeline: fc.array(anyEvent, { minLength: events, maxLength: events }),
            decisions: fc.array(anyDecision(events), { maxLength: 3 }),
            factors: fc.array(anyFactor(events), { minLength: factors, maxLength: factors }),
            map: anyMap({
              events,
              factors,
              text: anyText,
              statement: anyText,
              line: anyText,
              controller: anyText,
              isLawless: true,
            }),
            lessons: fc.array(
              fc.record({
                kind: fc.constantFrom<LessonKind>('went-well', 'could-improve', 'lucky'),
                text: anyText,
              }),
              { maxLength: 4 },
            ),
            actions: fc.array(anyAction(factors), { maxLength: 3 }),
          }),
          fc.array(acceptanceOf(factors, anyText, anyText), { maxLength: 2 }),
        ),
        anyText,
      ),
      anyText,
      anyText,
    ),
  )

const said = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => text.filter((each) => each.trim() !== '')
const trimmed = said(storedText).map((text) => text.trim())
const role = fc.constantFrom('database on-call', 'incident lead', 'payments on-call 2', 'support')

const storedMeasure: fc.Arbitrary<ImpactValue> = fc.record({
  state: fc.constantFrom('unset', 'none', 'unknown', 'known'),
  text: storedText,
})

/** What a draft becomes when it is published; so that its sections are such as a draft can hold. */
const publishedSections: fc.Arbitrary<readonly Section[]> = fc
  .array(
    fc.oneof(
      storedText,
      fc.constantFrom('\n## Summary\n', '\n\n##  What happened ##\n\n', '\n## C #\n', '\n##\n'),
    ),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => draftSections(pieces.join('')))

const publishedMoment: fc.Arbitrary<Moment> = fc.record({ at: instant, precision, isAbout: fc.boolean() })

const publishedEvent: fc.Arbitrary<EditionEvent> = fc
  .record({
    happenedAt: fc.option(publishedMoment),
    lasted_ms: fc.option(fc.nat({ max: 86_400_000 })),
    kind: fc.constantFrom(...kinds),
    actor: fc.oneof(
      fc.record({ kind: fc.constantFrom<Actor['kind']>('role', 'team'), name: role }),
      fc.record({ kind: fc.constantFrom<Actor['kind']>('system', 'agent'), name: storedLine }),
      fc.constant<Actor>({ kind: 'unknown', name: '' }),
    ),
    text: said(storedLine),
  })
  .map(({ lasted_ms, ...event }) => ({
    ...event,
    until: event.happenedAt === null || lasted_ms === null ? null : later(event.happenedAt.at, lasted_ms),
    isTrigger: false,
  }))

/** In the order of time, those without a time anywhere between, one trigger at most. */
const publishedTimeline: fc.Arbitrary<readonly EditionEvent[]> = fc
  .tuple(fc.array(publishedEvent, { maxLength: 5 }), fc.nat({ max: 6 }))
  .map(([events, trigger]) => {
    const timed = events
      .filter(({ happenedAt }) => happenedAt !== null)
      .toSorted((a, b) => Date.parse(a.happenedAt?.at ?? '') - Date.parse(b.happenedAt?.at ?? ''))
    const ordered = events.map((event) => (event.happenedAt === null ? event : (timed.shift() ?? event)))
    return ordered.map((event, index) => ({ ...event, isTrigger: index === trigger }))
  })

/** In the order of their events; what was seen stands before the event on the timeline. */
function publishedDecisions(events: number): fc.Arbitrary<readonly EditionDecision[]> {
  if (events === 0) return fc.constant([])
  const one = fc
    .tuple(
      fc.nat({ max: events - 1 }),
      fc.array(fc.nat({ max: events - 1 }), { maxLength: 3 }),
      role,
      decisionOf({ text: storedText, line: storedLine, barrier: codes }),
    )
    .map(([event, seen, who, words]) => ({
      ...words,
      role: who,
      event,
      seen: [...new Set(seen.filter((position) => position < event))].toSorted((a, b) => a - b),
    }))
  return fc.array(one, { maxLength: 3 }).map((all) => all.toSorted((a, b) => a.event - b.event))
}

function publishedAction(factors: number): fc.Arbitrary<EditionAction> {
  const words = fc.record({
    title: said(storedLine),
    kind: fc.constantFrom<ActionKind>('test', 'guardrail', 'tooling', 'documentation', 'architecture'),
    priority: fc.constantFrom<Priority>('P1', 'P2', 'P3'),
    strength: fc.constantFrom<Strength>(1, 2, 3, 4, 5),
    factors: inOrder(positionsIn(factors)),
    howWeWillKnow: storedText,
  })
  const day = instant.map((at) => at.slice(0, 10))
  const standing = fc.oneof(
    fc.record({
      ownerRole: fc.oneof(fc.constant(''), role),
      dueOn: fc.oneof(fc.constant(''), day),
      state: fc.constant<ActionState>('proposed'),
    }),
    fc.record({ ownerRole: role, dueOn: day, state: fc.constantFrom<ActionState>('open', 'done') }),
  )
  return withPlan(
    fc.tuple(words, standing).map(([what, how]): EditionAction => ({ ...what, ...how })),
    trimmed,
  )
}

function inOrder(positions: fc.Arbitrary<readonly number[]>): fc.Arbitrary<readonly number[]> {
  return positions.map((each) => each.toSorted((a, b) => a - b))
}

/**
 * A record as this product publishes it: within its limits, in its order, told by roles. Statements and titles are any
 * text, so a few are such as it refuses (a person as a factor); a test about the product leaves those out.
 */
export const publishedRecord: fc.Arbitrary<EditionRecord> = fc
  .tuple(publishedTimeline, fc.nat({ max: 4 }))
  .chain(([timeline, factors]) =>
    withAgents(
      withAnswers(
        withAcceptances(
          fc.record({
            reference: fc.nat({ max: 9_999 }).map((number) => `INC-${number + 1}`),
            title: said(storedLine),
            kind: fc.constantFrom('incident', 'near-miss'),
            severity: fc.constantFrom<Severity>('SEV1', 'SEV2', 'SEV3', 'SEV4'),
            components: fc.array(said(storedLine), { maxLength: 3 }),
            startedAt: fc.option(publishedMoment),
            detectedAt: fc.option(publishedMoment),
            mitigatedAt: fc.option(publishedMoment),
            endedAt: fc.option(publishedMoment),
            impact: fc.record({
              duration: storedMeasure,
              users: storedMeasure,
              revenue: storedMeasure,
              dataLoss: storedMeasure,
              reputation: storedMeasure,
            }),
            sections: publishedSections,
            timeline: fc.constant(timeline),
            decisions: publishedDecisions(timeline.length),
            factors: fc.array(
              fc.record({
                code: fc.constantFrom(...factorEntries.map(({ code }) => code)),
                statement: trimmed,
                certainty: fc.constantFrom<Certainty>('observed', 'supported', 'plausible', 'disputed'),
                isUnderlyingWeakness: fc.boolean(),
                events: inOrder(positionsIn(timeline.length)),
              }),
              { minLength: factors, maxLength: factors },
            ),
            map: anyMap({
              events: timeline.length,
              factors,
              text: fc.oneof(fc.constant(''), trimmed),
              statement: said(storedLine),
              line: storedLine,
              controller: fc.oneof(fc.constant(''), role),
              isLawless: false,
            }),
            lessons: fc.array(
              fc.record({
                kind: fc.constantFrom<LessonKind>('went-well', 'could-improve', 'lucky'),
                text: trimmed,
              }),
              { maxLength: 4 },
            ),
            actions: fc.array(publishedAction(factors), { maxLength: 3 }),
          }),
          fc.array(acceptanceOf(factors, trimmed, role), { maxLength: 2 }),
        ),
        fc.oneof(fc.constant(''), trimmed),
      ),
      fc.oneof(fc.constant(''), trimmed),
      role,
    ),
  )
