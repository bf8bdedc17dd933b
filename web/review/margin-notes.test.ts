import { expect, it } from 'vitest'
import { placed } from './margin-notes.ts'

it('notes stand beside their words, and step down where they would touch', () => {
  expect(
    placed([
      { top: 10, height: 20 },
      { top: 100, height: 20 },
    ]),
  ).toEqual([10, 100])
  expect(
    placed([
      { top: 10, height: 20 },
      { top: 12, height: 20 },
      { top: 13, height: 20 },
    ]),
  ).toEqual([10, 36, 62])
  expect(placed([])).toEqual([])
})
