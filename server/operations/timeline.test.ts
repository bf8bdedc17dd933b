import { expect, test } from 'vitest'
import type { OperationInput } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)

async function incident() {
  return ask('openIncident', { title: 'Checkout writes were refused', kind: 'incident', severity: 'SEV2' })
}

const deploy: Omit<OperationInput<'addTimelineEvent'>, 'incidentId'> = {
  happenedAt: { at: '2026-03-12T14:02:00Z', precision: 'minute' },
  kind: 'deploy',
  actor: { kind: 'system', name: 'deploy pipeline' },
  text: 'Version 812 reached half of the cluster.',
}

test('an event added by hand is accepted, certain, and has a history', async () => {
  const { id: incidentId } = await incident()
  const event = await ask('addTimelineEvent', { incidentId, ...deploy })
  expect(event).toMatchObject({
    state: 'accepted',
    confidence: 1,
    lane: 'by hand',
    version: 1,
    happenedAt: { at: '2026-03-12T14:02:00.000Z', precision: 'minute', isAbout: false },
  })
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline).toEqual([event])
  const [newest] = await ask('listHistory', { incidentId })
  expect(newest).toMatchObject({
    what: 'Added the timeline event "Version 812 reached half of the cluster.".',
    byName: 'Mo Member',
    noun: 'timeline event',
    nounId: event.id,
  })
})

test('a time from another zone becomes UTC', async () => {
  const { id: incidentId } = await incident()
  const event = await ask('addTimelineEvent', {
    incidentId,
    ...deploy,
    happenedAt: { at: '2026-03-12T15:02:00+01:00' },
  })
  expect(event.happenedAt?.at).toBe('2026-03-12T14:02:00.000Z')
})

test.each([
  '0001-01-01T00:00:00Z',
  '3026-01-01T00:00:00Z',
  '2026-03-12T14:02:00',
  '2026-02-30T14:02:00Z',
  'noon',
])('the time %s is refused with a sentence that names the field', async (at) => {
  const { id: incidentId } = await incident()
  const no = await refusal(ask('addTimelineEvent', { incidentId, ...deploy, happenedAt: { at } }))
  expect(no.kind).toBe('invalid')
  expect(no.message).toContain('"happenedAt.at"')
  expect(no.message).toContain(JSON.stringify(at))
  expect((await ask('readIncident', { id: incidentId })).timeline).toEqual([])
})

test('a known name as actor is answered with its role', async () => {
  const { id: incidentId } = await incident()
  const participant = await ask('addParticipant', {
    incidentId,
    name: 'Anouk Verhoeven',
    handles: ['anouk'],
    role: 'database on-call',
  })
  for (const name of ['Anouk Verhoeven', 'anouk verhoeven', '@anouk']) {
    const no = await refusal(
      ask('addTimelineEvent', { incidentId, ...deploy, actor: { kind: 'role', name } }),
    )
    expect(no.kind).toBe('not-ready')
    expect(no.message).toContain('"database on-call" is the role we have for it')
    expect(no.blockers).toMatchObject([
      { rule: 'name-in-place-of-role', place: { tab: 'timeline', id: participant.id } },
    ])
  }
  const told = await ask('addTimelineEvent', {
    incidentId,
    ...deploy,
    actor: { kind: 'role', name: 'database on-call' },
  })
  expect(told.actor.name).toBe('database on-call')
})

test('a name nobody registered is refused as well, and so is that of a person with an account', async () => {
  const { id: incidentId } = await incident()
  for (const name of ['Maria Kowalska', '@mkowalska', 'Ria Reader']) {
    const no = await refusal(
      ask('addTimelineEvent', { incidentId, ...deploy, actor: { kind: 'role', name } }),
    )
    expect(no.blockers[0]?.rule).toBe('name-in-place-of-role')
  }
})

test('of two who correct one event, the second gets both versions', async () => {
  const { id: incidentId } = await incident()
  const event = await ask('addTimelineEvent', { incidentId, ...deploy })
  const mine = await ask('correctTimelineEvent', {
    id: event.id,
    version: 1,
    text: 'Version 812 was half rolled out.',
  })
  expect(mine).toMatchObject({ version: 2, text: 'Version 812 was half rolled out.' })
  const no = await refusal(ask('correctTimelineEvent', { id: event.id, version: 1, kind: 'note' }))
  expect(no.kind).toBe('conflict')
  expect(no.current).toEqual(mine)
})

test('two corrections at the same moment: one is stored, one is told', async () => {
  const { id: incidentId } = await incident()
  const event = await ask('addTimelineEvent', { incidentId, ...deploy })
  const answers = await Promise.allSettled(
    ['one', 'two'].map((text) => ask('correctTimelineEvent', { id: event.id, version: 1, text })),
  )
  expect(answers.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline[0]?.version).toBe(2)
})

test('a correction that changes nothing raises no version and leaves no history', async () => {
  const { id: incidentId } = await incident()
  const event = await ask('addTimelineEvent', { incidentId, ...deploy })
  const before = await ask('listHistory', { incidentId })
  expect(await ask('correctTimelineEvent', { id: event.id, version: 1, text: event.text })).toEqual(event)
  expect(await ask('listHistory', { incidentId })).toEqual(before)
})

test('many are marked at once, and marking twice changes nothing', async () => {
  const { id: incidentId } = await incident()
  const events = await Promise.all(
    [1, 2, 3].map((rank) => ask('addTimelineEvent', { incidentId, ...deploy, rank })),
  )
  const ids = events.map((event) => event.id)
  const marked = await ask('markTimelineEvents', { incidentId, ids, state: 'rejected' })
  expect(marked.map((event) => [event.state, event.version])).toEqual(ids.map(() => ['rejected', 2]))
  expect(await ask('markTimelineEvents', { incidentId, ids, state: 'rejected' })).toEqual(marked)
  expect((await ask('listHistory', { incidentId }))[0]?.what).toBe('Marked 3 timeline events.')
})

test('events of another incident are not marked', async () => {
  const [mine, other] = [await incident(), await incident()]
  const event = await ask('addTimelineEvent', { incidentId: other.id, ...deploy })
  const no = await refusal(
    ask('markTimelineEvents', { incidentId: mine.id, ids: [event.id], state: 'rejected' }),
  )
  expect(no.kind).toBe('not-found')
})

test('there is one trigger', async () => {
  const { id: incidentId } = await incident()
  const first = await ask('addTimelineEvent', { incidentId, ...deploy })
  const second = await ask('addTimelineEvent', { incidentId, ...deploy })
  await ask('markTrigger', { incidentId, eventId: first.id })
  const changed = await ask('markTrigger', { incidentId, eventId: second.id })
  expect(changed.map((event) => [event.id, event.isTrigger])).toEqual([
    [first.id, false],
    [second.id, true],
  ])
  await Promise.all([first, second].map((event) => ask('markTrigger', { incidentId, eventId: event.id })))
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline.filter((event) => event.isTrigger)).toHaveLength(1)
  await ask('markTrigger', { incidentId, eventId: null })
  expect((await ask('readIncident', { id: incidentId })).timeline.some((event) => event.isTrigger)).toBe(
    false,
  )
})

test('merged events become one, factors follow, and taking it back splits them as they were', async () => {
  const { id: incidentId } = await incident()
  const [kept, twin] = [
    await ask('addTimelineEvent', { incidentId, ...deploy }),
    await ask('addTimelineEvent', { incidentId, ...deploy, text: 'Half of the cluster ran version 812.' }),
  ]
  await ask('markTrigger', { incidentId, eventId: twin.id })
  const factor = await ask('nameFactor', {
    incidentId,
    code: 'GRD-1',
    statement: 'The pipeline had no check for pending migrations.',
    certainty: 'observed',
    eventIds: [twin.id],
  })
  const merged = await ask('mergeTimelineEvents', { incidentId, ids: [kept.id, twin.id], keepId: kept.id })
  expect(merged).toMatchObject({ id: kept.id, isTrigger: true })
  const after = await ask('readIncident', { id: incidentId })
  expect(after.timeline.map((event) => event.id)).toEqual([kept.id])
  expect(after.factors[0]?.eventIds).toEqual([kept.id])

  expect(await ask('undoRemoval', { removalId: merged.removalId })).toEqual({ noun: 'timeline event' })
  const back = await ask('readIncident', { id: incidentId })
  expect(back.timeline.map((event) => [event.id, event.isTrigger])).toEqual([
    [kept.id, false],
    [twin.id, true],
  ])
  expect(back.factors[0]).toMatchObject({ id: factor.id, eventIds: [twin.id] })
})

test('of two merges into one event, splitting the first leaves the second as it is', async () => {
  const { id: incidentId } = await incident()
  const add = () => ask('addTimelineEvent', { incidentId, ...deploy })
  const [kept, one, two] = [await add(), await add(), await add()]
  const evidence = ['1', '2', '3'].map((last) => `00000000-0000-7000-8000-00000000000${last}`)
  for (const [index, event] of [kept, one, two].entries()) {
    await house.database.pool.query('update timeline_events set evidence_ids = $1 where id = $2', [
      [evidence[index]],
      event.id,
    ])
  }
  const named = {
    incidentId,
    code: 'GRD-1',
    statement: 'Nothing checked the order of steps.',
    certainty: 'observed',
  } as const
  await ask('nameFactor', { ...named, eventIds: [one.id, two.id] })
  const first = await ask('mergeTimelineEvents', { incidentId, ids: [kept.id, one.id], keepId: kept.id })
  const second = await ask('mergeTimelineEvents', { incidentId, ids: [kept.id, two.id], keepId: kept.id })
  expect(second.evidenceIds).toEqual(evidence)
  await ask('undoRemoval', { removalId: first.removalId })
  const { timeline, factors } = await ask('readIncident', { id: incidentId })
  expect(timeline.map((event) => [event.id, event.evidenceIds])).toEqual([
    [kept.id, [evidence[0], evidence[2]]],
    [one.id, [evidence[1]]],
  ])
  expect(factors[0]?.eventIds).toContain(one.id)
})

test('a removal is taken back whole, and taking it back twice changes nothing', async () => {
  const { id: incidentId } = await incident()
  const events = await Promise.all(
    [1, 2].map((rank) => ask('addTimelineEvent', { incidentId, ...deploy, rank })),
  )
  const ids = events.map((event) => event.id)
  const { removalId } = await ask('removeTimelineEvents', { incidentId, ids })
  expect((await ask('readIncident', { id: incidentId })).timeline).toEqual([])
  await ask('undoRemoval', { removalId })
  await ask('undoRemoval', { removalId })
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline.map((event) => event.id)).toEqual(ids)
  const what = (await ask('listHistory', { incidentId })).map((line) => line.what)
  expect(what.slice(0, 2)).toEqual(['Brought back 2 timeline events.', 'Removed 2 timeline events.'])
})

test('a removed trigger comes back as an ordinary event when another was marked meanwhile', async () => {
  const { id: incidentId } = await incident()
  const [old, young] = [
    await ask('addTimelineEvent', { incidentId, ...deploy }),
    await ask('addTimelineEvent', { incidentId, ...deploy }),
  ]
  await ask('markTrigger', { incidentId, eventId: old.id })
  const { removalId } = await ask('removeTimelineEvents', { incidentId, ids: [old.id] })
  await ask('markTrigger', { incidentId, eventId: young.id })
  await ask('undoRemoval', { removalId })
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline.filter((event) => event.isTrigger).map((event) => event.id)).toEqual([young.id])
})

test('an event that ends before it begins is refused', async () => {
  const { id: incidentId } = await incident()
  const no = await refusal(ask('addTimelineEvent', { incidentId, ...deploy, until: '2026-03-12T14:01:00Z' }))
  expect(no.blockers[0]?.rule).toBe('span-backwards')
})

test('a role named later is renamed on every event at once, also on a removed one that comes back', async () => {
  const { id: incidentId } = await incident()
  const participant = await ask('addParticipant', {
    incidentId,
    name: 'Pim Blauw',
    handles: [],
    role: 'responder 1',
  })
  const actor = { kind: 'role', name: 'responder 1' } as const
  const shown = await ask('addTimelineEvent', { incidentId, ...deploy, actor })
  const hidden = await ask('addTimelineEvent', { incidentId, ...deploy, actor })
  const { removalId } = await ask('removeTimelineEvents', { incidentId, ids: [hidden.id] })
  const renamed = await ask('nameRole', { id: participant.id, version: 1, role: 'storage engineer' })
  expect(renamed).toMatchObject({ role: 'storage engineer', version: 2 })
  await ask('undoRemoval', { removalId })
  const { timeline } = await ask('readIncident', { id: incidentId })
  expect(timeline.map((event) => [event.id, event.actor.name])).toEqual([
    [shown.id, 'storage engineer'],
    [hidden.id, 'storage engineer'],
  ])
})

test('a role that is taken or a name is refused, and nothing is renamed', async () => {
  const { id: incidentId } = await incident()
  await ask('addParticipant', { incidentId, name: 'Ada Groen', handles: [], role: 'incident lead' })
  const second = await ask('addParticipant', {
    incidentId,
    name: 'Pim Blauw',
    handles: ['pim'],
    role: 'responder 1',
  })
  const event = await ask('addTimelineEvent', {
    incidentId,
    ...deploy,
    actor: { kind: 'role', name: 'responder 1' },
  })
  for (const [role, rule] of [
    ['Incident Lead', 'role-taken'],
    ['Pim Blauw', 'name-in-place-of-role'],
    ['@pim', 'name-in-place-of-role'],
  ] as const) {
    const no = await refusal(ask('nameRole', { id: second.id, version: 1, role }))
    expect(no.blockers[0]?.rule, role).toBe(rule)
  }
  const { timeline, participants } = await ask('readIncident', { id: incidentId })
  expect(timeline).toEqual([event])
  expect(participants[1]).toEqual(second)
})
