import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const started = { at: '2026-03-12T09:00:00Z', precision: 'minute', isAbout: true } as const

async function open(more: object = {}) {
  return ask('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
    ...more,
  })
}

test('an incident opens with its review and a draft that asks the questions', async () => {
  const incident = await open({ startedAt: started, components: ['checkout'], summary: 'Writes failed.' })
  const record = await ask('readIncident', { id: incident.id })
  expect(record.incident).toEqual(incident)
  expect(record.incident.startedAt).toEqual({ ...started, at: '2026-03-12T09:00:00.000Z' })
  expect(record.review).toMatchObject({ stage: 'gathering', editionNumber: null, version: 1 })
  expect(record.draft.text).toContain('## Summary')
  expect(record).toMatchObject({ timeline: [], participants: [], factors: [], lessons: [], actions: [] })
})

test('numbers count up, and an incident is found by id, number and reference', async () => {
  const [first, second] = [await open(), await open()]
  expect(second.number).toBe(first.number + 1)
  for (const by of [{ id: first.id }, { number: first.number }, { reference: `inc-${first.number}` }]) {
    expect((await ask('readIncident', by)).incident.id).toBe(first.id)
  }
  expect((await refusal(ask('readIncident', {}))).message).toContain(
    'expected exactly one of id, reference and number',
  )
})

test('a severity is raised freely, lowered with a reason, and the reason stays in the history', async () => {
  const { id } = await open()
  const raised = await ask('correctIncident', { id, version: 1, severity: 'SEV1' })
  expect(raised).toMatchObject({ severity: 'SEV1', version: 2 })
  for (const because of [undefined, '', '  ']) {
    const no = await refusal(ask('correctIncident', { id, version: 2, severity: 'SEV3', because }))
    expect(no.blockers).toMatchObject([{ rule: 'severity-lowered-without-reason' }])
  }
  await ask('correctIncident', {
    id,
    version: 2,
    severity: 'SEV3',
    because: 'Only our own work was affected.',
  })
  const [newest] = await ask('listHistory', { incidentId: id })
  expect(newest?.what).toBe(
    'Changed severity from "SEV1" to "SEV3" of the incident "Checkout writes were refused", because: Only our own work was affected.',
  )
})

test('a mark is set, corrected and taken away', async () => {
  const { id } = await open({ startedAt: started })
  const ended = await ask('correctIncident', { id, version: 1, endedAt: { at: '2026-03-12T10:00:00Z' } })
  expect(ended).toMatchObject({
    endedAt: { at: '2026-03-12T10:00:00.000Z', precision: 'minute' },
    version: 2,
  })
  expect(ended.startedAt).not.toBeNull()
  expect(await ask('correctIncident', { id, version: 2, startedAt: null })).toMatchObject({ startedAt: null })
})

test('the list says when each review is due and why', async () => {
  const graver = await open({ severity: 'SEV1', endedAt: { at: '2026-03-12T10:00:00Z' } })
  const going = await open({ severity: 'SEV1' })
  const mild = await open({ severity: 'SEV4', kind: 'near-miss' })
  const { items } = await ask('listIncidents', { limit: 3 })
  expect(items.map((line) => [line.id, line.dueAt])).toEqual([
    [mild.id, null],
    [going.id, null],
    [graver.id, '2026-03-14T10:00:00.000Z'],
  ])
  expect(items[1]?.dueBecause).toContain('The clock starts when impact has ended.')
  expect(items[0]).toMatchObject({ stage: 'gathering', editionSlug: null, openActions: 0 })
})

test('the list goes on where it ended, without gap or repeat, while others are opened', async () => {
  const all = [await open(), await open(), await open()].map((incident) => incident.id).reverse()
  const first = await ask('listIncidents', { limit: 2 })
  await open()
  const second = await ask('listIncidents', { limit: 2, after: first.next ?? '' })
  expect([...first.items, ...second.items].slice(0, 3).map((line) => line.id)).toEqual(all)
})

test('the list is filtered by stage, severity, kind and words, and signs are no wildcards', async () => {
  const { id, number } = await open({ title: '100% of exports_failed', severity: 'SEV4', kind: 'near-miss' })
  const ids = async (filter: object) => (await ask('listIncidents', { filter })).items.map((line) => line.id)
  expect(await ids({ kind: 'near-miss', severity: 'SEV4', text: '100% EXPORTS_' })).toEqual([id])
  expect(await ids({ text: 'exportsXfailed' })).toEqual([])
  expect(await ids({ text: `INC-${number}` })).toEqual([id])
  expect(await ids({ stage: 'published' })).toEqual([])
})

test('drafting shows by what is written, in the line and in the filter', async () => {
  const { id } = await open()
  const stages = async () => {
    const { items } = await ask('listIncidents', { limit: 1 })
    const found = await Promise.all(
      (['gathering', 'drafting'] as const).map(async (stage) => {
        const listed = await ask('listIncidents', { filter: { stage } })
        return listed.items.some((line) => line.id === id)
      }),
    )
    return [items[0]?.stage, ...found]
  }
  expect(await stages()).toEqual(['gathering', true, false])
  const factor = await ask('nameFactor', {
    incidentId: id,
    code: 'GRD-1',
    statement: 'Nothing refused a setting that stops all writes.',
    certainty: 'observed',
  })
  expect(await stages()).toEqual(['drafting', false, true])
  await ask('removeFactor', { id: factor.id })
  expect(await stages()).toEqual(['gathering', true, false])
})

test('a removed incident is nowhere, and comes back whole', async () => {
  const { id } = await open()
  await ask('addLesson', { incidentId: id, kind: 'lucky', text: 'It was night.' })
  const before = await ask('readIncident', { id })
  const { removalId } = await ask('removeIncident', { id, because: 'A drill.' })
  const calls = [
    () => ask('readIncident', { id }),
    () => ask('readDraft', { incidentId: id }),
    () => ask('listHistory', { incidentId: id }),
    () => ask('addLesson', { incidentId: id, kind: 'lucky', text: 'x' }),
    () => ask('correctReview', { incidentId: id, version: 1, stage: 'drafting' }),
    () => ask('removeIncident', { id }),
  ]
  for (const call of calls) expect((await refusal(call())).kind).toBe('not-found')
  expect((await ask('listIncidents', {})).items.some((line) => line.id === id)).toBe(false)
  expect(await ask('undoRemoval', { removalId })).toEqual({ noun: 'incident' })
  const after = await ask('readIncident', { id })
  expect(after).toEqual({ ...before, incident: { ...before.incident, version: 2 } })
  expect((await ask('listHistory', { incidentId: id })).slice(0, 2).map((line) => line.what)).toEqual([
    'Brought back the incident "Checkout writes were refused".',
    'Removed the incident "Checkout writes were refused", because: A drill.',
  ])
})

test('script in a title stays text everywhere', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const { id } = await open({ title })
  expect((await ask('readIncident', { id })).incident.title).toBe(title)
  expect((await ask('listHistory', { incidentId: id }))[0]?.what).toContain(title)
})

test('a write that fails leaves no history', async () => {
  const { id } = await open()
  const before = await ask('listHistory', { incidentId: id })
  await refusal(ask('correctIncident', { id, version: 7, title: 'Stale' }))
  expect(await ask('listHistory', { incidentId: id })).toEqual(before)
})
