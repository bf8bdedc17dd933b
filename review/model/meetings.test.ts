import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { later } from './instants.ts'
import {
  agendaLength_min,
  emptyFloor,
  type Floor,
  keptAs,
  kindBlockers,
  type Move,
  meetingParts,
  moveBlockers,
  moved,
  parkedBecause,
  partRules,
  partTime,
  soakBlockers,
  soakedAt,
  themeBlockers,
  timeIn_ms,
  timelineShare,
  usualAgenda,
} from './meetings.ts'
import { findQuestion } from './questions.ts'

const NOON = '2026-03-12T12:00:00.000Z'
const minutes = (count: number): string => later(NOON, count * 60_000)
const started = moved(emptyFloor, { kind: 'start' }, NOON)

test('an hour in five parts, each with a card of the bank', () => {
  expect(meetingParts.map((part) => usualAgenda[part])).toEqual([5, 20, 15, 15, 5])
  expect(agendaLength_min(usualAgenda)).toBe(60)
  for (const part of meetingParts) expect(findQuestion(partRules[part].cardId, [])).not.toBeNull()
})

describe('the clock', () => {
  test('a part keeps its time while the room is elsewhere, and goes on from there', () => {
    const walking = moved(started, { kind: 'part', part: 'timeline' }, minutes(4))
    const back = moved(walking, { kind: 'part', part: 'opening' }, minutes(10))
    expect(timeIn_ms(back, 'opening', minutes(11))).toBe(5 * 60_000)
    expect(timeIn_ms(back, 'timeline', minutes(99))).toBe(6 * 60_000)
  })

  test('it rests in a pause, and says softly when a part has had its time', () => {
    const paused = moved(started, { kind: 'pause' }, minutes(3))
    expect(partTime(paused, usualAgenda, minutes(60))).toMatchObject({ share: 0.6, isNearlyOver: false })
    const again = moved(paused, { kind: 'resume' }, minutes(60))
    expect(partTime(again, usualAgenda, minutes(61.5))).toMatchObject({
      isNearlyOver: true,
      isOver: false,
      sentence: 'About a minute left in this part.',
    })
    expect(partTime(again, usualAgenda, minutes(90))).toMatchObject({ share: 1, isOver: true })
  })

  test('leaving the timeline early is said, not forbidden', () => {
    const walking = moved(started, { kind: 'part', part: 'timeline' }, NOON)
    expect(timelineShare(walking, usualAgenda, minutes(6))).toContain('6 of its 20 minutes')
    expect(timelineShare(walking, usualAgenda, minutes(20))).toBeNull()
  })

  test('whatever is moved in whatever order, no time is lost and none is made up', () => {
    const step = fc.record({
      after_min: fc.integer({ min: 0, max: 90 }),
      move: fc.oneof(
        fc.constantFrom<Move>({ kind: 'pause' }, { kind: 'resume' }, { kind: 'agree' }, { kind: 'poll' }),
        fc.constantFrom(...meetingParts).map((part): Move => ({ kind: 'part', part })),
      ),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let floor: Floor = started
        let at = NOON
        let ticking_min = 0
        for (const { after_min, move } of steps) {
          if (floor.since !== null) ticking_min += after_min
          at = later(at, after_min * 60_000)
          floor = moved(floor, move, at)
        }
        const whole_ms = meetingParts.reduce((sum, part) => sum + timeIn_ms(floor, part, at), 0)
        expect(whole_ms).toBe(ticking_min * 60_000)
      }),
    )
  })
})

test('what is over stays as it was, and what has not begun cannot end', () => {
  const ended = moved(started, { kind: 'end' }, minutes(60))
  expect(ended).toMatchObject({ state: 'ended', pollAt: minutes(60), since: null })
  expect(moveBlockers(ended, { kind: 'agree' })[0]?.rule).toBe('meeting-over')
  expect(moveBlockers(emptyFloor, { kind: 'end' })[0]?.rule).toBe('meeting-not-started')
  expect(moveBlockers(started, { kind: 'start' })[0]?.rule).toBe('meeting-under-way')
  expect(moveBlockers(emptyFloor, { kind: 'card', questionId: null })).toEqual([])
})

test('facts before fixes: an idea waits until the timeline is agreed', () => {
  expect(keptAs('idea', started)).toEqual({ kind: 'parked', because: parkedBecause })
  expect(keptAs('note', started).kind).toBe('note')
  expect(kindBlockers('idea', started)[0]?.rule).toBe('timeline-not-agreed')
  const agreed = moved(started, { kind: 'agree' }, minutes(20))
  expect(keptAs('idea', agreed)).toEqual({ kind: 'idea', because: '' })
  expect(kindBlockers('idea', agreed)).toEqual([])
  expect(kindBlockers('idea', moved(agreed, { kind: 'disagree' }, minutes(21)))).not.toEqual([])
})

test('five themes, not six', () => {
  expect(themeBlockers(4)).toEqual([])
  expect(themeBlockers(5)[0]?.sentence).toContain('two sides')
})

describe('ideas rest', () => {
  test.each([
    ['a Thursday', '2026-03-12T15:00:00.000Z', '2026-03-16T15:00:00.000Z'],
    ['a Monday', '2026-03-09T15:00:00.000Z', '2026-03-11T15:00:00.000Z'],
    ['a Saturday', '2026-03-14T15:00:00.000Z', '2026-03-17T15:00:00.000Z'],
  ])('two working days from %s', (_day, from, until) => {
    expect(soakedAt(from, 2)).toBe(until)
  })

  test('never on a weekend, and longer rests end later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 10 }), (hours, days) => {
        const until = soakedAt(later(NOON, hours * 3_600_000), days)
        expect([0, 6]).not.toContain(new Date(until).getUTCDay())
        expect(soakedAt(later(NOON, hours * 3_600_000), days + 1) > until).toBe(true)
      }),
    )
  })

  test('the rest can be turned off, and an idea becomes an action once', () => {
    const idea = { kind: 'idea', addedAt: NOON, actionId: null } as const
    expect(soakBlockers(idea, 2, NOON)[0]?.sentence).toContain('from 2026-03-16, 12:00 UTC')
    expect(soakBlockers(idea, 0, NOON)).toEqual([])
    expect(soakBlockers(idea, 2, '2026-03-16T12:00:00.000Z')).toEqual([])
    expect(soakBlockers({ ...idea, kind: 'parked' }, 0, NOON)[0]?.rule).toBe('not-an-idea')
    expect(soakBlockers({ ...idea, actionId: 'a' }, 0, NOON)[0]?.rule).toBe('idea-is-an-action')
  })
})
