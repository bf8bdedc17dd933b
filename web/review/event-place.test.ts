import { moment } from '@secondstory/review/model/instants'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'
import { describe, expect, it } from 'vitest'
import { placeOf, rankBeside, rankOfMoment } from './event-place.ts'

function event(id: string, clock: string | null, rank?: number): TimelineEvent {
  const happenedAt = clock === null ? null : moment(`2026-03-12T${clock}:00Z`)
  return {
    id,
    incidentId: 'i',
    happenedAt,
    until: null,
    rank: rank ?? (happenedAt === null ? 0 : rankOfMoment(happenedAt)),
    kind: 'note',
    actor: { kind: 'unknown', name: '' },
    lane: 'by hand',
    text: id,
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
  }
}

const three = [event('a', '14:00'), event('b', '14:10'), event('c', '14:20')]

function orderWith(events: readonly TimelineEvent[], side: 'after' | 'before', neighbourId: string): string {
  const rank = rankBeside(events, { side, neighbourId }) ?? Number.NaN
  return inOrder([...events, event('new', null, rank)])
    .map((each) => each.id)
    .join(' ')
}

describe('an event without a time', () => {
  it.each([
    ['before', 'a', 'new a b c'],
    ['after', 'a', 'a new b c'],
    ['before', 'c', 'a b new c'],
    ['after', 'c', 'a b c new'],
  ] as const)('goes %s %s', (side, neighbour, order) => {
    expect(orderWith(three, side, neighbour)).toBe(order)
  })

  it('finds room ten times in one spot, each right after the same neighbour', () => {
    let events: readonly TimelineEvent[] = three
    for (let index = 0; index < 10; index++) {
      const rank = rankBeside(events, { side: 'after', neighbourId: 'a' }) ?? Number.NaN
      events = [...events, event(`n${index}`, null, rank)]
    }
    expect(inOrder(events).map((each) => each.id)).toEqual([
      'a',
      ...Array.from({ length: 10 }, (_, index) => `n${9 - index}`),
      'b',
      'c',
    ])
  })

  it('knows its place again', () => {
    const rank = rankBeside(three, { side: 'after', neighbourId: 'b' }) ?? Number.NaN
    expect(placeOf([...three, event('new', null, rank)], 'new')).toEqual({ side: 'after', neighbourId: 'b' })
    expect(placeOf(three, 'a')).toEqual({ side: 'before', neighbourId: 'b' })
    expect(placeOf([event('a', null)], 'a')).toBeNull()
  })

  it('has no place beside one that is not there', () => {
    expect(rankBeside(three, { side: 'after', neighbourId: 'z' })).toBeNull()
  })
})
