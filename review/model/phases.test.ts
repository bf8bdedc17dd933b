import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventKind, eventKinds } from './evidence.ts'
import { moment, type Precision } from './instants.ts'
import { type Marks, type PhasedEvent, phaseNames, phaseStretches, proposePhases } from './phases.ts'
import { inOrder } from './timeline.ts'

const unmarked: Marks = { startedAt: null, detectedAt: null, mitigatedAt: null, endedAt: null }

function at(clock: string, precision: Precision = 'minute') {
  return moment(`2026-03-12T${clock.padEnd(8, ':00')}Z`, precision)
}

function event(clock: string, kind: EventKind, more: Partial<PhasedEvent> = {}): PhasedEvent {
  const happenedAt = clock === '' ? null : at(clock, clock.length > 5 ? 'second' : 'minute')
  return { id: `${clock} ${kind}`, happenedAt, rank: 0, kind, isTrigger: false, state: 'accepted', ...more }
}

/** The phase of every event, in order. */
function told(
  events: readonly PhasedEvent[],
  marks: Partial<Marks> = {},
): readonly (readonly [string, string])[] {
  const found = proposePhases(events, { ...unmarked, ...marks })
  return inOrder(events).map(({ id }) => [id, found.get(id) ?? 'none'])
}

const usual = [
  event('13:40', 'config-change'),
  event('14:00', 'deploy', { isTrigger: true }),
  event('14:02', 'alert'),
  event('14:07', 'page'),
  event('14:09', 'chat'),
  event('14:20', 'decision'),
  event('14:22', 'mitigation'),
  event('14:24', 'observation'),
  event('14:31', 'recovery'),
  event('14:40', 'status-update'),
]

describe('phases of an incident nobody marked', () => {
  test('follow from the trigger and the kinds', () => {
    expect(told(usual)).toEqual([
      ['13:40 config-change', 'lead-up'],
      ['14:00 deploy', 'lead-up'],
      ['14:02 alert', 'detection'],
      ['14:07 page', 'detection'],
      ['14:09 chat', 'diagnosis'],
      ['14:20 decision', 'diagnosis'],
      ['14:22 mitigation', 'mitigation'],
      ['14:24 observation', 'mitigation'],
      ['14:31 recovery', 'recovery'],
      ['14:40 status-update', 'after'],
    ])
  })

  test('begin with the first alert when no trigger is known', () => {
    const events = usual.map((one) => ({ ...one, isTrigger: false }))
    expect(told(events)).toEqual(told(usual))
  })

  test('a recovery that did not hold is no recovery while mitigation goes on', () => {
    const events = [
      ...usual.slice(0, 7),
      event('14:23', 'recovery'),
      event('14:26', 'mitigation'),
      event('14:31', 'recovery'),
    ]
    expect(told(events).slice(6)).toEqual([
      ['14:22 mitigation', 'mitigation'],
      ['14:23 recovery', 'mitigation'],
      ['14:26 mitigation', 'mitigation'],
      ['14:31 recovery', 'recovery'],
    ])
  })

  test('a deploy while people are at work counts as the change that limited harm, when nothing else does', () => {
    const events = [
      event('14:02', 'alert'),
      event('14:09', 'chat'),
      event('14:12', 'deploy'),
      event('14:31', 'recovery'),
    ]
    expect(told(events).map(([, phase]) => phase)).toEqual([
      'detection',
      'diagnosis',
      'mitigation',
      'recovery',
    ])
  })

  test('what is only suggested, or was turned down, begins no phase', () => {
    for (const state of ['tray', 'rejected'] as const) {
      const events = [event('13:50', 'alert', { state }), ...usual.slice(2)]
      expect(told(events)[0]).toEqual(['13:50 alert', 'lead-up'])
    }
  })

  test('records of changes alone tell of no harm', () => {
    const events = [event('13:40', 'config-change'), event('13:41', 'commit')]
    expect(told(events).map(([, phase]) => phase)).toEqual(['lead-up', 'lead-up'])
  })
})

describe('marks decide', () => {
  const marks = {
    startedAt: at('14:00'),
    detectedAt: at('14:07'),
    mitigatedAt: at('14:24'),
    endedAt: at('14:45'),
  }

  test('where they are set', () => {
    expect(told(usual, marks).map(([, phase]) => phase)).toEqual([
      'lead-up',
      'lead-up',
      'detection',
      'detection',
      'diagnosis',
      'diagnosis',
      'mitigation',
      'mitigation',
      'recovery',
      'recovery',
    ])
  })

  test('a mark of a minute takes in what happened within it', () => {
    const events = [event('14:07:50', 'chat'), event('14:08:00', 'chat')]
    expect(told(events, marks).map(([, phase]) => phase)).toEqual(['detection', 'diagnosis'])
  })

  test('an impact that was over without any repair leaves mitigation out', () => {
    const events = [event('14:02', 'alert'), event('14:50', 'note'), event('14:55', 'mitigation')]
    expect(told(events, { endedAt: at('14:45') }).map(([, phase]) => phase)).toEqual([
      'detection',
      'after',
      'after',
    ])
  })
})

test('an event without a time takes the phase of its neighbour before', () => {
  const ranked = usual.map((one, index) => ({ ...one, rank: index }))
  const found = new Map(told([...ranked, event('', 'agent-step', { rank: 5.5 })]))
  expect(found.get(' agent-step')).toBe('diagnosis')
})

test('stretches follow what a person said', () => {
  const corrected = usual.map((one) => ({
    ...one,
    phase: one.kind === 'page' ? ('diagnosis' as const) : null,
  }))
  expect(phaseStretches(corrected, unmarked).map(({ phase, eventIds }) => [phase, eventIds.length])).toEqual([
    ['lead-up', 2],
    ['detection', 1],
    ['diagnosis', 3],
    ['mitigation', 2],
    ['recovery', 1],
    ['after', 1],
  ])
})

const someMark = fc.option(
  fc.record({ minute: fc.nat(59), precision: fc.constantFrom<Precision>('hour', 'minute', 'second') }),
)
const someMarks: fc.Arbitrary<Marks> = fc
  .tuple(someMark, someMark, someMark, someMark)
  .map((marks) =>
    marks.map((mark) => mark && at(`14:${String(mark.minute).padStart(2, '0')}`, mark.precision)),
  )
  .map(([startedAt = null, detectedAt = null, mitigatedAt = null, endedAt = null]) => ({
    startedAt,
    detectedAt,
    mitigatedAt,
    endedAt,
  }))

const someEvents: fc.Arbitrary<PhasedEvent[]> = fc
  .array(
    fc.record({
      minute: fc.option(fc.nat(59)),
      rank: fc.nat(5),
      kind: fc.constantFrom(...(Object.keys(eventKinds) as EventKind[])),
      state: fc.constantFrom('accepted', 'proposed', 'tray', 'rejected'),
      isTrigger: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((list) =>
    list.map(({ minute, ...rest }, index) => ({
      id: String(index).padStart(2, '0'),
      happenedAt: minute === null ? null : at(`14:${String(minute).padStart(2, '0')}`),
      ...rest,
    })),
  )

describe('laws', () => {
  test('every event has one phase, phases never go back, and the order of asking does not matter', () => {
    fc.assert(
      fc.property(someEvents, someMarks, fc.infiniteStream(fc.nat()), (events, marks, dice) => {
        const found = proposePhases(events, marks)
        expect(found.size).toBe(events.length)
        const places = inOrder(events).map(({ id }) => phaseNames.indexOf(found.get(id) ?? 'after'))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        const shuffled = events
          .map((one) => [dice.next().value, one] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, one]) => one)
        expect(new Map(proposePhases(shuffled, marks))).toEqual(found)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing that lies before the start is later than lead-up, unless another mark contradicts it', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(59), (events, minute) => {
        const startedAt = at(`14:${String(minute).padStart(2, '0')}`)
        const untriggered = events.map((one) => ({ ...one, isTrigger: false }))
        const found = proposePhases(untriggered, { ...unmarked, startedAt })
        for (const one of untriggered) {
          if (one.happenedAt === null) continue
          const isBefore = one.happenedAt.at < startedAt.at
          expect(found.get(one.id) === 'lead-up').toBe(isBefore)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('stretches hold every event once, in order', () => {
    fc.assert(
      fc.property(someEvents, someMarks, (events, marks) => {
        const stretches = phaseStretches(events, marks)
        expect(stretches.flatMap(({ eventIds }) => eventIds)).toEqual(inOrder(events).map(({ id }) => id))
      }),
    )
  })
})
