import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, openChecker, outlineOf } from './check.ts'
import type { Format } from './finding.ts'
import { formatOf, inFormat } from './formats.ts'

const FORMATS: readonly Format[] = ['markdown', 'plain', 'mdx', 'rst', 'asciidoc', 'html']

/** Each block as "kind section column: words". */
function read(format: Format, text: string): readonly string[] {
  return outlineOf(text, inFormat(format)).blocks.map(
    ({ kind, section, column, from, to }) =>
      `${kind} ${section}${column === null ? '' : ` [${column}]`}: ${text.slice(from, to).trim()}`,
  )
}

function code(format: Format, text: string): readonly string[] {
  return outlineOf(text, inFormat(format)).code.map(({ from, to }) => text.slice(from, to).trim())
}

function found(format: Format, text: string): readonly string[] {
  return check(text, inFormat(format)).map((finding) => `${finding.rule}: ${finding.quote}`)
}

it.each([
  ['notes.md', 'markdown'],
  ['NOTES', 'markdown'],
  ['a.b/notes.TXT', 'plain'],
  ['a/page.mdx', 'mdx'],
  ['a.rst', 'rst'],
  ['a.adoc', 'asciidoc'],
  ['export.html', 'html'],
  ['a.htm', 'html'],
  ['a.constructor', 'markdown'],
])('tells from the name of %s that it is %s', (path, format) => {
  expect(formatOf(path)).toBe(format)
})

describe('MDX', () => {
  it('reads the prose around imports, tags and expressions', () => {
    const text = [
      'import { Note } from "./note"',
      "export const cause = 'human error'",
      '',
      '# Timeline',
      '',
      '<Note title="a > b" kind={x > 1 ? "a" : "b"}>',
      '    The disk was {percent}% full.',
      '',
      '</Note>',
      '',
      '{/* human error',
      '',
      'is hidden */}',
      '',
      '- one <b>item</b>',
    ].join('\n')
    expect(read('mdx', text)).toEqual([
      'heading timeline: # Timeline',
      'paragraph timeline: The disk was {percent}% full.',
      'item timeline: one <b>item</b>',
    ])
  })

  it('keeps expressions out of the words and leaves code alone', () => {
    expect(found('mdx', 'The {cause("human error")} was `<T>` and human error.')).toEqual([
      'human-error: human error',
    ])
    expect(code('mdx', '```tsx\n<Note>\n```\n')).toEqual(['```tsx\n<Note>\n```'])
  })

  it('reads on after a tag or an expression that is never closed', () => {
    expect(found('mdx', 'One <Note and {more\n\nThe cause was human error.')).toEqual([
      'human-error: human error',
    ])
  })
})

describe('reStructuredText', () => {
  it('reads titles by their underlines, items and definitions', () => {
    const text = [
      '========',
      'Incident',
      '========',
      '',
      'Timeline',
      '--------',
      '',
      '- one',
      '  and more',
      '',
      '  still one',
      '1. two',
      '',
      'term',
      '  what it means',
      '',
      'Next steps',
      '----------',
      '',
      ':Owner: somebody',
    ].join('\n')
    expect(read('rst', text)).toEqual([
      'heading analysis: Incident',
      'heading timeline: Timeline',
      'item timeline: one\n  and more',
      'item timeline: still one',
      'item timeline: two',
      'paragraph timeline: term',
      'paragraph timeline: what it means',
      'heading actions: Next steps',
      'item actions: somebody',
    ])
  })

  it('leaves literal blocks, code, comments and quotations, and reads notes', () => {
    const text = [
      'It printed::',
      '',
      '    human error',
      '',
      '.. code-block:: text',
      '   :linenos:',
      '',
      '   human error',
      '',
      '.. human error',
      '   in a comment',
      '',
      '.. _target: https://example.com/human-error',
      '',
      'They said:',
      '',
      '  human error',
      '',
      '.. note::',
      '',
      '   A note of ours.',
      '',
      '   And its second part.',
      '',
      '.. warning:: A warning that',
      '   goes on.',
      '',
      '``human error`` was printed.',
    ].join('\n')
    expect(read('rst', text)).toEqual([
      'paragraph other: It printed::',
      'paragraph other: They said:',
      'paragraph other: A note of ours.',
      'paragraph other: And its second part.',
      'paragraph other: A warning that\n   goes on.',
      'paragraph other: ``human error`` was printed.',
    ])
    expect(found('rst', text)).toEqual([])
    expect(code('rst', text)).toEqual(['human error', ':linenos:\n\n   human error'])
  })

  it('reads both kinds of tables with the names of their columns', () => {
    const grid =
      '+------+----------------+\n| Who  | Action         |\n+======+================+\n| ops  | Improve alerts |\n+------+----------------+\n\nAfter.'
    expect(read('rst', grid)).toEqual([
      'cell other [Who]: ops',
      'cell actions [Action]: Improve alerts',
      'paragraph other: After.',
    ])
    const simple =
      '====  ==============\nWho   Action\n====  ==============\nops   Improve alerts\n      and dashboards\n====  ==============\n\nAfter.'
    expect(read('rst', simple)).toEqual([
      'cell other [Who]: ops',
      'cell actions [Action]: Improve alerts',
      'cell actions [Action]: and dashboards',
      'paragraph other: After.',
    ])
  })
})

describe('AsciiDoc', () => {
  it('reads titles, items, terms and paragraphs', () => {
    const text = [
      '= Incident',
      ':author: human error',
      '',
      '== Timeline',
      '// human error',
      '* one',
      'goes on',
      '** two',
      '+',
      'more of two',
      '',
      'CPU:: it was full',
      '',
      'Old title',
      '---------',
      'Words.',
    ].join('\n')
    expect(read('asciidoc', text)).toEqual([
      'heading analysis: = Incident',
      'heading timeline: == Timeline',
      'item timeline: one\ngoes on',
      'item timeline: two',
      'paragraph timeline: more of two',
      'item timeline: CPU:: it was full',
      'heading analysis: Old title',
      'paragraph analysis: Words.',
    ])
  })

  it('leaves listings, literals, comments and quotations, and reads examples', () => {
    const text = [
      '[source,sh]',
      '----',
      'human error',
      '----',
      '[source]',
      'human error',
      '',
      ' human error',
      '',
      '....',
      'human error',
      '....',
      '[quote, somebody]',
      '____',
      'human error',
      '____',
      '////',
      'human error',
      '////',
      '====',
      'An example.',
      '====',
    ].join('\n')
    expect(read('asciidoc', text)).toEqual(['paragraph other: An example.'])
    expect(code('asciidoc', text)).toHaveLength(4)
  })

  it('reads tables with the names of their columns', () => {
    const text =
      '[cols="1,2"]\n|===\n|Who |Action\n\n|ops\na|Improve alerts\n|net |Add dashboards\n|===\nAfter.'
    expect(read('asciidoc', text)).toEqual([
      'cell other [Who]: ops',
      'cell actions [Action]: Improve alerts',
      'cell other [Who]: net',
      'cell actions [Action]: Add dashboards',
      'paragraph other: After.',
    ])
  })

  it('reads the words of a link, not its address', () => {
    expect(found('asciidoc', 'The cause was https://example.com/human-error[human error].')).toEqual([
      'human-error: human error',
    ])
  })
})

describe('HTML', () => {
  it('reads headings, paragraphs, items and cells under the heads of their columns', () => {
    const text = [
      '<html><head><title>human error</title><style>p { human error }</style></head><body>',
      '<h1 title="Actions">Incident</h1><p>It was <em>slow</em>&nbsp;&amp; late.</p>',
      '<h2>Timeline</h2><ul><li>one<li>two</ul>',
      '<blockquote><p>human error</p></blockquote>',
      '<pre>human error</pre>',
      '<table><tr><th>Who</th><th><p>Action</p></th></tr>',
      '<tr><td>ops</td><td><p>Improve</p><ul><li>alerts</li></ul></td></tr></table>',
      '<table><tr><th>Root cause</th><td>A full disk</td></tr></table>',
    ].join('\n')
    expect(read('html', text)).toEqual([
      'heading analysis: Incident',
      'paragraph analysis: It was <em>slow</em>&nbsp;&amp; late.',
      'heading timeline: Timeline',
      'item timeline: one',
      'item timeline: two',
      'cell timeline [Who]: ops',
      'cell actions [Action]: Improve',
      'cell actions [Action]: alerts',
      'cell timeline [Root cause]: A full disk',
    ])
    expect(code('html', text)).toEqual(['human error'])
  })

  it.each([
    ['code', '<p>It printed <code>human <b>error</b></code> twice.</p>'],
    ['a quotation of entities', '<p>It said &quot;human&nbsp;error&quot; twice.</p>'],
    ['a quotation in tags', '<p>It said <q>human error</q> twice.</p>'],
    ['attributes', `<p><a title='human error >' href="human error">It</a> was slow.</p>`],
    [
      'exported code',
      '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[human error]]></ac:plain-text-body></ac:structured-macro>',
    ],
    ['a comment', '<p>It was <!-- human error --> slow.</p>'],
    ['a tag that never ends', '<p>It was slow.</p><p title="human error'],
  ])('leaves %s', (_, text) => {
    expect(found('html', text)).toEqual([])
  })

  it('finds words across tags and entities at their own places, and takes no tag apart', () => {
    const text = '<p>&lt;&eacute;&gt; 🙃 the cause was <b>human</b>&nbsp;error.</p>'
    const [finding] = check(text, inFormat('html'))
    expect(finding?.quote).toBe('human</b>&nbsp;error')
    expect(finding?.rewrites).toEqual([])
  })

  it.each(['&rsquo;', '&#39;', '&apos;', '\u2019'])('reads a word with %s in it as one', (sign) => {
    const text = `<p>On-call didn${sign}t notice the alert, and the manager${sign}s answer was human&nbsp;error.</p>`
    expect(found('html', text)).toEqual([`failed-to: didn${sign}t notice`, 'human-error: human&nbsp;error'])
    expect(found('html', '<p>They call it &lsquo;human error&rsquo; there.</p>')).toEqual([])
  })

  it('begins a new block at a line that opens with a time', () => {
    expect(read('html', '<p>14:05 it broke<br/>14:10 it was<br/>mended</p>')).toEqual([
      'paragraph other: 14:05 it broke',
      'paragraph other: 14:10 it was<br/>mended',
    ])
  })
})

describe('laws', () => {
  const parts = fc.constantFrom(
    ...[
      'The cause was human error. ',
      'Priya broke checkout',
      '\n',
      '\n\n',
      '\r\n',
      '  ',
      '    ',
      '\t',
      '🙃',
      '\ud800',
    ],
    ...[
      'import x from "y"\n',
      'export ',
      '<Note a={b}>',
      '</Note>',
      '{',
      '}',
      '{/*',
      '*/}',
      '<',
      '>',
      '`',
      '```\n',
      '"',
      "'",
    ],
    ...[
      '- ',
      '* ',
      '1. ',
      '::',
      '.. note:: ',
      '.. code::\n',
      '.. ',
      ':a: ',
      '====\n',
      '----\n',
      '+---+---+\n',
      '| a | b |\n',
      '+===+===+\n',
      '===  ===\n',
    ],
    ...[
      '= ',
      '== ',
      '[source]\n',
      '[quote]\n',
      '____\n',
      '....\n',
      '|===\n',
      '|a |b\n',
      '+\n',
      '// ',
      '--\n',
    ],
    ...[
      '<p>',
      '</p>',
      '<h2>',
      '<td>',
      '<th>',
      '<tr>',
      '<table>',
      '</table>',
      '<pre>',
      '</pre>',
      '<code>',
      '</code>',
      '&quot;',
      '&nbsp;',
      '&',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<blockquote>',
      '<ul>',
      '<li>',
      '<br>',
      '<q>',
      '</q>',
    ],
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(parts, { maxLength: 50 }).map((list) => list.join('')),
  )
  const formats = fc.constantFrom(...FORMATS)

  it('blocks, code and masks lie inside the text, in order, without overlap', () => {
    fc.assert(
      fc.property(texts, formats, (text, format) => {
        const { blocks, code, masks = [] } = outlineOf(text, inFormat(format))
        for (const list of [blocks, code, masks]) {
          let end = 0
          for (const { from, to } of list) {
            expect(from).toBeGreaterThanOrEqual(end)
            expect(to).toBeGreaterThan(from)
            end = to
          }
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('check never throws, quotes the text as it stands, and remembers rightly', () => {
    const before = new Map(FORMATS.map((format) => [format, openChecker(inFormat(format))]))
    fc.assert(
      fc.property(texts, formats, (text, format) => {
        const findings = check(text, inFormat(format))
        for (const { from, to, quote } of findings) expect(text.slice(from, to)).toBe(quote)
        expect(before.get(format)?.(text)).toEqual(findings)
      }),
      { numRuns: 1500 },
    )
  })

  it.each(FORMATS)('what is put before a text in %s moves its findings and changes none', (format) => {
    const text = 'The cause was human error.'
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Fine 🙃.', 'All was "well".', 'שלום'), { maxLength: 6 }),
        (lines) => {
          const lead = lines.map((line) => (format === 'html' ? `<p>${line}</p>` : `${line}\n\n`)).join('')
          const moved = check(lead + text, inFormat(format)).map((f) => [
            f.rule,
            f.from - lead.length,
            f.quote,
          ])
          expect(moved).toEqual([['human-error', 14, 'human error']])
        },
      ),
      { numRuns: 40 },
    )
  })

  // Whatever is quadratic does not come to an end here.
  it.each(
    [
      '<a ',
      '<a "',
      '{',
      '{/*',
      '`a ``b ',
      '<Note a={',
      'import x\n\n',
      '- ',
      '::\n\n ',
      '+--+\n',
      '=== ===\n',
      '|===\n',
      '|',
      '----\n',
      '--\na\n',
      '<td>',
      '<table><tr><td>',
      '<code>',
      '&quot;',
      '<pre>',
      '<!--',
      '<li>',
      '&amp',
      'a\n-\n',
      ' a\n  b\n',
      'a::\n',
      '[a]\n',
      '.. x::\n',
      ':a: ',
    ].flatMap((unit) =>
      (['mdx', 'rst', 'asciidoc', 'html'] as const).map((format) => [format, unit] as const),
    ),
  )('%s comes to an end on 300 kB of %j', (format, unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length))
    const { blocks } = outlineOf(text, inFormat(format))
    expect(blocks.every(({ from, to }) => from < to)).toBe(true)
  })
})
