/** Comments: what they are tied to, whom they ask, and when they say nothing. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Mentionable,
  mentionedIn,
  mentionOf,
  objectionToComment,
  placeByQuote,
  quoted,
  shortNameOf,
} from './comments.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '🙂'), maxLength: 60 })

/** A text with a stretch of it. */
const marked = letters.chain((text) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(text.length))
    .map(([one, other]) => ({ text, from: Math.min(one, other), to: Math.max(one, other) })),
)

describe('quoted words are found again', () => {
  test('what is found says the same words', () => {
    fc.assert(
      fc.property(marked, letters, ({ text, from, to }, now) => {
        const quote = quoted(text, { from, to })
        const at = placeByQuote(now, quote)
        if (at !== null) expect(now.slice(at.from, at.to)).toBe(quote.quote)
      }),
    )
  })

  test('where the words stand once, they are found after anything was written before and after them', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') })
    fc.assert(
      fc.property(plain, plain, plain, plain, (before, after, newBefore, newAfter) => {
        const text = `${before}the WORDS${after}`
        const at = { from: before.length, to: before.length + 'the WORDS'.length }
        const now = `${newBefore}the WORDS${newAfter}`
        expect(placeByQuote(now, quoted(text, at))).toEqual({
          from: newBefore.length,
          to: newBefore.length + 'the WORDS'.length,
        })
      }),
    )
  })

  test('the same words twice are told apart by what stands around them', () => {
    const text = 'In Oslo the cache was cold. In Turin the cache was cold too.'
    const second = { from: text.lastIndexOf('the cache'), to: text.lastIndexOf('the cache') + 9 }
    const place = quoted(text, second)
    expect(placeByQuote(text, place)).toEqual(second)
    const moved = 'In Turin the cache was cold too. In Oslo the cache was cold.'
    expect(placeByQuote(moved, place)?.from).toBe(moved.indexOf('the cache'))
  })

  test('words that stand twice alike, and words that are gone, are nowhere', () => {
    const bare = { before: '', after: '' }
    expect(placeByQuote('one two one', { quote: 'two', ...bare })).toEqual({ from: 4, to: 7 })
    expect(placeByQuote('one two one', { quote: 'one', ...bare })).toBeNull()
    expect(placeByQuote('one one one x', { quote: 'one', before: 'one ', after: ' x' })?.from).toBe(8)
    expect(placeByQuote('one', { quote: 'two', ...bare })).toBeNull()
    expect(placeByQuote('one', { quote: '', ...bare })).toBeNull()
  })
})

describe('a comment asks people by name', () => {
  const [kim, kimTwo, mo]: readonly [Mentionable, Mentionable, Mentionable] = [
    { id: 'kim', name: 'Kim Keeper', handle: 'kim' },
    { id: 'kim-two', name: 'Kim Keeper', handle: 'k.keeper' },
    { id: 'mo', name: 'Mo', handle: shortNameOf('Mo.Member@example.org') },
  ]

  test('by the name, by the short name, in any case, each once', () => {
    expect(mentionedIn('@kim keeper, could you look? @MO.MEMBER knows; @Kim', [kim, mo])).toEqual([
      'kim',
      'mo',
    ])
  })

  test('the longer name is meant, and a longer word is nobody', () => {
    const longer = { id: 'mo-long', name: 'Mo Long', handle: 'mol' }
    expect(mentionedIn('@Mo Long?', [mo, longer])).toEqual(['mo-long'])
    expect(mentionedIn('@Mona and mo@example.org and @', [mo])).toEqual([])
  })

  test('a name that two share asks neither; each is written by the short name', () => {
    const everyone = [kim, kimTwo, mo]
    expect(mentionedIn('@Kim Keeper', everyone)).toEqual([])
    for (const person of everyone) {
      expect(mentionedIn(`${mentionOf(person, everyone)}?`, everyone)).toEqual([person.id])
    }
  })
})

test('a comment that says nothing is objected to, with what it needs', () => {
  const place = { kind: 'text', quote: 'was cold' } as const
  expect(objectionToComment({ text: 'Why?', suggested: null, place })).toBeNull()
  expect(objectionToComment({ text: ' ', suggested: null, place })).toContain('says nothing')
  expect(objectionToComment({ text: '', suggested: 'was empty', place })).toBeNull()
  expect(objectionToComment({ text: '', suggested: '', place })).toBeNull()
  expect(objectionToComment({ text: '', suggested: 'was cold', place })).toContain('stand there already')
  const row = { kind: 'factor', quote: '' } as const
  expect(objectionToComment({ text: 'a', suggested: 'b', place: row })).toContain('stretch of the text')
})
