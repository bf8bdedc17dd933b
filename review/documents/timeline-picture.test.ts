import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moment } from '../model/instants.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { componentOf, glyphsIn, type LaneBy, laneAt, laneEvents } from './timeline-lanes.ts'
import { density, flagsOf, hitAt, phaseBands, wordsOf } from './timeline-picture.ts'
import type { Scale } from './timeline-scale.ts'
import { drawLane, placeLanes } from './timeline-shapes.ts'
import { bandsIn, silences } from './timeline-silence.ts'

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

describe('lanes', () => {
  it('are by source, by role or by component, in order of their first event', () => {
    const events = [
      event('b', '00:10:00', { lane: 'alertmanager', actor: { kind: 'system', name: 'Alertmanager' } }),
      event('a', '00:20:00', { text: 'orders-db is slow' }),
    ]
    const labels = (by: LaneBy) => laneEvents(events, by, ['orders-db']).map(({ label }) => label)
    expect(labels('source')).toEqual(['alertmanager', 'slack #payments'])
    expect(labels('role')).toEqual(['Alertmanager', 'database on-call'])
    expect(labels('component')).toEqual(['no component named', 'orders-db'])
  })

  it('gather the smallest beyond eight under one name', () => {
    const events = Array.from({ length: 20 }, (_, index) =>
      event(`e${index}`, `00:${String(10 + index)}:00`, { lane: `lane ${index}` }),
    )
    const lanes = laneEvents(events, 'source')
    expect(lanes).toHaveLength(8)
    expect(lanes.at(-1)?.label).toBe('and 13 more')
    expect(lanes.at(-1)?.events).toHaveLength(13)
  })

  it.each([
    ['its actor', { actor: { kind: 'system', name: 'Orders-DB' }, text: 'checkout-api waits' }, 'orders-db'],
    ['the first its words name', { text: 'checkout-api waits for orders-db' }, 'checkout-api'],
    ['none, where the name is part of another', { text: 'orders-db-2 is fine' }, ''],
  ] as const)('by component take %s', (_what, more, wanted) => {
    expect(componentOf(event('a', '00:10:00', more), ['orders-db', 'checkout-api'])).toBe(wanted)
  })
})

describe('glyphs', () => {
  const at = (events: readonly TimelineEvent[], ms_per_px = hour / 600) => {
    const [lane] = laneEvents(events, 'source')
    if (lane === undefined) throw new Error('expected one lane')
    return laneAt(lane, ms_per_px)
  }

  it('are one where events would touch', () => {
    const { glyphs } = at([event('a', '00:10:00'), event('b', '00:10:20'), event('c', '00:30:00')])
    expect(glyphs.map(({ events }) => events.map((each) => each.event.id))).toEqual([['a', 'b'], ['c']])
  })

  it('say what is in them', () => {
    const { glyphs } = at([
      event('a', '00:10:00', { kind: 'alert' }),
      event('b', '00:10:10', { kind: 'alert' }),
      event('c', '00:10:20', { kind: 'deploy' }),
    ])
    expect(wordsOf(glyphs[0]?.events ?? [])).toBe('2 alerts, 1 deploy, 00:10:00 to 00:10:20')
  })

  it('of one instant are a tie, and say that their order is not known', () => {
    const [tie] = at([event('a', '00:10:00'), event('b', '00:10:00')]).glyphs
    expect(tie?.isTie).toBe(true)
    expect(wordsOf(tie?.events ?? [])).toBe('2 messages, all 00:10:00; which came first is not known')
  })

  it('of one minute and of one second within it are no tie', () => {
    const fine = event('a', '00:10:00')
    const coarse = { ...event('b', '00:10:00'), happenedAt: moment('2026-03-12T00:10:00Z', 'minute') }
    expect(at([fine, coarse]).glyphs[0]?.isTie).toBe(false)
  })

  it('are pale while all in them are proposed, and hold the trigger', () => {
    const [glyph] = at([
      event('a', '00:10:00', { state: 'proposed' }),
      event('b', '00:10:01', { isTrigger: true, kind: 'deploy' }),
    ]).glyphs
    expect(glyph).toMatchObject({ isProposed: false, isTrigger: true })
  })

  it('of a day stand in its middle and are drawn as the whole day', () => {
    const day = { ...event('a', '00:00:00'), happenedAt: moment('2026-03-12T00:00:00Z', 'day', true) }
    const lane = at([day])
    expect(lane.glyphs[0]?.first_ms).toBe(MIDNIGHT + 12 * hour)
    const tile = { from_ms: MIDNIGHT, to_ms: MIDNIGHT + 48 * hour, origin_ms: MIDNIGHT, ms_per_px: hour / 10 }
    const [place] = placeLanes([lane], { from: 0, labelAbove_px: 0, folded: new Set() })
    if (place === undefined) throw new Error('expected one place')
    const { bands } = drawLane(lane, { place, tile, known: new Map() })
    expect(bands).toMatchObject([{ x: -120, width: 480, isAbout: true }])
  })
})

describe('spans', () => {
  it('that overlap stand in rows of their own, and no lane grows without end', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      event(`e${index}`, '00:10:00', { until: `2026-03-12T00:${20 + index}:00Z` }),
    )
    const [lane] = laneEvents(many, 'source')
    expect(lane?.barRows).toBe(5)
    const { bars, glyphs } = laneAt(lane ?? { label: '', events: [], rows: new Map(), barRows: 0 }, 1000)
    expect(bars).toHaveLength(5)
    expect(glyphs.flatMap(({ events }) => events)).toHaveLength(25)
  })

  it('too short to be seen as long are points', () => {
    const [lane] = laneEvents([event('a', '00:10:00', { until: '2026-03-12T00:10:01Z' })], 'source')
    if (lane === undefined) throw new Error('expected one lane')
    expect(laneAt(lane, 1000)).toMatchObject({ bars: [], glyphs: [{ events: [{ event: { id: 'a' } }] }] })
    expect(laneAt(lane, 10)).toMatchObject({ bars: [{ event: { id: 'a' } }], glyphs: [] })
  })
})

const someEvents = fc
  .array(
    fc.record({
      second: fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.constantFrom(600, 601, 900)),
      length: fc.option(fc.integer({ min: 0, max: 1800 })),
      precision: fc.constantFrom('day' as const, 'hour' as const, 'minute' as const, 'second' as const),
      lane: fc.constantFrom('a', 'b'),
      isTimed: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    all.map(({ second, length, precision, lane, isTimed }, index) => {
      const instant = (s: number) => new Date(MIDNIGHT + s * 1000).toISOString()
      return {
        ...event(`e${index}`, null),
        lane,
        happenedAt: isTimed ? moment(instant(second), precision) : null,
        until: isTimed && length !== null ? instant(second + length) : null,
      }
    }),
  )
const zooms = fc.integer({ min: 10, max: 400_000 })

describe('laws of the picture', () => {
  it('every event with a time is drawn once: as a span, or inside exactly one glyph', () => {
    fc.assert(
      fc.property(someEvents, zooms, (events, ms_per_px) => {
        const drawn = laneEvents(events, 'source').flatMap((lane) => {
          const { glyphs, bars } = laneAt(lane, ms_per_px)
          return [...bars, ...glyphs.flatMap((glyph) => glyph.events)].map((each) => each.event.id)
        })
        const timed = events.filter(({ happenedAt }) => happenedAt !== null).map(({ id }) => id)
        expect(drawn.toSorted()).toEqual(timed.toSorted())
      }),
    )
  })

  it('glyphs stand in order, never overlap, and no width is negative', () => {
    fc.assert(
      fc.property(someEvents, zooms, (events, ms_per_px) => {
        for (const lane of laneEvents(events, 'source')) {
          const { glyphs } = laneAt(lane, ms_per_px)
          glyphs.forEach((glyph, index) => {
            const before = glyphs[index - 1]
            expect(glyph.last_ms).toBeGreaterThanOrEqual(glyph.first_ms)
            expect(glyph.right_ms).toBeGreaterThanOrEqual(glyph.left_ms)
            if (before !== undefined) expect(glyph.left_ms).toBeGreaterThanOrEqual(before.right_ms)
          })
          const [place] = placeLanes([lane], { from: 0, labelAbove_px: 0, folded: new Set() })
          if (place === undefined) continue
          const tile = { from_ms: MIDNIGHT, to_ms: MIDNIGHT + hour, origin_ms: MIDNIGHT, ms_per_px }
          const drawing = drawLane(laneAt(lane, ms_per_px), { place, tile, known: new Map() })
          expect(JSON.stringify(drawing)).not.toMatch(/h-?NaN|NaN|Infinity|"width":-/)
        }
      }),
    )
  })

  it('moving the view regroups nothing: what a view shows is what the whole shows there', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 0, max: 7_000_000 }), (events, from) => {
        for (const lane of laneEvents(events, 'source')) {
          const { glyphs } = laneAt(lane, 5_000)
          const [from_ms, to_ms] = [MIDNIGHT + from, MIDNIGHT + from + 600_000]
          const touched = glyphs.filter((glyph) => glyph.last_ms >= from_ms && glyph.first_ms <= to_ms)
          expect(glyphsIn(glyphs, from_ms, to_ms)).toEqual(touched)
        }
      }),
    )
  })

  it('pointing at a shape finds it', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const tile = {
          from_ms: MIDNIGHT - hour,
          to_ms: MIDNIGHT + 30 * hour,
          origin_ms: MIDNIGHT,
          ms_per_px: 20_000,
        }
        const lanes = laneEvents(events, 'source').map((lane) => laneAt(lane, tile.ms_per_px))
        const places = placeLanes(lanes, { from: 0, labelAbove_px: 0, folded: new Set() })
        const placed = lanes.flatMap((lane, index) => {
          const place = places[index]
          return place === undefined ? [] : [{ lane, place }]
        })
        for (const { lane, place } of placed) {
          for (const glyph of lane.glyphs) {
            if (glyph.isTie) continue
            const x = ((glyph.first_ms + glyph.last_ms) / 2 - tile.origin_ms) / tile.ms_per_px
            const hit = hitAt(placed, tile, { x, y: place.pointsAt })
            expect(hit?.events.map((each) => each.event.id)).toEqual(
              glyph.events.map((each) => each.event.id),
            )
          }
        }
      }),
    )
  })
})

describe('phases', () => {
  it('are stretches that follow one another', () => {
    const incident = {
      ...noMarks,
      startedAt: moment('2026-03-12T00:10:00Z'),
      endedAt: moment('2026-03-12T00:40:00Z'),
    }
    const events = [event('a', '00:05:00'), event('b', '00:12:00'), event('c', '00:50:00')]
    const bands = phaseBands(events, incident)
    expect(bands[0]).toMatchObject({
      phase: 'lead-up',
      from_ms: MIDNIGHT + 5 * 60_000,
      to_ms: MIDNIGHT + 12 * 60_000,
    })
    expect(bands.at(-1)).toMatchObject({ phase: 'after', from_ms: MIDNIGHT + 50 * 60_000 })
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
    const bands = bandsIn(
      silences([event('a', '00:10:00'), event('b', '00:20:00'), event('c', '00:50:00')]),
      scale,
    )
    expect(bands).toEqual([{ x: 200, width: 300, label: '30 minutes with nothing recorded', hasRoom: true }])
  })

  it('begin where a span ends', () => {
    const bands = bandsIn(
      silences([event('a', '00:00:00', { until: '2026-03-12T00:20:00Z' }), event('b', '00:40:00')]),
      scale,
    )
    expect(bands[0]).toMatchObject({ x: 200, width: 200 })
  })
})

it('density counts every timed event once', () => {
  const events = [event('a', '00:01:00'), event('b', '00:02:00'), event('c', '00:59:00'), event('d', null)]
  expect(density(events, scale, 6)).toEqual([2, 0, 0, 0, 0, 1])
})
