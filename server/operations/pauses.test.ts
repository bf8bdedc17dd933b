import { pauseSentence } from '@secondstory/review/model/pauses'
import { expect, test } from 'vitest'
import { callables } from './call.ts'
import { sendDigests } from './digest.ts'
import { refusal, testHouse, testStrongbox } from './testing.ts'
import { readyReview } from './testing-review.ts'

const house = await testHouse()
const keeper = house.as(house.people.keeper)
const reader = house.as(house.people.reader)

test('a keeper sets a pause, everyone sees it, and it can be taken away', async () => {
  const pause = await keeper('addPause', { fromOn: '2026-04-01', untilOn: '2026-04-30' })
  expect(await reader('listPauses', {})).toEqual([pause])
  expect((await refusal(reader('addPause', { fromOn: '2026-04-01', untilOn: '2026-04-02' }))).kind).toBe(
    'not-allowed',
  )
  const backwards = keeper('addPause', { fromOn: '2026-04-02', untilOn: '2026-04-01' })
  expect((await refusal(backwards)).message).toContain('before')
  await keeper('removePause', { id: pause.id })
  expect(await reader('listPauses', {})).toEqual([])
  expect((await refusal(keeper('removePause', { id: pause.id }))).kind).toBe('not-found')
  const { rows } = await house.database.pool.query(
    "select verb from history where noun = 'pause' order by id",
  )
  expect(rows.map(({ verb }) => verb)).toEqual(['added', 'removed'])
})

test('while a pause holds every export rests and no digest is written; the day after both go on', async () => {
  const member = house.as(house.people.member)
  const made = await readyReview(member, house.people.member, {
    title: 'Orders',
    words: '## Summary\n\nOrders waited.\n',
  })
  const { incidentId, action } = made
  const { slug } = await member('publishReview', { incidentId })
  const pause = await keeper('addPause', { fromOn: '2026-03-12', untilOn: '2026-03-15' })
  const inputs: Readonly<Record<string, object>> = {
    exportEdition: { slug, format: 'json' },
    exportTimeline: { incidentId, format: 'csv' },
    exportMap: { incidentId, format: 'svg' },
    exportFeed: { incidentId, kind: 'adr', rowId: action.id },
  }
  // The day of a meeting, as a calendar takes it, carries nothing of a record out.
  const exporting = [...callables.values()].filter(
    ({ name }) => name.startsWith('export') && name !== 'exportMeetingDate',
  )
  expect(exporting.map(({ name }) => name).toSorted()).toEqual(Object.keys(inputs).toSorted())
  const exportAll = () =>
    Promise.allSettled(
      exporting.map(({ name, call }) => call(inputs[name], house.handsOf(house.people.member))),
    )
  const sentences = (await exportAll()).map(
    (ended) => ended.status === 'rejected' && String(ended.reason.message),
  )
  expect(sentences).toEqual(exporting.map(() => pauseSentence(pause)))
  const digests = async (now: string) => {
    await sendDigests({
      store: house.database,
      strongbox: testStrongbox,
      publicUrl: 'https://r.example',
      now,
    })
    const rows = await house.database.queries.selectFrom('dispatches').select('kind').execute()
    return rows.filter(({ kind }) => kind === 'digest').length
  }
  expect(await digests('2026-03-13T10:00:00.000Z')).toBe(0)
  house.clock.now = '2026-03-16T10:00:00.000Z'
  expect((await exportAll()).map(({ status }) => status)).toEqual(exporting.map(() => 'fulfilled'))
  expect(await digests(house.clock.now)).toBe(3)
  await keeper('removePause', { id: pause.id })
})

test('the way out: a text anyone may read, a keeper may change, and nothing else to write to', async () => {
  const nobody = house.as(null)
  expect(await nobody('readConduct', {})).toEqual({ text: '', version: 1 })
  const text = 'The ombuds office, second floor.'
  expect(await keeper('correctConduct', { version: 1, text })).toEqual({ text, version: 2 })
  expect((await refusal(keeper('correctConduct', { version: 1, text: 'Later.' }))).kind).toBe('conflict')
  expect((await refusal(house.as(house.people.member)('correctConduct', { version: 2, text }))).kind).toBe(
    'not-allowed',
  )
  expect(await nobody('readConduct', {})).toEqual({ text, version: 2 })
})
