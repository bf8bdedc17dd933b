import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Basis, EventKind, EvidenceSource } from './evidence.ts'
import { moment, type Precision } from './instants.ts'
import { appearedAfter, knownAt, knownLater, knownTimes, type Visible, visibleAt } from './known.ts'

const at = (clock: string, precision: Precision = 'second') =>
  moment(`2026-03-12T${clock.length === 5 ? `${clock}:00` : clock}.000Z`, precision)

function piece(
  id: string,
  source: EvidenceSource,
  clock: string | null,
  more: Partial<Visible> = {},
): Visible {
  return {
    id,
    source,
    kind: 'chat',
    happenedAt: clock === null ? null : at(clock),
    basis: 'occurred',
    speaker: null,
    text: '',
    correlates: [],
    ...more,
  }
}

function happened(kind: EventKind, clock: string | null, ...evidenceIds: readonly string[]) {
  return { id: 'e', kind, happenedAt: clock === null ? null : at(clock), evidenceIds }
}

const alert = piece('a', 'alertmanager', '14:02', { kind: 'alert', correlates: ['alertname:DiskFull'] })

describe('when evidence could first be read', () => {
  test('a message, an alert and a record stood there from their own time on', () => {
    for (const source of ['slack', 'alertmanager', 'kubernetes', 'git'] as const)
      expect(visibleAt(piece('p', source, '14:02'))).toEqual(at('14:02'))
  })

  test('a span of a trace is sent when it ends', () => {
    expect(visibleAt(piece('p', 'otlp', '14:02', { until: '2026-03-12T14:03:00.000Z' }))).toEqual(at('14:03'))
  })

  test.each<[string, EvidenceSource, Basis]>([
    ['what a person declared afterwards', 'notes', 'declared'],
    ['what was written down', 'peer', 'written'],
    ['a plan', 'calendar', 'recorded'],
  ])('%s says nothing about when its words stood there', (_what, source, basis) => {
    expect(visibleAt(piece('p', source, '14:02', { basis }))).toBeNull()
  })

  test('without a time nothing is said', () => {
    expect(visibleAt(piece('p', 'agent', null))).toBeNull()
  })
})

describe('what cannot have been seen at a decision', () => {
  test('a message of the minute after', () => {
    expect(appearedAfter(piece('p', 'slack', '14:06:00'), at('14:05', 'minute'))).toBe(true)
  })

  test('a message of the same minute may have been seen', () => {
    expect(appearedAfter(piece('p', 'slack', '14:05:59'), at('14:05', 'minute'))).toBe(false)
  })

  test('what has no known time is not refused', () => {
    expect(appearedAfter(piece('p', 'notes', '18:00', { basis: 'declared' }), at('14:05'))).toBe(false)
  })

  test('"about 14:05" leaves some minutes of room', () => {
    const about = moment('2026-03-12T14:05:00.000Z', 'minute', true)
    expect(appearedAfter(piece('p', 'slack', '14:10:30'), about)).toBe(false)
    expect(appearedAfter(piece('p', 'slack', '14:11:00'), about)).toBe(true)
  })
})

describe('when an event became known', () => {
  test('an alert is known by the page that names it, not by its own start', () => {
    const page = piece('p', 'pagerduty', '14:07', { kind: 'alert', text: 'Triggered: DiskFull on db-1' })
    const known = knownAt(happened('alert', '14:02', 'a'), [alert, page])
    expect(known).toEqual({ eventId: 'e', at: at('14:07'), how: 'named', evidenceId: 'p' })
    expect(knownLater({ happenedAt: at('14:02') }, { at: at('14:07') })).toBe(5 * 60_000)
  })

  test('a message that shares its fingerprint counts, and the earliest does', () => {
    const message = piece('m', 'slack', '14:03', { correlates: ['alertname:DiskFull'] })
    const page = piece('p', 'pagerduty', '14:07', { kind: 'page', text: 'DiskFull' })
    expect(knownAt(happened('alert', '14:02', 'a'), [page, message, alert])?.evidenceId).toBe('m')
  })

  test('its own message tells it, and nothing earlier or later does', () => {
    const message = piece('m', 'slack', '14:09:30', { text: 'we deployed at 13:52' })
    const known = knownAt(happened('deploy', '13:52', 'm'), [message])
    expect(known).toMatchObject({ at: at('14:09:30'), how: 'told' })
  })

  test('a message before the event announces it and does not tell it', () => {
    const before = piece('m', 'slack', '13:40', { correlates: ['version:v4.1.0'] })
    const deploy = piece('d', 'github', '13:52', { kind: 'deploy', correlates: ['version:v4.1.0'] })
    expect(knownAt(happened('deploy', '13:52', 'd'), [before, deploy])).toBeNull()
  })

  test('a page that names nothing is taken for the alert before it, and said to be a guess', () => {
    const page = piece('p', 'pagerduty', '14:07', { kind: 'page', text: 'Checkout is slow' })
    expect(knownAt(happened('alert', '14:02', 'a'), [alert, page])).toMatchObject({ how: 'paged' })
  })

  test('a page of another hour is another matter', () => {
    const page = piece('p', 'pagerduty', '14:18', { kind: 'page', text: 'Checkout is slow' })
    expect(knownAt(happened('alert', '14:02', 'a'), [alert, page])).toBeNull()
  })

  test('an event without evidence, without a time or without any telling is not spoken about', () => {
    expect(knownAt(happened('alert', '14:02'), [])).toBeNull()
    expect(knownAt(happened('chat', null, 'm'), [piece('m', 'slack', '14:02')])).toBeNull()
    expect(
      knownAt(happened('commit', '14:02', 'c'), [piece('c', 'git', '14:02', { kind: 'commit' })]),
    ).toBeNull()
  })

  test('a second clock is worth showing from a full minute on', () => {
    expect(knownLater({ happenedAt: at('14:02:10') }, { at: at('14:02:50') })).toBeNull()
    expect(knownLater({ happenedAt: at('14:02', 'hour') }, { at: at('14:30') })).toBeNull()
    expect(knownLater({ happenedAt: at('14:07') }, { at: at('14:02') })).toBeNull()
  })
})

const clock = fc
  .integer({ min: 0, max: 7_200 })
  .map((second) => new Date(Date.UTC(2026, 2, 12, 14) + second * 1000).toISOString().slice(11, 19))
const names = fc.subarray(['alertname:DiskFull', 'version:v1.2', 'commit:abc'])
const evidence = fc
  .array(
    fc.record({
      source: fc.constantFrom<EvidenceSource>('slack', 'alertmanager', 'pagerduty', 'git', 'notes'),
      kind: fc.constantFrom<EventKind>('chat', 'alert', 'page', 'deploy', 'commit'),
      clock,
      names,
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map((one, index) =>
      piece(`p${index}`, one.source, one.clock, { kind: one.kind, correlates: one.names }),
    ),
  )

describe('laws', () => {
  const events = (pieces: readonly Visible[]) =>
    pieces.map(({ id, kind, happenedAt }) => ({ id: `e ${id}`, kind, happenedAt, evidenceIds: [id] }))

  test('whatever order evidence comes in, the same is known', () => {
    fc.assert(
      fc.property(evidence, (pieces) => {
        const told = events(pieces)
        expect(knownTimes(told, pieces.toReversed())).toEqual(knownTimes(told, pieces))
      }),
    )
  })

  test('an event told by one piece of its own time is never known before it happened, and one at a time or all at once is the same', () => {
    fc.assert(
      fc.property(evidence, (pieces) => {
        const told = events(pieces)
        const known = knownTimes(told, pieces)
        expect(known).toEqual(told.flatMap((event) => knownAt(event, pieces) ?? []))
        for (const { eventId, at: knownAtMoment } of known) {
          const event = told.find(({ id }) => id === eventId)
          expect(knownAtMoment.at >= (event?.happenedAt?.at ?? '')).toBe(true)
        }
      }),
    )
  })

  test('what is known by a piece was not seen before that piece appeared', () => {
    fc.assert(
      fc.property(evidence, (pieces) => {
        for (const { evidenceId, at: knownMoment } of knownTimes(events(pieces), pieces)) {
          const by = pieces.find(({ id }) => id === evidenceId)
          expect(by === undefined ? null : visibleAt(by)).toEqual(knownMoment)
        }
      }),
    )
  })
})
