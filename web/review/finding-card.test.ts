import { readKeeps, writeKeep } from '@secondstory/language'
import { describe, expect, it } from 'vitest'
import { keepPlace, rewriteInWords } from './finding-card.ts'

describe('a keep comment', () => {
  it.each([
    ['first line\nsecond', 5, 10],
    ['only line', 4, 9],
    ['ends here\n\nnext', 9, 9],
  ])('in %j after %d stands at %d, at the end of its line', (text, to, at) => {
    expect(keepPlace(text, to)).toBe(at)
  })

  it('is read back where it was put', () => {
    const text = 'They should have known.\n\nNext paragraph.'
    const at = keepPlace(text, 12)
    const kept = `${text.slice(0, at)} ${writeKeep('hindsight', 'it is a quotation')}${text.slice(at)}`
    expect(readKeeps(kept)).toMatchObject([{ rule: 'hindsight', reason: 'it is a quotation' }])
  })
})

it('a rewrite is said in the words that will stand there', () => {
  expect(rewriteInWords('it was obviously wrong', { from: 7, to: 17, text: '' })).toBe(
    'Leave out “obviously”',
  )
  expect(rewriteInWords('x', { from: 0, to: 1, text: 'the pipeline accepted it' })).toBe(
    'the pipeline accepted it',
  )
})
