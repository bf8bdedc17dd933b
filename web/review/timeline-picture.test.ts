import { moment } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  density,
  dotsOf,
  firstView,
  flagsOf,
  instantAt,
  laneNames,
  lanesFor,
  panned,
  type Scale,
  showing,
  wholeStretch,
  xOf,
  zoomed,
} from './timeline-picture.ts'
import { gapBands } from './timeline-silence.ts'
import { ticksOf } from './timeline-ticks.ts'

const MIDNIGHT = Date.parse('2026-03-12T00:00:00Z')
const hour = 3_600_000
const scale: Scale = { from_ms: MIDNIGHT, to_ms: MIDNIGHT + hour, width_px: 600 }

function event(id: string, clock: string | null, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt: clock === null ? null : moment(`2026-03-12T${clock}Z`),
    until: null,
    rank: 0,
    kind: 'chat',
    actor: { kind: 'role', name: 'database on-call' },
    lane: 'slack #payments',
    text: `Event ${id}`,
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

const noMarks = { startedAt: null, detectedAt: null, mitigatedAt: null, endedAt: null }

describe('the scale', () => {
  it('places an instant and finds it again', () => {
    expect(xOf(MIDNIGHT + hour / 2, scale)).toBe(300)
    expect(instantAt(300, scale)).toBe(MIDNIGHT + hour / 2)
  })

  it('covers every event, span end and mark, and is absent when nothing has a time', () => {
    expect(wholeStretch([event('a', null)], noMarks)).toBeNull()
    const whole = wholeStretch([event('a', '10:00:00', { until: '2026-03-12T12:00:00Z' })], {
      ...noMarks,
      endedAt: moment('2026-03-12T13:00:00Z'),
    })
    expect(whole?.from_ms).toBeLessThan(Date.parse('2026-03-12T10:00:00Z'))
    expect(whole?.to_ms).toBeGreaterThan(Date.parse('2026-03-12T13:00:00Z'))
  })

  it('gives one event a view that is not a point', () => {
    const whole = wholeStretch([event('a', '10:00:00')], noMarks)
    expect((whole?.to_ms ?? 0) - (whole?.from_ms ?? 0)).toBeGreaterThan(60_000)
  })

  const whole = { from_ms: 0, to_ms: 100 * hour }
  it('keeps the anchor under the same pixel when zooming in', () => {
    const view = zoomed(whole, { factor: 0.5, anchor_ms: 25 * hour }, whole)
    expect(view).toEqual({ from_ms: 12.5 * hour, to_ms: 62.5 * hour })
  })

  it.each([
    ['out beyond the whole', zoomed(whole, { factor: 4 }, whole), whole],
    [
      'right beyond the end',
      panned({ from_ms: 90 * hour, to_ms: 100 * hour }, 1, whole),
      { from_ms: 90 * hour, to_ms: 100 * hour },
    ],
    [
      'left beyond the start',
      panned({ from_ms: 0, to_ms: 10 * hour }, -1, whole),
      { from_ms: 0, to_ms: 10 * hour },
    ],
  ])('stops when going %s', (_words, found, wanted) => expect(found).toEqual(wanted))

  it('does not zoom below the shortest readable view', () => {
    let view = whole
    for (let step = 0; step < 60; step++) view = zoomed(view, { factor: 0.5 }, whole)
    expect(view.to_ms - view.from_ms).toBeCloseTo(20_000)
  })

  it('moves only when the instant is out of sight', () => {
    const view = { from_ms: 0, to_ms: 10 * hour }
    expect(showing(view, 5 * hour, whole)).toBe(view)
    expect(showing(view, 50 * hour, whole)).toEqual({ from_ms: 45 * hour, to_ms: 55 * hour })
  })
})

describe('the first view', () => {
  const harm = {
    ...noMarks,
    startedAt: moment('2026-03-12T10:00:00Z'),
    endedAt: moment('2026-03-12T11:00:00Z'),
  }
  const at = Date.parse('2026-03-12T10:00:00Z')
  it('shows the time of harm with air when the record is much longer', () => {
    const view = firstView({ from_ms: at - 10 * hour, to_ms: at + 30 * hour }, harm)
    expect(view).toEqual({ from_ms: at - 0.2 * hour, to_ms: at + 1.5 * hour })
  })
  it.each([
    ['the record is about as long', { from_ms: at - hour, to_ms: at + 2 * hour }, harm],
    [
      'one mark says nothing about length',
      { from_ms: at - 99 * hour, to_ms: at + hour },
      { ...noMarks, startedAt: harm.startedAt },
    ],
    [
      'both marks are one moment',
      { from_ms: at - 99 * hour, to_ms: at + hour },
      { ...harm, endedAt: harm.startedAt },
    ],
  ])('is the whole when %s', (_words, whole, incident) => expect(firstView(whole, incident)).toBeNull())
})

describe('lanes', () => {
  it('are by source or by role, in order of their first event', () => {
    const events = [
      event('b', '00:10:00', { lane: 'alertmanager', actor: { kind: 'system', name: 'Alertmanager' } }),
      event('a', '00:20:00'),
    ]
    expect([...laneNames(events, 'source').keys()]).toEqual(['alertmanager', 'slack #payments'])
    expect([...laneNames(events, 'role').keys()]).toEqual(['Alertmanager', 'database on-call'])
  })

  it('gather the smallest beyond eight under one name', () => {
    const events = Array.from({ length: 20 }, (_, index) =>
      event(`e${index}`, `00:${String(10 + index)}:00`, { lane: `lane ${index}` }),
    )
    const lanes = lanesFor(events, 'source', scale)
    expect(lanes).toHaveLength(8)
    expect(lanes.at(-1)?.label).toBe('and 13 more')
    expect(lanes.flatMap((lane) => lane.dots.flatMap((dot) => dot.ids))).toHaveLength(20)
  })

  it('lose no event at three hundred, whatever the clustering', () => {
    const events = Array.from({ length: 300 }, (_, index) => {
      const second = (index * 11) % 3600
      const clock = new Date(MIDNIGHT + second * 1000).toISOString().slice(11, 19)
      return event(`e${index}`, clock, { lane: `lane ${index % 4}` })
    })
    const ids = lanesFor(events, 'source', scale).flatMap((lane) => lane.dots.flatMap((dot) => dot.ids))
    expect(new Set(ids).size).toBe(300)
  })
})

describe('dots', () => {
  it('that would touch are one, with a count in its name', () => {
    const dots = dotsOf([event('a', '00:10:00'), event('b', '00:10:20'), event('c', '00:30:00')], scale)
    expect(dots.map((dot) => dot.ids)).toEqual([['a', 'b'], ['c']])
    expect(dots[0]?.label).toBe('2 events, 00:10:00 to 00:10:20')
  })

  it('never touch one another', () => {
    const events = Array.from({ length: 200 }, (_, index) =>
      event(
        `e${String(index).padStart(3, '0')}`,
        new Date(MIDNIGHT + index * 9000).toISOString().slice(11, 19),
      ),
    )
    const dots = dotsOf(events, scale)
    for (const [index, dot] of dots.entries()) {
      const next = dots[index + 1]
      if (next !== undefined) expect(next.x - dot.x).toBeGreaterThan(6)
    }
  })

  it('are pale while all in them are proposed, and hold the trigger', () => {
    const [dot] = dotsOf(
      [
        event('a', '00:10:00', { state: 'proposed' }),
        event('b', '00:10:01', { isTrigger: true, kind: 'deploy' }),
      ],
      scale,
    )
    expect(dot).toMatchObject({ isProposed: false, isTrigger: true, kind: 'deploy' })
  })

  it('outside the view and without a time are left out', () => {
    expect(dotsOf([event('a', '05:00:00'), event('b', null)], scale)).toEqual([])
  })
})

describe('bars', () => {
  it('that overlap stand in rows of their own', () => {
    const bars = barsOf(
      [
        event('a', '00:10:00', { until: '2026-03-12T00:30:00Z' }),
        event('b', '00:20:00', { until: '2026-03-12T00:40:00Z' }),
        event('c', '00:45:00', { until: '2026-03-12T00:50:00Z' }),
      ],
      scale,
    )
    expect(bars.map((bar) => [bar.id, bar.row, bar.x, bar.width])).toEqual([
      ['a', 0, 100, 200],
      ['b', 1, 200, 200],
      ['c', 0, 450, 50],
    ])
  })

  it('keep their rows at every zoom, so that lanes keep their height', () => {
    const events = [
      event('a', '00:10:00', { until: '2026-03-12T00:30:00Z' }),
      event('b', '00:20:00', { until: '2026-03-12T00:40:00Z' }),
    ]
    const views = [
      scale,
      { ...scale, to_ms: MIDNIGHT + 99 * hour },
      { ...scale, from_ms: MIDNIGHT + hour / 2 },
    ]
    expect(views.map((view) => lanesFor(events, 'source', view)[0]?.barRows)).toEqual([2, 2, 2])
  })

  it('are clipped to the view', () => {
    const [bar] = barsOf([event('a', '00:30:00', { until: '2026-03-14T00:00:00Z' })], scale)
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBe(600)
  })
})

describe('marks', () => {
  it('closer than their words step down a row', () => {
    const flags = flagsOf(
      {
        startedAt: moment('2026-03-12T00:10:00Z', 'minute'),
        detectedAt: moment('2026-03-12T00:11:00Z', 'minute'),
        mitigatedAt: null,
        endedAt: moment('2026-03-12T00:50:00Z', 'minute', true),
      },
      scale,
    )
    expect(flags.map((flag) => [flag.label, flag.clock, flag.row])).toEqual([
      ['Started', '00:10', 0],
      ['Detected', '00:11', 1],
      ['Ended', 'about 00:50', 0],
    ])
  })

  it('beyond the view are told, not drawn', () => {
    const [flag] = flagsOf({ ...noMarks, startedAt: moment('2026-03-11T00:00:00Z') }, scale)
    expect(flag?.isInView).toBe(false)
  })
})

describe('gaps', () => {
  it('over fifteen minutes are bands with their length', () => {
    const bands = gapBands([event('a', '00:10:00'), event('b', '00:20:00'), event('c', '00:50:00')], scale)
    expect(bands).toEqual([{ x: 200, width: 300, label: '30 minutes with nothing recorded', hasRoom: true }])
  })

  it('begin where a span ends', () => {
    const bands = gapBands(
      [event('a', '00:00:00', { until: '2026-03-12T00:20:00Z' }), event('b', '00:40:00')],
      scale,
    )
    expect(bands[0]).toMatchObject({ x: 200, width: 200 })
  })
})

describe('ticks', () => {
  it.each([
    [hour, 600, '00:10'],
    [2 * 60_000, 600, '00:00:30'],
    [10 * 24 * hour, 600, '14 Mar'],
  ])('of a view of %d ms are round and apart', (length, width_px, second) => {
    const ticks = ticksOf({ from_ms: MIDNIGHT, to_ms: MIDNIGHT + length, width_px })
    expect(ticks[1]?.label).toBe(second)
    expect(ticks[0]).toMatchObject({ isDayBreak: true, label: '12 Mar' })
    for (const [index, tick] of ticks.entries()) {
      const next = ticks[index + 1]
      if (next !== undefined) expect(next.x - tick.x).toBeGreaterThanOrEqual(84)
    }
  })

  it('stay few when a hundred years are in view', () => {
    const century = { from_ms: Date.parse('2000-01-01'), to_ms: Date.parse('2099-12-31'), width_px: 600 }
    expect(ticksOf(century).length).toBeLessThan(12)
  })
})

it('density counts every timed event once', () => {
  const events = [event('a', '00:01:00'), event('b', '00:02:00'), event('c', '00:59:00'), event('d', null)]
  expect(density(events, scale, 6)).toEqual([2, 0, 0, 0, 0, 1])
})
