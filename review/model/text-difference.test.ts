import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOnly, differenceOf, joined } from './text-difference.ts'

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '## Summary'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('the difference of two texts', () => {
  it('shows what left before what came', () => {
    expect(differenceOf('one\ntwo\nthree', 'one\n2\nthree')).toEqual([
      { change: 'same', text: 'one' },
      { change: 'removed', text: 'two' },
      { change: 'added', text: '2' },
      { change: 'same', text: 'three' },
    ])
  })

  it('holds both texts whole', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const lines = differenceOf(before, after)
        const side = (left: 'added' | 'removed') =>
          lines
            .filter((line) => line.change !== left)
            .map((line) => line.text)
            .join('\n')
        expect(side('added')).toBe(before)
        expect(side('removed')).toBe(after)
      }),
    )
  })

  it('stays bounded for texts that share nothing', () => {
    const before = Array.from({ length: 5000 }, (_, index) => `before ${index}`).join('\n')
    const after = Array.from({ length: 5000 }, (_, index) => `after ${index}`).join('\n')
    expect(differenceOf(before, after)).toHaveLength(10_000)
  })

  it('leaves out what is far from a change, and says so', () => {
    const lines = differenceOf('1\n2\n3\n4\n5\n6\n7\n8', '1\n2\n3\n4\n5\n6\n7\neight')
    expect(changesOnly(lines, 1).map((line) => line?.text ?? null)).toEqual([null, '7', '8', 'eight'])
  })
})

describe('two people changing one text', () => {
  it('far apart are joined', () => {
    expect(joined('a\nb\nc\nd', 'A\nb\nc\nd', 'a\nb\nc\nD\ne')).toBe('A\nb\nc\nD\ne')
  })

  it.each([
    ['the same line', 'a\nb', 'a\nmine', 'a\ntheirs'],
    ['one place, both adding', 'a\nb', 'a\nmine\nb', 'a\ntheirs\nb'],
    ['a line the other removed', 'a\nb\nc', 'a\nmine\nc', 'a\nc'],
  ])('%s is left to a person', (_words, base, mine, theirs) => {
    expect(joined(base, mine, theirs)).toBeNull()
  })

  it('with only one side changed, the change stands', () => {
    fc.assert(
      fc.property(texts, texts, (base, changed) => {
        expect(joined(base, changed, base)).toBe(changed)
        expect(joined(base, base, changed)).toBe(changed)
      }),
    )
  })
})
