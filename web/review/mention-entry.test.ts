/** A mention while it is written: where it begins, and whom it can mean. */
import { expect, test } from 'vitest'
import { mentionBegun, offeredFor } from './mention-entry.ts'

const everyone = [
  { id: '1', name: 'Kim Keeper', handle: 'kim' },
  { id: '2', name: 'Mo Member', handle: 'mo.m' },
]

test('a mention begins at an @ that stands by itself, and ends with its line', () => {
  expect(mentionBegun('Could @Ki', 9)).toEqual({ at: 6, words: 'Ki' })
  expect(mentionBegun('@Kim Ke', 7)).toEqual({ at: 0, words: 'Kim Ke' })
  expect(mentionBegun('mail kim@example', 16)).toBeNull()
  expect(mentionBegun('@Kim\nand', 8)).toBeNull()
  expect(mentionBegun('nothing', 3)).toBeNull()
})

test('any word of a name and the short name find somebody', () => {
  const names = (words: string) => offeredFor(words, everyone).map(({ name }) => name)
  expect(names('')).toEqual(['Kim Keeper', 'Mo Member'])
  expect(names('keep')).toEqual(['Kim Keeper'])
  expect(names('MO.')).toEqual(['Mo Member'])
  expect(names('nobody')).toEqual([])
})
