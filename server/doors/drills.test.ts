/** Drills: the future stays off the wire, nothing is kept about anyone, and a group is told of from five answers on. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, reader } = doors.people

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  who: typeof member | null = member,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, who ?? undefined)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

/** The finished outage of the samples, opened as a drill. */
async function begin() {
  await ask('addSampleReviews', {})
  const { items } = await ask('listEditions', {})
  const line = items.find(({ components }) => components.includes('orders-db'))
  if (line === undefined) throw new Error('The sample outage has an edition.')
  const { record } = await ask('readEdition', { slug: line.slug })
  const { id, secret } = await ask('openDrill', { editionId: line.id })
  return { id, secret, record }
}

test('a participant is sent nothing of what comes later, from the first step to the last', {
  timeout: 120_000,
}, async () => {
  const { id, secret, record } = await begin()
  const never = [
    record.title,
    record.reference,
    ...record.sections.map(({ text }) => text.slice(0, 60)),
    ...record.factors.map(({ statement }) => statement),
    ...record.actions.map(({ title }) => title),
  ]
  const hindsight = record.decisions.flatMap(({ observed, usually, notReached, options }) => [
    observed,
    usually,
    ...notReached.map(({ what }) => what),
    ...options.filter(({ seenThen }) => !seenThen).map(({ text }) => text),
  ])
  let shown = 0
  for (;;) {
    const seat = await ask('readDrillSeat', { secret }, null)
    const text = JSON.stringify(seat)
    expect(never.filter((each) => text.includes(JSON.stringify(each).slice(1, -1)))).toEqual([])
    expect(seat.events.length).toBeGreaterThanOrEqual(shown)
    shown = seat.events.length
    const told = new Set(seat.events.map((event) => event.text))
    if (seat.isOver) {
      expect(told.size).toBe(new Set(record.timeline.map((event) => event.text)).size)
      break
    }
    expect(
      hindsight.filter((each) => each !== '' && text.includes(JSON.stringify(each).slice(1, -1))),
    ).toEqual([])
    const later = record.timeline.filter((event) => !told.has(event.text))
    expect(later.filter((event) => text.includes(JSON.stringify(event.text).slice(1, -1)))).toEqual([])
    if (seat.decision !== null) {
      const made = record.decisions.find(({ situation }) => situation === seat.decision?.situation)
      expect(text).not.toContain(made?.madeSenseBecause)
      expect(text).not.toContain(made?.believed)
    }
    const { version } = await ask('readDrill', { id })
    await ask('correctDrill', { id, version, to: 'next' })
  }
})

test('a group is told of from five answers on, each seat once, and no seat leads to another', {
  timeout: 120_000,
}, async () => {
  const { id, secret } = await begin()
  const first = await ask('readDrill', { id })
  const there = await ask('correctDrill', { id, version: first.version, to: 'decision' })
  const moved = there.version
  const choose = (option: number, seat = randomUUID()) =>
    ask('addDrillChoice', { secret, seat, option, moved }, null)
  const mind = randomUUID()
  await choose(0, mind)
  await choose(1, mind)
  for (const option of [0, 0, -1]) await choose(option)
  const four = await ask('readDrill', { id })
  expect(four.answers).toBe(4)
  expect(four.notes?.tally).toMatchObject({ options: null, isParted: null })
  await choose(0)
  const five = await ask('readDrill', { id })
  expect(five.notes?.tally.options?.map(({ answers }) => answers)).toEqual([3, 1, 0, 1])
  const on = await ask('correctDrill', { id, version: five.version, to: 'next' })
  const late = await doors.call('addDrillChoice', { secret, seat: mind, option: 0, moved })
  expect(late.status).toBe(409)
  expect(on.notes).toBe(null)
  const rows = await doors.database.pool.query(
    'select column_name from information_schema.columns where table_name = $1',
    ['drill_choices'],
  )
  expect(rows.rows.map((row: { column_name: string }) => row.column_name).toSorted()).toEqual([
    'decision',
    'drill_id',
    'option',
    'seat',
  ])
})

test('a link that is ended, old or made up leads nowhere, and leading is for members', {
  timeout: 120_000,
}, async () => {
  const { id, secret } = await begin()
  expect((await doors.call('readDrillSeat', { secret: `${secret}x` })).status).toBe(404)
  expect((await doors.call('readDrill', { id }, reader)).status).toBe(403)
  expect((await doors.call('readDrill', { id })).status).toBe(401)
  const { version } = await ask('readDrill', { id })
  await ask('correctDrill', { id, version, to: 'end' })
  expect((await doors.call('readDrillSeat', { secret })).status).toBe(404)
  expect((await doors.call('correctDrill', { id, version, to: 'next' }, member)).status).toBe(409)
})
