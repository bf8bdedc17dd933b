import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDecision } from './decisions.ts'
import type { EditionDecision } from './editions.ts'
import {
  asDecided,
  openDecision,
  type Replayed,
  type ReplayedEvent,
  shownEvent,
  stepsOf,
} from './foresight.ts'
import { moment } from './instants.ts'

const at = (minute: number) => moment(`2026-03-12T14:${String(minute).padStart(2, '0')}:00.000Z`, 'minute')

function event(minute: number | null, known: number | null = null): ReplayedEvent {
  return {
    happenedAt: minute === null ? null : at(minute),
    knownAt: known === null ? null : at(known),
    until: null,
    kind: 'note',
    actor: { kind: 'system', name: 'ledger' },
    text: `Event of minute ${minute}.`,
    isTrigger: false,
  }
}

function decision(event: number, seen: readonly number[] = []): EditionDecision {
  const { seenEvidenceIds, seenEventIds, ...words } = emptyDecision
  return { ...words, decider: 'role', role: 'incident commander', event, seen }
}

const told = (replayed: Replayed) =>
  stepsOf(asDecided(replayed)).map((step) =>
    step.kind === 'event' ? step.event : `decision ${step.decision}`,
  )

describe('the steps of a replay', () => {
  test('an event comes when it became known, not when it happened', () => {
    expect(told({ timeline: [event(1, 9), event(2), event(5)], decisions: [] })).toEqual([1, 2, 0])
  })

  test('a decision comes right before the event that shows what was chosen', () => {
    expect(told({ timeline: [event(1), event(2), event(3)], decisions: [decision(1)] })).toEqual([
      0,
      'decision 0',
      1,
      2,
    ])
  })

  test('what a decision saw in its own minute comes before it, and what came later does not', () => {
    const timeline = [event(1), event(5), event(5), event(9)]
    expect(told({ timeline, decisions: [decision(1, [2, 3])] })).toEqual([0, 2, 'decision 0', 1, 3])
  })

  test('what somebody saw was known then, whatever the messages say, and shows no clock of later', () => {
    const replayed = asDecided({ timeline: [event(1, 9), event(4)], decisions: [decision(1, [0])] })
    expect(stepsOf(replayed)[0]).toEqual({ kind: 'event', event: 0 })
    expect(shownEvent(replayed, 0)?.knownAt).toBeNull()
  })

  test('an event without a time keeps its place behind the one it stands behind', () => {
    expect(told({ timeline: [event(1), event(null), event(2)], decisions: [] })).toEqual([0, 1, 2])
  })

  test('the question names nothing as in view that is not visible yet', () => {
    const replayed = { timeline: [event(1), event(2)], decisions: [decision(1, [0])] }
    expect(openDecision(replayed, 0, new Set())?.seen).toEqual([])
    expect(openDecision(replayed, 0, new Set([0]))?.seen).toHaveLength(1)
  })

  test('every event comes once, every decision once and before its event, whatever the record', () => {
    const drawn = fc.array(fc.tuple(fc.option(fc.nat({ max: 20 })), fc.option(fc.nat({ max: 30 }))), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        drawn,
        fc.array(fc.tuple(fc.nat(), fc.array(fc.nat())), { maxLength: 6 }),
        (events, made) => {
          const timeline = events.map(([minute, known]) => event(minute, known))
          const decisions = made.map(([on, seen]) =>
            decision(
              on % events.length,
              seen.map((each) => each % events.length),
            ),
          )
          const steps = stepsOf(asDecided({ timeline, decisions }))
          const shown = steps.flatMap((step) => (step.kind === 'event' ? [step.event] : []))
          expect(shown.toSorted((a, b) => a - b)).toEqual(events.map((_, index) => index))
          const asked = steps.flatMap((step) => (step.kind === 'decision' ? [step.decision] : []))
          expect(asked.toSorted((a, b) => a - b)).toEqual(decisions.map((_, index) => index))
          for (const [index, step] of steps.entries()) {
            if (step.kind === 'decision') {
              expect(shown.indexOf(decisions[step.decision]?.event ?? -1)).toBeGreaterThanOrEqual(
                steps.slice(0, index).filter(({ kind }) => kind === 'event').length,
              )
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
