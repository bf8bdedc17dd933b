import { expect, test } from 'vitest'
import { offerStart, start } from './starts.ts'

test('what is on the page begins at once', () => {
  let begun = 0
  const leave = offerStart('factor', () => begun++)
  start('factor')
  expect(begun).toBe(1)
  leave()
})

test('a wish waits for its page, and is granted once', () => {
  let begun = 0
  start('action')
  offerStart('action', () => begun++)()
  expect(begun).toBe(1)
  offerStart('action', () => begun++)()
  expect(begun).toBe(1)
})

test('a later wish takes the place of an earlier one', () => {
  const begun: string[] = []
  start('event')
  start('factor')
  offerStart('event', () => begun.push('event'))()
  offerStart('factor', () => begun.push('factor'))()
  expect(begun).toEqual(['factor'])
})

test('a part that left the page begins nothing; the one that took its place does', () => {
  const begun: string[] = []
  const leaveFirst = offerStart('paste', () => begun.push('first'))
  const leaveSecond = offerStart('paste', () => begun.push('second'))
  leaveFirst()
  start('paste')
  leaveSecond()
  expect(begun).toEqual(['second'])
})
