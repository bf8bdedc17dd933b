/** Pasted pages as Markdown: the shapes Google Docs, Word and Confluence write, with invented words. */
import { htmlOf } from '@secondstory/review/documents/html'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownOf, type PastedNode } from './paste-words.ts'

type Inside = PastedNode | string

/** An element as a browser would have parsed it. */
function el(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...inside: readonly Inside[]
): PastedNode {
  const childNodes = inside.map((each) => (typeof each === 'string' ? words(each) : each))
  return {
    nodeType: 1,
    nodeName: name.toUpperCase(),
    textContent: childNodes.map(({ textContent }) => textContent).join(''),
    childNodes,
    getAttribute: (attribute) => attributes[attribute] ?? null,
  }
}

function words(textContent: string): PastedNode {
  return { nodeType: 3, nodeName: '#text', textContent, childNodes: [] }
}

function body(...inside: readonly Inside[]): PastedNode {
  return el('body', {}, ...inside)
}

const bold = { style: 'font-weight:700;font-style:normal' }
const normal = { style: 'font-weight:400;font-style:normal' }

describe('structure comes along', () => {
  test('from Google Docs: everything in a b that is not bold, marks as styles, a list beside its items', () => {
    const page = body(
      el(
        'b',
        { style: 'font-weight:normal', id: 'docs-internal-guid-1' },
        el('h1', {}, el('span', normal, 'What happened')),
        el(
          'p',
          {},
          el('span', normal, 'The pool was '),
          el('span', bold, 'full '),
          el('span', normal, 'at noon.'),
        ),
        el(
          'ul',
          {},
          el('li', {}, el('p', {}, el('span', normal, 'First'))),
          el('ul', {}, el('li', {}, el('p', {}, el('span', normal, 'Below it')))),
          el('li', {}, el('p', {}, el('a', { href: 'https://example.org/a' }, 'Second'))),
        ),
      ),
    )
    expect(markdownOf(page)).toBe(
      '## What happened\n\nThe pool was **full** at noon.\n\n- First\n    - Below it\n- [Second](https://example.org/a)',
    )
  })

  test('from Word: headings and lists that are paragraphs', () => {
    const item = { class: 'MsoListParagraph', style: 'text-indent:-.25in;mso-list:l0 level1 lfo1' }
    const below = { class: 'MsoListParagraph', style: 'mso-list:l0 level2 lfo1' }
    const page = body(
      el('p', { class: 'MsoHeading2' }, 'Timeline'),
      el('p', item, el('span', {}, '·\u00a0\u00a0 '), 'The belt stopped'),
      el('p', below, el('span', {}, 'o  '), 'and the lamp was on'),
      el('p', { class: 'MsoNormal' }, el('i', {}, 'Later'), ' it ran.'),
      el('style', {}, 'p { color: red }'),
    )
    expect(markdownOf(page)).toBe(
      '## Timeline\n\n- The belt stopped\n\n  - and the lamp was on\n\n*Later* it ran.',
    )
  })

  test('from Confluence: tables, code and panels', () => {
    const cell = (text: string) => el('td', {}, el('p', {}, text))
    const page = body(
      el(
        'table',
        {},
        el(
          'tbody',
          {},
          el('tr', {}, el('th', {}, 'Time'), el('th', {}, 'What | who')),
          el('tr', {}, cell('14:02'), cell('Deploy')),
          el('tr', {}, cell('14:05')),
        ),
      ),
      el('pre', {}, 'kubectl get pods\n'),
      el('table', {}, el('tr', {}, el('td', {}, el('p', {}, 'A panel.'), el('p', {}, 'With two lines.')))),
      el('p', {}, 'Run ', el('code', {}, 'make `all`'), el('br', {}), 'twice.'),
    )
    expect(markdownOf(page)).toBe(
      [
        '| Time | What \\| who |\n|---|---|\n| 14:02 | Deploy |\n| 14:05 |  |',
        '```\nkubectl get pods\n```',
        'A panel.\n\nWith two lines.',
        'Run `` make `all` ``\ntwice.',
      ].join('\n\n'),
    )
  })

  test('an address that runs something stays words, and what is silent says nothing', () => {
    const page = body(
      el('a', { href: 'javascript:alert(1)' }, 'press'),
      el('script', {}, 'alert(1)'),
      el('p', {}, el('img', { src: 'x' })),
    )
    expect(markdownOf(page)).toBe('press')
  })
})

describe('words stay the words they are', () => {
  const sign = fc.constantFrom(...'ab1 *_[]<>#-+.)`|\\~&:=!'.split(''))
  const text = fc.string({ unit: sign, maxLength: 24 })

  test('a paragraph that looks like Markdown reads the same afterwards', () => {
    fc.assert(
      fc.property(text, (written) => {
        const shown = htmlOf(markdownOf(body(el('p', {}, written))))
        expect(shown).not.toMatch(/<(?:h\d|ul|ol|li|blockquote|em|strong|code|a|del|table|hr|pre)\b/)
        expect(textIn(shown)).toBe(written.replace(/\s+/g, ' ').trim())
      }),
    )
  })

  test('whatever is pasted, the walk answers with text', () => {
    const names = fc.constantFrom(
      'p',
      'ul',
      'li',
      'table',
      'tr',
      'td',
      'b',
      'a',
      'pre',
      'h2',
      'span',
      'blockquote',
    )
    const { node } = fc.letrec<{ node: PastedNode; leaf: PastedNode }>((tie) => ({
      leaf: text.map(words),
      node: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        fc
          .tuple(names, fc.array(tie('node'), { maxLength: 4 }))
          .map(([name, inside]) => el(name, {}, ...inside)),
      ),
    }))
    fc.assert(
      fc.property(node, (each) => {
        expect(typeof markdownOf(body(each))).toBe('string')
      }),
    )
  })

  test('ten thousand rows are one walk', () => {
    const rows = Array.from({ length: 10_000 }, (_, row) =>
      el('tr', {}, el('td', {}, `${row}`), el('td', {}, 'x')),
    )
    expect(markdownOf(body(el('table', {}, ...rows))).split('\n')).toHaveLength(10_001)
  })
})

function textIn(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&#x([0-9A-F]+);/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .trim()
}
