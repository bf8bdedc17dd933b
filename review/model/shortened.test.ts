import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortened } from './shortened.ts'

describe('a shortened text', () => {
  it('is the text on one line while that is short enough', () => {
    expect(shortened('  The lock \n was held. ')).toBe('The lock was held.')
  })

  it('ends at the end of a word, without what leads on', () => {
    expect(shortened('The schedule moved, in the same release', 31)).toBe('The schedule moved, in the…')
    expect(shortened('The schedule moved, in the same release', 20)).toBe('The schedule moved…')
  })

  it('ends inside a word that is longer than half of it', () => {
    expect(shortened(`of ${'a'.repeat(40)}`, 20)).toBe(`of ${'a'.repeat(16)}…`)
  })

  it('never leaves half a sign', () => {
    expect(shortened('🙃'.repeat(10), 6)).toBe('🙃🙃…')
  })

  it('is never longer than asked, well-formed, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const short = shortened(text, longest)
        expect(short.length).toBeLessThanOrEqual(longest)
        expect(short).not.toMatch(/\p{Cs}/u)
        expect(text.replace(/\s+/g, ' ').trim().startsWith(short.replace(/…$/, ''))).toBe(true)
      }),
    )
  })
})
