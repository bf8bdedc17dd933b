import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftSections, sectionsOf, withoutComments } from './sections.ts'
import { defaultDraft, draftPrompts } from './template.ts'

describe('sections', () => {
  test.each([
    ['', []],
    ['Only text.', [{ heading: '', text: 'Only text.' }]],
    [
      '## A\n\none\n\n## B\ntwo',
      [
        { heading: 'A', text: 'one' },
        { heading: 'B', text: 'two' },
      ],
    ],
    ['## A ##\n\n\n', [{ heading: 'A', text: '' }]],
    ['##NoSpace\n### Deeper', [{ heading: '', text: '##NoSpace\n### Deeper' }]],
    ['## A\r\n\r\none\r\n', [{ heading: 'A', text: 'one' }]],
    [
      '## A\n```\n## code\n```\n## B',
      [
        { heading: 'A', text: '```\n## code\n```' },
        { heading: 'B', text: '' },
      ],
    ],
    [
      '## A\n~~~\n```\n## code\n~~~\n## B',
      [
        { heading: 'A', text: '~~~\n```\n## code\n~~~' },
        { heading: 'B', text: '' },
      ],
    ],
    [
      '## A\n```a`b\n## B',
      [
        { heading: 'A', text: '```a`b' },
        { heading: 'B', text: '' },
      ],
    ],
    ['## A\n\n    code\n', [{ heading: 'A', text: '    code' }]],
    ['##\n\ntext', [{ heading: '', text: 'text' }]],
  ])('of %j', (markdown, expected) => {
    expect(sectionsOf(markdown)).toEqual(expected)
  })

  test('keep every word that is not decoration', () => {
    const line = fc.constantFrom('## H', 'text', '```', '~~~~', '', '- item', '### deeper', '    ## indented')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const marked = lines.map((each, index) =>
          each === '' ? each : `${each}${each.startsWith('`') || each.startsWith('~') ? '' : ` w${index}w`}`,
        )
        const all = JSON.stringify(sectionsOf(marked.join('\n')))
        for (const word of marked.join(' ').match(/w\d+w/g) ?? []) expect(all).toContain(word)
      }),
    )
  })
})

describe('comments', () => {
  test.each([
    ['a <!-- b --> c', 'a  c'],
    ['<!-- one line -->\ntext', 'text'],
    ['<!-- two\nlines -->\ntext', 'text'],
    ['`<!-- code -->`', '`<!-- code -->`'],
    ['```\n<!-- code -->\n```', '```\n<!-- code -->\n```'],
    ['a <!-- never closed\n## B', 'a <!-- never closed\n## B'],
    ['a ` b <!-- c --> d', 'a ` b  d'],
    ['<!--><!-- x -->y', 'y'],
    ['text -->', 'text -->'],
    ['', ''],
  ])('in %j leave %j', (markdown, left) => {
    expect(withoutComments(markdown)).toBe(left)
  })

  test('do not take long over a hostile text', () => {
    // Sizes at which a quadratic walk takes minutes: the runner's own limit is the measure.
    expect(withoutComments('<!-- \n'.repeat(50_000))).toHaveLength(300_000)
    withoutComments(`${'`a '.repeat(20_000)}`)
    sectionsOf(`## ${' '.repeat(200_000)}x\n${' '.repeat(200_000)}y`)
  })
})

describe('the draft a review starts from', () => {
  test('has a heading and a prompt for each part, and says nothing to readers', () => {
    expect(sectionsOf(defaultDraft).map(({ heading }) => heading)).toEqual(
      draftPrompts.map(({ heading }) => heading),
    )
    expect(draftSections(defaultDraft)).toEqual([])
  })

  test('shows readers what was written below a prompt', () => {
    const draft = defaultDraft.replace('## What happened\n', '## What happened\n\nA migration waited.\n')
    expect(draftSections(draft)).toEqual([{ heading: 'What happened', text: 'A migration waited.' }])
  })
})
