import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

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
