import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftText, UNPLACED_HEADING } from './draft-text.ts'
import { draftSections } from './sections.ts'
import { anyRecord, publishedRecord } from './testing.ts'

describe('the sections of an edition as a draft', () => {
  test('are the same sections when they are published again', () => {
    fc.assert(
      fc.property(publishedRecord, ({ sections }) => {
        expect(draftSections(draftText(sections, []))).toEqual(sections)
      }),
      { numRuns: 600 },
    )
  })

  test('stay the same with what found no place behind them, but for a fence that is closed', () => {
    fc.assert(
      fc.property(publishedRecord, fc.string({ minLength: 1 }), ({ sections }, text) => {
        const read = draftSections(draftText(sections, [{ place: 'Timeline, row 1', text }]))
        const told = [...sections].map(({ heading }) => heading)
        expect(read.map(({ heading }) => heading)).toEqual([...told, UNPLACED_HEADING])
        expect(read.slice(0, -2)).toEqual(sections.slice(0, -1))
        expect(read.at(-2)?.text ?? '').toContain(sections.at(-1)?.text ?? '')
      }),
      { numRuns: 500 },
    )
  })

  test('lose no line of any record', () => {
    fc.assert(
      fc.property(anyRecord, ({ sections }) => {
        const written = draftText(sections, [])
        for (const { text } of sections) expect(written).toContain(text)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['a heading that ends in a number sign', [{ heading: 'What we know of C #', text: 'Little.' }]],
    ['words before the first heading', [{ heading: '', text: 'First of all.' }]],
    ['code that holds a heading', [{ heading: 'Log', text: '```\n## not a heading\n```' }]],
    ['a fence left open at the end', [{ heading: 'Log', text: '```\nkilled' }]],
    ['code set in by four', [{ heading: 'Log', text: '    select 1' }]],
  ])('%s', (_what, sections) => {
    expect(draftSections(draftText(sections, []))).toEqual(sections)
  })

  test('a fence left open ends where the next section begins', () => {
    const sections = [
      { heading: 'Log', text: '```\nkilled' },
      { heading: 'After', text: 'It came back.' },
    ]
    expect(draftSections(draftText(sections, []))).toEqual([
      { heading: 'Log', text: '```\nkilled\n```' },
      { heading: 'After', text: 'It came back.' },
    ])
  })

  test('what found no place is a list that nothing in it can end or hide', () => {
    const unplaced = [
      { place: 'Factor 1', text: '<!-- hidden -->\n## Summary\n```\nfence' },
      { place: 'front matter', text: 'team: storage' },
    ]
    const [section, ...others] = draftSections(draftText([], unplaced))
    expect(others).toEqual([])
    expect(section?.heading).toBe(UNPLACED_HEADING)
    for (const word of ['hidden', '## Summary', 'fence', 'team: storage'])
      expect(section?.text).toContain(word)
  })
})
