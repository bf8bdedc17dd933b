import type { SyntaxNodeRef } from '@lezer/common'
import { parser, Table, TaskList } from '@lezer/markdown'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readMarkdown } from './blocks.ts'

// A full, well-kept parser is the judge of where headings, paragraphs and table rows are.
const judge = parser.configure([Table, TaskList])
const SILENT = new Set([
  'Blockquote',
  'HTMLBlock',
  'CommentBlock',
  'LinkReference',
  'ProcessingInstructionBlock',
  'FencedCode',
  'CodeBlock',
])

function judged(text: string): readonly string[] {
  const leaves: string[] = []
  judge.parse(text).iterate({
    enter: (node: SyntaxNodeRef) => {
      if (SILENT.has(node.name)) return false
      if (/^(?:Paragraph|Task|ATXHeading\d|SetextHeading\d|TableCell)$/.test(node.name)) {
        const isTold = node.name !== 'TableCell' || node.node.parent?.name === 'TableRow'
        if (isTold) leaves.push(text.slice(node.from, node.to).trim())
        return false
      }
      return true
    },
  })
  return leaves
}

function read(text: string): readonly string[] {
  return readMarkdown(text, 'other').blocks.map((block) => text.slice(block.from, block.to).trim())
}

it.each([
  ['headings of both kinds', '# One\n\nTwo\n===\n\nThree\nfour\n---\n\n###### Six\n####### no'],
  ['lists in lists', '- a\n  - b\n\n    c\n- d\n1. e\n   f\n10) g\n'],
  ['a lazy line', '- a\nb\n\n> c\nd\n\ne'],
  ['a fence in a list', '- a\n  ```\n  code\n  ```\n  b\n\n```js\nx\n```\nc'],
  ['a fence that is never closed', 'a\n\n~~~\nb\n\nc'],
  ['a table and what follows', '| a | b |\n|---|---|\n| c | d |\n| e | |\n\nf'],
  ['a table without outer bars', 'a | b\n--- | ---\nc | d\n'],
  ['indented code', 'a\n\n    code\n\nb\n    still b'],
  ['HTML and comments', '<div>\na\n</div>\n\nb\n\n<!-- c\nd -->\n\ne'],
  ['link references', '[a]: https://example.com "t"\n\nb [a]'],
  ['rules', 'a\n\n***\n\nb\n- - -\nc'],
  ['tasks', '- [ ] a\n- [x] b\n'],
  ['numbers in a paragraph', 'a\n2. b\n\n1. c\n2. d'],
  ['empty items', '-\n- a\n-\n\nb'],
  ['a lazy line in a nested list', '- a\n  - b\nc\n\nd'],
  ['a lazy line in a quote in a list', '- > a\nb\n- c'],
  ['an item with a code block', '- a\n\n      code\n\n  b'],
  ['a heading in an item', '- # a\n  b\n- c'],
  ['an underline in an item', '- a\n  ===\n- b'],
  ['a table in an item', '- | a | b |\n  |---|---|\n  | c | d |\n- e'],
  ['a fence of tildes with back-ticks inside', '~~~\n```\na\n~~~\nb'],
  ['a fence that ends a paragraph', 'a\n```\nb\n```\nc'],
  ['a heading that ends a paragraph', 'a\n# b\nc'],
  ['an HTML block of a script', '<script>\na\n\nb\n</script>\nc'],
  ['a closing tag alone', '</div>\na\n\nb'],
  ['a table after a paragraph', 'x\n\n| a |\n|---|\n| b |\n\ny'],
  ['a list right after a heading', '# a\n- b\n- c\nd'],
  ['two lists by marker', '- a\n* b\n+ c'],
  ['a reference among paragraphs', 'a\n\n[x]: https://example.com\n\nb'],
  ['a footnote', 'a[^1]\n\n[^1]: b'],
  ['Windows line ends', '# a\r\n\r\nb\r\nc\r\n\r\n- d\r\n'],
])('reads %s as the full parser does', (_, text) => {
  expect(read(text)).toEqual(judged(text))
})

it('reads plain documents as the full parser does', () => {
  const line = fc.constantFrom(
    '# Title',
    '## Timeline',
    'words here',
    '- item',
    '  - inner',
    '1. one',
    '> said',
    '```',
    '| a | b |',
    '',
    '',
    '---x',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const text = lines.join('\n\n')
      expect(read(text)).toEqual(judged(text))
    }),
    { numRuns: 300 },
  )
})

it('reads lines put together at random as the full parser does', () => {
  const line = fc.constantFrom(
    'words here',
    'more words',
    '# Title',
    '- item',
    '  inner',
    '  - nested',
    '    - deeper',
    '1. first',
    '   under it',
    '> said',
    '```',
    '~~~',
    '',
    '',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n')
      expect(read(text)).toEqual(judged(text))
    }),
    { numRuns: 2000 },
  )
})
