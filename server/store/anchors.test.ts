/** A comment stays with its words: whatever is written elsewhere, by whomever and in any order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAnchor, type LiveText, openLiveText } from './live-text.ts'

const WORDS = 'THE CACHE WAS COLD'
const START = `We saw that ${WORDS}, and nobody asked why.\n\nThe page came at noon.`

/** Something written before the words or after them, at a share of what stands there. */
const edit = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  taken: fc.nat(12),
  // No capitals: the words stand there once, whatever is written around them.
  insert: fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'cold', 'é'), maxLength: 4 }),
  isBefore: fc.boolean(),
})

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

/** Writes beside the words, not at their border: what is written there may belong to them or not. */
function write(text: LiveText, { share, taken, insert, isBefore }: Edit): void {
  const now = text.text()
  const at = now.indexOf(WORDS)
  const [low, high] = isBefore ? [0, at - 1] : [at + WORDS.length + 1, now.length]
  if (high < low) return
  const start = low + Math.floor((high - low) * share)
  const stop = Math.min(high, start + taken)
  text.edit(now.slice(0, start) + insert + now.slice(stop))
}

test('two people write around the words at once, and both find them whole in the same place', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), fc.array(edit, { maxLength: 8 }), (mine, theirs) => {
      const begun = openLiveText([])
      begun.edit(START)
      const at = START.indexOf(WORDS)
      const ends = [begun.anchor(at, 1), begun.anchor(at + WORDS.length, -1)] as const
      const one = openLiveText([begun.state()])
      const other = openLiveText([begun.state()])
      for (const each of mine) write(one, each)
      for (const each of theirs) write(other, each)
      one.take(other.state())
      other.take(one.state())
      expect(one.text()).toBe(other.text())
      for (const copy of [one, other]) {
        const [from, to] = [copy.placeOf(ends[0]), copy.placeOf(ends[1])]
        expect(copy.text().slice(from ?? 0, to ?? 0)).toBe(WORDS)
      }
    }),
  )
})

test('words stay found while others are written before, after and between them, and are gone when they are deleted', () => {
  const text = openLiveText([])
  text.edit(START)
  const from = START.indexOf(WORDS)
  const ends = [text.anchor(from, 1), text.anchor(from + WORDS.length, -1)] as const
  const found = () => text.text().slice(text.placeOf(ends[0]) ?? 0, text.placeOf(ends[1]) ?? 0)
  expect(found()).toBe(WORDS)
  text.edit(`At noon. ${START} And so on.`)
  expect(found()).toBe(WORDS)
  text.edit(text.text().replace('CACHE WAS', 'CACHE OF SESSIONS WAS'))
  expect(found()).toBe('THE CACHE OF SESSIONS WAS COLD')
  text.edit(text.text().replace('THE CACHE OF SESSIONS WAS COLD', ''))
  expect(found()).toBe('')
})

test('what is no place of this text is nowhere, and is never read by a page', () => {
  const text = openLiveText([])
  text.edit(START)
  const other = openLiveText([])
  other.edit('Another text.')
  expect(text.placeOf(other.anchor(3, 1))).toBeNull()
  for (const bad of ['', '{', 'null', '{"tname":"other"}', '{"type":{"client":1,"clock":0},"tname":"text"}'])
    expect([bad, isAnchor(bad), text.placeOf(bad)]).toEqual([bad, false, null])
  expect(isAnchor('{"tname":"text","item":{"client":-1,"clock":0}}')).toBe(false)
  fc.assert(fc.property(fc.string(), (anchor) => void text.placeOf(anchor)))
})
