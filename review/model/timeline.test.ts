import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moment } from './instants.ts'
import { byTime, gaps, inOrder, type TimelineEvent } from './timeline.ts'

function event(id: string, clock: string | null, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt: clock === null ? null : moment(`2026-03-12T${clock}:00Z`, 'minute'),
    until: null,
    rank: 0,
    kind: 'note',
    actor: { kind: 'system', name: 'payments-db' },
    lane: '',
    text: '',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

describe('the order of the timeline', () => {
  test('time first, then rank, then id', () => {
    const events = [
      event('d', '14:05'),
      event('b', '14:02', { rank: 2 }),
      event('c', '14:02', { rank: 1 }),
      event('a', '14:02', { rank: 2 }),
    ]
    expect(events.toSorted(byTime).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd'])
  })

  test('is the same whatever the order they came in', () => {
    const clocks = ['14:00', '14:00', '14:01', '14:02', '14:02', '15:00']
    const events = clocks.map((clock, index) => event(String(index), clock, { rank: index % 2 }))
    const expected = events.toSorted(byTime)
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(shuffled.toSorted(byTime)).toEqual(expected)
      }),
    )
  })
})

describe('events of which only the order is known', () => {
  test('stand where their rank puts them', () => {
    const events = [
      event('a', '14:00', { rank: 1 }),
      event('b', '14:10', { rank: 3 }),
      event('x', null, { rank: 2 }),
      event('y', null, { rank: 9 }),
    ]
    expect(inOrder(events).map(({ id }) => id)).toEqual(['a', 'x', 'b', 'y'])
  })

  test('do so in whatever order they came in, even where ranks and times disagree', () => {
    const events = [
      event('a', '14:00', { rank: 9 }),
      event('b', '14:10', { rank: 1 }),
      event('x', null, { rank: 5 }),
      event('y', null, { rank: 5 }),
    ]
    const expected = inOrder(events)
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(inOrder(shuffled)).toEqual(expected)
      }),
    )
  })
})

describe('gaps', () => {
  test('are stretches longer than fifteen minutes between neighbours', () => {
    const found = gaps([event('a', '14:00'), event('b', '14:15'), event('c', '14:31')])
    expect(found).toEqual([{ afterId: 'b', beforeId: 'c', length_ms: 16 * 60_000 }])
  })

  test('begin where a span ended', () => {
    const long = event('a', '14:00', { until: '2026-03-12T14:40:00Z' })
    expect(gaps([long, event('b', '14:50')])).toEqual([])
  })

  test('are not seen beside an event without a time', () => {
    expect(gaps([event('a', '14:00'), event('b', null), event('c', '14:10')])).toEqual([])
    expect(gaps([])).toEqual([])
  })

  test('say nothing around a day that is all we know', () => {
    const day = { ...event('a', '00:00'), happenedAt: moment('2026-03-12T00:00:00Z', 'day') }
    expect(gaps([day, event('b', '14:00'), event('c', '14:10')])).toEqual([])
  })
})
