import { expect, it } from 'vitest'
import { removedIn, withMarks } from './evidence-words.ts'

it('a mark reads as what it was', () => {
  expect(withMarks('db at [removed: password], see [removed: e-mail]')).toEqual([
    { text: 'db at ', isRemoved: false },
    { text: 'password removed', isRemoved: true },
    { text: ', see ', isRemoved: false },
    { text: 'e-mail removed', isRemoved: true },
  ])
})

it('says each kind that was removed once, and nothing where nothing was', () => {
  expect(removedIn('[removed: token] and [removed: token] and [removed: key]')).toBe(
    'Removed before this was stored, and kept nowhere: token, key.',
  )
  expect(removedIn('a lock')).toBe('')
})
