import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson, writeJson } from './json.ts'
import { readMarkdown, writeMarkdown } from './markdown.ts'
import { anyRecord } from './testing.ts'

describe('an edition survives being written down', () => {
  test('as Markdown: reading what was written gives the same record', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        const read = readMarkdown(writeMarkdown(written))
        expect(read.record).toEqual(written)
        expect(read.notUnderstood).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  test('as Markdown from an editor that changes every line end', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        const once = readMarkdown(writeMarkdown(written).replaceAll('\r', ''))
        expect(readMarkdown(writeMarkdown(once.record).replaceAll('\n', '\r\n')).record).toEqual(once.record)
      }),
      { numRuns: 200 },
    )
  })

  test('as JSON', () => {
    fc.assert(
      fc.property(anyRecord, (written) => {
        expect(readJson(writeJson(written))).toEqual({ record: written, notUnderstood: [], missing: [] })
      }),
      { numRuns: 200 },
    )
  })
})

/** Words of a document made of Markdown's own pieces, each word once, so that a lost one can be named. */
const foreign = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...[
        '# ',
        '## ',
        '### ',
        '## Timeline\n',
        '## Impact\n',
        '## Lessons\n\n### Where we got lucky\n\n- ',
        '- ',
        '1. ',
        '> ',
        '',
      ],
      ...[
        '| ',
        '| # | Time (UTC) | What happened |\n|---|---|---|\n| 1 | 2026-03-01T14:05Z | ',
        '| Code | Statement |\n|---|---|\n| GRD-1 | ',
      ],
      ...[
        '```\n',
        '---\n',
        '---\ntitle: ',
        'severity: ',
        '<!-- ',
        '<details>\n',
        '[link](https://example.org/) ',
        '## Actions\n\n',
      ],
    ),
    fc.constantFrom('', ' |', '\n```', ' -->', ' | b |', '\r'),
    fc.constantFrom('\n', '\n\n', ' '),
  ),
  { maxLength: 30 },
)

describe('a document from elsewhere', () => {
  test('loses none of its words', () => {
    fc.assert(
      fc.property(foreign, (pieces) => {
        const words = pieces.map((_, index) => `word${index}x`)
        const document = pieces
          .map(([before, after, end], index) => `${before}${words[index]}${after}${end}`)
          .join('')
        const read = readMarkdown(document)
        const everything = JSON.stringify([read.record, read.notUnderstood])
        expect(words.filter((word) => !everything.includes(word))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
