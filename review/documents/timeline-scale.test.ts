import { describe, expect, it } from 'vitest'
import { moment } from '../model/instants.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import {
  firstView,
  instantAt,
  panned,
  type Scale,
  showing,
  wholeStretch,
  xOf,
  zoomed,
} from './timeline-scale.ts'
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
