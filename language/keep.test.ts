import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readKeeps, writeKeep } from './keep.ts'

it('reads back what it wrote, whatever the reason holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (reason) => {
      const written = writeKeep('human-error', `x${reason}`)
      const keeps = readKeeps(`before ${written} after`)
      expect(keeps).toHaveLength(1)
      expect(keeps[0]?.rule).toBe('human-error')
      expect(keeps[0]?.reason).not.toBe('')
      expect(keeps[0]?.to).toBe(7 + written.length)
    }),
    { numRuns: 200 },
  )
})

it.each([
  ['<!-- secondstory-keep hero: because it is a song -->', 'hero', 'it is a song'],
  ['<!--secondstory-keep hero because it is a song-->', 'hero', 'it is a song'],
  ['<!-- secondstory-keep hero -->', 'hero', ''],
  ['<!-- secondstory-keep -->', '', ''],
])('reads %s', (text, rule, reason) => {
  expect(readKeeps(text)).toMatchObject([{ rule, reason }])
})

it('reads no keep in an unclosed comment', () => {
  expect(readKeeps('<!-- secondstory-keep hero: because')).toEqual([])
})
