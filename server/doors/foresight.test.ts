/** The future on the wire: whoever replays an incident must find nothing of what comes later in any answer. */
import { epochMs } from '@secondstory/review/model/instants'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Foresight } from '../operations/foresight.ts'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, reader } = doors.people

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  who = member,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, who)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

/** A word that stands nowhere else. */
let words = 0
const word = (kind: string): string => {
  words += 1
  return `${kind}mark${words}x`
}

/** An event of an invented incident: the minute it happened, and which earlier ones its decision saw. */
interface Drawn {
  readonly minute: number | null
  readonly hasDecision: boolean
  readonly seen: readonly number[]
}

const drawn: fc.Arbitrary<readonly Drawn[]> = fc.array(
  fc.record({
    minute: fc.option(fc.nat({ max: 30 }), { freq: 6 }),
    hasDecision: fc.boolean(),
    seen: fc.array(fc.nat({ max: 6 }), { maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 7 },
)

/** What was put in, by the moment from which it may be told. */
interface Told {
  readonly reference: string
  readonly incidentId: string
  /** Words never told in a replay: title, summary, factors, actions, draft. */
  readonly never: readonly string[]
  /** Words told only once the replay is over. */
  readonly hindsight: readonly string[]
  /** Words of an event, and the minute from which they may be told; null: its place alone says. */
  readonly events: readonly { readonly minute: number | null; readonly word: string }[]
  /** Words of a choice: not before the event that shows it. */
  readonly chosen: readonly { readonly eventWord: string; readonly word: string }[]
}

const moment = (minute: number) => ({
  at: `2026-03-12T14:${String(minute).padStart(2, '0')}:00Z`,
  precision: 'minute' as const,
})

async function invent(drawing: readonly Drawn[]): Promise<Told> {
  const never = { title: word('title'), summary: word('summary'), component: word('component') }
  const incident = await ask('openIncident', {
    title: `Ledger ${never.title}`,
    summary: `Nobody knew ${never.summary}.`,
    components: [never.component],
    kind: 'incident',
    severity: 'SEV1',
    startedAt: moment(0),
    endedAt: moment(59),
  })
  const incidentId = incident.id
  const events: { minute: number | null; word: string; actor: string; id: string }[] = []
  for (const { minute } of drawing) {
    const mark = word('event')
    const event = await ask('addTimelineEvent', {
      incidentId,
      happenedAt: minute === null ? null : moment(minute),
      until: minute === null ? null : '2026-03-12T15:55:00.000Z',
      kind: 'observation',
      actor: { kind: 'system', name: word('actor') },
      text: `The ledger ${mark}.`,
    })
    events.push({ minute, word: mark, actor: event.actor.name, id: event.id })
  }
  const rows = {
    factor: word('factor'),
    lesson: word('lesson'),
    action: word('action'),
    draft: word('draft'),
    impact: word('impact'),
  }
  await ask('nameFactor', {
    incidentId,
    code: 'GRD-1',
    statement: `Nothing checked the ledger ${rows.factor}.`,
    certainty: 'observed',
    eventIds: events.map(({ id }) => id),
  })
  await ask('addLesson', { incidentId, kind: 'lucky', text: `It was a short day ${rows.lesson}.` })
  await ask('proposeAction', {
    incidentId,
    title: `Refuse a second ledger ${rows.action}`,
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
  })
  await ask('correctDraft', { incidentId, version: 1, text: `## Summary\n\nThe ledger ${rows.draft}.\n` })
  await ask('correctReview', {
    incidentId,
    version: 1,
    impact: { users: { state: 'known', text: rows.impact } },
  })
  const hindsight: string[] = []
  const chosen: { eventWord: string; word: string }[] = []
  for (const [index, { hasDecision, seen }] of drawing.entries()) {
    const own = events[index]
    if (!hasDecision || own === undefined) continue
    const later = {
      observed: word('observed'),
      usually: word('usually'),
      option: word('later'),
      what: word('what'),
      where: word('where'),
    }
    const made = {
      chosen: word('chosen'),
      sense: word('sense'),
      believed: word('believed'),
      expected: word('expected'),
    }
    hindsight.push(...Object.values(later))
    chosen.push(...Object.values(made).map((each) => ({ eventWord: own.word, word: each })))
    const inTime = seen.flatMap((position) => {
      const event = events[position]
      const isInTime = event?.minute != null && own.minute !== null && event.minute <= own.minute
      return isInTime && event.id !== own.id ? [event.id] : []
    })
    await ask('addDecision', {
      incidentId,
      eventId: own.id,
      role: 'incident commander',
      situation: 'The ledger stood still.',
      seenEventIds: inTime,
      options: [
        { text: 'Wait', costThen: 'minutes', seenThen: true },
        { text: `Stop the writer ${later.option}`, costThen: '', seenThen: false },
      ],
      notReached: [{ what: later.what, where: later.where, barrier: 'INF-2' }],
      ...{ chosen: made.chosen, madeSenseBecause: made.sense },
      ...{ believed: made.believed, expected: made.expected },
      ...{ observed: later.observed, usually: later.usually },
      easyPath: hindsight[0],
      contributed: true,
    })
  }
  return {
    reference: `INC-${incident.number}`,
    incidentId,
    never: [...Object.values(never), ...Object.values(rows), 'SEV1', '15:55', incidentId, 'severity'],
    hindsight,
    events: events.flatMap(({ minute, word: mark, actor }) => [
      { minute, word: mark },
      { minute, word: actor },
    ]),
    chosen,
  }
}

/** Walks a replay to its end, looking at every answer. */
async function walk(
  told: Told,
  source: Pick<OperationInput<'readForesight'>, 'reference' | 'editionId' | 'role'>,
) {
  const met = new Set<string>()
  let cursor: string | undefined
  for (let step = 0; ; step += 1) {
    expect(step).toBeLessThan(60)
    const { status, body } = await doors.call(
      'readForesight',
      { ...source, ...(cursor === undefined ? {} : { cursor }), to: step % 3 === 2 ? 'decision' : 'next' },
      member,
    )
    expect(status, JSON.stringify(body)).toBe(200)
    const answer = body as Foresight
    const text = JSON.stringify(body)
    look({ told, met, answer, text })
    for (const { word: each } of told.events) if (text.includes(each)) met.add(each)
    // What is asked again is what was shown, and no more.
    const here = await ask('readForesight', { ...source, cursor: answer.cursor, to: 'here' })
    look({ told, met, answer: here, text: JSON.stringify(here) })
    if (answer.isOver) return met
    cursor = answer.cursor
  }
}

function look({
  told,
  met,
  answer,
  text,
}: {
  readonly told: Told
  readonly met: ReadonlySet<string>
  readonly answer: Foresight
  readonly text: string
}): void {
  const now_ms = answer.clock === null ? Number.NEGATIVE_INFINITY : epochMs(answer.clock.at) + 60_000
  expect(told.never.filter((each) => text.includes(each))).toEqual([])
  if (!answer.isOver) expect(told.hindsight.filter((each) => text.includes(each))).toEqual([])
  const early = told.events.filter(
    ({ minute, word: each }) =>
      minute !== null && !met.has(each) && text.includes(each) && epochMs(moment(minute).at) >= now_ms,
  )
  expect(early).toEqual([])
  const shown = (each: string) => met.has(each) || text.includes(each)
  expect(
    told.chosen.filter(
      ({ eventWord, word: each }) => text.includes(each) && !(answer.isOver || shown(eventWord)),
    ),
  ).toEqual([])
  if (answer.decision !== null) {
    // The event that shows the choice waits until the reader has gone on.
    expect(answer.made.length === 0 || answer.events.length > 0).toBe(true)
    expect(text).not.toContain('laterOptions":["')
  }
}

test('no answer of a replay holds a word of what comes later, whatever the record', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (drawing) => {
      const told = await invent(drawing)
      const met = await walk(told, { reference: told.reference })
      // Everything is told in the end, so that nothing is hidden by being lost.
      expect(told.events.filter(({ word: each }) => !met.has(each))).toEqual([])
      await walk(told, { reference: told.reference, role: 'incident commander' })
    }),
    { numRuns: 12 },
  )
})

test('a cursor that nothing shown has made leads nowhere, so nobody can ask further on', async () => {
  const told = await invent([
    { minute: 1, hasDecision: false, seen: [] },
    { minute: 2, hasDecision: true, seen: [0] },
  ])
  for (const cursor of ['1', '2', 'over', 'AAAA', 'begin2']) {
    const { status, body } = await doors.call(
      'readForesight',
      { reference: told.reference, cursor, to: 'here' },
      member,
    )
    expect(status).toBe(409)
    expect(JSON.stringify(body)).toContain('it can begin again')
  }
})

test('readers replay what is published, and an incident under work is not theirs', async () => {
  const told = await invent([{ minute: 1, hasDecision: false, seen: [] }])
  const { status, body } = await doors.call('readForesight', { reference: told.reference }, reader)
  expect(status).toBe(403)
  expect(JSON.stringify(body)).toContain(
    'A working record is seen by its team and by the people named for its review',
  )
  expect((await doors.call('readForesight', { reference: told.reference })).status).toBe(401)
})
