import { expect, test } from 'vitest'
import { storeEvidence } from '../store/evidence.ts'
import { startImport } from '../store/imports.ts'
import type { OperationInput } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)

const at = (clock: string) => ({ at: `2026-03-12T${clock}:00Z`, precision: 'minute' }) as const

async function event(incidentId: string, clock: string, text: string) {
  return ask('addTimelineEvent', {
    incidentId,
    happenedAt: at(clock),
    kind: 'decision',
    actor: { kind: 'role', name: 'incident commander' },
    text,
  })
}

/** An incident with a rollback at 14:15, and two messages: one before it, one after. */
async function withDecision(more: Partial<OperationInput<'addDecision'>> = {}) {
  const incident = await ask('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  const incidentId = incident.id
  const rollback = await event(incidentId, '14:15', 'The rollback was started.')
  const [before, after] = await messages(incidentId)
  const decision = await ask('addDecision', {
    incidentId,
    eventId: rollback.id,
    role: 'incident commander',
    ...more,
  })
  return { incidentId, rollback, before, after, decision }
}

async function messages(incidentId: string): Promise<readonly [string, string]> {
  const bringing = { incidentId, importId: crypto.randomUUID() }
  await startImport(house.database.queries, {
    id: bringing.importId,
    incidentId,
    fileName: 'export.json',
    sizeBytes: 10,
    startedAt: house.clock.now,
  })
  const message = (clock: string, text: string) => ({
    source: 'slack' as const,
    key: `slack:${clock}`,
    happenedAt: { at: `2026-03-12T${clock}:30.000Z`, precision: 'second' as const, isAbout: false },
    basis: 'occurred' as const,
    sequence: clock,
    kind: 'chat' as const,
    speaker: null,
    text,
    place: '#incident',
    marks: [],
    correlates: [],
  })
  await storeEvidence(house.database.queries, bringing, [
    message('14:11', 'p99 on POST /orders is 29 s'),
    message('14:31', 'the archiver has an image of its own'),
  ])
  const { items } = await ask('findEvidence', { incidentId })
  const [first, second] = items
  if (first === undefined || second === undefined) throw new Error('Two messages were stored.')
  return [first.id, second.id]
}

test('a decision keeps every word, in the record and in its history', async () => {
  const words = {
    situation: 'Errors began ten minutes after a release.',
    goals: ['get orders through', 'keep the release train moving'],
    notReached: [
      { what: 'The list of what a rollback covers', where: 'deploy controller', barrier: 'INF-2' },
    ],
    believed: 'The release is behind it.',
    confidence: 'medium',
    options: [
      { text: 'Roll back', costThen: 'four minutes', seenThen: true },
      { text: 'Suspend the job', costThen: '', seenThen: false },
    ],
    easyPath: 'one button',
    safePath: 'look at the database first',
    friction: 'another team has to be woken',
    pressures: ['41 tickets'],
    tradeoff: 'speed over certainty',
    chosen: 'Roll back',
    expected: 'Errors end within five minutes.',
    observed: 'They went on.',
    madeSenseBecause: 'It was the newest change and it touched the write path.',
    usually: 'Four rollbacks of five end it.',
    source: 'first-hand',
    certainty: 'supported',
    contributed: true,
  } satisfies Partial<OperationInput<'addDecision'>>
  const { incidentId, decision, rollback, before } = await withDecision(words)
  const seen = await ask('correctDecision', {
    id: decision.id,
    version: 1,
    seenEvidenceIds: [before],
  })
  const record = await ask('readIncident', { id: incidentId })
  expect(record.decisions).toEqual([seen])
  expect(seen).toMatchObject({ ...words, eventId: rollback.id, version: 2, seenEvidenceIds: [before] })
  expect(record.seen.map(({ id, text }) => [id, text])).toEqual([[before, 'p99 on POST /orders is 29 s']])
  const [newest] = await ask('listHistory', { incidentId })
  expect(newest?.what).toBe('Changed seen evidence ids of the decision "Roll back".')
})

test('evidence first visible after the decision is refused as seen, with both clocks', async () => {
  const { incidentId, decision, rollback, before, after } = await withDecision()
  const late = { id: decision.id, version: 1, seenEvidenceIds: [before, after] }
  for (const work of [
    ask('correctDecision', late),
    ask('addDecision', {
      incidentId,
      eventId: rollback.id,
      role: 'checkout on-call',
      seenEvidenceIds: [after],
    }),
  ]) {
    const no = await refusal(work)
    expect(no.kind).toBe('not-ready')
    expect(no.message).toContain('"the archiver has an image of its own" could first be seen at 14:31:30')
    expect(no.message).toContain('the decision was made at 14:15')
    expect(no.message).toContain('What was there to be seen before 14:15?')
    expect(no.blockers[0]?.rule).toBe('seen-after-the-decision')
  }
  expect((await ask('readIncident', { id: incidentId })).decisions).toEqual([decision])
})

test('an event that came later is refused as seen, and one of the same minute is not', async () => {
  const { incidentId, decision } = await withDecision()
  const same = await event(incidentId, '14:15', 'Tickets reached 41.')
  const later = await event(incidentId, '14:21', 'The error rate stayed.')
  const no = await refusal(
    ask('correctDecision', { id: decision.id, version: 1, seenEventIds: [same.id, later.id] }),
  )
  expect(no.blockers.map(({ rule }) => rule)).toEqual(['seen-after-the-decision'])
  expect(no.message).toContain('14:21')
  const kept = await ask('correctDecision', { id: decision.id, version: 1, seenEventIds: [same.id] })
  expect(kept.seenEventIds).toEqual([same.id])
})

test('an event that is moved later turns into a blocker, and no work is lost', async () => {
  const { incidentId, rollback, decision, before } = await withDecision()
  const seen = await ask('correctDecision', { id: decision.id, version: 1, seenEvidenceIds: [before] })
  await ask('correctTimelineEvent', {
    id: rollback.id,
    version: rollback.version,
    happenedAt: at('14:05'),
  })
  const { blockers } = await ask('listBlockers', { incidentId })
  const found = blockers.find(({ rule }) => rule === 'seen-after-the-decision')
  expect(found?.sentence).toContain('could first be seen at 14:11:30')
  expect(found?.place).toEqual({ tab: 'decisions', id: decision.id })
  const worked = await ask('correctDecision', { id: seen.id, version: 2, situation: 'Errors all over.' })
  expect(worked).toMatchObject({ situation: 'Errors all over.', seenEvidenceIds: [before] })
})

test('a name in place of a role is refused', async () => {
  const { incidentId, rollback } = await withDecision()
  await ask('addParticipant', {
    incidentId,
    name: 'Anouk Verhoeven',
    handles: ['anouk'],
    role: 'database on-call',
  })
  for (const role of ['Anouk Verhoeven', '@anouk', 'Maria Kowalska', 'Ria Reader']) {
    const no = await refusal(ask('addDecision', { incidentId, eventId: rollback.id, role }))
    expect(no.blockers[0]?.rule).toBe('name-in-place-of-role')
  }
  const kept = await ask('addDecision', { incidentId, eventId: rollback.id, role: 'database on-call' })
  expect(kept.role).toBe('database on-call')
})

test('events and evidence of another incident, and barriers nobody knows, are refused', async () => {
  const [mine, other] = [await withDecision(), await withDecision()]
  const correct = { id: mine.decision.id, version: 1 }
  for (const wrong of [
    { eventId: other.rollback.id },
    { seenEventIds: [other.rollback.id] },
    { seenEvidenceIds: [other.before] },
    { notReached: [{ what: 'a list', where: '', barrier: 'NOPE-1' }] },
  ]) {
    expect((await refusal(ask('correctDecision', { ...correct, ...wrong }))).kind).toBe('invalid')
  }
})

test('a contributing decision needs a reason and a condition before an edition', async () => {
  const { incidentId, decision, rollback } = await withDecision({ contributed: true })
  const rules = async () => {
    const { blockers } = await ask('listBlockers', { incidentId })
    return blockers.flatMap(({ rule, place }) => (place.tab === 'decisions' ? [rule] : []))
  }
  expect(await rules()).toEqual(['decision-without-reason', 'decision-without-condition'])
  expect((await refusal(ask('publishReview', { incidentId }))).blockers.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['decision-without-reason', 'decision-without-condition']),
  )
  await ask('correctDecision', {
    id: decision.id,
    version: 1,
    madeSenseBecause: 'It was the newest change and it touched the write path.',
  })
  expect(await rules()).toEqual(['decision-without-condition'])
  await ask('nameFactor', {
    incidentId,
    code: 'INF-2',
    statement: 'The rollback page named all workloads and covered the services alone.',
    certainty: 'observed',
    eventIds: [rollback.id],
  })
  expect(await rules()).toEqual([])
})

test('a decision whose event is taken away waits for another, and comes back with it', async () => {
  const { incidentId, rollback, decision } = await withDecision()
  const { removalId } = await ask('removeTimelineEvents', { incidentId, ids: [rollback.id] })
  const gone = await ask('listBlockers', { incidentId })
  expect(gone.blockers.map(({ rule }) => rule)).toContain('decision-without-event')
  expect((await ask('readIncident', { id: incidentId })).decisions).toEqual([decision])
  await ask('undoRemoval', { removalId })
  const back = await ask('listBlockers', { incidentId })
  expect(back.blockers.map(({ rule }) => rule)).not.toContain('decision-without-event')
})

test('decisions follow merged events, and go back when the merge is taken back', async () => {
  const { incidentId, rollback, decision } = await withDecision()
  const kept = await event(incidentId, '14:15', 'Release v4.18.0 went back.')
  const earlier = await event(incidentId, '14:10', 'Tickets came in.')
  const seen = await ask('correctDecision', { id: decision.id, version: 1, seenEventIds: [earlier.id] })
  const merged = await ask('mergeTimelineEvents', {
    incidentId,
    ids: [kept.id, rollback.id],
    keepId: kept.id,
  })
  const early = await event(incidentId, '14:09', 'The first ticket came in.')
  const other = await ask('mergeTimelineEvents', {
    incidentId,
    ids: [early.id, earlier.id],
    keepId: early.id,
  })
  const [moved] = (await ask('readIncident', { id: incidentId })).decisions
  expect(moved).toMatchObject({ eventId: kept.id, seenEventIds: [early.id] })
  await ask('undoRemoval', { removalId: merged.removalId })
  await ask('undoRemoval', { removalId: other.removalId })
  const [back] = (await ask('readIncident', { id: incidentId })).decisions
  expect(back).toMatchObject({ eventId: rollback.id, seenEventIds: seen.seenEventIds })
})

test('a removed decision comes back as it was', async () => {
  const { incidentId, decision } = await withDecision({ situation: 'Errors began after a release.' })
  const { removalId } = await ask('removeDecision', { id: decision.id })
  expect((await ask('readIncident', { id: incidentId })).decisions).toEqual([])
  expect(await ask('undoRemoval', { removalId })).toEqual({ noun: 'decision' })
  expect((await ask('readIncident', { id: incidentId })).decisions).toEqual([{ ...decision, version: 2 }])
})

test('of two who work on one decision, the second gets both versions', async () => {
  const { decision } = await withDecision()
  const mine = await ask('correctDecision', { id: decision.id, version: 1, believed: 'It is the release.' })
  const no = await refusal(ask('correctDecision', { id: decision.id, version: 1, believed: 'The network.' }))
  expect(no.kind).toBe('conflict')
  expect(no.current).toEqual(mine)
})

test('a page that saves as it is written leaves one line of history for one sitting', async () => {
  const { incidentId, decision } = await withDecision({ chosen: 'Roll back' })
  let { version } = decision
  for (const situation of ['E', 'Err', 'Errors began after a release.']) {
    version = (await ask('correctDecision', { id: decision.id, version, situation })).version
  }
  const lines = (await ask('listHistory', { incidentId })).filter(({ noun }) => noun === 'decision')
  expect(lines.map(({ what }) => what)).toEqual([
    'Worked on the decision "Roll back".',
    'Added the decision "Roll back".',
  ])
})

test('a decision read again after events it saw were removed still names them when they come back', async () => {
  const { incidentId, decision } = await withDecision()
  const earlier = await event(incidentId, '14:10', 'Tickets came in.')
  await ask('correctDecision', { id: decision.id, version: 1, seenEventIds: [earlier.id] })
  const { removalId } = await ask('removeTimelineEvents', { incidentId, ids: [earlier.id] })
  await ask('correctDecision', { id: decision.id, version: 2, believed: 'It is the release.' })
  await ask('undoRemoval', { removalId })
  const [back] = (await ask('readIncident', { id: incidentId })).decisions
  expect(back?.seenEventIds).toEqual([earlier.id])
})
