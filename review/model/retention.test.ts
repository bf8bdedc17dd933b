import { expect, it } from 'vitest'
import { evidenceDueAt, holdBlockers, isHeld, keptThings, removalBlockers } from './retention.ts'

const importedAt = '2026-03-12T12:00:00.000Z'
const now = '2026-03-20T12:00:00.000Z'
const hold = { because: 'A supplier asked for the record.', untilOn: '2026-03-20' }

it('evidence is due so many days after it came in or was published, whichever is later', () => {
  expect(evidenceDueAt({ importedAt, publishedAt: null }, null)).toBeNull()
  expect(evidenceDueAt({ importedAt, publishedAt: null }, 30)).toBe('2026-04-11T12:00:00.000Z')
  expect(evidenceDueAt({ importedAt, publishedAt: '2026-03-14T12:00:00.000Z' }, 30)).toBe(
    '2026-04-13T12:00:00.000Z',
  )
  expect(evidenceDueAt({ importedAt, publishedAt: '2026-03-01T12:00:00.000Z' }, 30)).toBe(
    '2026-04-11T12:00:00.000Z',
  )
})

it('a hold stands to the end of its last day, says why, and ends by itself', () => {
  expect(isHeld(hold, '2026-03-20T23:59:59.000Z')).toBe(true)
  expect(isHeld(hold, '2026-03-21T00:00:00.000Z')).toBe(false)
  expect(isHeld(null, now)).toBe(false)
  const [held] = removalBlockers({ records: 3, hold }, now)
  expect(held).toMatchObject({ rule: 'legal-hold' })
  expect(held?.sentence).toContain('until 2026-03-20: A supplier asked for the record. It is lifted first')
  expect(removalBlockers({ records: 3, hold }, '2026-03-21T00:00:00.000Z')).toEqual([])
  expect(removalBlockers({ records: 0, hold: null }, now).map(({ rule }) => rule)).toEqual([
    'nothing-to-delete',
  ])
})

it('a hold ends within a year, and not in the past', () => {
  expect(holdBlockers('2026-03-20', now)).toEqual([])
  expect(holdBlockers('2027-03-21', now)).toEqual([])
  for (const untilOn of ['2026-03-19', '2027-03-22', '2099-01-01'])
    expect(holdBlockers(untilOn, now).map(({ rule }) => rule)).toEqual(['hold-too-long'])
})

it('everything that is kept says for how long, in sentences', () => {
  for (const { what, howLong } of keptThings) {
    expect(what).toMatch(/^[A-Z]/)
    expect(howLong).toMatch(/^[A-Z].*\.$/)
  }
})
