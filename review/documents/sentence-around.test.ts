import { describe, expect, it } from 'vitest'
import { sentenceAround } from './sentence-around.ts'

const around = (text: string, word: string) => {
  const from = text.indexOf(word)
  return sentenceAround(text, { from, to: from + word.length })
}

describe('the sentence around a place', () => {
  it.each([
    ['It was slow. Then Ana looked at v1.2 of it. It ended.', 'Then Ana looked at v1.2 of it.'],
    ['# Log\n\n- **Ana** drained it\n- It ended', '- **Ana** drained it'],
    ['Ana', 'Ana'],
    ['Was it? (“Yes.”) Ana!', 'Ana!'],
  ])('of %j is %j', (text, wanted) => {
    expect(around(text, 'Ana')).toBe(wanted)
  })

  it.each([
    [200, 200],
    [0, 200],
    [200, 0],
    [5, 100_000],
  ])('with %i words before and %i after is cut at word borders', (before, after) => {
    const text = `${'alpha '.repeat(before)}Ana${' omega'.repeat(after)}`
    const shown = around(text, 'Ana')
    expect(shown.length).toBeLessThanOrEqual(200)
    expect(shown.length).toBeGreaterThan(180)
    expect(shown).toMatch(/^…?(?:alpha )*Ana(?: omega)*…?$/)
    expect([shown.startsWith('…'), shown.endsWith('…')]).toEqual([before > 5, after > 5])
  })

  it('of one endless word is the word and what fits', () => {
    const shown = around(`${'x'.repeat(5000)} Ana ${'y'.repeat(5000)}`, 'Ana')
    expect(shown).toMatch(/^… ?Ana…$/)
  })
})
