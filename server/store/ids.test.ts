import { expect, test } from 'vitest'
import { newId } from './ids.ts'

test('ids sort in the order they were made, also many in one millisecond and when the clock steps back', () => {
  const ids = [
    ...Array.from({ length: 10_000 }, () => newId(1_773_316_800_000)),
    newId(1_773_316_799_000),
    newId(1_773_316_900_000),
  ]
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
